/**
 * A crew of workers, one a core: all start a job together, and the answers come back in their order. Processes, whose
 * processor time can be told apart, or threads, which share one process as piscina's do.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { Worker } from 'node:worker_threads';
import type { Answer, Job } from './perf-worker.js';

export interface Crew {
  /** The job on the first `cores` workers at once. */
  readonly run: (job: Job, cores: number) => Promise<readonly Answer[]>;
  readonly dismiss: () => Promise<void>;
}

const WORKER = new URL('./perf-worker.js', import.meta.url);

export function gatherCrew(cores: number, kind: 'processes' | 'threads' = 'processes'): Crew {
  const workers = Array.from({ length: cores }, () => (kind === 'threads' ? new Worker(WORKER) : fork(WORKER)));
  return {
    run: (job, count) =>
      Promise.all(
        workers.slice(0, count).map((worker, i) => ask(worker, job.kind === 'train' ? { ...job, seed: i } : job)),
      ),
    dismiss: async () => {
      for (const worker of workers) {
        if (worker instanceof Worker) await worker.terminate();
        else worker.disconnect();
      }
    },
  };
}

function ask(worker: Worker | ChildProcess, job: Job): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const answered = (answer: unknown): void => {
      worker.off('error', failed);
      resolve(answer as Answer);
    };
    const failed = (error: Error): void => {
      worker.off('message', answered);
      reject(error);
    };
    worker.once('message', answered);
    worker.once('error', failed);
    if (worker instanceof Worker) worker.postMessage(job);
    else worker.send(job);
  });
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
