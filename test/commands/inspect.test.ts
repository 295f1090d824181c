import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { inspect } from '../../src/commands/inspect.js';
import { prepareBench } from '../../src/commands/prepare.js';
import { commandIo } from './command-io.js';

const { io: silent, cwd } = commandIo();
const said = { out: '', err: '' };
const io: typeof silent = {
  ...silent,
  out: (text) => void (said.out += text),
  err: (text) => void (said.err += text),
};
afterAll(() => rmSync(cwd, { recursive: true }));
beforeEach(() => {
  said.out = '';
  said.err = '';
});

const rows = Array.from(
  { length: 40 },
  (_, i) =>
    `${i},${i % 9 === 4 ? 'na' : (((i * 7) % 13) + 0.5).toFixed(1)},${['red', 'Red', 'blue'][i % 3]!},${(i * 17) % 5}`,
);
writeFileSync(join(cwd, 'cars.csv'), `id,weight,colour,doors\n${rows.join('\n')}\n`);
writeFileSync(join(cwd, 'odd.csv'), `id,weight,colour,doors\n${rows.join('\n').replace('7.5', 'Ada Lovelace')}\n`);

describe('reseed inspect', () => {
  it('says what was read, a line a column, the task and why, and what calls for a look', async () => {
    expect(await inspect({ file: 'cars.csv', target: 'doors' }, io)).toBe(0);
    expect(said.out).toMatch(/cars\.csv: 40 rows, 4 columns; UTF-8, cells parted by commas/);
    expect(said.out).toMatch(/^id +identifier +40: 0 to 39 +left out: names rows/m);
    expect(said.out).toMatch(/^weight +number +13: 0\.5 to 12\.5 +4 \(na\) +1 input, median in gaps/m);
    expect(said.out).toMatch(/^colour +category +2 levels +2 inputs/m);
    expect(said.out).toMatch(
      /Target doors: 5 whole numbers, all of them repeated: taken as classes; --task regression/,
    );
    const shown = said.out.replace(/\s+/g, ' ');
    expect(shown).toMatch(/"id" names the rows.*say --keep "id"/);
    expect(shown).toMatch(/differ only in capitals or spaces: "red", "Red"\. They count as one/);
  });

  it('shows a column that cannot be read with its cells, and exits 2', async () => {
    expect(await inspect({ file: 'odd.csv' }, io)).toBe(2);
    expect(said.out).toMatch(/^weight +unclear/m);
    expect(said.out.replaceAll('\n', ' ')).toMatch(/cells is none: "Ada Lovelace" \(line \d+\)/);
  });

  it('shows no cell with --no-values, in words or as JSON', async () => {
    await inspect({ file: 'odd.csv', values: false }, io);
    expect(said.out).toMatch(/lines \d+/);
    const shown = said.out;
    said.out = '';
    await inspect({ file: 'odd.csv', values: false, json: true }, io);
    expect(shown + said.out).not.toMatch(/Lovelace|12\.5/);
    const json = JSON.parse(said.out) as Record<string, unknown>;
    expect(json).toMatchObject({ schema: 1, file: 'odd.csv', rows: 40, delimiter: ',' });
  });

  it('gives as JSON what it says', async () => {
    await inspect({ file: 'cars.csv', target: 'doors', json: true }, io);
    expect(JSON.parse(said.out)).toMatchObject({
      schema: 1,
      target: { name: 'doors', task: 'classification' },
      columns: [
        { name: 'id', kind: 'identifier', namesRows: true, role: 'left out' },
        { marks: ['na'], missing: 4 },
        {},
        { role: 'target' },
      ],
      findings: [{ what: 'identifier', column: 'id' }, { what: 'case variants' }],
    });
  });
});

describe('a bench on a table of one’s own', () => {
  it('says first how the table was read, unless it is to be quiet', async () => {
    await prepareBench({ data: 'cars.csv', target: 'doors' }, io);
    expect(said.err).toMatch(/The table as it was read\ncars\.csv: 40 rows/);
    expect(said.err).toMatch(/"id" names the rows/);
    said.err = '';
    await prepareBench({ data: 'cars.csv', target: 'doors', quiet: true }, io);
    expect(said.err).toBe('');
  });

  it('refuses the odd cell, before anything is trained', async () => {
    await expect(prepareBench({ data: 'odd.csv', target: 'doors' }, io)).rejects.toThrow('"Ada Lovelace"');
  });
});
