/**
 * What a joined worker's own housekeeping writes into a queue that its bench has just cleared away (BullMQ looks for stalled
 * jobs every few seconds, and notes its settings each time). Without this, a key or two would stay in Redis forever.
 */
import type { Redis } from 'ioredis';
import { PREFIX } from './connect.js';

/** Keys that hold no work: a bench that starts again creates them again. */
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

const MOST_TRIES = 5;

/**
 * Clears a bench's queue away. Between BullMQ's two steps (it pauses the queue, then removes it) a worker that leaves may
 * remove the mark of the first, with `clearLeftovers`: then both are taken again.
 */
export async function clearAway(queue: { obliterate: (how: { force: boolean }) => Promise<void> }): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await queue.obliterate({ force: true });
      return;
    } catch (error) {
      const isUnmarked = error instanceof Error && error.message.startsWith('Cannot obliterate non-paused queue');
      if (!isUnmarked || tries === MOST_TRIES) throw error;
    }
  }
}
