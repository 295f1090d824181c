/** What Redis refuses, in a sentence; and how long a Redis that does not answer is waited for. Knows no runs. */
import type { Redis } from 'ioredis';
import { UserError } from '../base/errors.js';

/** Answers that say "not now": the clients try again by themselves. */
const PASSING = /^(LOADING|BUSY|TRYAGAIN|CLUSTERDOWN|MASTERDOWN|UNBLOCKED|NOREPLICAS)\b/;

const REMEDIES: readonly (readonly [RegExp, string])[] = [
  [/^NOPERM/, 'Give this user all commands on the keys reseed:*.'],
  [/^(NOAUTH|WRONGPASS)/, 'Give user and password in the address, or the password in RESEED_QUEUE_PASSWORD.'],
  [/^OOM/, 'Give it more memory (maxmemory), or clear what others keep there.'],
  [/^READONLY/, 'That is a replica: give the address of the one that takes writes.'],
  [
    /^WRONGTYPE/,
    'Something else uses keys that begin with reseed: there; take another database, as in redis://host:6379/1.',
  ],
  [/^MISCONF/, 'It cannot write to its own disk: mend that.'],
];

/** The refusal in an error, as a sentence; undefined if the error is no refusal, or passes by itself. */
export function refusalIn(error: unknown, shown: string): UserError | undefined {
  if (!(error instanceof Error) || error.name !== 'ReplyError' || PASSING.test(error.message)) return undefined;
  const said = error.message.replace(/\s*script: .*$/s, '').replace(/\.$/, '');
  const remedy = REMEDIES.find(([kind]) => kind.test(said))?.[1] ?? 'Is that a Redis of version 6.2 or newer?';
  return new UserError(
    `The queue at ${shown} refuses to work: ${said.slice(0, 300)}.`,
    `${remedy} Finished runs are kept, and the same command continues.`,
  );
}

/** The work's result; a refusal among its errors comes as a sentence. */
export async function explainingRefusals<T>(shown: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw refusalIn(error, shown) ?? error;
  }
}

const PATIENCE_MS = 2000;

/**
 * The work's result; or undefined if, after the signal, Redis does not even answer a ping: then nothing is left to wait
 * for. A Redis that answers is given all the time that the work takes.
 */
export async function unlessSilent<T>(
  work: Promise<T>,
  { redis, signal }: { redis: Redis; signal: AbortSignal },
): Promise<T | undefined> {
  let over = false;
  const silence = aborted(signal).then(async () => {
    while (!over && (await answers(redis))) await pause(PATIENCE_MS / 4);
    return undefined;
  });
  try {
    return await Promise.race([work, silence]);
  } finally {
    over = true;
    work.catch(() => undefined);
  }
}

async function answers(redis: Redis): Promise<boolean> {
  const pong = redis.ping().then(
    () => true,
    () => false,
  );
  return Promise.race([pong, pause(PATIENCE_MS).then(() => false)]);
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}

/** Where parts that work in the background put their errors: the first refusal among them ends whatever is raced against it. */
export function watchForRefusals(shown: string): {
  readonly refused: Promise<never>;
  readonly tell: (error: unknown) => void;
} {
  let refuse: (refusal: UserError) => void = () => undefined;
  const refused = new Promise<never>((_resolve, reject) => {
    refuse = reject;
  });
  refused.catch(() => undefined);
  return {
    refused,
    tell(error) {
      const refusal = refusalIn(error, shown);
      if (refusal !== undefined) refuse(refusal);
    },
  };
}
