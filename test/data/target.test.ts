import { describe, expect, it } from 'vitest';
import { parseCsv } from '../../src/data/csv.js';
import { chooseTarget, type TargetChoice } from '../../src/data/target.js';
import { refusalOf } from '../refusal.js';

const shop = parseCsv('id,size,colour,stars,sold\n1,2.5,red,3,yes\n2,?,blue,1,no\n3,1.5,red,3,yes\n', 'shop.csv');

/** A table of one word feature and the target cells given. */
function withTarget(cells: readonly (string | number)[]): ReturnType<typeof parseCsv> {
  return parseCsv(`x,y\n${cells.map((cell, i) => `w${i % 3},${cell}`).join('\n')}\n`, 'y.csv');
}

const range = (length: number): number[] => Array.from({ length }, (_, i) => i);

const refusal = (dataset: typeof shop, choice: TargetChoice): string =>
  refusalOf(() => chooseTarget(dataset, choice), ' | ') ?? 'accepted';

describe('chooseTarget', () => {
  it('takes the target and the dropped columns out of the features', () => {
    const table = chooseTarget(shop, { target: 'sold', drop: ['id'] });
    expect(table.features.map(({ name }) => name)).toEqual(['size', 'colour', 'stars']);
    expect(table.target).toEqual({
      kind: 'classes',
      name: 'sold',
      levels: ['no', 'yes'],
      labels: Int32Array.of(1, 0, 1),
    });
    expect(table).toMatchObject({ name: 'shop.csv', rows: 3, made: false });
  });

  it('the fingerprint knows target, task and dropped columns, not the order of --drop', () => {
    const print = (choice: TargetChoice) => chooseTarget(shop, choice).fingerprint;
    const prints = [
      print({ target: 'sold' }),
      print({ target: 'sold', drop: ['id'] }),
      print({ target: 'stars' }),
      print({ target: 'stars', task: 'regression' }),
    ];
    expect(new Set(prints).size).toBe(4);
    expect(print({ target: 'sold', drop: ['id', 'size'] })).toBe(print({ target: 'sold', drop: ['size', 'id'] }));
  });

  it('guesses classification for words and for at most ten whole numbers, else regression', () => {
    const kind = (cells: (string | number)[]) => chooseTarget(withTarget(cells), { target: 'y' }).target.kind;
    expect(kind(['a', 'b', 'a'])).toBe('classes');
    expect(kind([0, 1, 1])).toBe('classes');
    expect(kind(range(10))).toBe('classes');
    expect(kind(range(11))).toBe('number');
    expect(kind([0.5, 1, 0.5])).toBe('number');
  });

  it('orders classes of numbers by size, and writes them as numbers', () => {
    const { target } = chooseTarget(withTarget([10, 9, '-1.0', 10]), { target: 'y' });
    expect(target).toMatchObject({ levels: ['-1', '9', '10'], labels: Int32Array.of(2, 1, 0, 2) });
  });

  it('leaves out rows without a target when asked, and levels that only they had', () => {
    const dataset = parseCsv('x,n,y\na,1,u\nb,2,\na,3,v\n', 'y.csv');
    const table = chooseTarget(dataset, { target: 'y', keep: ['x'], dropMissingTarget: true });
    expect(table.rows).toBe(2);
    expect(table.features[0]).toMatchObject({ levels: ['a'], codes: Int32Array.of(0, 0) });
    expect(table.features[1]).toMatchObject({ values: Float64Array.of(1, 3) });
    const clean = chooseTarget(parseCsv('x,n,y\na,1,u\na,3,v\n', 'other.csv'), { target: 'y', keep: ['x'] });
    expect(table.fingerprint).toBe(clean.fingerprint);
  });
});

describe('a choice that cannot work is refused with a remedy', () => {
  it.each<[string, TargetChoice, RegExp]>([
    ['an unknown target', { target: 'solld' }, /no column "solld" \(--target\)\. \| Did you mean "sold"\?/],
    ['a target unlike any column', { target: 'weather' }, /There are: "id", "size", "colour", "stars", "sold"\./],
    ['an unknown dropped column', { target: 'sold', drop: ['ids'] }, /no column "ids" \(--drop\).*"id"/],
    ['a name of an object property', { target: '__proto__' }, /no column "__proto__"/],
    ['a dropped target', { target: 'sold', drop: ['sold'] }, /also dropped/],
    ['no features left', { target: 'sold', drop: ['id', 'size', 'colour', 'stars'] }, /no column left/],
    [
      'words as a number',
      { target: 'colour', task: 'regression' },
      /words \(such as "blue", "red"\).*--task classification/,
    ],
    ['a number with missing values', { target: 'size' }, /missing in 1 of 3 rows \(line 3\)\. .*--drop-missing-target/],
  ])('%s', (_case, choice, expected) => {
    expect(refusal(shop, choice)).toMatch(expected);
  });

  it('one class', () => {
    expect(refusal(withTarget(['a', 'a']), { target: 'y' })).toMatch(/same value in every row/);
    expect(refusal(withTarget([1, 1]), { target: 'y' })).toMatch(/same value in every row/);
    expect(refusal(withTarget([1.5, 1.5]), { target: 'y', task: 'regression' })).toMatch(/same value/);
    expect(refusal(withTarget(['a', '?']), { target: 'y', dropMissingTarget: true })).toMatch(/same value/);
  });

  it('missing targets: the lines of the first five, as they stand in the file', () => {
    const cells = ['a', 'b', ...new Array<string>(7).fill('?')];
    expect(refusal(withTarget(cells), { target: 'y' })).toMatch(
      /missing in 7 of 9 rows \(lines 4, 5, 6, 7, 8 and 2 more\)\. .*--drop-missing-target/,
    );
  });

  it('a target without any value, even when missing rows may be dropped', () => {
    expect(refusal(withTarget(['', '']), { target: 'y', dropMissingTarget: true })).toMatch(/has no values/);
  });

  it('600 different numbers as classes', () => {
    expect(refusal(withTarget(range(600)), { target: 'y', task: 'classification' })).toMatch(
      /600 different numbers.*--task regression/,
    );
    expect(refusal(withTarget(range(600)), { target: 'y' })).toBe('accepted');
    expect(refusal(withTarget(range(50)), { target: 'y', task: 'classification' })).toBe('accepted');
  });

  it('a target that names every row', () => {
    expect(refusal(withTarget(range(60).map((i) => `n${i}`)), { target: 'y' })).toMatch(/names rows, not classes/);
  });

  it('a feature with more than 1,000 different words', () => {
    const rows = range(1001).map((i) => `name${i},${i % 2}`);
    const dataset = parseCsv(`who,y\n${rows.join('\n')}\n`, 'y.csv');
    expect(refusal(dataset, { target: 'y' })).toMatch(/1,001 different words.*--drop "who"/);
  });
});
