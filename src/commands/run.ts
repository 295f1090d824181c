/** `reseed run`: two or more command lines, each with many seeds; the report says which scores better, and how surely. */
import { resolve, join } from 'node:path';
import { checkQuestion, kindOf } from '../origins/open.js';
import type { CommandQuestion } from '../origins/command/variant.js';
import { metricName } from '../origins/command/find-scores.js';
import { UserError } from '../errors.js';
import { planRuns } from '../plan.js';
import type { MetricChoice } from '../question/metric.js';
import { METRICS } from '../question/registry.js';
import { shellWord } from '../shell-word.js';
import { readRecords } from '../store/store.js';
import { benchOn } from './bench.js';
import { choice, isOn, list, text, texts, wholeNumber } from './flags.js';
import type { ExitCode, Flags, Io } from './io.js';

export async function run(flags: Flags, io: Io): Promise<ExitCode> {
  const lines = texts(flags, 'commands');
  const asked = questionOf(lines, flags, io);
  const folder = resolve(io.cwd, text(flags, 'out') ?? join('results', asked.name));
  const metrics = asked.metrics ?? (await metricsOfFirst(asked, { flags, folder, io }));
  const {
    metric: _metric,
    metrics: _metrics,
    better: _better,
    jobs,
    seeds: _seeds,
    commands: _commands,
    ...rest
  } = flags;
  const words = ['reseed run', ...seedWords(flags), ...metricWords(metrics), ...lines.map(shellWord)];
  return benchOn({ ...rest, ...(jobs === undefined ? {} : { workers: jobs }) }, io, {
    question: { ...asked, metrics },
    command: words.join(' '),
  });
}

function questionOf(lines: readonly string[], flags: Flags, io: Io): CommandQuestion {
  const variants = Object.fromEntries(
    lines.map((line) => {
      const [, name, command] = /^([^=\s]+)=(.*)$/s.exec(line) ?? [];
      if (name === undefined)
        throw new UserError(
          `${line} has no name.`,
          "Write 'name=command', such as 'plain=python train.py --seed {seed}'.",
        );
      const timeout = text(flags, 'timeout');
      return [
        name,
        {
          command: command!,
          ...(isOn(flags, 'shell') ? { shell: true } : {}),
          ...(timeout === undefined ? {} : { timeout }),
        },
      ];
    }),
  );
  if (Object.keys(variants).length < lines.length)
    throw new UserError('Two commands have the same name.', 'Name each its own way.');
  const names = Object.keys(variants);
  const named = list(flags, 'metrics') ?? (text(flags, 'metric') === undefined ? undefined : [text(flags, 'metric')!]);
  const better = choice(flags, 'better', ['higher', 'lower']);
  const name =
    text(flags, 'name') ??
    names
      .join('-vs-')
      .replace(/[^\w.-]/g, '_')
      .slice(0, 80);
  const seeds = seedsFrom(flags);
  const splits = wholeNumber(flags, 'splits', { least: 1 });
  const value = {
    ...{ name, question: `Which scores better: ${names.join(' or ')}?`, variants },
    ...(seeds === undefined ? {} : { seeds }),
    ...(splits === undefined ? {} : { splits }),
    ...(named === undefined ? {} : { metrics: named.map((each) => chosen(each, better)) }),
  };
  const question = checkQuestion(value, { file: 'the command line', name }) as CommandQuestion;
  const places = lines.some((line) => line.includes('{seed}'));
  if (!places) io.err('warning: no command has {seed}; only RESEED_SEED in its environment tells a run its seed\n');
  return { ...question, folder: io.cwd };
}

/** `10`, or `1,2,3`. */
function seedsFrom(flags: Flags): number | readonly number[] | undefined {
  const value = text(flags, 'seeds');
  if (value?.includes(',') !== true) return wholeNumber(flags, 'seeds', { least: 1 });
  return value.split(',').map(Number);
}

function chosen(written: string, better: 'higher' | 'lower' | undefined): MetricChoice {
  const name = metricName(written);
  if (METRICS.some((known) => known.name === name)) return name;
  if (better !== undefined) return { name, better };
  throw new UserError(`It is not known whether a higher ${name} is better.`, 'Add --better higher or --better lower.');
}

/** Nobody named a metric: the scores of a run that is there, or of one that is made for this, say which there are. */
async function metricsOfFirst(
  question: CommandQuestion,
  { flags, folder, io }: { flags: Flags; folder: string; io: Io },
): Promise<readonly MetricChoice[]> {
  const better = choice(flags, 'better', ['higher', 'lower']);
  const names = isOn(flags, 'fresh') ? undefined : scoredIn(folder);
  const found = names ?? (await scoredByFirst(question, io));
  const known = found.filter((name) => METRICS.some((metric) => metric.name === name));
  if (found.length === 1) return [chosen(found[0]!, better)];
  if (known.length > 0 && known.length === found.length) return known;
  throw new UserError(
    `The commands give several scores: ${found.join(', ')}.`,
    'Say which the verdict is about: --metric NAME --better higher.',
  );
}

function scoredIn(folder: string): readonly string[] | undefined {
  for (const record of readRecords(folder).records.values()) {
    if (record.status === 'ok') return Object.keys(record.metrics);
  }
  return undefined;
}

async function scoredByFirst(asked: CommandQuestion, io: Io): Promise<readonly string[]> {
  io.err('note: no --metric: the first variant is run once to see what it prints\n');
  const { question, origin } = await kindOf(asked).open(asked, {
    readTable: () => Promise.reject(new RangeError('commands read no table')),
    onTask: () => undefined,
    onNote: () => undefined,
  });
  const carrier = origin.open(1);
  io.signal.addEventListener('abort', () => void carrier.end(), { once: true });
  const reasons: string[] = [];
  try {
    for (const run of planRuns(question, origin).slice(0, Object.keys(question.variants).length)) {
      const { record } = await Promise.race([carrier.run(run), carrier.failed]);
      if (record.status === 'ok') return Object.keys(record.metrics);
      reasons.push(`${record.variant}: ${record.reason}`);
    }
  } finally {
    await carrier.end();
  }
  throw new UserError(
    `Every variant failed at its first run.\n  ${reasons.join('\n  ')}`,
    'Correct the commands; a score is a line such as "accuracy: 0.91".',
  );
}

function seedWords(flags: Flags): readonly string[] {
  return (['seeds', 'splits', 'timeout'] as const)
    .flatMap((name) => {
      const value = text(flags, name);
      return value === undefined ? [] : [`--${name} ${shellWord(value)}`];
    })
    .concat(isOn(flags, 'shell') ? ['--shell'] : []);
}

function metricWords(metrics: readonly MetricChoice[]): readonly string[] {
  const names = metrics.map((each) => (typeof each === 'string' ? each : each.name)).join(',');
  const own = metrics.find((each) => typeof each !== 'string');
  return [`--metrics ${names}`, ...(own === undefined || typeof own === 'string' ? [] : [`--better ${own.better}`])];
}
