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
    expect(said.out).toMatch(/cars\.csv: 40 rows, 4 columns; UTF-8, cells separated by commas/);
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
    expect(said.out.replaceAll('\n', ' ')).toMatch(/cells is not: "Ada Lovelace" \(line \d+\)/);
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
      findings: [{ what: 'identifier', column: 'id' }, { what: 'case variants' }, { what: 'small test part' }],
    });
  });
});

describe('reseed inspect, of what a bench would refuse or warn of,', () => {
  const small = (rows: number): string =>
    Array.from({ length: rows }, (_, i) => `${i * 7},${(i * 3) % 5}.5`).join('\n');

  it.each([
    ['--drop', { drop: ['nothing'] }],
    ['--keep', { keep: ['nothing'] }],
    ['--target', { target: 'nothing' }],
    ['--group', { target: 'doors', group: 'nothing' }],
  ])('names a column that is not there: %s', async (flag, flags) => {
    for (const file of ['cars.csv', 'odd.csv'])
      await expect(inspect({ file, ...flags }, io)).rejects.toThrow(`${file} has no column "nothing" (${flag}).`);
  });

  it('knows no other copies', async () => {
    await expect(inspect({ file: 'cars.csv', copies: 'maybe' }, io)).rejects.toThrow('--copies "maybe" is not known');
  });

  it('says that four rows are few, without a remedy that fails, and that two cannot be divided', async () => {
    writeFileSync(join(cwd, 'few.csv'), `a,y\n${small(4)}\n`);
    expect(await inspect({ file: 'few.csv', target: 'y' }, io)).toBe(0);
    expect(said.out.replace(/\s+/g, ' ')).toMatch(/A test part has only 1 row,.*Take more rows\. $/);
    writeFileSync(join(cwd, 'few.csv'), `a,y\n${small(2)}\n`);
    expect(await inspect({ file: 'few.csv', target: 'y' }, io)).toBe(2);
    expect(said.out).toContain('The test part of a split of 2 rows would be empty.');
  });

  it('shows what was read also where the target is refused', async () => {
    writeFileSync(join(cwd, 'gaps.csv'), `a,y\n${small(20)}\n3,\n`);
    expect(await inspect({ file: 'gaps.csv', target: 'y' }, io)).toBe(2);
    expect(said.out).toMatch(/^y .* is predicted$/m);
    expect(said.out.replace(/\s+/g, ' ')).toMatch(
      /"y" is missing in 1 of 21 rows \(line 22\)\..*--drop-missing-target/,
    );
    said.out = '';
    await inspect({ file: 'gaps.csv', target: 'y', json: true }, io);
    expect(JSON.parse(said.out)).toMatchObject({
      refused: [{ text: expect.stringMatching(/^The target "y"/) as string }],
    });
  });

  it('says which column is the target while another cannot be read', async () => {
    expect(await inspect({ file: 'odd.csv', target: 'doors' }, io)).toBe(2);
    expect(said.out).toMatch(/^doors .* is predicted$/m);
  });

  it('tells a table whose cells nothing known parts', async () => {
    writeFileSync(join(cwd, 'tilde.csv'), 'a~y\n1~2\n3~4\n');
    await expect(inspect({ file: 'tilde.csv', target: 'y' }, io)).rejects.toMatchObject({
      hint: expect.stringMatching(/^Its first line is one cell, "a~y": save the table with commas/) as string,
    });
  });
});

describe('--folds', () => {
  it.each([
    ['1', /--folds must be a whole number, at least 2|--folds/],
    ['two', /--folds/],
    ['2.5', /--folds/],
  ])('refuses %s', async (folds, message) => {
    await expect(prepareBench({ data: 'cars.csv', target: 'doors', folds }, io)).rejects.toThrow(message);
  });

  it('refuses more folds than rows, the past, and questions that divide rows otherwise', async () => {
    const table = { data: 'cars.csv', target: 'doors', quiet: true };
    await expect(prepareBench({ ...table, folds: '50' }, io)).rejects.toThrow(/50 folds/);
    await expect(prepareBench({ ...table, folds: '5', time: 'weight' }, io)).rejects.toThrow(
      /^--time: dropout-vs-none divides its rows in a way/,
    );
    await expect(prepareBench({ ...table, experiment: 'course-bootstrap', folds: '5' }, io)).rejects.toThrow(
      /^--folds: course-bootstrap does not divide its rows into folds/,
    );
  });

  it('keeps groups together, and asks for as many trainings as the hold-out', async () => {
    const { question } = await prepareBench(
      { data: 'cars.csv', target: 'colour', folds: '5', group: 'doors', quiet: true },
      io,
    );
    expect(question.protocol).toMatchObject({
      kind: 'kFold',
      folds: 5,
      splits: 10,
      group: 'doors',
      stratified: false,
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
