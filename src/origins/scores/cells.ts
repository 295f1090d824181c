/**
 * A neutral table of cells: what every file becomes before anybody asks what its columns mean. A column keeps its numbers
 * and its different texts apart, so that a million rows take 12 bytes a cell. May not know files or roles.
 */
import { isDecimal } from '../../data/number-format.js';
import { mayBeMarked, withoutMarks } from './bare-number.js';

export interface CellColumn {
  readonly name: string;
  /** The cell as a number; NaN where it is none. */
  readonly numbers: Float64Array;
  /** Which of `levels` the cell is; −1 for a number, −2 for a missing cell. */
  readonly codes: Int32Array;
  /** The different texts, in the order in which they are met. */
  readonly levels: readonly string[];
  /** Cells that were read as numbers without the marks around them: `**98.4**`. */
  readonly marked?: number;
}

export interface CellTable {
  /** What messages call it: a base name. */
  readonly name: string;
  readonly rows: number;
  readonly columns: readonly CellColumn[];
  /** What of the file was not read as a row, in words. */
  readonly aside?: readonly string[];
}

const NUMBER = -1;
const MISSING = -2;

const MISSING_WORDS: ReadonlySet<string> = new Set(['', '?', 'NA', 'N/A', 'n/a', 'null', 'NULL', 'None', '<NA>']);
/** "007" is a name: as a number it would meet "7". */
const PADDED = /^[+-]?0\d/;
const DECIMAL_COMMA = /^[+-]?\d*,\d+(?:[eE][+-]?\d+)?$/;
/** "1,234" between commas may be either. */
const MAY_BE_THOUSANDS = /^[+-]?[1-9]\d{0,2},\d{3}$/;
const GROUPED = /^[+-]?[1-9]\d{0,2}(?:,\d{3})+\.\d*$/;
const SHARE = /^[+-]?[\d.,]+\s*%$/;

export interface ColumnBuilder {
  /** A cell as a file writes it, spaces around it removed. */
  readonly push: (text: string) => void;
  readonly pushNumber: (value: number) => void;
  readonly pushMissing: () => void;
  readonly length: () => number;
  readonly finish: (name: string) => CellColumn;
}

/** What commas in numbers may be: never there, decimal marks, or decimal marks where they cannot part thousands. */
type Commas = 'none' | 'decimal' | 'decimal unless thousands';

/** The number that a cell writes, per cent as a share; NaN where it is none. */
function writtenNumber(text: string, commas: Commas): number {
  if (isDecimal(text)) return PADDED.test(text) ? NaN : Number(text);
  const last = text.charCodeAt(text.length - 1);
  if (last === PER_CENT && SHARE.test(text)) return writtenNumber(text.slice(0, -1).trimEnd(), commas) / 100;
  if (commas === 'none' || !text.includes(',')) return NaN;
  if (GROUPED.test(text)) return Number(text.replaceAll(',', ''));
  if (!DECIMAL_COMMA.test(text) || (commas !== 'decimal' && MAY_BE_THOUSANDS.test(text))) return NaN;
  return writtenNumber(text.replace(',', '.'), 'none');
}

const PER_CENT = 37;
const MINUS = 0x2212;

/** Whether a text may be a number: digits, signs and points are below the letters, commas included. */
function startsLikeNumber(text: string): boolean {
  const code = text.charCodeAt(0);
  return code >= 43 && code <= 57 && code !== 47;
}

export function createColumn({ commas = 'none' }: { commas?: Commas } = {}): ColumnBuilder {
  let numbers = new Float64Array(64);
  let codes = new Int32Array(64);
  let length = 0;
  const codeOf = new Map<string, number>();
  let marked = 0;
  const signed: number[] = [];
  const add = (value: number, code: number): void => {
    if (length === codes.length) {
      numbers = widened(numbers, new Float64Array(2 * length));
      codes = widened(codes, new Int32Array(2 * length));
    }
    numbers[length] = value;
    codes[length++] = code;
  };
  const addText = (text: string): void => {
    let code = codeOf.get(text);
    if (code === undefined) {
      code = codeOf.size;
      // A slice of a large text would keep the whole of it alive.
      codeOf.set(detached(text), code);
    }
    add(NaN, code);
  };
  return {
    push: (written) => {
      // Papers write a true minus sign.
      const text = written.charCodeAt(0) === MINUS ? `-${written.slice(1)}` : written;
      let number = startsLikeNumber(text) ? writtenNumber(text, commas) : NaN;
      if (Number.isNaN(number) && mayBeMarked(text)) {
        number = writtenNumber(withoutMarks(text), commas);
        if (Number.isFinite(number)) marked++;
      }
      if (Number.isFinite(number)) {
        if (text.charCodeAt(text.length - 1) === PER_CENT) signed.push(length);
        add(number, NUMBER);
      } else if (MISSING_WORDS.has(text)) add(NaN, MISSING);
      else addText(text);
    },
    pushNumber: (value) => (Number.isFinite(value) ? add(value, NUMBER) : addText(String(value))),
    pushMissing: () => add(NaN, MISSING),
    length: () => length,
    finish: (name) => ({
      name,
      numbers: inOneUnit(cut(numbers, length), signed),
      codes: cut(codes, length),
      levels: [...codeOf.keys()],
      ...(marked === 0 ? {} : { marked }),
    }),
  };
}

