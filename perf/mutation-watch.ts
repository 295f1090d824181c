/** Runs each test file once with all mutants asleep: how long its tests take, whether they pass, and which mutants each reaches. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import type { Runner } from './mutation-process.js';

/** One test, or a whole file where its tests are short: what is run or not run as one. Times are of the processor. */
export interface Unit {
  readonly file: string;
  /** None: all of the file. */
  readonly ids: readonly string[];
  readonly name: string;
  readonly durationMs: number;
  /** The ids of the mutants that it reaches. */
  readonly reached: readonly number[];
}

export interface Seen {
  readonly file: string;
  /** What the file held; another text is watched anew. */
  readonly hash: string;
  /** What it takes to load the file and to prepare what its tests share, beside the tests. */
  readonly loadMs: number;
  readonly units: readonly Unit[];
  /** Tests that fail without a mutant, or the file's name where it cannot be loaded: they are not used. */
  readonly failed: readonly string[];
}

/** A file whose tests take less is one unit: choosing among them would save nothing. */
const SHORT_MS = 1000;
const LIMIT_MS = 600_000;

export async function watchFile(
  spying: Runner,
  { file, hash, hits }: { file: string; hash: string; hits: string },
): Promise<Seen> {
  rmSync(hits, { recursive: true, force: true });
  mkdirSync(hits, { recursive: true });
  const answer = await spying.ask({ files: { [file]: [] }, env: { RESEED_HITS: hits }, bail: false }, LIMIT_MS);
  if (answer === undefined || (answer.tests.length === 0 && !answer.passed)) {
    return { file, hash, loadMs: 0, units: [], failed: [file] };
  }
  // By the processor, so that a busy machine makes no test look long: the share that the whole file had of it is taken for each.
  const share = Math.min(1, answer.processorMs / answer.durationMs);
  const tests = answer.tests.map((test) => ({ ...test, durationMs: test.durationMs * share }));
  const testsMs = tests.reduce((sum, { durationMs }) => sum + durationMs, 0);
  const loadMs = Math.max(0, answer.durationMs * share - testsMs);
  const failed = tests.filter(({ passed }) => !passed).map(({ name }) => `${file}: ${name}`);
  const shared = reachedIn(join(hits, 'file'));
  const passing = tests.filter(({ passed }) => passed);
  if (testsMs < SHORT_MS && failed.length === 0) {
    const reached = [...new Set([...shared, ...passing.flatMap(({ id }) => reachedIn(join(hits, id)))])];
    return { file, hash, loadMs, units: [{ file, ids: [], name: file, durationMs: testsMs, reached }], failed };
  }
  const units = passing.map(({ id, name, durationMs }) => {
    const reached = [...new Set([...shared, ...reachedIn(join(hits, id))])];
    return { file, ids: [id], name, durationMs, reached };
  });
  return { file, hash, loadMs, units, failed };
}

/** What the processes of one test noted. */
function reachedIn(folder: string): number[] {
  if (!existsSync(folder)) return [];
  const lines = readdirSync(folder).flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'));
  return [...new Set(lines)].filter((line) => line !== '').map(Number);
}
