import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readCsv } from '../../src/data/csv.js';
import type { Column } from '../../src/data/dataset.js';
import { encodeTable } from '../../src/data/encode.js';
import { perSplit, wholeTable } from '../../src/data/encoding.js';
import { holdoutSplit } from '../../src/data/split.js';
import { chooseTarget, type TargetChoice } from '../../src/data/target.js';
import { streamKey } from '../../src/base/streams.js';

/** Real tables that lie beside a developer's checkout; they are not ours to publish. */
const shared = fileURLToPath(new URL('../../../shared/data/', import.meta.url));
const present = existsSync(shared);
if (!present) console.log('No ../shared/data beside this checkout: the tests on real tables do not run.');

function missing(column: Column): number {
  return column.kind === 'number'
    ? column.values.filter((value) => Number.isNaN(value)).length
    : column.codes.filter((code) => code === -1).length;
}

async function encoded(file: string, choice: TargetChoice) {
  const table = chooseTarget(await readCsv(`${shared}${file}`), choice);
  const labels = table.target.kind === 'classes' ? table.target.labels : undefined;
  const options = { rows: table.rows, labels, test: 0.1, validation: 0.1, stratified: true };
  const { train } = holdoutSplit({ ...options, key: streamKey(1, 'split', 0) });
  return { table, encoded: encodeTable(table, { train, encoding: perSplit() }) };
}

describe.runIf(present)('real tables', () => {
  it('the course table: 33 jobs, 4 areas, 7 products, 59 incomes missing', async () => {
    const { table, encoded: result } = await encoded('jh-simple-dataset.csv', { target: 'product', drop: ['id'] });
    expect(table.rows).toBe(2000);
    expect(Object.fromEntries(table.features.map((column) => [column.name, missing(column)]))).toMatchObject({
      income: 59,
      age: 0,
      job: 0,
    });
    expect(result).toMatchObject({ numericWidth: 10, widths: [33, 4] });
    expect(result.numeric.every(Number.isFinite)).toBe(true);
    const { target } = table;
    if (target.kind !== 'classes') throw new Error('not classes');
    const counts = target.levels.map((_, label) => target.labels.filter((one) => one === label).length);
    expect(counts).toEqual([130, 963, 738, 59, 30, 72, 8]);
  });

  it('the course table, encoded by the course: z-scores have mean 0 and SD 1, the rest is raw', async () => {
    const table = chooseTarget(await readCsv(`${shared}jh-simple-dataset.csv`), { target: 'product', drop: ['id'] });
    const encoding = wholeTable({ zscore: ['income', 'aspect', 'save_rate', 'age', 'subscriptions'] });
    const result = encodeTable(table, { train: Uint32Array.of(0), encoding });
    const names = table.features.filter(({ kind }) => kind === 'number').map(({ name }) => name);
    const column = (name: string): number[] =>
      Array.from({ length: result.rows }, (_, row) => result.numeric[row * result.numericWidth + names.indexOf(name)]!);
    const income = column('income');
    const mean = income.reduce((sum, value) => sum + value, 0) / 2000;
    expect(mean).toBeCloseTo(0, 6);
    expect(income.reduce((sum, value) => sum + value * value, 0) / 2000).toBeCloseTo(1, 6);
    expect(column('dist_healthy')[0]).toBe(Math.fround(9.017895490336436));
  });

  it('crx: words and numbers told apart, question marks missing, two classes', async () => {
    const { table, encoded: result } = await encoded('crx.csv', { target: 'a16' });
    expect(table.rows).toBe(690);
    expect(table.features.map(({ kind }) => kind[0]).join('')).toBe('cnnccccnccnccnn');
    expect(table.features.map(missing)).toEqual([12, 12, 0, 6, 6, 9, 9, 0, 0, 0, 0, 0, 0, 13, 0]);
    expect(table.target).toMatchObject({ kind: 'classes', levels: ['+', '-'] });
    expect(result.numericWidth).toBe(6);
    expect(result.widths).toHaveLength(9);
    expect(result.numeric.every(Number.isFinite)).toBe(true);
  });

  it('auto-mpg: regression by default, six horsepowers missing', async () => {
    const { table, encoded: result } = await encoded('auto-mpg.csv', { target: 'mpg', drop: ['name'] });
    expect(table.rows).toBe(398);
    expect(table.target.kind).toBe('number');
    expect(table.features.map(missing)).toEqual([0, 0, 6, 0, 0, 0, 0]);
    expect(result).toMatchObject({ numericWidth: 7, widths: [] });
    expect(result.numeric.every(Number.isFinite)).toBe(true);
  });
});
