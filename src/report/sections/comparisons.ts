/** The table of comparisons with the baseline, the forest plot's text twin, and how the verdict's words are chosen. */
import type { Analysis, Comparison, Verdict } from '../../analysis/analysis.js';
import type { Estimate } from '../../estimate.js';
import { groundWords } from '../../stats/index.js';
import { sdChange } from '../changes.js';
import {
  breakable,
  changeStyle,
  decimalsFor,
  fixed,
  levelName,
  NBSP,
  NOTHING,
  PERCENT,
  PLAIN,
  showInterval,
  showPoint,
  withUnit,
} from '../format.js';
import type { Shown } from '../format.js';
import { openNotes } from '../notes.js';
import type { NoteBook } from '../notes.js';
import { cell, left, paragraph, right, section, term } from '../page.js';
import type { Cell, Column, Figure, NumberCell, Section } from '../page.js';
import {
  baselineLabel,
  comparisonLabel,
  comparisonMetric,
  hasNewRows,
  hasReruns,
  judgedLevel,
  present,
  primaryMetric,
} from '../reading.js';

/** @param figures  the forest plot, and gains along an axis */
export function comparisonsSection(analysis: Analysis, figures: readonly Figure[]): Section | undefined {
  const { comparisons } = analysis;
  if (comparisons.length === 0) return undefined;
  const notes = openNotes();
  const rows = comparisons.map((comparison) => comparisonRow(analysis, { comparison, notes }));
  return section(
    [`Compared with ${baselineLabel(analysis)}`],
    [{ is: 'table', columns: columnsOf(analysis), rows }, notes.part(), paragraph(rule(analysis)), ...figures],
  );
}

function columnsOf(analysis: Analysis): Column[] {
  const metric = primaryMetric(analysis);
  const { unit } = changeStyle(metric);
  return [
    left('variant'),
    right(term(`difference in ${metric.label}`, 'difference'), unit === '' ? '' : `, ${unit}`),
    ...(hasNewRows(analysis) ? [right(term('for new rows', 'new-rows'), unit === '' ? '' : `, ${unit}`)] : []),
    ...(hasReruns(analysis) ? [right(term('change of rerun SD', 'sd-rerun'))] : []),
    right(term(analysis.unit === 'seed' ? 'change of SD' : 'change of total SD', 'sd-total')),
    right(term('variance reduction', 'variance-reduction')),
    right(term('P(variant wins)', 'probability')),
    right(term(analysis.comparisons.length > 1 ? 'p, Holm' : 'p', 'p-value')),
    left(term('verdict', 'verdict')),
  ];
}

function comparisonRow(analysis: Analysis, { comparison, notes }: { comparison: Comparison; notes: NoteBook }): Cell[] {
  const metric = primaryMetric(analysis);
  const style = { ...changeStyle(metric), unit: '' };
  const values = comparisonMetric(comparison, metric.name);
  const all = present(analysis.comparisons.map((each) => comparisonMetric(each, metric.name)?.difference));
  const change = { ...PERCENT, decimals: 0, plus: true };
  const share = { ...PERCENT, decimals: 0 };
  const { mean, steadiness } = comparison.verdict;
  return [
    { is: 'name', label: comparisonLabel(analysis, comparison), baseline: false },
    notes.cell(values?.difference, { ...style, decimals: decimalsFor(all, style.factor), plus: true }),
    ...(hasNewRows(analysis)
      ? [intervalCell(values?.differenceNewRows, { ...style, decimals: decimalsFor(all, style.factor), plus: true })]
      : []),
    ...(hasReruns(analysis) ? [notes.cell(values && sdChange(values.sdRatioRerun), change)] : []),
    notes.cell(values && sdChange(values.sdRatioTotal), change),
    varianceCell(values?.varianceReduction, { notes, share }),
    notes.cell(values?.probabilityOfImprovement, share),
    pCell(analysis.comparisons.length > 1 ? values?.pHolm : values?.pValue),
    cell(`${metric.label}: ${words(mean)}; steadiness: ${words(steadiness)}`),
  ];
}

