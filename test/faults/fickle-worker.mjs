// A worker that dies of some runs the first time it meets them, and of runs whose hash begins with 00 every time.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import trainOne from '../../dist/src/origins/table/worker.js';

export default async function train(run) {
  if (run.hash.startsWith(process.env.RESEED_TEST_DOOMED)) process.exit(9);
  const met = join(process.env.RESEED_TEST_DEATHS, run.hash);
  const again = existsSync(met);
  writeFileSync(met, '');
  const outcome = await trainOne(run);
  if (!again && run.index % 4 === 0) process.exit(1);
  if (!again && run.index % 4 === 1) throw new Error('an engine gave up');
  if (!again && run.index % 4 === 2) setTimeout(() => process.exit(3), 1);
  return outcome;
}
