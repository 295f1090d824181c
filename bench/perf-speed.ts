/** Replica-epochs a second of every engine and of the peer on networks M and B: interleaved repeats, medians. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { MODELS, workload, type ModelName } from './workload.js';
import { median, type Crew } from './perf-crew.js';
import { PEAK_OPERATIONS, type Seconds } from './perf-worker.js';

export interface Speed {
  readonly engine: string;
  readonly model: ModelName;
  readonly cores: number;
  /** Replica-epochs a second, one entry a repeat: by the clock, and by processor time. */
  readonly wall: readonly number[];
  readonly processor: readonly number[];
}

export interface SpeedOptions {
  readonly cores: number;
  readonly repeats: number;
  /** Python with JAX, to run the peer beside the engines. */
  readonly python?: string | undefined;
  readonly say: (line: string) => void;
}

const MODEL_NAMES = Object.keys(MODELS) as ModelName[];
/** Epochs a repeat: about half a second of work. */
const FUSED_EPOCHS: Readonly<Record<ModelName, number>> = { M: 1000, B: 120 };
const TFJS_EPOCHS = 1;
const TFJS_BACKENDS = ['tensorflow', 'wasm', 'cpu'] as const;

interface Rate {
  readonly wall: number;
  readonly processor: number;
}

interface Contender {
  readonly engine: string;
  readonly model: ModelName;
  readonly cores: number;
  readonly measure: () => Promise<Rate>;
}

/** Runs every contender once to warm up, then all in turn `repeats` times. */
export async function measureSpeeds(crew: Crew, options: SpeedOptions): Promise<readonly Speed[]> {
  const contenders = await contendersFor(crew, options);
  const rates = contenders.map((): Rate[] => []);
  for (let repeat = 0; repeat < options.repeats; repeat++) {
    for (const [i, contender] of contenders.entries()) rates[i]!.push(await contender.measure());
    options.say(`repeat ${repeat + 1} of ${options.repeats} done`);
  }
  return contenders.map(({ engine, model, cores }, i) => ({
    engine,
    model,
    cores,
    wall: rates[i]!.map((rate) => rate.wall),
    processor: rates[i]!.map((rate) => rate.processor),
  }));
}

async function contendersFor(crew: Crew, { cores, python, say }: SpeedOptions): Promise<readonly Contender[]> {
  const contenders: Contender[] = [];
  const add = (backend: string | undefined, model: ModelName, count: number): void => {
    const epochs = backend === undefined ? FUSED_EPOCHS[model] : TFJS_EPOCHS;
    contenders.push({
      engine: backend === undefined ? 'fused' : `tfjs (${backend})`,
      model,
      cores: count,
      measure: () => trainRate(crew, { backend, model, epochs, cores: count }),
    });
  };
  for (const backend of [undefined, ...TFJS_BACKENDS]) {
    const reason = await whyNot(crew, { backend, cores });
    if (reason !== undefined) {
      say(`tfjs (${backend}) is left out: ${reason.split('\n')[0]}`);
      continue;
    }
    for (const model of MODEL_NAMES) for (const count of new Set([1, cores])) add(backend, model, count);
  }
  if (python !== undefined) {
    for (const model of MODEL_NAMES) {
      contenders.push({
        engine: 'JAX',
        model,
        cores,
        measure: () => Promise.resolve(peerRate(python, { model, cores })),
      });
    }
  }
  return contenders;
}

interface TrainOptions {
  readonly backend: string | undefined;
  readonly model: ModelName;
  readonly epochs: number;
  readonly cores: number;
}

async function trainRate(crew: Crew, { backend, model, epochs, cores }: TrainOptions): Promise<Rate> {
  const job = { kind: 'train', model, epochs, seed: 0, ...(backend === undefined ? {} : { backend }) } as const;
  const seconds = (await crew.run(job, cores)).map((answer) => {
    if (answer.seconds === undefined) throw new Error(answer.reason);
    return answer.seconds;
  });
  const rate = (of: (s: Seconds) => number): number => seconds.reduce((sum, s) => sum + epochs / of(s), 0);
  return { wall: rate((s) => s.wall), processor: rate((s) => s.processor) };
}

/** Warms a contender up on all cores; the reason if it cannot be had. */
async function whyNot(
  crew: Crew,
  { backend, cores }: { backend: string | undefined; cores: number },
): Promise<string | undefined> {
  for (const model of MODEL_NAMES) {
    const epochs = backend === undefined ? 60 : 1;
    const job = { kind: 'train', model, epochs, seed: 0, ...(backend === undefined ? {} : { backend }) } as const;
    const failed = (await crew.run(job, cores)).find(({ seconds }) => seconds === undefined);
    if (failed !== undefined) return failed.reason ?? 'unknown';
  }
  return undefined;
}

function peerRate(python: string, { model, cores }: { model: ModelName; cores: number }): Rate {
  const script = fileURLToPath(new URL('../../bench/peers/jax_peer.py', import.meta.url));
  const args = [script, '--network', model, '--workers', String(cores), '--repeats', '1'];
  const { stdout, stderr, status } = spawnSync(python, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the peer failed: ${stderr}`);
  const { wall, cpu } = JSON.parse(stdout) as { wall: number; cpu: number };
  return { wall, processor: cpu };
}

/** Multiply-adds a second of one core, the best of many short tries: the yardstick. */
export async function measurePeak(crew: Crew): Promise<number> {
  let shortest = Infinity;
  for (let i = 0; i < 40; i++) {
    const [answer] = await crew.run({ kind: 'peak' }, 1);
    shortest = Math.min(shortest, answer?.seconds?.wall ?? Infinity);
  }
  return PEAK_OPERATIONS / shortest;
}

/** Multiply-adds of one replica-epoch as dense algebra has them, products with zeros included. */
export function denseOperations(model: ModelName): number {
  const { network, rows } = workload(MODELS[model], { epochs: 1 });
  let forward = 0;
  let backward = 0;
  for (const operation of network.operations) {
    if (operation.op !== 'dense') continue;
    const products = operation.inputs * operation.units;
    forward += products;
    backward += operation.denseIndex === 0 ? products : 2 * products;
  }
  return rows.train.length * (forward + backward) + rows.validation.length * forward;
}

/** Median rate by processor time: what an undisturbed machine would do. */
export function speedOf(
  speeds: readonly Speed[],
  { engine, model, cores }: Pick<Speed, 'engine' | 'model' | 'cores'>,
): number | undefined {
  const found = speeds.find((s) => s.engine === engine && s.model === model && s.cores === cores);
  return found && median(found.processor);
}
