/** A typed column described: kind, range, missing cells, what is odd. Looks at its values; says none of them but odd ones. */
import { CELL, type TextColumn } from './cell-kinds.js';
import type { TypedColumn } from './column.js';
import type { Column } from './dataset.js';
import type { ColumnReading } from './reading.js';

/** Values of a column, for counting them. */
export function valuesOf(column: Column): Float64Array | Int32Array {
  return column.kind === 'number' ? column.values : column.codes;
}

/** @param asked  somebody said what it is: then it is no identifier to be left out */
export function describeColumn(
  typed: TypedColumn,
  text: TextColumn,
  { asked }: { readonly asked: boolean },
): ColumnReading {
  const { column, how, odd, trouble, joined } = typed;
  const { counts } = text.kinds;
  const words = column.kind === 'category';
  const missing = words ? counts[CELL.missing]! : countMissing(column.values);
  const marks = marksOf(text, words);
  const different = words ? column.levels.length : new Set(column.values).size - (missing > 0 ? 1 : 0);
  const kind = kindOf(typed, different);
  return {
    name: column.name,
    kind,
    different,
    ...(words || different === 0 ? {} : { range: rangeOf(column.values) }),
    missing,
    marks,
    how,
    odd,
    ...(joined === undefined ? {} : { joined }),
    ...(asked ? { asked } : {}),
    ...(kind === 'identifier' && !asked && trouble === undefined && namesRows(column) ? { namesRows: true } : {}),
    ...(trouble === undefined ? {} : { trouble }),
  };
}

/** Not a feature, unless somebody asks for it: it names the rows, or has one value in all of them, gaps of numbers aside. */
export function isIdle({ namesRows, kind, range, missing }: ColumnReading): boolean {
  return namesRows === true || kind === 'empty' || (kind === 'constant' && (range !== undefined || missing === 0));
}

function kindOf({ column, date }: TypedColumn, different: number): ColumnReading['kind'] {
  if (different === 0) return 'empty';
  if (different === 1) return 'constant';
  if (date) return 'date';
  return looksLikeIdentifier(column, different) ? 'identifier' : column.kind;
}

const IDENTIFIER_ROWS = 10;
const NEARLY_ALL = 0.95;
const ID_NAME =
  /(?:^|[^a-z])(?:id|uid|uuid|guid|pid|key|nr|no|number|index|rownum|row|obs|record|seqno|docno)$|^id(?:[^a-z]|case)/i;
const CAMEL_ID = /[a-z]I[dD]$/;
const TIME_NAME =
  /(?:^|[^a-z])(?:years?|yr|date|days?|months?|weeks?|quarter|time|t|hours?|minutes?|seconds?|period|trend|age|wave|season|jahr|monat|tag|zeit)(?:$|[^a-z])/i;
/** Whole numbers that differ from row to row, under such a name, are nobody's measurement. */
const PERSON_NAME =
  /(?:^|[^a-z])(?:patient|subject|participant|customer|client|user|respondent|member|account|invoice|employee|passenger)(?:[^a-z]{0,2}(?:id|no|nr|num|number|code|key))?$/i;

function isIdName(name: string): boolean {
  return ID_NAME.test(name) || CAMEL_ID.test(name) || PERSON_NAME.test(name);
}

/** Whether a column is called as years, days and hours are. */
export function isTimeName(name: string): boolean {
  return TIME_NAME.test(name);
}

/** With fewer rows a measured value counts them by accident. */
const COUNTED_ROWS = 20;
/** Temperatures of an experiment, and the like, rise by equal steps, too: in fewer rows. */
const STEPPED_ROWS = 40;

/**
 * Values that name the rows: words of which nearly all differ; whole numbers of which nearly all differ and that count the
 * rows, only rise or fall through the file, or are called an identifier.
 */
function looksLikeIdentifier(column: Column, different: number): boolean {
  const rows = valuesOf(column).length;
  if (rows < IDENTIFIER_ROWS || different < NEARLY_ALL * rows) return false;
  if (column.kind === 'category') return true;
  const there = column.values.filter((value) => !Number.isNaN(value));
  if (!there.every(Number.isInteger)) return false;
  const [low, high] = rangeOf(there);
  const counts = rows >= COUNTED_ROWS && high - low < 1.1 * rows;
  return counts || isMonotone(there) || isIdName(column.name);
}

/** Of what looks like an identifier: words; what is called one; or the rows counted by equal steps, in the order of the file. */
function namesRows(column: Column): boolean {
  if (column.kind === 'category') return true;
  if (TIME_NAME.test(column.name)) return false;
  if (isIdName(column.name)) return true;
  const { values } = column;
  const [first = NaN, second = NaN] = values;
  const fewest = (first === 0 || first === 1) && second === first + 1 ? COUNTED_ROWS : STEPPED_ROWS;
  return values.length >= fewest && values.every((value, row) => value === first + row * (second - first));
}

function isMonotone(values: Float64Array): boolean {
  return values.every((x, i) => i === 0 || x > values[i - 1]!) || values.every((x, i) => i === 0 || x < values[i - 1]!);
}

function rangeOf(values: Float64Array): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

function countMissing(values: Float64Array): number {
  let count = 0;
  for (const value of values) if (Number.isNaN(value)) count++;
  return count;
}

function marksOf({ cells, kinds }: TextColumn, words: boolean): string[] {
  const marks = new Set<string>();
  if (kinds.counts[CELL.missing]! + kinds.counts[CELL.mark]! === 0) return [];
  cells.forEach((cell, row) => {
    const kind = kinds.of[row]!;
    if (cell !== '' && (kind === CELL.missing || (!words && kind === CELL.mark))) marks.add(cell);
  });
  return [...marks].sort();
}
