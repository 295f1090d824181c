import { describe, expect, it } from 'vitest';
import type { StoredPredictions } from '../../src/question/tally.js';
import { reduceSplit } from '../../src/store/reduce.js';

/** Four rows of two classes; each entry is the probability of the second. */
function net(...second: readonly number[]): StoredPredictions {
  const values = Float32Array.from(second.flatMap((p) => [1 - p, p]));
  return { kind: 'classes', values, truth: Float32Array.of(0, 0, 1, 1) };
}

const OF = { key: 'k', variant: 'plain', split: 0, ensembles: [2] };

describe('an ensemble', () => {
  it('has every metric of its task, those that no sums give as well', () => {
    const { ensembles } = reduceSplit([net(0.25, 0.75, 0.5, 0.875), net(0.25, 0.125, 0.75, 0.625)], OF);
    const [one, two] = ensembles;
    // Alone 3 of 4 pairs and 4 of 4 are in order; the mean of both puts 0.4375 below 0.625 and 0.75.
    expect(one?.metrics.auc).toBe((0.75 + 1) / 2);
    expect(two?.metrics.auc).toBe(1);
    expect(two?.metrics).toMatchObject({ accuracy: 1, f1: 1, mcc: 1 });
    expect(two?.metrics.ece).toBeGreaterThan(0);
  });
});
