/** How the numbers of a column were read, in words for people. May not decide how they are read: see `column.ts`. */
import { CELL, type TextColumn } from './cell-kinds.js';
import { quoted } from './names.js';
import type { DecimalMark } from './number-format.js';

/** Which decimal marks the file's columns of numbers use for sure. */
export interface DecimalEvidence {
  readonly point: boolean;
  readonly comma: boolean;
  /** Cells are separated by semicolons, as where the comma is the decimal mark. */
  readonly semicolons: boolean;
  /** What `--decimal` says. */
  readonly given?: DecimalMark | undefined;
}

/** A measured number does not begin with a zero; codes and postal codes do. */
export const LEADING_ZEROS = 'zeros in front taken off: 007 is 7';

/** More digits than a 64-bit number can tell apart: such cells are mostly names. */
export const LONG_DIGITS = 'digits beyond the 16th lost';

/** What the cells leave open, and nothing else in the file makes sure. */
export const OPEN_MARKS: Readonly<Record<string, string>> = {
  '.': 'fractions, though 1.234 may be thousands',
  ',': 'groups of thousands, though 1,234 may be a fraction',
};

/**
 * The mark that was decided by little: commas for thousands between semicolons; points for fractions where neither another
 * column nor another cell has a fraction, and either semicolons or numbers of hundreds stand beside.
 */
function doubtfulMark(
  { cells, kinds }: TextColumn,
  { point, comma, semicolons, given }: DecimalEvidence,
): '.' | ',' | undefined {
  const { counts } = kinds;
  if (given !== undefined || counts[CELL.point]! + counts[CELL.comma]! > 0) return undefined;
  if (counts[CELL.openComma]! > 0) return semicolons && point ? ',' : undefined;
  if (counts[CELL.openPoint]! === 0 || point || comma) return undefined;
  const isHundreds = (cell: string, row: number): boolean => kinds.of[row] === CELL.either && /^[1-9]\d\d$/.test(cell);
  return semicolons || cells.some(isHundreds) ? '.' : undefined;
}

export function howWords(
  text: TextColumn,
  { decimal, evidence }: { readonly decimal: DecimalMark; readonly evidence: DecimalEvidence },
): string[] {
  const { cells, kinds } = text;
  const { counts, signs } = kinds;
  const doubtful = doubtfulMark(text, evidence);
  const how: string[] = [];
  if (decimal === ',') how.push('decimal comma');
  const open = counts[decimal === '.' ? CELL.openComma : CELL.openPoint]! > 0;
  if (doubtful !== undefined) how.push(OPEN_MARKS[doubtful]!);
  else if (open || cells.some((cell, row) => kinds.of[row]! > CELL.infinite && isGrouped(cell, decimal))) {
    how.push('groups of thousands');
  }
  for (const sign of signs.keys()) {
    if (sign !== '') how.push(`${quoted(sign)} taken off: 12 ${sign} is 12`);
  }
  const isZeroLed = (cell: string, row: number): boolean => kinds.of[row] === CELL.either && /^0\d/.test(cell);
  if (cells.some(isZeroLed)) how.push(LEADING_ZEROS);
  const isLong = (cell: string): boolean =>
    cell.length > 15 && /^[+-]?\d+$/.test(cell) && !Number.isSafeInteger(Number(cell));
  if (cells.some((cell, row) => kinds.of[row] === CELL.either && isLong(cell))) how.push(LONG_DIGITS);
  if (cells.some((cell, row) => kinds.of[row]! > CELL.infinite && cell.startsWith('('))) {
    how.push('in brackets below zero: (12) is −12');
  }
  return how;
}

function isGrouped(cell: string, decimal: DecimalMark): boolean {
  return (decimal === '.' ? /\d[, '\u00a0\u2007\u2009\u202f\u2019]\d/ : /\d[. '\u00a0\u2007\u2009\u202f\u2019]\d/).test(
    cell,
  );
}
