/** Where each row belongs: variant, data set, block, repeat and question; and what pairs the runs. Blocks or seeds that hardly any two variants share pair nothing, and that is said. Pure. */
import type { CellColumn, CellTable } from './cells.js';
import { cross, determines, groupsOf, numberedWithin, sharedBy } from './groups.js';
import type { Groups } from './groups.js';
import type { ReadOptions } from './options.js';
import type { Roles } from './roles.js';
import type { Places } from './score-columns.js';
import type { Pairing } from './scores.js';
import { shown } from './shown.js';

/** Share of blocks or seeds that at least two variants must meet before they pair anything. */
const SHARED = 0.5;

export function placesOf(
  table: CellTable,
  { roles, variant, dataSet }: { roles: Roles; options: ReadOptions; variant: Groups; dataSet: Groups },
): {
  places: Places;
  pairing: Pairing;
  notes: string[];
  blockColumns: readonly CellColumn[];
  repeatColumns: readonly CellColumn[];
} {
  const { rows } = table;
  const notes: string[] = [];
  const one = groupsOf([], rows);
  const row = roles.row === undefined ? one : groupsOf([roles.row], rows);
  const cell = cross(variant, dataSet);
  const several = variant.size > 1;
  let blockColumns: readonly CellColumn[] = roles.fold === undefined ? roles.block : [...partitions(roles), roles.fold];
  let repeatColumns =
    roles.fold === undefined ? roles.repeat : roles.repeat.filter((column) => !blockColumns.includes(column));
  let block =
    roles.byOrder === 'block' ? numbersAsGroups(numberedWithin(cross(cell, row))) : groupsOf(blockColumns, rows);
  if (roles.byOrder === 'block')
    notes.push('blocks are the places of the rows in each cell: the k-th rows belong together (--block row)');
  if (blockColumns.length > 0 && several && sharedBy(cross(dataSet, block), variant) < SHARED) {
    notes.push(`${namesOf(blockColumns)}: every run has its own, so that it pairs nothing`);
    repeatColumns = [...blockColumns, ...repeatColumns];
    blockColumns = [];
    block = one;
  }
  let pairing: Pairing = blockColumns.length > 0 || roles.byOrder === 'block' ? 'block' : 'none';
  let repeat =
    roles.byOrder === 'repeat'
      ? numbersAsGroups(numberedWithin(cross(cross(cross(cell, block), row), stepsOf(roles, rows))))
      : groupsOf(repeatColumns, rows);
  const idColumns = finestOf(roles.ids, rows);
  const ids = groupsOf(idColumns, rows);
  if (pairing === 'none' && roles.byOrder === undefined && repeatColumns.length > 0 && several) {
    if (sharedBy(cross(dataSet, repeat), variant) >= SHARED) pairing = 'seed number';
    else {
      notes.push(`${namesOf(repeatColumns)}: hardly any value is met by two variants, so that it pairs nothing`);
      // If each run has a name of its own, equal seed numbers in two variants are chance and pair nothing.
      if (idColumns.length > 0) [repeat, repeatColumns] = [ids, idColumns];
    }
  }
  if (
    repeatColumns.length === 0 &&
    roles.byOrder !== 'repeat' &&
    roles.ids.length > 0 &&
    !sameAs(roles.ids, roles.variant)
  ) {
    [repeat, repeatColumns] = [ids, idColumns];
  }
  if (pairing === 'block' && repeatColumns.length > 0 && runsAreAlone([variant, dataSet, block, row], repeat)) {
    notes.push(`${namesOf(repeatColumns)}: one run in each block, so that it repeats nothing`);
    [repeat, repeatColumns] = [one, []];
  }
  return { places: { variant, dataSet, block, repeat, row }, pairing, notes, blockColumns, repeatColumns };
}

/** Of curves the k-th rows of every step belong to one run. */
function stepsOf({ step }: Roles, rows: number): Groups {
  return groupsOf(step === undefined ? [] : [step], rows);
}

/** One of several columns that all name the same runs. */
function finestOf(columns: readonly CellColumn[], rows: number): readonly CellColumn[] {
  if (columns.length < 2) return columns;
  const groups = columns.map((column) => groupsOf([column], rows));
  const finest = groups.findIndex((each) => groups.every((other) => determines(each, other)));
  return finest < 0 ? columns : [columns[finest]!];
}

/** With folds, a repeat that is not called a seed is another partition of the rows, with folds of its own. */
function partitions({ block, repeat }: Roles): readonly CellColumn[] {
  return [...block, ...repeat.filter(({ name }) => !/seed|state/i.test(name))];
}

/** Whether every cell holds one repeat only. */
function runsAreAlone(cells: readonly Groups[], repeat: Groups): boolean {
  return determines(cells.reduce(cross), repeat);
}

function sameAs(a: readonly CellColumn[], b: readonly CellColumn[]): boolean {
  return a.length === b.length && a.every((column) => b.includes(column));
}

function numbersAsGroups(of: Int32Array): Groups {
  const most = of.reduce((max, each) => Math.max(max, each), -1);
  return { of, size: most + 1, names: Array.from({ length: most + 1 }, (_, i) => String(i + 1)) };
}

export function namesOf(columns: readonly CellColumn[]): string {
  return columns.map(({ name }) => shown(name)).join(', ');
}
