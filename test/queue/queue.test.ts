import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Queue } from 'bullmq';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  BENCH,
  isRunning,
  linesOf,
  note,
  openWorkshop,
  outcomeOf,
  pause,
  startHeld,
  untilRecords,
  untilSaid,
} from '../faults/bench-process.js';
import type { Held, Started, Workshop } from '../faults/bench-process.js';
import { HAS_REDIS, startRedis } from './redis-process.js';
import type { RedisProcess } from './redis-process.js';

/** Runs of some hundredths of a second: workers are caught at work, and every worker gets some. */
const EPOCHS = 8000;
const LOCK_SECONDS = 2;

let shop: Workshop;
let undisturbed: ReturnType<typeof outcomeOf>;
let redis: RedisProcess;
const helpers: Started[] = [];
beforeAll(async () => {
  if (!HAS_REDIS) return;
  shop = openWorkshop({ epochs: EPOCHS });
  redis = await startRedis();
  expect(await shop.call([...BENCH, '--out', 'calm'])).toMatchObject({ code: 0, err: '' });
  undisturbed = outcomeOf(join(shop.folder, 'calm'));
});
afterEach(async () => {
  for (const { child } of helpers) child.kill('SIGKILL');
  await Promise.all(helpers.splice(0).map(({ ended }) => ended));
});
afterAll(async () => {
  if (!HAS_REDIS) return;
  await redis.stop();
  shop.remove();
});

function startWorker(): Started {
  const lock = ['--workers', '1', '--lock', String(LOCK_SECONDS)];
  const args = ['worker', './question.ts', '--queue', redis.url, ...lock];
  const started = shop.start(args, { preload: 'announce.mjs' });
  helpers.push(started);
  return started;
}

/** Workers that have begun, and wait for a bench. */
async function startCrew(count: number): Promise<Started[]> {
  const crew = Array.from({ length: count }, startWorker);
  for (const worker of crew) await untilSaid(worker, 'listening');
  return crew;
}

/** Waits until so many workers have joined the one bench that is there, or it has ended. */
async function untilJoined(count: number, { child }: Started): Promise<void> {
  const [id] = await redis.connect().hkeys('reseed:benches');
  const queue = new Queue(`${id}-runs`, { connection: { host: '127.0.0.1', port: redis.port }, prefix: 'reseed' });
  queue.on('error', () => undefined);
  while ((await queue.getWorkersCount()) < count && isRunning(child)) await pause(50);
  await queue.close();
}

function overQueue(): string[] {
  return ['bench', './question.ts', '--queue', redis.url];
}

function startBench(name: string): Started {
  const started = shop.start([...overQueue(), '--out', name]);
  helpers.push(started);
  return started;
}

function startHeldBench(name: string, counts: readonly number[]): Held {
  const started = startHeld(shop, overQueue(), { name, counts });
  helpers.push(started);
  return started;
}

describe.runIf(HAS_REDIS)('a bench over a queue', () => {
  it('ends in the bytes of one machine, and leaves nothing but the table in Redis', async () => {
    const workers = await startCrew(2);
    const bench = startBench('plain');
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
  });

  it('survives a worker killed with -9, one paused beyond its lock, one that joins late, and Redis restarted: the same bytes', async () => {
    const folder = join(shop.folder, 'storm');
    const [doomed, sleeper, steady] = (await startCrew(3)) as [Started, Started, Started];
    const bench = startHeldBench('storm', [8, 20]);
    await bench.at(8);
    doomed.child.kill('SIGKILL');
    sleeper.child.kill('SIGSTOP');
    bench.letGo(8);
    await bench.at(20);
    await redis.restart('SIGTERM');
    bench.letGo(20);
    await untilRecords(folder, 40, bench);
    // Redis has not met the sleeper again: the steady one and the late one are two.
    const [late] = (await startCrew(1)) as [Started];
    await untilJoined(2, bench);
    await pause(LOCK_SECONDS * 2500);
    sleeper.child.kill('SIGCONT');
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
  });

  it('may itself be killed: its answers wait, and the same command continues to the same bytes', async () => {
    const folder = join(shop.folder, 'orphan');
    const first = startHeldBench('orphan', [10]);
    startWorker();
    startWorker();
    await first.at(10);
    first.child.kill('SIGKILL');
    await first.ended;
    const whole = linesOf(folder);
    await pause(1500);
    const { code } = await startBench('orphan').ended;
    expect(code).toBe(0);
    expect(linesOf(folder).slice(0, whole.length)).toEqual(whole);
    expect(outcomeOf(folder)).toEqual(undisturbed);
    note('queue: bench killed with -9', { kept: whole.length });
  });

  it('ends with code 130 on Ctrl-C, its workers stop, and the same command continues', async () => {
    const folder = join(shop.folder, 'stopped');
    const first = startHeldBench('stopped', [5]);
    startWorker();
    await first.at(5);
    first.child.kill('SIGINT');
    first.letGo(5);
    const end = await first.ended;
    expect(end.code).toBe(130);
    expect(end.err).toMatch(/Interrupted: \d+ of 120 runs are kept in stopped; the same command continues/);
    const client = redis.connect();
    expect(await client.hlen('reseed:benches')).toBe(0);
    startWorker();
    expect((await startBench('stopped').ended).code).toBe(0);
    expect(outcomeOf(folder)).toEqual(undisturbed);
  });

  it('puts its runs there again when Redis has lost everything', async () => {
    const folder = join(shop.folder, 'amnesia');
    const bench = startHeldBench('amnesia', [5]);
    startWorker();
    startWorker();
    await bench.at(5);
    await redis.connect().flushall();
    bench.letGo(5);
    const { code, err } = await bench.ended;
    expect(code).toBe(0);
    expect(err).toMatch(/note: the queue has lost \d+ runs; they are put there again/);
    expect(outcomeOf(folder)).toEqual(undisturbed);
    note('queue: Redis loses everything', { runs: 120 });
  });

  it('says how to start a worker while there is none', async () => {
    const bench = startBench('lonely');
    await untilSaid(bench, 'reseed worker --queue redis://127.0.0.1');
    bench.child.kill('SIGTERM');
    expect((await bench.ended).code).toBe(130);
    rmSync(join(shop.folder, 'lonely'), { recursive: true });
  });
});
