/** Many variants of one baseline: their order, and the groups that cannot be told apart on this table. Pure. */
import type { Comparison, MetricInfo } from './analysis.js';
import { blockMean } from './choice.js';
import type { Candidate } from './choice.js';
import type { Ranking } from './side-answers.js';
import { UserError } from '../base/errors.js';
import type { Estimate } from '../base/estimate.js';
import { whole } from '../base/how-many.js';
import {
  compactLetters,
  FEWEST_TO_JUDGE,
  levelOfOtherPairs,
  present,
  simultaneousPairDifferences,
} from '../stats/index.js';
import type { EstimateOptions, Scores } from '../stats/index.js';

/** Of more, the pairs alone take gigabytes and minutes. */
const MOST_RANKED = 300;

/** A rank needs scores in three blocks at least, and in half of them: the mean of a few survivors is no rank. */
export function canBeRanked(scores: Scores): boolean {
  const blocks = scores.filter((block) => present(block).length > 0).length;
  return blocks >= FEWEST_TO_JUDGE && 2 * blocks >= scores.length;
}

/**
 * Order by mean, best first. Variants share no letter where they are told apart: a pair that is compared by itself (with
 * the baseline) by the very verdict on it, so that letters and words agree; all other pairs together at a fifth of that error, Holm's
 * steps among them, at the level of this look.
 *
 * @throws {UserError} for more than 300 variants
 */
export function rankVariants(
  all: readonly Candidate[],
  {
    metric,
    options,
    comparisons,
  }: { metric: MetricInfo; options: EstimateOptions & { look?: number }; comparisons: readonly Comparison[] },
): Ranking {
  const candidates = all.filter(({ scores }) => canBeRanked(scores));
  if (candidates.length > MOST_RANKED)
    throw new UserError(
      `${whole(candidates.length)} variants are to be put in order, each held against every other: ${MOST_RANKED} are the most.`,
      'Take some of them (reseed scores … --where COLUMN=A,B), or name the column that tells variants apart: --variant COLUMN.',
    );
  const means = candidates.map(({ scores }) => blockMean(scores.map(blockMean)));
  const sign = metric.better === 'higher' ? 1 : -1;
  const order = candidates.map((_, i) => i).sort((a, b) => sign * (means[b]! - means[a]!) || a - b);
  const places = candidates.flatMap((_, i) => candidates.slice(i + 1).map((_one, k) => [i, i + 1 + k] as const));
  const ownOf = ([i, j]: readonly [number, number]): Comparison | undefined => {
    const names = [candidates[i]!.name, candidates[j]!.name];
    return comparisons.find(({ variant, baseline }) => names.includes(variant) && names.includes(baseline));
  };
  const differing = new Set<string>();
  for (const place of places) {
    const own = ownOf(place);
    if (own === undefined || own.verdict.mean.words === 'not judged') continue;
    if (excludes0(own.verdict.mean.interval)) differing.add(place.join(' '));
  }
  const others = places.filter((place) => ownOf(place) === undefined);
  const level = levelOfOtherPairs(options.level);
  const judged = simultaneousPairDifferences(
    others.map(([i, j]) => [candidates[i]!.scores, candidates[j]!.scores]),
    { ...options, level },
  );
  const shared = [
    ...places.flatMap((place) => ownOf(place)?.verdict.mean.interval.n ?? []),
    ...judged.map(({ estimate }) => estimate.n),
  ];
  const [least, most] = [Math.min(...shared), Math.max(...shared)];
  others.forEach((place, at) => {
    const { estimate, pHolm } = judged[at]!;
    if (pHolm !== null && pHolm <= 1 - estimate.level) differing.add(place.join(' '));
  });
  const letters = compactLetters(order, (a, b) => differing.has(`${Math.min(a, b)} ${Math.max(a, b)}`));
  const unranked = all.filter((one) => !candidates.includes(one)).map(({ name }) => name);
  return {
    metric: metric.name,
    order: order.map((index) => ({ variant: candidates[index]!.name, letters: letters[index]! })),
    ...(shared.length === 0 || least >= Math.max(...all.map(({ scores }) => scores.length))
      ? {}
      : { pairBlocks: [least, most] as const }),
    ...(unranked.length === 0 ? {} : { unranked }),
  };
}

function excludes0({ low, high }: Estimate): boolean {
  return low !== null && high !== null && low !== high && (low > 0 || high < 0);
}
