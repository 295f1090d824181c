import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Queue } from 'bullmq';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeOrigin } from '../../src/origins/open.js';
import { loadManifest } from '../../src/store/manifest.js';
import { planRuns } from '../../src/design/plan.js';
import type { OkRecord } from '../../src/design/record.js';
import { metricsOf } from '../../src/question/registry.js';
import type { ClassTally } from '../../src/question/tally.js';
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
  await shop.call([...BENCH, '--out', 'calm']);
});
afterAll(async () => {
  if (!HAS_REDIS) return;
  await redis.stop();
  shop.remove();
});

/** A bench on the queue that nobody works for yet, and the name of its queue. */
async function waitingBench(name: string, file = './question.ts'): Promise<{ bench: Started; id: string }> {
  const client = redis.connect();
  // One that ended with an error has left its notice.
  const before = await client.hkeys('reseed:benches');
  const bench = shop.start(['bench', file, '--out', name, '--queue', redis.url]);
  for (;;) {
    const id = (await client.hkeys('reseed:benches')).find((each) => !before.includes(each));
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

  it('can start no command: two workers take theirs from their own file', async () => {
    const line = (more: string) =>
      `/bin/sh -c 'echo "accuracy: 0.$((50 + $0 % 17 + ${more}))"; echo "$PPID" >> ran' {seed}`;
    const variants = { a: { command: line('0') }, b: { command: line('1') } };
    const question = { question: 'Which?', seeds: 12, metrics: ['accuracy'], variants };
    writeFileSync(join(shop.folder, 'programs.mjs'), `export default ${JSON.stringify(question)};`);
    const { bench, id } = await waitingBench('programs', './programs.mjs');
    const runs = queueOf(`${id}-runs`);
    const mark = join(shop.folder, 'started');
    const evil = { command: ['/bin/sh', '-c', `touch ${mark}`] };
    for (const data of [{ runs: [0], ...evil }, { runs: [evil] }, { runs: [0], variants: { a: evil, b: evil } }]) {
      await runs.add('runs', data, { lifo: true });
    }
    const args = ['worker', './programs.mjs', '--queue', redis.url, '--idle', '1'];
    const workers = [shop.start(args), shop.start(args)];
    const { code, err } = await bench.ended;
    expect({ code, err }).toEqual({ code: 0, err: expect.stringContaining('workers of the queue') as string });
    const ends = await Promise.all(workers.map(({ ended }) => ended));
    expect(ends.map((end) => end.code)).toEqual([0, 0]);
    expect(existsSync(mark)).toBe(false);
    expect(readFileSync(join(shop.folder, 'programs/runs.csv'), 'utf8').match(/,ok,/g)?.length).toBe(24);
    // The bench itself starts none, and hands no command out.
    const parents = new Set(readFileSync(join(shop.folder, 'ran'), 'utf8').trim().split('\n').map(Number));
    expect(parents.has(bench.child.pid!)).toBe(false);
    expect(parents.size).toBeGreaterThan(0);
    await runs.close();
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
    const { curve } = bare.training!;
    const other = {
      ...bare,
      training: { ...bare.training!, curve: { ...curve, train: curve.train.map((x) => x + 1) } },
    };
    await results.add('answers', { answers: [writeAnswer(run, { record: other, predictions })] });
    const { code, err } = await bench.ended;
    expect(code).toBe(2);
    expect(err).toContain('reseed: Run 4 (plain, split 1, seed 0) was finished twice with UNEQUAL results');
    expect(err).not.toMatch(/\n\s+at /);
    await results.close();
  });

  it('with answers that cannot be is told of aloud, and they are trained by a worker instead', async () => {
    const { bench, id } = await waitingBench('impossible');
    const folder = join(shop.folder, 'calm');
    const { experiment, setup } = loadManifest(folder)!;
    const plan = planRuns(experiment, describeOrigin(experiment, setup.origin));
    const results = queueOf(`${id}-results`);
    const forge = async (index: number, change: (record: Omit<OkRecord, 'place'>) => object): Promise<void> => {
      const record = readRecords(folder).records.get(plan[index]!.hash)!;
      if (record.status !== 'ok') throw new Error('a run failed');
      const { place, ...bare } = record;
      const answer = writeAnswer(plan[index]!, { record: bare, predictions: readPredictions(folder, place!) });
      await results.add('answers', { answers: [{ ...answer, record: change(bare) }] });
    };
    await forge(0, (record) => ({ ...record, metrics: { ...record.metrics, accuracy: 7 } }));
    await forge(1, (record) => ({ ...record, training: { ...record.training!, epochs: 4 } }));
    await forge(2, (record) => {
      const tally = record.tally as ClassTally;
      const all = { ...tally, hits: tally.rows };
      return { ...record, tally: all, metrics: metricsOf([all]) };
    });
    const worker = shop.start(['worker', './question.ts', '--queue', redis.url, '--idle', '1']);
    const { code, err } = await bench.ended;
    expect(code).toBe(0);
    expect(err).toContain(
      'an answer in the queue for run 0 (plain) is left out: its accuracy is 7, and its own sums say',
    );
    expect(err).toContain('for run 1 (dropped) is left out: its number of epochs is 4, above 3, which cannot be');
    expect(err).toContain('for run 2 (plain) is left out: its predictions are not those of its sums');
    expect(outcomeOf(join(shop.folder, 'impossible'))).toEqual(outcomeOf(folder));
    await worker.ended;
    await results.close();
  });
});
