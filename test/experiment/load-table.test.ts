import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csv } from '../../src/experiment/experiment.js';
import { loadTable } from '../../src/experiment/load-table.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'reseed-table-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const BAD = ['Infinity', '-inf', '1e999', '-1e39'];
const CLEAN = 'size,sold\n1,yes\n2,no\n3,yes\n';

/** `CLEAN` with one more column, of numbers but for the cell of the second row. */
function withColumn(name: string, cell: string): string {
  const more = [name, '7', cell, '9'];
  return CLEAN.split('\n')
    .map((line, at) => (line === '' ? '' : `${more[at]!},${line}`))
    .join('\n');
}

function load(text: string, drop: readonly string[] = []) {
  writeFileSync(join(folder, 'shop.csv'), text);
  return loadTable(csv('shop.csv', { target: 'sold', drop }), folder);
}

describe('a dropped column is not judged', () => {
  it.each(BAD)('the cell %s is refused in a column that is used, and let be in one that is dropped', async (cell) => {
    const text = withColumn('id', cell);
    await expect(load(text)).rejects.toThrow(`Line 3, column "id": "${cell}"`);
    expect((await load(text, ['id'])).features.map(({ name }) => name)).toEqual(['size']);
  });

  it('dropping one column excuses no other', async () => {
    await expect(load(withColumn('id', 'NaN').replace('7,1,yes', '7,inf,yes'), ['id'])).rejects.toThrow(
      'Line 2, column "size": "inf" is not a finite number',
    );
  });

  it('a column whose name is a number may be dropped, but not used', async () => {
    await expect(load(withColumn('2019', '8'))).rejects.toThrow('the number "2019"');
    expect((await load(withColumn('2019', '8'), ['2019'])).features).toHaveLength(1);
  });

  it('more words than a feature may hold are let be', async () => {
    const rows = Array.from({ length: 1001 }, (_, i) => `name${i},${i},${i % 2 ? 'yes' : 'no'}`);
    const text = `who,size,sold\n${rows.join('\n')}\n`;
    await expect(load(text)).rejects.toThrow('1,001 different words');
    expect((await load(text, ['who'])).rows).toBe(1001);
  });

  it('the fingerprint is that of the table without it, whatever it holds', async () => {
    const { fingerprint } = await load(CLEAN);
    for (const cell of [...BAD, '8', '', 'word']) {
      expect((await load(withColumn('id', cell), ['id'])).fingerprint, cell).toBe(fingerprint);
    }
  });

  it('a dropped column that is not there is still named', async () => {
    await expect(load(withColumn('id', 'NaN'), ['id', 'sise'])).rejects.toMatchObject({
      message: 'shop.csv has no column "sise" (--drop).',
      hint: 'Did you mean "size"?',
    });
  });
});
