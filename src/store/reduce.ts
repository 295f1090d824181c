/**
 * What needs predictions and not only scores, reduced to one line a split and variant: how often reruns disagree, how far
 * probabilities move, how much of the loss is variance, and what ensembles of k nets would score. Pure.
 */
import { hash } from 'node:crypto';
import { metricsOf, tallyOf } from '../design/metrics.js';
import { metricsOfPredictions } from '../question/registry.js';
import type { StoredPredictions } from '../design/metrics.js';
import type { Metrics } from '../design/record.js';
import type { Run } from '../design/plan.js';
import {
  brierParts,
  churn,
  predictedClasses,
  predictionVariance,
  squaredErrorParts,
  zeroOneParts,
} from '../stats/predictions.js';
import type { SquaredLossParts, ZeroOneLossParts } from '../stats/predictions.js';

/** One line of `splits.jsonl`. */
export interface Reduction {
  /** Names the runs that went in: another seed makes another key. */
  readonly key: string;
  readonly variant: string;
  readonly split: number;
  readonly nets: number;
  /** Absent with one net. */
  readonly spread?: PredictionSpread;
  readonly ensembles: readonly EnsembleScore[];
}

/** How far the predictions of several nets for the same rows lie apart. */
export interface PredictionSpread {
  /** Sample variance over nets, summed over the values of a row, mean over rows. */
  readonly variance: number;
  /** Brier score, or squared error, split into bias² and variance. */
  readonly squaredLoss: SquaredLossParts;
  /** Classes only: how often two nets disagree, and 0-1 loss split after Domingos. */
  readonly classes?: { readonly churn: number; readonly zeroOneLoss: ZeroOneLossParts };
  /** The predictions name classes and give no probabilities: what is said of these means nothing. */
  readonly votes?: true;
}

export interface EnsembleScore {
  readonly size: number;
  /** Disjoint groups of `size` nets; a group's prediction is the mean of its nets'. */
  readonly groups: number;
  /** Mean over the groups. */
  readonly metrics: Metrics;
  /** Variance over the groups, where there are at least four of them. */
  readonly rerunVariance: Metrics | null;
}

/** Fewer groups than this give a score and no variance. */
const GROUPS_FOR_VARIANCE = 4;

/** The main runs of one variant on one split, in plan order, by `split variant`. */
export function runsBySplit(runs: Iterable<Run>): ReadonlyMap<string, readonly Run[]> {
  const groups = new Map<string, Run[]>();
  for (const run of runs) {
    if (run.cell !== undefined) continue;
    const name = `${run.split} ${run.variant}`;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [run]);
    else group.push(run);
  }
  return groups;
}

/** The key of a reduction: which runs, and which ensemble sizes. */
export function reductionKey(runs: readonly Run[], ensembles: readonly number[]): string {
  const text = `${JSON.stringify(ensembles)}${runs.map(({ hash: own }) => own).join('')}`;
  // Hashed in one go to the short form: a slice of the long hex text would keep all of it in memory.
  return hash('sha256', text, 'buffer').toString('hex', 0, 16);
}

/**
 * @param nets one entry a seed: the predictions of that net on the test rows (k-fold: of its folds, one after the other);
 *   all on the same rows in the same order
 */
export function reduceSplit(
  nets: readonly StoredPredictions[],
  { key, variant, split, ensembles }: { key: string; variant: string; split: number; ensembles: readonly number[] },
): Reduction {
  const sizes = [1, ...ensembles].filter((size) => size <= nets.length);
  return {
    key,
    variant,
    split,
    nets: nets.length,
    ...(nets.length < 2 ? {} : { spread: spreadOf(nets) }),
    ensembles: ensembles.length === 0 ? [] : sizes.map((size) => scoreEnsembles(nets, size)),
  };
}

function spreadOf(nets: readonly StoredPredictions[]): PredictionSpread {
  const { kind, truth, values } = nets[0]!;
  const width = values.length / truth.length;
  const reruns = nets.map((net) => net.values);
  const variance = predictionVariance(reruns, { width });
  if (kind === 'number') return { variance, squaredLoss: squaredErrorParts(reruns, { truth }) };
  const labels = reruns.map((rerun) => predictedClasses(rerun, width));
  const classes = { churn: churn(labels), zeroOneLoss: zeroOneParts(labels, { truth }) };
  const votes = reruns.every((rerun) => rerun.every((p) => p === 0 || p === 1)) ? { votes: true as const } : {};
  return { variance, squaredLoss: brierParts(reruns, { truth, classes: width }), classes, ...votes };
}

function scoreEnsembles(nets: readonly StoredPredictions[], size: number): EnsembleScore {
  const groups = Math.floor(nets.length / size);
  const scores = Array.from({ length: groups }, (_, g): Metrics => {
    const ensemble = meanOf(nets.slice(g * size, (g + 1) * size));
    return { ...metricsOf([tallyOf(ensemble)]), ...metricsOfPredictions(ensemble) };
  });
  const names = Object.keys(scores[0]!);
  const over = (summarize: (values: readonly number[]) => number): Metrics =>
    Object.fromEntries(
      names.map((name) => {
        const values = scores.flatMap((score) => score[name] ?? []);
        return [name, values.length === 0 ? null : summarize(values)];
      }),
    );
  return {
    size,
    groups,
    metrics: over(mean),
    rerunVariance: groups < GROUPS_FOR_VARIANCE ? null : over(sampleVariance),
  };
}

/** The mean-probability ensemble of some nets. */
function meanOf(nets: readonly StoredPredictions[]): StoredPredictions {
  const { length } = nets[0]!.values;
  const values = nets[0]!.kind === 'number' ? new Float64Array(length) : new Float32Array(length);
  for (let i = 0; i < values.length; i++) values[i] = nets.reduce((sum, net) => sum + net.values[i]!, 0) / nets.length;
  return { ...nets[0]!, values };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function sampleVariance(values: readonly number[]): number {
  const centre = mean(values);
  return values.reduce((sum, value) => sum + (value - centre) * (value - centre), 0) / (values.length - 1);
}
