/** Folders as a clone has them: runs.csv and summary.json, and no records. What compare says of them: the session about them. */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { compareCommitted, isCommitted } from '../../src/bench/compare-committed.js';
import { UserError } from '../../src/base/errors.js';

const results = fileURLToPath(new URL('../../results/', import.meta.url));

/** A copy of two committed folders, without anything that git ignores. */
function clone(): string {
  const folder = mkdtempSync(join(tmpdir(), 'reseed-committed-'));
  for (const name of ['dropout-vs-none', 'dropout-placement']) {
    for (const file of ['runs.csv', 'summary.json']) cpSync(join(results, name, file), join(folder, name, file));
  }
  return folder;
}

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
