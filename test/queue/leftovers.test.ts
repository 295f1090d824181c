import { Queue } from 'bullmq';
import { describe, expect, it } from 'vitest';
import { clearAway, clearLeftovers } from '../../src/queue/leftovers.js';
import { HAS_REDIS, startRedis } from './redis-process.js';

describe.runIf(HAS_REDIS)('a queue that is cleared away', () => {
  it('is gone for good, though a worker that leaves removes its housekeeping in the middle', async () => {
    const redis = await startRedis();
    const client = redis.connect();
    const queue = new Queue('id-runs', { connection: { port: redis.port, host: '127.0.0.1' }, prefix: 'reseed' });
    try {
      await queue.add('batch', {});
      await queue.drain();
      const pause = queue.pause.bind(queue);
      let left = 2;
      queue.pause = async () => {
        await pause();
        if (left-- > 0) await clearLeftovers(client, { notices: 'reseed:benches', id: 'id' });
      };
      await clearAway(queue);
      expect(left).toBeLessThan(0);
      expect(await client.keys('*')).toEqual([]);
    } finally {
      await queue.close();
      await redis.stop();
    }
  });

  it('tells what else goes wrong', async () => {
    await expect(clearAway({ obliterate: () => Promise.reject(new Error('OOM')) })).rejects.toThrow('OOM');
  });
});
