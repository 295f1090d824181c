/**
 * A crew of workers, one a core: all start a job together, and the answers come back in their order. Processes, whose
 * processor time can be told apart, or threads, which share one process as piscina's do.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { Worker } from 'node:worker_threads';
import type { Answer, Job } from './perf-jobs.js';

export interface Crew {
  /** The job on the first `cores` workers at once. A worker that dies of it answers with the reason. */
  readonly run: (job: Job, cores: number) => Promise<readonly Answer[]>;
  readonly dismiss: () => Promise<void>;
}

const WORKER = new URL('./perf-worker.js', import.meta.url);

export interface CrewOptions {
  readonly kind?: 'processes' | 'threads';
  /** Added to the environment of processes, before anything loads there. */
  readonly env?: Readonly<Record<string, string>>;
  /** What the workers run, if not `perf-worker.js`; for tests. */
  readonly file?: URL;
}

export function gatherCrew(cores: number, { kind = 'processes', env = {}, file = WORKER }: CrewOptions = {}): Crew {
  const start = (): Worker | ChildProcess =>
    kind === 'threads' ? new Worker(file) : fork(file, { env: { ...process.env, ...env } });
  const workers = Array.from({ length: cores }, start);
  return {
    run: (job, count) =>
      Promise.all(
        workers.slice(0, count).map((worker, i) => ask(worker, job.kind === 'train' ? { ...job, seed: i } : job)),
      ),
    dismiss: async () => {
      for (const worker of workers) {
        if (worker instanceof Worker) await worker.terminate();
        else if (worker.connected) worker.disconnect();
      }
    },
  };
}

function ask(worker: Worker | ChildProcess, job: Job): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const settle = (how: () => void): void => {
      worker.off('message', answered);
      worker.off('error', failed);
      worker.off('exit', ended);
      how();
    };
    const answered = (answer: unknown): void => settle(() => resolve(answer as Answer));
    const failed = (error: Error): void => settle(() => reject(error));
    const ended = (code: number | null, signal?: NodeJS.Signals | null): void =>
      settle(() =>
        resolve({ reason: `its process was ended by ${signal ?? `exit code ${code ?? 'unknown'}`}`, resident: 0 }),
      );
    worker.once('message', answered);
    worker.once('error', failed);
    worker.once('exit', ended);
    if (worker instanceof Worker) worker.postMessage(job);
    else if (worker.connected) worker.send(job);
    else ended(worker.exitCode, worker.signalCode);
  });
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
