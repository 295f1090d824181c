/**
 * One core of the speed benchmark, a thread or a process: trains what it is told, or measures the multiply-add peak, and
 * answers with seconds. A process for TensorFlow.js is what the engine's child process is in a bench: the same backend,
 * opened the same way, and the same loop, without a parent between it and the clock.
 */
import { parentPort } from 'node:worker_threads';
import type { TrainTask } from '../src/engines/engine.js';
import { createFusedEngine } from '../src/engines/fused/index.js';
import { instantiateTrainer, type Trainer as FusedModule } from '../src/engines/fused/trainer.js';
import type { TfjsBackend } from '../src/engines/tfjs.js';
import { PEAK_TURNS, type Answer, type Job, type Seconds, type Trainer } from './perf-jobs.js';
import { MODELS, workload, type ModelName } from './workload.js';

type Train = (model: ModelName, task: TrainTask) => void | Promise<void>;

const trainers = new Map<string, Promise<{ readonly train: Train; readonly version?: string }>>();
let yardstick: FusedModule | undefined;

function open(trainer: Trainer): ReturnType<typeof openTfjs> {
  const key = JSON.stringify(trainer);
  const opened =
    trainers.get(key) ?? (trainer.loop === 'fused' ? openFused() : openTfjs(trainer.backend, trainer.loop));
  trainers.set(key, opened);
  return opened;
}

function openFused(): Promise<{ readonly train: Train }> {
  const engine = createFusedEngine();
  return Promise.resolve({ train: (model, task) => mustTrain(model, engine.train(task).status) });
}

async function openTfjs(
  backend: TfjsBackend,
  loop: 'own loop' | 'model.fit',
): Promise<{ readonly train: Train; readonly version?: string }> {
  const { backendVersion, openBackend, selectBackend } = await import('../src/engines/tfjs/backends.js');
  const { trainNetwork } = await import('../src/engines/tfjs/train-network.js');
  const { trainByFit } = await import('./perf-fit.js');
  await openBackend(backend);
  const beforeEpoch = (): void => selectBackend(backend);
  const own: Train = async (model, task) => mustTrain(model, (await trainNetwork(task, { beforeEpoch })).status);
  const fit: Train = async (model, task) => {
    const { train } = await trainByFit(model, task);
    mustTrain(model, train.every(Number.isFinite) ? 'trained' : 'diverged');
  };
  return { train: loop === 'own loop' ? own : fit, version: backendVersion(backend) };
}

function mustTrain(model: ModelName, status: 'trained' | 'diverged'): void {
  if (status === 'diverged') throw new Error(`${model} diverged`);
}

async function perform(job: Job): Promise<Omit<Answer, 'resident'>> {
  if (job.kind === 'peak') {
    yardstick ??= instantiateTrainer();
    const { exports } = yardstick;
    return { seconds: await timed(() => void exports.multiplyAdds(PEAK_TURNS, 0.999, 0.001)) };
  }
  const { train, ...version } = await open(job.trainer);
  const task = workload(MODELS[job.model], { epochs: job.epochs, seed: job.seed });
  return { seconds: await timed(() => train(job.model, task)), ...version };
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
    .catch((error: unknown) => ({ reason: error instanceof Error ? error.message : String(error) }))
    .then((done) => answer({ ...done, resident: process.memoryUsage().rss }))
    .catch(() => process.exit(1));
}

if (parentPort) parentPort.on('message', take);
else process.on('message', take);
