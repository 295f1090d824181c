/**
 * Analysis → `summary.json` and `summary.csv`, documented in docs/RESULTS-FORMAT.md. Every estimate keeps its interval,
 * level, method and n; leaves out what only pictures need (scores, curves).
 */
import { questionAsked } from '../question-asked.js';
import { setupForm } from '../../design/setup-form.js';
import type {
  Analysis,
  Comparison,
  ComparisonMetric,
  MetricInfo,
  VariantAnalysis,
  VariantMetric,
  Verdict,
} from '../../analysis/analysis.js';
import type { GateOutcome } from '../../analysis/gate.js';
import type { Equivalence } from '../../analysis/equivalence.js';
import type { Estimate } from '../../base/estimate.js';
import { givenSummary } from '../given/summary.js';
import { csvTable } from '../escape.js';

const VARIANT_ESTIMATES = ['mean', 'sd', 'sdRerun', 'rerunRisk'] as const satisfies readonly (keyof VariantMetric)[];
const COMPARISON_ESTIMATES = [
  'difference',
  'differenceSimultaneous',
  'sdRatioRerun',
  'sdRatioTotal',
  'sdRatioSimultaneous',
  'varianceReduction',
  'probabilityOfImprovement',
  'wrongWinner',
] as const satisfies readonly (keyof ComparisonMetric)[];

export interface SummaryExtras {
  /** Of a comparison of two folders. */
  readonly equivalence?: readonly Equivalence[] | undefined;
  /** What `--fail-on` came to; a folder keeps none. */
  readonly gate?: GateOutcome | undefined;
}

/** The text of `summary.json`, ending in a newline; also what `--json` prints. */
export function summaryJson(analysis: Analysis, { equivalence = [], gate }: SummaryExtras = {}): string {
  const { schema, setup, unit, runs, splits, seeds, metrics, variants, comparisons, reference, warnings, pairing } =
    analysis;
  const { look, paired, otherData, stopping, sources, ensembles, ranking, choice, references } = analysis;
  const summary = {
    schema,
    experiment: setup.name,
    question: questionAsked(analysis),
    baseline: setup.baseline,
    paired,
    otherData,
    unit,
    splits,
    seeds,
    runs,
    stopping,
    metrics: metrics.map(metricSummary),
    variants: keyed(variants.map((variant) => [variant.name, variantSummary(variant)])),
    comparisons: keyed(comparisons.map((comparison) => [comparison.variant, comparisonSummary(comparison)])),
    ...(equivalence.length === 0 ? {} : { equivalence }),
    look,
    sources,
    ensembles,
    ranking,
    choice,
    ...(analysis.given === undefined ? {} : { scores: givenSummary(analysis.given) }),
    reference,
    pairing,
    references,
    warnings,
    setup: setupForm(setup),
    gate,
  };
  return `${JSON.stringify(summary, null, 2)}\n`;
}

/** Own properties whatever the keys are called, `__proto__` included. */
function keyed<T>(entries: readonly (readonly [string, T])[]): Record<string, T> {
  return Object.fromEntries(entries);
}

function metricSummary({ name, label, better, scale, unit, threshold }: MetricInfo): object {
  return { name, label, better, scale, unit, threshold };
}

function variantSummary(variant: VariantAnalysis): object {
  const { metrics, name: _name, training, outliers, output, components, band, ...rest } = variant;
  const summary = Object.entries(metrics).map(([name, metric]) => {
    const { better, mean, sd, sdRerun, rerunRisk } = metric;
    return [name, { better, mean, sd, sdRerun, rerunRisk }] as const;
  });
  return {
    ...rest,
    ...(training === undefined ? {} : { epochs: training.epochs }),
    outliers,
    output,
    components,
    band,
    ...(training === undefined ? {} : { stoppedByLimit: training.stoppedByLimit }),
    metrics: keyed(summary),
  };
}

function comparisonSummary(comparison: Comparison): object {
  const { baseline, metrics, churnDifference, churnVerdict, sdRatioLogit, failures, verdict } = comparison;
  return {
    baseline,
    metrics,
    sdRatioLogit,
    churnDifference,
    churnVerdict,
    failures,
    verdict: { mean: verdictSummary(verdict.mean), steadiness: verdictSummary(verdict.steadiness) },
  };
}

function verdictSummary(verdict: Verdict): object {
  const { words, about, newRows, reason, softened, further, threshold, interval, newRowsInterval, median } = verdict;
  return {
    words,
    about,
    newRows,
    reason,
    softened,
    further,
    threshold,
    interval,
    newRowsInterval,
    median,
  };
}

