/**
 * One core of the speed benchmark, a thread or a process: trains what it is told, or measures the multiply-add peak, and
 * answers with seconds.
 */
import { parentPort } from 'node:worker_threads';
import type { Engine } from '../src/engines/engine.js';
import { createFusedEngine } from '../src/engines/fused/index.js';
import { instantiateTrainer, type Trainer } from '../src/engines/fused/trainer.js';
import { MODELS, workload, type ModelName } from './workload.js';

export type Job =
  /** `backend` undefined: the fused engine. */
  | {
      readonly kind: 'train';
      readonly backend?: string;
      readonly model: ModelName;
      readonly epochs: number;
      readonly seed: number;
    }
  | { readonly kind: 'peak' };

export interface Seconds {
  readonly wall: number;
  /** Processor time of the whole process (of all its threads). */
  readonly processor: number;
}

export interface Answer {
  /** Seconds that the job took; undefined if the engine cannot be had here, and then why. */
  readonly seconds?: Seconds;
  readonly reason?: string;
  /** Resident bytes of the process afterwards. */
  readonly resident: number;
}

/** Multiply-adds of a `peak` job. */
export const PEAK_TURNS = 1_000_000;
export const PEAK_OPERATIONS = PEAK_TURNS * 48;

const engines = new Map<string, Promise<Engine>>();
let yardstick: Trainer | undefined;

async function engineFor(backend: string | undefined): Promise<Engine> {
  const key = backend ?? 'fused';
  let engine = engines.get(key);
  if (engine === undefined) {
    engine = backend === undefined ? Promise.resolve(createFusedEngine()) : openTfjs(backend);
    engines.set(key, engine);
  }
  return engine;
}

async function openTfjs(backend: string): Promise<Engine> {
  const { createTfjsEngine } = await import('../src/engines/tfjs.js');
  return createTfjsEngine({ backend });
}

async function perform(job: Job): Promise<Seconds> {
  if (job.kind === 'peak') {
    yardstick ??= instantiateTrainer();
    const { exports } = yardstick;
    return timed(() => void exports.multiplyAdds(PEAK_TURNS, 0.999, 0.001));
  }
  const engine = await engineFor(job.backend);
  const task = workload(MODELS[job.model], { epochs: job.epochs, seed: job.seed });
  return timed(async () => {
    const result = await engine.train(task);
    if (result.status !== 'trained') throw new Error(`${job.model} diverged`);
  });
}

async function timed(work: () => void | Promise<void>): Promise<Seconds> {
  const start = performance.now();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return { wall: (performance.now() - start) / 1000, processor: (user + system) / 1e6 };
}

function answer(message: Answer): void {
  if (parentPort) parentPort.postMessage(message);
  else process.send?.(message);
}

function take(job: Job): void {
  perform(job)
    .then((seconds): Answer => ({ seconds, resident: process.memoryUsage().rss }))
    .catch((error: unknown): Answer => ({ reason: String(error), resident: process.memoryUsage().rss }))
    .then(answer)
    .catch(() => process.exit(1));
}

if (parentPort) parentPort.on('message', take);
else process.on('message', take);
