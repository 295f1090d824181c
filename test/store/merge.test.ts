import type { Experiment } from '../../src/experiment/experiment.js';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeOrigin } from '../../src/origins/open.js';
import type { TableFacts } from '../../src/origins/facts.js';
import { encodeLine } from '../../src/store/checked-line.js';
import { loadManifest } from '../../src/store/manifest.js';

/** As its file holds it. */
interface Manifest {
  readonly machine: object;
  readonly setup: { readonly data: object };
  readonly experiment: Experiment;
}
import { mergeFolders } from '../../src/store/merge.js';
import { planRuns } from '../../src/design/plan.js';
import { readPredictions, readRecords } from '../../src/store/store.js';
import { BENCH, linesOf, openWorkshop, outcomeOf } from '../faults/bench-process.js';
import type { Ended, Workshop } from '../faults/bench-process.js';

const SHARDS = ['1/3', '2/3', '3/3'];

let shop: Workshop;
const at = (name: string): string => join(shop.folder, name);
const shardAt = (number: number): string => `results/question--table.shard-${number}-of-3`;
const run = (...args: string[]): Promise<Ended> => shop.call(args);

beforeAll(async () => {
  shop = openWorkshop();
  await run(...BENCH, '--out', 'whole');
  for (const shard of SHARDS) {
    const { code, out } = await run(...BENCH, '--shard', shard);
    expect(code).toBe(0);
    expect(out).toContain('reseed merge results/question--table.shard-*-of-3');
  }
});
afterAll(() => shop.remove());

describe('--shard', () => {
  it('does its part of the plan and no other: the parts are disjoint, balanced, and the whole plan together', () => {
    const parts = [1, 2, 3].map((n) => [...readRecords(at(shardAt(n))).records.keys()]);
    expect(parts.map((part) => part.length)).toEqual([40, 40, 40]);
    expect(new Set(parts.flat())).toEqual(new Set(readRecords(at('whole')).records.keys()));
  });

  it('keeps the variants of a split, seed and fold together', () => {
    const records = [...readRecords(at(shardAt(2))).records.values()];
    const places = (variant: string): string[] =>
      records.filter((r) => r.variant === variant).map(({ split, seed }) => `${split} ${seed}`);
    expect(places('plain').sort()).toEqual(places('dropped').sort());
  });

  it.each(['0/3', '4/3', '1/0', '1', '1/2/3', '-1/3', 'a/b', '1/3x', '01/9999999', ''])('refuses %j', async (shard) => {
    const { code, err } = await run(...BENCH, `--shard=${shard}`);
    expect(code).toBe(2);
    expect(err).toMatch(/^reseed: --shard .*\n {2}\S.*\n$/);
  });

  it('writes no report', () => {
    expect(() => readFileSync(at(`${shardAt(1)}/report.md`))).toThrow('ENOENT');
  });
});

