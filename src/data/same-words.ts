/**
 * Words of a column that say the same: `Yes`, `YES` and `yes`; `TRUE` and `1`. As words of their own each would be an input, or
 * a class. Knows the words of one column; may not know what it is for.
 */

/** What is done about them: nothing, those joined that differ in capitals and spaces alone, or also `TRUE` and `1`. */
export type Joining = 'none' | 'capitals' | 'all';

export interface JoinedWords {
  readonly words: readonly (string | undefined)[];
  /** Each group that became one word, most frequent first. */
  readonly joined: readonly (readonly string[])[];
}

/** Every group becomes its most frequent word. Undefined marks a missing one. */
export function joinWords(words: readonly (string | undefined)[], how: Joining): JoinedWords {
  if (how === 'none') return { words, joined: [] };
  const times = new Map<string, number>();
  for (const word of words) if (word !== undefined) times.set(word, (times.get(word) ?? 0) + 1);
  const groups = groupsOf([...times.keys()].sort(), how).map((group) =>
    [...group].sort((a, b) => times.get(b)! - times.get(a)!),
  );
  if (groups.length === 0) return { words, joined: [] };
  const left = times.size - groups.reduce((sum, { length }) => sum + length - 1, 0);
  // Where capitals are all that differs, they may be what is meant.
  if (how === 'capitals' && left < 2) return { words, joined: [] };
  const meant = new Map(groups.flatMap((group) => group.map((word) => [word, group[0]!])));
  return { words: words.map((word) => (word === undefined ? word : (meant.get(word) ?? word))), joined: groups };
}

/** Groups of two or more, of different words. */
export function groupsOf(levels: readonly string[], how: 'capitals' | 'all'): readonly (readonly string[])[] {
  const keys = levels.map((level) => level.normalize('NFKC').toLowerCase().replace(/\s+/g, ' '));
  const meanings = how === 'all' ? meaningsOf(keys) : keys;
  const groups = new Map<string, string[]>();
  for (const [at, level] of levels.entries()) {
    const key = meanings[at]!;
    groups.set(key, [...(groups.get(key) ?? []), level]);
  }
  const found = [...groups.values()].filter(({ length }) => length > 1);
  return how === 'all' ? found : found.filter(([first = '']) => !isGenotype(first));
}

/** What each word says: yes or no, man or woman where all say that; else itself without dots, lines and gaps between letters. */
function meaningsOf(keys: readonly string[]): readonly string[] {
  for (const known of [TRUTHS, SEXES]) {
    const meant = keys.map((key) => known.get(key));
    if (meant.every((each) => each !== undefined)) return meant;
  }
  return keys.map((key) => key.replace(/(?<=\p{L})[-_.'\u2019 ]+(?=\p{L})|(?<=\p{L})\.$/gu, ''));
}

/** AA, Aa and aa: capitals say which. */
export function isGenotype(word: string): boolean {
  return /^(\p{L})\1$/iu.test(word);
}

/** Yes and no as people and programs write them: more than two of these in a column say the same in several ways. */
const TRUTHS: ReadonlyMap<string, string> = new Map([
  ...['true', 't', 'yes', 'y', 'ja', 'oui', '1'].map((word): [string, string] => [word, 'yes']),
  ...['false', 'f', 'no', 'n', 'nein', 'non', '0'].map((word): [string, string] => [word, 'no']),
]);

const SEXES: ReadonlyMap<string, string> = new Map([
  ...['m', 'male', 'man', 'homme'].map((word): [string, string] => [word, 'man']),
  ...['f', 'female', 'woman', 'femme', 'frau'].map((word): [string, string] => [word, 'woman']),
]);
