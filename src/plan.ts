/**
 * Experiment → runs, in plan order: split by split, all variants of a split together, so that an interrupted bench is
 * balanced and a drifting machine meets every variant alike. Pure. A run's hash covers all that decides its outcome, and
 * nothing that does not: how many splits and seeds there are, the variant's name and the worker are not in it.
 */
import { hash } from 'node:crypto';
import type { EngineName } from './engines/engine.js';
import { UserError } from './errors.js';
import { SOURCES } from './experiment/experiment.js';
import type { Experiment, Protocol, Source, Variant } from './experiment/experiment.js';
import type { OwnModel } from './model/own.js';
import { streamKey } from './streams.js';
import type { StreamKey, TrainingStreams } from './streams.js';

/** One variant, on one split (k-fold: one fold of it), with one seed: one trained model. */
export interface Run {
  /** Place in plan order, from 0. */
  readonly index: number;
  readonly variant: string;
  readonly split: number;
  /** 0 unless the protocol is k-fold. */
  readonly fold: number;
  readonly seed: number;
  /** Which streams train it; `split` is the run's own unless the rows alone vary. */
  readonly streams: StreamIndices;
  /** Set for the runs of the one-source-at-a-time design, which stand beside the main ones. */
  readonly cell?: Cell;
  /** SHA-256 (first 32 hex digits) of everything that decides the outcome; the key of storing and resuming. */
  readonly hash: string;
}

/** The coordinates of the three training streams. */
export interface StreamIndices {
  readonly split: number;
  readonly init: number;
  readonly order: number;
  readonly mask: number;
}

/** Only `source` varies; everything else is held at what `context` says. */
export interface Cell {
  readonly source: Source;
  readonly context: number;
}

/** What decides a run's outcome besides the experiment. */
export interface PlanContext {
  readonly fingerprint: string;
  readonly engine: EngineName;
  readonly backend: string;
  readonly numericsVersion: number;
}

/** More than anyone can wait for, and few enough to hold. */
const MOST_RUNS = 1_000_000;

/**
 * All runs of an experiment, in plan order: the main design, then the one-source-at-a-time cells where it asks for them.
 *
 * @throws {UserError} if they are more than a million
 */
export function planRuns(experiment: Experiment, context: PlanContext): readonly Run[] {
  const names = Object.keys(experiment.variants);
  refuseTooMany(experiment, names.length);
  const recipes = new Map(names.map((name) => [name, recipeHash(experiment, experiment.variants[name]!, context)]));
  const runs: Run[] = [];
  for (const coordinates of [mainRuns(experiment), cellRuns(experiment)]) {
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

function refuseTooMany(experiment: Experiment, variants: number): void {
  const { protocol, sources } = experiment;
  const cells = sources === undefined ? 0 : SOURCES.length * sources.contexts * sources.repetitions;
  const runs = (splitCount(experiment) * protocol.seeds + cells) * foldCount(protocol) * variants;
  if (runs <= MOST_RUNS) return;
  throw new UserError(
    `${experiment.name} would have ${runs} runs, and ${MOST_RUNS} are the most.`,
    'Take fewer splits, seeds, folds or variants.',
  );
}

type Coordinates = Omit<Run, 'index' | 'hash'>;

function* mainRuns(experiment: Experiment): Generator<Coordinates> {
  const { protocol, vary } = experiment;
  for (let split = 0; split < splitCount(experiment); split++) {
    for (let seed = 0; seed < protocol.seeds; seed++) {
      const index = (source: Source): number => (vary.includes(source) ? seed : 0);
      const streams = { split, init: index('init'), order: index('order'), mask: index('mask') };
      for (let fold = 0; fold < foldCount(protocol); fold++) {
        for (const variant of Object.keys(experiment.variants)) yield { variant, split, fold, seed, streams };
      }
    }
  }
}

/** Each source alone varies over `repetitions`, in each of `contexts`; a source that a variant does not use is not run. */
function* cellRuns({ sources, variants, protocol }: Experiment): Generator<Coordinates> {
  if (sources === undefined) return;
  for (let context = 0; context < sources.contexts; context++) {
    for (const source of SOURCES) {
      for (let seed = 0; seed < sources.repetitions; seed++) {
        const held = { split: context, init: 0, order: 0, mask: 0 };
        const place =
          source === 'split'
            ? { split: seed, streams: held }
            : { split: context, streams: { ...held, [source]: seed } };
        for (let fold = 0; fold < foldCount(protocol); fold++) {
          for (const [variant, recipe] of Object.entries(variants)) {
            if (usesSource(recipe, source)) yield { variant, ...place, fold, seed, cell: { source, context } };
          }
        }
      }
    }
  }
}

/** Whether a source can change anything for this variant: a model without dropout draws no masks; a user's own may. */
export function usesSource({ model }: Variant, source: Source): boolean {
  if (source !== 'mask' || model.type === 'own') return true;
  return model.layers.some((layer) => layer.type === 'dropout' && layer.rate > 0);
}

/** Number of splits really planned: a held split is split 0 alone. */
export function splitCount({ protocol, vary }: Experiment): number {
  return vary.includes('split') ? protocol.splits : 1;
}

export function foldCount(protocol: Protocol): number {
  return protocol.kind === 'kFold' ? protocol.folds : 1;
}

/** The key that decides the rows of a split (for k-fold: of all its folds). */
export function splitKey({ seed }: Experiment, split: number): StreamKey {
  return streamKey(seed, 'split', split);
}

/** The three keys of a run's training. */
export function trainingStreams(
  { seed }: Experiment,
  { fold, streams }: Pick<Run, 'fold' | 'streams'>,
): TrainingStreams {
  const key = (source: 'init' | 'order' | 'mask'): StreamKey =>
    streamKey(seed, source, streams.split, fold, streams[source]);
  return { init: key('init'), order: key('order'), mask: key('mask') };
}

function recipeHash(experiment: Experiment, variant: Variant, context: PlanContext): string {
  const { seed, encoding } = experiment;
  const { splits, seeds, ...division } = protocolOf(experiment, variant);
  const { label, at, axis, series, against, protocol, ...recipe } = variant;
  const model = recipe.model.type === 'own' ? { type: 'own', hash: hashOfOwn(recipe.model) } : recipe.model;
  return digest({ ...context, seed, encoding, division, recipe: { ...recipe, model } });
}

function hashOfOwn({ hash }: OwnModel): string {
  if (hash === undefined)
    throw new RangeError('a model of the user’s own has no hash: load its file with loadExperiment');
  return hash;
}

/** The protocol of one variant: the experiment's, unless the variant divides the rows in its own way. */
export function protocolOf({ protocol }: Experiment, variant: Variant): Protocol {
  return variant.protocol ?? protocol;
}

/** The digest of `[recipe, split, fold, streams]`, written out: a bench of a hundred thousand runs makes as many at its start. */
function hashOf({ split, fold, streams: { init, mask, order, split: rows } }: Coordinates, recipe: string): string {
  const draws = `[["init",${init}],["mask",${mask}],["order",${order}],["split",${rows}]]`;
  return digestText(`["${recipe}",${split},${fold},${draws}]`);
}

/** Canonical: object keys are sorted, so that the order in which a file writes them does not matter. */
function digest(value: unknown): string {
  return digestText(JSON.stringify(sortKeys(value)));
}

function digestText(text: string): string {
  // A slice of the whole would keep the whole.
  return hash('sha256', text, 'buffer').toString('hex', 0, 16);
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([, v]) => v !== undefined);
  return entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, v]) => [key, sortKeys(v)]);
}
