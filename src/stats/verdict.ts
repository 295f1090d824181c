/**
 * What intervals mean in words: one function for every comparison of every report, of an interval on this table, of one
 * for new rows, and of a threshold below which nobody cares. Words never say more than the intervals do. Knows no metric
 * and no report; `verdictWords` is the only place where these words are put into a sentence.
 */
import type { Estimate } from '../base/estimate.js';
import { ln } from '../base/math.js';
import { type BlockWord, blocksCalled } from './blocks-called.js';

/** Which way, and by how much beside the threshold. */
export type VerdictWord =
  | 'better'
  | 'better, perhaps by little'
  | 'better but small'
  | 'worse'
  | 'worse, perhaps by little'
  | 'worse but small'
  | 'no clear difference'
  | 'too noisy'
  | 'not judged';

/** Whom the words are about. `these rows`: the split was held; `these scores`: of what they were made is not known. */
export type VerdictGround =
  | 'new rows like these'
  | 'this table'
  | 'these rows'
  | 'these scores'
  | 'these data sets'
  | 'data sets like these'
  | 'questions like these';

/** The second part of the answer. `not asked`: spreads, held splits, and whatever has no interval for new rows. */
export type NewRowsAnswer = 'the same' | 'cannot be told' | 'not asked';

/** The value that words, letters, colours, gates and files are made from. */
export interface Judgement {
  readonly words: VerdictWord;
  /** The widest ground on which the words hold. */
  readonly about: VerdictGround;
  readonly newRows: NewRowsAnswer;
  /** Beside `not judged`, and where a lead was softened: one plain sentence. */
  readonly reason?: string;
  /** The lead rests on a mean that outliers have made unsure; the median agrees. */
  readonly softened?: true;
}

/** What else is known. */
export interface VerdictFacts extends BlockWord {
  /** Widest ground of the table's interval; `this table` by default. */
  readonly ground?: Exclude<VerdictGround, 'new rows like these'>;
  /** Why nothing is judged, whatever the interval says. */
  readonly withheld?: string;
  /** Set where the arms failed unequally: whether the lead survives trimming (`trimmedLead`). */
  readonly leadSurvivesFailures?: boolean;
  /** Set where per-split differences have outliers: the interval of their median, on the same scale. */
  readonly medianBesideOutliers?: Estimate;
  /** Student's t beside a bootstrap's interval, on the same scale: a lead takes both. */
  readonly studentsT?: Estimate;
}

/** Ten per cent of an SD. */
export const SPREAD_THRESHOLD = 0.1;
/** Blocks below which nothing is judged. */
export const FEWEST_TO_JUDGE = 3;

const few = (n: number, word: BlockWord): string =>
  `${blocksCalled(n, word)} ${n === 1 ? 'is' : 'are'} too few to judge by; it takes at least ${FEWEST_TO_JUDGE}.`;
const noSpread = (unit: string, of: string): string =>
  `Every ${unit} gives the same ${of}, so there is no spread to judge by.`;
const alike = (unit: string, of: string): string =>
  of === 'ratio' ? `The two spread alike in every ${unit}.` : `The two are equal in every ${unit}.`;
const UNEQUAL = 'The arms failed unequally, and the lead does not survive dropping as many of the other’s worst runs.';
const UNCONFIRMED =
  'The bootstrap’s interval excludes 0 and Student’s t does not: a few large differences can do that.';
const OUTLIERS = 'A few differences lie far outside, and the median of the differences does not confirm the mean.';

/**
 * The verdict on a difference variant − baseline.
 *
 * @param table   simultaneous interval on this table (or these rows)
 * @param options.newRows simultaneous interval for new rows; absent where there is none
 * @param options.threshold > 0, in the metric's unit
 * @returns words, and what they are about
 * @throws {RangeError} if the threshold is not positive
 * @example
 * judgeDifference({ point: 0.02, low: 0.012, high: 0.028, level: 0.95, method: 't', n: 20 }, { threshold: 0.005, better: 'higher' });
 * // { words: 'better', about: 'this table', newRows: 'not asked' }
 */
export function judgeDifference(
  table: Estimate,
  {
    threshold,
    better,
    ...rest
  }: { readonly threshold: number; readonly better: 'higher' | 'lower'; readonly newRows?: Estimate } & VerdictFacts,
): Judgement {
  if (!(threshold > 0)) throw new RangeError(`a threshold is positive, not ${threshold}`);
  const sign = better === 'higher' ? 1 : -1;
  return judge(table, {
    of: 'difference',
    to: (value) => sign * value,
    floor: -threshold,
    ceiling: threshold,
    ...rest,
  });
}

/**
 * The verdict on an SD ratio baseline / variant: "better" is steadier. Small is an SD of the variant between 1 − threshold
 * and 1 + threshold times the baseline's. Spreads are about the table (or these rows) only.
 *
 * @param options.threshold between 0 and 1; 0.1 by default
 * @returns words, and what they are about
 * @throws {RangeError} if the threshold is not between 0 and 1
 * @example
 * judgeSpread({ point: 2, low: 1.3, high: 3.1, level: 0.95, method: 'logJackknifeT', n: 20 }, { threshold: 0.1 }).words; // 'better'
 */
