/**
 * Columns of estimates → a LaTeX table (booktabs, siunitx). Pure; knows no caption and no method. An interval stands beneath
 * its estimate: beside it, five columns of them would leave the page of an article on the right.
 */
import type { VariantAnalysis } from '../../analysis/analysis.js';
import type { Estimate } from '../../base/estimate.js';
import { decimalsFor, fixed, hasWidth, legible, NOTHING, PLAIN } from '../format.js';
import { tex } from './latex-text.js';

export interface Column {
  /** Its lines, one above the other; the last may be the unit. */
  readonly heading: readonly string[];
  /** Shown as value × factor. */
  readonly factor: number;
  /** In the order of the variants; undefined for the baseline's own difference. */
  readonly estimates: readonly (Estimate | undefined)[];
}

export interface TableText {
  readonly caption: string;
  readonly label: string;
}

/** The lines of a floating table: two a variant, its estimates and beneath them their intervals. */
export function tableLines(
  variants: readonly VariantAnalysis[],
  columns: readonly Column[],
  { caption, label }: TableText,
): readonly string[] {
  const shown = columns.map((column) => cellsOf(column));
  const rows = variants.flatMap((variant, i) => {
    const points = shown.map((cells) => cells.points[i]!);
    const ranges = shown.map((cells) => cells.ranges[i]!);
    const first = [tex(variant.label), ...points, `${variant.runs.ok}/${variant.runs.planned}`];
    const lines = ranges.every((range) => range === '') ? [first] : [first, ['', ...ranges, '']];
    return lines.map((cells) => `${cells.join(' & ')} \\\\`).concat(i < variants.length - 1 ? '\\addlinespace' : []);
  });
  return [
    '\\begin{table}',
    '  \\centering\\small\\setlength{\\tabcolsep}{4pt}',
    `  \\caption{${caption}}`,
    `  \\label{${label}}`,
    '  \\medskip',
    `  \\begin{tabular}{l ${shown.map(({ format }) => `S[table-format=${format}]`).join(' ')} r}`,
    '    \\toprule',
    `    ${['variant', ...columns.map(headingOf), 'runs'].join(' & ')} \\\\`,
    '    \\midrule',
    ...rows.map((row) => `    ${row}`),
    '    \\bottomrule',
    '  \\end{tabular}',
    '\\end{table}',
  ];
}

function headingOf({ heading }: Column): string {
  return `{\\shortstack{${heading.map(tex).join('\\\\')}}}`;
}

/** Numbers for an S column, their intervals, and siunitx's description of the column. */
function cellsOf({ estimates, factor }: Column): { points: string[]; ranges: string[]; format: string } {
  const there = estimates.flatMap((estimate) => estimate ?? []);
  const decimals = decimalsFor(there, factor);
  const number = (value: number, places = decimals): string => siunitx(fixed(value * factor, places));
  const points = estimates.map((estimate) =>
    estimate?.point == null ? `{${dash(estimate)}}` : number(estimate.point),
  );
  const ranges = estimates.map((estimate) => {
    // A range without width would be read as certainty, so it is not shown; a narrow one gets more decimals.
    if (estimate?.low == null || estimate.high === null || !hasWidth(estimate)) return '';
    const { decimals: places } = legible(estimate, { ...PLAIN, factor, decimals });
    return `{\\footnotesize[\\num{${number(estimate.low, places)}}, \\num{${number(estimate.high, places)}}]}`;
  });
  const numbers = points.filter((text) => !text.startsWith('{'));
  return { points, ranges, format: tableFormat(numbers) };
}

/** As siunitx reads numbers: to it a comma is a decimal mark, and a power of ten is `e`. */
function siunitx(text: string): string {
  const plain = text.replaceAll(',', '').replace('\u2212', '-');
  return plain.replace(/×10(.+)$/, (_all, raised: string) => {
    return `e${Array.from(raised, (each) => (each === '⁻' ? '-' : String('⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(each)))).join('')}`;
  });
}

/** The room that a column of such numbers takes: sign and digits, decimals, digits of the power of ten. */
function tableFormat(numbers: readonly string[]): string {
  const parts = numbers.map((text) => /^(-?)(\d+)(?:\.(\d+))?(?:e(-?)(\d+))?$/.exec(text) ?? []);
  const most = (group: number): number => Math.max(0, ...parts.map((part) => part[group]?.length ?? 0));
  const sign = (group: number): string => (most(group) > 0 ? '-' : '');
  const power = most(5) === 0 ? '' : `e${sign(4)}${most(5)}`;
  return `${sign(1)}${Math.max(1, most(2))}.${most(3)}${power}`;
}

/** A baseline has no difference from itself. */
function dash(estimate: Estimate | undefined): string {
  return estimate === undefined ? '' : NOTHING.replace('–', '--');
}
