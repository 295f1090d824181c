/**
 * Families of comparisons: every variant against the baseline, or all pairs. The verdicts read these intervals, never
 * the single ones. One comparison is a family of one and keeps its single interval.
 */
import type { Estimate } from '../base/estimate.js';
import { exp } from '../base/math.js';
import { blocksCalled, blockWord } from './blocks-called.js';
import { intervalEstimate, undefinedEstimate, withReason } from './build-estimate.js';
import { differenceEstimate, FEWEST_BLOCKS } from './estimate-mean.js';
import { sdRatioRerun, sdRatioTotal } from './estimate-spread.js';
import { ALL_EQUAL } from './interval-bootstrap.js';
import { alphaOfLook } from './look-level.js';
import { judgedFamily } from './judged-family.js';
import type { FamilyMember } from './max-t.js';
import { isConstant, mean } from './moments.js';
import { type Component, nestedRatio } from './nested-jackknife.js';
import { type EstimateOptions, leftOut, present, type Scores } from './scores.js';
import { singleDifferenceP, singleRatioP } from './single-p.js';

/** One comparison of a family. p-values are null where there is nothing to test. */
export interface SimultaneousEstimate {
  /** Simultaneous interval; of the difference variant − baseline, or of SD(baseline) / SD(variant). */
  readonly estimate: Estimate;
  readonly pMarginal: number | null;
  /** Family-wise: ≤ 1 − level exactly where the interval excludes no effect. */
  readonly pFamily: number | null;
  /** Step-down (Holm) form of `pFamily`, never above it. */
  readonly pHolm: number | null;
}

/** Baseline first. */
export type ScorePair = readonly [Scores, Scores];

type FamilyOptions = Omit<EstimateOptions, 'method'> & {
  /** The number of this look at a growing set of blocks, 1 by default; later looks are judged more strictly. */
  readonly look?: number;
};

/**
 * Differences variant − baseline, paired by split, one for each variant, with intervals that hold together.
 *
 * @returns point and limits in the scores' own unit
 */
export function simultaneousDifferences(
  baseline: Scores,
  variants: readonly Scores[],
  options: FamilyOptions,
): SimultaneousEstimate[] {
  return differencesOf(
    variants.map((variant) => [baseline, variant]),
    options,
  );
}

/**
 * All pairs of variants, later − earlier, in the order (0,1), (0,2), …, (1,2), …: what letters are made from.
 *
 * @returns point and limits in the scores' own unit
 */
export function allPairDifferences(variants: readonly Scores[], options: FamilyOptions): SimultaneousEstimate[] {
  const pairs = variants.flatMap((second, j) => variants.slice(0, j).map((first, i) => ({ i, j, first, second })));
  pairs.sort((a, b) => a.i - b.i || a.j - b.j);
  return differencesOf(
    pairs.map(({ first, second }) => [first, second]),
    options,
  );
}

/** The same for pairs [baseline, variant] that need not share a baseline: one family. */
export function simultaneousPairDifferences(
  pairs: readonly ScorePair[],
  options: FamilyOptions,
): SimultaneousEstimate[] {
  return differencesOf(pairs, options);
}

/**
 * SD ratios baseline / variant, paired by split, one for each variant: the jackknife pseudo-values of every log ratio
 * (one value a split) form the family's rows, so the family is one of means and its maxima come from block resamples.
 *
 * @param options.component `seed` for rerun SDs, `total` for SDs that include the luck of the split
 * @returns point and limits without unit: a ratio of SDs, above 1 where the variant is steadier
 */
export function simultaneousSdRatios(
  baseline: Scores,
  variants: readonly Scores[],
  options: FamilyOptions & { readonly component: Component },
): SimultaneousEstimate[] {
  return simultaneousPairSdRatios(
    variants.map((variant) => [baseline, variant]),
    options,
  );
}

/** The same for pairs [baseline, variant] that need not share a baseline: one family. */
export function simultaneousPairSdRatios(
  pairs: readonly ScorePair[],
  options: FamilyOptions & { readonly component: Component },
): SimultaneousEstimate[] {
  const [only] = pairs;
  if (pairs.length === 1 && only !== undefined) return [singleRatio(only[0], only[1], options)];
  const { component } = options;
  const blocks = pairs.reduce((most, [one, other]) => Math.max(most, one.length, other.length), 0);
  const ratios = pairs.map(([baseline, variant]) =>
    nestedRatio(baseline, variant, { ...blockWord(options), component, paired: true }),
  );
  const rows = ratios.map(({ pseudo, blocks: used, point, smallest }, index) => {
    const row = new Array<number>(blocks).fill(NaN);
    used.forEach((block, i) => (row[block] = pseudo[i]!));
    const usable = point > 0 && Number.isFinite(point) && smallest >= FEWEST_BLOCKS && pseudo.every(Number.isFinite);
    return { row, usable: usable && !isConstant(pseudo), point, index, missing: blocks - used.length };
  });
  const family = { ...options, scale: 'log', seeds: seedsOf(pairs) } as const;
  return inFamily(rows, family, ({ point, index, missing }, member, label) => {
    if (member !== undefined) {
      const estimate = intervalEstimate(point, [exp(member.low), exp(member.high)], { ...label, n: member.n });
      return withReason(estimate, leftOut(missing, { of: blocks, ...blockWord(options) }).leftOut);
    }
    const single = component === 'seed' ? sdRatioRerun : sdRatioTotal;
    return single(...pairs[index]!, options);
  });
}

