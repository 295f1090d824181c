import { describe, expect, it } from 'vitest';

import { cellsOf, measuredBefore } from '../../perf/coverage-cells.js';
import { coverageOf, coverageReport, gapTo } from '../../perf/coverage-report.js';
import { type Cell, type Estimand, type Shape, simulate } from '../../perf/simulations.js';

/** A cell of the full simulation with fewer data sets: its own Monte-Carlo error sets the bounds below. */
function cell(estimand: Estimand, shape: Shape, splits: number, { seeds = 1, ratio = 1 } = {}): Cell {
  return { estimand, shape, splits, seeds, ratio, sets: 400, resamples: 499 };
}

/** Four standard errors: a right figure fails once in some 16,000 times, and with fixed seeds never or always. */
const ERRORS = 4;

describe('with 400 data sets, coverage lies within four Monte-Carlo errors of what was measured before', () => {
  it.each([
    cell('mean', 'normal', 20),
    cell('mean', 'skewed', 10),
    cell('mean', 'discrete', 20),
    cell('sd', 'normal', 20),
    cell('sd', 'skewed', 50),
    cell('sdRatioPaired', 'normal', 20),
    cell('sdRatioPaired', 'skewed', 50),
    cell('sdRatioUnpaired', 'normal', 10),
    cell('totalRatio', 'normal', 10, { seeds: 5, ratio: 2 }),
    cell('totalRatio', 'skewed', 20, { seeds: 5 }),
    cell('rerunRatio', 'normal', 5, { seeds: 5, ratio: 2 }),
    cell('rerunRatio', 'skewed', 10, { seeds: 5 }),
  ])('$estimand, $shape, $splits × $seeds', (one) => {
    const before = measuredBefore(one)!;
    const share = before[0] / 100;
    const error = 100 * Math.sqrt((share * (1 - share)) / one.sets);
    expect(Math.abs(gapTo(coverageOf(simulate(one)).percent, before))).toBeLessThan(ERRORS * error);
  });
});

describe('with 400 data sets, nothing falls below nominal by more than the allowance and four errors', () => {
  const error = 100 * Math.sqrt((0.95 * 0.05) / 400);
  it.each([
    cell('difference', 'normal', 20),
    cell('unpairedDifference', 'skewed', 20),
    cell('nestedMean', 'skewed', 10, { seeds: 5 }),
    cell('splitVariance', 'normal', 10, { seeds: 5 }),
    cell('familyDifferences', 'normal', 20),
    cell('familySdRatios', 'normal', 20),
    cell('everyLook', 'normal', 100),
    cell('atStop', 'skewed', 100),
  ])('$estimand, $shape, $splits × $seeds', (one) => {
    expect(coverageOf(simulate(one)).percent).toBeGreaterThan(95 - 1.5 - ERRORS * error);
  });
});

it('a wrong unit is caught: 20 splits × 5 seeds taken as 100 runs would cover far too little', () => {
  // The same simulation that the default passes above, with the run as the block.
  const honest = coverageOf(simulate(cell('nestedMean', 'normal', 20, { seeds: 5 }))).percent;
  const naive = coverageOf(simulate(cell('naiveNestedMean', 'normal', 20, { seeds: 5 }))).percent;
  expect(honest).toBeGreaterThan(90);
  expect(naive).toBeLessThan(80);
});

it('the same cell gives the same counts', () => {
  const one = { ...cell('sdRatioPaired', 'discrete', 10), sets: 40 };
  expect(simulate(one)).toEqual(simulate(one));
});

it('the report names every cell once, with its Monte-Carlo error', () => {
  const cells = cellsOf(100);
  const result = { held: 95, sets: 100, none: 0, methods: ['t'] };
  const report = coverageReport(
    cells,
    cells.map(() => result),
    { sets: 100 },
  );
  expect(report.match(/\| 95\.0 \| 2\.2 \|/g)).toHaveLength(cells.length);
  expect(report).toContain('| normal | 10 × 5, true seed ratio 2 | t | 95.0 | 2.2 | 93.6–95.4 | 0.0 |');
});
