/** Rows that are equal in every column that is used. Knows columns; may not know how rows are split. */
import type { Column, Table, Target } from './dataset.js';

type Values = Column | Target;

/** One number a row; equal rows have the same, in the order in which they first occur. */
export function equalRows(columns: readonly Values[], rows: number): Int32Array {
  const all = columns.map(valuesOf);
  const numbers = new Map<string, number>();
  return Int32Array.from({ length: rows }, (_, row) => {
    let key = '';
    for (const values of all) key += `,${values[row]!}`;
    const known = numbers.get(key) ?? numbers.size;
    numbers.set(key, known);
    return known;
  });
}

/** The rows without those that are equal to an earlier one. */
export function firstOfEach(columns: readonly Column[], kept: readonly number[]): readonly number[] {
  const seen = new Set<number>();
  const groups = equalRows(columns, columns[0] === undefined ? 0 : valuesOf(columns[0]).length);
  return kept.filter((row) => seen.size !== seen.add(groups[row]!).size);
}

export interface Copies {
  /** Rows that are equal to an earlier one. */
  readonly extra: number;
  /** Rows that are equal to any other. */
  readonly rows: number;
  /** Pairs of equal rows are many times as many as if the columns had nothing to do with each other. */
  readonly moreThanByChance: boolean;
  /** There are far more of them than columns with so few different values, such as answers on a form, have by themselves. */
  readonly accidental: boolean;
}

const MANY_TIMES = 20;
const HARDLY_ANY = 0.001;

/** @param but  whether the target counts: without it, near copies are found */
export function copiesIn(
  { features, target, division, rows }: Table,
  but: { readonly target: boolean } = { target: true },
): Copies {
  const columns = [...features, ...(but.target ? [target] : []), ...(division === undefined ? [] : [division])];
  const sizes = new Map<number, number>();
  for (const group of equalRows(columns, rows)) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  const repeated = [...sizes.values()].filter((size) => size > 1);
  const extra = rows - sizes.size;
  const pairs = repeated.reduce((sum, size) => sum + (size * (size - 1)) / 2, 0);
  const byThemselves = extra === 0 ? 0 : expectedPairs(columns, rows);
  return {
    extra,
    rows: extra + repeated.length,
    moreThanByChance: pairs > MANY_TIMES * byThemselves,
    accidental: pairs > MANY_TIMES * byThemselves && byThemselves < HARDLY_ANY * rows,
  };
}

/** This many pairs of equal rows there would be if the columns had nothing to do with each other. */
function expectedPairs(columns: readonly Values[], rows: number): number {
  const pairs = (count: number): number => (count * (count - 1)) / 2;
  return columns.reduce((expected, column) => {
    const times = new Map<number, number>();
    for (const value of valuesOf(column)) times.set(value, (times.get(value) ?? 0) + 1);
    return (expected * [...times.values()].reduce((sum, count) => sum + pairs(count), 0)) / pairs(rows);
  }, pairs(rows));
}

function valuesOf(column: Values): Float64Array | Int32Array {
  if (column.kind === 'number') return column.values;
  return column.kind === 'category' ? column.codes : column.labels;
}
