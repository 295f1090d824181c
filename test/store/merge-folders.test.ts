/** What `merge` takes together and what it says, on the folders of two shards of 0.1.0; nothing is trained. */
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UserError } from '../../src/base/errors.js';
import { encodeLine } from '../../src/store/checked-line.js';
import type { Manifest } from '../../src/store/manifest.js';
import { loadManifest } from '../../src/store/manifest.js';
import { refuseStrangers } from '../../src/store/merge-check.js';
import { describeRun, mergeFolders } from '../../src/store/merge.js';
import { readRecords } from '../../src/store/store.js';

const FIXTURES = fileURLToPath(new URL('../fixtures/0.1.0', import.meta.url));
const SHARDS = ['shard-1-of-2', 'shard-2-of-2'];

let top = '';
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'reseed-merge-'));
  for (const name of [...SHARDS, 'until', 'hold-out'])
    cpSync(join(FIXTURES, name), join(top, name), { recursive: true });
});
afterEach(() => rmSync(top, { recursive: true }));

/** What came of it, in lines. */
function merged(names: readonly string[], { out = 'all', allowMixed = false } = {}): readonly string[] {
  const said: string[] = [];
  try {
    const { planned, missing, duplicates } = mergeFolders({
      ...{ folders: names.map((name) => join(top, name)), out: join(top, out), allowMixed },
      onNote: (text) => said.push(`note: ${text}`),
    });
    said.push(`${planned} planned, ${missing.length} missing, ${duplicates} twice`);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    said.push(error.message, error.hint ?? '');
  }
  return said.map((line) => line.replaceAll(`${top}/`, ''));
}

/** The first record of a folder with another loss. */
function changeFirst(name: string): void {
  const path = join(top, name, 'runs.jsonl');
  const [first, ...rest] = readFileSync(path, 'utf8').split('\n');
  const { crc: _crc, ...record } = JSON.parse(first!) as Record<string, unknown>;
  writeFileSync(path, encodeLine({ ...record, validationLoss: 0.25 }) + rest.join('\n'));
}

