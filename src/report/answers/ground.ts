/** What an answer rests on and whom it is about, in words. */
import type { Analysis, Comparison, Verdict } from '../../analysis/analysis.js';
import type { Estimate } from '../../base/estimate.js';
import { count, whole } from '../format.js';
import { groundWords } from '../../stats/index.js';
import { allBlocks, isOverQuestions, primaryMetric, variantMetric, variantNamed } from '../reading.js';
import { isFromFile, isOfPrograms, isOnTable, unitWord } from '../../question/words.js';

type Rests = readonly ((Pick<Estimate, 'n'> & { readonly method?: string }) | undefined)[];

/**
 * `20 splits of this table`, `5 seeds on one held split`; of programs that are only given a seed, `5 seeds`. Counted by the
 * estimates that the answer rests on: `12 of 20 splits of this table` where the other splits miss a score. Bare where the
 * sentence has named the table.
 */
export function blocks(analysis: Analysis, rests: Rests, { bare = false }: { readonly bare?: boolean } = {}): string {
  return `${numberOf(analysis, rests)}${bare ? '' : placeOf(analysis)}`;
}

/**
 * The same of comparisons, by their verdicts: `over 12 splits of this table`. Unpaired, the blocks of both sides:
 * `over 12 and 20 splits of this table, unpaired`.
 */
export function overBlocks(
  analysis: Analysis,
  comparisons: readonly Comparison[],
  { of = 'mean', bare = false }: { readonly of?: 'mean' | 'steadiness'; readonly bare?: boolean } = {},
): string {
  const place = bare ? '' : placeOf(analysis);
  const rests = comparisons.map(({ verdict }) => verdict[of].interval);
  // Over data sets and questions both sides meet, whatever happens within one.
  const byQuestion = of === 'mean' && isOverQuestions(analysis);
  const meet = byQuestion || (analysis.given?.given.dataSets.length ?? 1) > 1;
  if (byQuestion) return `over ${questionsOf(analysis, comparisons)}`;
  if (rests.some(({ method }) => method === 'z'))
    return analysis.given?.given.errorsFrom === 'intervals'
      ? 'by the intervals of both means'
      : 'by the errors given with the scores';
  if (analysis.paired !== false || meet) return `over ${numberOf(analysis, rests)}${place}`;
  const sides = comparisons.map(({ baseline, variant }) => [sizeOf(analysis, baseline), sizeOf(analysis, variant)]);
  const different = new Set(sides.map(String));
  const word = `${unitWord(analysis)}s${place}`;
  return different.size === 1
    ? `over ${sides[0]!.map(whole).join(' and ')} ${word}, unpaired`
    : `over ${range(sides.flat())} ${word} a side, unpaired`;
}

/** `120 questions`, `120 questions in 12 clusters`. */
function questionsOf({ given }: Analysis, comparisons: readonly Comparison[]): string {
  const own = comparisons.flatMap(({ variant }) => {
    return given?.metrics[0]?.comparisons.find((each) => each.variant === variant)?.questions?.[0] ?? [];
  });
  const numbers = own.flatMap(({ questions }) => (questions === 0 ? [] : [questions]));
  if (numbers.length === 0) return 'no question';
  const clustered = own.some(({ questions, clusters }) => clusters < questions);
  const within = clustered
    ? ` in ${counted(
        own.map(({ clusters }) => clusters),
        'cluster',
      )}`
    : '';
  return `${counted(numbers, 'question')}${within}`;
}

function counted(numbers: readonly number[], word: string): string {
  return `${range(numbers)} ${word}${Math.max(...numbers) === 1 ? '' : 's'}`;
}

/** Blocks in which a variant has a score. */
function sizeOf(analysis: Analysis, name: string): number {
  const variant = variantNamed(analysis, name);
  return (variant && variantMetric(variant, primaryMetric(analysis).name)?.mean.n) ?? 0;
}

function range(numbers: readonly number[]): string {
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  return least === most ? whole(most) : `${whole(least)} to ${whole(most)}`;
}

function numberOf(analysis: Analysis, rests: Rests): string {
  const numbers = rests.flatMap((each) => (each === undefined || each.n === 0 ? [] : [each.n]));
  const all = allBlocks(analysis);
  if (numbers.length === 0 && rests.some((each) => each !== undefined))
    return `none of ${count(all, unitWord(analysis))}`;
  if (numbers.every((n) => n >= all)) return count(all, unitWord(analysis));
  return `${range(numbers)} of ${count(all, unitWord(analysis))}`;
}

function placeOf(analysis: Analysis): string {
  if (isFromFile(analysis)) return '';
  // Reseed does not know how a program divides its data.
  if (analysis.unit === 'seed') return isOfPrograms(analysis) ? '' : ' on one held split';
  return isOnTable(analysis) ? ' of this table' : '';
}

/** Whom the words are about, where that is less than new rows like these, and `blocks` does not say it. */
export function groundOf({ words, about }: Pick<Verdict, 'words' | 'about'>): string {
  if (about === 'new rows like these') return '';
  const undecided = words === 'too noisy' || words === 'not judged';
  return undecided && (about === 'this table' || about === 'these rows') ? '' : ` ${groundWords(about)}`;
}
