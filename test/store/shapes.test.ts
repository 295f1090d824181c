/** What files of a results folder may hold, place by place: a value at each bound, and the one beyond it. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import type { Setup } from '../../src/design/setup.js';
import { encodeLine } from '../../src/store/checked-line.js';
import { keepLook, loadManifest, refuseForeignFolder } from '../../src/store/manifest.js';
import { reductionFrom } from '../../src/store/reduction-shape.js';
import { areReferencesSound, readReferences, repairReferences } from '../../src/store/references-file.js';
import { refusalOf } from '../refusal.js';

const FIXTURES = fileURLToPath(new URL('../fixtures/0.1.0', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'reseed-shapes-'));
afterAll(() => rmSync(folder, { recursive: true }));

type Json = Record<string, unknown>;
type Changes = Readonly<Record<string, unknown>>;

/** A copy with other values at some places; `undefined` takes a place away. */
function changed(original: object, changes: Changes): Json {
  const copy = structuredClone(original) as Json;
  for (const [path, value] of Object.entries(changes)) {
    const keys = path.split('.');
    const at = keys.slice(0, -1).reduce<Json>((inner, key) => inner[key] as Json, copy);
    if (value === undefined) Reflect.deleteProperty(at, keys.at(-1)!);
    else at[keys.at(-1)!] = value;
  }
  return copy;
}

const refusal = (work: () => unknown): string | undefined => refusalOf(work)?.replaceAll(folder, 'FOLDER');

const kept = (name: string): object =>
  JSON.parse(readFileSync(join(FIXTURES, name, 'manifest.json'), 'utf8')) as object;
const asked = {
  ...{ name: 'a-vs-b', question: 'Which?', seed: 1, level: 0.95, vary: ['init', 'order', 'mask'], baseline: 'a' },
  protocol: { kind: 'given', splits: 1, seeds: 3 },
};
const MANIFESTS = {
  table: kept('hold-out'),
  until: kept('until'),
  shard: kept('shard-1-of-2'),
  command: {
    ...{ schema: 1, reseed: '0.1.0', machine: {}, sessions: [], looks: [] },
    experiment: {
      ...{ ...asked, metrics: ['accuracy'] },
      variants: { a: { command: '/bin/echo {seed}' }, b: { command: '/bin/echo {seed}' } },
      identities: { a: '1'.repeat(32), b: '2'.repeat(32) },
    },
    setup: {
      ...{ ...asked, version: '0.1.0', command: 'reseed run' },
      origin: { kind: 'command', what: 'a program', pairing: 'seed', repeats: 'not promised' },
    },
  },
};

function load(kind: keyof typeof MANIFESTS, changes: Changes): string | undefined {
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(changed(MANIFESTS[kind], changes)));
  return refusal(() => loadManifest(folder));
}

const HEX = 'a'.repeat(64);
const commit = (letters: number): object => ({ 'sessions.0.commit': 'b'.repeat(letters) });

