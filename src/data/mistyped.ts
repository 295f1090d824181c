/** Words that are nearly another, far more frequent one: `setoss` beside `setosa`. As they stand, each is a level of its own. */
import type { CategoryColumn } from './dataset.js';
import type { Finding } from './finding.js';
import { editDistance, flagged, flaggedIn, quoted } from './names.js';
import { whole } from '../base/how-many.js';

/** With more words than this a column holds names, and names are alike. */
const MOST_WORDS = 100;
const MOST_ROWS = 5;
/** This many times as frequent is the word that may be meant. */
const TIMES = 10;

interface Mistyped {
  readonly word: string;
  readonly rows: readonly number[];
  readonly meant: string;
  readonly meantRows: number;
}

/** @param isTarget  rows without a class are left out, and that is asked for */
export function mistypedWord(
  column: CategoryColumn,
  { lines, isTarget }: { readonly lines?: Int32Array; readonly isTarget: boolean },
): Finding | undefined {
  const [first] = mistypedIn(column);
  if (first === undefined) return undefined;
  const { word, rows, meant, meantRows } = first;
  const places = rows.map((row) => lines?.[row] ?? row + 1);
  const where = `${places.length === 1 ? 'line' : 'lines'} ${places.join(', ')}`;
  const asMissing = flaggedIn('missing', { name: column.name, value: word });
  const otherwise = `correct ${rows.length === 1 ? 'it' : 'them'}, or ${isTarget ? `leave out with ${asMissing} --drop-missing-target` : `count as missing with ${asMissing}`}; if ${rows.length === 1 ? 'it is' : 'they are'} meant, say ${flagged('category', column.name)}.`;
  return {
    what: 'mistyped word',
    column: column.name,
    text: `Column ${quoted(column.name)} has ${quoted(word)} (${where}), nearly the word ${quoted(meant)} of ${whole(meantRows)} rows, as a word of its own.`,
    remedy: `If mistyped, ${otherwise}`,
    bare: {
      text: `Column ${quoted(column.name)} has a word (${where}) that is nearly another one, far more frequent.`,
      remedy: `If mistyped, correct it; if it is meant, say ${flagged('category', column.name)}.`,
    },
  };
}

function mistypedIn({ levels, codes }: CategoryColumn): readonly Mistyped[] {
  if (levels.length < 2 || levels.length > MOST_WORDS) return [];
  const times = new Int32Array(levels.length);
  for (const code of codes) if (code >= 0) times[code]!++;
  return levels.flatMap((word, code): Mistyped[] => {
    const few = times[code]!;
    if (few > MOST_ROWS) return [];
    const meant = levels.findIndex((each, other) => times[other]! >= TIMES * few && isNearly(word, each));
    if (meant === -1) return [];
    const rows = [...codes.keys()].filter((row) => codes[row] === code);
    return [{ word, rows, meant: levels[meant]!, meantRows: times[meant]! }];
  });
}

/** One letter more, less or other, or two that changed places; not a digit, nor a part that is short or a code: `grade B`, `IIIA`. */
function isNearly(word: string, other: string): boolean {
  const parts = word.split(/[^\p{L}]+/u);
  const others = other.split(/[^\p{L}]+/u);
  const [word1, other1] = parts.length === others.length ? differing(parts, others) : [word, other];
  if (word1 === undefined || other1 === undefined || Math.min(word1.length, other1.length) < 3) return false;
  if (word1.length + other1.length < 7 || !/\p{Ll}|\p{Lo}/u.test(word1) || /\d/.test(word1 + other1)) return false;
  return editDistance(word1, other1) === 1 || isSwapped(word1, other1);
}

/** The one part that differs; none where several do. */
function differing(parts: readonly string[], others: readonly string[]): readonly [string?, string?] {
  const at = parts.flatMap((part, i) => (part === others[i] ? [] : [i]));
  return at.length === 1 ? [parts[at[0]!]!, others[at[0]!]!] : [];
}

function isSwapped(word: string, other: string): boolean {
  if (word.length !== other.length) return false;
  let at = 0;
  while (at < word.length && word[at] === other[at]) at++;
  if (at === word.length) return false;
  return `${word.slice(0, at)}${word[at + 1] ?? ''}${word[at] ?? ''}${word.slice(at + 2)}` === other;
}
