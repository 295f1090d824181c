// Loaded into every process that a test starts, and into the test's own: notes which mutants are reached at all, in a file per
// process and thread under RESEED_HITS. Stryker's code counts them in `globalThis.__stryker__`.
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';

const { RESEED_HITS } = process.env;
if (RESEED_HITS !== undefined) {
  const name = `${process.pid}-${threadId}-${process.hrtime.bigint()}`;
  const reached = {};
  const written = new Set();
  const flush = () => {
    const fresh = Object.keys(reached).filter((id) => !written.has(id));
    if (fresh.length === 0) return;
    for (const id of fresh) written.add(id);
    try {
      appendFileSync(join(RESEED_HITS, name), `${fresh.join('\n')}\n`);
    } catch {
      // The test is over, and its notes were read.
    }
  };
  globalThis.__stryker__ = { mutantCoverage: { static: reached, perTest: {} } };
  setInterval(flush, 50).unref();
  process.on('exit', flush);
  // A test's own process is ended from outside, which may be too late: its notes are written before each message that it sends.
  if (process.send !== undefined && process.argv[1]?.includes('vitest')) {
    const send = process.send.bind(process);
    process.send = (...message) => {
      flush();
      return send(...message);
    };
  }
}
