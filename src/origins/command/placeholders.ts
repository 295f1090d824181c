/** `{seed}` and similar in command lines: replaced in one pass, so that no value is read as a placeholder. Pure. */
import { didYouMean, quoted } from '../../data/names.js';
import { UserError } from '../../base/errors.js';
import { shellWord } from '../../base/shell-word.js';

const PLACE = /\{\{|\}\}|\{([A-Za-z_]\w*)\}/g;

/** Files with row numbers or rows, which Reseed writes. */
export const ROW_FILES = ['train', 'validation', 'test', 'trainCsv', 'testCsv'] as const;
export type RowFile = (typeof ROW_FILES)[number];

/** What Reseed itself puts in. */
export const OWN_NAMES = ['seed', 'split', 'fold', 'variant', 'out', ...ROW_FILES, 'predictions'] as const;

export function fillIn(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(PLACE, (found, name: string | undefined) => {
    if (name === undefined) return found[0]!;
    return valueOf(name, values);
  });
}

function valueOf(name: string, values: ReadonlyMap<string, string>): string {
  const value = values.get(name);
  if (value === undefined) throw new RangeError(`the placeholder {${name}} was not checked`);
  return value;
}

/** In a shell's line: each value is quoted as the place where it stands asks for, so that no value is ever read as shell. */
export function fillInShell(line: string, values: ReadonlyMap<string, string>): string {
  const quotes = quotesIn(line);
  return line.replace(PLACE, (found, name: string | undefined, at: number) => {
    if (name === undefined) return found[0]!;
    const value = valueOf(name, values);
    if (quotes[at] === "'") return value.replaceAll("'", String.raw`'\''`);
    if (quotes[at] === '"') return value.replace(/["\\$`]/g, String.raw`\$&`);
    return shellWord(value);
  });
}

/** For each letter the quote in which it stands, `$` within a command that is substituted inside double quotes, or ''. */
function quotesIn(line: string): readonly string[] {
  const quotes: string[] = [];
  let quote = '';
  let [depth, ticks] = [0, false];
  for (let at = 0; at < line.length; at++) {
    const letter = line[at]!;
    quotes.push(quote === '"' && (depth > 0 || ticks) ? '$' : quote);
    if (letter === '\\' && quote !== "'") {
      at++;
      if (at < line.length) quotes.push(quote);
    } else if (quote === '' && (letter === "'" || letter === '"')) quote = letter;
    else if (quote === '"' && depth > 0 && letter === ')') depth--;
    else if (quote === '"' && letter === '`') ticks = !ticks;
    else if (quote === '"' && letter === '$' && line[at + 1] === '(') depth++;
    else if (letter === quote && depth === 0 && !ticks) quote = '';
  }
  return quotes;
}

/** @throws {UserError} for a value that no quoting could keep apart from the shell's own words */
export function checkShellPlaces(line: string, where: string): void {
  const quotes = quotesIn(line);
  const document = [...line.matchAll(/(?<!<)<<(?!<)/g)].find(({ index }) => quotes[index] === '')?.index ?? Infinity;
  for (const { 0: found, 1: name, index } of line.matchAll(PLACE)) {
    if (name === undefined || (quotes[index] !== '$' && index < document)) continue;
    throw new UserError(
      `${where}: ${found} stands where no value can be quoted safely: in a command inside double quotes, or after <<.`,
      `Put it into a variable first: x=${found}; then use "$x".`,
    );
  }
}

export function namesIn(text: string): readonly string[] {
  return [...text.matchAll(PLACE)].flatMap(([, name]) => (name === undefined ? [] : [name]));
}

/** @throws {UserError} for a name that nobody gives a value */
export function checkPlaceholders(text: string, { where, known }: { where: string; known: readonly string[] }): void {
  for (const name of namesIn(text)) {
    if (known.includes(name)) continue;
    throw new UserError(
      `${where}: nothing is known to put in for ${quoted(`{${name}}`)}.`,
      `${didYouMean(name, known)} There are: ${known.map((each) => `{${each}}`).join(', ')}; {{ and }} stand for { and }.`,
    );
  }
}
