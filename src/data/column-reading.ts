/** A typed column described: kind, range, missing cells, what is odd. Looks at its values; says none of them but odd ones. */
import { CELL, type TextColumn } from './cell-kinds.js';
import type { TypedColumn } from './column.js';
import type { Column } from './dataset.js';
import type { ColumnReading } from './reading.js';

/** Values of a column, for counting them. */
export function valuesOf(column: Column): Float64Array | Int32Array {
  return column.kind === 'number' ? column.values : column.codes;
}

/** The description of a typed column. */
export function describeColumn(typed: TypedColumn, text: TextColumn): ColumnReading {
  const { column, how, odd, trouble } = typed;
  const { counts } = text.kinds;
  const words = column.kind === 'category';
  const missing = words ? counts[CELL.missing]! : countMissing(column.values);
  const marks = marksOf(text, words);
  const different = words ? column.levels.length : new Set(column.values).size - (missing > 0 ? 1 : 0);
  return {
    name: column.name,
    kind: kindOf(typed, different),
    different,
    ...(words || different === 0 ? {} : { range: rangeOf(column.values) }),
    missing,
    marks,
    how,
    odd,
    ...(trouble === undefined ? {} : { trouble }),
  };
}

function kindOf({ column, date }: TypedColumn, different: number): ColumnReading['kind'] {
  if (different === 0) return 'empty';
  if (different === 1) return 'constant';
  if (date) return 'date';
  return looksLikeIdentifier(column, different) ? 'identifier' : column.kind;
}

const IDENTIFIER_ROWS = 10;
const NEARLY_ALL = 0.95;
const ID_NAME = /(?:^|[^a-z])(?:id|uid|uuid|guid|key|nr|no|number|index|rownum|row)$|[a-z]I[dD]$/i;

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
  const counts = high - low < 1.1 * rows;
  return counts || isMonotone(there) || ID_NAME.test(column.name);
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
