/**
 * One column of text becomes numbers or levels. May not know files or delimiters.
 *
 * A column is numbers (or dates) if every cell is one, missing cells aside; it is words if fewer than 80 % are. Between the
 * two stands a column of numbers with something odd in it, which is refused: as words, each of its numbers would be an input.
 */
import { CELL, NUMBERS_IN_WORDS, numbersIn, saidIn, type CellKinds, type TextColumn } from './cell-kinds.js';
import { LARGEST_NUMBER, type CategoryColumn, type Column } from './dataset.js';
import { compactDays, dateOrderOf, daysOf, likeliestOrder, type DateOrder } from './dates.js';
import {
  dressedTrouble,
  mixedMarks,
  oddCells,
  oddTrouble,
  openMark,
  shownCells,
  signTrouble,
  tooLarge,
} from './column-trouble.js';
import { flagged, quoted } from './names.js';
import { bare, numberOf, type DecimalMark } from './number-format.js';
import { howWords, type DecimalEvidence } from './number-words.js';
import type { OddCell, Trouble } from './reading.js';
import { joinWords } from './same-words.js';
import { sentinelTrouble } from './sentinel.js';
import { timeOf, timePartsOf } from './times.js';

export type Wanted = 'numeric' | 'category' | 'same words' | undefined;

/** Typed, and how. */
export interface TypedColumn {
  readonly column: Column;
  readonly date: boolean;
  readonly how: readonly string[];
  readonly odd: readonly OddCell[];
  /** Words that count as one word; the word that they become stands first. */
  readonly joined?: readonly (readonly string[])[];
  readonly trouble?: Trouble;
}

/** Whether the cells are to be numbers, dates, times or words: by the bulk of them. */
export function bulkOf(kinds: CellKinds, wanted: Wanted): 'numbers' | 'dates' | 'times' | 'words' {
  if (wanted !== undefined) return wanted === 'numeric' ? 'numbers' : 'words';
  const most = NUMBERS_IN_WORDS * saidIn(kinds);
  if (numbersIn(kinds) >= most) return 'numbers';
  if (kinds.counts[CELL.date]! >= most) return 'dates';
  return kinds.counts[CELL.time]! >= most ? 'times' : 'words';
}

/** The typed column. One without any value counts as numbers. */
export function typedColumn(
  text: TextColumn,
  { wanted, evidence }: { readonly wanted: Wanted; readonly evidence: DecimalEvidence },
): TypedColumn {
  const bulk = bulkOf(text.kinds, wanted);
  if (bulk === 'dates') return dateColumn(text);
  if (bulk === 'times') return timeColumn(text);
  if (bulk === 'numbers') return compactDates(text, wanted) ?? numberColumn(text, { wanted, evidence });
  const odd = wanted === undefined ? oddCells(text, (kind) => kind === CELL.dressed) : [];
  if (odd.length > 0 && isDressedColumn(text)) return refused(text, { odd, trouble: dressedTrouble(text, odd) });
  return joinedColumn(text, wanted);
}

/** Words of which those that differ in capitals or spaces alone are one, unless they were asked for as they are. */
function joinedColumn(text: TextColumn, wanted: Wanted): TypedColumn {
  const how = wanted === 'category' ? 'none' : wanted === 'same words' ? 'all' : 'capitals';
  const { words, joined } = joinWords(wordsOf(text), how);
  const said = joined.length === 0 ? {} : { joined };
  return { column: columnOfWords(text.name, words), date: false, how: [], odd: [], ...said };
}

/** With fewer different cells they may well be the names of bands: `0-9`, `10-19`. */
const FEWEST_DRESSED = 8;
const SURELY_DRESSED = 50;
const SHARE_DRESSED = 1 / 3;

/** Nearly all cells are numbers in some form, and too many different ones for names. */
function isDressedColumn({ cells, kinds }: TextColumn): boolean {
  const said = saidIn(kinds);
  if (kinds.counts[CELL.dressed]! + numbersIn(kinds) < NUMBERS_IN_WORDS * said) return false;
  const different = new Set(cells).size;
  return different > SURELY_DRESSED || (different >= FEWEST_DRESSED && different > SHARE_DRESSED * said);
}

const FEWEST_COMPACT = 3;

/** Dates of eight digits, 20241231, with the clock or without: as numbers, the last of a month would be far from the first of the next. */
function compactDates(text: TextColumn, wanted: Wanted): TypedColumn | undefined {
  const { name, cells, kinds } = text;
  const { counts } = kinds;
  const dates = counts[CELL.either]!;
  if (wanted !== undefined || dates < FEWEST_COMPACT || dates !== saidIn(kinds)) return undefined;
  const isDate = (row: number): boolean => kinds.of[row] === CELL.either;
  const values = Float64Array.from(cells, (cell, row) => (isDate(row) ? compactDays(cell) : NaN));
  if (values.some((value, row) => Number.isNaN(value) && isDate(row))) return undefined;
  return { column: { kind: 'number', name, values }, date: true, how: [dateWords('year first')], odd: [] };
}

