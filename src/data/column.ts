/**
 * One column of text becomes numbers or levels. May not know files or delimiters.
 *
 * A column is numbers (or dates) if every cell is one, missing cells aside; it is words if fewer than 80 % are. Between the
 * two stands a column of numbers with something odd in it, which is refused: as words, each of its numbers would be an input.
 */
import { CELL, numbersIn, saidIn, type CellKinds, type TextColumn } from './cell-kinds.js';
import { LARGEST_NUMBER, type CategoryColumn, type Column } from './dataset.js';
import { dateOrderOf, daysOf, type DateOrder } from './dates.js';
import { mixedMarks, oddCells, oddTrouble, openMark, signTrouble, tooLarge } from './column-trouble.js';
import { quoted } from './names.js';
import { bare, numberOf, type DecimalMark } from './number-format.js';
import type { OddCell, Trouble } from './reading.js';

export type Wanted = 'numeric' | 'category' | undefined;

/** Which decimal marks the file's columns of numbers use for sure. */
export interface DecimalEvidence {
  readonly point: boolean;
  readonly comma: boolean;
  /** What `--decimal` says. */
  readonly given?: DecimalMark | undefined;
}

/** Typed, and how. */
export interface TypedColumn {
  readonly column: Column;
  readonly date: boolean;
  readonly how: readonly string[];
  readonly odd: readonly OddCell[];
  readonly trouble?: Trouble;
}

/** With more numbers than this among its cells, a column is no category. */
export const NUMBERS_IN_WORDS = 0.8;

/** Whether the cells are to be numbers, dates or words: by the bulk of them. */
export function bulkOf(kinds: CellKinds, wanted: Wanted): 'numbers' | 'dates' | 'words' {
  if (wanted !== undefined) return wanted === 'numeric' ? 'numbers' : 'words';
  const said = saidIn(kinds);
  if (numbersIn(kinds) >= NUMBERS_IN_WORDS * said) return 'numbers';
  return kinds.counts[CELL.date]! >= NUMBERS_IN_WORDS * said ? 'dates' : 'words';
}

/** The typed column. One without any value counts as numbers. */
export function typedColumn(
  text: TextColumn,
  { wanted, evidence }: { readonly wanted: Wanted; readonly evidence: DecimalEvidence },
): TypedColumn {
  const bulk = bulkOf(text.kinds, wanted);
  if (bulk === 'words') return { column: wordColumn(text), date: false, how: [], odd: [] };
  return bulk === 'dates' ? dateColumn(text) : numberColumn(text, { wanted, evidence });
}

/** A category column from words; undefined marks a missing one. */
export function columnOfWords(name: string, words: readonly (string | undefined)[]): CategoryColumn {
  const levels = [...new Set(words)].filter((word) => word !== undefined).sort();
  const codeOf = new Map<string | undefined, number>(levels.map((level, code) => [level, code]));
  return { kind: 'category', name, levels, codes: Int32Array.from(words, (word) => codeOf.get(word) ?? -1) };
}

function wordColumn({ name, cells, kinds }: TextColumn): CategoryColumn {
  return columnOfWords(
    name,
    cells.map((cell, row) => (kinds.of[row] === CELL.missing ? undefined : cell)),
  );
}

function dateColumn(text: TextColumn): TypedColumn {
  const { name, cells, kinds } = text;
  const odd = oddCells(text, (kind) => kind >= CELL.word && kind !== CELL.date);
  if (odd.length > 0) return refused(text, { odd, trouble: oddTrouble(text, { odd, of: 'dates' }) });
  const order = dateOrderOf(cells.filter((_, row) => kinds.of[row] === CELL.date));
  if (order === undefined || order === 'either') {
    const what =
      order === 'either'
        ? `Column ${quoted(name)} holds dates whose day and month could change places.`
        : `Column ${quoted(name)} holds dates that are written in several ways, or are none.`;
    const remedy = `Write them as 2024-12-31, or take them as words with --category ${quoted(name)}.`;
    return refused(text, { odd: [], trouble: { text: what, remedy } });
  }
  const values = Float64Array.from(cells, (cell, row) => (kinds.of[row] === CELL.date ? daysOf(cell, order) : NaN));
  return { column: { kind: 'number', name, values }, date: true, how: [dateWords(order)], odd: [] };
}

function dateWords(order: DateOrder): string {
  const written = order === 'year first' ? '' : order === 'named' ? ', months by name' : `, ${order}`;
  return `dates${written}, as days since 1970-01-01`;
}

function numberColumn(
  text: TextColumn,
  { wanted, evidence }: { readonly wanted: Wanted; readonly evidence: DecimalEvidence },
): TypedColumn {
  const { name, cells, kinds, lines } = text;
  const odd = oddCells(text, (kind) => kind === CELL.word || kind === CELL.date);
  if (odd.length > 0 && wanted !== 'numeric') {
    return refused(text, { odd, trouble: oddTrouble(text, { odd, of: 'numbers' }) });
  }
  const decimal = decimalOf(text, evidence);
  const trouble = typeof decimal === 'string' ? signTrouble(text) : decimal;
  if (typeof decimal !== 'string' || trouble !== undefined) return refused(text, { odd: [], trouble: trouble! });
  const values = new Float64Array(cells.length).fill(NaN);
  for (let row = 0; row < cells.length; row++) {
    if (kinds.of[row]! < CELL.infinite) continue;
    const value = kinds.of[row] === CELL.infinite ? Infinity : numberOf(bare(cells[row]!).digits, decimal);
    if (Math.abs(value) > LARGEST_NUMBER) {
      return refused(text, { odd: [], trouble: tooLarge(text, { row, line: lines[row]! }) });
    }
    values[row] = value;
  }
  const coerced = odd.length === 0 ? [] : [`${odd.length} that are no numbers count as missing, as --numeric asks`];
  return { column: { kind: 'number', name, values }, date: false, how: [...howWords(text, decimal), ...coerced], odd };
}

function refused(
  text: TextColumn,
  { odd, trouble }: { readonly odd: readonly OddCell[]; readonly trouble: Trouble },
): TypedColumn {
  return { column: wordColumn(text), date: false, how: [], odd, trouble };
}

function decimalOf(text: TextColumn, { point, comma, given }: DecimalEvidence): DecimalMark | Trouble {
  const { counts } = text.kinds;
  const [points, commas] = [counts[CELL.point]!, counts[CELL.comma]!];
  if (points > 0 && commas > 0) return mixedMarks(text, points < commas ? CELL.point : CELL.comma);
  if (points > 0) return '.';
  if (commas > 0) return ',';
  const [openPoints, openCommas] = [counts[CELL.openPoint]!, counts[CELL.openComma]!];
  if (openPoints + openCommas === 0) return '.';
  if (given !== undefined) return given;
  if (openPoints > 0 && openCommas > 0) return openMark(text);
  if (openPoints > 0) return comma ? (point ? openMark(text) : ',') : '.';
  return point === comma ? openMark(text) : point ? '.' : ',';
}

function howWords({ cells, kinds }: TextColumn, decimal: DecimalMark): string[] {
  const { counts, signs } = kinds;
  const how: string[] = [];
  if (decimal === ',') how.push('decimal comma');
  const open = counts[decimal === '.' ? CELL.openComma : CELL.openPoint]! > 0;
  if (open || cells.some((cell, row) => kinds.of[row]! > CELL.infinite && isGrouped(cell, decimal))) {
    how.push('groups of thousands');
  }
  for (const sign of signs.keys()) {
    if (sign !== '') how.push(`${quoted(sign)} taken off: 12 ${sign} is 12`);
  }
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