/** The text of `summary.csv`: one row an estimate, with the columns of an estimate beside its address. */
export function summaryCsv(analysis: Analysis): string {
  const { variants, comparisons } = analysis;
  const header = [
    'kind',
    'name',
    'baseline',
    'metric',
    'estimate',
    'point',
    'low',
    'high',
    'level',
    'method',
    'n',
    'reason',
  ];
  const ofVariants = variants.flatMap((variant) => [
    ...(variant.training === undefined
      ? []
      : [row(['variant', variant.name, '', '', 'epochs'], variant.training.epochs)]),
    ...outputRows(variant),
    ...Object.entries(variant.metrics).flatMap(([metric, values]) =>
      VARIANT_ESTIMATES.map((name) => row(['variant', variant.name, '', metric, name], values[name])),
    ),
  ]);
  const ofComparisons = comparisons.flatMap(({ variant, baseline, metrics, churnDifference }) => [
    ...(churnDifference === undefined
      ? []
      : [row(['comparison', variant, baseline, '', 'churnDifference'], churnDifference)]),
    ...Object.entries(metrics).flatMap(([metric, values]) => [
      ...COMPARISON_ESTIMATES.map((name) => row(['comparison', variant, baseline, metric, name], values[name])),
      ...(values.differenceNewRows === undefined
        ? []
        : [row(['comparison', variant, baseline, metric, 'differenceNewRows'], values.differenceNewRows)]),
    ]),
  ]);
  return csvTable([header, ...ofVariants, ...ofComparisons, ...extraRows(analysis)]);
}

/** How far predictions move; absent where no split has two nets. */
function outputRows({ name, output }: VariantAnalysis): (string | number | null)[][] {
  if (output === undefined) return [];
  const { churn, variance, squaredLoss, zeroOneLoss } = output;
  const estimates: readonly (readonly [string, Estimate | undefined])[] = [
    ['churn', churn],
    ['outputVariance', variance],
    ['squaredLoss.bias', squaredLoss.bias],
    ['squaredLoss.variance', squaredLoss.variance],
    ['zeroOneLoss.bias', zeroOneLoss?.bias],
    ['zeroOneLoss.unbiasedVariance', zeroOneLoss?.unbiasedVariance],
    ['zeroOneLoss.biasedVariance', zeroOneLoss?.biasedVariance],
  ];
  return estimates.flatMap(([key, estimate]) =>
    estimate === undefined ? [] : [row(['variant', name, '', '', key], estimate)],
  );
}

/** Of sources, ensembles and the choice: the estimates that no variant or comparison holds. */
function extraRows({ sources = [], ensembles, choice, metrics }: Analysis): (string | number | null)[][] {
  const primary = metrics[0]!.name;
  const { plain, sizes, monteCarlo } = ensembles ?? { plain: '', sizes: [], monteCarlo: [] };
  const scores = sizes.flatMap(({ size, metrics: own }) =>
    Object.entries(own).flatMap(([metric, { mean, rerunSd }]) => [
      row(['ensemble', String(size), plain, metric, 'mean'], mean),
      ...(rerunSd === null ? [] : [row(['ensemble', String(size), plain, metric, 'sdRerun'], rerunSd)]),
    ]),
  );
  const masks = monteCarlo.flatMap(({ variant, samples }) =>
    samples.flatMap(({ masks: count, metrics: own }) =>
      Object.entries(own).map(([metric, mean]) => row(['monteCarlo', String(count), variant, metric, 'mean'], mean)),
    ),
  );
  const spreads = sources.flatMap(({ variant, parts, interaction }) => [
    ...parts.flatMap(({ source, none, alone, withOthers }) =>
      none
        ? []
        : [
            row(['source', variant, '', primary, `alone.${source}`], alone),
            row(['source', variant, '', primary, `withOthers.${source}`], withOthers),
          ],
    ),
    row(['source', variant, '', primary, 'interaction'], interaction),
  ]);
  const chosen =
    choice === undefined
      ? []
      : (['naive', 'fresh', 'nested', 'nestedDifference'] as const).flatMap((key) => {
          const estimate = choice[key];
          return estimate === undefined ? [] : [row(['choice', choice.best, '', choice.metric, key], estimate)];
        });
  return [...spreads, ...scores, ...masks, ...chosen];
}

function row(
  address: readonly string[],
  { point, low, high, level, method, n, reason }: Estimate,
): (string | number | null)[] {
  return [...address, point, low, high, level, method, n, reason ?? null];
}
