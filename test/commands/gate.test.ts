import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeLine } from '../../src/store/checked-line.js';
import { readRecords } from '../../src/store/store.js';
import { BENCH, linesOf, openWorkshop } from '../faults/bench-process.js';
import type { Ended, Workshop } from '../faults/bench-process.js';

let shop: Workshop;
beforeAll(async () => {
  shop = openWorkshop();
  expect(await shop.call([...BENCH, '--out', 'whole'])).toMatchObject({ code: 0 });
});
afterAll(() => shop.remove());

/** A copy of the whole bench with these lines in place of its records. */
function withLines(name: string, lines: readonly string[] | undefined): string {
  cpSync(join(shop.folder, 'whole'), join(shop.folder, name), { recursive: true });
  const path = join(shop.folder, name, 'runs.jsonl');
  if (lines === undefined) rmSync(path);
  else writeFileSync(path, lines.map((line) => `${line}\n`).join(''));
  return name;
}

const gate = (other: string, limit = 'accuracy<-0.99'): Promise<Ended> =>
  shop.call(['compare', 'whole', other, '--fail-on', limit]);

describe('bench --fail-on', () => {
  it('a metric that is not there is said before anything is trained', async () => {
    const { code, err } = await shop.call([...BENCH, '--out', 'nothing', '--fail-on', 'acuracy<0']);
    expect([code, err, existsSync(join(shop.folder, 'nothing', 'runs.jsonl'))]).toEqual([
      2,
      expect.stringContaining('Did you mean "accuracy"?') as string,
      false,
    ]);
  });
});

describe('a gate that could not be judged later', () => {
  it.each([
    [
      'a part of a plan has no report to judge',
      ['--shard', '1/2', '--fail-on', 'accuracy<0'],
      'cannot go with --shard',
    ],
    ['a dry run finds a metric that is not there', ['--dry-run', '--fail-on', 'acuracy<0'], 'Did you mean "accuracy"?'],
    ['two gates are refused', ['--fail-on', 'accuracy<0', '--fail-on', 'logLoss>0'], 'takes one limit'],
  ])('is refused before anything is trained: %s', async (_what, flags, words) => {
    const { code, err } = await shop.call([...BENCH, '--out', 'nothing', ...flags]);
    expect([code, existsSync(join(shop.folder, 'nothing', 'runs.jsonl'))]).toEqual([2, false]);
    expect(err).toContain(words);
  });

  it('is refused before compare writes its report, and scores reads without a word', async () => {
    const committed = join(shop.folder, 'committed');
    mkdirSync(committed);
    for (const name of ['runs.csv', 'summary.json']) cpSync(join(shop.folder, 'whole', name), join(committed, name));
    for (const first of ['whole', 'committed']) {
      const { code, err } = await shop.call(['compare', first, 'whole', '--out', 'report', '--fail-on', 'acuracy<0']);
      expect([code, existsSync(join(shop.folder, 'report'))]).toEqual([2, false]);
      expect(err).toContain('Did you mean "accuracy"?');
    }
    const read = await shop.call(['scores', 'whole/runs.csv', '--dry-run', '--fail-on', 'acuracy<0']);
    expect(read).toMatchObject({ code: 2, out: '' });
  });

  it('is refused of programs, with a rule of --until, before more than one run was made', async () => {
    const program = `${process.execPath} -e "console.log('accuracy: 0.' + {split})"`;
    const { code, err } = await shop.call([
      ...['run', `a=${program}`, `b=${program}`, '--metric', 'accuracy', '--out', 'programs'],
      ...['--until', 'acc.difference<0.1'],
    ]);
    expect([code, existsSync(join(shop.folder, 'programs', 'runs.jsonl'))]).toEqual([2, false]);
    expect(err).toContain('--until: there is no metric "acc"');
  });
});