export function judgeSpread(
  sdRatio: Estimate,
  {
    threshold = SPREAD_THRESHOLD,
    ...facts
  }: { readonly threshold?: number } & Omit<VerdictFacts, 'medianBesideOutliers' | 'studentsT'>,
): Judgement {
  if (!(threshold > 0 && threshold < 1)) throw new RangeError(`a threshold lies between 0 and 1, not at ${threshold}`);
  return judge(sdRatio, { of: 'ratio', to: ln, floor: -ln(1 + threshold), ceiling: -ln(1 - threshold), ...facts });
}

/**
 * The words with their ground, as they stand in a sentence.
 *
 * @returns text
 * @example
 * verdictWords({ words: 'too noisy', about: 'this table', newRows: 'not asked' }); // 'too noisy'
 */
export function verdictWords({ words, about, newRows }: Judgement): string {
  if (words === 'not judged' || words === 'too noisy' || newRows === 'the same') return words;
  const [head, tail] = words.split(', ');
  const held = `${head!} ${groundWords(about)}${tail === undefined ? '' : `, ${tail}`}`;
  return newRows === 'not asked' ? held : `${held}; for new rows like these it cannot be told`;
}

/** The ground in a sentence: `on this table`, `for these rows`, `by these scores`. */
export function groundWords(about: VerdictGround): string {
  return `${GROUND[about]} ${about}`;
}

const GROUND: Readonly<Record<VerdictGround, 'for' | 'on' | 'by'>> = {
  'new rows like these': 'for',
  'this table': 'on',
  'these rows': 'for',
  'these scores': 'by',
  'these data sets': 'on',
  'data sets like these': 'on',
  'questions like these': 'on',
};

/** 1 where the words say better, −1 for worse, 0 for neither: what letters, colours and orders go by. */
export function leadOf({ words }: Pick<Judgement, 'words'>): -1 | 0 | 1 {
  if (words.startsWith('better')) return 1;
  return words.startsWith('worse') ? -1 : 0;
}

type Scale = {
  readonly of: 'difference' | 'ratio';
  readonly to: (value: number) => number;
  readonly floor: number;
  readonly ceiling: number;
};

type Parts = Scale & VerdictFacts & { readonly newRows?: Estimate };

function judge(table: Estimate, { newRows, ground = 'this table', unit = 'block', ...rest }: Parts): Judgement {
  const none = (reason: string): Judgement => ({ words: 'not judged', about: ground, newRows: 'not asked', reason });
  // An error that came with the score is an interval without any block of ours.
  if (table.n < FEWEST_TO_JUDGE && table.method !== 'z') return none(few(table.n, { unit }));
  if (rest.withheld !== undefined) return none(rest.withheld);
  if (table.low === null || table.high === null) return none(table.reason ?? 'There is no interval.');
  if (table.low === table.high) return none(rest.to(table.low) === 0 ? alike(unit, rest.of) : noSpread(unit, rest.of));
  const words = wordOf([table], rest);
  const lead = leadOf({ words });
  if (lead !== 0 && rest.leadSurvivesFailures === false) return none(UNEQUAL);
  const { medianBesideOutliers: median, studentsT } = rest;
  if (lead !== 0 && studentsT !== undefined && leadOf({ words: wordOf([studentsT], rest) }) !== lead)
    return none(UNCONFIRMED);
  const softened = lead !== 0 && median !== undefined;
  if (softened && leadOf({ words: wordOf([median], rest) }) !== lead) return none(OUTLIERS);
  const more = softened ? { softened } : {};
  if (ground === 'these rows' || newRows === undefined) return { words, about: ground, newRows: 'not asked', ...more };
  const [both, there] = [wordOf([table, newRows], rest), wordOf([newRows], rest)];
  const agree = lead === 0 ? there === words : leadOf({ words: both }) === lead;
  const same = words !== 'too noisy' && both !== 'too noisy' && agree;
  return same
    ? { words: both, about: 'new rows like these', newRows: 'the same', ...more }
    : { words, about: ground, newRows: 'cannot be told', ...more };
}

/** By what the intervals span together, beside 0 and the threshold. Where one is missing: too noisy to say anything. */
function wordOf(intervals: readonly Estimate[], { to, floor, ceiling }: Scale): VerdictWord {
  const ends = intervals.flatMap(({ low, high }) => [low, high]).map((end) => (end === null ? NaN : to(end)));
  const [bottom, top] = [Math.min(...ends), Math.max(...ends)];
  if (bottom > 0) return `better${sizeOf(bottom, top, ceiling)}`;
  if (top < 0) return `worse${sizeOf(-top, -bottom, -floor)}`;
  return bottom >= floor && top <= ceiling ? 'no clear difference' : 'too noisy';
}

/** Of a lead between these two sizes. */
function sizeOf(least: number, most: number, threshold: number): '' | ', perhaps by little' | ' but small' {
  if (most <= threshold) return ' but small';
  return least < threshold ? ', perhaps by little' : '';
}
