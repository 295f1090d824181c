/** Lines of a file that somebody says are no rows: a title, a line of units, a sum, a note. May not know cells. */
import { UserError } from '../base/errors.js';
import { whole } from '../base/how-many.js';

/** A longer list would be a mistake. */
const MOST_LINES = 100_000;

/**
 * The lines that `1-3,62` names, in ascending order, each once.
 *
 * @throws {UserError} if an entry is neither a number from 1 nor two of them with a hyphen between
 */
export function linesNamed(written: readonly string[]): readonly number[] {
  const entries = written.flatMap((each) => each.split(',').map((part) => part.trim())).filter((each) => each !== '');
  const lines = entries.flatMap((entry) => {
    const [, first, last = first] = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(entry) ?? [];
    const [from, to] = [Number(first), Number(last)];
    if (!(from >= 1 && to >= from && to - from < MOST_LINES)) {
      throw new UserError(`--skip-lines ${entry} names no lines.`, 'Write numbers of lines from 1: 1-3,62.');
    }
    return Array.from({ length: to - from + 1 }, (_, at) => from + at);
  });
  return [...new Set(lines)].sort((a, b) => a - b);
}

/**
 * The text with these lines empty, so that the others keep their numbers. A line on which a quoted text begins takes the lines
 * with it on which that text goes on.
 *
 * @throws {UserError} if the file has fewer lines
 */
export function withoutLines(
  text: string,
  { name, lines }: { readonly name: string; readonly lines: readonly number[] },
): { readonly text: string; readonly skipped: readonly number[] } {
  if (lines.length === 0) return { text, skipped: [] };
  const all = text.split('\n');
  const beyond = lines.find((line) => line > all.length);
  if (beyond !== undefined) {
    throw new UserError(`${name} has no line ${beyond} (--skip-lines).`, `It has ${whole(all.length)} lines.`);
  }
  for (const line of lines) {
    let at = line - 1;
    let quotes = quotesIn(all[at]!);
    all[at] = '';
    while (quotes % 2 === 1 && at + 1 < all.length) {
      at++;
      quotes += quotesIn(all[at]!);
      all[at] = '';
    }
  }
  return { text: all.join('\n'), skipped: lines };
}

function quotesIn(line: string): number {
  return line.split('"').length - 1;
}
