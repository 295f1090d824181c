/**
 * How many more blocks a comparison that is still too noisy would take: to be sure whatever the truth, and if it is as large as
 * seen. Both read the interval of the next look. Pure.
 */
import type { FurtherBlocks } from './analysis.js';
import type { Design } from './design.js';
import { ln } from '../base/math.js';
import {
  blocksIfAsSeen,
  blocksToBeSure,
  differences,
  isConstant,
  mean,
  nestedRatio,
  pairedSplitMeans,
  standardDeviation,
} from '../stats/index.js';
import type { NextLook, ScorePair, SeenSoFar } from '../stats/index.js';

interface Asked {
  readonly pair: ScorePair;
  /** Comparisons that are judged together. */
  readonly comparisons: number;
  readonly threshold: number;
}

/** Of the difference; undefined where splits are not paired, or there is no spread to go by. */
export function furtherForDifference(
  { pair, comparisons, threshold }: Asked,
  design: Design,
): FurtherBlocks | undefined {
  if (!design.paired || design.until?.quantity === 'difference') return undefined;
  const { x, y } = pairedSplitMeans(...pair);
  const values = differences(x, y);
  if (values.length < 2 || isConstant(values)) return undefined;
  const seen = { value: mean(values), sd: standardDeviation(values), blocks: values.length };
  return further(seen, { ...nextLook(design, comparisons), scale: 'plain', threshold });
}

/** Of the headline SD ratio; the smaller of its two thresholds on the log scale counts. */
export function furtherForSpread({ pair, comparisons, threshold }: Asked, design: Design): FurtherBlocks | undefined {
  const seen = seenSpread(pair, design);
  if (seen === undefined) return undefined;
  return further(seen, { ...nextSpreadLook(design, comparisons), threshold: ln(1 + threshold) });
}

/** The logarithm of the ratio that is shown, and its spread by the jackknife, from whose own centre few blocks may lie far. */
export function seenSpread(pair: ScorePair, design: Design): SeenSoFar | undefined {
  if (!design.paired) return undefined;
  const component = !design.heldSplit && design.seeds > 1 ? 'seed' : 'total';
  const { point, jackknife, n } = nestedRatio(...pair, { component, paired: true });
  const seen = { value: ln(point), sd: jackknife.error * Math.sqrt(n), blocks: n };
  return n < 2 || !(seen.sd > 0) || !Number.isFinite(seen.value) ? undefined : seen;
}

/** How the next look will judge an SD ratio. */
export function nextSpreadLook(design: Design, comparisons: number): NextLook {
  return { ...nextLook(design, comparisons), scale: 'log', seeds: design.heldSplit ? 1 : design.seeds };
}

function nextLook({ options, look }: Design, comparisons: number): Omit<NextLook, 'scale'> {
  return { level: options.level, look: look + 1, comparisons };
}

function further(seen: SeenSoFar, next: NextLook & { readonly threshold: number }): FurtherBlocks {
  const more = (all: number): number | null => (Number.isFinite(all) ? all - seen.blocks : null);
  return { toBeSure: more(blocksToBeSure(seen, next)), ifAsSeen: more(blocksIfAsSeen(seen, next)) };
}
