/** Made-up analyses for the tests of the report: seeded, with plausible numbers; the intervals are normal-theory stand-ins. */
import { setupFrom } from '../../src/design/setup-form.js';
import type {
  Analysis,
  Comparison,
  Curve,
  MetricInfo,
  Score,
  VariantAnalysis,
  VariantMetric,
  Verdict,
  Words,
} from '../../src/analysis/analysis.js';
import type { Protocol } from '../../src/experiment/experiment.js';
import type { Estimate } from '../../src/base/estimate.js';
import { exp } from '../../src/base/math.js';
import { judgeDifference, judgeSpread } from '../../src/stats/verdict.js';
import { curveEpochs } from '../../src/design/record.js';

export interface MadeVariant {
  readonly name: string;
  readonly label?: string;
  readonly at?: number;
  readonly axis?: string;
  readonly series?: string;
  /** Mean of the first metric. */
  readonly mean: number;
  readonly rerunSd: number;
  readonly failed?: number;
}

export interface MadeOptions {
  readonly variants?: readonly MadeVariant[];
  readonly splits?: number;
  readonly seeds?: number;
  readonly splitSd?: number;
  readonly unit?: Analysis['unit'];
  readonly task?: 'classification' | 'regression';
  readonly protocol?: Protocol;
  readonly made?: boolean;
  readonly words?: readonly [Words, Words];
  readonly question?: string;
  readonly seed?: number;
}

export const TWO: readonly MadeVariant[] = [
  { name: 'none', mean: 0.668, rerunSd: 0.0135 },
  { name: 'dropout', label: 'dropout .5', mean: 0.6885, rerunSd: 0.0085 },
];

const ACCURACY: MetricInfo = {
  name: 'accuracy',
  label: 'accuracy',
  better: 'higher',
  scale: 'share',
  unit: '',
  threshold: 0.005,
  role: 'shareRight',
};
const BALANCED: MetricInfo = {
  ...ACCURACY,
  name: 'balancedAccuracy',
  label: 'balanced accuracy',
  role: 'classesAlike',
};
const LOG_LOSS: MetricInfo = {
  name: 'logLoss',
  label: 'log loss',
  better: 'lower',
  scale: 'plain',
  unit: '',
  threshold: 0.008,
  role: 'loss',
};
const RMSE: MetricInfo = {
  name: 'rmse',
  label: 'RMSE',
  better: 'lower',
  scale: 'plain',
  unit: 'mpg',
  threshold: 0.03,
  role: 'loss',
};

/** A small generator of its own, so that the fixtures do not move when Reseed's streams do. */
function lcg(seed: number): () => number {
  let state = seed >>> 0;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 4294967296;
}

function normal(next: () => number): number {
  let sum = -6;
  for (let i = 0; i < 12; i++) sum += next();
  return sum;
}

export function estimate(point: number | null, half: number, over: Partial<Estimate> = {}): Estimate {
  const ends = point === null ? { low: null, high: null } : { low: point - half, high: point + half };
  return { point, ...ends, level: 0.95, method: 'studentized', n: 20, ...over };
}

export function ratioEstimate(point: number | null, halfLog: number, over: Partial<Estimate> = {}): Estimate {
  const ends = point === null ? { low: null, high: null } : { low: point / exp(halfLog), high: point * exp(halfLog) };
  return { point, ...ends, level: 0.95, method: 'logJackknifeT', n: 20, ...over };
}

