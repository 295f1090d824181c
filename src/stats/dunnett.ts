/** Critical values for several comparisons with one baseline. Knows numbers only. */
import { exp } from '../base/math.js';
import { scalePoints } from './chi-scale.js';
import { normalCdf, tQuantile } from './distributions.js';

/** Comparisons that share a baseline of the same spread are correlated by one half. */
const SHARED_BASELINE = 0.5;
const STEP = 0.25;
const REACH = 8.25;

/**
 * P(max |Tⱼ| ≤ c) for m t statistics of equal correlation that share one estimate of the SD.
 *
 * @param critical c > 0
 * @param options.comparisons m, a whole number ≥ 1
 * @param options.df          degrees of freedom of the SD
 * @param options.correlation from 0 (below 1); ½ where all share a baseline
 * @returns a probability, from 0 to 1
 * @throws {RangeError} if there is no comparison, or the correlation is not in [0, 1)
 * @see Dunnett (1955), "A multiple comparison procedure for comparing several treatments with a control"
 * @example
 * dunnettCdf(2.5710, { comparisons: 2, df: 10 }); // 0.95…
 */
export function dunnettCdf(
  critical: number,
  {
    comparisons,
    df,
    correlation = SHARED_BASELINE,
  }: { readonly comparisons: number; readonly df: number; readonly correlation?: number },
): number {
  if (!Number.isInteger(comparisons) || comparisons < 1) throw new RangeError(`comparisons: ${comparisons}`);
  if (!(correlation >= 0 && correlation < 1)) throw new RangeError(`a correlation in [0, 1), not ${correlation}`);
  const [shared, own] = [Math.sqrt(correlation), Math.sqrt(1 - correlation)];
  let total = 0;
  for (const { scale, weight } of scalePoints(df, { slope: critical })) {
    if (weight < 1e-14) continue;
    let inside = 0;
    let whole = 0;
    for (let z = -REACH; z <= REACH; z += STEP) {
      const density = exp((-z * z) / 2);
      const one = normalCdf((critical * scale - shared * z) / own) - normalCdf((-critical * scale - shared * z) / own);
      inside += density * raised(one, comparisons);
      whole += density;
    }
    total += (weight * inside) / whole;
  }
  return Math.min(1, total);
}

/**
 * The c with P(max |Tⱼ| ≤ c) = level: what half-widths are made from where every variant meets the same baseline.
 * Between Student's t of one comparison and Bonferroni's.
 *
 * @returns a t statistic, without unit
 * @see Dunnett (1955)
 * @example
 * dunnettCritical({ level: 0.95, comparisons: 6, df: 30 }); // 2.7198
 */
export function dunnettCritical({
  level,
  ...family
}: {
  readonly level: number;
  readonly comparisons: number;
  readonly df: number;
  readonly correlation?: number;
}): number {
  const { comparisons, df } = family;
  let low = tQuantile((1 + level) / 2, df);
  if (comparisons === 1) return low;
  let high = tQuantile(1 - (1 - level) / 2 / comparisons, df);
  let [below, above] = [dunnettCdf(low, family) - level, dunnettCdf(high, family) - level];
  // Regula falsi, Illinois variant: an end that stays twice counts half. The function is smooth: a dozen steps do.
  let kept = 0;
  for (let step = 0; step < 60 && high - low > 1e-12 * high; step++) {
    const middle = high - (above * (high - low)) / (above - below);
    const found = dunnettCdf(middle, family) - level;
    if (Math.abs(found) < 1e-13) return middle;
    const side = Math.sign(found);
    if (side < 0) [low, below] = [middle, found];
    else [high, above] = [middle, found];
    if (side === kept && side < 0) above /= 2;
    if (side === kept && side > 0) below /= 2;
    kept = side;
  }
  return high - (above * (high - low)) / (above - below);
}

/** base^power for a whole power, by squaring: the same bits everywhere. */
function raised(base: number, power: number): number {
  let [result, factor] = [1, base];
  for (let left = power; left > 0; left = left >> 1) {
    if (left % 2 === 1) result *= factor;
    factor *= factor;
  }
  return result;
}