function timeColumn(text: TextColumn): TypedColumn {
  const { name, cells, kinds } = text;
  const odd = oddCells(text, (kind) => kind >= CELL.word && kind !== CELL.time);
  if (odd.length > 0) return refused(text, { odd, trouble: oddTrouble(text, { odd, of: 'times' }) });
  const parts = timePartsOf(cells.filter((_, row) => kinds.of[row] === CELL.time));
  if (parts === undefined) {
    const what = `Column ${quoted(name)} holds times of two parts and of three: 12:30 may be hours in one and minutes in another.`;
    const remedy = `Write them all with the same parts, or take them as words with ${flagged('category', name)}.`;
    return refused(text, { odd: [], trouble: { text: what, remedy } });
  }
  const values = Float64Array.from(cells, (cell, row) => (kinds.of[row] === CELL.time ? timeOf(cell) : NaN));
  const how = parts === 'two' ? 'times, 12:30 as 12.5' : 'times, in hours: 1:30:00 is 1.5';
  return { column: { kind: 'number', name, values }, date: false, how: [how], odd: [] };
}

/** A category column from words; undefined marks a missing one. */
export function columnOfWords(name: string, words: readonly (string | undefined)[]): CategoryColumn {
  const levels = [...new Set(words)].filter((word) => word !== undefined).sort();
  const codeOf = new Map<string | undefined, number>(levels.map((level, code) => [level, code]));
  return { kind: 'category', name, levels, codes: Int32Array.from(words, (word) => codeOf.get(word) ?? -1) };
}

function wordColumn(text: TextColumn): CategoryColumn {
  return columnOfWords(text.name, wordsOf(text));
}

function wordsOf({ cells, kinds }: TextColumn): readonly (string | undefined)[] {
  return cells.map((cell, row) => (kinds.of[row] === CELL.missing ? undefined : cell));
}

function dateColumn(text: TextColumn): TypedColumn {
  const { name, cells, kinds } = text;
  const odd = oddCells(text, (kind) => kind >= CELL.word && kind !== CELL.date);
  if (odd.length > 0) return refused(text, { odd, trouble: oddTrouble(text, { odd, of: 'dates' }) });
  const dates = cells.filter((_, row) => kinds.of[row] === CELL.date);
  const order = dateOrderOf(dates);
  if (order === undefined) return refused(text, unlikeOthers(text, likeliestOrder(dates)));
  if (order === 'either') {
    const what = `Column ${quoted(name)} holds dates whose day and month could change places.`;
    const remedy = `Write them as 2024-12-31, or take them as words with ${flagged('category', name)}.`;
    return refused(text, { odd: [], trouble: { text: what, remedy } });
  }
  const values = Float64Array.from(cells, (cell, row) => (kinds.of[row] === CELL.date ? daysOf(cell, order) : NaN));
  return { column: { kind: 'number', name, values }, date: true, how: [dateWords(order)], odd: [] };
}

/** Dates that are none in the order of most: 30 February, or written in another way. */
function unlikeOthers(
  text: TextColumn,
  order: DateOrder,
): { readonly odd: readonly OddCell[]; readonly trouble: Trouble } {
  const { name, cells, kinds, lines } = text;
  const rows = [...cells.keys()].filter(
    (row) => kinds.of[row] === CELL.date && Number.isNaN(daysOf(cells[row]!, order)),
  );
  const odd = rows.map((row): OddCell => ({ line: lines[row]!, text: cells[row]! }));
  if (odd.length <= (1 - NUMBERS_IN_WORDS) * saidIn(kinds))
    return { odd, trouble: oddTrouble(text, { odd, of: 'dates' }) };
  const what = `Column ${quoted(name)} holds dates that are written in several ways, or are not dates: ${shownCells(odd)}.`;
  const remedy = `Write them all as 2024-12-31, or take them as words with ${flagged('category', name)}.`;
  return { odd, trouble: { text: what, remedy } };
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
  const odd = oddCells(text, (kind) => kind >= CELL.word && kind < CELL.infinite);
  if (odd.length > 0 && wanted !== 'numeric') {
    return refused(text, { odd, trouble: oddTrouble(text, { odd, of: 'numbers' }) });
  }
  const decimal = decimalOf(text, evidence);
  const trouble = typeof decimal === 'string' ? signTrouble(text) : decimal;
  if (typeof decimal !== 'string' || trouble !== undefined) return refused(text, { odd: [], trouble: trouble! });
  const values = new Float64Array(cells.length).fill(NaN);
  for (let row = 0; row < cells.length; row++) {
    if (kinds.of[row]! < CELL.infinite) continue;
    const value = kinds.of[row] === CELL.infinite ? Infinity : numberOf(bare(cells[row]!, kinds.unit).digits, decimal);
    if (Math.abs(value) > LARGEST_NUMBER) {
      return refused(text, { odd: [], trouble: tooLarge(text, { row, line: lines[row]! }) });
    }
    values[row] = value;
  }
  const marks = wanted === 'numeric' ? undefined : sentinelTrouble(text, values);
  if (marks !== undefined) return refused(text, marks);
  const coerced = odd.length === 0 ? [] : [`${odd.length} that are no numbers count as missing, ${AS_ASKED}`];
  return {
    column: { kind: 'number', name, values },
    date: false,
    how: [...howWords(text, { decimal, evidence }), ...coerced],
    odd,
  };
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

/** The way of reading a column (as its `how` says it) after which its odd cells are reported. */
export const AS_ASKED = 'as --numeric asks';
