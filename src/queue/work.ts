/**
 * A worker's side of the queue: joins the benches that have a notice there, trains their runs on local threads and sends
 * the answers. Loads every experiment from its own files; what a notice says is only compared with them.
 */
import { availableParallelism } from 'node:os';
import { VERSION, stopwatch } from '../base/environment.js';
import { UserError } from '../base/errors.js';
import type { Question } from '../question/question.js';
import { kindOf } from '../origins/open.js';
import type { Carrier, OpenOrigin } from '../origins/origin.js';
import { planRuns } from '../design/plan.js';
import type { Run } from '../design/plan.js';
import { NOTICES } from './collect.js';
import { connect } from './connect.js';
import type { Connection, RedisAddress } from './connect.js';
import { clearLeftovers } from './leftovers.js';
import { applyNotice, planDigest, readBatch, readNotice, writeAnswer } from './messages.js';
import type { Answer, Batch } from './messages.js';
import { fetchParcel } from './parcel-store.js';
import { explainingRefusals, unlessSilent, watchForRefusals } from './refusal.js';
import { countOf } from './watch.js';

export interface WorkOptions {
  readonly address: RedisAddress;
  /** The experiment of this name, from the worker's own files. @throws {UserError} if there is none */
  readonly findExperiment: (name: string) => Promise<Question>;
  /** This many runs at a time; as many as the kind of the bench has by itself where absent. */
  readonly threads?: number | undefined;
  /** How long this worker may be silent (paused, cut off) before other workers take over its runs. */
  readonly lockMs: number;
  /** Leaves after so long without work; stays forever where absent. */
  readonly idleMs?: number | undefined;
  /** Leaves when it aborts, after the batches under way. */
  readonly signal: AbortSignal;
  readonly onNote: (text: string) => void;
  /** Carries runs out in an origin's place; for measurements. */
  readonly inPlaceOf?: (origin: OpenOrigin) => OpenOrigin;
}

export interface WorkDone {
  readonly runs: number;
}

const LOOK_EVERY_MS = 500;
const SEND_EVERY_MS = 1000;
/** If three workers in a row die with the same batch, the batch is given back as lost. */
const MOST_TAKEOVERS = 2;

/** Works until the signal aborts or nothing was to be done for `idleMs`. @throws {UserError} as `connect` does */
export async function workForQueue(options: WorkOptions): Promise<WorkDone> {
  const connection = await connect(options.address, { onLost: options.onNote, signal: options.signal });
  if (connection === undefined) return { runs: 0 };
  const { refused, tell } = watchForRefusals(connection.shown);
  const shop: Workshop = { connection, options, joined: new Map(), refused: new Set(), runs: 0, tell };
  try {
    const work = explainingRefusals(connection.shown, Promise.race([workUntilIdle(shop), refused]));
    await unlessSilent(work, { redis: connection.redis, signal: options.signal });
  } finally {
    await connection.close();
  }
  return { runs: shop.runs };
}

async function workUntilIdle(shop: Workshop): Promise<void> {
  const { signal, idleMs = Infinity } = shop.options;
  let idleSince = stopwatch();
  while (!signal.aborted && stopwatch() - idleSince < idleMs) {
    if (await workOnce(shop)) idleSince = stopwatch();
    else await pause(LOOK_EVERY_MS, signal);
  }
}

interface Workshop {
  readonly connection: Connection;
  readonly options: WorkOptions;
  /** By notice: an origin is opened once, however often its bench has work. */
  readonly joined: Map<string, JoinedBench>;
  /** Notices that this worker has refused already; told once. */
  readonly refused: Set<string>;
  runs: number;
  /** Takes the errors of what works in the background. */
  readonly tell: (error: unknown) => void;
}

/** Serves one bench that has something waiting, until it has not. False if there was none. */
async function workOnce(shop: Workshop): Promise<boolean> {
  const { connection, options } = shop;
  const notices = await connection.redis.hgetall(NOTICES);
  for (const [id, text] of Object.entries(notices).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (options.signal.aborted || shop.refused.has(text) || !/^[\w.-]{1,80}$/.test(id)) continue;
    const queue = new connection.bullmq.Queue<Batch>(`${id}-runs`, visiting(connection));
    queue.on('error', shop.tell);
    try {
      // Batches under way elsewhere count: whoever is joined takes over those of a worker that dies.
      if ((await countOf(queue)) === 0) continue;
      const bench = await joinBench(shop, { id, text });
      if (bench === undefined) continue;
      await serve(shop, { id, bench, isOpen: async () => (await countOf(queue)) > 0 });
      return true;
    } finally {
      await queue.close();
    }
  }
  return false;
}

/** A queue opened in the usual way writes down its settings, and so would bring back one that its bench has just cleared away. */
function visiting({ options }: Connection): Connection['options'] & { readonly skipMetasUpdate: true } {
  return { ...options, skipMetasUpdate: true };
}

