/**
 * What a joined worker's own housekeeping writes into a queue that its bench has just cleared away (BullMQ looks for stalled
 * jobs every few seconds, and notes its settings each time). Without this, a key or two would stay in Redis for ever.
 */
import type { Redis } from 'ioredis';
import { PREFIX } from './connect.js';

/** Keys that hold no work: a bench that starts again makes them anew. */
const HOUSEKEEPING = ['meta', 'events', 'stalled-check', 'marker'];

/** Removes the housekeeping of a bench's two queues, if the bench has taken its notice away and nothing waits there. */
export async function clearLeftovers(redis: Redis, { notices, id }: { notices: string; id: string }): Promise<void> {
  if ((await redis.hexists(notices, id)) === 1) return;
  for (const queue of [`${PREFIX}:${id}-runs`, `${PREFIX}:${id}-results`]) {
    const waiting = await redis.exists(
      ...['wait', 'active', 'delayed', 'prioritized'].map((name) => `${queue}:${name}`),
    );
    if (waiting === 0) await redis.del(...HOUSEKEEPING.map((name) => `${queue}:${name}`));
  }
}
