/** Ensembles of k nets and Monte-Carlo dropout, and how many plain nets one net of another variant is worth. Pure. */
import type { EnsembleAnalysis, Nets } from './side-answers.js';
import type { MetricInfo } from './analysis.js';
import type { Estimate } from '../base/estimate.js';
import type { Question } from '../question/question.js';
import { exp, ln } from '../base/math.js';
import { metricsOf } from '../design/metrics.js';
import type { Origin } from '../origins/origin.js';
import type { OkRecord } from '../design/record.js';
import type { EnsembleScore, Reduction } from '../store/reduce.js';
import { rangeOf } from './ranges.js';
import {
  cutAtRange,
  eachResample,
  judgeDifference,
  meanOfBlocks,
  transformEstimate,
  undefinedEstimate,
} from '../stats/index.js';
import type { EstimateOptions, Judgement, VerdictFacts } from '../stats/index.js';

interface Ensembled {
  readonly reductions: readonly Reduction[];
  /** Records of the main design by variant. */
  readonly records: ReadonlyMap<string, Iterable<MonteCarloRecord>>;
  readonly metrics: readonly MetricInfo[];
  readonly options: EstimateOptions;
  readonly ground: NonNullable<VerdictFacts['ground']>;
  readonly traits: Origin['traits'];
}

type MonteCarloRecord = Pick<OkRecord, 'split' | 'training'>;

const RESAMPLES = 2000;

/** Why a metric has no value. */
const REDUCED_BEFORE =
  'These splits were reduced by a release that did not know this metric: delete splits.jsonl and report again.';
const SUMS_ALONE = 'Of masks that are averaged only sums over rows are kept, and they do not give this metric.';

function unknown(reason: string, { level }: EstimateOptions): Estimate {
  return undefinedEstimate({ level, method: 'none', n: 0, reason });
}

/** Undefined unless the experiment asks for ensembles and a split is complete. The plain nets are the baseline's. */
export function analyseEnsembles(experiment: Question, evidence: Ensembled): EnsembleAnalysis | undefined {
  if (experiment.ensembles === undefined) return undefined;
  const plain = experiment.baseline;
  const own = evidence.reductions.filter(({ variant }) => variant === plain);
  const sizes = own[0]?.ensembles.map(({ size }) => size) ?? [];
  if (sizes.length === 0) return undefined;
  return {
    plain,
    sizes: sizes.map((size) => ({ size, metrics: metricsOfSize(own, { size, ...evidence }) })),
    monteCarlo: Object.keys(experiment.variants).flatMap((variant) => {
      const masks = evidence.traits(variant).monteCarloSamples;
      if (masks === undefined) return [];
      return [{ variant, samples: monteCarloPoints(evidence.records.get(variant) ?? [], { masks, ...evidence }) }];
    }),
    worth: Object.keys(experiment.variants)
      .filter((variant) => variant !== plain)
      .flatMap((variant) => worthOf(variant, { plain: own, sizes, ...evidence })),
  };
}

function metricsOfSize(
  reductions: readonly Reduction[],
  { size, metrics, options }: { size: number } & Pick<Ensembled, 'metrics' | 'options'>,
): Record<string, { mean: Estimate; rerunSd: Estimate | null }> {
  const scores = reductions.map((reduction) => ensembleOf(reduction, size));
  return Object.fromEntries(
    metrics.map((metric) => {
      const { name } = metric;
      const means = scores.map((score) => score?.metrics[name] ?? NaN).filter(Number.isFinite);
      const variances = scores.map((score) => score?.rerunVariance?.[name] ?? NaN).filter(Number.isFinite);
      const mean =
        means.length === 0
          ? unknown(REDUCED_BEFORE, options)
          : cutAtRange(meanOfBlocks(means, options), rangeOf(metric));
      const rerunSd = variances.length === 0 ? null : transformEstimate(meanOfBlocks(variances, options), positiveRoot);
      return [name, { mean, rerunSd }] as const;
    }),
  );
}

function monteCarloPoints(
  records: Iterable<MonteCarloRecord>,
  { masks, metrics, options }: { masks: readonly number[] } & Pick<Ensembled, 'metrics' | 'options'>,
): { masks: number; metrics: Record<string, Estimate> }[] {
  const kept = Array.from(records, ({ split, training }) => ({ split, monteCarlo: training?.monteCarlo ?? [] }));
  return masks.map((count, i) => {
    const scores = kept.map(({ split, monteCarlo }) => ({
      split,
      values: monteCarlo[i] === undefined ? {} : metricsOf([monteCarlo[i]]),
    }));
    const estimates = metrics.map((metric) => {
      const { name } = metric;
      const bySplit = splitMeans(scores.map(({ split, values }) => ({ split, value: values[name] ?? NaN })));
      const known = scores.some(({ values }) => Object.hasOwn(values, name));
      const mean = known
        ? cutAtRange(meanOfBlocks([...bySplit.values()], options), rangeOf(metric))
        : unknown(SUMS_ALONE, options);
      return [name, mean] as const;
    });
    return { masks: count, metrics: Object.fromEntries(estimates) };
  });
}

