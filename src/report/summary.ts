/**
 * Analysis → `summary.json` and `summary.csv`, documented in docs/RESULTS-FORMAT.md. Every estimate keeps its interval,
 * level, method and n; leaves out what only pictures need (scores, curves).
 */
import type { Analysis, Comparison, ComparisonMetric, VariantAnalysis, VariantMetric, Verdict } from '../analysis.js';
import type { Equivalence } from '../equivalence.js';
import type { Estimate } from '../estimate.js';
import { csvTable } from './escape.js';

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

/** The text of `summary.json`, ending in a newline; also what `--json` prints. @param equivalence of a comparison of two folders */
export function summaryJson(analysis: Analysis, equivalence: readonly Equivalence[] = []): string {
  const { schema, setup, unit, runs, splits, seeds, metrics, variants, comparisons, reference, warnings } = analysis;
  const { stopping } = analysis;
  const summary = {
    schema,
    experiment: setup.name,
    question: setup.question,
    baseline: setup.baseline,
    unit,
    splits,
    seeds,
    runs,
    ...(stopping === undefined ? {} : { stopping }),
    metrics,
    variants: keyed(variants.map((variant) => [variant.name, variantSummary(variant)])),
    comparisons: keyed(comparisons.map((comparison) => [comparison.variant, comparisonSummary(comparison)])),
    ...(equivalence.length === 0 ? {} : { equivalence }),
    reference,
    warnings,
    setup,
  };
  return `${JSON.stringify(summary, null, 2)}\n`;
}

/** Own properties whatever the keys are called, `__proto__` included. */
function keyed<T>(entries: readonly (readonly [string, T])[]): Record<string, T> {
  return Object.fromEntries(entries);
}

function variantSummary({ metrics, curve: _curve, name: _name, ...rest }: VariantAnalysis): object {
  const summary = Object.entries(metrics).map(([name, metric]) => {
    const { better, mean, sd, sdRerun, rerunRisk } = metric;
    return [name, { better, mean, sd, sdRerun, rerunRisk }] as const;
  });
  return { ...rest, metrics: keyed(summary) };
}

function comparisonSummary({ baseline, metrics, verdict }: Comparison): object {
  return {
    baseline,
    metrics,
    verdict: { accuracy: verdictSummary(verdict.accuracy), steadiness: verdictSummary(verdict.steadiness) },
  };
}

function verdictSummary({ words, moreBlocks, threshold, interval }: Verdict): object {
  return { words, ...(moreBlocks === undefined ? {} : { moreBlocks }), threshold, interval };
}

/** The text of `summary.csv`: one row an estimate, with the columns of an estimate beside its address. */
export function summaryCsv({ variants, comparisons }: Analysis): string {
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
    row(['variant', variant.name, '', '', 'epochs'], variant.epochs),
    ...Object.entries(variant.metrics).flatMap(([metric, values]) =>
      VARIANT_ESTIMATES.map((name) => row(['variant', variant.name, '', metric, name], values[name])),
    ),
  ]);
  const ofComparisons = comparisons.flatMap(({ variant, baseline, metrics }) =>
    Object.entries(metrics).flatMap(([metric, values]) =>
      COMPARISON_ESTIMATES.map((name) => row(['comparison', variant, baseline, metric, name], values[name])),
    ),
  );
  return csvTable([header, ...ofVariants, ...ofComparisons]);
}

function row(
  address: readonly string[],
  { point, low, high, level, method, n, reason }: Estimate,
): (string | number | null)[] {
  return [...address, point, low, high, level, method, n, reason ?? null];
}
