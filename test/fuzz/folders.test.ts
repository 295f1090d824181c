import {
  cpSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compare } from '../../src/commands/compare.js';
import { merge } from '../../src/commands/merge.js';
import { report } from '../../src/commands/report.js';
import { verify } from '../../src/commands/verify.js';
import type { Io } from '../../src/commands/io.js';
import { refuseSomebodysFolder } from '../../src/store/ownership.js';
import { openStore } from '../../src/store/store.js';
import { BENCH, note, openWorkshop, times } from '../faults/bench-process.js';
import type { Workshop } from '../faults/bench-process.js';
import { resultOrSentenceLater } from './verdict.js';

const CASES = times(60, 10_000);

let shop: Workshop;
let outside = '';
let pipes: string[] = [];
beforeAll(async () => {
  shop = openWorkshop();
  await shop.start([...BENCH, '--splits', '2', '--out', 'calm']).ended;
  outside = mkdtempSync(join(tmpdir(), 'reseed-outside-'));
  for (const name of ['precious.txt', 'report.md', 'manifest.json'])
    writeFileSync(join(outside, name), `mine: ${name}\n`);
});
afterAll(() => {
  shop.remove();
  rmSync(outside, { recursive: true });
});

const OURS = [
  ...['manifest.json', 'runs.jsonl', 'predictions.bin', 'splits.jsonl', 'incidents.jsonl', 'runs.damaged.txt'],
  ...['queue-id', 'publishing.json', 'lock', 'report.md', 'report.html', 'summary.json', 'summary.csv', 'runs.csv'],
  ...['figures', 'figures/runs.svg', 'figures/mine.svg', 'report.md.1.new', `report.md.${process.pid}.new`],
  ...[`lock.${process.pid}.new`, `summary.json.${process.pid}.new`, 'logs'],
];
const planted = fc.record({
  name: fc.constantFrom(...OURS),
  how: fc.constantFrom(
    'gone',
    'link',
    'dangling',
    'loop',
    'second name',
    'pipe',
    'folder',
    'foreign',
    'json',
    'future',
    'empty',
  ),
  text: fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.json({ maxDepth: 2 })),
});
type Planted = typeof planted extends fc.Arbitrary<infer T> ? T : never;

/** Makes many at once: a process for each would take most of the time. */
function morePipes(): string {
  const folder = mkdtempSync(join(shop.folder, 'pipes-'));
  pipes = Array.from({ length: 200 }, (_, i) => join(folder, String(i)));
  execFileSync('mkfifo', pipes);
  return pipes.pop()!;
}

function plant(folder: string, { name, how, text }: Planted): void {
  const path = join(folder, name);
  // Below a link that was planted before, this test itself would write outside.
  if (lstatSync(dirname(path), { throwIfNoEntry: false })?.isDirectory() !== true) return;
  const before = existsSync(path) && lstatSync(path).isFile() ? readFileSync(path, 'utf8') : '{}';
  rmSync(path, { recursive: true, force: true });
  if (how === 'gone') return;
  if (how === 'link') symlinkSync(join(outside, name.startsWith('figures') ? '' : 'precious.txt'), path);
  else if (how === 'dangling') symlinkSync(join(outside, 'not-there'), path);
  else if (how === 'loop') symlinkSync(path, path);
  else if (how === 'second name') linkSync(join(outside, 'precious.txt'), path);
  else if (how === 'pipe') renameSync(pipes.pop() ?? morePipes(), path);
  else if (how === 'folder') mkdirSync(join(path, 'inside'), { recursive: true });
  else if (how === 'empty') writeFileSync(path, '');
  else if (how === 'future') writeFileSync(path, before.replace(/"schema": ?\d+/, '"schema": 99'));
  else if (how === 'json')
    writeFileSync(path, JSON.stringify({ schema: 1, name: text, files: { '../x': text }, runs: text }));
  else writeFileSync(path, text);
}

/** Every name, kind and byte outside the folder. */
function outsideNow(): string {
  const entries = readdirSync(outside).sort();
  return JSON.stringify(
    entries.map((name) => {
      const stats = lstatSync(join(outside, name));
      return [name, stats.mode, stats.isFile() ? [readFileSync(join(outside, name), 'utf8'), stats.mtimeMs] : ''];
    }),
  );
}

const said: string[] = [];
const io = (): Io => ({
  ...{
    out: () => undefined,
    err: (text) => void said.push(text),
    terminal: false,
    colour: false,
    columns: 80,
    outColumns: 80,
  },
  ...{ cwd: shop.folder, signal: new AbortController().signal },
});
const OPENINGS: readonly (() => unknown)[] = [
  () => verify({ dir: 'hostile' }, io()),
  () => verify({ dir: 'hostile' }, io()),
  () => report({ dir: 'hostile', html: false }, io()),
  () => report({ dir: 'hostile' }, io()),
  () => compare({ first: 'calm', second: 'hostile' }, io()),
  () => compare({ first: 'calm', second: 'calm', out: 'hostile', html: false }, io()),
  () => merge({ dirs: ['hostile'], out: 'merged', html: false }, io()),
  () => {
    refuseSomebodysFolder(join(shop.folder, 'hostile'), 'question');
    openStore(join(shop.folder, 'hostile')).close();
  },
];

describe(`${CASES} hostile results folders: links, pipes, folders, second names, files of others, schemas to come`, () => {
  it(
    'end in a result or in a sentence, and nothing outside them is written, whatever opens them',
    async () => {
      const untouched = outsideNow();
      const folder = join(shop.folder, 'hostile');
      const total = { cases: 0, refused: 0 };
      await fc.assert(
        fc.asyncProperty(
          fc.array(planted, { minLength: 1, maxLength: 4 }),
          fc.nat(OPENINGS.length - 1),
          async (plants, opening) => {
            for (const name of ['hostile', 'merged']) rmSync(join(shop.folder, name), { recursive: true, force: true });
            cpSync(join(shop.folder, 'calm'), folder, { recursive: true });
            for (const each of plants) plant(folder, each);
            // A lock of a process that lives is respected, whoever it is: this one's own is of no use here.
            const work = async (): Promise<boolean> => (await OPENINGS[opening]!(), true);
            total.cases++;
            if ((await resultOrSentenceLater(work)) === undefined) total.refused++;
            expect(outsideNow()).toBe(untouched);
          },
        ),
        { numRuns: CASES, seed: 1 },
      );
      expect(total.refused).toBeGreaterThan(CASES / 5);
      expect(total.refused).toBeLessThan(CASES);
      note('fuzz: hostile folders', total);
    },
    times(120_000, 3_600_000),
  );
});
