/**
 * What runs that are already there say about the spread of further ones: components of variance of the paired differences,
 * and what a run costs. Pure; reads whatever part of the plan is there.
 */
import type { WalkedList } from '../base/walked-list.js';
import { comparisonPairs } from '../question/pairs.js';
import type { Question } from '../question/question.js';
import { splitCount } from '../design/plan.js';
import type { Run } from '../design/plan.js';
import { pooledScores, scoresOf } from '../analysis/scores.js';
import type { ScoredRecords } from '../analysis/scores.js';
import { foldScores } from '../analysis/blocks.js';
import type { TotalSpread } from './needs.js';
import { correlation, mean, nestedVariance } from '../stats/index.js';
import type { NestedPilot, PlanVariances, Scores } from '../stats/index.js';

export interface PilotComparison {
  readonly variant: string;
  readonly baseline: string;
  /** Of the paired difference. With one score a block all of it stands in `split`, and `seed` is 0. */
  readonly variances: PlanVariances;
  /** The same as it was measured: variances of block means and within blocks, with the size of the pilot. */
  readonly measured: NestedPilot;
  /** Of the two variants' scores between seeds of one split (with one score a block: between blocks); null if undefined. */
  readonly correlation: number | null;
  /** How the scores themselves vary; absent where either arm has no spread. */
  readonly total?: TotalSpread;
  /** k-fold: the same as `measured` of the scores of single folds. */
  readonly folds?: NestedPilot;
}

export interface Pilot {
  /** Blocks with a difference, of the comparison that has the fewest. */
  readonly blocks: number;
  /** Seeds a block, on average. */
  readonly seeds: number;
  readonly comparisons: readonly PilotComparison[];
  readonly msPerRun: number;
}

/** A variance of fewer blocks says next to nothing. */
export const FEWEST_PILOT_BLOCKS = 5;

/** The pilot in these records, or undefined if some comparison has fewer than five blocks with a score of both. */
export function pilotOf(
  experiment: Question,
  {
    runs,
    records,
    metric,
  }: { readonly runs: WalkedList<Run>; readonly records: ScoredRecords; readonly metric: string },
): Pilot | undefined {
  const main = runs.filter(({ cell }) => cell === undefined);
  const heldSplit = !experiment.vary.includes('split');
  const scores = (name: string): Scores => {
    const own = main.filter(({ variant }) => variant === name);
    const pick = ({ metrics }: { metrics: RunMetrics }): number | null => metrics[metric] ?? null;
    const { seeds } = experiment.protocol;
    return scoresOf(pooledScores(own, records), { pick, splits: splitCount(experiment), seeds, heldSplit });
  };
  const foldsOf = (names: readonly [string, string]): Pick<PilotComparison, 'folds'> => {
    const { protocol } = experiment;
    if (protocol.kind !== 'kFold') return {};
    const grid = { metric, splits: splitCount(experiment), seeds: protocol.seeds, folds: protocol.folds };
    const [a, b] = names.map((name) => {
      const own = main.filter(({ variant }) => variant === name);
      return foldScores(own, records, grid);
    });
    const pairs = pairUp(a!, b!);
    return pairs.length < FEWEST_PILOT_BLOCKS ? {} : { folds: spreadOf(pairs).measured };
  };
  const found = comparisonPairs(experiment).map(({ variant, baseline }) => {
    const pairs = pairUp(scores(baseline), scores(variant));
    return { variant, baseline, pairs, ...foldsOf([baseline, variant]) };
  });
  if (found.length === 0 || found.some(({ pairs }) => pairs.length < FEWEST_PILOT_BLOCKS)) return undefined;
  const times = main.flatMap(({ hash }) => records.get(hash)?.timing.durationMs ?? []);
  const counts = found.map(({ pairs }) => pairs.length);
  const least = found[counts.indexOf(Math.min(...counts))]!.pairs;
  return {
    blocks: least.length,
    seeds: least.flat().length / least.length,
    comparisons: found.map(({ pairs, ...names }) => ({ ...names, ...spreadOf(pairs) })),
    msPerRun: mean(times),
  };
}

type RunMetrics = Readonly<Record<string, number | null>>;
/** Baseline and variant, on the same split with the same seed. */
type Pair = readonly [number, number];

/** [block][pair], of the blocks that have one. */
function pairUp(baseline: Scores, variant: Scores): readonly (readonly Pair[])[] {
  return baseline
    .map((block, i) =>
      block
        .map((value, j): Pair => [value, variant[i]?.[j] ?? NaN])
        .filter(([x, y]) => Number.isFinite(x) && Number.isFinite(y)),
    )
    .filter((block) => block.length > 0);
}

function spreadOf(pairs: readonly (readonly Pair[])[]): Omit<PilotComparison, 'variant' | 'baseline'> {
  const { all } = nestedVariance(pairs.map((block) => block.map(([x, y]) => y - x)));
  const reruns = pairs.filter((block) => block.length > 1);
  const offsets = reruns.length === 0 ? pairs.flat() : reruns.flatMap(fromTheirMeans);
  const related = correlation(
    offsets.map(([x]) => x),
    offsets.map(([, y]) => y),
  );
  const variances = Number.isFinite(all.seed)
    ? { split: Math.max(0, all.split), seed: all.seed }
    : { split: all.between, seed: 0 };
  const apart = Number.isFinite(all.seed);
  const seeds = apart ? all.seedsPerSplit : 1;
  const measured = { between: all.between / seeds, within: apart ? all.seed : 0, splits: all.splits, seeds };
  const total = totalOf(pairs);
  return {
    variances,
    measured,
    correlation: Number.isFinite(related) ? related : null,
    ...(total === undefined ? {} : { total }),
  };
}

/** Components of both arms; covariances from those of sums and differences. */
function totalOf(pairs: readonly (readonly Pair[])[]): TotalSpread | undefined {
  const of = (pick: (pair: Pair) => number): PlanVariances => {
    const { all } = nestedVariance(pairs.map((block) => block.map(pick)));
    return Number.isFinite(all.seed)
      ? { split: Math.max(0, all.split), seed: all.seed }
      : { split: all.between, seed: 0 };
  };
  const [x, y, sum, less] = [of(([a]) => a), of(([, b]) => b), of(([a, b]) => a + b), of(([a, b]) => b - a)];
  if (!(x.split + x.seed > 0 && y.split + y.seed > 0)) return undefined;
  const related = (part: 'split' | 'seed'): number => {
    const scale = Math.sqrt(x[part] * y[part]);
    return scale > 0 ? Math.max(-1, Math.min(1, (sum[part] - less[part]) / 4 / scale)) : 0;
  };
  return { ...x, correlation: { split: related('split'), seed: related('seed') } };
}

function fromTheirMeans(block: readonly Pair[]): readonly Pair[] {
  const [x, y] = [mean(block.map(([value]) => value)), mean(block.map(([, value]) => value))];
  return block.map(([a, b]): Pair => [a - x, b - y]);
}
