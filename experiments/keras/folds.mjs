/**
 * Writes folds.csv: the built-in table, and which of five folds each row is in, as Reseed divides them for keras-dropout-ours.
 * One process then trains all five folds: Keras takes longer to start than to train one.
 */
import { writeFileSync } from 'node:fs';
import { loadTable } from '../../dist/src/experiment/load-table.js';
import { divideRows } from '../../dist/src/origins/table/divide-rows.js';
import { splitKey } from '../../dist/src/design/plan.js';

const table = await loadTable({ kind: 'simple', target: 'product', drop: ['id'] });
const protocol = { kind: 'kFold', folds: 5, splits: 1, seeds: 10, validation: 0, stratified: true };
const foldOf = new Map();
for (let fold = 0; fold < protocol.folds; fold++) {
  const { test } = divideRows(protocol, { table, key: splitKey({ seed: 1 }, 0), fold });
  for (const row of test) foldOf.set(row, fold);
}
const cellOf = (column, row) =>
  column.kind === 'number'
    ? Number.isNaN(column.values[row])
      ? ''
      : String(column.values[row])
    : (column.levels[column.codes[row]] ?? '');
const lines = Array.from({ length: table.rows }, (_, row) =>
  [
    foldOf.get(row),
    ...table.features.map((column) => cellOf(column, row)),
    table.target.levels[table.target.labels[row]],
  ].join(','),
);
const header = ['fold', ...table.features.map(({ name }) => name), table.target.name].join(',');
writeFileSync(new URL('folds.csv', import.meta.url), `${[header, ...lines].join('\n')}\n`);
