/** The tables of variants: the first metric with its spreads, then the other metrics. */
import type { Analysis, MetricInfo, VariantAnalysis, VariantMetric } from '../../analysis/analysis.js';
import type { Estimate } from '../../base/estimate.js';
import { changeStyle, count, decimalsFor, levelName, PERCENT, PLAIN, valueStyle, whole } from '../format.js';
import type { Style } from '../format.js';
import { openNotes, pointCell } from '../notes.js';
import type { NoteBook } from '../notes.js';
import { cell, EMPTY, foldedSection, left, paragraph, right, section, term } from '../page.js';
import type { Cell, Line, NameCell, NumberCell, Section, Table } from '../page.js';
import {
  blocksOfVariants,
  comparisonMetric,
  epochsOf,
  hasEpochs,
  hasReruns,
  isBaseline,
  present,
  primaryMetric,
  variantMetric,
  withinWords,
} from '../reading.js';
import { unitWord } from '../../question/words.js';

interface Field {
  readonly heading: Line;
  readonly style: Style;
  readonly pick: (variant: VariantAnalysis) => Estimate | undefined;
}

export function variantsSection(analysis: Analysis): Section {
  const { ranking } = analysis;
  const metric = primaryMetric(analysis);
  const of = (key: 'mean' | 'sd' | 'sdRerun' | 'rerunRisk') => (variant: VariantAnalysis) =>
    estimateOf(variant, { metric, key });
  const change = changeStyle(metric);
  const unit = change.unit === '' ? '' : `, ${change.unit}`;
  const spread: Style = { ...change, unit: '' };
  const reruns = hasReruns(analysis);
  const fields: Field[] = [
    { heading: [term(`mean ${metric.label}`, 'mean')], style: valueStyle(metric), pick: of('mean') },
    { heading: [term('SD, total', 'sd-total'), unit], style: spread, pick: of('sd') },
    ...(reruns
      ? [{ heading: [term(withinWords(analysis).sd, 'sd-rerun'), unit], style: spread, pick: of('sdRerun') }]
      : []),
    { heading: [term(withinWords(analysis).risk, 'rerun-risk')], style: PERCENT, pick: of('rerunRisk') },
    ...(hasEpochs(analysis) ? [{ heading: [term('epochs', 'epochs')], style: PLAIN, pick: epochsOf }] : []),
  ];
  const notes = openNotes();
  const columns = [
    left('variant'),
    ...(ranking === undefined ? [] : [left(term('group', 'group'))]),
    ...fields.map(({ heading }) => right(...heading)),
    right('runs ok'),
  ];
  const cells = fields.map((field) => column(analysis, { field, notes }));
  const rows = analysis.variants.map((variant, i) => [
    name(analysis, variant),
    ...(ranking === undefined ? [] : [cell(lettersOf(analysis, variant))]),
    ...cells.map((values) => values[i] ?? EMPTY),
    runsCell(variant),
  ]);
  return section(
    ['Variants'],
    [
      { is: 'table', columns, rows },
      paragraph(`In brackets: ${levelName(analysis.setup.level)}. ${restsOn(analysis)}`),
      notes.part(),
      otherMetrics(analysis),
    ],
  );
}

/** Of all that were planned, those that left a score. */
export function runsCell({ runs: { ok, planned } }: VariantAnalysis): NumberCell {
  return { is: 'number', value: planned === 0 ? null : ok / planned, text: `${ok}/${planned}` };
}

/** The groups that cannot be told apart by their means. */
function lettersOf({ ranking }: Analysis, { name: key }: VariantAnalysis): string {
  return ranking?.order.find(({ variant }) => variant === key)?.letters ?? '';
}

/** The blocks behind a row: of all variants at once where they are as many. */
function restsOn(analysis: Analysis): string {
  const unit = unitWord(analysis);
  const [least, most] = blocksOfVariants(analysis);
  if (least === most) return `Every estimate rests on ${count(most, unit)}.`;
  return `The estimates of a variant rest on the ${unit}s in which it has a score: ${whole(least)} to ${count(most, unit)}.`;
}

function estimateOf(
  variant: VariantAnalysis,
  { metric, key }: { metric: MetricInfo; key: keyof VariantMetric & ('mean' | 'sd' | 'sdRerun' | 'rerunRisk') },
): Estimate | undefined {
  return variantMetric(variant, metric.name)?.[key];
}

function column({ variants }: Analysis, { field: { pick, style }, notes }: { field: Field; notes: NoteBook }): Cell[] {
  const estimates = variants.map(pick);
  const decimals = decimalsFor(present(estimates), style.factor);
  return estimates.map((estimate) => notes.cell(estimate, { ...style, decimals }));
}

