import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Queue } from 'bullmq';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeOrigin } from '../../src/origins/open.js';
import { loadManifest } from '../../src/store/manifest.js';
import { planRuns } from '../../src/plan.js';
import { readPredictions, readRecords } from '../../src/store/store.js';
import { writeAnswer } from '../../src/queue/messages.js';
import { BENCH, openWorkshop, outcomeOf, pause } from '../faults/bench-process.js';
import type { Started, Workshop } from '../faults/bench-process.js';
import { HAS_REDIS, startRedis } from './redis-process.js';
import type { RedisProcess } from './redis-process.js';

let shop: Workshop;
let redis: RedisProcess;
beforeAll(async () => {
  if (!HAS_REDIS) return;
  shop = openWorkshop();
  redis = await startRedis();
  await shop.start([...BENCH, '--out', 'calm']).ended;
});
afterAll(async () => {
  if (!HAS_REDIS) return;
  await redis.stop();
  shop.remove();
});

/** A bench on the queue that nobody works for yet, and the name of its queue. */
async function waitingBench(name: string): Promise<{ bench: Started; id: string }> {
  const bench = shop.start(['bench', './question.ts', '--out', name, '--queue', redis.url]);
  const client = redis.connect();
  for (;;) {
    const [id] = await client.hkeys('reseed:benches');
    if (id !== undefined && (await client.llen(`reseed:${id}-runs:wait`)) > 0) return { bench, id };
    await pause(20);
  }
}

function queueOf(name: string): Queue {
  return new Queue(name, { connection: { host: '127.0.0.1', port: redis.port }, prefix: 'reseed' });
}

const JUNK: object[] = [
  {},
  { answers: 'none' },
  { answers: [null, 1, 'x', {}, { index: -1 }, { index: 5, record: { hash: '../../etc/passwd' } }] },
  { answers: [{ index: 3, record: JSON.parse('{"__proto__": {"polluted": true}}') as unknown, predictions: '!' }] },
  { answers: [{ index: 'constructor', incident: 'x' }] },
];

describe.runIf(HAS_REDIS)('a queue that somebody else writes to', () => {
  it('can run nothing and change nothing: what is no answer, batch or notice is left out', async () => {
    const { bench, id } = await waitingBench('polluted');
    const [results, runs] = [queueOf(`${id}-results`), queueOf(`${id}-runs`)];
    for (const data of JUNK) await results.add('answers', data);
    const mark = join(shop.folder, 'mark');
    const code = `require('fs').writeFileSync(${JSON.stringify(mark)}, '')`;
    for (const data of [{ runs: [1e9, -1, code] }, { runs: code }, { runs: Array(5000).fill(0) }, {}]) {
      await runs.add(code, data, { lifo: true });
    }
    const notice = { schema: 1, experiment: '../../evil', code, splits: 1 };
    const client = redis.connect();
    await client.hset(
      'reseed:benches',
      '../../evil',
      JSON.stringify(notice),
      'evil',
      code,
      'evil2',
      JSON.stringify(notice),
    );
    const worker = shop.start(['worker', './question.ts', '--queue', redis.url, '--idle', '1']);
    const { code: exit, err } = await bench.ended;
    expect(exit).toBe(0);
    expect(err).toContain('a message in the queue was no answer of a worker; it is left out');
    expect(outcomeOf(join(shop.folder, 'polluted'))).toEqual(outcomeOf(join(shop.folder, 'calm')));
    expect((await worker.ended).err).not.toContain('Error');
    expect(existsSync(mark)).toBe(false);
    await Promise.all([results.close(), runs.close()]);
    await client.hdel('reseed:benches', '../../evil', 'evil', 'evil2');
  });

  it('with a second, unequal result of one run ends the bench with one loud sentence', async () => {
    const { bench, id } = await waitingBench('unequal');
    const folder = join(shop.folder, 'calm');
    const { experiment, setup } = loadManifest(folder)!;
    const run = planRuns(experiment, describeOrigin(experiment, setup.origin))[4]!;
    const record = readRecords(folder).records.get(run.hash)!;
    if (record.status !== 'ok') throw new Error('a run failed');
    const { place, ...bare } = record;
    const predictions = readPredictions(folder, place!);
    const results = queueOf(`${id}-results`);
    const answer = { answers: [writeAnswer(run, { record: bare, predictions })] };
    await results.add('answers', answer);
    await results.add('answers', answer);
    const other = { ...bare, training: { ...bare.training!, epochs: 2 } };
    await results.add('answers', { answers: [writeAnswer(run, { record: other, predictions })] });
    const { code, err } = await bench.ended;
    expect(code).toBe(2);
    expect(err).toContain('reseed: Run 4 (plain, split 1, seed 0) was finished twice with UNEQUAL results');
    expect(err).not.toMatch(/\n\s+at /);
    await results.close();
  });
});
