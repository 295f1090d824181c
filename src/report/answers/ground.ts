/** What a verdict rests on and whom it is about, in words. */
import { tableOf } from '../../origins/facts.js';
import type { Analysis, Verdict } from '../../analysis/analysis.js';
import { groundWords } from '../../stats/index.js';
import { count } from '../format.js';

/** `20 splits of this table`, `5 seeds on one held split`. */
export function blocks({ unit, splits, seeds, setup }: Analysis): string {
  if (unit === 'seed') return `${count(seeds, 'seed')} on one held split`;
  return `${count(splits, unit)}${tableOf(setup) === undefined ? '' : ' of this table'}`;
}

/** Whom the words are about, where that is less than new rows like these. */
export function groundOf({ words, about }: Pick<Verdict, 'words' | 'about'>): string {
  if (words === 'too noisy' || words === 'not judged' || about === 'new rows like these') return '';
  return ` ${groundWords(about)}`;
}
