/**
 * How many splits and seeds a wish takes, and what a budget buys, read off the very interval that will judge. Pure arithmetic
 * over `stats/plan-blocks` and similar; knows no records and no words. A plan that holds its split has blocks of one seed
 * each, and the blocks are its seeds.
 */
import { exp } from '../base/math.js';
import {
  bestAllocation,
  blocksForDifference,
  blocksForHalfWidth,
  blocksForTotalRatio,
  criticalOfDifference,
  leastForNewRows,
  noncentralityFor,
  ratioWidening,
  splitsForNewRows,
  splitsForNewRowsHalfWidth,
  splitsForRerunRatio,
  tQuantile,
  upperSplitVariance,
} from '../stats/index.js';
import type { NestedPilot, PlanVariances } from '../stats/index.js';

/** At least one of `detect`, `halfWidth`, `sdRatio` and `totalSdRatio`; all that are there are to be met together. */
export interface Wish {
  readonly level: number;
  readonly power: number;
  /** A mean difference to be told from none. */
  readonly detect?: number;
  /** Of the interval of a mean difference. */
  readonly halfWidth?: number;
  /** An SD ratio to be told from 1: of reruns, where the split varies. */
  readonly sdRatio?: number;
  /** A ratio of SDs over splits and seeds to be told from 1; where the split varies. */
  readonly totalSdRatio?: number;
}

/** How the scores of one comparison vary, for a ratio of total SDs: variances of one score, and correlations of the two arms. */
export interface TotalSpread {
  readonly split: number;
  readonly seed: number;
  readonly correlation: { readonly split: number; readonly seed: number };
}

export interface Basis {
  /** One entry a comparison; the most demanding one counts. Empty if unknown: enough for an SD ratio alone. */
  readonly variances: readonly PlanVariances[];
  /** The same as a pilot measured it; absent where SDs are assumed. Plans then rest on upper limits. */
  readonly pilots?: readonly NestedPilot[];
  /** Of the two variants' scores; what pairs save for an SD ratio. */
  readonly correlation: number;
  readonly heldSplit: boolean;
  /** Whether `seed` is known apart from `split`; if not, further seeds are taken to add nothing to a mean. */
  readonly apart: boolean;
  /** Comparisons that the report will judge together. */
  readonly comparisons: number;
  /** One entry a comparison; absent where nothing is known: then one seed a split, all of whose variance is the split's. */
  readonly totals?: readonly TotalSpread[];
  /** Test rows over training rows of a split: there is an interval for new rows. Absent for held splits. */
  readonly testToTrain?: number;
  /** k-fold: the blocks of that interval are folds. */
  readonly folds?: number;
  /** k-fold: the pilots' fold scores, one entry a comparison; without them nothing is planned for new rows. */
  readonly foldPilots?: readonly NestedPilot[];
}

export interface Need {
  readonly splits: number;
  readonly seeds: number;
  /** Splits for the same answer about new rows like these; Infinity where only more rows help. Absent where not asked. */
  readonly newRows?: number;
}

/** Below ten splits the intervals of a rerun SD ratio are those of too few blocks, whatever the seeds. */
const LEAST_SPLITS_FOR_SD = 10;
/** Seeds a split that are tried: beyond, a split costs more than it gives. */
const MOST_SEEDS = 40;

interface Given {
  readonly wish: Wish;
  readonly basis: Basis;
}

/** The splits needed with this many seeds each; Infinity above a million. */
export function needFor(seeds: number, { wish, basis }: Given): Need {
  const { heldSplit } = basis;
  const variance = variancePlanned(basis, seeds);
  const each = [
    ...(variance === undefined ? [] : forMean(variance, { wish, basis })),
    ...forRatio(seeds, { wish, basis }),
    ...forTotalRatio(seeds, { wish, basis }),
  ];
  const blocks = Math.max(2, ...each);
  if (heldSplit) return { splits: 1, seeds: blocks };
  const newRows = forNewRows(seeds, { wish, basis });
  return { splits: blocks, seeds, ...(newRows === undefined ? {} : { newRows }) };
}

