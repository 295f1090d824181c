/** The columns of the tables of comparisons: what the verdict rests on, and what else is known. */
import type { Analysis, Comparison, ComparisonMetric, Verdict } from '../../analysis/analysis.js';
import type { Estimate } from '../../base/estimate.js';
import { groundWords } from '../../stats/index.js';
import { sdChange } from '../changes.js';
import {
  changeStyle,
  decimalsFor,
  fixed,
  NOTHING,
  PERCENT,
  PLAIN,
  roughly,
  showInterval,
  showPoint,
} from '../format.js';
import type { Shown } from '../format.js';
import type { NoteBook } from '../notes.js';
import { cell, left, right, term } from '../page.js';
import type { Cell, Column, NumberCell } from '../page.js';
import { comparisonMetric, hasNewRows, hasReruns, present, primaryMetric, withinWords } from '../reading.js';

/** A column, and what it says of a comparison. */
export interface Field {
  readonly column: Column;
  readonly cellOf: (comparison: Comparison) => Cell;
}

const CHANGE = { ...PERCENT, decimals: 0, plus: true };
const SHARE = { ...PERCENT, decimals: 0 };

/** What the verdict rests on. */
export function decidingFields(analysis: Analysis, notes: NoteBook): readonly Field[] {
  const metric = primaryMetric(analysis);
  const { unit } = changeStyle(metric);
  const inUnit = unit === '' ? '' : `, ${unit}`;
  const style = { ...changeStyle(metric), unit: '' };
  const of = (comparison: Comparison): ComparisonMetric | undefined => comparisonMetric(comparison, metric.name);
  const all = present(analysis.comparisons.map((each) => of(each)?.difference));
  const shown = { ...style, decimals: decimalsFor(all, style.factor), plus: true };
  return [
    {
      column: right(term(`difference in ${metric.label}`, 'difference'), inUnit),
      cellOf: (each) => notes.cell(of(each)?.difference, shown),
    },
    ...(hasNewRows(analysis)
      ? [
          {
            column: right(term('for new rows', 'new-rows'), inUnit),
            cellOf: (each: Comparison) => intervalCell(of(each)?.differenceNewRows, shown),
          },
        ]
      : []),
    hasReruns(analysis)
      ? {
          column: right(term(`change of ${withinWords(analysis).sdOf}`, 'sd-rerun')),
          cellOf: (each) => notes.cell(sdChangeOf(of(each)?.sdRatioRerun), CHANGE),
        }
      : totalChange(analysis, notes),
    {
      column: left(term('verdict', 'verdict')),
      cellOf: ({ verdict: { mean, steadiness } }) =>
        cell(`${metric.label}: ${words(mean)}; steadiness: ${words(steadiness)}`),
    },
  ];
}

/** What else is known; the verdict's words do not come from it. */
export function otherFields(analysis: Analysis, notes: NoteBook): readonly Field[] {
  const several = analysis.comparisons.length > 1;
  const metric = primaryMetric(analysis);
  const of = (comparison: Comparison): ComparisonMetric | undefined => comparisonMetric(comparison, metric.name);
  const { unit, ...style } = changeStyle(metric);
  const overRows = present(analysis.comparisons.map((each) => of(each)?.differenceOverRows));
  const shown = { ...style, unit: '', decimals: decimalsFor(overRows, style.factor), plus: true };
  return [
    ...(hasReruns(analysis) ? [totalChange(analysis, notes)] : []),
    ...(analysis.comparisons.some(
      ({ metrics }) => metrics[primaryMetric(analysis).name]?.differenceOverRows !== undefined,
    )
      ? [
          {
            column: right(term('new rows, these trained models', 'over-rows'), unit === '' ? '' : `, ${unit}`),
            cellOf: (each: Comparison) => notes.cell(of(each)?.differenceOverRows, shown),
          },
        ]
      : []),
    {
      column: right(term('variance reduction', 'variance-reduction')),
      cellOf: (each) => varianceCell(of(each)?.varianceReduction, { notes, share: SHARE }),
    },
    {
      column: right(term('P(variant wins)', 'probability')),
      cellOf: (each) => notes.cell(of(each)?.probabilityOfImprovement, SHARE),
    },
    {
      column: right(term(several ? 'p, Holm' : 'p', 'p-value')),
      cellOf: (each) => pCell(several ? of(each)?.pHolm : of(each)?.pValue),
    },
    {
      column: left('would settle it'),
      cellOf: ({ verdict: { mean, steadiness } }) => cell(settleWords(analysis, { mean, steadiness })),
    },
  ];
}

function totalChange(analysis: Analysis, notes: NoteBook): Field {
  const { name } = primaryMetric(analysis);
  return {
    column: right(term(analysis.unit === 'seed' ? 'change of SD' : 'change of total SD', 'sd-total')),
    cellOf: (each) => notes.cell(sdChangeOf(comparisonMetric(each, name)?.sdRatioTotal), CHANGE),
  };
}

function sdChangeOf(ratio: Estimate | undefined): Estimate | undefined {
  return ratio && sdChange(ratio);
}

function settleWords(analysis: Analysis, { mean, steadiness }: { mean: Verdict; steadiness: Verdict }): string {
  const parts = [
    [primaryMetric(analysis).label, moreWords(mean)],
    ['steadiness', moreWords(steadiness)],
  ].flatMap(([what = '', more = '']) => (more === '' ? [] : [`${what}: ${more}`]));
  return parts.join('; ');
}

function words({ words: decided, ...rest }: Verdict): string {
  if (decided === 'too noisy' || decided === 'not judged' || rest.newRows === 'the same') return decided;
  return `${decided} ${groundWords(rest.about)}${rest.newRows === 'cannot be told' ? ' (new rows: cannot be told)' : ''}`;
}

/** How many more splits; nothing where the verdict is not “too noisy”. */
function moreWords({ words: decided, further }: Verdict): string {
  if (decided !== 'too noisy' || further === undefined) return '';
  const { toBeSure, ifAsSeen } = further;
  return [
    ...(toBeSure === null ? [] : [`${roughly(toBeSure)} more to be sure`]),
    ...(ifAsSeen === null
      ? []
      : [ifAsSeen > (toBeSure ?? Infinity) ? smallAsSeen(ifAsSeen) : `${roughly(ifAsSeen)} if as large as seen`]),
  ].join(', ');
}

/** Less was seen than what counts as small. */
function smallAsSeen(more: number): string {
  return `${roughly(more)} to tell it from zero if as small as seen`;
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
