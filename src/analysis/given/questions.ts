/**
 * Scores question by question. Questions may lie in clusters (a passage, a topic), and runs of a variant (seeds) may have
 * answered the same questions: both are luck, and both are in the interval. Pure.
 */
import {
  intervalEstimate,
  mean,
  pointWithoutInterval,
  tQuantile,
  tTwoSided,
  undefinedEstimate,
} from '../../stats/index.js';
import type { QuestionContrast } from '../../origins/scores/scores.js';
import type { WalkedList } from '../../base/walked-list.js';
import type { GivenScore } from './given-scores.js';
import { bothOf, pairedAnswers } from './paired-answers.js';
import type { Codes } from './paired-answers.js';

/**
 * first − second over the questions that both answered.
 *
 * With several seeds the variances by question and by seed are added and the one of single answers taken off, as for any
 * crossed sample (Cameron, Gelbach & Miller 2011; Owen 2007); degrees of freedom are those of the smaller of the two.
 */
export function questionContrast(
  first: WalkedList<GivenScore>,
  second: WalkedList<GivenScore>,
  { metric, level, dataSet }: { metric: number; level: number; dataSet: string },
): QuestionContrast {
  const { values, questions, cluster, seed } = pairedAnswers(first, second, metric);
  const base = { dataSet, questions, clusters: cluster.size, seeds: seed.size };
  const method = seed.size > 1 ? 'crossed' : cluster.size < questions ? 'clustered' : 't';
  const label = { level, method, n: cluster.size };
  if (values.length === 0)
    return {
      ...base,
      difference: undefinedEstimate({ ...label, reason: 'They share no question.' }),
      p: null,
      errors: { questions: null, seeds: null },
    };
  const point = mean(values);
  if (cluster.size < 2)
    return {
      ...base,
      difference: pointWithoutInterval(point, { ...label, reason: 'There is only one question or cluster.' }),
      p: null,
      errors: { questions: null, seeds: null },
    };
  const byCluster = varianceBy(cluster, values, point);
  const several = seed.size > 1;
  const bySeed = several ? varianceBy(seed, values, point) : 0;
  const byBoth = several ? varianceBy(bothOf(cluster, seed), values, point) : 0;
  const total = Math.max(byCluster, bySeed, byCluster + bySeed - byBoth);
  const df = (several ? Math.min(cluster.size, seed.size) : cluster.size) - 1;
  const errors = { questions: Math.sqrt(byCluster), seeds: several ? Math.sqrt(bySeed) : null };
  if (total === 0)
    return {
      ...base,
      difference: pointWithoutInterval(point, { ...label, reason: 'The two answer every question alike.' }),
      p: point === 0 ? 1 : null,
      errors,
    };
  const half = tQuantile((1 + level) / 2, df) * Math.sqrt(total);
  return {
    ...base,
    difference: intervalEstimate(point, [point - half, point + half], label),
    p: tTwoSided(point / Math.sqrt(total), df),
    errors,
  };
}

/** Variance of the mean by groups: sums of residuals in each, with G/(G − 1). */
function varianceBy({ of, size }: Codes, values: readonly number[], point: number): number {
  if (size < 2) return 0;
  const sums = new Float64Array(size);
  values.forEach((value, i) => (sums[of[i]!] = sums[of[i]!]! + value - point));
  const squares = sums.reduce((total, sum) => total + sum * sum, 0);
  return (squares * size) / (size - 1) / (values.length * values.length);
}
