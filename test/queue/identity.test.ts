import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { identityOf } from '../../src/queue/identity.js';
import { BENCH, RUNS, linesOf, note, openWorkshop, outcomeOf, pause } from '../faults/bench-process.js';
import type { Workshop } from '../faults/bench-process.js';
import { HAS_REDIS, startRedis } from './redis-process.js';

const HAS_MOUNTS = spawnSync('unshare', ['--mount', 'true']).status === 0;
if (!HAS_MOUNTS) console.log('not tested with one path for three benches: this user may not mount (unshare --mount)');

let shop: Workshop;
beforeAll(() => (shop = openWorkshop({ epochs: 1000 })));
afterAll(() => shop.remove());

describe('the name by which a bench knows its answers', () => {
  it('stays with the folder, and a copy or a damaged one gets another', () => {
    const folder = mkdtempSync(join(tmpdir(), 'reseed-identity-'));
    const first = identityOf(folder);
    expect(first).toMatch(/^[0-9a-f]{32}$/);
    expect(identityOf(folder)).toBe(first);
    cpSync(folder, `${folder}-copy`, { recursive: true, preserveTimestamps: true });
    expect(identityOf(`${folder}-copy`)).not.toBe(first);
    writeFileSync(join(folder, 'queue-id'), '../../etc/passwd 1-1\n');
    expect(identityOf(folder)).not.toBe(first);
    for (const each of [folder, `${folder}-copy`]) rmSync(each, { recursive: true });
  });
});

describe.runIf(HAS_REDIS && HAS_MOUNTS)('three benches of one host name, path and plan on one queue', () => {
  it('take no answers of each other, and leave nothing but the table in Redis', async () => {
    const redis = await startRedis();
    expect(await shop.call([...BENCH, '--out', 'calm'])).toMatchObject({ code: 0, err: '' });
    const place = join(shop.folder, 'place');
    mkdirSync(place);
    const names = ['one', 'two', 'three'];
    const benches = names.map((name) => {
      mkdirSync(join(shop.folder, name));
      const bind = `mount --bind ${join(shop.folder, name)} ${place} && exec "$@"`;
      const under = ['unshare', '--mount', 'sh', '-c', bind, 'sh'];
      return shop.start(['bench', './question.ts', '--queue', redis.url, '--out', 'place'], { under });
    });
    const workers = [1, 2].map(() => shop.start(['worker', './question.ts', '--queue', redis.url, '--workers', '1']));
    for (const [i, { ended }] of benches.entries()) {
      const { code, err } = await ended;
      expect(code, err).toBe(0);
      const folder = join(shop.folder, names[i]!);
      expect(linesOf(folder).length).toBe(RUNS);
      expect(outcomeOf(folder)).toEqual(outcomeOf(join(shop.folder, 'calm')));
    }
    // A worker that looks at the notices in this moment must not bring a cleared queue back.
    await pause(1500);
    for (const { child } of workers) child.kill('SIGTERM');
    const trained = (await Promise.all(workers.map(({ ended }) => ended))).map(({ out }) =>
      Number(/^\d+/.exec(out)?.[0]),
    );
    expect(trained[0]! + trained[1]!).toBe(3 * RUNS);
    const keys = (await redis.connect().keys('*')).map((key) => key.replace(/[0-9a-f]{64}/, 'FINGERPRINT'));
    expect(keys).toEqual(['reseed:table:FINGERPRINT']);
    await redis.stop();
    note('queue: three benches of one host name, path and plan', { runs: 3 * RUNS, 'trained twice': 0 });
  });
});
