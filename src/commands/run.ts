/** `reseed run`: two or more command lines, each with many seeds; the report says which scores better, and how surely. */
import { HIDDEN, hiding, secretsIn } from '../origins/command/secrets.js';
import type { MetricChoice } from '../question/metric.js';
import { shellWord } from '../base/shell-word.js';
import { benchOn } from './bench.js';
import { isOn, text, texts } from './flags.js';
import type { ExitCode, Flags, Io } from './io.js';
import { prepareBench } from './prepare.js';
import { writeExperiment } from './run-file.js';
import { questionOf } from './run-question.js';

export async function run(flags: Flags, io: Io): Promise<ExitCode> {
  const lines = texts(flags, 'commands');
  const question = questionOf(lines, flags, io);
  const rest = Object.fromEntries(Object.entries(flags).filter(([name]) => !OF_THE_QUESTION.includes(name)));
  const hide = hiding(secretsIn(Object.values(question.variants), process.env), HIDDEN);
  const command = (metrics: readonly MetricChoice[]): string =>
    hide(['reseed run', ...seedWords(flags), ...metricWords(metrics), ...lines.map(shellWord)].join(' '));
  const own = { question, command };
  // A worker or shard on another machine reads the commands from its own file, never from a message.
  if (text(flags, 'queue') !== undefined || text(flags, 'shard') !== undefined) {
    const { metrics = [] } = question.metrics === undefined ? (await prepareBench(rest, io, own)).question : question;
    const experiment = writeExperiment({ ...question, metrics }, io);
    const { better: _better, ...others } = rest as Flags;
    return benchOn({ ...others, experiment }, io);
  }
  return benchOn(rest, io, own);
}

/** Flags that are in the question already. */
const OF_THE_QUESTION = ['metric', 'metrics', 'match', 'seeds', 'splits', 'commands'];

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