/** Variance of one block's difference with this many seeds: the largest of the comparisons; undefined if none is known. */
function variancePlanned({ variances, pilots, apart }: Basis, seeds: number): number | undefined {
  if (variances.length === 0) return undefined;
  if (pilots === undefined) return Math.max(...variances.map(({ split, seed }) => split + seed / seeds));
  // Where seeds were not told apart, the pilot's own number of seeds is all that can be planned with.
  return Math.max(...pilots.map((pilot) => upperSplitVariance(pilot, { seeds: apart ? seeds : pilot.seeds })));
}

function forMean(
  variance: number,
  { wish: { level, power, detect, halfWidth }, basis: { comparisons } }: Given,
): number[] {
  const family = { level, comparisons };
  return [
    ...(detect === undefined ? [] : [blocksForDifference(variance, { ...family, detect, power })]),
    ...(halfWidth === undefined ? [] : [blocksForHalfWidth(variance, { ...family, halfWidth })]),
  ];
}

/** Whole splits (repeats) for the interval for new rows, whose blocks are splits or folds. */
function forNewRows(seeds: number, { wish: { level, power, detect, halfWidth }, basis }: Given): number | undefined {
  const { comparisons, testToTrain, folds = 1 } = basis;
  const variance = newRowsVariance(basis, seeds);
  if (variance === undefined || testToTrain === undefined) return undefined;
  if (detect === undefined && halfWidth === undefined) return undefined;
  const family = { level, comparisons, testToTrain };
  const blocks = Math.max(
    ...(detect === undefined ? [] : [splitsForNewRows(variance, { ...family, detect, power })]),
    ...(halfWidth === undefined ? [] : [splitsForNewRowsHalfWidth(variance, { ...family, halfWidth })]),
  );
  return Math.ceil(blocks / folds);
}

/** Of one block of that interval with this many seeds; undefined where it is not known. */
function newRowsVariance(basis: Basis, seeds: number): number | undefined {
  const { folds, foldPilots } = basis;
  if (folds === undefined) return variancePlanned(basis, seeds);
  return foldPilots === undefined ? undefined : variancePlanned({ ...basis, pilots: foldPilots }, seeds);
}

function forRatio(seeds: number, { wish: { level, power, sdRatio }, basis }: Given): number[] {
  if (sdRatio === undefined) return [];
  const { comparisons, correlation, heldSplit } = basis;
  const wish = { ratio: sdRatio, power, level, comparisons };
  if (!heldSplit) return [splitsForRerunRatio({ ...wish, seeds, correlation })];
  // With the split held every block is one seed, and its scores of the two arms are the pair.
  const ratio = sdRatio > 1 ? sdRatio : 1 / sdRatio;
  const pilot = {
    baseline: { split: ratio * ratio, seed: 0 },
    variant: { split: 1, seed: 0 },
    covariance: { split: correlation * ratio, seed: 0 },
  };
  return [blocksForTotalRatio({ ...wish, seeds: 1, pilot })];
}

/** The variant is taken to have the baseline's spreads over the ratio, correlated with it as in the pilot. */
function forTotalRatio(seeds: number, { wish: { level, power, totalSdRatio: ratio }, basis }: Given): number[] {
  if (ratio === undefined) return [];
  const { comparisons, correlation } = basis;
  const totals = basis.totals ?? [{ split: 1, seed: 0, correlation: { split: correlation, seed: 0 } }];
  return totals.map(({ split, seed, correlation: related }) => {
    const pilot = {
      baseline: { split, seed },
      variant: { split: split / (ratio * ratio), seed: seed / (ratio * ratio) },
      covariance: { split: (related.split * split) / ratio, seed: (related.seed * seed) / ratio },
    };
    return blocksForTotalRatio({ ratio, power, level, comparisons, seeds, pilot });
  });
}

