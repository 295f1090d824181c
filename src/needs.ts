/**
 * How many splits and seeds a wish takes, and what a budget buys. Pure arithmetic over `stats/planning`; knows no records
 * and no words. A plan that holds its split has blocks of one seed each, and the blocks are its seeds.
 */
import { exp } from './math.js';
import { bestAllocation, normalQuantile, runsForSdRatio, splitsForMean, tQuantile } from './stats/index.js';
import type { PlanVariances } from './stats/index.js';

/** At least one of `detect`, `halfWidth` and `sdRatio`; all that are there are to be met together. */
export interface Wish {
  readonly level: number;
  readonly power: number;
  /** A mean difference to be told from none. */
  readonly detect?: number;
  /** Of the interval of a mean difference. */
  readonly halfWidth?: number;
  /** An SD ratio to be told from 1: of reruns, where the split varies. */
  readonly sdRatio?: number;
}

export interface Basis {
  /** One entry a comparison; the most demanding one counts. Empty if unknown: enough for an SD ratio alone. */
  readonly variances: readonly PlanVariances[];
  /** Of the two variants' scores; what pairs save for an SD ratio. */
  readonly correlation: number;
  readonly heldSplit: boolean;
  /** Whether `seed` is known apart from `split`; if not, further seeds are taken to add nothing to a mean. */
  readonly apart: boolean;
}

export interface Need {
  readonly splits: number;
  readonly seeds: number;
}

/** Below ten splits the intervals of a rerun SD ratio are those of too few blocks, whatever the seeds. */
const LEAST_SPLITS_FOR_SD = 10;
const MOST_SEEDS = 100;

/** The splits needed with so many seeds each; Infinity above a million. */
export function needFor(seeds: number, { wish, basis }: { wish: Wish; basis: Basis }): Need {
  const { level, power, detect, halfWidth, sdRatio } = wish;
  const { correlation, heldSplit, variances } = basis;
  const each = variances.flatMap((variance) => [
    ...(detect === undefined ? [] : [splitsForMean(variance, { seeds, level, detect, power })]),
    ...(halfWidth === undefined ? [] : [splitsForMean(variance, { seeds, level, halfWidth })]),
  ]);
  if (sdRatio !== undefined) {
    const runs = runsForSdRatio({ level, correlation, ratio: sdRatio, power });
    each.push(heldSplit ? runs : Math.max(LEAST_SPLITS_FOR_SD, Math.ceil((runs - 1) / (seeds - 1))));
  }
  const blocks = Math.max(2, ...each);
  return heldSplit ? { splits: 1, seeds: blocks } : { splits: blocks, seeds };
}

/** What the wish takes with each of these numbers of seeds that can meet it, and with the fewest runs of all. */
export function needsOf(
  wish: Wish,
  { basis, shown }: { basis: Basis; shown: readonly number[] },
): { readonly best: Need; readonly needs: readonly Need[] } {
  const meets = (seeds: number): boolean =>
    basis.heldSplit ? seeds === 1 : wish.sdRatio === undefined ? basis.apart || seeds === 1 : seeds > 1;
  const needs = shown.filter(meets).map((seeds) => needFor(seeds, { wish, basis }));
  const all = Array.from({ length: MOST_SEEDS }, (_, i) => i + 1)
    .filter(meets)
    .map((seeds) => needFor(seeds, { wish, basis }));
  const runs = ({ splits, seeds }: Need): number => splits * seeds;
  return { needs, best: all.reduce((best, need) => (runs(need) < runs(best) ? need : best)) };
}

/** What so many runs a variant buy, spent on a mean difference or on an SD ratio. */
export interface Bought {
  readonly mean: (Need & { readonly halfWidth: number; readonly detect: number }) | null;
  readonly sdRatio: (Need & { readonly detect: number }) | null;
}

/** Null where the runs are too few for five splits (ten for an SD ratio), or the variances are unknown. */
export function boughtBy(
  runs: number,
  { level, power, basis }: Pick<Wish, 'level' | 'power'> & { basis: Basis },
): Bought {
  return { mean: bestMean(runs, { level, power, basis }), sdRatio: bestRatio(runs, { level, power, basis }) };
}

type Buying = Pick<Wish, 'level' | 'power'> & { readonly basis: Basis };

function bestMean(runs: number, { level, power, basis }: Buying): Bought['mean'] {
  const { variances, heldSplit } = basis;
  if (variances.length === 0 || runs < 5) return null;
  const bought = variances.map((variance) => bestAllocation(variance, { runs, aim: 'mean' }));
  const { splits, seeds, error } = bought.reduce((worst, each) => (each.error > worst.error ? each : worst));
  const t = tQuantile((1 + level) / 2, splits - 1);
  const place = heldSplit ? { splits: 1, seeds: splits } : { splits, seeds };
  return { ...place, halfWidth: t * error, detect: (t + tQuantile(power, splits - 1)) * error };
}

function bestRatio(runs: number, { level, power, basis }: Buying): Bought['sdRatio'] {
  const { correlation, heldSplit } = basis;
  const least = heldSplit ? LEAST_SPLITS_FOR_SD : 2 * LEAST_SPLITS_FOR_SD;
  if (runs < least) return null;
  const options = { runs, aim: 'rerunSd', leastSplits: LEAST_SPLITS_FOR_SD } as const;
  const { error, ...place } = heldSplit
    ? { splits: 1, seeds: runs, error: 1 / Math.sqrt(runs - 1) }
    : bestAllocation({ split: 0, seed: 0 }, options);
  const reach = normalQuantile((1 + level) / 2) + normalQuantile(power);
  return { ...place, detect: exp(reach * error * Math.sqrt(1 - correlation * correlation)) };
}
