/**
 * How much a log-jackknife interval of an SD or an SD ratio has to be widened, and from how many scores on a family of
 * such ratios may be judged at all. Both were found by simulation (docs/COVERAGE.md), not in a paper. Knows numbers only.
 */
import type { BlockWord } from './blocks-called.js';

/**
 * F(n) = √((n + 1)/(n − 1)): every half-width of a log-jackknife-t interval over n blocks is multiplied by it. Without
 * it one look at a rerun ratio of 1 errs in up to 8 %, with it in about 3 to 6 %.
 *
 * @param blocks n ≥ 2
 * @throws {RangeError} below two blocks
 * @example
 * jackknifeWidening(10); // 1.1055
 */
export function jackknifeWidening(blocks: number): number {
  if (!(blocks >= 2)) throw new RangeError(`a jackknife needs two blocks or more, not ${blocks}`);
  return Math.sqrt((blocks + 1) / (blocks - 1));
}

/** What the width of one ratio's interval goes by. */
export interface JudgedRatio {
  /** Comparisons judged together. */
  readonly comparisons: number;
  /** Scores a block, on average. */
  readonly seeds: number;
}

/** Up to this many scores a block a family's intervals are widened twice. */
const FEW_SEEDS = 3;

/**
 * The factor on the half-width of an SD ratio's interval: F(n), and F(n)² in a family whose blocks have three scores or
 * fewer. With F(n) alone 7 to 8 % of such families of skewed scores (20 × 2, 10 × 3, 20 comparisons) would be told that
 * one variant is steadier; with F(n)² it is 6 % at most.
 *
 * @param blocks n ≥ 2
 * @example
 * ratioWidening(20, { comparisons: 6, seeds: 2 }); // 1.1053
 */
export function ratioWidening(blocks: number, { comparisons, seeds }: JudgedRatio): number {
  const once = jackknifeWidening(blocks);
  return comparisons > 1 && Math.round(seeds) <= FEW_SEEDS ? once * once : once;
}

/** Fewest n(S − 1), the reruns beyond the first of every block, for a verdict on a family of rerun or total ratios. */
export const FEWEST_FAMILY_RERUNS = 20;
/** Fewest blocks for a verdict on a family of SD ratios where a block has one score. */
export const FEWEST_FAMILY_BLOCKS = 100;

/** What a family of SD ratios rests on. */
export interface SteadinessFamily extends BlockWord {
  /** Comparisons that are judged together. */
  readonly comparisons: number;
  readonly blocks: number;
  /** Scores a block, on average; 1 where the split is held and the seed is the block. */
  readonly seeds: number;
}

/**
 * Why a family of SD ratios gets no verdict, or undefined where it gets one: with skewed scores and fewer blocks 8 to 15 %
 * of families under no effect would be told that one variant is steadier. A single comparison is always judged.
 *
 * @returns the reason, or undefined
 * @example
 * noSteadinessVerdict({ comparisons: 6, blocks: 30, seeds: 2 }); // undefined
 */
export function noSteadinessVerdict({
  comparisons,
  blocks,
  seeds,
  unit = 'block',
}: SteadinessFamily): string | undefined {
  if (comparisons < 2) return undefined;
  const many = `Steadiness of ${comparisons} comparisons at once is judged`;
  if (seeds <= 1) {
    if (blocks >= FEWEST_FAMILY_BLOCKS) return undefined;
    return `${many} from ${FEWEST_FAMILY_BLOCKS} ${unit}s on where each has one score; here are ${blocks}.`;
  }
  const reruns = Math.round(blocks * (seeds - 1));
  if (reruns >= FEWEST_FAMILY_RERUNS) return undefined;
  return `${many} from ${FEWEST_FAMILY_RERUNS} reruns on, the runs beyond the first of each ${unit}; here are ${reruns}.`;
}