describe('merging', () => {
  it('joins shards, counts what is missing and what is there twice, and says what it found damaged', () => {
    expect(merged(SHARDS)).toEqual(['16 planned, 0 missing, 0 twice']);
    expect(merged(SHARDS)).toEqual(['16 planned, 0 missing, 0 twice']);
    expect(merged([SHARDS[0]!, SHARDS[0]!], { out: 'half' })).toEqual(['16 planned, 8 missing, 0 twice']);
    expect(merged([SHARDS[0]!, 'hold-out'], { out: 'twice' })).toEqual(['16 planned, 0 missing, 8 twice']);
    expect(loadManifest(join(top, 'all'))).toMatchObject({
      machine: { merged: [{ shard: { number: 1, of: 2 } }, { shard: { number: 2, of: 2 } }] },
      sessions: [{}, {}],
    });
    expect(loadManifest(join(top, 'twice'))!.looks).toEqual([{ splits: 4, seeds: 2, seed: 1 }]);
    appendFileSync(join(top, SHARDS[0]!, 'runs.jsonl'), 'torn');
    appendFileSync(join(top, 'all', 'runs.jsonl'), 'damaged\n');
    expect(merged(SHARDS)).toEqual([
      'note: shard-1-of-2: runs.jsonl ended in a torn line, which is left out',
      'note: all: runs.jsonl line 17: the line is cut short; its run will be trained again',
      '16 planned, 0 missing, 0 twice',
    ]);
  });

  it('leaves out a record whose predictions are damaged', () => {
    const path = join(top, SHARDS[0]!, 'predictions.bin');
    const bytes = readFileSync(path);
    bytes[3]! ^= 1;
    writeFileSync(path, bytes);
    expect(merged(SHARDS)).toEqual([
      expect.stringMatching(
        /^note: shard-1-of-2: the predictions of run \d+ do not match their checksum; that record is left out$/,
      ),
      '16 planned, 1 missing, 0 twice',
    ]);
  });

  it('refuses what cannot be parts of one bench', () => {
    expect(merged([SHARDS[0]!, 'nowhere'])[0]).toBe('There is no folder nowhere.');
    mkdirSync(join(top, 'empty'));
    expect(merged([SHARDS[0]!, 'empty'])).toEqual([
      expect.stringContaining('empty holds no manifest.json'),
      'Run "reseed bench" there first; committed results leave the records out.',
    ]);
    expect(merged(['until'])).toEqual([
      'until was trained until a rule held, so there are no parts to join.',
      'Fix the number of splits with --splits, and merge folders without --until.',
    ]);
  });

  it('refuses unequal results of one run where bits are equal everywhere', () => {
    changeFirst(SHARDS[0]!);
    expect(merged([SHARDS[0]!, 'hold-out'], { out: 'one' })).toEqual([
      expect.stringMatching(
        /^run \d+ \(\w+, split 0, fold 0, seed 0\) has unequal results in shard-1-of-2 and hold-out, although the fused engine gives equal bits on every machine\.$/,
      ),
      'One of the machines, a disk or a changed copy of Reseed is at fault: train that run again, and keep neither before you know.',
    ]);
  });

  it('knows a run that failed as well', () => {
    const path = join(top, SHARDS[1]!, 'runs.jsonl');
    const [first, ...rest] = readFileSync(path, 'utf8').split('\n');
    const { hash, variant, split, fold, seed, timing } = JSON.parse(first!) as Record<string, unknown>;
    writeFileSync(
      path,
      encodeLine({ hash, variant, split, fold, seed, status: 'failed', reason: 'diverged', timing }) + rest.join('\n'),
    );
    expect(merged(SHARDS)).toEqual(['16 planned, 0 missing, 0 twice']);
    expect(
      [...readRecords(join(top, 'all')).records.values()].filter(({ status }) => status === 'failed'),
    ).toHaveLength(1);
  });

  it('names a run by its number and its place', () => {
    const run = {
      index: 3,
      variant: 'a',
      split: 1,
      fold: 2,
      seed: 4,
      hash: '',
      streams: { split: 1, init: 4, order: 4, mask: 4 },
    };
    expect(describeRun(run)).toBe('run 3 (a, split 1, fold 2, seed 4)');
  });
});

/** What two manifests are refused for; undefined where they belong together. */
function strangers(first: object, second: object, allowMixed = false): readonly string[] | undefined {
  try {
    refuseStrangers(
      { folder: 'one', manifest: first as Manifest },
      { folder: 'two', manifest: second as Manifest },
      { allowMixed },
    );
    return undefined;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return [error.message, error.hint ?? ''];
  }
}