function words({ words: decided, further, ...rest }: Verdict): string {
  if (decided === 'too noisy') return `${decided}${moreWords(further)}`;
  if (decided === 'not judged' || rest.newRows === 'the same') return decided;
  return `${decided} ${groundWords(rest.about)}${rest.newRows === 'cannot be told' ? ' (new rows: cannot be told)' : ''}`;
}

function moreWords(further: Verdict['further']): string {
  if (further === undefined) return '';
  const { toBeSure, ifAsSeen } = further;
  const parts = [
    ...(toBeSure === null ? [] : [`${toBeSure} more to be sure`]),
    ...(ifAsSeen === null ? [] : [`${ifAsSeen} if as large as seen`]),
  ];
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

/** A share that is taken away; where the variance more than doubles, how many times as large it is. */
function varianceCell(reduction: Estimate | undefined, { notes, share }: { notes: NoteBook; share: Shown }): Cell {
  const shown = notes.cell(reduction, share);
  if (shown.is !== 'estimate' || reduction?.point == null || reduction.point >= -1) return shown;
  const times = (value: number | null): number | null => (value === null ? null : 1 - value);
  const larger = {
    ...reduction,
    point: times(reduction.point),
    low: times(reduction.high),
    high: times(reduction.low),
  };
  const interval = showInterval(larger, { ...PLAIN, decimals: 1 });
  const text = `${showPoint(larger, { ...PLAIN, decimals: 1 })} times as large${interval === undefined ? '' : ` (${interval})`}`;
  return { ...shown, text };
}

/** The interval alone: its point is that of the column before. */
function intervalCell(estimate: Estimate | undefined, shown: Shown): Cell {
  return cell((estimate && showInterval(estimate, shown)) ?? NOTHING);
}

function pCell(p: number | null | undefined): NumberCell {
  return { is: 'number', value: p ?? null, text: pValue(p) };
}

/** Three decimals, and no false precision below. */
export function pValue(p: number | null | undefined): string {
  if (p === null || p === undefined || !Number.isFinite(p)) return NOTHING;
  return p < 0.001 ? '< 0.001' : fixed(p, 3);
}

function rule(analysis: Analysis): string {
  const metric = primaryMetric(analysis);
  const { factor, unit } = changeStyle(metric);
  const bound = { point: metric.threshold, low: null, high: null, level: 1, method: 'none', n: 0 };
  const threshold = showPoint(bound, { factor, unit, decimals: decimalsFor([bound], factor) });
  const half = metric.scale === 'share' ? withUnit(fixed(metric.threshold * 100, 1), 'points') : threshold;
  const steady = analysis.comparisons[0]?.verdict.steadiness.threshold ?? 0.1;
  const family =
    analysis.comparisons.length > 1
      ? `The verdict and the figure use intervals that hold for all ${analysis.comparisons.length} comparisons at once; the table shows each on its own (${levelName(judgedLevel(analysis))}${shares(analysis)}).`
      : `In brackets: ${levelName(judgedLevel(analysis))}${shares(analysis)}.`;
  return `${family} Less than ${breakable(half)} of ${metric.label}, or ${fixed(steady * 100, 0)}${NBSP}% of an SD, is called small.${newRows(analysis)}`;
}

/** What the second column of intervals is about. */
function newRows(analysis: Analysis): string {
  if (!hasNewRows(analysis)) return '';
  return ' Intervals of differences, spreads and P(variant wins) are about this table; those for new rows suppose rows drawn from the same source, and hold for all comparisons at once.';
}

/** Estimates that decide nothing keep the set-up's level at every look. */
function shares(analysis: Analysis): string {
  return analysis.look === undefined ? '' : `, of P(variant wins) ${levelName(analysis.setup.level)}`;
}