/** What the wish takes with each of these numbers of seeds that can meet it, and with the fewest runs of all. */
export function needsOf(
  wish: Wish,
  { basis, shown }: { basis: Basis; shown: readonly number[] },
): { readonly best: Need; readonly bestForNewRows?: Need; readonly needs: readonly Need[] } {
  const meets = (seeds: number): boolean =>
    basis.heldSplit || (wish.totalSdRatio !== undefined && basis.totals === undefined)
      ? seeds === 1
      : wish.sdRatio === undefined
        ? basis.apart || seeds === 1
        : seeds > 1;
  const needs = shown.filter(meets).map((seeds) => needFor(seeds, { wish, basis }));
  const all = Array.from({ length: MOST_SEEDS }, (_, i) => i + 1)
    .filter(meets)
    .map((seeds) => needFor(seeds, { wish, basis }));
  const fewest = (among: readonly Need[]): Need =>
    among.reduce((best, need) => (need.splits * need.seeds < best.splits * best.seeds ? need : best));
  const there = all.flatMap(({ newRows = Infinity, splits, ...rest }): Need[] =>
    Number.isFinite(newRows) ? [{ ...rest, splits: Math.max(splits, newRows), newRows }] : [],
  );
  return { needs, best: fewest(all), ...(there.length === 0 ? {} : { bestForNewRows: fewest(there) }) };
}

/** The smallest difference that any number of splits of this many seeds can tell for new rows; undefined if not asked. */
export function newRowsLimit(seeds: number, { wish: { level, power }, basis }: Given): number | undefined {
  const variance = newRowsVariance(basis, seeds);
  const { comparisons, testToTrain } = basis;
  if (variance === undefined || testToTrain === undefined) return undefined;
  return leastForNewRows(variance, { level, power, comparisons, testToTrain });
}

/** What this many runs a variant buy, spent on a mean difference or on an SD ratio. */
export interface Bought {
  readonly mean: (Need & { readonly halfWidth: number; readonly detect: number }) | null;
  readonly sdRatio: (Need & { readonly detect: number }) | null;
}

type Buying = Pick<Wish, 'level' | 'power'> & { readonly basis: Basis };

/** Null where the runs are too few for five splits (ten for an SD ratio), or the variances are unknown. */
export function boughtBy(runs: number, buying: Buying): Bought {
  return { mean: bestMean(runs, buying), sdRatio: bestRatio(runs, buying) };
}

function bestMean(runs: number, { level, power, basis }: Buying): Bought['mean'] {
  const { variances, heldSplit, comparisons, apart } = basis;
  if (variances.length === 0 || runs < 5) return null;
  const most = heldSplit || !apart ? 1 : Math.min(MOST_SEEDS, Math.floor(runs / 5));
  const bought = Array.from({ length: most }, (_, i) => {
    const splits = Math.floor(runs / (i + 1));
    return { splits, seeds: i + 1, error: Math.sqrt(variancePlanned(basis, i + 1)! / splits) };
  });
  const { splits, seeds, error } = bought.reduce((best, each) => (each.error < best.error ? each : best));
  const critical = criticalOfDifference(splits, { level, comparisons });
  const place = heldSplit ? { splits: 1, seeds: splits } : { splits, seeds };
  const reach = noncentralityFor(power, { critical, df: splits - 1 });
  return { ...place, halfWidth: critical * error, detect: reach * error };
}

function bestRatio(runs: number, { level, power, basis }: Buying): Bought['sdRatio'] {
  const { correlation, heldSplit, comparisons } = basis;
  const least = heldSplit ? LEAST_SPLITS_FOR_SD : 2 * LEAST_SPLITS_FOR_SD;
  if (runs < least) return null;
  const place = heldSplit
    ? { splits: runs, seeds: 1 }
    : bestAllocation({ split: 0, seed: 0 }, { runs, aim: 'rerunSd', leastSplits: LEAST_SPLITS_FOR_SD });
  const { splits: blocks, seeds } = place;
  const widening = ratioWidening(blocks, { comparisons, seeds });
  const critical = widening * tQuantile(1 - (1 - level) / 2 / comparisons, blocks - 1);
  const reach = noncentralityFor(power, { critical, df: blocks - 1 });
  const paired = 1 - correlation * correlation;
  const error = heldSplit ? Math.sqrt(paired / (blocks - 2)) : Math.sqrt(paired / (seeds - 1) / (blocks - 1));
  return { ...(heldSplit ? { splits: 1, seeds: runs } : { splits: blocks, seeds }), detect: exp(reach * error) };
}
