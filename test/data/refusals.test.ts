/** What leaves no answer for new rows is refused, and what names or repeats rows is left out; each with flags that say otherwise. */
import { describe, expect, it } from 'vitest';
import { parseCsv } from '../../src/data/csv.js';
import type { ReadingOptions } from '../../src/data/reading.js';
import { refusalsOf } from '../../src/data/refusals.js';
import { chooseTarget, type TargetChoice } from '../../src/data/target.js';

const ROWS = 60;
/** A measured value: no two rows alike, in no order. */
const made = (row: number, salt = 1): number => ((row * 37 * salt + 11) % 101) + ((row * 13) % 7) / 10;
const kind = (row: number): string => ['ash', 'elm', 'oak'][((row * 31) % 17) % 3]!;

/** Columns a and b, the target `kind` or `size`, and what a case adds. */
const csv = (extra: string, cell: (row: number) => string | number, rows = ROWS): string =>
  `${extra},a,b,kind,size\n${Array.from({ length: rows }, (_, row) => [cell(row), made(row), made(row, 3), kind(row), made(row, 5)].join(',')).join('\n')}\n`;

type Asked = Omit<TargetChoice, 'target'> & ReadingOptions;
function tableOf(text: string, target: string, asked: Asked = {}) {
  const dataset = parseCsv(text, 'trees.csv', asked);
  const choice = { ...asked, target };
  const table = chooseTarget(dataset, choice);
  return { table, names: table.features.map(({ name }) => name), refused: refusalsOf(dataset, table, choice) };
}

describe('the target once more among the features is refused', () => {
  it.each<[string, string, (row: number) => string | number]>([
    ['itself', 'kind', kind],
    ['its codes', 'kind', (row) => 7 - ['ash', 'elm', 'oak'].indexOf(kind(row))],
    ['its translation', 'kind', (row) => `${kind(row)}-baum`],
    ['with gaps', 'kind', (row) => (row % 4 === 0 ? '' : kind(row))],
    ['a number itself', 'size', (row) => made(row, 5)],
    ['in another unit, rounded', 'size', (row) => (made(row, 5) * 1.8 + 32).toFixed(2)],
  ])('%s', (_, target, cell) => {
    const text = csv('again', cell);
    expect(tableOf(text, target).refused).toMatchObject([
      {
        text: expect.stringMatching(/^Column "again" is the target "(kind|size)" in other words/) as string,
        remedy: expect.stringContaining(
          'with --drop "again"; if it is known before the target is, say --keep "again".',
        ) as string,
      },
    ]);
    expect(tableOf(text, target, { drop: ['again'] }).refused).toEqual([]);
    const kept = tableOf(text, target, { keep: ['again'] });
    expect([kept.refused, kept.names.includes('again')]).toEqual([[], true]);
  });

  it.each<[string, string, (row: number) => string | number]>([
    ['a class of two', 'kind', (row) => (kind(row) === 'ash' ? 'soft' : 'hard')],
    ['a slip in one row of ten', 'kind', (row) => (row % 10 === 0 ? 'ash' : kind(row))],
    ['the rank', 'size', (row) => Math.round(made(row, 5) ** 3)],
  ])('but not %s', (_, target, cell) => {
    expect(tableOf(csv('near', cell), target).refused).toEqual([]);
  });
});

describe('classes that say the same', () => {
  it('in other capitals are one, and only --category keeps them apart', () => {
    const text = csv('x', (row) => made(row, 7))
      .replaceAll('elm,', 'ELM,')
      .replace('ELM,', 'Elm,');
    expect(tableOf(text, 'kind').table.target).toMatchObject({ levels: ['ELM', 'ash', 'oak'] });
    expect(tableOf(text, 'kind').refused).toEqual([]);
    const apart = tableOf(text, 'kind', { category: ['kind'] });
    expect(apart.table.target).toMatchObject({ levels: ['ELM', 'Elm', 'ash', 'oak'] });
    expect(apart.refused).toEqual([]);
  });

  it('in other words are refused, and --same-words makes them one', () => {
    const text = csv('x', (row) => made(row, 7))
      .replaceAll('oak,', 'TRUE,')
      .replaceAll('elm,', 'no,')
      .replaceAll('ash,', '1,');
    expect(tableOf(text, 'kind').refused).toMatchObject([
      { remedy: 'Make them one with --same-words "kind"; if they differ, say --category "kind".' },
    ]);
    const one = tableOf(text, 'kind', { sameWords: ['kind'] });
    expect([one.refused, one.table.target]).toMatchObject([[], { levels: ['TRUE', 'no'] }]);
    expect(tableOf(text, 'kind', { category: ['kind'] }).refused).toEqual([]);
  });

  it('differ where capitals are all there is to tell, as of genes', () => {
    const genes = csv('x', (row) => made(row, 7))
      .replaceAll('oak,', 'AA,')
      .replaceAll('elm,', 'Aa,')
      .replaceAll('ash,', 'aa,');
    expect(tableOf(genes, 'kind')).toMatchObject({ refused: [], table: { target: { levels: ['AA', 'Aa', 'aa'] } } });
  });
});

