/** Is this a question about commands? Checks everything that can be seen before one starts; names the place of a mistake. */
import { dirname } from 'node:path';
import { UserError } from '../../errors.js';
import { checkMetricNames } from '../../question/choose-metrics.js';
import { METRICS } from '../../question/registry.js';
import type { MetricChoice } from '../../question/metric.js';
import { OWN_NAMES, checkPlaceholders, namesIn } from './placeholders.js';
import { metricName } from './find-scores.js';
import type { CommandInput, CommandQuestion, CommandVariant, MatchRule, ScoreRule } from './variant.js';
import { splitWords } from './words.js';

const DEFAULT_SEEDS = 10;
const BY_SEED =
  'The variants are paired by seed number only: run by run they were given the same seed, and nobody knows whether they met the same rows. Where the seed ties nothing together, the pairing gains nothing and costs nothing but a little width of the intervals.';

/** @throws {UserError} that names the place of a mistake and what was expected */
export function checkCommands(value: unknown, { file, name }: { file: string; name: string }): CommandQuestion {
  const written = value as Partial<CommandInput> & Partial<CommandQuestion>;
  // A manifest holds a question that was checked before: there the amounts stand in the protocol.
  const { variants = {}, protocol, score, ...others } = written;
  const { seeds = protocol?.seeds ?? DEFAULT_SEEDS, splits = protocol?.splits, ...rest } = others;
  for (const [variant, each] of Object.entries(variants)) checkVariant(each, `${file}: variants.${variant}`);
  const names = Object.keys(variants);
  if (names.length < 2) throw new UserError(`${file}: ${names.length} variant.`, 'Give two or more to compare.');
  const baseline = rest.baseline ?? names[0]!;
  if (!names.includes(baseline))
    throw new UserError(`${file}: baseline names no variant.`, `There are: ${names.join(', ')}.`);
  const numbers = typeof seeds === 'number' ? undefined : seeds;
  const count = typeof seeds === 'number' ? seeds : seeds.length;
  checkSeeds(numbers, { count, file });
  const splitting = Object.values(variants).some((each) => placesOf(each).includes('split'));
  if ((splits ?? 1) > 1 && !splitting) {
    throw new UserError(
      `${file}: ${splits} splits, but no command has {split}.`,
      'Put {split} in, or leave splits away.',
    );
  }
  const metrics = metricsFrom(rest, { score, file });
  return {
    name,
    question: 'Which of them scores better?',
    seed: 1,
    level: 0.95,
    ...(splitting ? {} : { background: BY_SEED }),
    ...rest,
    ...metrics,
    variants,
    baseline,
    vary: splitting ? ['split', 'init', 'order', 'mask'] : ['init', 'order', 'mask'],
    protocol: {
      kind: 'given',
      splits: splits ?? (splitting ? DEFAULT_SEEDS : 1),
      seeds: splitting && written.seeds === undefined && protocol === undefined ? 1 : count,
    },
    folder: dirname(file),
    ...(score === undefined
      ? {}
      : { score: Object.fromEntries(Object.entries(score).map(([key, rule]) => [key, plain(rule)])) }),
    ...(numbers === undefined ? {} : { seedNumbers: numbers }),
  };
}

function checkSeeds(numbers: readonly number[] | undefined, { count, file }: { count: number; file: string }): void {
  const bad =
    !Number.isInteger(count) ||
    count < 1 ||
    (numbers !== undefined &&
      (new Set(numbers).size < count ||
        numbers.some((each) => !Number.isInteger(each) || each < 0 || each >= 2147483648)));
  if (bad)
    throw new UserError(
      `${file}: seeds is neither a number of seeds nor a list of distinct ones.`,
      'Whole numbers from 0 to 2147483647.',
    );
}

/** Patterns as text, so that a manifest keeps them. */
function plain(rule: ScoreRule): ScoreRule {
  if (!('match' in rule) || typeof rule.match === 'string') return rule;
  const { match, ...rest }: MatchRule & { match: RegExp } = { ...rule, match: rule.match };
  return { ...rest, match: match.source, flags: match.flags };
}

/** Those that are named, or those of the rules. @throws {UserError} where a metric does not say what is better */
function metricsFrom(
  { metric, metrics }: Pick<CommandQuestion, 'metric' | 'metrics'>,
  { score, file }: { score: CommandQuestion['score']; file: string },
): Pick<CommandQuestion, 'metric' | 'metrics'> {
  if (metric !== undefined || metrics !== undefined) {
    checkMetricNames(
      { ...(metric === undefined ? {} : { metric }), ...(metrics === undefined ? {} : { metrics }) },
      file,
    );
    return {};
  }
  if (score === undefined) return {};
  return {
    metrics: Object.entries(score).map(([name, rule]): MetricChoice => {
      if (metricName(name) !== name)
        throw new UserError(`${file}: score ${name} is no name of letters and digits.`, `Call it ${metricName(name)}.`);
      if (rule.better !== undefined) return { name, better: rule.better };
      if (METRICS.some((known) => known.name === name)) return name;
      throw new UserError(`${file}: score.${name} does not say what is better.`, "Write better: 'higher' or 'lower'.");
    }),
  };
}

function checkVariant(variant: CommandVariant, where: string): void {
  const { command, shell, timeout, values = {} } = variant;
  const lines: unknown = command;
  const fits =
    typeof lines === 'string' ||
    (Array.isArray(lines) && lines.length > 0 && lines.every((each) => typeof each === 'string'));
  if (!fits)
    throw new UserError(`${where} is no command.`, "Write command('program --flag {seed}'), or a list of words.");
  if (shell === true && typeof command !== 'string')
    throw new UserError(`${where}: a list of words needs no shell.`, 'Write the line as one text.');
  if (typeof command === 'string' && shell !== true) splitWords(command);
  if (timeout !== undefined) timeoutMs(timeout, where);
  const known = [...OWN_NAMES, ...Object.keys(values)];
  for (const text of typeof command === 'string' ? [command] : command) checkPlaceholders(text, { where, known });
}

export function placesOf({ command }: CommandVariant): readonly string[] {
  return (typeof command === 'string' ? [command] : command).flatMap(namesIn);
}

const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000 };

/** @throws {UserError} unless it is a number with s, m or h */
export function timeoutMs(text: string, where: string): number {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)([smh])$/.exec(text) ?? [];
  if (amount === undefined) throw new UserError(`${where}: the time-out ${text} is none.`, 'Write 90s, 20m or 2h.');
  return Number(amount) * UNITS[unit!]!;
}
