import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import type { Finding } from '../../src/commands/doctor.js';
import type { TrainTask } from '../../src/engines/engine.js';
import { useWideVectors } from '../../src/engines/fused/wide-vectors.js';
import { missingNativePart } from '../../src/engines/tfjs-packages.js';
import { measureSpeed, speedCheckTask } from '../../src/bench/speed-check.js';

const CLI = fileURLToPath(new URL('../../dist/src/cli.js', import.meta.url));
const doctor = async (...args: string[]): Promise<string> =>
  (await promisify(execFile)(process.execPath, [CLI, 'doctor', ...args])).stdout;

describe('doctor', () => {
  it('finds each backend working with its speed and version, or absent with what to do', async () => {
    const { schema, chosen, engines } = JSON.parse(await doctor('--json')) as {
      schema: number;
      chosen: { fused: string; tfjs: string };
      engines: Finding[];
    };
    expect(schema).toBe(1);
    expect(engines.map(({ engine, backend }) => `${engine} ${backend}`)).toEqual([
      'fused wasm-simd',
      'tfjs tensorflow',
      'tfjs wasm',
      'tfjs cpu',
    ]);
    const native = engines[1]!;
    expect(native.loads).toBe(missingNativePart() === null);
    if (!native.loads) expect(native.reason).toContain('npm run setup:tfjs-node');
    for (const { backend, loads, reason, version, epochsPerSecond } of engines) {
      if (loads)
        expect({ backend, reason, works: epochsPerSecond! > 0 && version !== '' }).toMatchObject({
          works: true,
          reason: '',
        });
      else expect(epochsPerSecond).toBeNull();
    }
    expect(chosen).toEqual({ fused: 'wasm-simd', tfjs: native.loads ? 'tensorflow' : 'wasm' });
  });

  it('says in words what works and what a bench takes', async () => {
    const text = await doctor();
    expect(text).toMatch(/^works +fused +wasm-simd +\d+ replica-epochs\/s/m);
    expect(text).toMatch(/^works +tfjs +wasm +[\d.]+ replica-epochs\/s +4\./m);
    expect(text).toContain('With --engine tfjs it takes the backend ');
    const old = process.arch === 'x64' && Number(process.versions.node.split('.')[0]) < 24;
    expect(text.includes('\nNode 24 or newer trains ')).toBe(old);
    expect(text).toContain(`${useWideVectors() ? 256 : 128}-bit vectors`);
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
