/**
 * Question → runs, in plan order: split by split, all variants of a split together, so that an interrupted bench is
 * balanced and a drifting machine meets every variant alike. Pure. A run's hash covers all that decides its outcome, and
 * nothing that does not: how many splits and seeds there are, the variant's name and the worker are not in it.
 */
import { digestText } from './digest.js';
import type { Run } from './run.js';
import { UserError } from '../base/errors.js';
import type { Origin } from '../origins/origin.js';
import { SOURCES } from '../question/question.js';
import type { Protocol, Question, Source } from '../question/question.js';
import { streamKey } from '../base/streams.js';
import type { StreamKey, TrainingStreams } from '../base/streams.js';
import { whole } from '../base/how-many.js';

/** More than anyone can wait for, and few enough to hold. */
const MOST_RUNS = 1_000_000;

/**
 * All runs of an experiment, in plan order: the main design, then the base samples of its sources where it asks for them.
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
      // Written out field by field: an object made with a spread takes four times the memory, and there may be a million.
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
  const cells = sources === undefined || !('samples' in sources) ? 0 : (2 + 2 * SOURCES.length) * sources.samples;
  const runs = (splitCount(question) * protocol.seeds + cells) * foldCount(protocol) * variants;
  if (runs <= MOST_RUNS) return;
  throw new UserError(
    `${question.name} would have ${whole(runs)} runs, and ${whole(MOST_RUNS)} are the most.`,
    'Take fewer splits, seeds, folds or variants.',
  );
}

export type { Cell, Run } from './run.js';

type Coordinates = Omit<Run, 'index' | 'hash'>;

function* mainRuns(question: Question): Generator<Coordinates> {
  const { protocol, vary, seedNumbers } = question;
  for (let split = 0; split < splitCount(question); split++) {
    for (let seed = 0; seed < protocol.seeds; seed++) {
      const index = (source: Source): number => (vary.includes(source) ? (seedNumbers?.[seed] ?? seed) : 0);
      const streams = { split, init: index('init'), order: index('order'), mask: index('mask') };
      for (let fold = 0; fold < foldCount(protocol); fold++) {
        for (const variant of Object.keys(question.variants)) yield { variant, split, fold, seed, streams };
      }
    }
  }
}

/**
 * The runs of every base sample. Its splits are its own two, and its other streams are keyed by its number in place of the
 * split's: so they can be combined with either split, and no two samples share a draw.
 */
function* cellRuns(question: Question, { traits }: Pick<Origin, 'traits'>): Generator<Coordinates> {
  const { sources, variants, vary, protocol } = question;
  if (sources === undefined || !('samples' in sources)) return;
  const all = Object.keys(variants).map((variant) => ({
    variant,
    exchanged: exchanges(sourcesOf(question, traits(variant).unused)),
  }));
  for (let sample = 0; sample < sources.samples; sample++) {
    for (const { variant, exchanged } of all) {
      for (const fromB of exchanged) {
        const index = (source: Source): 0 | 1 => (fromB.includes(source) ? 1 : 0);
        const split = vary.includes('split') ? 2 * sample + index('split') : 0;
        const streams = { split: sample, init: index('init'), order: index('order'), mask: index('mask') };
        for (let fold = 0; fold < foldCount(protocol); fold++) {
          yield { variant, split, fold, seed: 0, streams, cell: { sample, fromB } };
        }
      }
    }
  }
}

/** The sources that vary and can change anything for a variant, in the order of `SOURCES`. */
export function sourcesOf({ vary }: Pick<Question, 'vary'>, unused: readonly Source[]): readonly Source[] {
  return SOURCES.filter((source) => vary.includes(source) && !unused.includes(source));
}

/** What a base sample takes from b: nothing, everything, and each source alone or all others; with two sources four runs. */
function exchanges(sources: readonly Source[]): readonly (readonly Source[])[] {
  const alone = sources.map((source) => [source]);
  const others = sources.length === 2 ? [] : sources.map((source) => sources.filter((other) => other !== source));
  return [[], sources, ...alone, ...others];
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
