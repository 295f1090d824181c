/**
 * What a bench still expects from the queue, and the one place where an answer counts: the first one of each run. A second
 * one is compared. Knows neither Redis nor files.
 */
import { createHash } from 'node:crypto';
import { UserError } from '../base/errors.js';
import type { Run } from '../design/plan.js';
import type { CarryOptions } from '../bench/carry-out.js';
import { repeatsOf } from '../origins/facts.js';
import type { Fitting } from '../origins/misfit.js';
import { canonicalRecord } from '../design/record.js';
import type { Outcome } from '../design/record.js';
import { readAnswers } from './messages.js';
import type { Batch } from './messages.js';

export interface Tray {
  /** Takes the answers of one message. */
  take(message: unknown, plan: readonly Run[]): void;
  /** The runs of a batch that no worker could finish. */
  lose(batch: Batch | undefined, why: { plan: readonly Run[]; reason: string }): void;
  outstanding(): readonly Run[];
  isDone(): boolean;
  /** From now on nothing is taken. */
  close(): void;
  /** Changes whenever something was taken. */
  moves(): number;
  /** Resolves when nothing is outstanding or the signal aborts; rejects with what storing throws, or for unequal results. */
  readonly done: Promise<void>;
}

/** What is still outstanding, and the one place where an answer counts: the first one of each run. */
export function createTray(
  runs: readonly Run[],
  { pool, fitting, onNote }: { pool: CarryOptions; fitting: Fitting; onNote: (text: string) => void },
): Tray {
  const left = new Map(runs.map((run) => [run.hash, run]));
  const finished = new Map<string, string>();
  let [moves, mixed, closed] = [0, 0, false];
  let finish: () => void = () => undefined;
  let fail: (error: unknown) => void = () => undefined;
  const done = new Promise<void>((resolve, reject) => {
    finish = resolve;
    fail = reject;
  });
  done.catch(() => undefined);
  const settle = (run: Run): void => {
    left.delete(run.hash);
    if (left.size === 0) finish();
  };
  const takeOutcome = (run: Run, outcome: Outcome): void => {
    const digest = digestOf(outcome);
    const earlier = finished.get(run.hash);
    if (earlier !== undefined && earlier !== digest) {
      if (repeatsOf(pool.origin.facts) === 'everywhere') throw unequal(run);
      if (mixed++ === 0) onNote(`run ${run.index} was finished twice with unequal results; the first one stays`);
    }
    if (!left.has(run.hash)) return;
    finished.set(run.hash, digest);
    pool.onOutcome(run, outcome);
    settle(run);
  };
  const loseRun = (run: Run, reason: string): void => {
    if (!left.has(run.hash)) return;
    pool.onIncident(run, reason);
    settle(run);
  };
  const guarded = (work: () => void): void => {
    if (closed) throw new Error('the bench has ended: the answer waits for the next one');
    moves++;
    try {
      work();
    } catch (error) {
      fail(error);
      throw error;
    }
  };
  pool.signal.addEventListener('abort', () => finish(), { once: true });
  return {
    take(message, plan) {
      guarded(() => {
        const { answers, leftOut } = readAnswers(message, { plan, fitting });
        for (const why of leftOut) onNote(why);
        for (const answer of answers) {
          if ('incident' in answer) loseRun(answer.run, answer.incident);
          else takeOutcome(answer.run, answer.outcome);
        }
      });
    },
    lose(batch, { plan, reason }) {
      if (closed) return;
      try {
        for (const index of batch?.runs ?? []) loseRun(plan[index]!, reason);
      } catch (error) {
        fail(error);
      }
    },
    outstanding: () => [...left.values()],
    isDone: () => left.size === 0,
    moves: () => moves,
    close() {
      closed = true;
    },
    done,
  };
}

function digestOf({ record, predictions }: Outcome): string {
  const hash = createHash('sha256').update(JSON.stringify(canonicalRecord(record)));
  if (predictions !== undefined)
    hash.update(new Uint8Array(predictions.buffer, predictions.byteOffset, predictions.byteLength));
  return hash.digest('base64');
}

function unequal({ index, variant, split, seed }: Run): UserError {
  return new UserError(
    `Run ${index} (${variant}, split ${split}, seed ${seed}) was finished twice with UNEQUAL results, although the fused engine gives equal bits on every machine.`,
    'One of the machines or a changed copy of Reseed is at fault: find it before you trust these results; --fresh starts over.',
  );
}
