/** Analysis → the page of one screen: the question, a table of variants, the answer, and what to be careful of. */
import { isMade } from '../origins/facts.js';
import type { Analysis, MetricInfo, VariantAnalysis } from '../analysis/analysis.js';
import type { Estimate } from '../base/estimate.js';
import { questionAsked } from './question-asked.js';
import { answerSentences } from './answers/answer.js';
import { changeStyle, count, decimalsFor, fixed, levelName, NOTHING, PLAIN, valueStyle } from './format.js';
import type { Style } from './format.js';
import { estimateCell, pointCell } from './notes.js';
import { alert, cell, EMPTY, left, paragraph, right, whichAreThere } from './page.js';
import type { Cell, Column, NameCell, Page, Part, Table } from './page.js';
import {
  epochsOf,
  hasEpochs,
  hasReruns,
  isBaseline,
  present,
  primaryMetric,
  variantMetric,
  withinWords,
} from './reading.js';
import { isFromFile } from '../question/words.js';
import { stoppedSentence } from './sections/stopping.js';
import { runsCell } from './sections/variants.js';
import { referenceLabel } from './answers/references.js';
import { forScaleSentence } from './answers/verdict.js';

export function screenPage(analysis: Analysis): Page {
  const asides = [forScaleSentence(analysis), stoppedSentence(analysis), pairedByText(analysis)];
  return {
    title: [questionAsked(analysis)],
    parts: whichAreThere([
      isMade(analysis.setup) ? alert('note', 'The data are made by a generator, not measured.') : undefined,
      table(analysis),
      ...answerSentences(analysis).map((sentence): Part => ({ is: 'answer', sentences: [sentence] })),
      ...asides.map((text): Part | undefined => (text === undefined ? undefined : { ...paragraph(text), aside: true })),
      ...warningParts(analysis),
    ]),
  };
}

/** The first lines of a bench have said all that the table's checks found. */
const TABLE_WARNINGS = 3;

function warningParts({ warnings }: Analysis): readonly Part[] {
  const ofTable = warnings.filter(({ about }) => about === 'table');
  const shown = warnings.filter((each) => each.about === undefined || ofTable.indexOf(each) < TABLE_WARNINGS);
  const more = warnings.length - shown.length;
  return [
    ...shown.map(({ text, remedy }) => alert('warning', `${text} ${remedy}`)),
    ...(more === 0 ? [] : [paragraph(`And ${count(more, 'more warning')} about the table, in the report.`)]),
  ];
}

function pairedByText({ pairing }: Analysis): string | undefined {
  if (pairing?.unpaired === undefined) return undefined;
  const related = pairing.unpaired.map(({ correlation }) => (correlation === null ? '–' : fixed(correlation, 2)));
  return `Paired by seed number only (correlation ${related.join(', ')}); the report has the unpaired answer beside it.`;
}

function table(analysis: Analysis): Table {
  const { variants } = analysis;
  const metric = primaryMetric(analysis);
  const fields = fieldsOf(analysis, metric);
  const cells = fields.map(({ values }) => values);
  return {
    is: 'table',
    columns: [left('variant (* baseline)'), ...fields.map(({ column }) => column), right('runs')],
    rows: [
      ...variants.map((variant, i) => [
        nameCell(analysis, variant),
        ...cells.map((values) => values[i] ?? cell(NOTHING)),
        runsCell(variant),
      ]),
      ...referenceRows(analysis, { metric, others: fields.length }),
    ],
  };
}

/** Under the variants, and none of them: the mean alone. @param options.others  how many cells follow it */
function referenceRows(
  analysis: Analysis,
  { metric, others }: { metric: MetricInfo; others: number },
): readonly (readonly Cell[])[] {
  const { references = [], variants } = analysis;
  const style = valueStyle(metric);
  const means = variants.map((variant) => variantMetric(variant, metric.name)?.mean);
  const decimals = decimalsFor(present(means), style.factor);
  return references.flatMap(({ name, metrics }) => {
    const mean = metrics[metric.name]?.mean;
    if (mean === undefined) return [];
    const rest = Array.from({ length: others }, () => EMPTY);
    return [[cell(`(${referenceLabel(analysis, name)})`), estimateCell(mean, { ...style, decimals }), ...rest]];
  });
}

interface Field {
  readonly column: Column;
  /** One a variant. */
  readonly values: readonly Cell[];
}

function fieldsOf(analysis: Analysis, metric: MetricInfo): readonly Field[] {
  const { variants, setup } = analysis;
  const change = changeStyle(metric);
  const unit = change.unit === '' ? '' : `, ${change.unit}`;
  const of = (key: 'mean' | 'sd' | 'sdRerun'): readonly (Estimate | undefined)[] =>
    variants.map((variant) => variantMetric(variant, metric.name)?.[key]);
  const spread = { ...change, unit: '' };
  return [
    {
      column: right(`${metric.label} (${levelName(setup.level)})`),
      values: cellsOf(of('mean'), { style: valueStyle(metric), show: estimateCell }),
    },
    { column: right(`SD total${unit}`), values: cellsOf(of('sd'), { style: spread, show: pointCell }) },
    ...(hasReruns(analysis)
      ? [
          {
            column: right(`${isFromFile(analysis) ? withinWords(analysis).sd : 'SD rerun'}${unit}`),
            values: cellsOf(of('sdRerun'), { style: spread, show: pointCell }),
          },
        ]
      : []),
    ...(hasEpochs(analysis)
      ? [{ column: right('epochs'), values: cellsOf(variants.map(epochsOf), { style: PLAIN, show: pointCell }) }]
      : []),
  ];
}

function cellsOf(
  estimates: readonly (Estimate | undefined)[],
  { style, show }: { style: Style; show: typeof estimateCell },
): readonly Cell[] {
  const decimals = decimalsFor(present(estimates), style.factor);
  return estimates.map((estimate) => (estimate === undefined ? cell(NOTHING) : show(estimate, { ...style, decimals })));
}

function nameCell(analysis: Analysis, { name, label }: VariantAnalysis): NameCell {
  return { is: 'name', label, baseline: isBaseline(analysis, name) };
}
