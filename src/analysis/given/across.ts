/**
 * A difference over several data sets, asked twice: about these data sets (each with its own spread), and about data sets
 * like these (the data set is the block). 80 pairs on 8 data sets are not 80 blocks of either. Pure.
 */
import type { Estimate } from '../../base/estimate.js';
import {
  hodgesLehmannEstimate,
  intervalEstimate,
  likeTheseEstimate,
  likeTheseWiderEstimate,
  likeTheseWiderP,
  skewnessCorrectedEstimate,
  mean,
  pointWithoutInterval,
  tQuantile,
  tTwoSided,
  undefinedEstimate,
} from '../../stats/index.js';
import type { Contrast } from './contrast.js';
import { signedRankP } from './signed-ranks.js';

export interface Across {
  /** Data sets on which both have scores. */
  readonly dataSets: number;
  readonly leftOut: readonly string[];
  readonly these: Estimate;
  readonly theseDf: number | null;
  readonly theseP: number | null;
  /** By Student's t. */
  readonly likeThese: Estimate;
  readonly likeTheseP: number | null;
  /** The same corrected for skewness. */
  readonly skewnessCorrected: Estimate;
  /** The wider of both at each end: what is shown and judged. */
  readonly likeTheseWider: Estimate;
  /** Its p-value, the larger of both. */
  readonly likeTheseWiderP: number | null;
  /** Of the median of data sets like these. */
  readonly median: Estimate;
  readonly wilcoxonP: number | null;
}

/** @param options.unit what is counted within a data set, in the singular */
export function across(
  contrasts: readonly Contrast[],
  { level, unit }: { readonly level: number; readonly unit: string },
): Across {
  const there = contrasts.filter(({ difference }) => difference.point !== null);
  const means = there.map(({ ofMeans }) => ofMeans!);
  const likeThese = likeTheseEstimate(means, { level });
  return {
    dataSets: there.length,
    leftOut: contrasts.filter(({ difference }) => difference.point === null).map(({ dataSet }) => dataSet),
    ...theseOf(there, { level, unit }),
    likeThese,
    likeTheseP: pOf(likeThese),
    skewnessCorrected: skewnessCorrectedEstimate(means, { level }),
    likeTheseWider: likeTheseWiderEstimate(means, { level }),
    likeTheseWiderP: likeTheseWiderP(means),
    median: hodgesLehmannEstimate(means, { level }),
    wilcoxonP: means.length < 2 ? null : signedRankP(means),
  };
}

/** V = Σ se² / D², Welch and Satterthwaite's degrees of freedom. */
function theseOf(
  there: readonly Contrast[],
  { level, unit }: { level: number; unit: string },
): Pick<Across, 'these' | 'theseDf' | 'theseP'> {
  const n = there.length;
  const label = { level, method: 'stratified', n };
  if (n === 0)
    return {
      these: undefinedEstimate({ ...label, reason: 'No data set has scores of both.' }),
      theseDf: null,
      theseP: null,
    };
  const point = mean(there.map(({ difference }) => difference.point!));
  const open = there.find(({ se }) => se === null);
  if (open !== undefined) {
    const reason = `There is no spread to go by on ${open.dataSet}: ${open.difference.reason ?? 'one score each.'}`;
    return { these: pointWithoutInterval(point, { ...label, reason }), theseDf: null, theseP: null };
  }
  const parts = there.map(({ se }) => (se! * se!) / (n * n));
  const total = parts.reduce((sum, part) => sum + part, 0);
  if (total === 0)
    return {
      these: pointWithoutInterval(point, { ...label, reason: `No data set has any spread between its ${unit}s.` }),
      theseDf: null,
      theseP: null,
    };
  // A difference by the files' own errors has a normal distribution: no degrees of freedom to lose.
  const weights = parts.reduce((sum, part, i) => sum + (part * part) / (there[i]!.df ?? Infinity), 0);
  const df = weights === 0 ? 1e9 : (total * total) / weights;
  const se = Math.sqrt(total);
  const half = tQuantile((1 + level) / 2, df) * se;
  return {
    these: intervalEstimate(point, [point - half, point + half], label),
    theseDf: df,
    theseP: tTwoSided(point / se, df),
  };
}

/** Of a symmetric t interval over n values. */
function pOf({ point, low, high, level, n }: Estimate): number | null {
  if (point === null || low === null || high === null || n < 2) return null;
  const se = (high - low) / 2 / tQuantile((1 + level) / 2, n - 1);
  return se > 0 ? tTwoSided(point / se, n - 1) : null;
}
