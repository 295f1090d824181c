/** The table of comparisons with the baseline, the forest plot's text twin, and how the verdict's words are chosen. */
import type { Analysis, Comparison, ComparisonMetric, Verdict } from '../../analysis/analysis.js';
import type { Estimate } from '../../base/estimate.js';
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
  roughly,
  atOnce,
} from '../format.js';
import type { Shown } from '../format.js';
import { openNotes } from '../notes.js';
import type { NoteBook } from '../notes.js';
import { cell, foldedSection, left, paragraph, right, section, term } from '../page.js';
import type { Cell, Column, Figure, NumberCell, Section, Table } from '../page.js';
import {
  baselineLabel,
  comparisonLabel,
  comparisonMetric,
  hasNewRows,
  hasOverRows,
  hasReruns,
  judgedLevel,
  present,
  primaryMetric,
} from '../reading.js';

/** @param figures  the forest plot, and gains along an axis */
export function comparisonsSection(analysis: Analysis, figures: readonly Figure[]): Section | undefined {
  const { comparisons } = analysis;
  if (comparisons.length === 0) return undefined;
  const [main, more] = [openNotes(), openNotes()];
  const decided = tableOf(analysis, decidingFields(analysis, main));
  const others = tableOf(analysis, otherFields(analysis, more));
  return section(
    [`Compared with ${baselineLabel(analysis)}`],
    [
      decided,
      main.part(),
      paragraph(rule(analysis)),
      ...figures,
      foldedSection(
        ['More about each comparison'],
        [
          others,
          more.part(),
          ...(analysis.comparisons.some(
            ({ metrics }) => metrics[primaryMetric(analysis).name]?.differenceOverRows !== undefined,
          )
            ? [paragraph(OVER_ROWS)]
            : []),
        ],
      ),
    ],
  );
}

const OVER_ROWS =
  'New rows, these trained models: each scored row counts once, and rows are what varies. The interval leaves out the luck of the training rows, so that it errs more often than its level says for learners that hang on single rows; it stands alone, and decides nothing.';

/** A column, and what it says of a comparison. */
interface Field {
  readonly column: Column;
  readonly cellOf: (comparison: Comparison) => Cell;
}

function tableOf(analysis: Analysis, fields: readonly Field[]): Table {
  return {
    is: 'table',
    columns: [left('variant'), ...fields.map(({ column }) => column)],
    rows: analysis.comparisons.map((comparison) => [
      { is: 'name', label: comparisonLabel(analysis, comparison), baseline: false },
      ...fields.map(({ cellOf }) => cellOf(comparison)),
    ]),
  };
}

const CHANGE = { ...PERCENT, decimals: 0, plus: true };
const SHARE = { ...PERCENT, decimals: 0 };

/** What the verdict rests on. */
function decidingFields(analysis: Analysis, notes: NoteBook): readonly Field[] {
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
          column: right(term('change of rerun SD', 'sd-rerun')),
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
function otherFields(analysis: Analysis, notes: NoteBook): readonly Field[] {
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
  return `${roughly(more)} to tell one as small as seen from none`;
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
  const half = metric.scale === 'share' ? withUnit(asGiven(metric.threshold * 100), 'points') : threshold;
  const steady = analysis.comparisons[0]?.verdict.steadiness.threshold ?? 0.1;
  const family =
    analysis.comparisons.length > 1
      ? `The verdict and the figure use intervals that hold for ${atOnce(analysis.comparisons.length)}; the table shows each on its own (${levelName(judgedLevel(analysis))}${shares(analysis)}).`
      : `In brackets: ${levelName(judgedLevel(analysis))}${shares(analysis)}.`;
  return `${family} Less than ${breakable(half)} of ${metric.label}, or ${asGiven(steady * 100)}${NBSP}% of an SD, is called small.${newRows(analysis)}`;
}

/** A threshold as it was asked for: `0.5`, `1`, `0.25`. */
function asGiven(value: number): string {
  return fixed(value, 4).replace(/\.?0+$/, '');
}

/** What the second column of intervals is about. */
function newRows(analysis: Analysis): string {
  if (!hasNewRows(analysis)) return '';
  return ' Intervals of differences, spreads and P(variant wins) are about this table; those for new rows suppose rows drawn from the same source, and hold for all comparisons at once.';
}

/** Estimates that decide nothing keep the set-up's level at every look. */
function shares(analysis: Analysis): string {
  return analysis.look === undefined
    ? ''
    : `, of P(variant wins)${hasOverRows(analysis) ? ' and of these trained models' : ''} ${levelName(analysis.setup.level)}`;
}
