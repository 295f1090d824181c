import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { note, openWorkshop, pause, startHeld, untilSaid } from '../faults/bench-process.js';
import type { Ended, Started, Workshop } from '../faults/bench-process.js';
import { HAS_REDIS, startRedis } from './redis-process.js';
import type { RedisProcess } from './redis-process.js';

let shop: Workshop;
let redis: RedisProcess;
beforeAll(() => (shop = openWorkshop({ epochs: 2000 })));
afterAll(() => shop.remove());
beforeEach(async () => {
  if (HAS_REDIS) redis = await startRedis();
});
afterEach(async () => {
  if (HAS_REDIS) await redis.stop();
});

let count = 0;
const bench = (url = redis.url): Started =>
  shop.start(['bench', './question.ts', '--queue', url, '--out', `out-${count++}`]);
const worker = (url = redis.url): Started => shop.start(['worker', './question.ts', '--queue', url, '--workers', '1']);

const SENTENCE = /(?:^|\n)reseed: .*\n {2}\S.*\n$/;

function expectSentence({ code, err }: Ended, what: RegExp): void {
  expect(err).toMatch(what);
  expect(err).toMatch(SENTENCE);
  expect(err).not.toMatch(/\n\s+at /);
  expect(code).toBe(2);
}

describe.runIf(HAS_REDIS)('a Redis that refuses', () => {
  it('a database that is not there is not taken for another one', async () => {
    expectSentence(await bench(`${redis.url}/99`).ended, /DB index is out of range/);
    expectSentence(await worker(`${redis.url}/99`).ended, /DB index is out of range/);
    expect(await redis.connect().dbsize()).toBe(0);
  });

  it('TLS where there is none is one sentence', async () => {
    const { code, err } = await worker(redis.url.replace('redis:', 'rediss:')).ended;
    expect({ code, err }).toMatchObject({ code: 2, err: expect.stringMatching(SENTENCE) as string });
  });

  it.each([
    [
      'NOPERM',
      'a user who may not',
      ['ACL', 'SETUSER', 'default', 'reset', 'on', 'nopass', '~*', '&*', '+@connection', '+info', '+select'],
    ],
    [
      'NOPERM',
      'a user who may read only',
      ['ACL', 'SETUSER', 'default', 'reset', 'on', 'nopass', '~*', '&*', '+@connection', '+@read', '+info', '+select'],
    ],
    ['OOM', 'no memory left', ['CONFIG', 'SET', 'maxmemory', '1', 'maxmemory-policy', 'noeviction']],
    ['READONLY', 'a replica', ['REPLICAOF', '127.0.0.1', '1']],
    ['WRONGTYPE', 'keys of somebody else', ['SET', 'reseed:benches', 'mine']],
  ])('%s (%s): the bench ends in a sentence with code 2', async (name, _why, command) => {
    const client = redis.connect();
    await client.call(command[0]!, ...command.slice(1));
    expectSentence(
      await bench().ended,
      new RegExp(`reseed: The queue at redis://127\\.0\\.0\\.1:\\d+ refuses to work: ${name}`),
    );
    note(`queue: Redis refuses with ${name}`, { code: 2 });
  });

  it.each([
    ['OOM', ['CONFIG', 'SET', 'maxmemory', '1', 'maxmemory-policy', 'noeviction']],
    ['READONLY', ['REPLICAOF', '127.0.0.1', '1']],
  ])('%s in the middle: bench and worker end in a sentence, and the same command continues', async (name, command) => {
    const held = startHeld(shop, ['bench', './question.ts', '--queue', redis.url], {
      name: `mid-${name}`,
      counts: [8],
    });
    const helper = worker();
    await held.at(8);
    await redis.connect().call(command[0]!, ...command.slice(1));
    held.letGo(8);
    expectSentence(await helper.ended, new RegExp(`refuses to work: ${name}`));
    expectSentence(await held.ended, new RegExp(`refuses to work: ${name}`));
    const again = await shop.start(['bench', './question.ts', '--quiet', '--out', `mid-${name}`]).ended;
    expect(again).toMatchObject({ code: 0, err: '' });
  });
});

describe('a server that takes the connection and says nothing', () => {
  it.each(['bench', 'worker'])('keeps no %s from ending at the first Ctrl-C, while it is greeted', async (what) => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const sockets: Socket[] = [];
    const met = new Promise<void>((resolve) => {
      server.on('connection', (socket) => {
        sockets.push(socket);
        socket.on('error', () => undefined);
        resolve();
      });
    });
    const url = `redis://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const started = what === 'bench' ? bench(url) : worker(url);
    await met;
    started.child.kill('SIGINT');
    const { code, err } = await started.ended;
    expect({ code, err }).toMatchObject({ code: 130, err: expect.not.stringContaining('no answer in') as string });
    for (const socket of sockets) socket.destroy();
    server.close();
  });
});

describe.runIf(HAS_REDIS)('a Redis that says nothing', () => {
  it('keeps neither bench nor worker from ending at the first Ctrl-C', async () => {
    const first = startHeld(shop, ['bench', './question.ts', '--queue', redis.url], { name: 'silent', counts: [5] });
    const helper = worker();
    await first.at(5);
    redis.signal('SIGSTOP');
    first.letGo(5);
    try {
      await pause(300);
      for (const { child } of [first, helper]) child.kill('SIGINT');
      const [bench, work] = await Promise.all([first.ended, helper.ended]);
      expect(bench).toMatchObject({ code: 130, err: expect.stringContaining('Interrupted: ') as string });
      expect(work.code).toBe(130);
    } finally {
      redis.signal('SIGCONT');
    }
    note('queue: Ctrl-C with a silent Redis', { processes: 2 });
  });

  it('to a bench that waits for workers is the same', async () => {
    const waiting = bench();
    await untilSaid(waiting, 'nobody works for the queue yet');
    redis.signal('SIGSTOP');
    waiting.child.kill('SIGTERM');
    expect((await waiting.ended).code).toBe(130);
    redis.signal('SIGCONT');
  });
});