describe('a manifest', () => {
  it.each<[keyof typeof MANIFESTS, Changes]>([
    ['table', {}],
    ['until', {}],
    ['shard', {}],
    ['command', {}],
    ['table', { 'setup.rows.validation': 0, 'setup.rows.train': 1, 'setup.rows.test': 79 }],
    ['table', { 'setup.data.classes': [{ name: 'no', rows: 80 }] }],
    ['table', { 'setup.data.classes': [], 'setup.data.task': 'regression', 'setup.scoring': 2 }],
    ['table', { 'setup.data.source': 'simple', 'setup.background': 'Once.', 'setup.engine': 'tfjs' }],
    ['table', { 'setup.data.numbers': 0, 'setup.data.inputs': 1e12, 'setup.numericsVersion': 0 }],
    ['table', { ...commit(40), 'sessions.0.changed': true }],
    ['table', { ...commit(64), 'sessions.0.workers': 0, looks: undefined }],
    ['until', { 'setup.until.minimum': 40 }],
    ['until', { 'setup.until.quantity': 'mean' }],
    ['until', { 'setup.until.quantity': 'sdRatio' }],
    ['command', { 'setup.origin.fingerprint': HEX, 'setup.origin.testToTrain': 0.25, 'setup.origin.made': true }],
    ['command', { 'setup.origin.rows': { train: 1, validation: 0, test: 1 }, 'setup.origin.picked': ['best loss'] }],
    ['command', { 'setup.origin.pairing': 'rows', 'setup.origin.repeats': 'everywhere' }],
    ['command', { 'setup.origin.pairing': 'split', 'setup.origin.repeats': 'one machine' }],
    ['command', { 'setup.origin.seedCheck': { variant: 'a', found: 'same bits' } }],
    ['command', { 'setup.origin.seedCheck': { variant: 'a', found: 'not the same', apart: 0.1, metric: 'accuracy' } }],
    ['command', { 'setup.origin.seedCheck': { variant: 'a', found: 'the seed changes nothing' } }],
    [
      'command',
      { 'setup.origin.reading': { headline: 'x', columns: [{ column: 'a', role: 'b', words: 'c' }], rules: ['d'] } },
    ],
  ])('of %s is read with %j', (kind, changes) => {
    expect(load(kind, changes)).toBeUndefined();
  });

  it.each<[keyof typeof MANIFESTS, string, readonly unknown[]]>([
    ['table', 'schema', [2, 0, '1', undefined]],
    ['table', 'reseed', [1, undefined]],
    ['table', 'machine', ['x', undefined]],
    ['table', 'sessions', [{}, undefined]],
    ['table', 'setup', [null, 'x', undefined]],
    ...['name', 'question', 'baseline', 'version', 'command'].map(
      (key): [keyof typeof MANIFESTS, string, unknown[]] => ['table', `setup.${key}`, [7, undefined]],
    ),
    ['table', 'setup.background', [7]],
    ['table', 'setup.level', ['x', undefined]],
    ['table', 'setup.seed', [-1, 0.5, 1e12 + 1, undefined]],
    ['table', 'setup.data.source', ['excel', undefined]],
    ['table', 'setup.data.name', [1, undefined]],
    ['table', 'setup.data.made', ['no', undefined]],
    ['table', 'setup.data.fingerprint', [`${HEX}a`, HEX.slice(1), `x${HEX}`, HEX.replace('a', 'g'), undefined]],
    ['table', 'setup.data.rows', [79, 1e12 + 1, undefined]],
    ['table', 'setup.data.target', [1, undefined]],
    ['table', 'setup.data.task', ['ranking', undefined]],
    [
      'table',
      'setup.data.classes',
      [[{ name: 'no' }], [{ rows: 1 }], [{ name: 'no', rows: 81 }], [{ name: 'no', rows: 1, x: 1 }]],
    ],
    ...['numbers', 'categories', 'inputs'].map((key): [keyof typeof MANIFESTS, string, unknown[]] => [
      'table',
      `setup.data.${key}`,
      [-1, 0.5, undefined],
    ]),
    ['table', 'setup.data.more', [1]],
    [
      'table',
      'setup.rows',
      [
        { train: 0, validation: 20, test: 20 },
        { train: 20, validation: 20, test: 0 },
        { train: 1, test: 1 },
        { train: 1, validation: 1, test: 1, x: 1 },
      ],
    ],
    ['table', 'setup.rows.train', [41]],
    ['table', 'setup.engine', ['jax', undefined]],
    ['table', 'setup.backend', [1, undefined]],
    ['table', 'setup.numericsVersion', [-1, undefined]],
    ['table', 'setup.scoring', ['x']],
    ['table', 'setup.reading', ['x']],
    ['table', 'sessions.0', [{ startedAt: 1, wallMs: 1, workers: 1, trained: 1, x: 1 }, {}]],
    ['table', 'sessions.0.startedAt', ['x', undefined]],
    ['table', 'sessions.0.wallMs', ['x', undefined]],
    ['table', 'sessions.0.workers', [-1, undefined]],
    ['table', 'sessions.0.trained', [-1, undefined]],
    ['table', 'sessions.0.commit', ['b'.repeat(39), 'b'.repeat(65), `x${'b'.repeat(40)}`, `${'b'.repeat(40)}x`, 7]],
    ['table', 'sessions.0.changed', ['yes']],
    ['table', 'looks', ['x', [{ splits: 1, seeds: 1 }], [{ splits: 1, seed: 1 }], [{ seeds: 1, seed: 1 }]]],
    ['table', 'looks.0.until', [7]],
    ['table', 'looks.0.more', [7]],
    ['shard', 'shard', [{ number: 1 }, { of: 2 }, { number: 1, of: 2, x: 1 }, 'x']],
    ['until', 'setup.until.metric', [1, undefined]],
    ['until', 'setup.until.quantity', ['sd', undefined]],
    ['until', 'setup.until.halfWidth', [0, -1, 'x', undefined]],
    ['until', 'setup.until.minimum', [2, 41, undefined]],
    ['until', 'setup.until.maximum', [2, undefined]],
    ['until', 'setup.until.more', [1]],
    ['command', 'setup.name', [7]],
    ['command', 'setup.origin', ['x', {}]],
    ['command', 'setup.origin.kind', ['table', 'Command', 'x1', 'x'.repeat(21), '', 'nobody']],
    ['command', 'setup.origin.what', [1, undefined]],
    ['command', 'setup.origin.fingerprint', ['a', 1]],
    ['command', 'setup.origin.testToTrain', [0, -1, 'x']],
    ['command', 'setup.origin.pairing', ['run']],
    ['command', 'setup.origin.rows', [{ train: 0, validation: 0, test: 1 }, 'x']],
    [
      'command',
      'setup.origin.reading',
      [
        { headline: 'x', columns: [] },
        { columns: [], rules: [] },
        { headline: 'x', rules: [] },
      ],
    ],
    ['command', 'setup.origin.reading', [{ headline: 'x', columns: [{ column: 'a', role: 'b' }], rules: [] }]],
    ['command', 'setup.origin.reading', [{ headline: 'x', columns: [{ column: 'a', words: 'b' }], rules: [] }]],
    ['command', 'setup.origin.reading', [{ headline: 'x', columns: [{ role: 'a', words: 'b' }], rules: [] }]],
    ['command', 'setup.origin.made', ['x']],
    ['command', 'setup.origin.picked', ['x', [1]]],
    ['command', 'setup.origin.seedCheck', [{ variant: 'a' }, { found: 'same bits' }, { variant: 'a', found: 'x' }]],
    [
      'command',
      'setup.origin.seedCheck',
      [
        { variant: 'a', found: 'same bits', x: 1 },
        { variant: 'a', found: 'same bits', apart: 'x' },
      ],
    ],
    ['command', 'setup.origin.repeats', ['always', undefined]],
  ])('of %s is refused where %s is any of %j', (kind, path, values) => {
    for (const value of values) {
      const said = load(kind, { [path]: value });
      expect(said, JSON.stringify(value)).toMatch(
        /^FOLDER\/manifest\.json is not a manifest that this version of Reseed reads \(.+\)\. /,
      );
    }
  });

  it('is refused with the place, and with what to do', () => {
    expect(load('table', { 'setup.rows.train': 0 })).toBe(
      'FOLDER/manifest.json is not a manifest that this version of Reseed reads (setup.rows.train). Choose another folder with --out; nothing there was changed.',
    );
    writeFileSync(join(folder, 'manifest.json'), '[]');
    expect(refusal(() => loadManifest(folder))).toContain('reads (');
    writeFileSync(join(folder, 'manifest.json'), '7');
    expect(refusal(() => loadManifest(folder))).toContain('reads (the file)');
    writeFileSync(join(folder, 'manifest.json'), '{');
    expect(refusal(() => loadManifest(folder))).toBe(
      'FOLDER/manifest.json is not valid JSON. Bring it back if it is yours. Choose another folder with --out; nothing there was changed.',
    );
    expect(load('command', { 'setup.origin.kind': 'scores' })).toContain(
      '(its question and its origin differ in kind)',
    );
  });

  it('of a later version says whose it is', () => {
    const later = 'A newer Reseed (9.0.0) has written it: use that one.';
    expect(load('table', { schema: 2, reseed: '9.0.0' })).toContain(`(schema). ${later} Choose another folder`);
    for (const changes of [
      { schema: 1, reseed: 9 },
      { schema: '2', reseed: '9.0.0' },
      { schema: 0, reseed: '9.0.0' },
      { schema: 2, reseed: 9 },
    ])
      expect(load('table', changes)).not.toContain('newer');
    expect(load('table', { schema: 2, reseed: '123456789012345678901234' })).toContain('(12345678901234567890)');
  });

  it('takes no results of another question, nor of another table', () => {
    expect(load('table', {})).toBeUndefined();
    const { setup } = loadManifest(folder)!;
    const into = (wanted: Pick<Setup, 'name' | 'origin'>): string | undefined =>
      refusal(() => refuseForeignFolder(folder, wanted));
    const remedy = 'Choose another folder with --out, or start over with --fresh.';
    expect(into(setup)).toBeUndefined();
    expect(into({ ...setup, name: 'huge' })).toBe(`FOLDER holds the experiment tiny, not huge. ${remedy}`);
    const { origin } = setup;
    if (origin.kind !== 'table') throw new Error('no table');
    expect(
      into({
        name: 'tiny',
        origin: { ...origin, data: { ...(origin as { data: object }).data, fingerprint: HEX } } as Setup['origin'],
      }),
    ).toBe(`FOLDER holds results on other data: the table, its target or its dropped columns changed. ${remedy}`);
    mkdirSync(join(folder, 'empty'));
    expect(refusal(() => refuseForeignFolder(join(folder, 'empty'), setup))).toBeUndefined();
  });

  it('keeps a look at a finished plan that saw more than those before, and no other', () => {
    expect(load('table', {})).toBeUndefined();
    const { setup } = loadManifest(folder)!;
    const looked = (splits: number, missing: number): number => {
      keepLook(folder, { runs: { missing }, splits, seeds: 2, setup });
      return loadManifest(folder)!.looks!.length;
    };
    expect([looked(4, 0), looked(6, 1), looked(6, 0), looked(5, 0)]).toEqual([1, 1, 2, 2]);
    expect(load('table', { looks: undefined })).toBeUndefined();
    expect(looked(4, 0)).toBe(1);
    expect(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))).toMatchObject({
      looks: [{ splits: 4, seeds: 2, seed: 1 }],
    });
  });
});

