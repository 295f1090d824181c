/** A worker process of the queue whose runs cost nothing. Arguments: address of Redis, splits of the bench. */
import { parseAddress } from '../src/queue/connect.js';
import { workForQueue } from '../src/queue/work.js';
import { idleExperiment, idling } from './idle-bench.js';

const [, , url = '', splits = ''] = process.argv;
const stop = new AbortController();
process.on('SIGTERM', () => {
  stop.abort();
});
await workForQueue({
  address: parseAddress(url),
  findExperiment: () => Promise.resolve(idleExperiment(Number(splits))),
  threads: 1,
  lockMs: 30_000,
  signal: stop.signal,
  onNote: (text) => process.stderr.write(`${text}\n`),
  inPlaceOf: idling,
});
