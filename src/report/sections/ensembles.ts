/** Means of plain nets, masks averaged, and what one net of a variant is worth. */
import type { Analysis, MetricInfo } from '../../analysis/analysis.js';
import type { Estimate } from '../../estimate.js';
import { amount, byWhat, netName } from '../answers/ensembles.js';
import { markdownText } from '../escape.js';
import { changeStyle, decimalsFor, levelName, valueStyle } from '../format.js';
import { blocks, markdownTable, term } from '../markdown.js';
import type { Column } from '../markdown.js';
import { createNotes } from '../notes.js';
import { labelOf, metricNamed, present, primaryMetric, variantMetric, variantNamed } from '../reading.js';

/** @param figure  Markdown of the curves; empty where they stand elsewhere on the page */
export function ensemblesSection(analysis: Analysis, figure: string): string | undefined {
  const { ensembles } = analysis;
  if (ensembles === undefined) return undefined;
  const worth = ensembles.worth.map((each) => [
    markdownText(labelOf(analysis, each.variant)),
    markdownText(byWhat(analysis, each)),
    markdownText(amount(each)),
  ]);
  const left = (heading: string): Column => ({ heading, align: 'left' });
  return blocks([
    '## Ensembles',
    `The predicted probabilities of several ${markdownText(netName(labelOf(analysis, ensembles.plain)).replace(/\bnet\b/, 'nets'))} of one ${analysis.unit} are averaged and scored as one prediction. In brackets: ${levelName(analysis.setup.level)}.`,
    scores(analysis),
    figure,
    worth.length === 0
      ? undefined
      : blocks([
          '### Worth how many nets?',
          markdownTable([left('one net of'), left('judged'), left(term('is worth this many', 'worth'))], worth),
        ]),
  ]);
}

interface Row {
  readonly name: string;
  readonly mean: (metric: MetricInfo) => Estimate | undefined;
  readonly sd: Estimate | undefined;
}

function scores(analysis: Analysis): string {
  const primary = primaryMetric(analysis);
  const loss = metricNamed(analysis, 'logLoss');
  const metrics = loss === undefined || loss === primary ? [primary] : [primary, loss];
  const rows = rowsOf(analysis, primary);
  const notes = createNotes();
  const change = changeStyle(primary);
  const cells = metrics.map((metric) => {
    const style = valueStyle(metric);
    const estimates = rows.map(({ mean }) => mean(metric));
    const decimals = decimalsFor(present(estimates), style.factor);
    return estimates.map((estimate) => notes.cell(estimate, { ...style, decimals }));
  });
  const decimals = decimalsFor(present(rows.map(({ sd }) => sd)), change.factor);
  const columns: Column[] = [
    { heading: 'what predicts', align: 'left' },
    ...metrics.map((metric): Column => ({ heading: markdownText(metric.label), align: 'right' })),
    { heading: `${term('SD, rerun', 'sd-rerun')}${change.unit === '' ? '' : `, ${change.unit}`}`, align: 'right' },
  ];
  const body = rows.map(({ name, sd }, i) => [
    markdownText(name),
    ...cells.map((values) => values[i] ?? ''),
    notes.cell(sd, { ...change, unit: '', decimals }),
  ]);
  return blocks([markdownTable(columns, body), notes.lines().join('\n')]);
}

function rowsOf(analysis: Analysis, primary: MetricInfo): Row[] {
  const { ensembles } = analysis;
  if (ensembles === undefined) return [];
  const plain = netName(labelOf(analysis, ensembles.plain));
  return [
    ...ensembles.sizes.map(({ size, metrics }): Row => ({
      name: size === 1 ? `one ${plain}` : `${size} ${plain.replace(/\bnet\b/, 'nets')}, averaged`,
      mean: ({ name }) => metrics[name]?.mean,
      sd: metrics[primary.name]?.rerunSd ?? undefined,
    })),
    ...analysis.variants
      .filter(({ name }) => name !== ensembles.plain)
      .map((variant): Row => ({
        name: `one ${netName(variant.label)}`,
        mean: ({ name }) => variantMetric(variant, name)?.mean,
        sd: variantMetric(variant, primary.name)?.sdRerun,
      })),
    ...ensembles.monteCarlo.flatMap(({ variant, samples }) =>
      samples.map(({ masks, metrics }): Row => ({
        name: `one ${netName(variantNamed(analysis, variant)?.label ?? variant)}, ${masks === 1 ? 'one mask kept on' : `${masks} masks averaged`}`,
        mean: ({ name }) => metrics[name],
        sd: undefined,
      })),
    ),
  ];
}
