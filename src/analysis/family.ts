/** The intervals of several comparisons that hold together. Pure. */
import { methodOf, methodOfDifference } from '../question/intervals.js';
import {
  alphaOfLook,
  differenceEstimate,
  sdRatioRerun,
  sdRatioTotal,
  simultaneousPairDifferences,
  simultaneousPairSdRatios,
} from '../stats/index.js';
import type { ScorePair } from '../stats/index.js';
import type { ComparisonMetric } from './analysis.js';
import type { Design } from './design.js';

type FamilyPart = Pick<ComparisonMetric, 'differenceSimultaneous' | 'sdRatioSimultaneous' | 'pValue' | 'pHolm'>;

/** Intervals that hold together; for comparisons that met different splits by Bonferroni, which needs no pairs. */
export function familyOf(pairs: readonly ScorePair[], design: Design): readonly FamilyPart[] {
  const { options, heldSplit, paired, seeds, intervals, look } = design;
  // A family of one comparison is its single interval, by the method that the question asks for.
  const single = pairs.length === 1;
  const mean = single ? { ...options, ...methodOfDifference(intervals, { paired }) } : options;
  const spread = single ? { ...options, ...methodOf(intervals, 'sdRatio') } : options;
  const component = !heldSplit && seeds > 1 ? 'seed' : 'total';
  if (!paired) {
    const level = 1 - alphaOfLook(look, options) / Math.max(1, pairs.length);
    const ratio = component === 'seed' ? sdRatioRerun : sdRatioTotal;
    return pairs.map(([baseline, variant]) => ({
      differenceSimultaneous: differenceEstimate(baseline, variant, { ...mean, level, paired }),
      sdRatioSimultaneous: ratio(baseline, variant, { ...spread, level, paired }),
      pValue: null,
      pHolm: null,
    }));
  }
  const differences = simultaneousPairDifferences(pairs, { ...mean, look });
  const ratios = simultaneousPairSdRatios(pairs, { ...spread, component, look });
  return differences.map(({ estimate, pMarginal, pHolm }, i) => ({
    differenceSimultaneous: estimate,
    sdRatioSimultaneous: ratios[i]!.estimate,
    pValue: pMarginal,
    pHolm,
  }));
}