const REDUCTION = {
  ...{ key: 'a'.repeat(32), variant: 'none', split: 0, nets: 4 },
  spread: {
    variance: 0,
    squaredLoss: { loss: 0.2, bias: 0.1, variance: 0.1 },
    classes: {
      churn: 0.1,
      zeroOneLoss: { loss: 0.1, bias: 0, variance: 0.1, unbiasedVariance: 0.1, biasedVariance: 0 },
    },
  },
  ensembles: [{ size: 1, groups: 4, metrics: { accuracy: 0.5, r2: null }, rerunVariance: { accuracy: 0.01 } }],
};

describe('a line of splits.jsonl', () => {
  it.each<[Changes]>([
    [{}],
    [{ spread: undefined, ensembles: [] }],
    [{ 'spread.classes': undefined }],
    [{ 'spread.votes': true }],
    [{ 'spread.classes.churn': -1e-10 }],
    [{ 'spread.classes.churn': 1 + 1e-10 }],
    [{ 'spread.squaredLoss.bias': -1e150, split: 1e15, nets: 1 }],
    [{ 'ensembles.0.rerunVariance': null }],
    [{ 'ensembles.0.metrics.accuracy': 1 }],
    [{ 'ensembles.0.rerunVariance': { accuracy: 7 } }],
  ])('is a reduction with %j', (changes) => {
    expect(reductionFrom(changed(REDUCTION, changes))).toEqual(changed(REDUCTION, changes));
  });

  const names = Array.from({ length: 200 }, (_, i) => [`m${i}`, 0]);
  it.each<[string, readonly unknown[]]>([
    ['key', ['a'.repeat(31), 'a'.repeat(33), `x${'a'.repeat(32)}`, 'G'.repeat(32), undefined]],
    ['variant', [1, undefined]],
    ['split', [-1, 0.5, 1e15 + 2, undefined]],
    ['nets', [0, undefined]],
    ['more', [1]],
    ['spread.variance', [-0.1, Infinity, undefined]],
    [
      'spread.squaredLoss',
      [
        { loss: 1, bias: 1 },
        { loss: 1, variance: 1 },
        { bias: 1, variance: 1 },
        { loss: 1, bias: 1, variance: 1, x: 1 },
      ],
    ],
    ['spread.squaredLoss.bias', [-1e151, 1e151]],
    ['spread.votes', [false]],
    ['spread.more', [1]],
    ['spread.classes.churn', [-0.1, 1.1, undefined]],
    ['spread.classes.more', [1]],
    ['spread.classes.zeroOneLoss', [REDUCTION.spread.squaredLoss]],
    ['spread.classes.zeroOneLoss.more', [1]],
    ['ensembles', [undefined, 'x']],
    ['ensembles.0.size', [0, undefined]],
    ['ensembles.0.groups', [0, undefined]],
    ['ensembles.0.more', [1]],
    [
      'ensembles.0.metrics',
      [
        { accuracy: 1.1 },
        { 'a b': 1 },
        { ['a'.repeat(41)]: 1 },
        { '': 1 },
        { accuracy: 'x' },
        Object.fromEntries(names),
        undefined,
      ],
    ],
    ['ensembles.0.rerunVariance', [undefined, { 'a.b': 1 }, { '.b': 1 }]],
  ])('is none where %s is any of %j', (path, values) => {
    for (const value of values)
      expect(reductionFrom(changed(REDUCTION, { [path]: value })), JSON.stringify(value)).toBeUndefined();
  });
});

