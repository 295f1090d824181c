/** Two sides as git keeps them, made small: how they are paired, what is said of it, and what is refused. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compareCommitted } from '../../src/bench/compare-committed.js';
import { UserError } from '../../src/base/errors.js';

let top = '';
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'reseed-sides-'));
});
afterEach(() => rmSync(top, { recursive: true }));

type Json = Readonly<Record<string, unknown>>;
const MEAN = { point: 0.7, low: 0.6, high: 0.8, level: 0.95, n: 10 };
const setup = (changes: Json = {}): Json => ({
  ...{ data: { fingerprint: 'f' }, seed: 1, vary: ['split'] },
  protocol: { kind: 'holdout', splits: 3, seeds: 1, test: 0.2 },
  ...changes,
});
const summary = (changes: Json = {}): Json => ({
  ...{ schema: 1, experiment: 'x', metrics: [{ name: 'accuracy' }, { name: 7 }, 'x'] },
  variants: { none: { metrics: { accuracy: { mean: MEAN } } }, a: { accuracy: { mean: { ...MEAN, point: 0.65 } } } },
  setup: setup(),
  ...changes,
});
const RUNS = ['none', 'a'].flatMap((variant, v) =>
  [1, 2, 3].map((split) => `${variant},${split},0,1,ok,0.${60 + 3 * split + v}`),
);
const csv = (rows: readonly string[]): string => `variant,split,fold,seed,status,accuracy\n${rows.join('\n')}\n`;

/** A folder with these files. */
function side(name: string, files: { summary?: unknown; runs?: readonly string[] }): string {
  const folder = join(top, name);
  mkdirSync(folder, { recursive: true });
  if (files.summary !== undefined) writeFileSync(join(folder, 'summary.json'), JSON.stringify(files.summary));
  if (files.runs !== undefined) writeFileSync(join(folder, 'runs.csv'), csv(files.runs));
  return folder;
}
const whole = (name: string, changes: Json = {}): string => side(name, { summary: summary(changes), runs: RUNS });

async function said(first: string, second: string): Promise<unknown> {
  try {
    const { read, paired, notes } = await compareCommitted(first, second);
    const { name, variants, baseline, against, pairing, metrics, blockWord, repeatWord } = read;
    return {
      name,
      variants,
      baseline,
      against,
      pairing,
      paired,
      notes,
      blockWord,
      repeatWord,
      metrics: metrics.map((each) => each.name),
    };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return `${error.message} ${error.hint ?? ''}`;
  }
}

const SAME = {
  ...{ name: 'one-against-two', baseline: 'none (one)', blockWord: 'split', repeatWord: 'seed', metrics: ['accuracy'] },
  variants: ['none (one)', 'none (two)', 'a (one)', 'a (two)'],
  against: { 'none (two)': 'none (one)', 'a (two)': 'a (one)' },
};
const UNPAIRED = 'unpaired: data, protocol or experiment seed differ, so that no split is the same';