interface JoinedBench {
  readonly origin: OpenOrigin;
  readonly slots: number;
  readonly plan: readonly Run[];
}

/** The bench as this worker's own files have it; undefined, said once, if that is not the bench of the notice. */
async function joinBench(shop: Workshop, { id, text }: { id: string; text: string }): Promise<JoinedBench | undefined> {
  try {
    return await prepare(shop, text);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    shop.refused.add(text);
    shop.options.onNote(`not working for ${id}: ${error.message}${error.hint === undefined ? '' : ` ${error.hint}`}`);
    return undefined;
  }
}

async function prepare({ connection, options, joined }: Workshop, text: string): Promise<JoinedBench> {
  const known = joined.get(text);
  if (known !== undefined) return known;
  const notice = readNotice(text);
  if (notice === undefined) throw new UserError('this version cannot read its notice.');
  if (notice.reseed !== VERSION) {
    const remedy = 'Install the same version here.';
    throw new UserError(`it runs Reseed ${notice.reseed}, and this is ${VERSION}.`, remedy);
  }
  const own = applyNotice(await options.findExperiment(notice.experiment), notice);
  const kind = kindOf(own);
  if (kind.join === undefined) throw new UserError('its scores are made on its own machine alone.');
  const { question, origin } = await kind.join(own, notice.ticket, (key) => fetchParcel(connection.redis, key));
  const plan = planRuns(question, origin);
  if (planDigest(plan) !== notice.plan) {
    throw new UserError('the experiment file here differs from that of the bench.', 'Bring both to the same version.');
  }
  const slots = options.threads ?? kind.slots?.(question) ?? availableParallelism();
  const bench = { origin, slots, plan };
  joined.set(text, bench);
  return bench;
}

/** Takes batches of one bench until none is waiting or under way anywhere, or the signal aborts. */
async function serve(
  shop: Workshop,
  { id, bench, isOpen }: { id: string; bench: JoinedBench; isOpen: () => Promise<boolean> },
): Promise<void> {
  const { connection, options } = shop;
  const { origin, plan } = bench;
  const pool = (options.inPlaceOf?.(origin) ?? origin).open(bench.slots);
  const answers = new connection.bullmq.Queue(`${id}-results`, visiting(connection));
  answers.on('error', shop.tell);
  const worker = new connection.bullmq.Worker<unknown>(
    `${id}-runs`,
    async ({ data }) => {
      const runs = readBatch(data, plan) ?? [];
      await trainBatch(runs, { pool, send: (list) => sendAnswers(answers, list) });
      shop.runs += runs.length;
    },
    {
      ...connection.options,
      // One batch more than threads, so that none waits for Redis between batches.
      concurrency: bench.slots + 1,
      lockDuration: options.lockMs,
      stalledInterval: options.lockMs,
      maxStalledCount: MOST_TAKEOVERS,
      removeOnComplete: { count: 0 },
      removeOnFail: { count: 0 },
    },
  );
  // A process that was paused may have lost its lock, which comes as an error. It is no trouble: others have taken over, and
  // the bench compares an answer that comes twice.
  worker.on('error', shop.tell);
  worker.on('failed', (_job, error) => shop.tell(error));
  try {
    while (!options.signal.aborted) {
      await Promise.race([pause(LOOK_EVERY_MS, options.signal), pool.failed]);
      if (!(await isOpen())) break;
    }
  } finally {
    await worker.close();
    await pool.end();
    await answers.close();
    await clearLeftovers(connection.redis, { notices: NOTICES, id }).catch(shop.tell);
  }
}

/** Trains the runs of a batch one after the other; answers go out once a second, so that little is lost with a worker. */
async function trainBatch(
  runs: readonly Run[],
  { pool, send }: { pool: Carrier; send: (answers: readonly Answer[]) => Promise<void> },
): Promise<void> {
  let answers: Answer[] = [];
  let sentAt = stopwatch();
  for (const run of runs) {
    answers.push(await answerFor(run, pool));
    if (stopwatch() - sentAt < SEND_EVERY_MS && run !== runs.at(-1)) continue;
    await send(answers);
    answers = [];
    sentAt = stopwatch();
  }
}

async function answerFor(run: Run, pool: Carrier): Promise<Answer> {
  try {
    return writeAnswer(run, await pool.run(run));
  } catch (error) {
    return { index: run.index, incident: error instanceof Error ? error.message : String(error) };
  }
}

async function sendAnswers(
  queue: { add: (name: string, data: object, opts: object) => Promise<unknown> },
  answers: readonly Answer[],
): Promise<void> {
  // A bench that ends while it reads puts the answer back for its next start.
  await queue.add('answers', { answers }, { attempts: 1000, removeOnComplete: true, removeOnFail: true });
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end, { once: true });
    function end(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    }
  });
}
