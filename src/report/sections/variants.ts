/** The tables of variants: the first metric with its spreads, then the other metrics. */
import type { Analysis, MetricInfo, VariantAnalysis, VariantMetric } from '../../analysis/analysis.js';
import type { Estimate } from '../../estimate.js';
import { markdownText } from '../escape.js';
import { changeStyle, count, decimalsFor, levelName, PERCENT, PLAIN, showPoint, valueStyle } from '../format.js';
import type { Style } from '../format.js';
import { blocks, markdownTable, term } from '../markdown.js';
import type { Column } from '../markdown.js';
import { createNotes } from '../notes.js';
import type { Notes } from '../notes.js';
import { comparisonMetric, hasReruns, isBaseline, present, primaryMetric, variantMetric } from '../reading.js';

interface Field {
  readonly heading: string;
  readonly style: Style;
  readonly pick: (variant: VariantAnalysis) => Estimate | undefined;
}

export function variantsSection(analysis: Analysis): string {
  const { ranking } = analysis;
  const metric = primaryMetric(analysis);
  const of = (key: 'mean' | 'sd' | 'sdRerun' | 'rerunRisk') => (variant: VariantAnalysis) =>
    estimateOf(variant, { metric, key });
  const change = changeStyle(metric);
  const unit = change.unit === '' ? '' : `, ${markdownText(change.unit)}`;
  const spread: Style = { ...change, unit: '' };
  const reruns = hasReruns(analysis);
  const fields: Field[] = [
    { heading: term(`mean ${metric.label}`, 'mean'), style: valueStyle(metric), pick: of('mean') },
    { heading: `${term('SD, total', 'sd-total')}${unit}`, style: spread, pick: of('sd') },
    ...(reruns ? [{ heading: `${term('SD, rerun', 'sd-rerun')}${unit}`, style: spread, pick: of('sdRerun') }] : []),
    { heading: term('rerun risk', 'rerun-risk'), style: PERCENT, pick: of('rerunRisk') },
    { heading: term('epochs', 'epochs'), style: PLAIN, pick: ({ epochs }) => epochs },
  ];
  const notes = createNotes();
  const columns: Column[] = [
    { heading: 'variant', align: 'left' },
    ...(ranking === undefined ? [] : [{ heading: term('group', 'group'), align: 'left' as const }]),
    ...fields.map(({ heading }): Column => ({ heading, align: 'right' })),
    { heading: 'runs ok', align: 'right' },
  ];
  const cells = fields.map((field) => column(analysis, { field, notes }));
  const rows = analysis.variants.map((variant, i) => [
    name(analysis, variant),
    ...(ranking === undefined ? [] : [lettersOf(analysis, variant)]),
    ...cells.map((values) => values[i] ?? ''),
    `${variant.runs.ok}/${variant.runs.planned}`,
  ]);
  return blocks([
    '## Variants',
    markdownTable(columns, rows),
    `In brackets: ${levelName(analysis.setup.level)}. Every estimate rests on ${count(blockCount(analysis), analysis.unit)}.`,
    notes.lines().join('\n'),
    otherMetrics(analysis),
  ]);
}

/** The groups that cannot be told apart by their means. */
function lettersOf({ ranking }: Analysis, { name: key }: VariantAnalysis): string {
  return ranking?.order.find(({ variant }) => variant === key)?.letters ?? '';
}

function blockCount({ unit, splits, seeds }: Analysis): number {
  return unit === 'seed' ? seeds : splits;
}

function estimateOf(
  variant: VariantAnalysis,
  { metric, key }: { metric: MetricInfo; key: keyof VariantMetric & ('mean' | 'sd' | 'sdRerun' | 'rerunRisk') },
): Estimate | undefined {
  return variantMetric(variant, metric.name)?.[key];
}

function column({ variants }: Analysis, { field: { pick, style }, notes }: { field: Field; notes: Notes }): string[] {
  const estimates = variants.map(pick);
  const decimals = decimalsFor(present(estimates), style.factor);
  return estimates.map((estimate) => notes.cell(estimate, { ...style, decimals }));
}

function name(analysis: Analysis, { label, name: key }: VariantAnalysis): string {
  return `**${markdownText(label)}**${isBaseline(analysis, key) ? ' (baseline)' : ''}`;
}

/** Means and SDs of the metrics that the verdict is not about, and their differences from the baseline. */
function otherMetrics(analysis: Analysis): string | undefined {
  const [, ...others] = analysis.metrics;
  if (others.length === 0) return undefined;
  const notes = createNotes();
  const means = others.map((metric) => column(analysis, { field: field(metric), notes }));
  const spreads = others.map((metric) => spreadColumn(analysis, { metric, notes }));
  const differences = others.map((metric) => differenceColumn(analysis, { metric, notes }));
  const columns: Column[] = [
    { heading: 'variant', align: 'left' },
    ...others.flatMap((metric): Column[] => [
      {
        heading: `${markdownText(metric.label)}${metric.better === 'lower' ? ', lower is better' : ''}`,
        align: 'right',
      },
      { heading: `${term('SD, total', 'sd-total')}${unitOf(metric)}`, align: 'right' },
      { heading: `${term('difference', 'difference')}${unitOf(metric)}`, align: 'right' },
    ]),
  ];
  const rows = analysis.variants.map((variant, i) => [
    name(analysis, variant),
    ...others.flatMap((_, j) => [means[j]?.[i] ?? '', spreads[j]?.[i] ?? '', differences[j]?.[i] ?? '']),
  ]);
  return blocks(['### Other metrics', markdownTable(columns, rows), notes.lines().join('\n')]);
}

function field(metric: MetricInfo): Field {
  return {
    heading: metric.label,
    style: valueStyle(metric),
    pick: (variant) => variantMetric(variant, metric.name)?.mean,
  };
}

function unitOf(metric: MetricInfo): string {
  const { unit } = changeStyle(metric);
  return unit === '' ? '' : `, ${markdownText(unit)}`;
}

function spreadColumn(analysis: Analysis, { metric, notes }: { metric: MetricInfo; notes: Notes }): string[] {
  const estimates = analysis.variants.map((variant) => variantMetric(variant, metric.name)?.sd);
  const style: Style = { ...changeStyle(metric), unit: '' };
  const decimals = decimalsFor(present(estimates), style.factor);
  return estimates.map((estimate) => {
    if (estimate === undefined) return '';
    return estimate.point === null
      ? notes.cell(estimate, { ...style, decimals })
      : showPoint(estimate, { ...style, decimals });
  });
}

function differenceColumn(analysis: Analysis, { metric, notes }: { metric: MetricInfo; notes: Notes }): string[] {
  const estimates = analysis.variants.map(({ name: key }) => {
    const comparison = analysis.comparisons.find(({ variant }) => variant === key);
    return comparison && comparisonMetric(comparison, metric.name)?.difference;
  });
  const style: Style = { ...changeStyle(metric), unit: '' };
  const decimals = decimalsFor(present(estimates), style.factor);
  return estimates.map((estimate) =>
    estimate === undefined ? '' : notes.cell(estimate, { ...style, decimals, plus: true }),
  );
}
