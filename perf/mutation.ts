/**
 * `npm run mutation`: how many small faults, planted one at a time, the tests find. Writes docs/MUTATION.md. Options: `--sample 300`
 * mutants of all that exist, `--seed 1`, `--only store` one area, `--work FOLDER` a folder that is kept, so that a run that was
 * interrupted goes on where it was, `--out docs/MUTATION.md`.
 */
import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { type Mutant, mutatedFiles, plantMutants } from './mutants.js';
import { mutationReport, type Notes } from './mutation-report.js';
import { sampleMutants } from './mutation-sample.js';
import { openTester, type Seen, type Tester, type Trial } from './mutation-try.js';

/** Tests that are about the mutated folders; not those that take minutes, or need a terminal. */
const TESTS =
  /^test\/((analysis|report|question|planning|library|bench|store|commands|golden)\/(?!run-programs|doors)|security\.)/u;

const { values } = parseArgs({
  options: {
    sample: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    work: { type: 'string' },
    out: { type: 'string', default: 'docs/MUTATION.md' },
  },
});

const root = process.cwd();
const work = values.work ?? mkdtempSync(join(tmpdir(), 'reseed-mutation-'));
const copy = join(work, 'copy');
const mutants = await kept('mutants.json', () => plantMutants(root, { copy, files: mutatedFiles(root) }));
const eligible = mutants.filter(({ area }) => values.only === undefined || area === values.only);
const sample = sampleMutants(eligible, { size: Number(values.sample), seed: Number(values.seed) });
const tester = openTester(copy);
try {
  const seen = await watchAll(tester);
  const trials = await tryAll(tester, { sample, seen });
  const notes = JSON.parse(readFileSync(join(root, 'perf/mutation-notes.json'), 'utf8')) as Notes;
  const { only } = values;
  writeFileSync(values.out, mutationReport(trials, { all: eligible, seen, notes, seed: Number(values.seed), only }));
} finally {
  tester.end();
  if (values.work === undefined) rmSync(work, { recursive: true, force: true });
}

/** What `make` made, from the file where an earlier run left it. */
async function kept<T>(name: string, make: () => Promise<T>): Promise<T> {
  const file = join(work, name);
  if (!existsSync(file)) writeFileSync(file, JSON.stringify(await make()));
  return JSON.parse(readFileSync(file, 'utf8')) as T;
}

/** Lines of JSON that earlier runs left, by what names them. */
function linesOf<T>(name: string, keyOf: (line: T) => string): Map<string, T> {
  const file = join(work, name);
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  return new Map(lines.map((line) => JSON.parse(line) as T).map((line) => [keyOf(line), line]));
}

async function watchAll(own: Tester): Promise<Seen[]> {
  const done = linesOf<Seen>('seen.jsonl', ({ file }) => file);
  const files = readdirSync(join(copy, 'test'), { recursive: true, encoding: 'utf8' })
    .map((name) => `test/${name.replaceAll('\\', '/')}`)
    .filter((name) => name.endsWith('.test.ts') && TESTS.test(name))
    .sort((a, b) => Number(/commands/u.test(a)) - Number(/commands/u.test(b)) || (a < b ? -1 : 1));
  for (const file of files.filter((name) => !done.has(name))) {
    const seen = await own.watch(file);
    done.set(file, seen);
    appendFileSync(join(work, 'seen.jsonl'), `${JSON.stringify(seen)}\n`);
    const { passed, durationMs, reached, failure } = seen;
    console.error(
      `${passed ? 'ok    ' : 'FAILED'} ${file}: ${Math.round(durationMs)} ms, reaches ${reached.length} ${failure}`,
    );
  }
  return [...done.values()];
}

async function tryAll(
  own: Tester,
  { sample, seen }: { sample: readonly Mutant[]; seen: readonly Seen[] },
): Promise<{ mutant: Mutant; trial: Trial }[]> {
  const done = linesOf<Trial>('trials.jsonl', ({ id }) => id);
  for (const mutant of sample.filter(({ id }) => !done.has(id))) {
    const trial = await own.tryMutant(mutant, seen);
    done.set(mutant.id, trial);
    appendFileSync(join(work, 'trials.jsonl'), `${JSON.stringify(trial)}\n`);
    console.error(
      `${trial.state} ${mutant.file}:${mutant.line} ${mutant.mutator} (${trial.durationMs} ms) ${trial.why}`,
    );
  }
  return sample.map((mutant) => ({ mutant, trial: done.get(mutant.id)! }));
}