export function madeAnalysis(options: MadeOptions = {}): Analysis {
  const { variants = TWO, splits = 20, seeds = 5, task = 'classification', unit = 'split', seed = 1 } = options;
  const metrics = task === 'classification' ? [ACCURACY, BALANCED, LOG_LOSS] : [RMSE];
  const next = lcg(seed);
  const luck = Array.from({ length: splits }, () => normal(next) * (options.splitSd ?? 0.014));
  const made = variants.map((variant) => madeVariant(variant, { metrics, luck, seeds, next }));
  const [baseline, ...others] = made;
  const planned = made.reduce((sum, { runs }) => sum + runs.planned, 0);
  const failed = made.reduce((sum, { runs }) => sum + runs.failed, 0);
  const classification = task === 'classification';
  const blocks = unit === 'seed' ? seeds : splits;
  const analysis: Analysis = {
    schema: 2,
    setup: setupFrom({
      name: 'dropout-vs-none',
      question: options.question ?? 'Does dropout steady the accuracy, and by how much?',
      baseline: baseline?.name ?? '',
      level: 0.95,
      seed: 1,
      vary: unit === 'seed' ? ['init', 'order', 'mask'] : ['split', 'init', 'order', 'mask'],
      protocol: options.protocol ?? { kind: 'holdout', splits, seeds, test: 0.2, validation: 0.2, stratified: true },
      encoding: { fit: 'train', zscore: 'all', target: 'zscore' },
      data: {
        source: options.made === false ? 'csv' : 'simple',
        name: options.made === false ? 'cars.csv' : 'simple',
        made: options.made ?? true,
        fingerprint: '6f1d0c3a9b7e42d5',
        rows: 2000,
        target: classification ? 'product' : 'mpg',
        task,
        classes: classification
          ? [
              { name: 'b', rows: 963 },
              { name: 'c', rows: 738 },
              { name: 'a', rows: 299 },
            ]
          : [],
        numbers: 5,
        categories: 2,
        inputs: 42,
      },
      rows: { train: 1200, validation: 400, test: 400 },
      engine: 'fused',
      backend: 'wasm-simd',
      numericsVersion: 1,
      version: '0.1.0',
      command: 'reseed bench dropout-vs-none',
    }),
    unit,
    runs: { planned, ok: planned - failed, failed, missing: 0 },
    splits,
    seeds,
    metrics,
    variants: made,
    comparisons: others.map((variant) =>
      madeComparison(variant, baseline!, {
        metrics,
        seeds,
        words: options.words,
        several: others.length > 1,
        held: unit === 'seed',
      }),
    ),
    reference: classification ? { majority: 0.4815, binomialSd: 0.021 } : { majority: null, binomialSd: null },
    warnings: [],
  };
  return restingOn(blocks, analysis) as Analysis;
}

/** Every estimate in it rests on so many blocks. */
function restingOn(blocks: number, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => restingOn(blocks, each));
  if (typeof value !== 'object' || value === null) return value;
  const inner = Object.entries(value).map(([key, each]) => [key, key === 'n' ? blocks : restingOn(blocks, each)]);
  return Object.fromEntries(inner);
}

interface Making {
  readonly metrics: readonly MetricInfo[];
  readonly luck: readonly number[];
  readonly seeds: number;
  readonly next: () => number;
}

function madeVariant(
  { name, label, at, axis, series, mean, rerunSd, failed = 0 }: MadeVariant,
  { metrics, luck, seeds, next }: Making,
): VariantAnalysis {
  const entries = metrics.map((metric): [string, VariantMetric] => {
    const centre = metric === BALANCED ? mean - 0.12 : metric === LOG_LOSS ? 1.5 - mean : mean;
    const all = luck.flatMap((shift, split) =>
      Array.from({ length: seeds }, (_, j): Score => ({
        split,
        seed: j,
        value: round4(centre + shift + normal(next) * rerunSd),
      })),
    );
    return [metric.name, madeMetric(all.slice(failed), { metric, splits: luck.length, seeds, rerunSd })];
  });
  const planned = luck.length * seeds;
  return {
    name,
    label: label ?? name,
    ...(at === undefined ? {} : { at }),
    ...(axis === undefined ? {} : { axis }),
    ...(series === undefined ? {} : { series }),
    runs: { planned, ok: planned - failed, failed },
    recipe: name === 'none' ? '50 relu → 25 relu → softmax' : `50 relu → ${name} → 25 relu → softmax`,
    metrics: Object.fromEntries(entries),
    training: {
      epochs: estimate(60 + 400 * rerunSd, 3.2),
      curve: { train: madeCurve(0.55, 0), validation: madeCurve(0.72, rerunSd * 25) },
      stoppedByLimit: 0,
    },
    outliers: { count: 0, rate: estimate(0, 0.018, { low: 0, method: 'wilson' }) },
  };
}

function madeMetric(
  scores: readonly Score[],
  { metric, splits, seeds, rerunSd }: { metric: MetricInfo; splits: number; seeds: number; rerunSd: number },
): VariantMetric {
  const values = scores.map(({ value }) => value);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / (values.length - 1));
  const n = splits;
  const one = { reason: 'There is one seed a split, so the spread within a split is not seen.', method: 'none' };
  return {
    better: metric.better,
    mean: estimate(mean, (2.09 * sd) / Math.sqrt(n), { n }),
    sd: ratioEstimate(sd, 1.4 / Math.sqrt(n), { method: 'bonett', n }),
    sdRerun: seeds > 1 ? ratioEstimate(rerunSd, 1 / Math.sqrt(n), { n }) : ratioEstimate(null, 0, { ...one, n }),
    rerunRisk: seeds > 1 ? estimate(Math.min(0.9, rerunSd * 30), 0.08, { n }) : estimate(null, 0, { ...one, n }),
    scores,
  };
}

