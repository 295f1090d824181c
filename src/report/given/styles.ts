/** How values and differences of a metric from a file are shown. Knows formats of numbers only. */
import type { GivenMetricAnalysis } from '../../analysis/given/given-analysis.js';
import type { Estimate } from '../../base/estimate.js';
import { decimalsFor, fixed, PERCENT, PLAIN } from '../format.js';
import type { Shown } from '../format.js';

type Scale = Pick<GivenMetricAnalysis, 'scale'>;

export function valueShown({ scale }: Scale, estimates: readonly Estimate[]): Shown {
  const style = scale === 'share' ? PERCENT : PLAIN;
  return { ...style, decimals: decimalsFor(estimates, style.factor) };
}

/** Differences and SDs: shares in points. */
export function changeShown({ scale }: Scale, estimates: readonly Estimate[], plus = true): Shown {
  const style = scale === 'share' ? { factor: 100, unit: 'points' } : PLAIN;
  return { ...style, decimals: decimalsFor(estimates, style.factor), plus };
}

/** `p = 0.012`, `p < 0.001`; a dash where there is none. */
export function pText(p: number | null | undefined): string {
  if (p === null || p === undefined) return '–';
  return p < 0.001 ? '< 0.001' : fixed(p, p < 0.1 ? 3 : 2);
}
