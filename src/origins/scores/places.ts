/** Where each row belongs: variant, data set, block, repeat and question; and what pairs the runs. Blocks or seeds that hardly any two variants share pair nothing, and that is said. Pure. */
import { ask, flag } from './ask.js';
import type { CellColumn, CellTable } from './cells.js';
import { cross, determines, groupsOf, numberedWithin, sharedBy } from './groups.js';
import type { Groups } from './groups.js';
import type { ReadOptions } from './options.js';
import { namedRole, namesFolds } from './role-names.js';
import type { Roles } from './roles.js';
import { sameRows } from './same-rows.js';
import type { Places } from './score-columns.js';
import { numberOfFolds } from './number-of-folds.js';
import type { Pairing } from './scores.js';
import { shown } from './shown.js';
import { whole } from '../../base/how-many.js';

/** Share of blocks or seeds that at least two variants must meet before they pair anything. */
const SHARED = 0.5;

export function placesOf(
  table: CellTable,
  { roles, options, variant, dataSet }: { roles: Roles; options: ReadOptions; variant: Groups; dataSet: Groups },
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
  refuseSeedsBesideFolds(roles, { options, cell, table });
  const pairsNothing = (why: string): void => {
    notes.push(why);
    repeatColumns = [...blockColumns, ...repeatColumns];
    blockColumns = [];
    block = one;
  };
  if (blockColumns.length > 0 && several) {
    const name = namesOf(blockColumns);
    const met = sharedBy(cross(dataSet, block), variant);
    const told =
      met < SHARED
        ? undefined
        : sameRows(table, { places: { variant, dataSet, block, row }, name, free: isFree(roles) });
    if (met === 0) pairsNothing(`${name}: every run has its own, so that it pairs nothing`);
    else if (met < SHARED && options.block === undefined)
      pairsNothing(`${name}: ${fewMet(cross(dataSet, block), met)}, so that it pairs nothing`);
    else if (told?.same === false) pairsNothing(told.note);
    else if (told !== undefined) notes.push(told.note);
    else if (met < SHARED) notes.push(`${name}: ${fewMet(cross(dataSet, block), met)}, and only these are compared`);
  }
  let pairing: Pairing = blockColumns.length > 0 || roles.byOrder === 'block' ? 'block' : 'none';
  let repeat =
    roles.byOrder === 'repeat'
      ? numbersAsGroups(numberedWithin(cross(cross(cross(cell, block), row), stepsOf(roles, rows))))
      : groupsOf(repeatColumns, rows);
  const idColumns = finestOf(roles.ids, rows);
  const ids = groupsOf(idColumns, rows);
  if (pairing === 'none' && roles.byOrder === undefined && repeatColumns.length > 0 && several) {
    const met = sharedBy(cross(dataSet, repeat), variant);
    const isSaid = repeatColumns.some((column) => roles.block.includes(column) || column === roles.fold);
    if (met >= SHARED && !isSaid) pairing = 'seed number';
    else {
      if (!isSaid)
        notes.push(
          `${namesOf(repeatColumns)}: ${met === 0 ? 'no value is met by two variants' : fewMet(cross(dataSet, repeat), met)}, so that it pairs nothing`,
        );
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

/** @throws {OpenQuestion} where several seeds lie in one fold: folds of a new division each, or the same folds trained anew */
function refuseSeedsBesideFolds(
  { fold, block, repeat }: Roles,
  { options, cell, table: { rows, columns } }: { options: ReadOptions; cell: Groups; table: CellTable },
): void {
  if (fold === undefined || block.length > 0 || options.repeat !== undefined) return;
  const [seed, ...others] = repeat;
  if (seed === undefined || others.length > 0 || !/seed|state/i.test(seed.name) || !columns.includes(seed)) return;
  // A column of splits says how often the rows were divided, be it once.
  if (columns.some(({ name }) => namedRole(name) === 'block' && !namesFolds(name))) return;
  const [folds, seeds] = [groupsOf([fold], rows), groupsOf([seed], rows)];
  // A seed of each run’s own, or one for each fold, repeats nothing.
  const once = determines(cross(cell, seeds), folds) || determines(cross(cell, folds), seeds);
  if (once) return;
  const share = numberOfFolds(folds.names);
  throw ask(`Every ${shown(fold.name)} comes once for each ${shown(seed.name)}: what does ${shown(seed.name)} do?`, [
    {
      flag: `${flag('block', seed.name, fold.name)} --test-share 1/${share}`,
      means: `divides the rows anew: ${share} folds, repeated ${seeds.size} times`,
    },
    { flag: flag('repeat', seed.name), means: 'trains again on the same folds' },
  ]);
}

/** `6 of 18 are met by two variants`. */
function fewMet({ size }: Groups, share: number): string {
  const met = Math.round(share * size);
  return `only ${whole(met)} of ${whole(size)} ${met === 1 ? 'is' : 'are'} met by two variants`;
}

/** Columns that are neither scores nor places. */
function isFree({ metrics, variant, dataSet, block, repeat, row, fold }: Roles): (column: CellColumn) => boolean {
  const taken = new Set([
    ...variant,
    ...dataSet,
    ...block,
    ...repeat,
    ...metrics.map(({ column }) => column),
    row,
    fold,
  ]);
  return (column) => !taken.has(column);
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