/** Falls from ln 7 to about `floor`, and rises again by `overfit`. */
function madeCurve(floor: number, overfit: number): Curve {
  const epochs = curveEpochs(90);
  const median = epochs.map((epoch) => round4(floor + 1.3 * exp(-epoch / 9) + (overfit * epoch) / 90));
  return { epochs, median, low: median.map((v) => round4(v * 0.95)), high: median.map((v) => round4(v * 1.06)) };
}

function madeComparison(
  variant: VariantAnalysis,
  baseline: VariantAnalysis,
  {
    metrics,
    seeds,
    words,
    several,
    held,
  }: {
    metrics: readonly MetricInfo[];
    seeds: number;
    words: readonly [Words, Words] | undefined;
    several: boolean;
    held: boolean;
  },
): Comparison {
  const entries = metrics.map((metric) => {
    const [a, b] = [baseline.metrics[metric.name]!, variant.metrics[metric.name]!];
    const difference = estimate(b.mean.point! - a.mean.point!, metric.scale === 'share' ? 0.0065 : 0.06);
    const total = ratioEstimate(a.sd.point! / b.sd.point!, 0.24);
    const rerun =
      seeds > 1
        ? ratioEstimate(a.sdRerun.point! / b.sdRerun.point!, 0.2)
        : ratioEstimate(null, 0, { reason: 'There is one seed a split.' });
    const headline = seeds > 1 ? rerun : total;
    const wider = several ? 1.3 : 1;
    const reduced = (value: number | null): number | null => (value === null ? null : 1 - 1 / (value * value));
    const comparison = {
      better: metric.better,
      difference,
      sdRatioTotal: total,
      sdRatioRerun: rerun,
      varianceReduction: {
        ...headline,
        point: reduced(headline.point),
        low: reduced(headline.low),
        high: reduced(headline.high),
        of: seeds > 1 ? ('rerun' as const) : ('total' as const),
      },
      probabilityOfImprovement: estimate(0.81, 0.07, { method: 'kornGraubard' }),
      wrongWinner: estimate(0.19, 0.07, { method: 'kornGraubard' }),
      differenceSimultaneous: estimate(difference.point, (difference.high! - difference.point!) * wider),
      sdRatioSimultaneous: ratioEstimate(headline.point, (seeds > 1 ? 0.2 : 0.24) * wider),
      ...(held
        ? {}
        : {
            differenceNewRows: estimate(difference.point, (difference.high! - difference.point!) * wider * 2.4, {
              method: 'nadeauBengio',
            }),
          }),
      pValue: 0.0003,
      pHolm: several ? 0.0012 : 0.0003,
    };
    return [metric.name, comparison] as const;
  });
  const first = entries[0]![1];
  const [metric] = metrics;
  return {
    variant: variant.name,
    baseline: baseline.name,
    metrics: Object.fromEntries(entries),
    verdict: {
      mean: ruling(
        {
          ...judgeDifference(first.differenceSimultaneous, {
            threshold: metric!.threshold,
            better: metric!.better,
            ...(held ? { ground: 'these rows' as const } : { newRows: first.differenceNewRows! }),
          }),
          interval: first.differenceSimultaneous,
          ...(held ? {} : { newRowsInterval: first.differenceNewRows! }),
          threshold: metric!.threshold,
        },
        words?.[0],
      ),
      steadiness: ruling(
        {
          ...judgeSpread(first.sdRatioSimultaneous, { ground: held ? 'these rows' : 'this table' }),
          interval: first.sdRatioSimultaneous,
          threshold: 0.1,
        },
        words?.[1],
      ),
    },
  };
}

/** The verdict as judged, or with other words. */
function ruling(judged: Verdict, words: Words | undefined): Verdict {
  const chosen = words ?? judged.words;
  const more = chosen === 'too noisy' ? { further: { toBeSure: 120, ifAsSeen: 34 } } : {};
  return { ...judged, ...more, words: chosen, ...(chosen === 'not judged' ? { reason: 'No score.' } : {}) };
}

function round4(value: number): number {
  return Math.round(value * 10000) / 10000;
}
