/** Columns as groups: which rows belong together, by one column or several. Pure. */
import { textAt } from './cells.js';
import type { CellColumn } from './cells.js';

export interface Groups {
  /** The group of each row, numbered in the order in which rows show them. */
  readonly of: Int32Array;
  readonly names: readonly string[];
}

/** Rows with the same values in all the columns are one group; no columns make one group of everything. */
export function groupsOf(columns: readonly CellColumn[], rows: number): Groups {
  if (columns.length === 0) return { of: new Int32Array(rows), names: [''] };
  const [first, ...others] = columns.map((column) => groupsOfColumn(column, rows));
  return others.reduce((all, each) => cross(all, each), first!);
}

function groupsOfColumn(column: CellColumn, rows: number): Groups {
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
  return { of, names };
}

/** Both at once. */
export function cross(a: Groups, b: Groups): Groups {
  const rows = a.of.length;
  const of = new Int32Array(rows);
  const names: string[] = [];
  const known = new Map<number, number>();
  for (let row = 0; row < rows; row++) {
    const key = a.of[row]! * b.names.length + b.of[row]!;
    let group = known.get(key);
    if (group === undefined) {
      const [x, y] = [a.names[a.of[row]!]!, b.names[b.of[row]!]!];
      group = names.push(x === '' ? y : y === '' ? x : `${x}, ${y}`) - 1;
      known.set(key, group);
    }
    of[row] = group;
  }
  return { of, names };
}

/** Whether knowing `a` tells `b`. */
export function determines(a: Groups, b: Groups): boolean {
  const seen = new Int32Array(a.names.length).fill(-1);
  for (let row = 0; row < a.of.length; row++) {
    const group = a.of[row]!;
    if (seen[group] === -1) seen[group] = b.of[row]!;
    else if (seen[group] !== b.of[row]) return false;
  }
  return true;
}

/** Share of the groups of `places` in which two groups of `variants` or more are met. */
export function sharedBy(places: Groups, variants: Groups): number {
  const first = new Int32Array(places.names.length).fill(-1);
  const shared = new Uint8Array(places.names.length);
  for (let row = 0; row < places.of.length; row++) {
    const place = places.of[row]!;
    if (first[place] === -1) first[place] = variants.of[row]!;
    else if (first[place] !== variants.of[row]) shared[place] = 1;
  }
  return places.names.length === 0 ? 0 : shared.reduce((sum, each) => sum + each, 0) / places.names.length;
}

/** The number of each row within its group, from 0. */
export function numberedWithin({ of, names }: Groups): Int32Array {
  const next = new Int32Array(names.length);
  return Int32Array.from(of, (group) => next[group]!++);
}
