import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { BENCH, linesOf, note, openWorkshop, outcomeOf, pause, untilRecords } from '../faults/bench-process.js';
import type { Started, Workshop } from '../faults/bench-process.js';
import { HAS_REDIS, startRedis } from './redis-process.js';
import type { RedisProcess } from './redis-process.js';

/** Runs of some tenths of a second, so that workers are caught at work. */
const EPOCHS = 2500;
const LOCK_SECONDS = 2;

let shop: Workshop;
let undisturbed: ReturnType<typeof outcomeOf>;
let redis: RedisProcess;
const helpers: Started[] = [];
beforeAll(async () => {
  if (!HAS_REDIS) return;
  shop = openWorkshop({ epochs: EPOCHS });
  redis = await startRedis();
  expect(await shop.start([...BENCH, '--out', 'calm']).ended).toMatchObject({ code: 0, err: '' });
  undisturbed = outcomeOf(join(shop.folder, 'calm'));
}, 120_000);
afterEach(async () => {
  for (const { child } of helpers) child.kill('SIGKILL');
  await Promise.all(helpers.splice(0).map(({ ended }) => ended));
});
afterAll(async () => {
  if (!HAS_REDIS) return;
  await redis.stop();
  shop.remove();
});

function startWorker(...args: string[]): Started {
  const started = shop.start([
    'worker',
    './question.ts',
    '--queue',
    redis.url,
    '--workers',
    '1',
    '--lock',
    String(LOCK_SECONDS),
    ...args,
  ]);
  helpers.push(started);
  return started;
}

function startBench(name: string): Started {
  const started = shop.start(['bench', './question.ts', '--out', name, '--queue', redis.url]);
  helpers.push(started);
  return started;
}

describe.runIf(HAS_REDIS)('a bench over a queue', () => {
  it('ends in the bytes of one machine, and leaves nothing but the table in Redis', async () => {
    const bench = startBench('plain');
    const workers = [startWorker(), startWorker()];
    const { code, err } = await bench.ended;
    expect({ code, err }).toEqual({ code: 0, err: expect.stringContaining('workers of the queue') as string });
    expect(outcomeOf(join(shop.folder, 'plain'))).toEqual(undisturbed);
    for (const { child } of workers) child.kill('SIGTERM');
    const ends = await Promise.all(workers.map(({ ended }) => ended));
    expect(ends.map((end) => end.code)).toEqual([130, 130]);
    const trained = ends.map(({ out }) => Number(/^(\d+) runs trained$/m.exec(out)?.[1]));
    expect(Math.min(...trained)).toBeGreaterThan(0);
    expect(trained[0]! + trained[1]!).toBe(120);
    const client = redis.connect();
    expect((await client.keys('*')).map((key) => key.replace(/[0-9a-f]{64}/, 'FINGERPRINT'))).toEqual([
      'reseed:table:FINGERPRINT',
    ]);
  }, 120_000);

  it('survives a worker killed with -9, one paused beyond its lock, one that joins late, and Redis restarted: the same bytes', async () => {
    const folder = join(shop.folder, 'storm');
    const bench = startBench('storm');
    const [doomed, sleeper, steady] = [startWorker(), startWorker(), startWorker()];
    await untilRecords(folder, 8, bench);
    doomed.child.kill('SIGKILL');
    sleeper.child.kill('SIGSTOP');
    await untilRecords(folder, 20, bench);
    await redis.restart('SIGTERM');
    await untilRecords(folder, 40, bench);
    await pause(LOCK_SECONDS * 2500);
    sleeper.child.kill('SIGCONT');
    const late = startWorker();
    await redis.restart('SIGKILL');
    const { code, err } = await bench.ended;
    expect(err).toContain('is lost; trying again');
    expect(code).toBe(0);
    expect(linesOf(folder).length).toBe(120);
    expect(outcomeOf(folder)).toEqual(undisturbed);
    expect((await doomed.ended).signal).toBe('SIGKILL');
    for (const worker of [sleeper, steady, late]) {
      worker.child.kill('SIGTERM');
      expect(await worker.ended).toMatchObject({ code: 130, err: expect.not.stringContaining('Error') as string });
    }
    note('queue: worker killed, worker paused beyond its lock, Redis restarted twice', { workers: 4, runs: 120 });
  }, 180_000);

  it('may itself be killed: its answers wait, and the same command continues to the same bytes', async () => {
    const folder = join(shop.folder, 'orphan');
    const first = startBench('orphan');
    startWorker();
    startWorker();
    await untilRecords(folder, 10, first);
    first.child.kill('SIGKILL');
    await first.ended;
    const whole = linesOf(folder);
    await pause(1500);
    const { code } = await startBench('orphan').ended;
    expect(code).toBe(0);
    expect(linesOf(folder).slice(0, whole.length)).toEqual(whole);
    expect(outcomeOf(folder)).toEqual(undisturbed);
    note('queue: bench killed with -9', { kept: whole.length });
  }, 120_000);

  it('ends with code 130 on Ctrl-C, its workers stop, and the same command continues', async () => {
    const folder = join(shop.folder, 'stopped');
    const first = startBench('stopped');
    startWorker();
    await untilRecords(folder, 5, first);
    first.child.kill('SIGINT');
    const end = await first.ended;
    expect(end.code).toBe(130);
    expect(end.err).toMatch(/Interrupted: \d+ of 120 runs are kept in stopped; the same command continues/);
    const client = redis.connect();
    expect(await client.hlen('reseed:benches')).toBe(0);
    startWorker();
    expect((await startBench('stopped').ended).code).toBe(0);
    expect(outcomeOf(folder)).toEqual(undisturbed);
  }, 120_000);

  it('puts its runs there again when Redis has lost everything', async () => {
    const folder = join(shop.folder, 'amnesia');
    const bench = startBench('amnesia');
    startWorker();
    startWorker();
    await untilRecords(folder, 5, bench);
    await redis.connect().flushall();
    const { code, err } = await bench.ended;
    expect(code).toBe(0);
    expect(err).toMatch(/note: the queue has lost \d+ runs; they are put there again/);
    expect(outcomeOf(folder)).toEqual(undisturbed);
    note('queue: Redis loses everything', { runs: 120 });
  }, 120_000);

  it('says how to start a worker while there is none', async () => {
    const bench = startBench('lonely');
    let said = '';
    bench.child.stderr!.on('data', (chunk: Buffer) => (said += chunk.toString()));
    while (!said.includes('reseed worker --queue redis://127.0.0.1')) await pause(50);
    bench.child.kill('SIGTERM');
    expect((await bench.ended).code).toBe(130);
    rmSync(join(shop.folder, 'lonely'), { recursive: true });
  });
});
