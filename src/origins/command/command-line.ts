/** A variant and a run's coordinates → the very words and variables with which its program starts. Pure. */
import { availableParallelism } from 'node:os';
import type { Run } from '../../design/run.js';
import { shellWord } from '../../shell-word.js';
import { fillIn } from './placeholders.js';
import { drawSeeds } from './seeds.js';
import type { CommandQuestion } from './variant.js';
import { splitWords } from './words.js';

export type Coordinates = Pick<Run, 'variant' | 'split' | 'fold' | 'seed'>;

/** The words, each filled in after the line was split: no value can add a word. */
export function argvOf(question: CommandQuestion, run: Coordinates, out: string): readonly string[] {
  const { command, shell = false } = question.variants[run.variant]!;
  const values = valuesOf(question, run, out);
  if (shell) {
    const safe = new Map([...values].map(([name, value]) => [name, shellWord(value)]));
    return ['/bin/sh', '-c', fillIn(command as string, safe)];
  }
  return (typeof command === 'string' ? splitWords(command) : command).map((word) => fillIn(word, values));
}

/** Ours, what the variant declares, and defaults that keep slots from taking each other's cores. */
export function environmentOf(
  question: CommandQuestion,
  run: Coordinates,
  { out, slots, inherited }: { out: string; slots: number; inherited: Readonly<Record<string, string | undefined>> },
): Record<string, string | undefined> {
  const own = [...valuesOf(question, run, out)].map(([name, value]) => [`RESEED_${name.toUpperCase()}`, value]);
  return {
    OMP_NUM_THREADS: String(Math.max(1, Math.floor(availableParallelism() / slots))),
    PYTHONHASHSEED: '0',
    PYTHONUNBUFFERED: '1',
    ...inherited,
    ...(Object.fromEntries(own) as Record<string, string>),
    RESEED_METRICS: `${out}/metrics.json`,
    ...question.variants[run.variant]!.env,
  };
}

function valuesOf(
  question: CommandQuestion,
  { variant, split, fold, seed }: Coordinates,
  out: string,
): Map<string, string> {
  const { values = {} } = question.variants[variant]!;
  const number = question.seedNumbers?.[seed] ?? drawSeeds(question.seed, { count: seed + 1, split })[seed]!;
  return new Map<string, string>([
    ...Object.entries(values).map(([name, value]): [string, string] => [name, String(value)]),
    ['seed', String(number)],
    ['split', String(split)],
    ['fold', String(fold)],
    ['variant', variant],
    ['out', out],
  ]);
}
