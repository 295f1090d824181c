/** Many runs over worker threads: piscina outside, one run inside. Knows neither what a run is for nor where it is kept. */
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import { UserError } from './errors.js';
import type { Run } from './plan.js';
import type { Outcome } from './design/record.js';
import type { WorkerSetup } from './worker.js';

export interface PoolOptions {
  readonly setup: WorkerSetup;
  readonly workers: number;
  readonly signal: AbortSignal;
  readonly onOutcome: (run: Run, outcome: Outcome) => void;
  /** Asked before each run is handed out: once it says yes, no further run starts. */
  readonly isEnough?: () => boolean;
  /** The run was lost with its worker (death, out of memory, signal); it may be tried again. */
  readonly onIncident: (run: Run, reason: string) => void;
  /** Compiled file whose default export trains one run; for tests. */
  readonly workerFile?: string;
}

/** Worker threads of one bench, for as long as its owner likes. */
export interface Pool {
  /** Rejects if the run is lost with its thread, which is then replaced. */
  run(run: Run): Promise<Outcome>;
  /** Rejects when threads cannot even start, or lose one run after the other and finish none; never resolves. */
  readonly failed: Promise<never>;
  /** Ends the threads, with whatever they are at. */
  end(): Promise<void>;
}

export function openPool({
  setup,
  threads,
  workerFile,
}: {
  setup: WorkerSetup;
  threads: number;
  workerFile?: string | undefined;
}): Pool {
  const pool = new Piscina<Run, Outcome>({
    filename: workerFile ?? fileURLToPath(new URL('./worker.js', import.meta.url)),
    workerData: setup,
    minThreads: threads,
    maxThreads: threads,
  });
  let fail: (error: Error) => void = () => undefined;
  const failed = new Promise<never>((_resolve, reject) => {
    fail = reject;
  });
  failed.catch(() => undefined);
  let ending: Promise<void> | undefined;
  pool.on('error', (error: Error) => {
    // A result that arrives after its thread was given up is no failure: its run is redone.
    if (ending === undefined && !error.message.startsWith('Unexpected message from Worker')) fail(cannotStart(error));
  });
  const lost = new Set<string>();
  let proven = false;
  return {
    async run(run) {
      try {
        const outcome = await pool.run(run);
        proven = true;
        return outcome;
      } catch (error) {
        if (!proven && ending === undefined) {
          lost.add(run.hash);
          if (lost.size >= Math.max(FEWEST_LOST, threads * 2)) fail(cannotStart(error));
        }
        throw error;
      }
    },
    failed,
    // Once: a second `destroy` would reset the pool's own mark that it is going, and every thread that goes would be replaced.
    end: () => (ending ??= pool.destroy()),
  };
}

/** So many runs, two a thread and never fewer than this, may be lost before the first one ends well: then no worker can start. */
const FEWEST_LOST = 5;

function cannotStart(error: unknown): UserError {
  const reason = error instanceof Error ? error.message : String(error);
  return new UserError(
    `No worker can start: ${reason.replace(/\.$/, '')}.`,
    'Fewer --workers may help; "reseed doctor" shows what works here. Nothing that was finished is lost.',
  );
}

/**
 * Trains the runs in order, as many at a time as there are workers, and resolves when all are done, when those begun are
 * done and `isEnough` says so, or when the signal aborts (which kills the runs in flight). Rejects with what `onOutcome` or `onIncident` throws.
 */
export async function trainAll(runs: readonly Run[], options: PoolOptions): Promise<void> {
  const { setup, workers, signal, workerFile } = options;
  const threads = Math.max(1, Math.min(workers, runs.length));
  const pool = openPool({ setup, threads, workerFile });
  const waiting = runs.values();
  const stop = new AbortController();
  const ended = AbortSignal.any([signal, stop.signal]);
  ended.addEventListener('abort', () => void pool.end(), { once: true });
  // Two runs a thread are handed out, so that none waits for the main thread between runs.
  const lanes = Array.from({ length: threads * 2 }, () => workThrough(pool, { waiting, ended, options }));
  try {
    if (!ended.aborted) await Promise.race([Promise.all(lanes), pool.failed]);
  } finally {
    stop.abort();
    await Promise.allSettled(lanes);
    await pool.end();
  }
}

async function workThrough(
  pool: Pool,
  { waiting, ended, options }: { waiting: Iterator<Run>; ended: AbortSignal; options: PoolOptions },
): Promise<void> {
  while (!ended.aborted && options.isEnough?.() !== true) {
    const next = waiting.next();
    if (next.done === true) return;
    const run = next.value;
    let outcome: Outcome;
    try {
      outcome = await pool.run(run);
    } catch (error) {
      if (isAborted(ended)) return;
      options.onIncident(run, error instanceof Error ? error.message : String(error));
      continue;
    }
    // A result that came in before the interruption is kept.
    options.onOutcome(run, outcome);
  }
}

/** Asked anew: awaiting changes it. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}
