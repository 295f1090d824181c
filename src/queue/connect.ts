/**
 * The way to Redis: the address, the two packages that speak to it (imported here only, and only when asked for), and a
 * first greeting, so that a wrong address or password is one sentence. Knows nothing of runs.
 */
import { isIP } from 'node:net';
import type * as BullMq from 'bullmq';
import type { Redis } from 'ioredis';
import { quoted } from '../data/names.js';
import { UserError } from '../base/errors.js';

export interface RedisAddress {
  readonly host: string;
  readonly port: number;
  readonly username?: string;
  readonly password?: string;
  readonly db: number;
  readonly tls?: { readonly servername?: string };
}

export interface Connection {
  readonly bullmq: typeof BullMq;
  readonly redis: Redis;
  /** What BullMQ's queues and workers are opened with: the prefix of all keys, and the way to connect. */
  readonly options: { readonly connection: object; readonly prefix: string };
  /** `redis://host:port`, without user and password: fit to be printed. */
  readonly shown: string;
  close(): Promise<void>;
}

/** All keys in Redis begin with this. */
export const PREFIX = 'reseed';

const EXAMPLE = 'Write redis://host:6379, or rediss://user:password@host:6379 for TLS.';
const GREETING_MS = 5000;

/** @param password from the environment, for addresses that should not show it in a list of processes */
export function parseAddress(text: string, password?: string): RedisAddress {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new UserError('--queue is not an address.', EXAMPLE);
  }
  if (url.protocol !== 'redis:' && url.protocol !== 'rediss:') {
    throw new UserError(`--queue begins with ${quoted(url.protocol)}, not with redis: or rediss:.`, EXAMPLE);
  }
  const db = url.pathname.replace(/^\//, '');
  if (url.hostname === '' || !/^\d{0,5}$/.test(db) || url.search !== '' || url.hash !== '') {
    throw new UserError('--queue needs a host, at most a port and a database number, and nothing after them.', EXAMPLE);
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const secret = decode(url.password) || password;
  return {
    host,
    port: url.port === '' ? 6379 : Number(url.port),
    db: Number(db),
    ...(url.username === '' ? {} : { username: decode(url.username) }),
    ...(secret === undefined || secret === '' ? {} : { password: secret }),
    ...(url.protocol === 'rediss:' ? { tls: isIP(host) === 0 ? { servername: host } : {} } : {}),
  };
}

/**
 * @param options.signal  ends the greeting: then there is no connection
 * @throws {UserError} if the packages are not installed, or nobody answers at the address
 */
export async function connect(
  address: RedisAddress,
  { onLost, signal }: { onLost: (text: string) => void; signal: AbortSignal },
): Promise<Connection | undefined> {
  const { bullmq, Redis: Client } = await importClients();
  const options = { ...address, maxRetriesPerRequest: null };
  const shown = `${address.tls === undefined ? 'redis' : 'rediss'}://${address.host}:${address.port}`;
  const redis = new Client({ ...options, lazyConnect: true });
  // Each kind of connection trouble is reported once, by `close`; ioredis tries again by itself.
  redis.on('error', () => undefined);
  if (!(await greet(redis, { shown, db: address.db, signal }))) return undefined;
  redis.on('close', () => {
    if (redis.status !== 'end') onLost(`the connection to ${shown} is lost; trying again`);
  });
  const close = async (): Promise<void> => {
    redis.removeAllListeners('close');
    redis.disconnect();
    return Promise.resolve();
  };
  return { bullmq, redis, options: { connection: options, prefix: PREFIX }, shown, close };
}

async function importClients(): Promise<{ bullmq: typeof BullMq; Redis: typeof Redis }> {
  try {
    const [bullmq, ioredis] = await Promise.all([import('bullmq'), import('ioredis')]);
    return { bullmq, Redis: ioredis.Redis };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new UserError('--queue needs two packages that are not installed here.', 'npm install bullmq ioredis');
  }
}

/** Whether somebody answered before the signal came. */
async function greet(
  redis: Redis,
  { shown, db, signal }: { shown: string; db: number; signal: AbortSignal },
): Promise<boolean> {
  let reason: string | undefined;
  const noteReason = (error: Error): void => {
    reason ??= error.message;
  };
  redis.on('error', noteReason);
  let timer: NodeJS.Timeout | undefined;
  let stop: () => void = () => undefined;
  try {
    const stopped = new Promise<'stopped'>((resolve) => (stop = () => resolve('stopped')));
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        reject(new Error(`no answer in ${GREETING_MS / 1000} seconds`));
      }, GREETING_MS);
    });
    const greeted = redis.connect().then(() => choose(redis, db));
    greeted.catch(() => undefined);
    if ((await Promise.race([greeted, late, stopped])) !== 'stopped') return true;
    redis.disconnect();
    return false;
  } catch (error) {
    redis.disconnect();
    // What came first says more than what it led to ("Connection is closed.").
    const message = reason ?? (error instanceof Error ? error.message : String(error));
    throw new UserError(
      `Cannot work with the queue at ${shown}: ${message.replace(/\.$/, '')}.`,
      'Is redis-server running there, and are address, password and TLS (rediss://) right?',
    );
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
    redis.off('error', noteReason);
  }
}

/** If the database asked for is not there, the client itself would stay in database 0 and say nothing. */
async function choose(redis: Redis, db: number): Promise<void> {
  await redis.ping();
  await redis.select(db);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
