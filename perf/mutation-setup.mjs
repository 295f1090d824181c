// A setup file of vitest in the copy that holds the mutants: notes test by test what is reached (mutation-hits.mjs).
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach } from 'vitest';

const folder = process.env.RESEED_HITS;
if (folder !== undefined && globalThis.reseedNote !== undefined) {
  // What runs outside of any test (imports, what is prepared for all) counts for every test of the file.
  const outside = join(folder, 'file');
  process.env.RESEED_HITS = outside;
  globalThis.reseedNote(outside, true);
  beforeEach(({ task }) => {
    globalThis.reseedNote(outside, true);
    process.env.RESEED_HITS = join(folder, task.id);
  });
  afterEach(({ task }) => {
    globalThis.reseedNote(join(folder, task.id), true);
    process.env.RESEED_HITS = outside;
  });
  afterAll(() => {
    globalThis.reseedNote(outside, true);
    process.env.RESEED_HITS = folder;
  });
}
