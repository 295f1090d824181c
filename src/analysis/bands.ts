/** Limits that hold for all variants along an axis at once. Pure. */
import type { Design } from './design.js';
import type { VariantEvidence } from './variant.js';
import type { Estimate } from '../base/estimate.js';
import { cutSd, rangeOf } from './ranges.js';
import {
  cutAtRange,
  familyOfMeans,
  isConstant,
  present,
  rerunSdEstimate,
  sdEstimate,
  splitMeans,
} from '../stats/index.js';

/**
 * Simultaneous limits for the variants that stand on an axis: of the means by the largest |t| over block resamples, of the
 * SDs by Bonferroni. The SD is the rerun SD where there is one.
 */
export function bandsFor(
  variants: readonly VariantEvidence[],
  design: Design,
): ReadonlyMap<string, { mean: Estimate; sd: Estimate }> {
  const onAxis = variants.filter(({ variant }) => variant.at !== undefined);
  const { options } = design;
  const scores = onAxis.map(({ scoresOf }) => scoresOf(design.metrics[0]!.name));
  const rows = scores.map((own) => own.map((block) => blockMean(block)));
  if (
    onAxis.length < 2 ||
    rows.some((row) => isConstant(row.filter(Number.isFinite)) || row.filter(Number.isFinite).length < 2)
  )
    return new Map();
  const { members, method } = familyOfMeans(rows, options);
  const level = 1 - (1 - options.level) / onAxis.length;
  const range = rangeOf(design.metrics[0]!);
  const rerun = !design.heldSplit && design.seeds > 1;
  return new Map(
    onAxis.map(({ name }, i) => {
      const { mean, low, high, n } = members[i]!;
      const sd = (rerun ? rerunSdEstimate : sdEstimate)(scores[i]!, { ...options, level });
      return [
        name,
        {
          mean: cutAtRange({ point: mean, low, high, level: options.level, method, n }, range),
          sd: cutSd({ ...sd, level: options.level }, range),
        },
      ];
    }),
  );
}

function blockMean(block: readonly number[]): number {
  return present(block).length === 0 ? NaN : splitMeans([block]).values[0]!;
}
