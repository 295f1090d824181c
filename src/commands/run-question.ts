/** The words of `reseed run` → a question about commands, checked as an experiment file is. */
import { checkQuestion } from '../origins/open.js';
import { metricName } from '../origins/command/metric-name.js';
import type { CommandQuestion, MatchRule } from '../origins/command/variant.js';
import { UserError } from '../base/errors.js';
import { choice, isOn, list, text, texts, wholeNumber } from './flags.js';
import type { Flags, Io } from './io.js';
import { metricNamed } from './learning.js';

/** @throws {UserError} for every mistake that can be seen before a command starts */
export function questionOf(lines: readonly string[], flags: Flags, io: Io): CommandQuestion {
  const variants = variantsOf(lines, flags);
  const names = Object.keys(variants);
  const named = list(flags, 'metrics') ?? (text(flags, 'metric') === undefined ? undefined : [text(flags, 'metric')!]);
  const rules = rulesOf(flags);
  const name =
    text(flags, 'name') ??
    names
      .join('-vs-')
      .replace(/[^\w.-]/g, '_')
      .slice(0, 80);
  const seeds = seedsFrom(flags);
  const splits = wholeNumber(flags, 'splits', { least: 1 });
  const metrics = named ?? (rules === undefined ? undefined : Object.keys(rules));
  const value = {
    ...{ name, question: `Which scores better: ${names.join(' or ')}?`, variants },
    ...(seeds === undefined ? {} : { seeds }),
    ...(splits === undefined ? {} : { splits }),
    ...(rules === undefined ? {} : { score: rules }),
    ...(metrics === undefined ? {} : { metrics: metrics.map((each) => metricNamed(each, { flags, io })) }),
    ...benchOptionsOf(flags),
  };
  const question = checkQuestion(value, { file: 'the command line', name }) as CommandQuestion;
  return { ...question, folder: io.cwd };
}

function variantsOf(lines: readonly string[], flags: Flags): CommandQuestion['variants'] {
  const timeout = text(flags, 'timeout');
  const uses = texts(flags, 'uses');
  const common = {
    ...(isOn(flags, 'shell') ? { shell: true } : {}),
    ...(timeout === undefined ? {} : { timeout }),
    ...(uses.length === 0 ? {} : { uses }),
  };
  const named = lines.map((line) => {
    const [, name, command] = /^([^=\s]+)=(.*)$/s.exec(line) ?? [];
    if (name === undefined)
      throw new UserError(
        `${line} has no name.`,
        "Write 'name=command', such as 'plain=python train.py --seed {seed}'.",
      );
    return [name, { command: command!, ...common }] as const;
  });
  if (new Set(named.map(([name]) => name)).size < lines.length)
    throw new UserError('Two commands have the same name.', 'Name each its own way.');
  return Object.fromEntries(named);
}

/** `--match 'accuracy=^test acc (\S+)'`. */
export function rulesOf(flags: Flags): Readonly<Record<string, MatchRule>> | undefined {
  const written = texts(flags, 'match');
  if (written.length === 0) return undefined;
  return Object.fromEntries(
    written.map((each) => {
      const [, name, match] = /^([A-Za-z]\w*)=(.+)$/s.exec(each) ?? [];
      if (name === undefined)
        throw new UserError(
          `--match ${each} is no name and pattern.`,
          String.raw`Write --match 'accuracy=^test acc (\S+)'.`,
        );
      return [metricName(name), { match: match! }];
    }),
  );
}

/** `10`, or `1,2,3`. */
function seedsFrom(flags: Flags): number | readonly number[] | undefined {
  const value = text(flags, 'seeds');
  if (value?.includes(',') !== true) return wholeNumber(flags, 'seeds', { least: 1 });
  return numbersIn(value);
}

function numbersIn(value: string): readonly number[] {
  return value.split(',').map((each) => (/^\s*\d+\s*$/.test(each) ? Number(each) : NaN));
}

function benchOptionsOf(flags: Flags): object {
  const [gpus, codes] = [text(flags, 'gpus'), text(flags, 'incident-codes')];
  const perRun = wholeNumber(flags, 'gpus-per-run', { least: 1, most: 1024 });
  const logs = choice(flags, 'keep-logs', ['all', 'failed']);
  const disk = text(flags, 'disk');
  return {
    ...(logs === undefined ? {} : { keepLogs: logs }),
    ...(isOn(flags, 'clean-out') ? { cleanOut: true } : {}),
    ...(disk === undefined ? {} : { disk }),
    ...(gpus === undefined ? {} : { gpus: numbersIn(gpus) }),
    ...(perRun === undefined ? {} : { gpusPerRun: perRun }),
    ...(codes === undefined ? {} : { incidentCodes: numbersIn(codes) }),
  };
}
