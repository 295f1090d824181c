/** What a verdict rests on and whom it is about, in words. */
import { tableOf } from '../../origins/facts.js';
import type { Analysis, Verdict } from '../../analysis/analysis.js';
import { groundWords } from '../../stats/index.js';
import { count } from '../format.js';
import { isFromFile, isOfPrograms, unitWord } from '../../question/words.js';

/** `20 splits of this table`, `5 seeds on one held split`; of programs that are only given a seed, `5 seeds`. */
export function blocks(analysis: Analysis): string {
  const { unit, splits, seeds, setup, given } = analysis;
  const questions = given?.metrics[0]?.comparisons[0]?.questions?.[0]?.questions;
  if (questions !== undefined && splits < 2) return count(questions, 'question');
  if (isFromFile(analysis)) return count(unit === 'seed' ? seeds : splits, unitWord(analysis));
  // How a program divides its data nobody knows here.
  if (unit === 'seed') return `${count(seeds, 'seed')}${isOfPrograms(analysis) ? '' : ' on one held split'}`;
  return `${count(splits, unit)}${tableOf(setup) === undefined ? '' : ' of this table'}`;
}

/** Whom the words are about, where that is less than new rows like these, and `blocks` does not say it. */
export function groundOf({ words, about }: Pick<Verdict, 'words' | 'about'>): string {
  if (about === 'new rows like these') return '';
  const undecided = words === 'too noisy' || words === 'not judged';
  return undecided && (about === 'this table' || about === 'these rows') ? '' : ` ${groundWords(about)}`;
}
