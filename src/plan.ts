/**
 * Question → runs, in plan order: split by split, all variants of a split together, so that an interrupted bench is
 * balanced and a drifting machine meets every variant alike. Pure. A run's hash covers all that decides its outcome, and
 * nothing that does not: how many splits and seeds there are, the variant's name and the worker are not in it.
 */
import { digestText } from './design/digest.js';
import type { Run } from './design/run.js';
import { UserError } from './errors.js';
import type { Origin } from './origins/origin.js';
import { SOURCES } from './question/question.js';
import type { Protocol, Question, Source } from './question/question.js';
import { streamKey } from './streams.js';
import type { StreamKey, TrainingStreams } from './streams.js';

/** More than anyone can wait for, and few enough to hold. */
const MOST_RUNS = 1_000_000;

/**
 * All runs of an experiment, in plan order: the main design, then the one-source-at-a-time cells where it asks for them.
 *
 * @throws {UserError} if they are more than a million
 */
export function planRuns(question: Question, origin: Pick<Origin, 'identity' | 'traits'>): readonly Run[] {
  const names = Object.keys(question.variants);
  refuseTooMany(question, names.length);
  const recipes = new Map(names.map((name) => [name, origin.identity(name)]));
  const runs: Run[] = [];
  for (const coordinates of [mainRuns(question), cellRuns(question, origin)]) {
    for (const run of coordinates) {
      const { variant, split, fold, seed, streams, cell } = run;
      const identity = hashOf(run, recipes.get(variant)!);
      const index = runs.length;
      // Written out: what comes of a spread takes four times the memory, and there may be a million.
      if (cell === undefined) runs.push({ variant, split, fold, seed, streams, index, hash: identity });
      else runs.push({ variant, split, fold, seed, streams, cell, index, hash: identity });
    }
  }
  return runs;
}

/** The runs to train: designs that overlap share a run, and it is trained once, under its first coordinates. */
export function distinctRuns(runs: readonly Run[]): readonly Run[] {
  const seen = new Set<string>();
  return runs.filter(({ hash }) => !seen.has(hash) && seen.add(hash));
}

function refuseTooMany(question: Question, variants: number): void {
  const { protocol, sources } = question;
  const cells = sources === undefined ? 0 : SOURCES.length * sources.contexts * sources.repetitions;
  const runs = (splitCount(question) * protocol.seeds + cells) * foldCount(protocol) * variants;
  if (runs <= MOST_RUNS) return;
  throw new UserError(
    `${question.name} would have ${runs} runs, and ${MOST_RUNS} are the most.`,
    'Take fewer splits, seeds, folds or variants.',
  );
}

export type { Cell, Run, StreamIndices } from './design/run.js';

type Coordinates = Omit<Run, 'index' | 'hash'>;

function* mainRuns(question: Question): Generator<Coordinates> {
  const { protocol, vary } = question;
  for (let split = 0; split < splitCount(question); split++) {
    for (let seed = 0; seed < protocol.seeds; seed++) {
      const index = (source: Source): number => (vary.includes(source) ? seed : 0);
      const streams = { split, init: index('init'), order: index('order'), mask: index('mask') };
      for (let fold = 0; fold < foldCount(protocol); fold++) {
        for (const variant of Object.keys(question.variants)) yield { variant, split, fold, seed, streams };
      }
    }
  }
}

/** Each source alone varies over `repetitions`, in each of `contexts`; a source that a variant does not use is not run. */
function* cellRuns(
  { sources, variants, protocol }: Question,
  { traits }: Pick<Origin, 'traits'>,
): Generator<Coordinates> {
  if (sources === undefined) return;
  const names = Object.keys(variants).map((name) => ({ variant: name, unused: traits(name).unused }));
  for (let context = 0; context < sources.contexts; context++) {
    for (const source of SOURCES) {
      for (let seed = 0; seed < sources.repetitions; seed++) {
        const held = { split: context, init: 0, order: 0, mask: 0 };
        const place =
          source === 'split'
            ? { split: seed, streams: held }
            : { split: context, streams: { ...held, [source]: seed } };
        for (let fold = 0; fold < foldCount(protocol); fold++) {
          for (const { variant, unused } of names) {
            if (!unused.includes(source)) yield { variant, ...place, fold, seed, cell: { source, context } };
          }
        }
      }
    }
  }
}

/** Number of splits really planned: a held split is split 0 alone. */
export function splitCount({ protocol, vary }: Pick<Question, 'protocol' | 'vary'>): number {
  return vary.includes('split') ? protocol.splits : 1;
}

export function foldCount(protocol: Protocol): number {
  return protocol.kind === 'kFold' || protocol.kind === 'given' ? (protocol.folds ?? 1) : 1;
}

/** The key that decides the rows of a split (for k-fold: of all its folds). */
export function splitKey({ seed }: Pick<Question, 'seed'>, split: number): StreamKey {
  return streamKey(seed, 'split', split);
}

/** The three keys of a run's training. */
export function trainingStreams(
  { seed }: Pick<Question, 'seed'>,
  { fold, streams }: Pick<Run, 'fold' | 'streams'>,
): TrainingStreams {
  const key = (source: 'init' | 'order' | 'mask'): StreamKey =>
    streamKey(seed, source, streams.split, fold, streams[source]);
  return { init: key('init'), order: key('order'), mask: key('mask') };
}

/** The digest of `[recipe, split, fold, streams]`, written out: a bench of a hundred thousand runs makes as many at its start. */
function hashOf({ split, fold, streams: { init, mask, order, split: rows } }: Coordinates, recipe: string): string {
  const draws = `[["init",${init}],["mask",${mask}],["order",${order}],["split",${rows}]]`;
  return digestText(`["${recipe}",${split},${fold},${draws}]`);
}
