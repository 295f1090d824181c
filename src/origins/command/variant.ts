/** What an experiment file says of variants that are command lines. Plain read-only data; starts nothing. */
import type { TableChoice } from '../../experiment/table-choice.js';
import type { Question, Source, TableProtocol, VariantPlace } from '../../question/question.js';
import type { BenchOptions } from './bench-options.js';

export interface CommandOptions extends VariantPlace {
  /** Hand the line to `/bin/sh`: pipes and redirections work, and what is put in is quoted. */
  readonly shell?: boolean;
  /** More of the environment; part of what decides a run. */
  readonly env?: Readonly<Record<string, string>>;
  /** Files whose contents decide a run; those that the command line names and that exist, where absent. */
  readonly uses?: readonly string[];
  /** `90s`, `20m`, `2h`; no limit where absent. */
  readonly timeout?: string;
}

export interface CommandVariant extends CommandOptions {
  /** A list is argv; a string is split by the rules of a shell. */
  readonly command: string | readonly string[];
  /** Its own placeholders: `{ lr: 0.1 }` for `{lr}`. */
  readonly values?: Values;
}

export type Values = Readonly<Record<string, string | number>>;

/** Where a metric stands in what a command prints: a pattern with one group, and which of its matches counts (the last). */
export interface MatchRule {
  readonly match: RegExp | string;
  /** Flags of a pattern that is text. */
  readonly flags?: string;
  readonly take?: 'last' | 'first' | 'mean' | 'max' | 'min';
  readonly better?: 'higher' | 'lower';
}

/** Where a metric stands in a JSON file in the run's own folder `{out}`: `{ json: 'metrics.json', path: 'test.accuracy' }`. */
export interface JsonRule {
  /** Its name, or a pattern with `*`: then the file that comes last by name counts. */
  readonly json: string;
  readonly path: string;
  readonly better?: 'higher' | 'lower';
}

export type ScoreRule = MatchRule | JsonRule;
export type ScoreRules = Readonly<Record<string, ScoreRule>>;

export interface CommandQuestion extends Question<CommandVariant>, BenchOptions {
  readonly score?: ScoreRules;
  /** The folder in which commands run; of this machine, so no manifest keeps it. */
  readonly folder?: string;
  /** A digest for each variant of what decides its runs, made when the question was opened. */
  readonly identities?: Readonly<Record<string, string>>;
  /** The table whose rows Reseed divides for the commands, by the question's protocol. */
  readonly data?: TableChoice;
  /** All classes that predictions may name, where a run's own rows may lack some. */
  readonly classes?: readonly string[];
  /** Programs that must succeed before anything is started, by what they stand for: `{ 'Python with torch': ['python3', '-c', 'import torch'] }`. */
  readonly needs?: Readonly<Record<string, readonly string[]>>;
}

type Settled =
  'question' | 'variants' | 'protocol' | 'identities' | 'folder' | 'seedNumbers' | 'vary' | 'data' | 'sources';

/** What an experiment file of commands writes. */
export type CommandInput = Pick<CommandQuestion, 'question' | 'variants' | 'data'> &
  Partial<Omit<CommandQuestion, Settled>> & {
    /** How many seeds, or which; 10 where absent. */
    readonly seeds?: number | readonly number[];
    /** How many splits, where the commands use `{split}` and Reseed divides no rows. */
    readonly splits?: number;
    /** With `data`: how its rows are divided, and how often. */
    readonly protocol?: TableProtocol;
    /** With `data`: all of them where absent; without `split` the rows stay divided as they are. */
    readonly vary?: readonly Source[];
  };

/**
 * A variant that is a program. docs/PROGRAMS.md lists the placeholders and says where the score comes from.
 *
 * @param line the command line, `{seed}` where the seed goes; a list is the words of the program
 * @param values placeholders of its own
 * @example
 * command('python train.py --seed {seed} --lr {lr}', { lr: 0.1 }).command; // 'python train.py --seed {seed} --lr {lr}'
 */
export function command(
  line: string | readonly string[],
  values: Values = {},
  options: CommandOptions = {},
): CommandVariant {
  return { command: line, ...(Object.keys(values).length === 0 ? {} : { values }), ...options };
}

/**
 * One variant for each combination of values: `{ 'lr=0.1': …, 'lr=0.01': … }`.
 *
 * @example
 * Object.keys(grid('python train.py --seed {seed} --lr {lr}', { lr: [0.1, 0.01] })).join(' '); // 'lr=0.1 lr=0.01'
 */
export function grid(
  line: string | readonly string[],
  values: Readonly<Record<string, readonly (string | number)[]>>,
  options: CommandOptions = {},
): Record<string, CommandVariant> {
  let combinations: Values[] = [{}];
  for (const [name, each] of Object.entries(values)) {
    combinations = combinations.flatMap((rest) => each.map((value) => ({ ...rest, [name]: value })));
  }
  return Object.fromEntries(
    combinations.map((one) => [
      Object.entries(one)
        .map(([name, value]) => `${name}=${value}`)
        .join(','),
      command(line, one, options),
    ]),
  );
}
