/** As many cells in every line as in the header, or a message that says why there are not. */
import { UserError } from '../base/errors.js';
import type { Line } from './header.js';

/** @throws {UserError} if a line has more or fewer cells than the header */
export function checkWidths(
  body: readonly Line[],
  { file, header, width }: { readonly file: string; readonly header: number; readonly width: number },
): void {
  const odd = body.find(({ cells }) => cells.length !== width);
  if (odd === undefined) return;
  const wider = body.filter(({ cells }) => cells.length === odd.cells.length).length;
  if (odd === body[0] && isCutAtDecimals(odd, header)) {
    throw new UserError(
      `Line ${odd.line} of ${file} has ${cellWords(odd)} where the header has ${header}: commas seem to part fractions as well as cells.`,
      'Save it with semicolons between the cells, or with each such number in double quotes.',
    );
  }
  if (odd.cells.length > header && wider > body.length / 2) {
    throw new UserError(
      `${file} seems to begin in line ${odd.line}: that one has ${odd.cells.length} cells, as most others have, and the first has ${header}.`,
      `Leave the lines before the names of the columns out with --skip-lines ${odd.line === 2 ? '1' : `1-${odd.line - 1}`}.`,
    );
  }
  const isLast = odd === body.at(-1) && body.length > 1 && odd.cells.length < header;
  throw new UserError(
    `Line ${odd.line} of ${file} has ${cellWords(odd)} where the header has ${header}.`,
    isLast
      ? `If this last line is a note, leave it out with --skip-lines ${odd.line}; if the file was cut off, fetch it again.`
      : 'Every line needs one cell a column; a text that holds the delimiter must stand in double quotes. --delimiter names another.',
  );
}

/** Whole numbers alone, up to two for a name: 1,5 and 2,5 between commas. */
function isCutAtDecimals({ cells }: Line, header: number): boolean {
  return (
    header > 1 && cells.length > header && cells.length <= 2 * header && cells.every((cell) => /^[+-]?\d+$/.test(cell))
  );
}

function cellWords({ cells }: Line): string {
  return cells.length === 1 ? '1 cell' : `${cells.length} cells`;
}
