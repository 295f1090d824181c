/**
 * One supervised child process: starts it, sends it tasks, and tells its death from its answers. Knows how processes end,
 * nothing of training.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { IncidentError } from '../../errors.js';
import type { TrainResult, TrainTask } from '../engine.js';
import { NATIVE_SETTINGS, type TfjsBackend } from './backends.js';
import type { ChildReply, ChildRequest } from './messages.js';

export interface TrainingProcess {
  readonly id: number;
  /** Version of the backend as the child reports it. */
  readonly version: string;
  readonly alive: () => boolean;
  /** Rejects with an IncidentError if the process ends first, or with the reason of the task's signal. */
  readonly train: (task: TrainTask) => Promise<TrainResult>;
  readonly end: () => void;
}

/** The compiled entry of the child beside this file. */
const CHILD_FILE = fileURLToPath(new URL('./child.js', import.meta.url));

/**
 * Starts a child on one backend and waits until that is open. An idle child does not keep its parent alive, and ends
 * when its parent does, however that comes about.
 *
 * @throws {Error} with the reason if the backend cannot be opened there
 */
export async function startTrainingProcess(
  backend: TfjsBackend,
  { childFile = CHILD_FILE }: { childFile?: string | undefined } = {},
): Promise<TrainingProcess> {
  const child = fork(childFile, [backend], {
    env: { ...process.env, ...NATIVE_SETTINGS },
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const replies = listen(child);
  const first = await replies.first;
  if (first.type !== 'ready') {
    child.kill();
    throw new Error(first.type === 'unavailable' ? first.reason : `unexpected reply ${first.type}`);
  }
  let lastId = 0;
  const train = async (task: TrainTask): Promise<TrainResult> => {
    task.signal?.throwIfAborted();
    const id = ++lastId;
    const { signal, ...sent } = task;
    const abort = (): void => {
      send(child, { type: 'abort', id });
      replies.settle(id, { reject: signal?.reason });
    };
    signal?.addEventListener('abort', abort, { once: true });
    try {
      return await replies.answerTo(id, () => send(child, { type: 'train', id, task: sent }));
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  };
  return {
    id: child.pid!,
    version: first.version,
    alive: () => child.exitCode === null && child.signalCode === null && child.connected,
    train,
    end: () => {
      child.kill('SIGKILL'); // it holds nothing that would have to be saved
    },
  };
}

type Settlement = { readonly resolve: TrainResult } | { readonly reject: unknown };

interface Waiting {
  readonly resolve: (result: TrainResult) => void;
  readonly reject: (reason: unknown) => void;
}

interface Replies {
  readonly first: Promise<ChildReply>;
  readonly answerTo: (id: number, ask: () => void) => Promise<TrainResult>;
  readonly settle: (id: number, settlement: Settlement) => void;
}

/** Matches replies to requests; when the process ends, everything that still waits is rejected with what ended it. */
function listen(child: ChildProcess): Replies {
  const waiting = new Map<number, Waiting>();
  const settle = (id: number, settlement: Settlement): void => {
    const entry = waiting.get(id);
    waiting.delete(id);
    keepParentAlive(child, waiting.size > 0);
    if (entry === undefined) return;
    if ('resolve' in settlement) entry.resolve(settlement.resolve);
    else entry.reject(settlement.reject);
  };
  const first = new Promise<ChildReply>((resolve, reject) => {
    child.once('message', (reply: ChildReply) => {
      keepParentAlive(child, false);
      resolve(reply);
    });
    const lost = (error: IncidentError): void => {
      reject(error);
      for (const id of [...waiting.keys()]) settle(id, { reject: error });
    };
    child.once('error', (error) =>
      lost(new IncidentError(`the TensorFlow process failed: ${error.message}`, error.message)),
    );
    child.once('exit', (code, signal) => lost(endedBy(signal ?? `exit code ${code ?? 'unknown'}`)));
  });
  child.on('message', (reply: ChildReply) => {
    if (reply.type === 'trained') settle(reply.id, { resolve: reply.result });
    else if (reply.type === 'failed') settle(reply.id, { reject: reply.error });
  });
  return {
    first,
    settle,
    answerTo: (id, ask) =>
      new Promise<TrainResult>((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        keepParentAlive(child, true);
        ask();
      }),
  };
}

function endedBy(reason: string): IncidentError {
  return new IncidentError(`the TensorFlow process was ended by ${reason}`, reason);
}

/** A process that has just died takes no message; its `exit` event tells the rest. */
function send(child: ChildProcess, request: ChildRequest): void {
  if (child.connected) child.send(request, () => undefined);
}

function keepParentAlive(child: ChildProcess, alive: boolean): void {
  if (alive) {
    child.ref();
    child.channel?.ref();
  } else {
    child.unref();
    child.channel?.unref();
  }
}