describe('two folders', () => {
  it('of the same data, protocol and seed are paired by split, however many splits each has', async () => {
    const paired = {
      ...SAME,
      pairing: 'block',
      paired: true,
      notes: ['paired by split: data, protocol and experiment seed agree'],
    };
    expect(await said(whole('one'), whole('two'))).toEqual(paired);
    const more = setup({ protocol: { kind: 'holdout', splits: 9, seeds: 4, test: 0.2 } });
    expect(await said(whole('one'), whole('two', { setup: more }))).toEqual(paired);
    const elsewhere = setup({ data: undefined, origin: { data: { fingerprint: 'f' } } });
    expect(await said(whole('one'), whole('two', { setup: elsewhere }))).toEqual(paired);
    const given = setup({ data: undefined, origin: { fingerprint: 'f' } });
    expect(await said(whole('one'), whole('two', { setup: given }))).toEqual(paired);
  });

  it.each<[string, Json]>([
    ['data', { setup: setup({ data: { fingerprint: 'g' } }) }],
    ['division', { setup: setup({ protocol: { kind: 'holdout', splits: 3, seeds: 1, test: 0.3 } }) }],
    ['seed', { setup: setup({ seed: 2 }) }],
    ['sources that vary', { setup: setup({ vary: ['split', 'init'] }) }],
    ['nothing said of its data', { setup: setup({ data: undefined }) }],
    ['nothing said of its protocol', { setup: setup({ protocol: undefined }) }],
    ['nothing said of its seed', { setup: setup({ seed: 'x' }) }],
    ['nothing said at all', { setup: undefined }],
  ])('with another %s are not', async (_what, changes) => {
    expect(await said(whole('one'), whole('two', changes))).toEqual({
      ...SAME,
      pairing: 'none',
      paired: false,
      notes: [UNPAIRED],
    });
  });

  it('of which neither says anything are not paired either', async () => {
    const silent = { setup: setup({ data: undefined }) };
    expect(await said(whole('one', silent), whole('two', silent))).toMatchObject({ paired: false });
  });

  it('of one name are numbered, and what only one of them has is left out', async () => {
    const runs = RUNS.filter((line) => line.startsWith('none'));
    expect(await said(whole('one'), side('deep/one', { summary: summary(), runs }))).toMatchObject({
      ...{
        name: 'one (1)-against-one (2)',
        variants: ['none (one (1))', 'none (one (2))'],
        baseline: 'none (one (1))',
      },
    });
  });

  it('without runs are compared by their summaries, with the errors that their intervals stand for', async () => {
    const [one, two] = ['one', 'two'].map((name) => side(name, { summary: summary() })) as [string, string];
    expect(await said(one, two)).toMatchObject({
      ...{ pairing: 'none', paired: false },
      notes: ['unpaired, from summary.json alone: without runs.csv nobody can say which runs belong together'],
    });
    const { read } = await compareCommitted(one, two);
    const scores = read.scores.map(({ variant, values, errors }) => [
      variant,
      values,
      errors!.map((error) => error > 0.05 && error < 0.07),
    ]);
    expect(scores).toEqual([
      ['none (one)', [0.7], [true]],
      ['a (one)', [0.65], [true]],
      ['none (two)', [0.7], [true]],
      ['a (two)', [0.65], [true]],
    ]);
    expect(await said(one, whole('three'))).toMatchObject({
      paired: false,
      variants: ['none (one)', 'none (three)', 'a (one)', 'a (three)'],
    });
  });

  it('of which one has no summary are unpaired, and it is named', async () => {
    const [bare, other] = ['bare', 'other'].map((name) => side(name, { runs: RUNS })) as [string, string];
    const words = 'says of which data, protocol and experiment seed its runs are';
    expect(await said(whole('one'), bare)).toMatchObject({ notes: [`unpaired: nothing in bare ${words}`] });
    expect(await said(other, bare)).toMatchObject({ notes: [`unpaired: nothing in other and bare ${words}`] });
    writeFileSync(join(top, 'scores.csv'), csv(RUNS));
    expect(await said(whole('one'), join(top, 'scores.csv'))).toMatchObject({
      ...{ name: 'one-against-scores', notes: [`unpaired: nothing in scores ${words}`] },
    });
  });

  it('that are none, or have nothing in common, are refused', async () => {
    const one = whole('one');
    const none = 'The summary.json of two is not that of a bench. For scores from elsewhere use reseed scores.';
    for (const text of [[], summary({ kind: 'scores' }), summary({ variants: undefined }), 'x'])
      expect(await said(one, side('two', { summary: text }))).toBe(none);
    mkdirSync(join(top, 'empty'));
    expect(await said(one, join(top, 'empty'))).toBe(
      'empty has neither summary.json nor runs.csv: it is no results folder. Give two results folders, or files of scores.',
    );
    const other = side('other', { summary: summary(), runs: RUNS.map((line) => `x${line}`) });
    expect(await said(one, other)).toBe('one and other have no variant in common. Variants are matched by name.');
    expect(await said(one, whole('three', { metrics: [{ name: 'logLoss' }] }))).toMatch(
      /no metric in common|has no column|not/,
    );
    expect(await said(side('four', { summary: summary({ metrics: 'x' }) }), one)).toBe(
      'four and one have no metric in common. ',
    );
  });
});
