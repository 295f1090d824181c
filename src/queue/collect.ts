/**
 * The bench's side of the queue: puts its runs there and collects the answers. Stands in for the local pool, so it knows
 * no files: whatever it hands over is stored by the caller.
 */
import { createHash } from 'node:crypto';
import { VERSION } from '../base/environment.js';
import { UserError } from '../base/errors.js';
import { planRuns } from '../design/plan.js';
import type { Run } from '../design/plan.js';
import type { CarryOptions } from '../bench/carry-out.js';
import type { Question } from '../question/question.js';
import { PREFIX, connect } from './connect.js';
import type { Connection, RedisAddress } from './connect.js';
import { identityOf } from './identity.js';
import { clearAway } from './leftovers.js';
import { fittingFor } from '../origins/misfit.js';
import { planDigest } from './messages.js';
import type { Batch, BenchNotice } from './messages.js';
import { sendParcel } from './parcel-store.js';
import { explainingRefusals, unlessSilent, watchForRefusals } from './refusal.js';
import { createTray } from './tray.js';
import type { Tray } from './tray.js';
import { countOf, watchOver } from './watch.js';

/** The hash in Redis that holds a notice for each bench that wants workers. */
export const NOTICES = `${PREFIX}:benches`;

export interface CollectOptions {
  readonly question: Question;
  readonly address: RedisAddress;
  /** The results folder: it holds the name by which this bench knows its own answers. */
  readonly folder: string;
  /** A sentence about something that the user should know. */
  readonly onNote: (text: string) => void;
}

const MOST_A_BATCH = 16;
const BATCHES_WANTED = 400;
/** How long the end of a bench waits for a Redis that does not answer. */
const PATIENCE_MS = 2000;

/** A function that trains like `trainAll`, by whoever works for the queue. @throws {UserError} as `connect` does */
export function queueTrainer(options: CollectOptions): (runs: readonly Run[], pool: CarryOptions) => Promise<void> {
  return async (runs, pool) => {
    if (runs.length === 0 || pool.signal.aborted) return;
    const connection = await connect(options.address, { onLost: options.onNote, signal: pool.signal });
    if (connection === undefined) return;
    try {
      await explainingRefusals(connection.shown, collect(connection, { runs, pool, options }));
    } finally {
      await connection.close();
    }
  };
}

async function collect(
  connection: Connection,
  { runs, pool, options }: { runs: readonly Run[]; pool: CarryOptions; options: CollectOptions },
): Promise<void> {
  const { bullmq, redis, options: opened } = connection;
  const { id, notice, plan } = describe(pool, options);
  const fitting = fittingFor(options.question, pool.origin.facts);
  const tray = createTray(runs, { pool, fitting, onNote: options.onNote });
  const queue = new bullmq.Queue<Batch>(`${id}-runs`, opened);
  const results = new bullmq.Queue(`${id}-results`, opened);
  const reader = new bullmq.Worker<unknown>(
    `${id}-results`,
    ({ data }) =>
      new Promise<void>((resolve) => {
        tray.take(data, plan);
        resolve();
      }),
    {
      ...opened,
      concurrency: 8,
      // An answer that was being read when a bench died comes back soon, and as often as needed.
      lockDuration: 5000,
      stalledInterval: 2000,
      maxStalledCount: 1000,
      removeOnComplete: { count: 0 },
      removeOnFail: { count: 0 },
    },
  );
  const events = new bullmq.QueueEvents(`${id}-runs`, opened);
  const batches = new Map<string, Batch>();
  events.on('failed', ({ jobId, failedReason }) => tray.lose(batches.get(jobId), { plan, reason: failedReason }));
  // A broken connection is reported once, by `connect`. Everything here tries again by itself, unless Redis refuses.
  const { refused, tell } = watchForRefusals(connection.shown);
  const parts: Pick<NodeJS.EventEmitter, 'on'>[] = [queue, results, reader, events];
  for (const part of parts) part.on('error', tell);
  const post = async (): Promise<void> => {
    if (pool.origin.parcel !== undefined) await sendParcel(redis, pool.origin.parcel);
    await redis.hset(NOTICES, id, JSON.stringify(notice));
    const jobs = await queue.addBulk(batchesOf(tray.outstanding()).map((data) => ({ name: 'batch', data, opts: JOB })));
    jobs.forEach((job) => batches.set(job.id!, job.data));
  };
  const watch = watchOver({
    queue,
    results,
    tray,
    post,
    onNote: options.onNote,
    onError: tell,
    shown: connection.shown,
  });
  const work = async (): Promise<void> => {
    await queue.waitUntilReady();
    // Batches that an earlier start of this bench left in Redis are deleted; its answers that still wait there are used.
    await queue.drain();
    await untilEmpty(results, tray);
    if (!tray.isDone()) await post();
    watch.start();
    await tray.done;
    await redis.hdel(NOTICES, id);
    if (pool.signal.aborted) await queue.drain();
    else await Promise.all([clearAway(queue), reader.close()]).then(() => clearAway(results));
  };
  try {
    await unlessSilent(Promise.race([work(), refused]), { redis, signal: pool.signal });
  } finally {
    watch.stop();
    tray.close();
    const closing = Promise.allSettled([reader.close(), events.close(), queue.close(), results.close()]);
    await Promise.race([closing, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS).unref())]);
  }
}

const JOB = { removeOnComplete: true, removeOnFail: true } as const;

function describe(
  { origin }: CarryOptions,
  { folder, question }: CollectOptions,
): { id: string; notice: BenchNotice; plan: readonly Run[] } {
  if (origin.ticket === undefined) {
    throw new UserError('These scores are made here alone, so no queue can help.', 'Leave --queue out.');
  }
  const plan = planRuns(question, origin);
  const notice: BenchNotice = {
    schema: 1,
    reseed: VERSION,
    experiment: question.name,
    splits: question.protocol.splits,
    seeds: question.protocol.seeds,
    seed: question.seed,
    ticket: { ...origin.ticket },
    plan: planDigest(plan),
  };
  const place = createHash('sha256').update(JSON.stringify([identityOf(folder), notice]));
  return { id: `${question.name.slice(0, 60)}-${place.digest('hex').slice(0, 12)}`, notice, plan };
}

function batchesOf(runs: readonly Run[]): Batch[] {
  const size = Math.max(1, Math.min(MOST_A_BATCH, Math.ceil(runs.length / BATCHES_WANTED)));
  const batches: Batch[] = [];
  for (let at = 0; at < runs.length; at += size) {
    batches.push({ runs: runs.slice(at, at + size).map(({ index }) => index) });
  }
  return batches;
}

async function untilEmpty(results: Parameters<typeof countOf>[0], tray: Tray): Promise<void> {
  while (!tray.isDone() && (await countOf(results)) > 0) await Promise.race([tray.done, pause(50)]);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