describe('two manifests', () => {
  const known = (): Manifest => loadManifest(join(FIXTURES, 'hold-out'))!;
  const withOrigin = (changes: object, manifest: Manifest = known()): object => ({
    ...manifest,
    setup: { ...manifest.setup, origin: { ...manifest.setup.origin, ...changes } },
  });
  const asking = (changes: object): object => ({ ...known(), experiment: { ...known().experiment, ...changes } });
  const data = (changes: object): object => ({
    data: { ...(known().experiment as unknown as { data: object }).data, ...changes },
  });

  it('of one bench are taken together, wherever its table lies', () => {
    expect(strangers(known(), known())).toBeUndefined();
    expect(strangers(known(), asking(data({ path: '/elsewhere/table.csv', drop: ['kind'] })))).toBeUndefined();
    expect(strangers(known(), asking({ metric: 'logLoss', metrics: ['logLoss'], folder: 'x' }))).toBeUndefined();
    expect(strangers(known(), { ...known(), machine: { simd: 'neon' } })).toBeUndefined();
  });

  const ONE = 'Merge folders of one bench only.';
  const VERSION = 'Train all parts with one version.';
  it.each<[string, () => object, string, string]>([
    [
      'name',
      () => ({ ...known(), setup: { ...known().setup, name: 'huge' } }),
      'the experiment is "huge", not "tiny"',
      ONE,
    ],
    ['version', () => ({ ...known(), reseed: '0.2.0' }), 'the version of Reseed is "0.2.0", not "0.1.0"', VERSION],
    ['numerics', () => withOrigin({ numericsVersion: 9 }), 'the numerics version is 9, not 1', VERSION],
    ['scoring', () => withOrigin({ scoring: 2 }), 'the scoring version is 2, not 1', VERSION],
    [
      'engine',
      () => withOrigin({ engine: 'tfjs' }),
      'the engine is "tfjs", not "fused"',
      'Train all parts with one engine.',
    ],
    [
      'backend',
      () => withOrigin({ backend: 'cpu' }),
      'the backend is "cpu", not "wasm-simd"',
      'Train all parts with one backend.',
    ],
    ['level', () => asking({ level: 0.9 }), 'level is 0.9, not 0.95', ONE],
    ['column', () => asking(data({ target: 'id' })), 'data.target is "id", not "kind"', ONE],
    ['background', () => asking({ background: 'x' }), 'background is "x", not absent', ONE],
    ['ensembles', () => asking({ ensembles: [2, 3] }), 'ensembles is [2,3], not absent', ONE],
    [
      'order',
      () => asking({ variants: Object.fromEntries(Object.entries(known().experiment.variants).reverse()) }),
      'variants is ["dropout","none"], not ["none","dropout"]',
      ONE,
    ],
    [
      'long question',
      () => asking({ question: 'x'.repeat(100) }),
      `question is "${'x'.repeat(78)}…, not "Does dropout steady a tiny network?"`,
      ONE,
    ],
  ])('with another %s are told apart', (_what, other, said, remedy) => {
    expect(strangers(known(), other())).toEqual([`two does not belong to one: ${said}.`, remedy]);
  });

  it('of another table are told apart by its fingerprint', () => {
    const fingerprint = 'f'.repeat(64);
    const origin = known().setup.origin as unknown as { data: object };
    expect(strangers(known(), withOrigin({ data: { ...origin.data, fingerprint } }))?.[1]).toBe(
      'Train all parts on one table.',
    );
    expect(strangers(known(), withOrigin({ kind: 'command', fingerprint }))).toEqual([
      expect.stringContaining('the origin of the scores is ["command","ffff'),
      ONE,
    ]);
  });

  it('of tfjs want equal processors, by what they can do or else by name; or --allow-mixed', () => {
    const on = (machine: object): object => ({ ...withOrigin({ engine: 'tfjs', backend: 'wasm' }), machine });
    const one = { platform: 'linux', simd: 'avx2', cpu: 'a' };
    expect(strangers(on(one), on({ ...one, cpu: 'b' }))).toBeUndefined();
    expect(strangers(on(one), on({ ...one, simd: 'avx512f' }))).toEqual([
      'two does not belong to one: the processor is {"platform":"linux","features":"avx512f"}, not {"platform":"linux","features":"avx2"}.',
      "TensorFlow's kernels repeat on one kind of processor only; --allow-mixed takes them together.",
    ]);
    expect(strangers(on(one), on({ ...one, simd: 'avx512f' }), true)).toBeUndefined();
    expect(strangers(on(one), on({ ...one, platform: 'mac' }))?.[0]).toContain('the processor');
    const named = { platform: 'linux', simd: '', cpu: 'a' };
    expect(strangers(on(named), on({ ...named, cpu: 'b' }))?.[0]).toContain('"features":"b"}, not');
    expect(strangers(on(one), on({ merged: [one, named] }))).toBeUndefined();
    expect(strangers(on(one), on({ merged: [named] }))?.[0]).toContain('the processor');
    expect(strangers(on(one), on({ merged: [] }))?.[0]).toContain('the processor is absent, not');
  });
});
