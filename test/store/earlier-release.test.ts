/** Results folders of version 0.1.0, one of each kind: they open, resume, compare and merge under today's code. */
import { createHash } from 'node:crypto';
import { cpSync, existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Manifest } from '../../src/store/manifest.js';
import { linesOf, openWorkshop } from '../faults/bench-process.js';
import type { Ended, Workshop } from '../faults/bench-process.js';

const FIXTURES = fileURLToPath(new URL('../fixtures/0.1.0', import.meta.url));
const CLASSES = ['--data', 'table.csv', '--target', 'kind', '--drop', 'id,price'];
const NUMBERS = ['--data', 'table.csv', '--target', 'price', '--drop', 'id,kind'];
const TFJS = ['--engine', 'tfjs', '--backend', 'wasm'];

interface Kind {
  readonly folder: string;
  /** The bench that made it. */
  readonly made: readonly string[];
  /** What asks for more evidence than it holds. */
  readonly more: readonly string[];
  /** Its scores were of 32 bits: its own report stays, and a bench makes its runs anew. */
  readonly scoredAnew?: true;
  /** Exit code of its report. */
  readonly code?: number;
}

const KINDS: readonly Kind[] = [
  { folder: 'hold-out', made: ['./tiny.ts', ...CLASSES], more: ['--splits', '6'] },
  { folder: 'k-fold', made: ['./tiny-k-fold.ts', ...CLASSES], more: ['--splits', '4'] },
  { folder: 'regression', made: ['./tiny.ts', ...NUMBERS], more: ['--seeds', '3'], scoredAnew: true },
  { folder: 'sources', made: ['./tiny-sources.ts', ...CLASSES], more: ['--splits', '4'] },
  { folder: 'ensembles', made: ['./tiny-ensembles.ts', ...CLASSES], more: ['--splits', '4'] },
  {
    folder: 'until',
    made: ['./tiny.ts', ...CLASSES, '--min-splits', '3', '--until', 'accuracy.difference<0.1'],
    more: ['--until', 'accuracy.difference<0.05'],
  },
  { folder: 'failed', made: ['./tiny-failed.ts', ...CLASSES], more: ['--splits', '5'], code: 1 },
  { folder: 'tfjs-wasm', made: ['./tiny.ts', ...CLASSES, ...TFJS, '--splits', '3'], more: ['--splits', '4'] },
];

let shop: Workshop;
const at = (folder: string): string => join(shop.folder, folder);
const reseed = (...args: string[]): Promise<Ended> => shop.call(args);

/** The flags of a bench with some of them given anew. */
function withFlags(made: readonly string[], more: readonly string[]): string[] {
  const again = made.indexOf(more[0]!);
  return [...(again < 0 ? made : [...made.slice(0, again), ...made.slice(again + 2)]), ...more];
}

function lastTrained(folder: string): number {
  const manifest = JSON.parse(readFileSync(join(at(folder), 'manifest.json'), 'utf8')) as Manifest;
  return manifest.sessions.at(-1)!.trained;
}

/** SHA-256 of every published file but `report.md`, which is kept as text. */
function hashesOf(folder: string): string {
  const figures = readdirSync(join(folder, 'figures')).map((name) => `figures/${name}`);
  const names = [...figures, 'runs.csv', 'summary.csv', 'summary.json'].sort();
  const hash = (name: string): string =>
    createHash('sha256')
      .update(readFileSync(join(folder, name)))
      .digest('hex');
  return names.map((name) => `${hash(name)}  ${name}\n`).join('');
}

function isOfNumbers(line: string): boolean {
  return !line.endsWith('summary.json');
}

async function expectPublished(folder: string, expected: string): Promise<void> {
  for (const name of ['report.md', 'summary.json']) {
    const path = join(FIXTURES, 'expected', expected, name);
    if (existsSync(path)) await expect(readFileSync(join(folder, name), 'utf8')).toMatchFileSnapshot(path);
  }
  await expect(hashesOf(folder)).toMatchFileSnapshot(join(FIXTURES, 'expected', expected, 'hashes.txt'));
}

beforeAll(() => {
  shop = openWorkshop();
  cpSync(FIXTURES, shop.folder, { recursive: true });
});
afterAll(() => shop.remove());

describe.each(KINDS)('a folder of 0.1.0: $folder', ({ folder, made, more, scoredAnew, code = 0 }) => {
  it('opens, and its report has the bytes that are kept beside it', async () => {
    expect(await reseed('report', folder)).toMatchObject({ code, err: '' });
    await expectPublished(at(folder), folder);
  });

  it('compares', async () => {
    expect(await reseed('compare', folder, folder)).toMatchObject({ code: 0, err: '' });
  });

  it.runIf(scoredAnew)('is kept, and made anew, by the command that made it', async () => {
    const before = linesOf(at(folder));
    expect(await reseed('bench', ...made, '--quiet', '--out', folder)).toMatchObject({ code, err: '' });
    const after = linesOf(at(folder));
    expect(after.slice(0, before.length)).toEqual(before);
    expect(lastTrained(folder)).toBe(before.length);
  });

  it.skipIf(scoredAnew)('is whole for the command that made it: nothing is trained', async () => {
    const before = linesOf(at(folder));
    expect(await reseed('bench', ...made, '--quiet', '--out', folder)).toMatchObject({ code, err: '' });
    expect(linesOf(at(folder))).toEqual(before);
    // Report and summary now tell of the table and of references as well; every estimate and figure stays.
    const kept = readFileSync(join(FIXTURES, 'expected', folder, 'hashes.txt'), 'utf8').split('\n');
    expect(hashesOf(at(folder)).split('\n').filter(isOfNumbers)).toEqual(kept.filter(isOfNumbers));
  });

  it('is extended: every record stays, and only new runs are trained', async () => {
    const before = linesOf(at(folder));
    expect(await reseed('bench', ...withFlags(made, more), '--quiet', '--out', folder)).toMatchObject({
      code,
      err: '',
    });
    const after = linesOf(at(folder));
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.length).toBeGreaterThan(before.length);
    expect(lastTrained(folder)).toBe(after.length - before.length);
  });
});

describe('folders of 0.1.0 together', () => {
  it('two engines compare to the same words', async () => {
    for (const name of ['hold-out', 'tfjs-wasm']) cpSync(join(FIXTURES, name), at(`pair/${name}`), { recursive: true });
    const { code, out } = await reseed('compare', 'pair/hold-out', 'pair/tfjs-wasm');
    expect(code).toBe(0);
    await expect(out).toMatchFileSnapshot(join(FIXTURES, 'expected/compare.txt'));
  });

  it('two shards merge to the report of one bench', async () => {
    expect((await reseed('merge', 'shard-1-of-2', 'shard-2-of-2', '--out', 'merged')).code).toBe(0);
    await expectPublished(at('merged'), 'hold-out');
  });

  it('merge with one that today trains', async () => {
    const { code } = await reseed('bench', './tiny.ts', ...CLASSES, '--quiet', '--shard', '2/2', '--out', 'shard-new');
    expect(code).toBe(0);
    expect((await reseed('merge', 'shard-1-of-2', 'shard-new', '--out', 'merged-new')).code).toBe(0);
    await expectPublished(at('merged-new'), 'hold-out');
  });
});
