/** Looks after a bench that waits for others: says that nobody works for it, and posts again what the queue has lost. */
import type { Tray } from './tray.js';
import { whole } from '../base/how-many.js';

const LOOK_EVERY_MS = 2000;
const QUIET_LOOKS_BEFORE_REPEAT = 3;

/** What is looked at, of BullMQ's queues. */
interface Queue {
  getJobCounts(...states: ('wait' | 'active' | 'delayed' | 'prioritized')[]): Promise<Record<string, number>>;
  getWorkersCount(): Promise<number>;
}

/** Jobs that are waiting or under way. */
export async function countOf(queue: Pick<Queue, 'getJobCounts'>): Promise<number> {
  const counts = await queue.getJobCounts('wait', 'active', 'delayed', 'prioritized');
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** Looks after a bench that stands still: says that nobody works, and posts again what a queue has lost. */
export function watchOver(parts: {
  queue: Queue;
  results: Pick<Queue, 'getJobCounts'>;
  tray: Tray;
  post: () => Promise<void>;
  onNote: (text: string) => void;
  onError: (error: unknown) => void;
  shown: string;
}): { start(): void; stop(): void } {
  const { queue, results, tray, post, onNote, onError, shown } = parts;
  let [seen, quiet, told] = [-1, 0, false];
  let timer: NodeJS.Timeout | undefined;
  const look = async (): Promise<void> => {
    const moves = tray.moves();
    quiet = moves === seen ? quiet + 1 : 0;
    seen = moves;
    if (quiet === 0 || tray.isDone()) return;
    const [waiting, answers, workers] = await Promise.all([countOf(queue), countOf(results), queue.getWorkersCount()]);
    if (workers === 0 && !told) {
      told = true;
      onNote(`nobody works for the queue yet; on any machine with this experiment: reseed worker --queue ${shown}`);
    }
    if (waiting + answers === 0 && quiet >= QUIET_LOOKS_BEFORE_REPEAT && !tray.isDone()) {
      quiet = 0;
      onNote(`the queue has lost ${whole(tray.outstanding().length)} runs; they are put there again`);
      await post();
    }
  };
  return {
    start() {
      timer = setInterval(() => void look().catch(onError), LOOK_EVERY_MS);
    },
    stop() {
      clearInterval(timer);
    },
  };
}