describe('copies of rows', () => {
  const once = csv('x', (row) => made(row, 7));
  const twice = `${once}${once.split('\n').slice(1, 20).join('\n')}\n`;

  it('are refused where they are many and the columns tell rows apart; both ways on work', () => {
    expect(tableOf(twice, 'size').refused).toMatchObject([
      {
        text: expect.stringMatching(/^38 of 79 rows are equal/) as string,
        remedy: expect.stringContaining('--copies drop') as string,
      },
    ]);
    const dropped = tableOf(twice, 'size', { copies: 'drop' });
    expect(dropped.refused).toEqual([]);
    expect(dropped.table.fingerprint).toBe(tableOf(once, 'size').table.fingerprint);
    expect(tableOf(twice, 'size', { copies: 'keep' })).toMatchObject({ refused: [], table: { rows: 79 } });
  });

  it('are borne of answers on a form, of few rows, and where a column keeps them together', () => {
    const form = Array.from({ length: 90 }, (_, row) => `${row % 2},${row % 3},${(row * row) % 5 < 2 ? 'yes' : 'no'}`);
    expect(tableOf(`p,q,kind\n${form.join('\n')}\n`, 'kind').refused).toEqual([]);
    expect(tableOf(`${once}${once.split('\n').slice(1, 6).join('\n')}\n`, 'size').refused).toEqual([]);
    expect(tableOf(twice, 'size', { division: 'kind' }).refused).toEqual([]);
  });
});

describe('a column that names the rows is left out', () => {
  it.each<[string, string, (row: number) => string | number]>([
    ['counted', 'nn', (row) => row],
    ['counted by tens', 'nn', (row) => 1000 + 10 * row],
    ['called an identifier', 'PassengerId', (row) => (row * 7919) % 1009],
    ['words', 'code', (row) => `P${row}`],
  ])('%s', (_, name, cell) => {
    expect(tableOf(csv(name, cell), 'size').names).toEqual(['a', 'b', 'kind']);
    expect(tableOf(csv(name, cell), 'size', { keep: [name] }).names).toContain(name);
    expect(tableOf(csv(name, cell), 'size', { category: [name] }).names).toContain(name);
  });

  it.each<[string, string, (row: number) => string | number]>([
    ['years', 'year', (row) => 1950 + row],
    ['steps of a scale in few rows', 'heat', (row) => (row < 15 ? row * 20 : NaN)],
    ['numbers in another order', 'rank', (row) => ((row * 7) % ROWS) + 1],
  ])('but not %s', (_, name, cell) => {
    expect(tableOf(csv(name, cell, name === 'heat' ? 15 : ROWS), 'size').names).toContain(name);
  });

  it('nor where nothing would remain', () => {
    const text = `id,y\n${Array.from({ length: 40 }, (_, row) => `${row},${made(row)}`).join('\n')}\n`;
    expect(tableOf(text, 'y').names).toEqual(['id']);
  });

  it('and so is one that has one value', () => {
    expect(
      tableOf(
        csv('site', () => 'north'),
        'size',
      ).names,
    ).toEqual(['a', 'b', 'kind']);
    expect(
      tableOf(
        csv('site', () => 'north'),
        'size',
        { keep: ['site'] },
      ).names,
    ).toContain('site');
    expect(
      tableOf(
        csv('site', (row) => (row % 3 === 0 ? '' : 'north')),
        'size',
      ).names,
    ).toContain('site');
  });
});
