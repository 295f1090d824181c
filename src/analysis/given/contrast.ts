/**
 * Two variants on one data set. Paired by block (by the corrected test where blocks share training rows), paired by seed
 * number with the unpaired answer beside it, or unpaired; by the files' own standard errors where each has one score. Pure.
 */
import type { Estimate } from '../../base/estimate.js';
import {
  correlation,
  intervalEstimate,
  isConstant,
  mean,
  normalCdf,
  normalQuantile,
  pointWithoutInterval,
  tQuantile,
  tTwoSided,
  undefinedEstimate,
  variance,
} from '../../stats/index.js';
import type { QuestionContrast } from '../../origins/scores/scores.js';
import type { Cell } from './cell.js';
import type { GivenScores } from './given-scores.js';
import { signedRankP } from './signed-ranks.js';
import { sideBySide, unpairedOf, welchOf } from './unpaired.js';
import type { Unpaired } from './unpaired.js';

export interface Contrast {
  readonly dataSet: string;
  /** first − second. */
  readonly difference: Estimate;
  /** The same from the means of all scores of each, those without a partner included; null where one has none. */
  readonly ofMeans: number | null;
  readonly se: number | null;
  readonly df: number | null;
  readonly t: number | null;
  readonly p: number | null;
  readonly sd: number | null;
  /** Between the scores that are paired. */
  readonly correlation?: number;
  readonly wilcoxonP?: number;
  /** Share of pairs in which the first is the higher number, ties ½. */
  readonly pairsAbove?: number;
  readonly unpaired?: Unpaired;
}

interface How extends Pick<
  GivenScores,
  'pairing' | 'testToTrain' | 'testToTrainOn' | 'blockWord' | 'repeatWord' | 'errorsFrom'
> {
  readonly level: number;
  /**
   * Only the difference and its test. Where every pair of variants is compared, the rest is shown nowhere and would take most
   * of the time.
   */
  readonly bare?: boolean;
}

export function contrast(first: Cell, second: Cell, how: How): Contrast {
  const there = first.means.length > 0 && second.means.length > 0;
  const ofMeans = there ? mean(first.means) - mean(second.means) : null;
  return { dataSet: first.dataSet, ofMeans, ...howFarApart(first, second, how) };
}

/** The same of the answers to single questions, where there are any. */
export function contrastByQuestion(question: QuestionContrast): Contrast {
  const { dataSet, difference, p } = question;
  const [se, df] = [question.se ?? null, question.df ?? null];
  const { point } = difference;
  const t = point === null || se === null ? null : point / se;
  return { dataSet, difference, ofMeans: point, se, df, t, p, sd: null };
}

type Apart = Omit<Contrast, 'dataSet' | 'ofMeans'>;

const NO_TEST = { se: null, df: null, t: null, p: null, sd: null };

function howFarApart(first: Cell, second: Cell, how: How): Apart {
  const { level, pairing, bare = false } = how;
  const testToTrain = how.testToTrainOn?.find(([dataSet]) => dataSet === first.dataSet)?.[1] ?? how.testToTrain;
  if (first.runs.length === 0 || second.runs.length === 0) {
    const reason = `${first.runs.length === 0 ? first.variant : second.variant} has no score here.`;
    return { ...NO_TEST, difference: undefinedEstimate({ level, method: 'none', n: 0, reason }) };
  }
  if (first.means.length === 1 && second.means.length === 1) return { ...NO_TEST, ...singles(first, second, how) };
  if (pairing === 'none') {
    const welch = welchOf(first, second, level);
    if (welch === undefined) return { ...NO_TEST, difference: withoutInterval(first, second, level) };
    const tested = { ...welch, se: welch.df === 0 ? null : unpairedError(first, second), sd: null };
    return bare ? tested : { ...tested, unpaired: { ...welch, ...sideBySide(first, second) } };
  }
  const { x, y } = pairsOf(first, second);
  const lost = Math.max(first.means.length, second.means.length, first.planned, second.planned) - x.length;
  const paired = pairedOf({ x, y }, { level, testToTrain, bare, unit: pairedWord(how) });
  if (testToTrain !== undefined && lost > 0)
    return { ...paired, ...withoutFolds(paired, { lost, all: x.length + lost }) };
  const unpaired = pairing === 'seed number' && !bare ? unpairedOf(first, second, level) : undefined;
  return { ...paired, ...(unpaired === undefined ? {} : { unpaired }) };
}

/** The corrected test may do without a tenth of the folds, and says so; beyond, it is refused. */
function withoutFolds({ difference }: Apart, { lost, all }: { lost: number; all: number }): Partial<Apart> {
  const reason = `${lost} of ${all} folds missing`;
  if (lost <= all / 10) return { difference: { ...difference, reason: `${reason}: the others are compared.` } };
  return {
    ...NO_TEST,
    difference: { ...difference, low: null, high: null, reason: `${reason}: the corrected test needs them.` },
  };
}

