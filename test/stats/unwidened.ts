/** The limits of a log-jackknife-t interval without the widening F(n), as the references (which know none) have them. */
import type { Estimate } from '../../src/base/estimate.js';
import { jackknifeWidening } from '../../src/stats/jackknife-width.js';

/** @param centre the jackknifed logarithm */
export function unwidened({ low, high, n }: Estimate, centre: number, blocks = n): [number, number] {
  const factor = jackknifeWidening(blocks);
  const narrow = (limit: number | null): number => Math.exp(centre + (Math.log(limit ?? NaN) - centre) / factor);
  return [narrow(low), narrow(high)];
}
