/** Replica-epochs a second of every row of the table on networks M and B: interleaved repeats, medians. */
import { gatherCrew, median, type Crew } from './perf-crew.js';
import { PEAK_OPERATIONS, type Rate, type Seconds } from './perf-jobs.js';
import { peerRate, peerVersion } from './perf-peer.js';
import { PEERS, ROWS, type Row } from './perf-rows.js';
import { MODELS, type ModelName } from './workload.js';

export interface Speed {
  readonly engine: string;
  readonly model: ModelName;
  readonly cores: number;
  /** Replica-epochs a second, one entry a repeat: by the clock, and by processor time. */
  readonly wall: readonly number[];
  readonly processor: readonly number[];
}

/** A row that could not be measured here. */
export interface LeftOut {
  readonly engine: string;
  /** One line. */
  readonly reason: string;
}

export interface Speeds {
  readonly speeds: readonly Speed[];
  readonly leftOut: readonly LeftOut[];
  /** Versions of what was loaded, by engine, where it has one of its own. */
  readonly versions: Readonly<Record<string, string>>;
}

export interface SpeedOptions {
  readonly cores: number;
  readonly repeats: number;
  /** A Python: the peers that it has are run beside the engines. */
  readonly python?: string | undefined;
  readonly say: (line: string) => void;
}

const MODEL_NAMES = Object.keys(MODELS) as ModelName[];

interface Contender extends Pick<Speed, 'engine' | 'model' | 'cores'> {
  readonly measure: () => Promise<Rate>;
}

/** Warms every row up, then measures all in turn `repeats` times. Each backend has processes of its own. */
export async function measureSpeeds(options: SpeedOptions): Promise<Speeds> {
  const crews = new Map<string, Crew>();
  const crewOf = ({ engine, trainer, env = {} }: Row): Crew => {
    const key = trainer.loop === 'fused' ? engine : trainer.backend;
    const crew = crews.get(key) ?? gatherCrew(options.cores, { env });
    crews.set(key, crew);
    return crew;
  };
  try {
    const { contenders, ...others } = await contendersFor(crewOf, options);
    const rates = contenders.map((): Rate[] => []);
    for (let repeat = 0; repeat < options.repeats; repeat++) {
      for (const [i, contender] of contenders.entries()) rates[i]!.push(await contender.measure());
      options.say(`repeat ${repeat + 1} of ${options.repeats} done`);
    }
    const speeds = contenders.map(({ engine, model, cores }, i) => ({
      engine,
      model,
      cores,
      wall: rates[i]!.map((rate) => rate.wall),
      processor: rates[i]!.map((rate) => rate.processor),
    }));
    return { speeds, ...others };
  } finally {
    for (const crew of crews.values()) await crew.dismiss();
  }
}

async function contendersFor(
  crewOf: (row: Row) => Crew,
  { cores, python, say }: SpeedOptions,
): Promise<Omit<Speeds, 'speeds'> & { readonly contenders: readonly Contender[] }> {
  const contenders: Contender[] = [];
  const leftOut: LeftOut[] = [];
  const versions: Record<string, string> = {};
  for (const row of ROWS) {
    const { engine } = row;
    const crew = crewOf(row);
    const { reason, version } = await warmUp(crew, { row, cores });
    if (version !== undefined) versions[engine] = version;
    if (reason !== undefined) {
      leftOut.push({ engine, reason: row.remedy === undefined ? reason : `${reason}; ${row.remedy}` });
      say(`${engine} is left out: ${reason}`);
      continue;
    }
    for (const model of MODEL_NAMES) {
      for (const count of new Set([1, cores])) {
        contenders.push({ engine, model, cores: count, measure: () => trainRate(crew, { row, model, cores: count }) });
      }
    }
  }
  for (const peer of PEERS) {
    const { engine, install } = peer;
    const version = python === undefined ? undefined : peerVersion(python, peer);
    if (python === undefined || version === undefined) {
      leftOut.push({ engine, reason: `no Python with \`${install}\` was given (\`--python\`)` });
      continue;
    }
    versions[engine] = version;
    for (const model of MODEL_NAMES) {
      const measure = (): Promise<Rate> => Promise.resolve(peerRate(python, { peer, model, cores }));
      contenders.push({ engine, model, cores, measure });
    }
  }
  return { contenders, leftOut, versions };
}

async function trainRate(
  crew: Crew,
  { row, model, cores }: { row: Row; model: ModelName; cores: number },
): Promise<Rate> {
  const epochs = row.epochs[model];
  const answers = await crew.run({ kind: 'train', trainer: row.trainer, model, epochs, seed: 0 }, cores);
  const seconds = answers.map((answer) => {
    if (answer.seconds === undefined) throw new Error(`${row.engine}: ${answer.reason ?? 'unknown'}`);
    return answer.seconds;
  });
  const rate = (of: (s: Seconds) => number): number => seconds.reduce((sum, s) => sum + epochs / of(s), 0);
  return { wall: rate((s) => s.wall), processor: rate((s) => s.processor) };
}

/** Trains both networks once on all cores; the reason, in one line, if that cannot be had. */
async function warmUp(
  crew: Crew,
  { row, cores }: { row: Row; cores: number },
): Promise<{ readonly reason?: string; readonly version?: string }> {
  const { trainer, epochs } = row;
  let version: string | undefined;
  for (const model of MODEL_NAMES) {
    const answers = await crew.run({ kind: 'train', trainer, model, epochs: epochs[model], seed: 0 }, cores);
    const failed = answers.find(({ seconds }) => seconds === undefined);
    if (failed !== undefined) return { reason: (failed.reason ?? 'unknown').split('\n')[0]!.trim() };
    version = answers[0]?.version;
  }
  return version === undefined ? {} : { version };
}

/** Multiply-adds a second of one core, the best of many short tries: the yardstick. */
export async function measurePeak(): Promise<number> {
  const crew = gatherCrew(1);
  let shortest = Infinity;
  for (let i = 0; i < 40; i++) {
    const [answer] = await crew.run({ kind: 'peak' }, 1);
    shortest = Math.min(shortest, answer?.seconds?.wall ?? Infinity);
  }
  await crew.dismiss();
  return PEAK_OPERATIONS / shortest;
}

/** Median rate by processor time: what an undisturbed machine would do. */
export function speedOf(
  speeds: readonly Speed[],
  { engine, model, cores }: Pick<Speed, 'engine' | 'model' | 'cores'>,
): number | undefined {
  const found = speeds.find((s) => s.engine === engine && s.model === model && s.cores === cores);
  return found && median(found.processor);
}
