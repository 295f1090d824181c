/** Carries out many runs: as many at a time as there are slots, in plan order. Knows neither what a run is for nor where it is kept. */
import type { Outcome } from '../design/record.js';
import type { ReferenceRecord, ReferenceRun } from '../design/reference.js';
import type { Run } from '../design/run.js';
import type { Carrier, OpenOrigin } from '../origins/origin.js';

export interface CarryOptions {
  readonly origin: OpenOrigin;
  /** This many runs at a time. */
  readonly workers: number;
  readonly signal: AbortSignal;
  /** Told the last line that a running program printed, now and then. */
  readonly onLine?: (text: string) => void;
  readonly onOutcome: (run: Run, outcome: Outcome) => void;
  /** Asked before each run is handed out: once it says yes, no further run starts. */
  readonly isEnough?: () => boolean;
  /** The run was lost with its worker (death, out of memory, signal); it may be tried again. */
  readonly onIncident: (run: Run, reason: string) => void;
  /** What stands beside the runs, each before the first run of its split; one that is lost is not tried again. */
  readonly beside?: readonly ReferenceRun[];
  readonly onReferences?: (record: ReferenceRecord) => void;
}

/**
 * Carries out the runs in order, as many at a time as there are workers, and resolves when all are done, when those begun are
 * done and `isEnough` says so, or when the signal aborts (which kills the runs in flight). Rejects with what `onOutcome` or `onIncident` throws.
 */
export async function carryOutAll(runs: readonly Run[], options: CarryOptions): Promise<void> {
  const { origin, workers, signal, beside = [] } = options;
  const slots = Math.max(1, Math.min(workers, runs.length + beside.length));
  const carrier = origin.open(slots, { onLine: options.onLine });
  const waiting = besideRuns(runs, beside);
  const stop = new AbortController();
  const ended = AbortSignal.any([signal, stop.signal]);
  ended.addEventListener('abort', () => void carrier.end(), { once: true });
  // Two runs a slot are handed out, so that none waits for the main thread between runs.
  const lanes = Array.from({ length: slots * 2 }, () => workThrough(carrier, { waiting, ended, options }));
  try {
    if (!ended.aborted) await Promise.race([Promise.all(lanes), carrier.failed]);
  } finally {
    stop.abort();
    await Promise.allSettled(lanes);
    await carrier.end();
  }
}

async function workThrough(
  carrier: Carrier,
  { waiting, ended, options }: { waiting: Iterator<Run | ReferenceRun>; ended: AbortSignal; options: CarryOptions },
): Promise<void> {
  while (!ended.aborted && options.isEnough?.() !== true) {
    const next = waiting.next();
    if (next.done === true) return;
    const run = next.value;
    if ('references' in run) {
      await score(carrier, { run, ended, options });
      continue;
    }
    let outcome: Outcome;
    try {
      outcome = await carrier.run(run);
    } catch (error) {
      if (isAborted(ended)) return;
      options.onIncident(run, error instanceof Error ? error.message : String(error));
      continue;
    }
    // A result that arrived before the interruption is kept.
    options.onOutcome(run, outcome);
  }
}

/** A reference that was lost is not tried again: the report leaves it out, and the next bench makes it. */
async function score(
  carrier: Carrier,
  { run, ended, options }: { run: ReferenceRun; ended: AbortSignal; options: CarryOptions },
): Promise<void> {
  let record: ReferenceRecord | undefined;
  try {
    record = await carrier.references?.(run);
  } catch {
    if (isAborted(ended)) return;
  }
  if (record !== undefined) options.onReferences?.(record);
}

/** Split by split, since a worker that has just encoded a split is quick with the others of it. */
function* besideRuns(runs: readonly Run[], beside: readonly ReferenceRun[]): Generator<Run | ReferenceRun> {
  const waiting = new Map(beside.map((each) => [each.split, each]));
  const planned = new Set(runs.map(({ split }) => split));
  for (const each of beside) if (!planned.has(each.split)) yield each;
  for (const run of runs) {
    const first = waiting.get(run.split);
    if (first !== undefined) yield first;
    waiting.delete(run.split);
    yield run;
  }
}

/** The signal may abort while a run is awaited, which the compiler does not know: so it is asked in a function. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}
