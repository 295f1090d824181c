/** `reseed compare` on folders as a clone has them: runs.csv and summary.json, and no records. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { compareCommitted, isCommitted } from '../../src/bench/compare-committed.js';
import { UserError } from '../../src/base/errors.js';

const CLI = fileURLToPath(new URL('../../dist/src/cli.js', import.meta.url));
const results = fileURLToPath(new URL('../../results/', import.meta.url));

interface Scores {
  readonly pairing: string;
  readonly metrics: readonly {
    readonly comparisons: readonly {
      readonly variant: string;
      readonly contrasts: readonly {
        readonly difference: {
          readonly n: number;
          readonly low: number;
          readonly high: number;
          readonly method: string;
        };
      }[];
    }[];
  }[];
}

interface Summary {
  readonly scores: Scores;
}

/** A copy of two committed folders, without anything that git ignores. */
function clone(): string {
  const folder = mkdtempSync(join(tmpdir(), 'reseed-committed-'));
  for (const name of ['dropout-vs-none', 'dropout-placement']) {
    for (const file of ['runs.csv', 'summary.json']) cpSync(join(results, name, file), join(folder, name, file));
  }
  return folder;
}

function compare(
  cwd: string,
  ...flags: readonly string[]
): { readonly status: number | null; readonly err: string; readonly summary: Summary } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [CLI, 'compare', 'dropout-vs-none', 'dropout-placement', '--json', ...flags],
    { cwd, encoding: 'utf8' },
  );
  return { status, err: stderr, summary: JSON.parse(stdout) as Summary };
}

it('is paired by split where data, protocol and experiment seed agree, and a gate that holds passes', () => {
  const { status, err, summary } = compare(clone(), '--fail-on', 'accuracy<-0.005');
  expect([status, summary.scores.pairing]).toEqual([0, 'block']);
  expect(err).toContain('gate accuracy<-0.005 passed');
  const [comparison] = summary.scores.metrics[0]!.comparisons;
  expect(comparison!.variant).toBe('none (dropout-placement)');
  expect(comparison!.contrasts[0]!.difference.n).toBeGreaterThanOrEqual(40);
});

it('is unpaired and wider from the summaries alone, and says so', () => {
  const folder = clone();
  const paired = compare(folder).summary.scores.metrics[0]!.comparisons[0]!.contrasts[0]!.difference;
  rmSync(join(folder, 'dropout-placement', 'runs.csv'));
  const { err, summary } = compare(folder);
  const alone = summary.scores.metrics[0]!.comparisons[0]!.contrasts[0]!.difference;
  expect(err).toContain('unpaired, from summary.json alone');
  expect(alone.method).toBe('z');
  expect(alone.high - alone.low).toBeGreaterThan(3 * (paired.high - paired.low));
});

/** Eight data sets of ten seeds; `up` for the variant on top of each. */
function scoresOf(up: number): string {
  const lines = ['model,dataset,seed,accuracy,logLoss'];
  for (let set = 1; set <= 8; set++) {
    for (let seed = 1; seed <= 10; seed++) {
      const score = 0.5 + set / 25 + ((seed * 7 + set * 3) % 11) / 1000;
      lines.push(`old,table ${set},${seed},${score},1`, `new,table ${set},${seed},${score + up * (set - 3)},1.5`);
    }
  }
  return lines.join('\n');
}

function keptScores(): string {
  const cwd = mkdtempSync(join(tmpdir(), 'reseed-committed-'));
  for (const [name, up] of [
    ['before', 0],
    ['after', 0.005],
  ] as const) {
    writeFileSync(join(cwd, `${name}.csv`), scoresOf(up));
    const args = ['scores', `${name}.csv`, '--out', name, '--quiet', '--baseline', 'old'];
    expect(spawnSync(process.execPath, [CLI, ...args], { cwd }).status).toBe(0);
  }
  return cwd;
}

it('folders of scores on several data sets are compared data set by data set: runs are no blocks', () => {
  const cwd = keptScores();
  for (const name of ['before', 'after'])
    for (const file of ['manifest.json', 'runs.jsonl']) rmSync(join(cwd, name, file));
  const { stdout, stderr } = spawnSync(process.execPath, [CLI, 'compare', 'before', 'after', '--json'], {
    cwd,
    encoding: 'utf8',
  });
  expect(stderr).toContain('data sets are matched by name');
  const { scores } = JSON.parse(stdout) as { readonly scores: { readonly metrics: readonly Across[] } };
  const { likeThese } = scores.metrics[0]!.comparisons.find(({ variant }) => variant.startsWith('new'))!.across;
  expect(likeThese.n).toBe(8);
  expect(likeThese.point).toBeCloseTo(0.0075, 10);
});

interface Across {
  readonly comparisons: readonly {
    readonly variant: string;
    readonly across: { readonly likeThese: { readonly n: number; readonly point: number } };
  }[];
}

it('a report about another metric asks about that metric, and its table for a paper speaks of data sets', () => {
  const cwd = keptScores();
  const report = (...flags: readonly string[]): string =>
    spawnSync(process.execPath, [CLI, 'report', 'after', ...flags], { cwd, encoding: 'utf8' }).stdout;
  expect(report('--metric', 'logLoss')).toMatch(/^Is new better than old on 8 data sets \(logLoss\)\?/);
  expect(report('--latex', '--metric', 'accuracy')).toContain('paired by data set');
  expect(report('--latex')).not.toContain('share their rows');
});

it('a folder whose records are gone is compared by what git keeps, manifest or not', () => {
  const folder = join(clone(), 'dropout-vs-none');
  expect(isCommitted(folder)).toBe(true);
  writeFileSync(join(folder, 'manifest.json'), '{}');
  expect(isCommitted(folder)).toBe(true);
  writeFileSync(join(folder, 'runs.jsonl'), '');
  expect(isCommitted(folder)).toBe(false);
});

it('runs.csv alone, and a file of scores, are a side that pairs nothing and says so', async () => {
  const [all, alone] = [join(clone(), 'dropout-vs-none'), join(clone(), 'dropout-vs-none')];
  rmSync(join(alone, 'summary.json'));
  expect([isCommitted(alone), isCommitted(join(alone, 'runs.csv'))]).toEqual([true, true]);
  for (const side of [alone, join(alone, 'runs.csv')]) {
    const { paired, notes, read } = await compareCommitted(all, side);
    expect([paired, read.variants.length]).toEqual([false, 4]);
    expect(notes.join()).toMatch(
      /unpaired: nothing in .* says of which data, protocol and experiment seed its runs are/,
    );
  }
});

it('a file that can be read in more than one way is sent to reseed scores, with its question', async () => {
  const folder = clone();
  const file = join(folder, 'open.csv');
  writeFileSync(
    file,
    `optimizer,lr,accuracy\n${['sgd', 'adam'].flatMap((name) => [0.1, 0.2, 0.3].map((lr) => `${name},${lr},0.9`)).join('\n')}\n`,
  );
  const refused = await compareCommitted(join(folder, 'dropout-vs-none'), file).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(UserError);
  expect((refused as UserError).message).toContain('open can be read in more than one way. Which column');
  expect((refused as UserError).hint).toContain('reseed scores open.csv');
});
