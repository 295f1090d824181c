/**
 * What a table of data is, once read: typed columns, a fingerprint, and (for training) a chosen target.
 * May not know files, encodings or splits. Everything here is plain data that can be posted to a worker thread.
 */
import { createHash, type Hash } from 'node:crypto';
import type { TableReading } from './reading.js';

/** Networks compute in 32-bit floats: a number beyond this would become infinite. */
export const LARGEST_NUMBER = 3.4028234663852886e38;

export interface NumberColumn {
  readonly kind: 'number';
  readonly name: string;
  /** One value a row; NaN means missing. No value is beyond ±3.4e38. */
  readonly values: Float64Array;
}

export interface CategoryColumn {
  readonly kind: 'category';
  readonly name: string;
  /** The different words of the column, sorted by code unit; each occurs in at least one row. */
  readonly levels: readonly string[];
  /** One level number a row; −1 means missing. */
  readonly codes: Int32Array;
}

export type Column = NumberColumn | CategoryColumn;

export interface Dataset {
  /** For people: a file's name or a generator's. Not part of the fingerprint. */
  readonly name: string;
  readonly columns: readonly Column[];
  readonly rows: number;
  /** SHA-256 in hex over the typed columns: the same for any path, line ending or byte-order mark. */
  readonly fingerprint: string;
  /** True where the data are made (a generator), not measured: reports say so. */
  readonly made: boolean;
  /** The line of the file, from 1, on which each row begins; only where the data came from a file. */
  readonly lines?: Int32Array;
  /** How it was read; only where it came from a file. */
  readonly reading?: TableReading;
}

export interface ClassTarget {
  readonly kind: 'classes';
  readonly name: string;
  /** At least two; words sorted by code unit, numbers by size. Each occurs in at least one row. */
  readonly levels: readonly string[];
  /** One class number a row, in 0 … levels.length − 1. */
  readonly labels: Int32Array;
}

export interface NumberTarget {
  readonly kind: 'number';
  readonly name: string;
  /** Finite, and not all equal. */
  readonly values: Float64Array;
}

export type Target = ClassTarget | NumberTarget;

/** A data set made ready for one question: what is predicted, and from which columns. */
export interface Table {
  readonly name: string;
  /** At least one, in the order of the data set. */
  readonly features: readonly Column[];
  readonly target: Target;
  /** The column by which rows are divided, a group or a time; not among the features, and nowhere missing. */
  readonly division?: Column;
  readonly rows: number;
  /** SHA-256 in hex over features, target and division: it changes with the target, the task and the dropped columns and rows. */
  readonly fingerprint: string;
  readonly made: boolean;
}

/**
 * A data set with its fingerprint.
 *
 * @throws {RangeError} if columns differ in length or share a name, or a value is beyond ±3.4e38
 */
export function makeDataset(parts: Omit<Dataset, 'rows' | 'fingerprint'>): Dataset {
  const rows = parts.columns.length === 0 ? 0 : lengthOf(parts.columns[0]!);
  if (new Set(parts.columns.map(({ name }) => name)).size !== parts.columns.length) {
    throw new RangeError('Two columns share a name.');
  }
  for (const column of parts.columns) {
    if (lengthOf(column) !== rows) throw new RangeError(`Column ${column.name} has another number of rows.`);
    if (column.kind === 'number' && column.values.some((value) => Math.abs(value) > LARGEST_NUMBER)) {
      throw new RangeError(`Column ${column.name} holds a value beyond ±3.4e38.`);
    }
  }
  return { ...parts, rows, fingerprint: fingerprint(parts.columns) };
}

/** A table with its fingerprint. Contract of the fields: see `Table`. */
export function makeTable(parts: Omit<Table, 'rows' | 'fingerprint'>): Table {
  const { features, target, division } = parts;
  const rows = target.kind === 'classes' ? target.labels.length : target.values.length;
  return {
    ...parts,
    rows,
    fingerprint: fingerprint([...features, target, ...(division === undefined ? [] : [division])]),
  };
}

/** The same table with all its numbers in shared memory: posting it to a worker copies no rows. */
export function shareTable(table: Table): Table {
  const { target } = table;
  return {
    ...table,
    features: table.features.map(shareColumn),
    ...(table.division === undefined ? {} : { division: shareColumn(table.division) }),
    target:
      target.kind === 'number'
        ? { ...target, values: sharedFloats(target.values) }
        : { ...target, labels: sharedIntegers(target.labels) },
  };
}

function shareColumn(column: Column): Column {
  return column.kind === 'number'
    ? { ...column, values: sharedFloats(column.values) }
    : { ...column, codes: sharedIntegers(column.codes) };
}

function lengthOf(column: Column): number {
  return column.kind === 'number' ? column.values.length : column.codes.length;
}

function sharedFloats(values: Float64Array): Float64Array {
  const shared = new Float64Array(new SharedArrayBuffer(values.byteLength));
  shared.set(values);
  return shared;
}

function sharedIntegers(values: Int32Array): Int32Array {
  const shared = new Int32Array(new SharedArrayBuffer(values.byteLength));
  shared.set(values);
  return shared;
}

/** Each column gives a line of JSON (kind, name, levels, rows) and then its numbers, little-endian. */
function fingerprint(columns: readonly (Column | Target)[]): string {
  const hash = createHash('sha256').update('reseed-columns-1\n');
  for (const column of columns) {
    if (column.kind === 'number') {
      hash.update(`${JSON.stringify([column.kind, column.name, column.values.length])}\n`);
      updateWithNumbers(hash, column.values);
    } else {
      const codes = column.kind === 'category' ? column.codes : column.labels;
      hash.update(`${JSON.stringify([column.kind, column.name, column.levels, codes.length])}\n`);
      updateWithNumbers(hash, codes);
    }
  }
  return hash.digest('hex');
}

/** Eight bytes a number; every NaN has the same bytes, and −0 those of 0. */
function updateWithNumbers(hash: Hash, numbers: Float64Array | Int32Array): void {
  const bytes = new DataView(new ArrayBuffer(numbers.length * 8));
  numbers.forEach((value, i) => {
    bytes.setFloat64(i * 8, Number.isNaN(value) ? 0 : value + 0, true);
    if (Number.isNaN(value)) bytes.setUint32(i * 8 + 4, 0x7ff80000, true);
  });
  hash.update(bytes);
}
