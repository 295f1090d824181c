// A worker that leaves a mark each time a thread starts; with RESEED_TEST_BROKEN each of its runs then fails.
import { appendFileSync } from 'node:fs';

appendFileSync(process.env.RESEED_TEST_STARTS, 'start\n');

export default async function train(run) {
  if (process.env.RESEED_TEST_BROKEN === undefined)
    return (await import('../../dist/src/origins/table/worker.js')).default(run);
  throw new Error('there is no engine');
}
