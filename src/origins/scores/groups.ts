/** Columns as groups: which rows belong together, by one column or several. Pure. */
import { pairCodes } from '../../base/pair-codes.js';
import { textAt } from './cells.js';
import type { CellColumn } from './cells.js';

export interface Groups {
  /** The group of each row, numbered in the order in which rows show them. */
  readonly of: Int32Array;
  readonly size: number;
  readonly names: readonly string[];
}

/** Rows with the same values in all the columns are one group; no columns make one group of everything. */
export function groupsOf(columns: readonly CellColumn[], rows: number): Groups {
  if (columns.length === 0) return { of: new Int32Array(rows), size: 1, names: [''] };
  const [first, ...others] = columns.map((column) => groupsOfColumn(column, rows));
  return others.reduce((all, each) => cross(all, each), first!);
}

/** Of whole columns: roles, twins and places all ask for the groups of the same ones. */
const made = new WeakMap<CellColumn, Groups>();

function groupsOfColumn(column: CellColumn, rows: number): Groups {
  const known = made.get(column);
  if (known?.of.length === rows) return known;
  const groups = groupedBy(column, rows);
  made.set(column, groups);
  return groups;
}

function groupedBy(column: CellColumn, rows: number): Groups {
  const of = new Int32Array(rows);
  const names: string[] = [];
  const byCode = new Int32Array(column.levels.length).fill(-1);
  const byNumber = new Map<number, number>();
  let missing = -1;
  for (let row = 0; row < rows; row++) {
    const code = column.codes[row]!;
    let group: number;
    if (code >= 0) {
      group = byCode[code]!;
      if (group < 0) byCode[code] = group = names.push(column.levels[code]!) - 1;
    } else if (code === -1) {
      const value = column.numbers[row]!;
      const known = byNumber.get(value);
      group = known ?? names.push(textAt(column, row)!) - 1;
      if (known === undefined) byNumber.set(value, group);
    } else {
      if (missing < 0) missing = names.push('none') - 1;
      group = missing;
    }
    of[row] = group;
  }
  return { of, size: names.length, names };
}

/** Both at once. Names are made when they are asked for: a million questions crossed with seeds need none. */
export function cross(a: Groups, b: Groups): Groups {
  if (a.size === 1 && onlyName(a) === '') return b;
  if (b.size === 1 && onlyName(b) === '') return a;
  const rows = a.of.length;
  const of = new Int32Array(rows);
  const known = pairCodes(a.size * b.size, rows);
  const first = new Int32Array(Math.min(rows, a.size * b.size));
  let size = 0;
  for (let row = 0; row < rows; row++) {
    const key = a.of[row]! * b.size + b.of[row]!;
    let group = known.get(key);
    if (group === undefined) {
      group = size++;
      first[group] = row;
      known.set(key, group);
    }
    of[row] = group;
  }
  const nameOf = (row: number): string => {
    const [x, y] = [a.names[a.of[row]!]!, b.names[b.of[row]!]!];
    return x === '' ? y : y === '' ? x : `${x}, ${y}`;
  };
  return lazily(of, { size, names: () => Array.from(first.subarray(0, size), nameOf) });
}

function onlyName({ names }: Groups): string | undefined {
  return names[0];
}

function lazily(of: Int32Array, { size, names }: { size: number; names: () => readonly string[] }): Groups {
  let made: readonly string[] | undefined;
  return {
    of,
    size,
    get names() {
      return (made ??= names());
    },
  };
}

/** The rows of each group, one group after the other: those of group g lie from `starts[g]` to `starts[g + 1]`. */
export interface Members {
  readonly size: number;
  readonly rows: Int32Array;
  readonly starts: Int32Array;
}

export function membersOf({ of, size }: Groups): Members {
  const starts = new Int32Array(size + 1);
  for (const group of of) starts[group + 1]!++;
  for (let group = 0; group < size; group++) starts[group + 1]! += starts[group]!;
  const next = starts.slice();
  const rows = new Int32Array(of.length);
  for (let row = 0; row < of.length; row++) rows[next[of[row]!]!++] = row;
  return { size, rows, starts };
}

/** In the order of the table. */
export function rowsOfGroup({ rows, starts }: Members, group: number): readonly number[] {
  const [from, to] = [starts[group]!, starts[group + 1]!];
  // What an empty list grows to by its first entry is room for seventeen.
  const result = [rows[from]!];
  for (let i = from + 1; i < to; i++) result.push(rows[i]!);
  return result;
}

/** Whether knowing `a` tells `b`. */
export function determines(a: Groups, b: Groups): boolean {
  const seen = new Int32Array(a.size).fill(-1);
  for (let row = 0; row < a.of.length; row++) {
    const group = a.of[row]!;
    if (seen[group] === -1) seen[group] = b.of[row]!;
    else if (seen[group] !== b.of[row]) return false;
  }
  return true;
}

/** Share of the groups of `places` in which two groups of `variants` or more are met. */
export function sharedBy(places: Groups, variants: Groups): number {
  return places.size === 0 ? 0 : metByTwo(places, variants).reduce((sum, each) => sum + each, 0) / places.size;
}

/** 1 for each group of `places` in which two groups of `variants` or more are met, else 0. */
export function metByTwo(places: Groups, variants: Groups): Uint8Array {
  const first = new Int32Array(places.size).fill(-1);
  const shared = new Uint8Array(places.size);
  for (let row = 0; row < places.of.length; row++) {
    const place = places.of[row]!;
    if (first[place] === -1) first[place] = variants.of[row]!;
    else if (first[place] !== variants.of[row]) shared[place] = 1;
  }
  return shared;
}

/** The number of each row within its group, from 0. */
export function numberedWithin({ of, size }: Groups): Int32Array {
  const next = new Int32Array(size);
  return Int32Array.from(of, (group) => next[group]!++);
}

/** Whether a column holds fractions: it was measured, or is a rate that was set, and names no group of rows. */
export function hasFractions({ numbers, codes }: CellColumn): boolean {
  return codes.some((code, row) => code === -1 && !Number.isInteger(numbers[row]!));
}
