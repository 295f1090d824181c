// Loaded into every process that a test starts, and into the test's own: notes which mutants are reached, in a file per process and
// thread under RESEED_HITS, a folder per test. The code of a mutated file marks a byte per mutant in `globalThis.reseedHits`.
import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';

const { RESEED_HITS, RESEED_MUTANTS } = process.env;
if (RESEED_HITS !== undefined) {
  const hits = new Uint8Array(Number(RESEED_MUTANTS));
  const name = `${process.pid}-${threadId}-${process.hrtime.bigint()}`;
  globalThis.reseedHits = hits;
  /** Writes what was reached since the last time, under the name of a test; `again` where the next test starts from nothing. */
  globalThis.reseedNote = (folder, again) => {
    const fresh = [];
    for (let id = hits.indexOf(1); id !== -1; id = hits.indexOf(1, id + 1)) {
      fresh.push(id);
      hits[id] = again ? 0 : 2;
    }
    if (again) hits.fill(0);
    if (fresh.length === 0) return;
    try {
      mkdirSync(folder, { recursive: true });
      appendFileSync(join(folder, name), `${fresh.join('\n')}\n`);
    } catch {
      // The test is over, and its notes were read.
    }
  };
  const isTest = process.send !== undefined && process.argv[1]?.includes('vitest') === true;
  if (!isTest) {
    const note = () => globalThis.reseedNote(RESEED_HITS, false);
    setInterval(note, 50).unref();
    process.on('exit', note);
  }
}
