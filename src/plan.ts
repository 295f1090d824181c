/**
 * Experiment → runs, in plan order: split by split, all variants of a split together, so that an interrupted bench is
 * balanced and a drifting machine meets every variant alike. Pure. A run's hash covers all that decides its outcome, and
 * nothing that does not: how many splits and seeds there are, the variant's name and the worker are not in it.
 */
import { createHash } from 'node:crypto';
import type { EngineName } from './engines/engine.js';
import type { Experiment, Protocol, Source, Variant } from './experiment.js';
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
  /** SHA-256 (first 32 hex digits) of everything that decides the outcome; the key of storing and resuming. */
  readonly hash: string;
}

/** What decides a run's outcome besides the experiment. */
export interface PlanContext {
  readonly fingerprint: string;
  readonly engine: EngineName;
  readonly backend: string;
  readonly numericsVersion: number;
}

/** All runs of an experiment, in plan order. */
export function planRuns(experiment: Experiment, context: PlanContext): readonly Run[] {
  const { protocol, variants } = experiment;
  const recipes = Object.entries(variants).map(([name, variant]) => ({
    name,
    recipe: recipeHash(experiment, variant, context),
  }));
  const runs: Run[] = [];
  for (let split = 0; split < splitCount(experiment); split++) {
    for (let seed = 0; seed < protocol.seeds; seed++) {
      for (let fold = 0; fold < foldCount(protocol); fold++) {
        for (const { name, recipe } of recipes) {
          const hash = digest([recipe, split, fold, seed]);
          runs.push({ index: runs.length, variant: name, split, fold, seed, hash });
        }
      }
    }
  }
  return runs;
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

/** The three keys of a run's training. A source that does not vary keeps seed index 0 within its split. */
export function trainingStreams(
  { seed, vary }: Experiment,
  run: Pick<Run, 'split' | 'fold' | 'seed'>,
): TrainingStreams {
  const key = (source: Source): StreamKey =>
    streamKey(seed, source, run.split, run.fold, vary.includes(source) ? run.seed : 0);
  return { init: key('init'), order: key('order'), mask: key('mask') };
}

function recipeHash({ seed, vary, encoding, protocol }: Experiment, variant: Variant, context: PlanContext): string {
  const { splits: _splits, seeds: _seeds, ...division } = protocol;
  const { label: _label, at: _at, ...recipe } = variant;
  return digest({ ...context, seed, vary: [...vary].sort(), encoding, division, recipe });
}

/** Canonical: object keys are sorted, so that the order in which a file writes them does not matter. */
function digest(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(sortKeys(value)))
    .digest('hex')
    .slice(0, 32);
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([, v]) => v !== undefined);
  return entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, v]) => [key, sortKeys(v)]);
}
