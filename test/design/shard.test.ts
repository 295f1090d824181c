import { describe, expect, it } from 'vitest';
import { defineExperiment, holdout, kFold, variant } from '../../src/experiment/experiment.js';
import { dense, sequential } from '../../src/model/spec.js';
import { planRuns } from '../../src/design/plan.js';
import type { Run } from '../../src/design/plan.js';
import { runsOfShard } from '../../src/design/shard.js';
import { onTable } from '../made-origin.js';

const recipe = variant(sequential([dense(2)]));

function partsOf(
  protocol: Parameters<typeof defineExperiment>[0]['protocol'],
  of: number,
): readonly (readonly Run[])[] {
  const variants = { a: recipe, b: recipe, c: recipe };
  const experiment = defineExperiment({ name: 'x', question: '?', protocol, variants });
  const runs = planRuns(experiment, onTable(experiment));
  return Array.from({ length: of }, (_, i) => runsOfShard(runs, { shard: { number: i + 1, of }, variants: 3 }));
}

describe.each([
  ['hold-out', holdout({ splits: 7, seeds: 3 })],
  ['k-fold', kFold({ folds: 3, repeats: 5, seeds: 2 })],
])('the shards of a plan, %s', (_, protocol) => {
  it.each([1, 2, 3, 4, 8])('%d of them differ by one turn of all variants at most, and are the plan together', (of) => {
    const parts = partsOf(protocol, of);
    const sizes = parts.map((part) => part.length);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(3);
    const indices = parts.flat().map(({ index }) => index);
    expect(indices.sort((a, b) => a - b)).toEqual(indices.map((_each, i) => i));
  });

  it('hold every variant equally often, from the first split to the last', () => {
    for (const part of partsOf(protocol, 4)) {
      const of = (name: string): readonly Run[] => part.filter(({ variant: own }) => own === name);
      expect(new Set(['a', 'b', 'c'].map((name) => of(name).length)).size).toBe(1);
      expect(Math.min(...part.map(({ split }) => split))).toBeLessThanOrEqual(2);
      expect(Math.max(...part.map(({ split }) => split))).toBeGreaterThanOrEqual(
        4 - (protocol.kind === 'kFold' ? 1 : 0),
      );
    }
  });
});
