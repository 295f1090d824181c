/** A bench on a file of one's own, as a process: what it says of the table, and what it leaves in the folder. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorkshop } from '../faults/bench-process.js';
import type { Ended, Workshop } from '../faults/bench-process.js';

let shop: Workshop;
const bench = (out: string, ...args: string[]): Promise<Ended> =>
  shop.call(['bench', '--data', 'people.csv', '--target', 'paid', '--out', out, '--splits', '4', ...args]);
const fileOf = (out: string, name: string): string => readFileSync(join(shop.folder, out, name), 'utf8');

beforeAll(() => {
  shop = openWorkshop();
  const lines = Array.from({ length: 48 }, (_, i) => {
    const age = i % 7 === 3 ? '-999' : String(20 + ((i * 37) % 50));
    return `${900 + i},${age},${i === 20 ? 'secretly' : (i * 17) % 23},${['Ystadby', 'ystadby', 'Oulux'][i % 3]!},${i % 2 === 0 ? 'yes' : 'no'}`;
  });
  writeFileSync(join(shop.folder, 'people.csv'), `id,age,debt,town,paid\n${lines.join('\n')}\n`);
});
afterAll(() => shop.remove());

describe('a bench on a file of one’s own', () => {
  it('keeps how the table was read, and what its checks found: in report, summary and --json', async () => {
    const { code, out, err } = await bench('open', '--numeric', 'debt,age', '--seeds', '1', '--json');
    expect(code, err).toBe(0);
    expect(err).toMatch(/The table as it was read\npeople\.csv: 48 rows, 5 columns/);
    const summary = JSON.parse(out) as { warnings: { text: string; about?: string }[]; setup: { reading: object } };
    const found = summary.warnings.filter(({ about }) => about === 'table').map(({ text }) => text);
    expect(found.join('\n')).toMatch(/"id" names the rows[^]*"age" is -999 in 7 rows[^]*"Ystadby", "ystadby"/);
    expect(summary.setup.reading).toMatchObject({
      file: 'people.csv',
      delimiter: ',',
      target: { name: 'paid', task: 'classification' },
      columns: [
        { name: 'id', kind: 'identifier' },
        { range: [-999, 69] },
        { odd: [{ line: 22, text: 'secretly' }] },
        {},
        {},
      ],
    });
    const report = fileOf('open', 'report.md');
    expect(report).toMatch(
      /<summary>How the table was read<\/summary>[^]*`age` \| number \| \d+: −999 to 69[^]*<\/details>/,
    );
    expect(report).toMatch(/`debt`: counted as missing: secretly \(line 22\)/);
    expect(report.slice(report.indexOf('## Warnings'))).toMatch(/^- \*\*Column "age" is \\?-999/m);
  });

  it('holds no value of a cell anywhere with --no-values, and the command that makes it again says so', async () => {
    const { code, out, err } = await bench('closed', '--numeric', 'debt,age', '--seeds', '1', '--no-values');
    expect(code, err).toBe(0);
    const kept = ['report.md', 'summary.json', 'manifest.json', 'report.html'].map((name) => fileOf('closed', name));
    expect([out, err, ...kept].join('\n').match(/secretly|Ystadby|ystadby|Oulux/)).toBeNull();
    expect([out, err, kept[0]].join('\n').match(/[-−]999/)).toBeNull();
    expect(err).toMatch(/debt: counted as missing: line 22/);
    expect(kept[0]).toMatch(/--seeds 1 --no-values$/m);
  });

  it('refuses a column with odd cells without showing them, if it is asked to', async () => {
    const { code, err } = await bench('odd', '--numeric', 'age', '--no-values');
    expect(code).toBe(2);
    expect(err).toMatch(/Column "debt" cannot be read: some of its cells do not fit \(lines 22\)/);
    expect(err).not.toMatch(/secretly/);
  });

  it('says how many scored rows have a copy among those that train, unless they are kept together', async () => {
    const rows = Array.from(
      { length: 20 },
      (_, i) => `s${i},${(i * 37) % 20},${(i * 11) % 7},${i % 2 === 0 ? 'a' : 'b'}`,
    );
    writeFileSync(join(shop.folder, 'copies.csv'), `who,x,z,kind\n${[...rows, ...rows, ...rows].join('\n')}\n`);
    const look = async (...args: string[]): Promise<string> =>
      (await shop.call(['plan', '--data', 'copies.csv', '--target', 'kind', '--splits', '4', ...args])).err;
    expect(await look('--drop', 'who')).toMatch(/\d+ % of the rows that are scored have a copy, equal in every column/);
    expect(await look('--group', 'who')).not.toMatch(/have a copy/);
  });
});

describe('how every variant is trained', () => {
  it('with --class-weight and --log-target stands in the recipe, the runs and the command', async () => {
    const weighted = await bench(
      'weighted',
      '--numeric',
      'debt,age',
      '--seeds',
      '1',
      '--class-weight',
      'balanced',
      '--quiet',
    );
    expect(weighted.code, weighted.err).toBe(0);
    const report = fileOf('weighted', 'report.md');
    expect(report).toContain('classes weighted alike');
    expect(report).toMatch(/--class-weight balanced/);
    const logged = [
      '--target',
      'id',
      '--task',
      'regression',
      '--numeric',
      'debt,age',
      '--log-target',
      'log',
      '--seeds',
      '1',
    ];
    const number = await shop.call(['bench', '--data', 'people.csv', '--out', 'logged', '--splits', '2', ...logged]);
    expect(number.code, number.err).toBe(0);
    expect(fileOf('logged', 'report.md')).toMatch(/--log-target log/);
  });

  it('is refused where the target is of the other kind', async () => {
    const one = await bench('none', '--numeric', 'debt,age', '--log-target', 'log', '--quiet');
    expect([one.code, one.err]).toEqual([2, expect.stringMatching(/"paid" is read as classes/)]);
  });
});