describe('merge', () => {
  it('gives the bytes of one machine, whatever the order of the folders', async () => {
    for (const [name, order] of Object.entries({ forwards: [1, 2, 3], mixed: [3, 1, 2] })) {
      expect((await run('merge', ...order.map(shardAt), '--out', name)).code).toBe(0);
      expect(outcomeOf(at(name))).toEqual(outcomeOf(at('whole')));
    }
    expect(linesOf(at('forwards')).map(canonical)).toEqual(linesOf(at('mixed')).map(canonical));
  });

  it('puts the whole beside its shards unless told otherwise, and can be told twice', async () => {
    for (let i = 0; i < 2; i++) expect((await run('merge', ...[1, 2, 3].map(shardAt))).code).toBe(0);
    expect(outcomeOf(at('results/question--table'))).toEqual(outcomeOf(at('whole')));
    expect(linesOf(at('results/question--table')).length).toBe(120);
  });

  it('carries predictions over', () => {
    for (const record of readRecords(at('results/question--table')).records.values()) {
      const original = readRecords(at('whole')).records.get(record.hash)!;
      if (record.status !== 'ok' || original.status !== 'ok') throw new Error('a run failed');
      expect(readPredictions(at('results/question--table'), record.place!)).toEqual(
        readPredictions(at('whole'), original.place!),
      );
    }
  });

  it('reports gaps with code 1, names the shard that lacks, and a bench fills them', async () => {
    const { code, err, out } = await run('merge', shardAt(1), shardAt(3), '--out', 'gaps');
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('80 of 120 runs in gaps');
    expect(err).toContain('missing: 40 runs');
    expect(err).toContain('no folder was given of shard 2/3');
    expect((await run(...BENCH, '--out', 'gaps')).code).toBe(0);
    expect(outcomeOf(at('gaps'))).toEqual(outcomeOf(at('whole')));
  });

  it('reports duplicates, which are equal', async () => {
    const { code, err } = await run('merge', 'whole', shardAt(1), '--out', 'twice');
    expect(code).toBe(0);
    expect(err).toContain('120 of 120 runs in twice, 40 of them in more than one folder');
    expect(outcomeOf(at('twice'))).toEqual(outcomeOf(at('whole')));
  });

  it('refuses unequal results of one run, which the fused engine cannot give', async () => {
    cpSync(at(shardAt(1)), at('changed'), { recursive: true });
    const [first, ...rest] = linesOf(at('changed'));
    const record = recordOf(first!);
    writeFileSync(
      at('changed/runs.jsonl'),
      encodeLine({ ...record, training: { ...record.training, epochs: record.training.epochs + 1 } }) +
        rest.join('\n') +
        '\n',
    );
    const { code, err } = await run('merge', 'whole', 'changed', '--out', 'unequal');
    expect(code).toBe(2);
    expect(err).toMatch(/run \d+ \(.*\) has unequal results in .*whole and .*changed, although the fused engine/);
  });

  it('leaves out a record whose predictions are damaged, says so, and takes it from another folder that has it', async () => {
    cpSync(at(shardAt(2)), at('bitten'), { recursive: true });
    const bytes = readFileSync(at('bitten/predictions.bin'));
    bytes[5]! ^= 1;
    writeFileSync(at('bitten/predictions.bin'), bytes);
    const alone = await run('merge', shardAt(1), 'bitten', shardAt(3), '--out', 'alone');
    expect(alone.code).toBe(1);
    expect(alone.err).toContain('do not match their checksum');
    expect(alone.err).toContain('119 of 120 runs');
    const helped = await run('merge', 'bitten', shardAt(1), shardAt(2), shardAt(3), '--out', 'helped');
    expect(helped.code).toBe(0);
    expect(outcomeOf(at('helped'))).toEqual(outcomeOf(at('whole')));
  });

  it.each<[string, (manifest: Manifest) => unknown]>([
    ['experiment.level', (m) => ({ ...m, experiment: { ...m.experiment, level: 0.9 } })],
    [
      'protocol.splits',
      (m) => ({ ...m, experiment: { ...m.experiment, protocol: { ...m.experiment.protocol, splits: 9 } } }),
    ],
    ['version', (m) => ({ ...m, reseed: '0.0.9' })],
    ['numerics', (m) => ({ ...m, setup: { ...m.setup, numericsVersion: 99 } })],
    ['engine', (m) => ({ ...m, setup: { ...m.setup, engine: 'tfjs' } })],
    ['fingerprint', (m) => ({ ...m, setup: { ...m.setup, data: { ...m.setup.data, fingerprint: 'f'.repeat(64) } } })],
    [
      'order of variants',
      (m) => ({ ...m, experiment: { ...m.experiment, variants: reversed(m.experiment.variants) } }),
    ],
  ])('refuses a folder with another %s', async (_what, change) => {
    rmSync(at('stranger'), { recursive: true, force: true });
    cpSync(at(shardAt(2)), at('stranger'), { recursive: true });
    const path = at('stranger/manifest.json');
    writeFileSync(path, JSON.stringify(change(JSON.parse(readFileSync(path, 'utf8')) as Manifest)));
    const { code, err } = await run('merge', shardAt(1), 'stranger', '--out', 'nowhere');
    expect(code).toBe(2);
    expect(err).toMatch(/^reseed: .*stranger does not belong to .*: .* is .*, not .*\n {2}\S.*\n$/);
  });

  it('with tfjs wants equal processors or --allow-mixed, and then the first of two unequal results stays', () => {
    const changed = (name: string, simd: string, epochs: number): string => {
      rmSync(at(name), { recursive: true, force: true });
      cpSync(at('whole'), at(name), { recursive: true });
      const path = at(`${name}/manifest.json`);
      const manifest = JSON.parse(readFileSync(path, 'utf8')) as Manifest;
      const setup = { ...manifest.setup, engine: 'tfjs', backend: 'wasm' };
      writeFileSync(path, JSON.stringify({ ...manifest, setup, machine: { ...manifest.machine, simd } }));
      const hashes = hashesAsTfjs(at('whole'));
      const lines = linesOf(at(name)).map((line) => {
        const record = recordOf(line);
        const training = { ...record.training, epochs };
        return encodeLine({ ...record, hash: hashes.get(record.hash), training });
      });
      writeFileSync(path.replace('manifest.json', 'runs.jsonl'), lines.join(''));
      return at(name);
    };
    const folders = [changed('avx2', 'avx2', 3), changed('avx512', 'avx512f', 4)];
    const notes: string[] = [];
    const merge = (allowMixed: boolean) => () =>
      mergeFolders({ folders, out: at('tfjs'), allowMixed, onNote: (text) => notes.push(text) });
    expect(merge(false)).toThrow('the processor');
    expect(merge(true)()).toMatchObject({ missing: [], duplicates: 120 });
    expect(notes.join()).toContain('120 runs have unequal results');
    const epochs = [...readRecords(at('tfjs')).records.values()].map((r) =>
      r.status === 'ok' ? r.training?.epochs : 0,
    );
    expect(new Set(epochs)).toEqual(new Set([3]));
  });

  it('needs folders that hold a bench', async () => {
    const { code, err } = await run('merge', 'nothing-here');
    expect(code).toBe(2);
    expect(err).toContain('There is no folder');
  });
});

/** From the hash of each run to the one it would have with tfjs. */
function hashesAsTfjs(folder: string): ReadonlyMap<string, string> {
  const { experiment, setup } = loadManifest(folder)!;
  const facts = setup.origin as TableFacts;
  const fused = planRuns(experiment, describeOrigin(experiment, facts));
  const tfjs = planRuns(experiment, describeOrigin(experiment, { ...facts, engine: 'tfjs', backend: 'wasm' }));
  return new Map(fused.map(({ hash }, i) => [hash, tfjs[i]!.hash]));
}

/** A line's record, without the checksum of the line. */
function recordOf(line: string): { hash: string; training: { epochs: number } } {
  const fields = Object.entries(JSON.parse(line) as object).filter(([name]) => name !== 'crc');
  return Object.fromEntries(fields) as { hash: string; training: { epochs: number } };
}

function canonical(line: string): string {
  return line.replace(/,"timing":.*$/, '');
}

function reversed<T>(object: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(object).reverse());
}
