/**
 * One supervised child process: starts it, asks it, and tells its death from its answers. Knows how processes end,
 * nothing of training.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { IncidentError } from '../../base/errors.js';
import type { TfjsBackend } from '../tfjs-packages.js';
import { NATIVE_SETTINGS } from './backends.js';
import { receivedError, type ChildQuestion, type ChildReply, type ChildRequest } from './messages.js';

export interface TrainingProcess {
  readonly id: number;
  /** Version of the backend as the child reports it. */
  readonly version: string;
  readonly alive: () => boolean;
  /** Rejects with what the child threw, an IncidentError if the process ends first, or the reason of an aborted signal. */
  readonly ask: (question: ChildQuestion, signal?: AbortSignal) => Promise<unknown>;
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
  const ask = async (question: ChildQuestion, signal?: AbortSignal): Promise<unknown> => {
    signal?.throwIfAborted();
    const id = ++lastId;
    const abort = (): void => {
      send(child, { type: 'abort', id });
      replies.settle(id, { reject: signal?.reason });
    };
    signal?.addEventListener('abort', abort, { once: true });
    try {
      return await replies.answerTo(id, () => {
        send(child, { type: 'ask', id, question });
      });
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  };
  return {
    id: child.pid!,
    version: first.version,
    alive: () => child.exitCode === null && child.signalCode === null && child.connected,
    ask,
    end: () => {
      child.kill('SIGKILL'); // it holds nothing that would have to be saved
    },
  };
}

type Settlement = { readonly resolve: unknown } | { readonly reject: unknown };

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

interface Replies {
  readonly first: Promise<ChildReply>;
  readonly answerTo: (id: number, ask: () => void) => Promise<unknown>;
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
    const lost = (message: string, reason: string): void => {
      const error = new IncidentError(message, reason);
      reject(error);
      for (const id of [...waiting.keys()]) settle(id, { reject: error });
    };
    child.once('error', ({ message }) => {
      lost(`the TensorFlow process failed: ${message}`, message);
    });
    child.once('exit', (code, signal) => {
      const reason = signal ?? `exit code ${code ?? 'unknown'}`;
      lost(`the TensorFlow process was ended by ${reason}`, reason);
    });
  });
  child.on('message', (reply: ChildReply) => {
    if (reply.type === 'answer') settle(reply.id, { resolve: reply.answer });
    else if (reply.type === 'failure') settle(reply.id, { reject: receivedError(reply.error) });
  });
  const answerTo = (id: number, ask: () => void): Promise<unknown> =>
    new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      keepParentAlive(child, true);
      ask();
    });
  return { first, settle, answerTo };
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
