/** Every variant against every other, data set by data set. Pure. */
import { holm } from '../../stats/index.js';
import type { Cells } from './cell.js';
import { contrast, contrastByQuestion } from './contrast.js';
import type { Contrast } from './contrast.js';
import type { GivenScores } from './given-scores.js';
import { signedRankP } from './signed-ranks.js';

export interface Duel {
  readonly first: string;
  readonly second: string;
  /** Mean over data sets of first − second. */
  readonly difference: number;
  /** Data sets on which the first is better, the two are within the threshold, or the second is better. */
  readonly wins: number;
  readonly ties: number;
  readonly losses: number;
  /** Without any threshold. */
  readonly above: number;
  readonly below: number;
  /** Data sets on which the first (the second) is better beyond doubt: the data set's own test, Holm over the data sets. */
  readonly surely: number;
  readonly surelyNot: number;
  /** On how many data sets there is such a test. */
  readonly tested: number;
  /** Wilcoxon's signed ranks over the data sets' means; Holm over all pairs. */
  readonly p: number;
  readonly pHolm: number;
}

export function duels(
  cells: Cells,
  {
    given,
    better,
    threshold,
    level,
    metric,
  }: { given: GivenScores; metric: string; better: 'higher' | 'lower'; threshold: number; level: number },
): readonly Duel[] {
  const { variants, dataSets } = given;
  const sign = better === 'higher' ? 1 : -1;
  const pairs = variants.flatMap((first, i) => variants.slice(i + 1).map((second) => ({ first, second })));
  const open = pairs.map(({ first, second }) => {
    const contrasts = dataSets
      .map((dataSet) => {
        const row = answersTo(given, { metric, first, second, dataSet });
        return row ?? contrast(cells(first, dataSet), cells(second, dataSet), { ...given, level, bare: true });
      })
      .filter(({ difference }) => difference.point !== null);
    const d = contrasts.map(({ ofMeans }) => sign * zeroed(ofMeans!));
    const count = (test: (value: number) => boolean): number => d.filter(test).length;
    const { surely, surelyNot, tested } = beyondDoubt(contrasts, { sign, level });
    return {
      first,
      second,
      difference: (sign * d.reduce((sum, value) => sum + value, 0)) / Math.max(1, d.length),
      wins: count((value) => value > threshold),
      ties: count((value) => Math.abs(value) <= threshold),
      losses: count((value) => value < -threshold),
      above: count((value) => value > 0),
      below: count((value) => value < 0),
      surely,
      surelyNot,
      tested,
      p: d.length < 2 ? 1 : signedRankP(d),
    };
  });
  const adjusted = holm(open.map(({ p }) => p));
  return open.map((duel, i) => ({ ...duel, pHolm: adjusted[i]! }));
}

/** Equal sums that were added up in another order differ by rounding: that is no difference. */
function zeroed(difference: number): number {
  return Math.abs(difference) < 1e-12 ? 0 : difference;
}

/** By question, where the pair is one of those that were compared so. */
function answersTo(
  { byRow }: GivenScores,
  { metric, first, second, dataSet }: { metric: string; first: string; second: string; dataSet: string },
): Contrast | undefined {
  const own = byRow?.find(
    (each) =>
      each.metric === metric &&
      ((each.variant === first && each.baseline === second) || (each.variant === second && each.baseline === first)),
  );
  const row = own?.contrasts.find((each) => each.dataSet === dataSet);
  if (own === undefined || row === undefined) return undefined;
  const found = contrastByQuestion(row);
  return own.variant === first ? found : turned(found);
}

/** second − first. */
function turned(contrast: Contrast): Contrast {
  const { difference, ofMeans, t } = contrast;
  const minus = (value: number | null): number | null => (value === null ? null : -value);
  return {
    ...contrast,
    difference: {
      ...difference,
      point: minus(difference.point),
      low: minus(difference.high),
      high: minus(difference.low),
    },
    ofMeans: minus(ofMeans),
    t: minus(t),
  };
}

function beyondDoubt(
  contrasts: readonly Contrast[],
  { sign, level }: { sign: number; level: number },
): Pick<Duel, 'surely' | 'surelyNot' | 'tested'> {
  const tested = contrasts.filter(({ p }) => p !== null);
  const adjusted = holm(tested.map(({ p }) => p!));
  const sure = tested.filter((_, i) => adjusted[i]! < 1 - level);
  const surely = sure.filter(({ difference }) => sign * difference.point! > 0).length;
  return { surely, surelyNot: sure.length - surely, tested: tested.length };
}
