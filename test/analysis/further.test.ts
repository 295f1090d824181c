import { describe, expect, it } from 'vitest';
import type { Design } from '../../src/analysis/design.js';
import { furtherForDifference, furtherForSpread } from '../../src/analysis/further.js';
import { blocksIfAsSeen, blocksToBeSure } from '../../src/stats/index.js';

const options = { level: 0.95, key: [1, 2] as const };
const design = {
  splits: 6,
  seeds: 1,
  heldSplit: false,
  paired: true,
  metrics: [],
  options,
  look: 1,
} as unknown as Design;
const x = [[0.7], [0.72], [0.69], [0.71], [0.73], [0.7]];
const y = [[0.71], [0.75], [0.68], [0.72], [0.77], [0.7]];

describe('further blocks', () => {
  it('are those of the next look, less the ones that are there', () => {
    // Differences .01, .03, −.01, .01, .04, 0: mean .01333, SD .01862.
    const seen = { value: 0.08 / 6, sd: 0.018618986725025256, blocks: 6 };
    const next = { level: 0.95, look: 2, comparisons: 3, scale: 'plain' } as const;
    expect(furtherForDifference({ pair: [x, y], comparisons: 3, threshold: 0.005 }, design)).toEqual({
      toBeSure: blocksToBeSure(seen, { ...next, threshold: 0.005 }) - 6,
      ifAsSeen: blocksIfAsSeen(seen, next) - 6,
    });
  });

  it('are more at every later look', () => {
    const at = (look: number) =>
      furtherForDifference({ pair: [x, y], comparisons: 1, threshold: 0.005 }, { ...design, look })!.toBeSure!;
    expect(at(2)).toBeGreaterThan(at(1));
  });

  it('of a spread are null where a million is not enough, and unknown without spread', () => {
    const spread = furtherForSpread({ pair: [x, y], comparisons: 1, threshold: 0.1 }, design)!;
    expect(spread.toBeSure).toBeGreaterThan(spread.ifAsSeen!);
    expect(furtherForDifference({ pair: [x, x], comparisons: 1, threshold: 0.005 }, design)).toBeUndefined();
    expect(furtherForSpread({ pair: [x, x.map(() => [1])], comparisons: 1, threshold: 0.1 }, design)).toBeUndefined();
  });

  it('are not told where splits differ, or a rule watches the difference', () => {
    const asked = { pair: [x, y] as const, comparisons: 1, threshold: 0.005 };
    const until = { metric: 'accuracy', quantity: 'difference', halfWidth: 0.1, minimum: 5, maximum: 9 } as const;
    expect(furtherForDifference(asked, { ...design, paired: false })).toBeUndefined();
    expect(furtherForDifference(asked, { ...design, until })).toBeUndefined();
  });
});