describe('compare --fail-on', () => {
  it('says which variants only one side has, and nothing of files that git need not keep', async () => {
    const question = readFileSync(join(shop.folder, 'question.ts'), 'utf8');
    writeFileSync(join(shop.folder, 'renamed.ts'), question.replace('dropped: variant', 'another: variant'));
    expect((await shop.call(['bench', './renamed.ts', '--quiet', '--out', 'renamed'])).code).toBe(0);
    const kept = join(shop.folder, 'kept');
    mkdirSync(kept);
    for (const name of ['runs.csv', 'summary.json']) cpSync(join(shop.folder, 'whole', name), join(kept, name));
    for (const first of ['whole', 'kept']) {
      const { err } = await shop.call(['compare', first, 'renamed', '--fail-on', 'accuracy<-0.9']);
      expect(err).toContain(`note: only ${first} has "dropped": not compared, and judged by no gate\n`);
      expect(err).toContain('note: only renamed has "another": not compared, and judged by no gate\n');
      expect(err).not.toContain('is missing');
    }
  });

  it('says that it fails for what is better', async () => {
    const { err } = await gate('whole', 'logLoss<-9');
    expect(err).toMatch(/^note: a lower log loss is better, .*\ngate logLoss<-9 passed\n$/m);
  });

  it('passes where the whole interval lies on the good side, and says so', async () => {
    expect(await gate('whole')).toMatchObject({
      code: 0,
      err: expect.stringContaining('gate accuracy<-0.99 passed') as string,
    });
  });

  it('judges a folder without records by its tables, and cannot without those, and fails', async () => {
    const folder = withLines('empty', undefined);
    // Without records its tables of scores are read, as of a folder that lies in git.
    expect(await gate(folder)).toMatchObject({ code: 0 });
    for (const name of ['runs.csv', 'summary.json']) rmSync(join(shop.folder, folder, name));
    const { code, err } = await gate(folder);
    expect(code).toBe(3);
    expect(err).toMatch(/^gate accuracy<-0.99 cannot be judged, and so it failed: .*: there is no interval \(.+\)$/m);
  });

  it('cannot judge where every run diverged, and fails', async () => {
    const lines = Array.from(readRecords(join(shop.folder, 'whole')).records.values(), (record) => {
      const { hash, variant, split, fold, seed, timing } = record;
      return encodeLine({
        hash,
        variant,
        split,
        fold,
        seed,
        timing,
        status: 'failed',
        reason: 'diverged',
        epoch: 1,
      }).trimEnd();
    });
    const { code, err } = await gate(withLines('diverged', lines));
    expect(code).toBe(3);
    expect(err).toContain('cannot be judged, and so it failed');
  });

  it('cannot judge a part of a bench, and fails', async () => {
    const { code, err } = await gate(withLines('part', linesOf(join(shop.folder, 'whole')).slice(0, 8)));
    expect(code).toBe(3);
    expect(err).toMatch(/cannot be judged, and so it failed: .*: \d+ of 60 runs of .* are missing/);
  });

  it('passes where the interval holds the limit, and says that this is undecided', async () => {
    const changed = readFileSync(join(shop.folder, 'question.ts'), 'utf8').replaceAll('dense(4)', 'dense(5)');
    writeFileSync(join(shop.folder, 'other.ts'), changed);
    expect((await shop.call(['bench', './other.ts', '--quiet', '--out', 'other'])).code).toBe(0);
    const { comparisons } = JSON.parse((await shop.call(['compare', 'whole', 'other', '--json'])).out) as {
      comparisons: Record<string, { metrics: { accuracy: { differenceSimultaneous: { low: number; high: number } } } }>;
    };
    const { low, high } = Object.values(comparisons)[0]!.metrics.accuracy.differenceSimultaneous;
    const { code, err } = await gate('other', `accuracy<${((low + high) / 2).toFixed(6)}`);
    expect(code).toBe(0);
    expect(err).toContain('is undecided, and so it passed');
  });
});
