/** Means of plain nets, masks averaged, and what one net of a variant is worth. */
import type { Analysis, MetricInfo } from '../../analysis/analysis.js';
import type { Estimate } from '../../base/estimate.js';
import { amount, byWhat, netName } from '../answers/ensembles.js';
import { breakable, changeStyle, decimalsFor, levelName, valueStyle } from '../format.js';
import { openNotes } from '../notes.js';
import { cell, EMPTY, left, paragraph, right, section, term, whichAreThere } from '../page.js';
import type { Figure, Part, Section } from '../page.js';
import { labelOf, metricOfRole, present, primaryMetric, variantMetric, variantNamed } from '../reading.js';

/** @param figures  the curves; none where they stand elsewhere on the page */
export function ensemblesSection(analysis: Analysis, figures: readonly Figure[]): Section | undefined {
  const { ensembles } = analysis;
  if (ensembles === undefined) return undefined;
  const worth = ensembles.worth.map((each) => [
    cell(labelOf(analysis, each.variant)),
    cell(byWhat(analysis, each)),
    cell(breakable(amount(each))),
  ]);
  const nets = netName(labelOf(analysis, ensembles.plain)).replace(/\bnet\b/, 'nets');
  return section(
    ['Ensembles'],
    [
      paragraph(
        `The predicted probabilities of several ${nets} of one ${analysis.unit} are averaged and scored as one prediction. In brackets: ${levelName(analysis.setup.level)}.`,
      ),
      ...scores(analysis),
      ...figures,
      worth.length === 0
        ? undefined
        : section(
            ['Worth how many nets?'],
            [
              {
                is: 'table',
                columns: [left('one net of'), left('judged'), left(term('is worth this many', 'worth'))],
                rows: worth,
              },
            ],
          ),
    ],
  );
}

interface Row {
  readonly name: string;
  readonly mean: (metric: MetricInfo) => Estimate | undefined;
  readonly sd: Estimate | undefined;
}

function scores(analysis: Analysis): readonly Part[] {
  const primary = primaryMetric(analysis);
  const loss = metricOfRole(analysis, 'loss');
  const metrics = loss === undefined || loss === primary ? [primary] : [primary, loss];
  const rows = rowsOf(analysis, primary);
  const notes = openNotes();
  const change = changeStyle(primary);
  const cells = metrics.map((metric) => {
    const style = valueStyle(metric);
    const estimates = rows.map(({ mean }) => mean(metric));
    const decimals = decimalsFor(present(estimates), style.factor);
    return estimates.map((estimate) => notes.cell(estimate, { ...style, decimals }));
  });
  const decimals = decimalsFor(present(rows.map(({ sd }) => sd)), change.factor);
  const columns = [
    left('what predicts'),
    ...metrics.map(({ label }) => right(label)),
    right(term('SD, rerun', 'sd-rerun'), change.unit === '' ? '' : `, ${change.unit}`),
  ];
  const body = rows.map(({ name, sd }, i) => [
    cell(name),
    ...cells.map((values) => values[i] ?? EMPTY),
    notes.cell(sd, { ...change, unit: '', decimals }),
  ]);
  return whichAreThere([{ is: 'table', columns, rows: body }, notes.part()]);
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
