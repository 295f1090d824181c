/** Estimates as parts of a sentence: `2.1 points (95 % CI 1.7 to 2.6)`. Plain text, not yet escaped. */
import type { Estimate } from '../base/estimate.js';
import type { Analysis } from '../analysis/analysis.js';
import type { Style } from './format.js';
import {
  count,
  decimalsFor,
  fixed,
  legible,
  levelName,
  NBSP,
  NOTHING,
  PERCENT,
  showInterval,
  showPoint,
  whole,
} from './format.js';

/** The value with its named interval; decimals suit the estimate, or those of `among` where several stand together. */
export function phrase(
  estimate: Estimate,
  { style, among = [estimate], of = '' }: { style: Style; among?: readonly Estimate[]; of?: string },
): string {
  const shown = legible(estimate, { ...style, decimals: decimalsFor(among, style.factor) });
  const interval = showInterval(estimate, shown);
  if (estimate.point === null) return 'not known';
  const point = showPoint(estimate, shown);
  return interval === undefined ? `${point}${of}` : `${point}${of} (${levelName(estimate.level)} ${interval})`;
}

/** A share as `43 % of cases (95 % CI 38 to 48)`. */
export function sharePhrase(
  estimate: Estimate,
  { among = [estimate], of = '' }: { among?: readonly Estimate[]; of?: string } = {},
): string {
  return phrase(estimate, { style: PERCENT, among, of });
}

/** A bare share, in whole per cent. */
export function percent(share: number | null): string {
  if (share === null) return NOTHING;
  const text = fixed(share * 100, 0);
  return `${text}${NBSP}%`;
}

/** `500 runs`; where designs share runs, also how many their variants count together, as the table of variants does. */
export function runsWords({ runs, variants }: Pick<Analysis, 'runs' | 'variants'>): string {
  const counted = variants.reduce((sum, variant) => sum + variant.runs.planned, 0);
  const shared =
    counted > runs.planned ? ` (${whole(counted)} with each that variants share counted for all of them)` : '';
  return `${count(runs.planned, 'run')}${shared}`;
}