/** Scores a block, on average over the blocks that have one. */
function seedsOf(pairs: readonly ScorePair[]): number {
  const counts = pairs.flat(2).map((block) => present(block).length);
  const filled = counts.filter((count) => count > 0);
  return filled.length === 0 ? 1 : mean(filled);
}

function differencesOf(pairs: readonly ScorePair[], options: FamilyOptions): SimultaneousEstimate[] {
  const [only] = pairs;
  if (pairs.length === 1 && only !== undefined) return [singleDifference(only[0], only[1], options)];
  const blocks = pairs.reduce((most, [one, other]) => Math.max(most, one.length, other.length), 0);
  const rows = pairs.map(([first, second]) => {
    const row = Array.from({ length: blocks }, (_, i) => meanOrNaN(second[i]) - meanOrNaN(first[i]));
    const values = row.filter(Number.isFinite);
    return { row, usable: values.length >= 2 && !isConstant(values), values };
  });
  const family = { ...options, scale: 'plain' } as const;
  return inFamily(rows, family, ({ values }, member, label) => {
    const missing = leftOut(blocks - values.length, { of: blocks, ...blockWord(options) }).leftOut;
    if (member !== undefined) {
      const limits = [member.low, member.high] as const;
      return withReason(intervalEstimate(member.mean, limits, { ...label, n: member.n }), missing);
    }
    const n = values.length;
    if (n < 2)
      return undefinedEstimate({
        ...label,
        n,
        reason: `Only ${n} of ${blocksCalled(blocks, options)} can be compared.`,
      });
    return withReason(
      intervalEstimate(mean(values), [mean(values), mean(values)], { ...label, n, reason: ALL_EQUAL }),
      missing,
    );
  });
}

interface Row {
  readonly row: readonly number[];
  /** Whether the row can stand in the family: enough blocks, some spread. */
  readonly usable: boolean;
}

function inFamily<R extends Row>(
  rows: readonly R[],
  options: FamilyOptions & { readonly scale: 'plain' | 'log'; readonly seeds?: number },
  build: (row: R, member: FamilyMember | undefined, label: { level: number; method: string }) => Estimate,
): SimultaneousEstimate[] {
  const usable = rows.filter((row) => row.usable);
  const family =
    usable.length === 0
      ? undefined
      : judgedFamily(
          usable.map(({ row }) => row),
          { ...options, look: options.look ?? 1 },
        );
  const method = family?.method ?? 'none';
  const level = family?.level ?? options.level;
  return rows.map((row) => {
    const member = row.usable ? family?.members[usable.indexOf(row)] : undefined;
    const built = build(row, member, { level, method });
    const resampled = options.scale === 'plain' && (options.look ?? 1) === 1;
    const why = method === 'bonferroniT' && member !== undefined && resampled ? bonferroni : undefined;
    return {
      estimate: withReason(built, why === undefined ? undefined : why(options)),
      pMarginal: member?.pMarginal ?? null,
      pFamily: member?.pFamily ?? null,
      pHolm: member?.pHolm ?? null,
    };
  });
}

const bonferroni = ({ unit = 'block' }: FamilyOptions): string =>
  `Student's t with Bonferroni because there are fewer than 20 ${unit}s, or too few with spread, to resample.`;

function singleDifference(baseline: Scores, variant: Scores, options: FamilyOptions): SimultaneousEstimate {
  const { look = 1 } = options;
  const level = 1 - alphaOfLook(look, options);
  const estimate = differenceEstimate(baseline, variant, look > 1 ? { ...options, level, method: 't' } : options);
  const p = singleDifferenceP(estimate, { baseline, variant, ...options });
  return { estimate, pMarginal: p, pFamily: p, pHolm: p };
}

function singleRatio(
  baseline: Scores,
  variant: Scores,
  options: FamilyOptions & { readonly component: Component },
): SimultaneousEstimate {
  const { look = 1 } = options;
  const level = 1 - alphaOfLook(look, options);
  const single = options.component === 'seed' ? sdRatioRerun : sdRatioTotal;
  const estimate = single(baseline, variant, look > 1 ? { ...options, level, method: 'logJackknifeT' } : options);
  const p = singleRatioP(estimate, { baseline, variant, ...options });
  return { estimate, pMarginal: p, pFamily: p, pHolm: p };
}

function meanOrNaN(split: readonly number[] | undefined): number {
  const scores = present(split);
  return scores.length === 0 ? NaN : mean(scores);
}