/** By mean score for every metric, and by rerun variance of the first one, where the sizes have it. */
function worthOf(
  variant: string,
  {
    plain,
    sizes,
    reductions,
    metrics,
    options,
    ground,
  }: { plain: readonly Reduction[]; sizes: readonly number[] } & Omit<Ensembled, 'records' | 'traits'>,
): EnsembleAnalysis['worth'] {
  const own = new Map(reductions.filter((each) => each.variant === variant).map((each) => [each.split, each]));
  const pairs = plain.flatMap((each) => {
    const other = own.get(each.split);
    return other === undefined ? [] : [{ plain: each, other }];
  });
  const judged = metrics.flatMap((metric) => [
    { metric, by: 'score' as const, pick: (score: EnsembleScore | undefined) => score?.metrics[metric.name] ?? NaN },
    {
      metric,
      by: 'variance' as const,
      pick: (score: EnsembleScore | undefined) => score?.rerunVariance?.[metric.name] ?? NaN,
    },
  ]);
  return judged.flatMap(({ metric, by, pick }) => {
    const used = sizes.filter((size) => pairs.every((pair) => Number.isFinite(pick(ensembleOf(pair.plain, size)))));
    const single = pairs.map(({ other }) => pick(ensembleOf(other, 1)));
    if (pairs.length < 2 || used.length < 2 || !single.every(Number.isFinite)) return [];
    const sign = by === 'variance' || metric.better === 'lower' ? -1 : 1;
    const curve = used.map((size) => pairs.map((pair) => sign * pick(ensembleOf(pair.plain, size))));
    const goal = single.map((value) => sign * value);
    const log = (picked: ArrayLike<number>): number =>
      inverse(
        used.map((size, i) => ({ size, value: meanAt(curve[i]!, picked) })),
        meanAt(goal, picked),
      );
    const drawn: number[] = [];
    eachResample(
      { strata: [pairs.length], key: options.key, resamples: RESAMPLES },
      (picked) => void drawn.push(log(picked)),
    );
    drawn.sort((a, b) => a - b);
    const tail = (1 - options.level) / 2;
    const [low, high] = [tail, 1 - tail].map(
      (p) => drawn[Math.min(drawn.length - 1, Math.max(0, Math.round(p * (drawn.length - 1))))]!,
    );
    const nets = (value: number): Nets => (value === -Infinity ? 'fewer' : value === Infinity ? 'more' : exp(value));
    const point = log(pairs.map((_, i) => i));
    const base = { variant, metric: metric.name, by, least: used[0]!, most: used[used.length - 1]! };
    const [level, n] = [options.level, pairs.length];
    const verdict = againstOne({ point, low: low!, high: high!, level, n }, { most: base.most, ground });
    return [{ ...base, point: nets(point), low: nets(low!), high: nets(high!), level, n, verdict }];
  });
}

/** Numbers of nets within this share of one count as one. */
const ONE_NET = 0.1;

/** Log sizes beyond those that were tried lie just beyond their end. */
function againstOne(
  { point, low, high, level, n }: { point: number; low: number; high: number; level: number; n: number },
  { most, ground }: { most: number } & Pick<Ensembled, 'ground'>,
): Judgement {
  const held = (value: number): number => Math.max(-1, Math.min(ln(most) + 1, value));
  const estimate = { point: held(point), low: held(low), high: held(high), level, method: 'percentile', n };
  // All resamples lie beyond an end of the curve, which is not the same as having no spread.
  const wide = low === high ? { ...estimate, high: estimate.high + 1e-9 } : estimate;
  return judgeDifference(wide, { threshold: ln(1 + ONE_NET), better: 'higher', ground, unit: 'split' });
}

/** The log size at which the curve first reaches the goal, between sizes by straight line; ∓Infinity outside them. */
function inverse(curve: readonly { readonly size: number; readonly value: number }[], goal: number): number {
  if (goal < curve[0]!.value) return -Infinity;
  for (let i = 1; i < curve.length; i++) {
    const [before, after] = [curve[i - 1]!, curve[i]!];
    if (after.value >= goal) {
      const share = after.value === before.value ? 0 : (goal - before.value) / (after.value - before.value);
      return ln(before.size) + share * (ln(after.size) - ln(before.size));
    }
  }
  return curve[curve.length - 1]!.value === goal ? ln(curve[curve.length - 1]!.size) : Infinity;
}

function ensembleOf({ ensembles }: Reduction, size: number): EnsembleScore | undefined {
  return ensembles.find((each) => each.size === size);
}

function splitMeans(scores: readonly { split: number; value: number }[]): Map<number, number> {
  const groups = new Map<number, number[]>();
  for (const { split, value } of scores) {
    if (Number.isFinite(value)) groups.set(split, [...(groups.get(split) ?? []), value]);
  }
  return new Map([...groups].map(([split, values]) => [split, values.reduce((sum, v) => sum + v, 0) / values.length]));
}

function meanAt(values: readonly number[], picked: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < picked.length; i++) total += values[picked[i]!]!;
  return total / picked.length;
}

function positiveRoot(value: number): number {
  return Math.sqrt(Math.max(0, value));
}