const REFERENCE = {
  ...{ hash: 'a'.repeat(32), split: 0 },
  scores: { constant: { metrics: { accuracy: 0.5, r2: null }, folds: [{ accuracy: 0.5 }] }, linear: null },
  rows: [[0, 4294967295], []],
};

describe('references.jsonl', () => {
  const write = (lines: readonly string[]): void => writeFileSync(join(folder, 'references.jsonl'), lines.join(''));
  const isRead = (changes: Changes): boolean => {
    write([encodeLine(changed(REFERENCE, changes))]);
    expect(areReferencesSound(folder)).toBe(readReferences(folder).size === 1);
    return areReferencesSound(folder);
  };

  it('holds references', () => {
    for (const changes of [
      {},
      { rows: undefined },
      { 'scores.constant.folds': undefined },
      { 'scores.linear': REFERENCE.scores.constant },
    ])
      expect(isRead(changes), JSON.stringify(changes)).toBe(true);
  });

  it.each<[string, readonly unknown[]]>([
    ['hash', ['a'.repeat(31), 'a'.repeat(33), `x${'a'.repeat(32)}`, undefined]],
    ['split', [-1, 0.5, undefined]],
    ['rows', [[0], [[-1]], [[0.5]], [[4294967296]]]],
    ['more', [1]],
    [
      'scores.constant',
      [undefined, {}, { metrics: {}, more: 1 }, { metrics: { accuracy: 1.1 } }, { metrics: { accuracy: 'x' } }],
    ],
    ['scores.linear', [undefined]],
    ['scores.more', [null]],
    ['scores.constant.folds', [[{ accuracy: 2 }], 'x']],
  ])('is not read where %s is any of %j', (path, values) => {
    for (const value of values) expect(isRead({ [path]: value }), JSON.stringify(value)).toBe(false);
  });

  it('is made sound by whoever holds the folder, and not touched where it is', () => {
    const sound = encodeLine(REFERENCE);
    for (const torn of ['x\n', sound.slice(0, -1)]) {
      write([sound, torn]);
      expect([...repairReferences(folder).keys()]).toEqual([REFERENCE.hash]);
      expect(readFileSync(join(folder, 'references.jsonl'), 'utf8')).toBe(sound);
    }
    write([sound, sound]);
    repairReferences(folder);
    expect(readFileSync(join(folder, 'references.jsonl'), 'utf8')).toBe(sound + sound);
    rmSync(join(folder, 'references.jsonl'));
    expect([areReferencesSound(folder), readReferences(folder).size]).toEqual([true, 0]);
  });
});
