/** How wide a table may be, told before the whole of it is parsed. Knows no cells below the first line. */
import { UserError } from '../errors.js';
import { quoted } from './names.js';

/** Networks here take a few thousand inputs at most; a line wider than this is a table on its side, or no table. */
export const MOST_COLUMNS = 100_000;

/**
 * Counts the columns of the first line that holds anything, quotes respected; stops counting at the limit, so that a
 * table on its side is refused at once and not after its cells were made.
 *
 * @throws {UserError} if there are more than `MOST_COLUMNS`
 */
export function refuseTooWide(text: string, file: string): void {
  let columns = 1;
  let inQuotes = false;
  for (let at = text.search(/\S/); at >= 0 && at < text.length; at++) {
    const letter = text.charCodeAt(at);
    if (letter === QUOTE) inQuotes = !inQuotes;
    else if (!inQuotes && letter === COMMA) columns++;
    else if (!inQuotes && (letter === LINE_FEED || letter === CARRIAGE_RETURN)) return;
    if (columns <= MOST_COLUMNS) continue;
    throw new UserError(
      `${file} has more than ${MOST_COLUMNS} columns.`,
      'A table has a column for each input and a line for each row: is it lying on its side?',
    );
  }
}

const [QUOTE, COMMA, LINE_FEED, CARRIAGE_RETURN] = [34, 44, 10, 13];

/** @throws {UserError} that names a column which is there twice */
export function refuseDoubledNames(names: readonly string[], file: string): void {
  const seen = new Set<string>();
  const doubled = names.find((name) => seen.size === seen.add(name).size);
  if (doubled === undefined) return;
  throw new UserError(`${file} has two columns named ${quoted(doubled)}.`, 'Rename or remove one of them.');
}
