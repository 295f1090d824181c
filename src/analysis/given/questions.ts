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
import type { GivenScore } from './given-scores.js';

interface Entry {
  readonly cluster: string;
  readonly seed: string;
  readonly value: number;
}

/**
 * first − second over the questions that both answered.
 *
 * With several seeds the variances by question and by seed are added and the one of single answers taken off, as for any
 * crossed sample (Cameron, Gelbach & Miller 2011; Owen 2007); degrees of freedom are those of the smaller of the two.
 */
export function questionContrast(
  first: readonly GivenScore[],
  second: readonly GivenScore[],
  { metric, level, dataSet }: { metric: number; level: number; dataSet: string },
): QuestionContrast {
  const entries = pairedAnswers(first, second, metric);
  const questions = new Set(entries.map(({ question }) => question)).size;
  const clusters = new Set(entries.map(({ cluster }) => cluster));
  const seeds = new Set(entries.map(({ seed }) => seed));
  const base = { dataSet, questions, clusters: clusters.size, seeds: seeds.size };
  const method = seeds.size > 1 ? 'crossed' : clusters.size < questions ? 'clustered' : 't';
  const label = { level, method, n: clusters.size };
  if (entries.length === 0)
    return {
      ...base,
      difference: undefinedEstimate({ ...label, reason: 'They share no question.' }),
      p: null,
      errors: { questions: null, seeds: null },
    };
  const point = mean(entries.map(({ value }) => value));
  if (clusters.size < 2)
    return {
      ...base,
      difference: pointWithoutInterval(point, { ...label, reason: 'One question or cluster: no interval.' }),
      p: null,
      errors: { questions: null, seeds: null },
    };
  const byCluster = varianceBy(entries, point, ({ cluster }) => cluster);
  const several = seeds.size > 1;
  const bySeed = several ? varianceBy(entries, point, ({ seed }) => seed) : 0;
  const byBoth = several ? varianceBy(entries, point, ({ cluster, seed }) => `${cluster}\u0000${seed}`) : 0;
  const total = Math.max(byCluster, bySeed, byCluster + bySeed - byBoth);
  const df = (several ? Math.min(clusters.size, seeds.size) : clusters.size) - 1;
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

function pairedAnswers(
  first: readonly GivenScore[],
  second: readonly GivenScore[],
  metric: number,
): readonly (Entry & { readonly question: string })[] {
  const seedsOf = (scores: readonly GivenScore[]): ReadonlySet<string> => new Set(scores.map(seedOf));
  const [a, b] = [seedsOf(first), seedsOf(second)];
  // Where the two have no seed in common, each question counts with its mean over seeds.
  const shared = [...a].some((seed) => b.has(seed));
  const key = (score: GivenScore): string => `${score.row ?? ''}\u0000${shared ? seedOf(score) : ''}`;
  const there = (scores: readonly GivenScore[]): Map<string, { sum: number; n: number; score: GivenScore }> => {
    const result = new Map<string, { sum: number; n: number; score: GivenScore }>();
    for (const score of scores) {
      const value = score.values[metric]!;
      if (score.status !== 'ok' || Number.isNaN(value)) continue;
      const known = result.get(key(score));
      if (known === undefined) result.set(key(score), { sum: value, n: 1, score });
      else {
        known.sum += value;
        known.n++;
      }
    }
    return result;
  };
  const others = there(second);
  return [...there(first)].flatMap(([at, { sum, n, score }]) => {
    const other = others.get(at);
    if (other === undefined) return [];
    const question = score.row ?? '';
    return [
      {
        question,
        cluster: score.cluster ?? question,
        seed: shared ? seedOf(score) : '',
        value: sum / n - other.sum / other.n,
      },
    ];
  });
}

function seedOf({ block, repeat }: GivenScore): string {
  return `${block}\u0000${repeat}`;
}

/** Variance of the mean by groups: sums of residuals in each, with G/(G − 1). */
function varianceBy(entries: readonly Entry[], point: number, groupOf: (entry: Entry) => string): number {
  const sums = new Map<string, number>();
  for (const entry of entries) sums.set(groupOf(entry), (sums.get(groupOf(entry)) ?? 0) + entry.value - point);
  const groups = sums.size;
  if (groups < 2) return 0;
  let squares = 0;
  for (const sum of sums.values()) squares += sum * sum;
  return (squares * groups) / (groups - 1) / (entries.length * entries.length);
}
