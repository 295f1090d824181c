/** `reseed compare` on folders as a clone has them: runs.csv and summary.json, and no records. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

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
