import { describe, expect, it } from 'vitest';
import type { Cell } from '../../../src/analysis/given/cell.js';
import { across } from '../../../src/analysis/given/across.js';
import { contrast } from '../../../src/analysis/given/contrast.js';

function cell(variant: string, runs: readonly number[]): Cell {
  const blocks = runs.map((_, i) => (variant === 'a' ? i : -1 - i));
  return { variant, dataSet: 'x', runs, blocks, means: runs, planned: runs.length, failed: 0, missing: 0 };
}

describe('two variants with equal means, unpaired', () => {
  const same = contrast(cell('a', [1, 2, 3]), cell('b', [3, 2, 1]), {
    pairing: 'none',
    blockWord: 'split',
    repeatWord: 'seed',
    level: 0.95,
  });

  it('have the standard error that unequal means would have', () => {
    // sqrt(1/3 + 1/3)
    expect(same.se).toBeCloseTo(0.816496580927726, 12);
    expect(same.p).toBe(1);
  });

  it('on one data set do not take the interval from all of them', () => {
    const other = contrast(cell('a', [2, 3, 4]), cell('b', [3, 2, 1]), {
      pairing: 'none',
      blockWord: 'split',
      repeatWord: 'seed',
      level: 0.95,
    });
    const { these, theseP } = across([same, other], { level: 0.95, unit: 'run' });
    expect(these.point).toBe(0.5);
    expect(these.high).toBeGreaterThan(1);
    expect(theseP).toBeGreaterThan(0.3);
  });
});

it.each([
  { runs: 2, known: false },
  { runs: 3, known: true },
])('$runs pairs have a correlation: $known', ({ runs, known }) => {
  const paired = (variant: string, scores: readonly number[]): Cell => {
    return { ...cell('a', scores.slice(0, runs)), variant };
  };
  const how = { pairing: 'block', blockWord: 'split', repeatWord: 'seed', level: 0.95 } as const;
  const found = contrast(paired('a', [1, 2, 4]), paired('b', [2, 5, 3]), how).correlation;
  expect(found !== undefined).toBe(known);
});
