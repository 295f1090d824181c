/** docs/COVERAGE.md from the cells and their counts. */
import { measuredBefore } from './coverage-cells.js';
import { type Cell, type CellResult, type Estimand } from './simulations.js';

const TITLES: Readonly<Record<Estimand, string>> = {
  mean: 'Mean, one value a block',
  difference: 'Paired difference of means, correlation ½',
  unpairedDifference: 'Unpaired difference of means',
  sd: 'SD of one variant',
  sdRatioPaired: 'SD ratio, paired, correlation ½',
  sdRatioUnpaired: 'SD ratio, unpaired (n blocks a variant)',
  iqm: 'Interquartile mean',
  probability: 'P(A > B), A shifted by half an SD, one seed a split',
  nestedMean: 'Nested: mean',
  naiveNestedMean: 'Nested: mean with every run taken as a block (wrong)',
  totalRatio: 'Nested: total SD ratio',
  rerunRatio: 'Nested: rerun SD ratio',
  rerunSd: 'Nested: rerun SD of one variant',
  totalSd: 'Nested: total SD of one variant',
  splitVariance: 'Nested: variance component of the split',
  seedVariance: 'Nested: variance component of the seed',
  familyDifferences: 'Four differences against the baseline, all intervals at once',
  familySdRatios: 'Four SD ratios against the baseline, all intervals at once (total; rerun with 5 seeds)',
  everyLook: 'Stopping when sure: no look from 10 to n splits misses',
  atStop: 'Stopping when sure: the interval at which the rule stops (half-width 0.6 SD, at most n splits)',
};

/** Points by which a default may fall below what was measured before. */
export const ALLOWANCE = 1.5;

/** The share of intervals that held the truth, in %, with its Monte-Carlo standard error. */
export function coverageOf({ held, sets, none }: CellResult): { percent: number; error: number } {
  const counted = sets - none;
  const share = held / counted;
  return { percent: 100 * share, error: 100 * Math.sqrt((share * (1 - share)) / counted) };
}

export function coverageReport(
  cells: readonly Cell[],
  results: readonly CellResult[],
  { sets }: { sets: number },
): string {
  const estimands = [...new Set(cells.map(({ estimand }) => estimand))];
  const sections = estimands.map((estimand) => {
    const rows = cells.flatMap((cell, i) => (cell.estimand === estimand ? [rowOf(cell, results[i]!)] : []));
    return [`## ${TITLES[estimand]}`, '', HEADER, ...rows, ''].join('\n');
  });
  return [intro(sets, cells, results), ...sections].join('\n');
}

const HEADER =
  '| shape | blocks | method | coverage % | ± | measured before | difference |\n|---|---|---|--:|--:|--:|--:|';

function rowOf(cell: Cell, result: CellResult): string {
  const { percent, error } = coverageOf(result);
  const before = measuredBefore(cell);
  const gap = before === undefined ? undefined : gapTo(percent, before);
  const blocks = cell.seeds > 1 ? `${cell.splits} × ${cell.seeds}` : String(cell.splits);
  const design =
    cell.estimand.endsWith('Ratio') && cell.seeds > 1 ? `${blocks}, true seed ratio ${cell.ratio}` : blocks;
  const without = result.none > 0 ? ` (${result.none} of ${result.sets} without an interval)` : '';
  const range =
    before === undefined
      ? ''
      : before[0] === before[1]
        ? before[0].toFixed(1)
        : before.map((b) => b.toFixed(1)).join('–');
  const cellsOfRow = [
    cell.shape,
    design,
    result.methods.join(', ') + without,
    percent.toFixed(1),
    error.toFixed(1),
    range,
    gap === undefined ? '' : gap.toFixed(1),
  ];
  return `| ${cellsOfRow.join(' | ')} |`;
}

/** Distance to a range, 0 inside it. */
export function gapTo(percent: number, [low, high]: readonly [number, number]): number {
  return percent < low ? percent - low : Math.max(0, percent - high);
}

function intro(sets: number, cells: readonly Cell[], results: readonly CellResult[]): string {
  const compared = cells.flatMap((cell, i) => {
    const before = measuredBefore(cell);
    return before === undefined ? [] : [Math.abs(gapTo(coverageOf(results[i]!).percent, before))];
  });
  const far = compared.filter((gap) => gap > ALLOWANCE).length;
  return `# Coverage of the default intervals

How often nominal 95 % intervals hold the truth, simulated with ${sets} data sets a cell and 1,999 resamples.
Written by \`npm run coverage\`${sets === 10000 ? '' : ` with \`-- --sets ${sets}\``}; do not edit. The column ± is the Monte-Carlo standard error of the coverage,
in points: at 95 % and ${sets} data sets two figures may differ by ${(2 * 100 * Math.sqrt((0.95 * 0.05) / sets) * Math.SQRT2).toFixed(1)} points by chance alone.
"Measured before" is what the design was chosen by (numpy, 10,000 data sets); "difference" is 0 inside a range.
Of ${compared.length} cells that can be compared, ${far} differ by more than ${ALLOWANCE} points.

Shapes, with their true mean and SD known: **normal**; **skewed**, the negative of a Gamma(2); **discrete**, successes of
50 at .9, over 50, with many ties; **crash**, normal with probability .03 replaced by mean − 8 SD. In nested designs the
split effect is normal with SD 1 and the seed noise has the shape, with SD 1 in the variant. In pairs both values share
half their variance.

How to read the crash rows: an interval from 10 or 20 runs that saw no crash cannot know of it, so no method covers
the mean or the SD of a distribution with rare crashes before n nears 100. That is why a report counts severe
outliers and gives their rate an interval of its own, and drops nothing.
`;
}
