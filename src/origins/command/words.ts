/** A command line as words, by the rules of a POSIX shell but without one. Pure. */
import { quoted } from '../../data/names.js';
import { UserError } from '../../base/errors.js';

const SPECIAL = '|<>;&$*~';

/**
 * Splits at blanks; quotes and backslashes as in a shell.
 *
 * @throws {UserError} for a quote that is not closed, and for what only a shell would understand
 */
export function splitWords(line: string): readonly string[] {
  const words: string[] = [];
  let word: string | undefined;
  for (let at = 0; at < line.length; at++) {
    const letter = line[at]!;
    if (letter === ' ' || letter === '\t' || letter === '\n') {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (letter === "'" || letter === '"') {
      const { text, end } = quotedPart(line, at);
      word = (word ?? '') + text;
      at = end;
    } else if (letter === '\\' && at + 1 < line.length) {
      at++;
      word = (word ?? '') + line[at]!;
    } else if (SPECIAL.includes(letter)) {
      throw new UserError(
        `The command ${quoted(line)} has an unquoted ${letter}, which only a shell understands.`,
        'Quote it, or let a shell run the line: command(…, {}, { shell: true }), or reseed run --shell.',
      );
    } else word = (word ?? '') + letter;
  }
  if (word !== undefined) words.push(word);
  if (words.length === 0) throw new UserError('A command line is empty.', 'Write the program and its arguments.');
  return words;
}

function quotedPart(line: string, start: number): { text: string; end: number } {
  const quote = line[start]!;
  let text = '';
  for (let at = start + 1; at < line.length; at++) {
    const letter = line[at]!;
    if (letter === quote) return { text, end: at };
    const next = line[at + 1];
    if (quote === '"' && letter === '\\' && next !== undefined && '"\\$`'.includes(next)) {
      text += next;
      at++;
    } else text += letter;
  }
  throw new UserError(`The command ${quoted(line)} opens a ${quote} and never closes it.`, 'Close the quote.');
}
