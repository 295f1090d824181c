import { availableParallelism } from 'node:os';
import { describe, expect, it, vi } from 'vitest';
import { describeMachine, VERSION } from '../../src/base/environment.js';
import type { Machine } from '../../src/base/environment.js';
import { doctor, doctorWords } from '../../src/commands/doctor.js';
import type { Finding } from '../../src/commands/doctor.js';
import type { Flags, Io } from '../../src/commands/io.js';
import type { TrainTask } from '../../src/engines/engine.js';
import { NUMERICS_VERSION } from '../../src/engines/fused/numerics-version.js';
import { newerNodeAdvice, useWideVectors } from '../../src/engines/fused/wide-vectors.js';
import { missingNativePart } from '../../src/engines/tfjs-packages.js';
import { measureSpeed, speedCheckTask } from '../../src/bench/speed-check.js';

/** In this process, each backend for a moment. */
async function said(flags: Flags): Promise<string> {
  const parts: string[] = [];
  expect(await doctor(flags, { out: (text) => void parts.push(text) } as Io, { ms: 5 })).toBe(0);
  return parts.join('');
}

describe('doctor', () => {
  it('finds each backend working with its speed and version, or absent with what to do', async () => {
    const { schema, reseed, machine, workers, chosen, engines } = JSON.parse(await said({ json: true })) as {
      schema: number;
      reseed: string;
      machine: Machine;
      workers: number;
      chosen: { fused: string; tfjs: string };
      engines: Finding[];
    };
    expect([schema, reseed, machine, workers]).toEqual([1, VERSION, describeMachine(), availableParallelism()]);
    expect(engines.map(({ engine, backend }) => `${engine} ${backend}`)).toEqual([
      'fused wasm-simd',
      'tfjs tensorflow',
      'tfjs wasm',
      'tfjs cpu',
    ]);
    const native = engines[1]!;
    expect(native.loads).toBe(missingNativePart() === null);
    if (!native.loads) expect(native.reason).toContain('npm run setup:tfjs-node');
    expect(engines[0]!.version).toBe(
      `${VERSION}, numerics version ${NUMERICS_VERSION}, ${useWideVectors() ? 256 : 128}-bit vectors`,
    );
    for (const { backend, loads, reason, version, epochsPerSecond } of engines) {
      if (loads)
        expect({ backend, reason, works: epochsPerSecond! > 0 && version !== '' }).toMatchObject({
          works: true,
          reason: '',
        });
      else expect(epochsPerSecond).toBeNull();
    }
    expect(chosen).toEqual({ fused: 'wasm-simd', tfjs: native.loads ? 'tensorflow' : 'wasm' });
    expect(engines.map(({ coresAWorker }) => coresAWorker)).toEqual([1, 1, 1, 1]);
    for (const { epochsPerSecond } of engines)
      expect(epochsPerSecond).toBe(epochsPerSecond === null ? null : Number(epochsPerSecond.toPrecision(3)));
    expect(await said({})).toContain('A bench takes the engine fused.');
  });
});

const MACHINE = { node: '24.1.0', platform: 'linux', cores: 2, cpu: 'a processor', memoryGiB: 8 } as Machine;
const WORKS: Finding = {
  ...{ engine: 'fused', backend: 'wasm-simd', loads: true, version: '1.2.3', reason: '' },
  ...{ coresAWorker: 1, epochsPerSecond: 1234.4 },
};

describe('what doctor says', () => {
  const words = (...findings: readonly Finding[]): string => doctorWords(findings, { machine: MACHINE, workers: 2 });

  it('is a line for each backend, its speed or why it is absent, and what a bench takes', () => {
    const absent: Finding = { ...WORKS, loads: false, reason: 'It is not here.', version: '', epochsPerSecond: null };
    const text = words(
      WORKS,
      { ...absent, engine: 'tfjs', backend: 'tensorflow' },
      { ...absent, engine: 'tfjs', backend: 'wasm' },
      { ...WORKS, engine: 'tfjs', backend: 'cpu', epochsPerSecond: 3.14159, version: '4.22.0' },
      { ...WORKS, engine: 'tfjs', backend: 'slower', epochsPerSecond: 100, version: '4.22.0' },
    );
    const advice = newerNodeAdvice();
    expect(text).toBe(
      [
        `reseed ${VERSION}, Node 24.1.0, linux, 2 cores (a processor), 8 GiB`,
        'A bench uses 2 workers here, one core each; --workers changes that.',
        '',
        'works   fused  wasm-simd     1234 replica-epochs/s  1.2.3',
        'absent  tfjs   tensorflow  It is not here.',
        'absent  tfjs   wasm        for the same reason',
        'works   tfjs   cpu            3.1 replica-epochs/s  4.22.0',
        'works   tfjs   slower         100 replica-epochs/s  4.22.0',
        ...(advice === undefined ? [] : ['', advice]),
        '',
        'replica-epochs/s of one worker: 50-25 relu net with dropout, 1,600 rows, batches of 32; about a second each',
        'A bench takes the engine fused.',
        'With --engine tfjs it takes the backend cpu.',
        '',
      ].join('\n'),
    );
  });

  it('names what does not work, with what to use in its place', () => {
    const text = words({ ...WORKS, loads: false, reason: 'No.', epochsPerSecond: null });
    expect(text).toContain('\nabsent  fused  wasm-simd   No.\n');
    expect(text).toContain(
      '\nThe default engine does not work here: use --engine tfjs.\nThe engine tfjs does not work here.\n',
    );
  });
});

describe('the speed check', () => {
  it('trains 1,600 rows of the built-in table with the course’s network', async () => {
    const { network, rows, stopping } = (await speedCheckTask())(7);
    expect([rows.train.length, rows.validation.length, network.inputs, network.outputs]).toEqual([1600, 400, 47, 7]);
    expect(stopping).toEqual({ type: 'fixedEpochs', epochs: 7 });
  });

  it('counts every epoch but the first one, and trains no longer than asked', async () => {
    const taskOf = await speedCheckTask();
    const asked: number[] = [];
    vi.useFakeTimers({ toFake: ['Date'] });
    const train = ({ stopping }: TrainTask) => {
      const epochs = stopping.type === 'fixedEpochs' ? stopping.epochs : 0;
      asked.push(epochs);
      vi.setSystemTime(Date.now() + (asked.length === 1 ? 1000 : 4 * epochs));
      return { status: 'diverged', epoch: 1 } as const;
    };
    try {
      expect(await measureSpeed({ train }, { taskOf, ms: 100 })).toBe(250);
    } finally {
      vi.useRealTimers();
    }
    expect(asked).toEqual([1, 1, 2, 4, 8, 10]);
  });
});
