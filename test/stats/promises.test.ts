import { describe, expect, it } from 'vitest';

import {
  measuredFrom,
  measuredIn,
  nameOf,
  percentOf,
  promiseReport,
  type PromiseRow,
  simulatePromise,
} from '../../perf/promise.js';
import { promiseRows } from '../../perf/promises.js';

/** Four standard errors: with fixed seeds a row stays within or not, always. */
const ERRORS = 4;
const SETS = 200;
/** Rows whose data sets cost too much for a test: `npm run coverage` has them. */
const COSTLY = new RegExp(
  [
    /one of 6 variants|rerun ratio, true ratio and ratio seen (1\.25|.*2 seeds)|20 (differences|variants|total ratios|rerun ratios)|100 base|6 variants$|variants, any|^20 variants|6 variants, (10|50) splits|50 × 2/,
    /2000 rows|(50|200) splits, |(10|30) repeats|further splits|nearest|stump|(log loss|RMSE)$/,
    /later looks alone|then (twice|as large|half)|20 × 1 at first|, 3 seeds|6 rerun ratios of 1|: the report$/,
    /blocks, the second SD|and [25]0 blocks|10 and 10 blocks/,
    /runs, .*(200 questions|graded)|10 runs, /,
    /^to be sure: (rerun ratio, |difference, true effect 0\.[1234])/,
  ]
    .map(({ source }) => source)
    .join('|'),
);
/** Rows of which each data set is a whole course of looks. */
const LONG = /at first|^to be sure|ratios? of 1|ratios, /;

const rows = promiseRows.filter(({ row }) => !COSTLY.test(row));
const setsOf = ({ row, most = SETS }: PromiseRow): number => Math.min(LONG.test(row) ? SETS / 2.5 : SETS, most);

describe(`with up to ${SETS} data sets, what is counted lies within what is promised and ${ERRORS} Monte-Carlo errors`, () => {
  it.each(rows.map((row) => ({ name: `${row.section.split(':')[0]!}: ${row.row}`, row })))('$name', ({ row }) => {
    const { happened, counted } = simulatePromise({ ...row, before: '' }, setsOf(row)).now;
    expect(counted).toBeGreaterThan(40);
    const [least, most] = row.promised;
    const error = (percent: number): number => Math.sqrt((percent * (100 - percent)) / counted);
    expect(percentOf({ happened, counted }).percent).toBeGreaterThanOrEqual(least - ERRORS * error(least));
    expect(percentOf({ happened, counted }).percent).toBeLessThanOrEqual(most + ERRORS * error(most));
  });
});

describe('what the first edition did', () => {
  const percentOfBoth = (name: RegExp): { before: number; now: number } => {
    const row = promiseRows.find((each) => name.test(each.row))!;
    const { before, now } = simulatePromise(row, setsOf(row));
    return { before: percentOf(before!).percent, now: percentOf(now).percent };
  };

  it('is caught: plans for six variants had no more than two thirds of their power', () => {
    const { before, now } = percentOfBoth(/^0.5 SD, 6 variants/);
    expect(before).toBeLessThan(67);
    expect(now).toBeGreaterThan(72);
  });

  it('is caught: looking eight times erred three times as often as it said', () => {
    const { before, now } = percentOfBoth(/^rerun ratio, normal, 10 × 5 at first, then twice as many/);
    expect(before).toBeGreaterThan(13);
    expect(now).toBeLessThan(9);
  });

  it('is caught: of two equal recipes one was called better in a third of all tables', () => {
    const { before, now } = percentOfBoth(/^500 rows, 20 splits, 20 % tested$/);
    expect(before).toBeGreaterThan(25);
    expect(now).toBeLessThan(12);
  });

  it('is caught: of six equal seeds, “100 %” stood without a width', () => {
    expect(percentOfBoth(/^5 × 1, truth 0.9,/).before).toBeLessThan(60);
  });

  it('is caught: survivors of an arm whose worst runs fail won', () => {
    expect(percentOfBoth(/16 % of its runs fail: the worst within/).before).toBeGreaterThan(30);
  });

  it('is caught: half of all pilots planned too little', () => {
    expect(percentOfBoth(/^10 splits in the pilot, 1 variant/).before).toBeLessThan(58);
  });
});

it('every row has a name of its own, and the report has one line for each', () => {
  const names = promiseRows.map(({ section, row }) => `${section} ${row}`);
  expect(new Set(names).size).toBe(names.length);
  const measured = measuredFrom({ now: { happened: 40, counted: 1000 }, before: { happened: 40, counted: 1000 } });
  const report = promiseReport(promiseRows, new Map(promiseRows.map((row) => [nameOf(row), measured])));
  expect(report.match(/\| 4\.0 \| 0\.6 \| 1000 \|/g)).toHaveLength(promiseRows.length);
  // A part that is simulated alone keeps the rest as it stands.
  expect(promiseReport(promiseRows, measuredIn(report))).toBe(report);
});
