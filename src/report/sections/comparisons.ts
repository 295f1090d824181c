/** The tables of comparisons with the baseline, and the rule by which the verdict's words are chosen. */
import type { Analysis } from '../../analysis/analysis.js';
import { breakable, changeStyle, decimalsFor, fixed, levelName, NBSP, showPoint, withUnit, atOnce } from '../format.js';
import { openNotes } from '../notes.js';
import { foldedSection, left, paragraph, section } from '../page.js';
import type { Figure, Section, Table } from '../page.js';
import { baselineLabel, comparisonLabel, hasNewRows, hasOverRows, judgedLevel, primaryMetric } from '../reading.js';
import { decidingFields, otherFields } from './comparison-fields.js';
import type { Field } from './comparison-fields.js';

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
  'New rows, these trained models: each scored row counts once, and rows are what varies. The interval leaves out the luck of the training rows, so that it errs more often than its level says for learners that depend on single rows; it stands alone, and decides nothing.';

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
