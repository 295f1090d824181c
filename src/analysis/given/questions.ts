/**
 * Scores question by question. Questions may lie in clusters (a passage, a topic), and runs of a variant (seeds) may have
 * answered the same questions: both are luck, and both are in the interval. Pure.
 */
import { intervalEstimate, pointWithoutInterval, tQuantile, tTwoSided, undefinedEstimate } from '../../stats/index.js';
import type { QuestionContrast } from '../../origins/scores/scores.js';
import type { WalkedList } from '../../base/walked-list.js';
import type { GivenScore } from './given-scores.js';
import { bothOf, pairedAnswers } from './paired-answers.js';
import type { Codes, PairedAnswers } from './paired-answers.js';

/**
 * first − second over the questions that both answered; where they answered other questions, of all answers of each.
 *
 * With several runs the variances by question and by run are added and the one of single answers taken off, as for any
 * crossed sample (Cameron, Gelbach & Miller 2011; Owen 2007); where each variant has runs of its own, the luck of each one's is
 * added. Degrees of freedom are those of the smallest of these groups.
 */
export function questionContrast(
  first: WalkedList<GivenScore>,
  second: WalkedList<GivenScore>,
  { metric, level, dataSet }: { metric: number; level: number; dataSet: string },
): QuestionContrast {
  const answers = pairedAnswers(first, second, metric);
  if (answers === undefined) {
    const none = { level, method: 't', n: 0, reason: 'One of the two has no answer.' };
    const counts = { dataSet, questions: 0, clusters: 0, seeds: 0 };
    return { ...counts, difference: undefinedEstimate(none), p: null, errors: NO_ERRORS };
  }
  const { point, cluster, fewestClusters, runs, questions, leftOut, shared } = answers;
  const several = runs.some((own) => own > 1);
  const base = {
    ...{ dataSet, questions, clusters: cluster.size, seeds: Math.max(...runs) },
    ...(runs.length === 2 && several ? { ownSeeds: runs } : {}),
    ...(leftOut === 0 ? {} : { leftOut }),
    ...(shared ? {} : { shared: false as const }),
  };
  const method = several ? 'crossed' : cluster.size < questions ? 'clustered' : 't';
  const label = { level, method, n: cluster.size };
  const alone = (reason: string): QuestionContrast => {
    return { ...base, difference: pointWithoutInterval(point, { ...label, reason }), p: null, errors: NO_ERRORS };
  };
  if (fewestClusters < 2) return alone('There is only one question or cluster.');
  const df = Math.min(fewestClusters, ...runs.filter((own) => own > 1)) - 1;
  const { total, errors } = variancesOf(answers);
  if (total === 0) {
    const same = alone(
      point === 0 ? 'The two answer every question alike.' : 'The difference is the same in every question.',
    );
    return { ...same, p: point === 0 ? 1 : null, errors, se: 0, df };
  }
  const se = Math.sqrt(total);
  const half = tQuantile((1 + level) / 2, df) * se;
  const difference = intervalEstimate(point, [point - half, point + half], label);
  return { ...base, difference, p: tTwoSided(point / se, df), errors, se, df };
}

const NO_ERRORS = { questions: null, seeds: null };

/** By question, by run, and both together. */
function variancesOf(answers: PairedAnswers): { readonly total: number; readonly errors: QuestionContrast['errors'] } {
  const { residuals, cluster, run, runs } = answers;
  const byCluster = varianceBy(cluster, residuals, cluster.size);
  if (runs.every((own) => own < 2))
    return { total: byCluster, errors: { questions: Math.sqrt(byCluster), seeds: null } };
  const bySeed = runs.length === 1 ? varianceBy(run, residuals, run.size) : byOwnRuns(answers, runs);
  const single = bothOf(cluster, run);
  const byBoth = varianceBy(single, residuals, single.size);
  const total = Math.max(byCluster, bySeed, byCluster + bySeed - byBoth);
  return { total, errors: { questions: Math.sqrt(byCluster), seeds: Math.sqrt(bySeed) } };
}

/**
 * The runs of the first are numbered before those of the second. The luck of a single run cannot be seen: it is taken to be
 * that of one of the other's.
 */
function byOwnRuns({ residuals, run }: PairedAnswers, [first, second]: readonly [number, number]): number {
  const sums = sumsBy(run, residuals);
  const ofMean = (from: number, size: number): number =>
    size < 2 ? 0 : (squaresOf(sums.subarray(from, from + size)) * size) / (size - 1);
  const both = ofMean(0, first) + ofMean(first, second);
  return Math.min(first, second) > 1 ? both : both * (1 + Math.max(first, second));
}

/** Variance of the difference by groups: squares of the sums of residuals in each, with G/(G − 1). */
function varianceBy(codes: Codes, residuals: Float64Array, size: number): number {
  return size < 2 ? 0 : (squaresOf(sumsBy(codes, residuals)) * size) / (size - 1);
}

function sumsBy({ of, size }: Codes, residuals: Float64Array): Float64Array {
  const sums = new Float64Array(size);
  residuals.forEach((value, i) => (sums[of[i]!]! += value));
  return sums;
}

function squaresOf(sums: Float64Array): number {
  return sums.reduce((total, sum) => total + sum * sum, 0);
}
