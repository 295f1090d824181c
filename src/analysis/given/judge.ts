/** A comparison in words: from its interval against the threshold; never where too little is known. Pure. */
import type { Estimate } from '../../estimate.js';
import { FEWEST_DATA_SETS_FOR_VERDICT } from '../../stats/index.js';
import type { Across } from './across.js';
import type { Contrast } from './contrast.js';
import type { GivenMetric, GivenScores } from './given-scores.js';
import type { QuestionContrast } from './questions.js';

export interface GivenVerdict {
  readonly words:
    'better' | 'better, but small' | 'worse' | 'worse, but small' | 'no clear difference' | 'too noisy' | 'not judged';
  /** What it is about: `these runs`, `these data sets`, `data sets like these`, `questions like these`, … */
  readonly about: string;
  readonly interval: Estimate;
  /** With several data sets: the same about these alone. */
  readonly these?: { readonly words: GivenVerdict['words']; readonly interval: Estimate };
  readonly reason?: string;
}

interface Facts {
  readonly metric: GivenMetric;
  readonly threshold: number;
  readonly given: GivenScores;
  readonly variant: string;
  readonly level: number;
}

/** @param intervals at the level of the whole family of comparisons */
export function judgeContrast(
  {
    questions,
    contrasts,
    over,
  }: { questions: readonly QuestionContrast[] | undefined; contrasts: readonly Contrast[]; over: Across | undefined },
  facts: Facts,
): GivenVerdict {
  const { given, variant } = facts;
  const unequal = unequalFailures(given, variant);
  const about = aboutWords(given);
  const withheld = (interval: Estimate, reason: string): GivenVerdict => ({
    words: 'not judged',
    about,
    interval,
    reason,
  });
  if (over !== undefined) {
    const these = { words: wordsOf(over.these, facts), interval: over.these };
    if (unequal !== undefined)
      return { ...withheld(over.likeThese, unequal), these: { ...these, words: 'not judged' } };
    if (over.dataSets < FEWEST_DATA_SETS_FOR_VERDICT) {
      const reason = `${over.dataSets} data sets are too few for a verdict on others like them, which takes ${FEWEST_DATA_SETS_FOR_VERDICT}.`;
      return { words: 'not judged', about: 'data sets like these', interval: over.likeThese, these, reason };
    }
    return { words: wordsOf(over.likeThese, facts), about: 'data sets like these', interval: over.likeThese, these };
  }
  const interval = questions?.[0]?.difference ?? contrasts[0]!.difference;
  if (unequal !== undefined) return withheld(interval, unequal);
  if (interval.low === null) return withheld(interval, interval.reason ?? 'There is no interval.');
  if (given.tuning !== undefined)
    return withheld(
      interval,
      'The settings were chosen by these very scores: the best of many is flattered by the choice.',
    );
  if (interval.n < 3 && interval.method !== 'z') return withheld(interval, 'Two blocks are too few for a verdict.');
  return { words: wordsOf(interval, facts), about: questions === undefined ? about : 'questions like these', interval };
}

function aboutWords({ pairing, testToTrain, blockWord }: GivenScores): string {
  if (testToTrain !== undefined) return 'new rows like these';
  return pairing === 'block' ? `${blockWord}s like these` : 'runs like these';
}

/** In the direction that is better. */
export function wordsOf(
  { low, high }: Estimate,
  { metric, threshold }: Pick<Facts, 'metric' | 'threshold'>,
): GivenVerdict['words'] {
  if (low === null || high === null) return 'not judged';
  const [from, to] = metric.better === 'higher' ? [low, high] : [-high, -low];
  const small = from >= -threshold && to <= threshold;
  if (from > 0) return small ? 'better, but small' : 'better';
  if (to < 0) return small ? 'worse, but small' : 'worse';
  return small ? 'no clear difference' : 'too noisy';
}

/** Failures of the variant beyond those of the baseline, or the other way: then a mean of the survivors misleads. */
function unequalFailures({ scores, baseline }: GivenScores, variant: string): string | undefined {
  const count = (name: string): { readonly lost: number; readonly all: number } => {
    const own = scores.filter((score) => score.variant === name);
    return { lost: own.filter(({ status }) => status === 'failed').length, all: own.length };
  };
  const [mine, its] = [count(variant), count(baseline)];
  const gap = Math.abs(mine.lost / Math.max(1, mine.all) - its.lost / Math.max(1, its.all));
  if (gap < 0.05 || Math.abs(mine.lost - its.lost) < 2) return undefined;
  return `The two failed unequally (${variant} ${mine.lost} of ${mine.all}, ${baseline} ${its.lost} of ${its.all}): a mean of what survived misleads.`;
}
