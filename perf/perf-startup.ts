/** Start-up and memory of the fused engine, each in a fresh process or thread. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createFusedEngine, fusedBytes } from '../src/engines/fused/index.js';
import { sizeOf } from '../src/engines/fused/session.js';
import { instantiateTrainer } from '../src/engines/fused/trainer.js';
import { gatherCrew, median } from './perf-crew.js';
import { MODELS, workload } from './workload.js';

export interface Startup {
  /** From process start to process end, one epoch of M between them, ms. */
  readonly processMs: number;
  /** The same process without the engine: what Node itself takes. */
  readonly emptyProcessMs: number;
  /** Reading, compiling and instantiating the module in a running process, ms. */
  readonly instantiateMs: number;
  /** Resident bytes that each worker adds, training M and B. */
  readonly workerBytes: number;
  /** WebAssembly memory of a run of M and of B, bytes. */
  readonly wasmBytes: readonly [number, number];
}

export async function measureStartup(cores: number): Promise<Startup> {
  const start = performance.now();
  instantiateTrainer();
  const instantiateMs = performance.now() - start;
  return {
    processMs: processTime([fileURLToPath(new URL('./perf-startup.js', import.meta.url)), '--one-epoch']),
    emptyProcessMs: processTime(['-e', '0']),
    instantiateMs,
    workerBytes: await workerBytes(cores),
    wasmBytes: [
      fusedBytes(sizeOf(workload(MODELS.M, { epochs: 1 }))),
      fusedBytes(sizeOf(workload(MODELS.B, { epochs: 1 }))),
    ],
  };
}

function processTime(args: readonly string[]): number {
  return median(
    Array.from({ length: 7 }, () => {
      const start = performance.now();
      spawnSync(process.execPath, args);
      return performance.now() - start;
    }),
  );
}

/** Growth of the process from one busy worker to all of them, a worker. */
async function workerBytes(cores: number): Promise<number> {
  const count = Math.max(cores, 2);
  const crew = gatherCrew(count, { kind: 'threads' });
  const job = (model: 'M' | 'B') =>
    ({ kind: 'train', trainer: { loop: 'fused' }, model, epochs: 50, seed: 0 }) as const;
  const resident = async (workers: number): Promise<number> => {
    await crew.run(job('M'), workers);
    return Math.max(...(await crew.run(job('B'), workers)).map((answer) => answer.resident));
  };
  const before = process.memoryUsage().rss;
  const after = await resident(count);
  await crew.dismiss();
  return (after - before) / count;
}

if (process.argv.includes('--one-epoch')) createFusedEngine().train(workload(MODELS.M, { epochs: 1 }));
