/** Metrics that were asked for and that nothing here has a value of: why a report shows “–”. Pure. */
import type { Warning } from './analysis.js';
import type { Metric } from '../question/metric.js';
import type { PooledScore } from './scores.js';

/** One warning a metric without a single value, where there are scores at all. @param options.logs  programs left their words */
export function missingMetrics(
  metrics: readonly Metric[],
  variants: readonly { readonly pooled: Iterable<PooledScore> }[],
  { logs = false }: { readonly logs?: boolean } = {},
): readonly Warning[] {
  const missing = new Set(metrics.map(({ name }) => name));
  // The first scores mostly have every metric: the walk ends there.
  for (const score of inTurn(variants)) {
    for (const name of missing) if (typeof score.metrics[name] === 'number') missing.delete(name);
    if (missing.size === 0) return [];
  }
  const scores = [...inTurn(variants)];
  if (scores.length === 0) return [];
  return metrics
    .filter(({ name }) => missing.has(name))
    .map((metric) => ({
      text: `There is no ${metric.label} (“–” in tables): ${reason(metric, scores)}.`,
      remedy: logs && !isUndefined(metric, scores) ? IN_LOGS : remedy(metric, scores),
    }));
}

function* inTurn(variants: readonly { readonly pooled: Iterable<PooledScore> }[]): Generator<PooledScore> {
  for (const { pooled } of variants) yield* pooled;
}

const IN_LOGS =
  'If the programs printed it, “reseed rescore” finds it in the kept logs and starts nothing (--metric NAME, or --experiment FILE); else choose another metric.';

function isUndefined({ name }: Metric, scores: readonly PooledScore[]): boolean {
  return scores.some(({ metrics }) => Object.hasOwn(metrics, name));
}

function reason(metric: Metric, scores: readonly PooledScore[]): string {
  if (isUndefined(metric, scores)) return 'it is undefined on these test rows';
  return metric.madeFrom === 'sums' || metric.madeFrom === 'given'
    ? 'the records of these runs do not hold it'
    : 'it is made from predictions, and those of these runs are not kept here or are damaged';
}

function remedy(metric: Metric, scores: readonly PooledScore[]): string {
  if (isUndefined(metric, scores)) return 'Test on more rows, or choose another metric.';
  return 'Choose another metric, or train the runs again with --fresh.';
}
