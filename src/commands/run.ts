/** `reseed run`: two or more command lines, each with many seeds; the report says which scores better, and how surely. */
import { resolve, join } from 'node:path';
import { kindOf } from '../origins/open.js';
import { everyVariantFailed } from '../origins/command/first-runs.js';
import { HIDDEN, hiding, secretsIn } from '../origins/command/secrets.js';
import type { CommandQuestion } from '../origins/command/variant.js';
import { UserError } from '../errors.js';
import { planRuns } from '../plan.js';
import type { MetricChoice } from '../question/metric.js';
import { METRICS } from '../question/registry.js';
import { shellWord } from '../shell-word.js';
import { readRecords } from '../store/store.js';
import { benchOn } from './bench.js';
import { isOn, text, texts } from './flags.js';
import type { ExitCode, Flags, Io } from './io.js';
import { writeExperiment } from './run-file.js';
import { metricNamed, questionOf } from './run-question.js';

export async function run(flags: Flags, io: Io): Promise<ExitCode> {
  const lines = texts(flags, 'commands');
  const asked = questionOf(lines, flags, io);
  const folder = resolve(io.cwd, text(flags, 'out') ?? join('results', asked.name));
  const metrics = asked.metrics ?? (await metricsOfFirst(asked, { flags, folder, io }));
  const question = { ...asked, metrics };
  const rest = Object.fromEntries(Object.entries(flags).filter(([name]) => !OF_THE_QUESTION.includes(name)));
  // Whoever joins in from elsewhere takes the commands from a file of its own, never from a message.
  if (text(flags, 'queue') !== undefined || text(flags, 'shard') !== undefined) {
    const experiment = writeExperiment(question, io);
    return benchOn({ ...rest, experiment }, io);
  }
  const hide = hiding(secretsIn(Object.values(asked.variants), process.env), HIDDEN);
  const words = ['reseed run', ...seedWords(flags), ...metricWords(metrics), ...lines.map(shellWord)];
  return benchOn(rest, io, { question, command: hide(words.join(' ')) });
}

/** Flags that are in the question already. */
const OF_THE_QUESTION = ['metric', 'metrics', 'better', 'match', 'seeds', 'splits', 'commands'];

/** Nobody named a metric: the scores of a run that is there, or of one that is made for this, say which there are. */
async function metricsOfFirst(
  question: CommandQuestion,
  { flags, folder, io }: { flags: Flags; folder: string; io: Io },
): Promise<readonly MetricChoice[]> {
  const names = isOn(flags, 'fresh') ? undefined : scoredIn(folder);
  const found = names ?? (await scoredByFirst(question, { flags, io }));
  const known = found.filter((name) => METRICS.some((metric) => metric.name === name));
  if (found.length === 1) return [metricNamed(found[0]!, { flags, io })];
  if (known.length > 0 && known.length === found.length) return known;
  throw new UserError(
    `The commands give several scores: ${found.join(', ')}.`,
    `Say which the verdict is about: --metric ${known[0] ?? found[0]!}${known.length > 0 ? '' : ' --better higher'}.`,
  );
}

function scoredIn(folder: string): readonly string[] | undefined {
  for (const record of readRecords(folder).records.values()) {
    if (record.status === 'ok') return Object.keys(record.metrics);
  }
  return undefined;
}

async function scoredByFirst(
  asked: CommandQuestion,
  { flags, io }: { flags: Flags; io: Io },
): Promise<readonly string[]> {
  if (isOn(flags, 'dry-run'))
    throw new UserError('A plan starts nothing, so the metric must be named.', 'Add --metric NAME.');
  if (!isOn(flags, 'quiet')) io.err('note: no --metric: the first variant is run once to see what it prints\n');
  const { question, origin } = await kindOf(asked).open(asked, {
    readTable: () => Promise.reject(new RangeError('commands read no table')),
    onTask: () => undefined,
    onNote: () => undefined,
  });
  const carrier = origin.open(1, { apart: true });
  const stop = (): void => void carrier.end();
  io.signal.addEventListener('abort', stop, { once: true });
  const reasons: string[] = [];
  try {
    for (const run of planRuns(question, origin).slice(0, Object.keys(question.variants).length)) {
      const { record } = await Promise.race([carrier.run(run), carrier.failed]);
      if (record.status === 'ok') return Object.keys(record.metrics);
      reasons.push(`${record.variant}: ${record.reason}`);
    }
  } finally {
    io.signal.removeEventListener('abort', stop);
    await carrier.end();
  }
  throw everyVariantFailed(reasons);
}

function seedWords(flags: Flags): readonly string[] {
  const valued = ['seeds', 'splits', 'timeout', 'name', 'incident-codes'] as const;
  const words = valued.flatMap((name) => {
    const value = text(flags, name);
    return value === undefined ? [] : [`--${name} ${shellWord(value)}`];
  });
  const repeated = (['match', 'uses'] as const).flatMap((name) =>
    texts(flags, name).map((value) => `--${name} ${shellWord(value)}`),
  );
  return [...words, ...repeated, ...(isOn(flags, 'shell') ? ['--shell'] : [])];
}

function metricWords(metrics: readonly MetricChoice[]): readonly string[] {
  const names = metrics.map((each) => (typeof each === 'string' ? each : each.name)).join(',');
  const own = metrics.find((each) => typeof each !== 'string');
  return [`--metrics ${names}`, ...(own === undefined || typeof own === 'string' ? [] : [`--better ${own.better}`])];
}
