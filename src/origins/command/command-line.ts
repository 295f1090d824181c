/** A variant and a run's coordinates → the very words and variables with which its program starts. Pure. */
import { availableParallelism } from 'node:os';
import type { Run } from '../../design/run.js';
import { placesOf, isRowFile } from './check-variant.js';
import { fillIn, fillInShell } from './placeholders.js';
import type { RowFile } from './placeholders.js';
import { drawSeeds } from './seeds.js';
import type { CommandQuestion } from './variant.js';
import { splitWords } from './words.js';

export type Coordinates = Pick<Run, 'variant' | 'split' | 'fold' | 'seed'>;

/** Where a run's files are. */
export interface RunPlaces {
  /** The run's own folder. */
  readonly out: string;
  /** Paths of the files of rows, where Reseed divides them. */
  readonly rows?: Readonly<Partial<Record<RowFile, string>>>;
}

/** The file in `{out}` in which predictions are looked for. */
export const PREDICTIONS_NAME = 'predictions.csv';

/** The words, each filled in after the line was split: no value can add a word. */
export function argvOf(question: CommandQuestion, run: Coordinates, places: RunPlaces): readonly string[] {
  const { command, shell = false } = question.variants[run.variant]!;
  const values = valuesOf(question, run, places);
  if (shell) return ['/bin/sh', '-c', fillInShell(command as string, values)];
  return (typeof command === 'string' ? splitWords(command) : command).map((word) => fillIn(word, values));
}

/** Ours, what the variant declares, and defaults that keep slots from taking each other's cores. */
export function environmentOf(
  question: CommandQuestion,
  run: Coordinates,
  {
    slots,
    cards,
    inherited,
    ...places
  }: RunPlaces & {
    slots: number;
    /** Graphics cards of the slot, as `CUDA_VISIBLE_DEVICES` names them. */
    cards?: string | undefined;
    inherited: Readonly<Record<string, string | undefined>>;
  },
): Record<string, string | undefined> {
  const own = [...valuesOf(question, run, places)].map(([name, value]) => [`RESEED_${name.toUpperCase()}`, value]);
  return {
    OMP_NUM_THREADS: String(Math.max(1, Math.floor(availableParallelism() / slots))),
    PYTHONHASHSEED: '0',
    PYTHONUNBUFFERED: '1',
    ...inherited,
    ...(cards === undefined ? {} : { CUDA_VISIBLE_DEVICES: cards }),
    ...(Object.fromEntries(own) as Record<string, string>),
    RESEED_METRICS: `${places.out}/metrics.json`,
    ...question.variants[run.variant]!.env,
  };
}

/** The number that the program gets for a seed. */
export function seedNumber(question: CommandQuestion, { split, seed }: Pick<Run, 'split' | 'seed'>): number {
  return question.seedNumbers?.[seed] ?? drawSeeds(question.seed, { count: seed + 1, split })[seed]!;
}

function valuesOf(question: CommandQuestion, run: Coordinates, { out, rows = {} }: RunPlaces): Map<string, string> {
  const { values = {} } = question.variants[run.variant]!;
  return new Map<string, string>([
    ...Object.entries(values).map(([name, value]): [string, string] => [name, String(value)]),
    ['seed', String(seedNumber(question, run))],
    ['split', String(run.split)],
    ['fold', String(run.fold)],
    ['variant', run.variant],
    ['out', out],
    ['predictions', `${out}/${PREDICTIONS_NAME}`],
    ...Object.entries(rows),
  ]);
}

/** What ties runs of different variants together. */
export function pairingOf({ variants, data }: Pick<CommandQuestion, 'variants' | 'data'>): 'rows' | 'split' | 'seed' {
  const all = Object.values(variants).map(placesOf);
  if (data !== undefined && all.every((places) => places.some(isRowFile))) return 'rows';
  return all.every((places) => places.includes('split')) ? 'split' : 'seed';
}