/** `81.2%` beside a bare 83.4 is 81.2 as well: a column whose bare numbers go beyond 1 is per cent throughout. */
function inOneUnit(numbers: Float64Array, signed: readonly number[]): Float64Array {
  if (signed.length === 0) return numbers;
  const own = new Set(signed);
  if (!numbers.some((value, row) => value > 1 && !own.has(row))) return numbers;
  // Of 81.2, a hundredth times a hundred is 81.2 but for the last digit.
  for (const row of signed) numbers[row] = Number((numbers[row]! * 100).toPrecision(15));
  return numbers;
}

function widened<T extends Float64Array | Int32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

/** A copy only where much room would be wasted: for a million rows it costs more than what it saves. */
function cut<T extends Float64Array | Int32Array>(from: T, length: number): T {
  return (4 * length > 3 * from.length ? from.subarray(0, length) : from.slice(0, length)) as T;
}

function detached(text: string): string {
  return text.length < 13 ? text : Buffer.from(text, 'utf16le').toString('utf16le');
}

/** The cell as text; undefined where it is missing. Numbers in their shortest form. */
export function textAt({ numbers, codes, levels }: CellColumn, row: number): string | undefined {
  const code = codes[row]!;
  return code === MISSING ? undefined : code === NUMBER ? String(numbers[row]!) : levels[code];
}

export function isMissing({ codes }: CellColumn, row: number): boolean {
  return codes[row] === MISSING;
}

/** The different values of a column as texts, in the order in which rows show them, up to `most` and then no further. */
export function valuesOf(column: CellColumn, most = Infinity): readonly string[] {
  const { numbers, codes, levels } = column;
  const seenNumbers = new Set<number>();
  const seenCodes = new Set<number>();
  const result: string[] = [];
  for (let row = 0; row < codes.length && result.length < most; row++) {
    const code = codes[row]!;
    if (code === MISSING) continue;
    if (code === NUMBER) {
      const value = numbers[row]!;
      if (seenNumbers.has(value)) continue;
      seenNumbers.add(value);
      result.push(String(value));
    } else if (!seenCodes.has(code)) {
      seenCodes.add(code);
      result.push(levels[code]!);
    }
  }
  return result;
}

/** What a column holds, counted once. */
export interface Content {
  readonly numbers: number;
  readonly texts: number;
  readonly missing: number;
}

export function contentOf({ codes }: CellColumn): Content {
  let [numbers, texts, missing] = [0, 0, 0];
  for (const code of codes) {
    if (code === NUMBER) numbers++;
    else if (code === MISSING) missing++;
    else texts++;
  }
  return { numbers, texts, missing };
}

/** A table from rows of texts and numbers; `null` is a missing cell. */
export function tableOf(
  name: string,
  columns: readonly string[],
  rows: Iterable<readonly (string | number | null)[]>,
): CellTable {
  const builders = columns.map(() => createColumn());
  let count = 0;
  for (const row of rows) {
    count++;
    builders.forEach((builder, i) => {
      const cell = row[i] ?? null;
      if (cell === null) builder.pushMissing();
      else if (typeof cell === 'number') builder.pushNumber(cell);
      else builder.push(cell);
    });
  }
  return { name, rows: count, columns: columns.map((column, i) => builders[i]!.finish(column)) };
}

/** The rows for which `keep` says so. */
export function rowsWhere(table: CellTable, keep: (row: number) => boolean): CellTable {
  const kept: number[] = [];
  for (let row = 0; row < table.rows; row++) if (keep(row)) kept.push(row);
  if (kept.length === table.rows) return table;
  const pick = Int32Array.from(kept);
  const columns = table.columns.map(({ numbers, codes, ...rest }) => ({
    ...rest,
    numbers: Float64Array.from(pick, (row) => numbers[row]!),
    codes: Int32Array.from(pick, (row) => codes[row]!),
  }));
  return { ...table, rows: pick.length, columns };
}

export function columnNamed({ columns }: CellTable, name: string): CellColumn | undefined {
  return columns.find((column) => column.name === name);
}

/** Tables one below the other; a column that one of them lacks is missing there. */
export function stack(name: string, tables: readonly CellTable[]): CellTable {
  const names = [...new Set(tables.flatMap(({ columns }) => columns.map((column) => column.name)))];
  const builders = new Map(names.map((each) => [each, createColumn()]));
  for (const table of tables) {
    const own = new Map(table.columns.map((column) => [column.name, column]));
    for (const [each, builder] of builders) appendColumn(builder, { column: own.get(each), rows: table.rows });
  }
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  return { name, rows, columns: [...builders].map(([each, builder]) => builder.finish(each)) };
}

function appendColumn(
  builder: ColumnBuilder,
  { column, rows }: { column: CellColumn | undefined; rows: number },
): void {
  for (let row = 0; row < rows; row++) {
    if (column === undefined || column.codes[row] === MISSING) builder.pushMissing();
    else if (column.codes[row] === NUMBER) builder.pushNumber(column.numbers[row]!);
    else builder.push(column.levels[column.codes[row]!]!);
  }
}
