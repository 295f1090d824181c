/** How far the predictions themselves move between reruns, and what of the loss that explains. */
import type { Analysis, VariantAnalysis } from '../../analysis/analysis.js';
import type { OutputSpread } from '../../analysis/side-answers.js';
import type { Estimate } from '../../base/estimate.js';
import { tableOf } from '../../origins/facts.js';
import { decimalsFor, levelName, PERCENT, PLAIN } from '../format.js';
import type { Style } from '../format.js';
import { openNotes } from '../notes.js';
import { EMPTY, left, paragraph, right, section, term } from '../page.js';
import type { Figure, Line, Section, Table } from '../page.js';
import { isBaseline, judgedLevel, present } from '../reading.js';

interface Field {
  readonly heading: Line;
  readonly style: Style;
  readonly plus?: boolean;
  readonly pick: (output: OutputSpread, variant: VariantAnalysis) => Estimate | undefined;
}

const POINTS: Style = { factor: 100, unit: '' };

/** @param figures  the bars of the loss */
export function predictionsSection(analysis: Analysis, figures: readonly Figure[]): Section | undefined {
  const shown = analysis.variants.flatMap((variant) =>
    variant.output === undefined ? [] : [{ variant, output: variant.output }],
  );
  if (shown.length === 0) return undefined;
  const classes = shown.every(({ output }) => output.zeroOneLoss !== undefined);
  const votes = shown.every(({ output }) => output.votes === true);
  const notes = openNotes();
  const fields = (
    classes ? [...ofClasses(analysis), ...(votes ? [] : ofValues('Brier score'))] : ofValues('squared error')
  ).map((field) => {
    const estimates = shown.map(({ variant, output }) => field.pick(output, variant));
    const decimals = decimalsFor(present(estimates), field.style.factor);
    const show = { ...field.style, decimals, ...(field.plus === true ? { plus: true } : {}) };
    return {
      ...field,
      cells: estimates.map((estimate) => (estimate === undefined ? EMPTY : notes.cell(estimate, show))),
    };
  });
  const table = (picked: readonly (typeof fields)[number][]): Table => ({
    is: 'table',
    columns: [left('variant'), ...picked.map(({ heading }) => right(...heading))],
    rows: shown.map(({ variant: { name, label } }, i) => [
      { is: 'name', label, baseline: isBaseline(analysis, name) },
      ...picked.map(({ cells }) => cells[i] ?? EMPTY),
    ]),
  });
  const split = classes ? 5 : fields.length;
  return section(
    ['Predictions'],
    [
      paragraph(
        `Not the score but the output itself: how far the predictions for one and the same row move when ${tableOf(analysis.setup) === undefined ? 'the same program runs again' : 'the net is trained again'} on the same rows. In brackets: ${levelName(analysis.setup.level)}${analysis.look === undefined || analysis.comparisons.length === 0 ? '' : `, of what stands against the baseline ${levelName(judgedLevel(analysis))}`}.`,
      ),
      table(fields.slice(0, split)),
      fields.length > split ? table(fields.slice(split)) : undefined,
      notes.part(),
      ...figures,
    ],
  );
}

function ofClasses(analysis: Analysis): Field[] {
  return [
    { heading: [term('churn', 'churn')], style: PERCENT, pick: ({ churn }) => churn },
    {
      heading: ['against the baseline, points'],
      style: POINTS,
      plus: true,
      pick: (_, { name }) => analysis.comparisons.find(({ variant }) => variant === name)?.churnDifference,
    },
    {
      heading: [term('0-1 loss', 'zero-one'), ': bias, %'],
      style: POINTS,
      pick: ({ zeroOneLoss }) => zeroOneLoss?.bias,
    },
    {
      heading: ['+ variance that harms'],
      style: POINTS,
      pick: ({ zeroOneLoss }) => zeroOneLoss?.unbiasedVariance,
    },
    {
      heading: ['− variance that helps'],
      style: POINTS,
      pick: ({ zeroOneLoss }) => zeroOneLoss?.biasedVariance,
    },
  ];
}

function ofValues(loss: string): Field[] {
  return [
    { heading: [term(loss, 'bias-variance'), ': bias²'], style: PLAIN, pick: ({ squaredLoss }) => squaredLoss.bias },
    { heading: ['+ variance over reruns'], style: PLAIN, pick: ({ squaredLoss }) => squaredLoss.variance },
  ];
}