/** What two are paired by, in the singular. */
export function pairedWord({
  pairing,
  blockWord,
  repeatWord,
}: Pick<GivenScores, 'pairing' | 'blockWord' | 'repeatWord'>): string {
  return pairing === 'block' ? blockWord : repeatWord;
}

/** Values of the blocks that both have, in the order of the first. */
export function pairsOf(first: Cell, second: Cell): { readonly x: readonly number[]; readonly y: readonly number[] } {
  if (second.blocks.length === first.blocks.length && first.blocks.every((block, i) => block === second.blocks[i]))
    return { x: first.means, y: second.means };
  const others = new Map(second.blocks.map((block, i) => [block, second.means[i]!]));
  const [x, y]: [number[], number[]] = [[], []];
  first.blocks.forEach((block, i) => {
    const other = others.get(block);
    if (other === undefined) return;
    x.push(first.means[i]!);
    y.push(other);
  });
  return { x, y };
}

function pairedOf(
  { x, y }: { x: readonly number[]; y: readonly number[] },
  { level, testToTrain, bare, unit }: { level: number; testToTrain: number | undefined; bare: boolean; unit: string },
): Apart {
  const d = x.map((value, i) => value - y[i]!);
  const n = d.length;
  const method = testToTrain === undefined ? 't' : 'nadeauBengio';
  const none = { se: null, df: null, t: null, p: null, sd: null };
  if (n === 0)
    return { ...none, difference: undefinedEstimate({ level, method, n, reason: `They share no ${unit}.` }) };
  if (n === 1)
    return {
      ...none,
      difference: pointWithoutInterval(d[0]!, { level, method, n, reason: `They share only one ${unit}.` }),
    };
  const point = mean(d);
  const spread = isConstant(d) ? 0 : variance(d);
  const se = Math.sqrt(spread * (1 / n + (testToTrain ?? 0)));
  const more = bare
    ? {}
    : {
        // Two points lie on a line, whatever they are.
        ...(n < 3 || isConstant(x) || isConstant(y) ? {} : { correlation: correlation(x, y) }),
        wilcoxonP: signedRankP(d),
        pairsAbove: mean(d.map((value) => (value > 0 ? 1 : value < 0 ? 0 : 0.5))),
      };
  const sd = Math.sqrt(spread);
  if (se === 0) {
    // Equal in every block: no spread, and nothing to tell apart.
    const zero = Math.abs(point) < 1e-15;
    const difference = zero
      ? intervalEstimate(0, [0, 0], { level, method, n })
      : pointWithoutInterval(point, { level, method, n, reason: `The difference is the same in every ${unit}.` });
    return { difference, se: 0, df: n - 1, t: zero ? 0 : null, p: zero ? 1 : null, sd, ...more };
  }
  const half = tQuantile((1 + level) / 2, n - 1) * se;
  const t = point / se;
  return {
    difference: intervalEstimate(point, [point - half, point + half], { level, method, n }),
    se,
    df: n - 1,
    t,
    p: tTwoSided(t, n - 1),
    sd,
    ...more,
  };
}

function singles(
  first: Cell,
  second: Cell,
  { level, errorsFrom }: Pick<How, 'level' | 'errorsFrom'>,
): Pick<Contrast, 'difference' | 'se' | 't' | 'p'> {
  const point = first.runs[0]! - second.runs[0]!;
  if (first.error === undefined || second.error === undefined || !(first.error + second.error > 0)) {
    return {
      difference: pointWithoutInterval(point, { level, method: 'none', n: 1, reason: 'There is only one score each.' }),
      se: null,
      t: null,
      p: null,
    };
  }
  const se = Math.sqrt(first.error * first.error + second.error * second.error);
  const half = normalQuantile((1 + level) / 2) * se;
  const z = point / se;
  const reason =
    errorsFrom === 'intervals'
      ? 'From the intervals of both means, as if the two had met other splits: too wide where they met the same.'
      : 'From the errors in the file, as if the two had answered other questions: too wide where they answered the same. The luck of training is not in it.';
  return {
    difference: { ...intervalEstimate(point, [point - half, point + half], { level, method: 'z', n: 1 }), reason },
    se,
    t: z,
    p: Math.min(1, 2 * normalCdf(-Math.abs(z))),
  };
}

/** Welch's. Not point / t: where the means are equal that is 0 / 0. */
function unpairedError(first: Cell, second: Cell): number {
  const ofMean = ({ means }: Cell): number => variance(means) / means.length;
  return Math.sqrt(ofMean(first) + ofMean(second));
}

function withoutInterval(first: Cell, second: Cell, level: number): Estimate {
  return pointWithoutInterval(mean(first.runs) - mean(second.runs), {
    level,
    method: 'welch',
    n: Math.min(first.runs.length, second.runs.length),
    reason: 'One of them has only one score.',
  });
}
