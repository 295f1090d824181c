import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Engine, TrainTask } from '../../src/engines/engine.js';
import { createIsolatedTfjsEngine, type IsolatedEngine } from '../../src/engines/tfjs/isolated-engine.js';
import { IncidentError } from '../../src/base/errors.js';
import { dense, dropout, fixedEpochs, sequential } from '../../src/model/spec.js';
import { CHILD_FILE, describeBackends, openEngineHere, smallTable, smallTask } from './tfjs-task.js';

const model = sequential([dense(8, { activation: 'relu' }), dropout(0.5)]);
const task = smallTask(model, { monteCarloSamples: [1, 2] });
const endless = smallTask(model, { stopping: fixedEpochs(1e7) });
const engines: Engine[] = [];
const folders: string[] = [];
const endlessRun = fileURLToPath(new URL('../fixtures/endless-run.mjs', import.meta.url));

async function open(options: Partial<Parameters<typeof createIsolatedTfjsEngine>[0]> = {}): Promise<IsolatedEngine> {
  const engine = await createIsolatedTfjsEngine({ backend: 'wasm', childFile: CHILD_FILE, ...options });
  engines.push(engine);
  return engine;
}

/** What ends a run that would go on for ever, after it has begun. */
async function endOf(
  engine: Engine,
  { end, endlessTask = endless }: { end: () => void; endlessTask?: TrainTask },
): Promise<unknown> {
  const failure = Promise.resolve(engine.train(endlessTask)).catch((error: unknown) => error);
  await pause(50);
  end();
  return failure;
}

/** A stand-in for the child that crashes once. */
function abortingChild(when: 'start' | 'task'): string {
  const folder = mkdtempSync(join(tmpdir(), 'reseed-abort-'));
  folders.push(folder);
  vi.stubEnv('RESEED_TEST_WHEN', when);
  vi.stubEnv('RESEED_TEST_MARKER', join(folder, 'aborted'));
  vi.stubEnv('RESEED_TEST_CHILD', CHILD_FILE);
  return fileURLToPath(new URL('../fixtures/aborting-child.mjs', import.meta.url));
}

async function isGone(processId: number): Promise<boolean> {
  for (let waited = 0; waited < 2400; waited++) {
    try {
      process.kill(processId, 0);
    } catch {
      return true;
    }
    await pause(50);
  }
  return false;
}

afterEach(() => {
  for (const engine of engines.splice(0)) engine.dispose();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  vi.unstubAllEnvs();
});

describeBackends('the engine in a child process', (backend) => {
  it('gives the bits that it gives inside this process', async () => {
    const isolated = await open({ backend });
    expect(await isolated.train(task)).toEqual(await (await openEngineHere(backend)).train(task));
    expect(isolated.version).toMatch(/^4\./);
  });

  it('survives kill -9 of the child: that run is an incident with the signal, the next has a new child', async () => {
    const engine = await open({ backend });
    const before = await engine.train(task);
    const first = engine.processId();
    const failure = await endOf(engine, { end: () => process.kill(first, 'SIGKILL') });
    expect(failure).toBeInstanceOf(IncidentError);
    expect(failure).toMatchObject({ reason: 'SIGKILL', message: expect.stringContaining('SIGKILL') as string });
    expect(await engine.train(task)).toEqual(before);
    expect(engine.processId()).not.toBe(first);
  });
});

describe('a child process', () => {
  it('that calls process.abort() costs its run only', async () => {
    const engine = await open({ childFile: abortingChild('task') });
    const failure = await Promise.resolve(engine.train(task)).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(IncidentError);
    expect(failure).toMatchObject({ reason: 'SIGABRT' });
    expect(await engine.train(task)).toEqual(await (await openEngineHere('wasm')).train(task));
  });

  it('that dies while it starts is started once more', async () => {
    const engine = await open({ childFile: abortingChild('start') });
    expect((await engine.train(task)).status).toBe('trained');
  });

  it('takes every run in flight along, and one new child serves the runs that follow', async () => {
    const engine = await open();
    const failures = await Promise.allSettled([
      endOf(engine, { end: () => process.kill(engine.processId(), 'SIGKILL') }),
      engine.train(endless),
    ]);
    expect(
      failures.map((failure) => (failure.status === 'fulfilled' ? failure.value : failure.reason) as unknown),
    ).toEqual([expect.any(IncidentError), expect.any(IncidentError)]);
    const [one, two] = await Promise.all([engine.train(task), engine.train(task)]);
    expect(one).toEqual(two);
  });

  it('hands an error of the task on as what it is, and goes on', async () => {
    const engine = await open();
    const child = engine.processId();
    await expect(engine.train({ ...task, batchSize: 0 })).rejects.toThrow(RangeError);
    await engine.train(task);
    expect(engine.processId()).toBe(child);
  });

  it('stops a run whose signal aborts, and goes on', async () => {
    const engine = await open();
    const child = engine.processId();
    const controller = new AbortController();
    const endlessTask = { ...endless, signal: controller.signal };
    const failure = await endOf(engine, { end: () => controller.abort(new Error('enough')), endlessTask });
    expect(failure).toMatchObject({ message: 'enough' });
    await engine.train(task);
    expect(engine.processId()).toBe(child);
    await expect(engine.train(endlessTask)).rejects.toThrow('enough');
  });

  it('reads a table that lies in shared memory', async () => {
    const table = smallTable('classes');
    const numeric = new Float32Array(new SharedArrayBuffer(table.numeric.byteLength));
    numeric.set(table.numeric);
    const shared = await (await open()).train(smallTask(model, { table: { ...table, numeric } }));
    expect(shared).toEqual(await (await openEngineHere('wasm')).train(smallTask(model, { table })));
  });

  it('that cannot start is an error that says what ended it', async () => {
    await expect(open({ childFile: '/no/such/child.js' })).rejects.toThrow('exit code 1');
  });

  it('ends when its parent is killed in the middle of a run', async () => {
    const parent = spawn(process.execPath, [endlessRun], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [said] = (await once(parent.stdout, 'data')) as [Buffer];
    parent.kill('SIGKILL');
    expect(await isGone(Number(said.toString()))).toBe(true);
  });

  it('ends when the worker thread that started it is terminated in the middle of a run', async () => {
    const out = execFileSync(process.execPath, [endlessRun, 'thread'], {
      encoding: 'utf8',
    });
    expect(await isGone(Number(out))).toBe(true);
  });

  it('does not keep its parent alive when there is nothing to do', () => {
    const script = `
      const { createIsolatedTfjsEngine } = await import(${JSON.stringify(engineUrl)});
      await createIsolatedTfjsEngine({ backend: 'cpu' });
      console.log('opened');`;
    const out = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
      timeout: 300_000,
    });
    expect(out.trim()).toBe('opened');
  });
});

const engineUrl = new URL('../../dist/src/engines/tfjs/isolated-engine.js', import.meta.url).href;