function name(analysis: Analysis, { label, name: key }: VariantAnalysis): NameCell {
  return { is: 'name', label, baseline: isBaseline(analysis, key) };
}

/** Means and SDs of the metrics that the verdict is not about, and their differences from the baseline. */
function otherMetrics(analysis: Analysis): Section | undefined {
  const [, ...others] = analysis.metrics;
  if (others.length === 0) return undefined;
  const notes = openNotes();
  const table = analysis.variants.length < 3 ? rowPerMetric(analysis, notes) : rowPerVariant(analysis, notes);
  const parts = [paragraph(LOOK_ONLY), table, notes.part()];
  return analysis.variants.length > MOST_UNFOLDED
    ? foldedSection(['Other metrics'], parts)
    : section(['Other metrics'], parts);
}

/** With more variants the table is long, and looked up by few. */
const MOST_UNFOLDED = 4;

/** One row a metric, the variants side by side. */
function rowPerMetric(analysis: Analysis, notes: NoteBook): Table {
  const [, ...others] = analysis.metrics;
  const compared = analysis.variants.length > 1;
  const columns = [
    left('metric'),
    ...analysis.variants.flatMap(({ label }) => [right(label), right(term('SD', 'sd-total'))]),
    ...(compared ? [right(term('difference', 'difference'))] : []),
  ];
  const rows = others.map((metric): readonly Cell[] => {
    const { means, spreads, differences } = columnsOf(analysis, { metric, notes });
    return [
      metricCell(metric),
      ...analysis.variants.flatMap((_, i) => [means[i] ?? EMPTY, spreads[i] ?? EMPTY]),
      ...(compared ? [differences.findLast((each) => each !== EMPTY) ?? EMPTY] : []),
    ];
  });
  return { is: 'table', columns, rows };
}

/** One row a metric and variant: no wider with twenty variants than with three. */
function rowPerVariant(analysis: Analysis, notes: NoteBook): Table {
  const [, ...others] = analysis.metrics;
  const columns = [
    left('metric'),
    left('variant'),
    right('mean'),
    right(term('SD', 'sd-total')),
    right(term('difference', 'difference')),
  ];
  const rows = others.flatMap((metric) => {
    const { means, spreads, differences } = columnsOf(analysis, { metric, notes });
    return analysis.variants.map((variant, i): readonly Cell[] => [
      metricCell(metric),
      name(analysis, variant),
      means[i] ?? EMPTY,
      spreads[i] ?? EMPTY,
      differences[i] ?? EMPTY,
    ]);
  });
  return { is: 'table', columns, rows };
}

function metricCell({ label, better }: MetricInfo): Cell {
  return cell(label, better === 'lower' ? ', lower is better' : '');
}

/** What the table says of one metric, a cell a variant. */
function columnsOf(
  analysis: Analysis,
  about: { metric: MetricInfo; notes: NoteBook },
): Record<'means' | 'spreads' | 'differences', Cell[]> {
  return {
    means: column(analysis, { field: field(about.metric), notes: about.notes }),
    spreads: spreadColumn(analysis, about),
    differences: differenceColumn(analysis, about),
  };
}

/** Many intervals at 95 % each: some exclude no difference by chance. */
const LOOK_ONLY =
  'Not adjusted: look, don’t decide. Each interval stands alone at its level, and among several some exclude no difference by chance; the verdict is about the first metric only.';

function field(metric: MetricInfo): Field {
  return {
    heading: [metric.label],
    style: valueStyle(metric),
    pick: (variant) => variantMetric(variant, metric.name)?.mean,
  };
}

function spreadColumn(analysis: Analysis, { metric, notes }: { metric: MetricInfo; notes: NoteBook }): Cell[] {
  const estimates = analysis.variants.map((variant) => variantMetric(variant, metric.name)?.sd);
  const style = changeStyle(metric);
  const decimals = decimalsFor(present(estimates), style.factor);
  return estimates.map((estimate) => {
    if (estimate === undefined) return EMPTY;
    return estimate.point === null
      ? notes.cell(estimate, { ...style, decimals })
      : pointCell(estimate, { ...style, decimals });
  });
}

function differenceColumn(analysis: Analysis, { metric, notes }: { metric: MetricInfo; notes: NoteBook }): Cell[] {
  const estimates = analysis.variants.map(({ name: key }) => {
    const comparison = analysis.comparisons.find(({ variant }) => variant === key);
    return comparison && comparisonMetric(comparison, metric.name)?.difference;
  });
  const style = changeStyle(metric);
  const decimals = decimalsFor(present(estimates), style.factor);
  return estimates.map((estimate) =>
    estimate === undefined ? EMPTY : notes.cell(estimate, { ...style, decimals, plus: true }),
  );
}
