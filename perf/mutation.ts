/**
 * `npm run mutation`: how many small faults, planted one at a time, the tests find. Writes docs/MUTATION.md. Options: `--sample 300`
 * mutants of all that exist, `--seed 1`, `--only store` one area, `--quick` without
 * the test files that start our program but for those of the store, `--work FOLDER` a folder that is kept, so that a run that was
 * interrupted goes on where it was and a changed test is watched alone, `--mutants 12,345` tries these and only says what came of
 * them, `--out docs/MUTATION.md`.
 */
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { type Mutant, mutatedFiles, plantMutants } from './mutants.js';
import { countFinds, spansOf } from './mutation-order.js';
import { wordsOf } from './mutation-words.js';
import { openRunner } from './mutation-process.js';
import { mutationReport, type Notes } from './mutation-report.js';
import { countFrom, optionsOf } from './program-options.js';
import { sampleMutants } from './mutation-sample.js';
import { keyOf, type Tester, type Trial, tryMutant } from './mutation-try.js';
import { type Seen, watchFile } from './mutation-watch.js';

/** Tests that can be about the mutated folders; not those of the numbers beneath, nor those that need a browser or an installation. */
const TESTS =
  /^test\/((analysis|report|question|planning|library|bench|store|commands|golden|experiment|origins|design|faults|queue|fuzz)\/|security\.|documents\.)/u;

const USAGE = `npm run mutation -- [options]
  --sample 300              mutants of all that exist
  --seed 1                  draws them
  --only store              of one area
  --quick                   without the test files that start our program, but for those of the store
  --work FOLDER             is kept: an interrupted run goes on, a changed test is watched alone
  --mutants 12,345          tries these, says what came of them, and leaves the page
  --out docs/MUTATION.md    the page`;
const { values } = optionsOf(USAGE, {
  options: {
    sample: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
    mutants: { type: 'string' },
    work: { type: 'string' },
    out: { type: 'string', default: 'docs/MUTATION.md' },
  },
});

const root = process.cwd();
const work = values.work ?? mkdtempSync(join(tmpdir(), 'reseed-mutation-'));
const copy = join(work, 'copy');
mkdirSync(work, { recursive: true });
const mutants = await plant();
const eligible = mutants.filter(({ area }) => values.only === undefined || area === values.only);
const { only, seed } = values;
const asked = values.mutants?.split(',');
const sample =
  asked === undefined
    ? sampleMutants(eligible, { size: countFrom(values.sample, USAGE), seed: Number(seed) })
    : eligible.filter(({ id }) => asked.includes(id));
const runner = openRunner(copy, {});
try {
  const seen = await watchAll();
  const trials = await tryAll(seen);
  const notes = JSON.parse(readFileSync(join(root, 'perf/mutation-notes.json'), 'utf8')) as Notes;
  const report = mutationReport(trials, {
    ...{ all: eligible, seen, notes, seed: Number(seed), only },
    quick: values.quick,
  });
  if (asked === undefined) writeFileSync(values.out, report);
} finally {
  runner.end();
  if (values.work === undefined) rmSync(work, { recursive: true, force: true });
}

/** The mutants of the sources as they are, from an earlier run where the sources are the same; and the tests as they are. */
async function plant(): Promise<Mutant[]> {
  const files = mutatedFiles(root);
  const sources = hashOf(
    allFiles('src')
      .map((name) => `${name}\n${readFileSync(join(root, name), 'utf8')}`)
      .join('\n'),
  );
  const [list, mark] = [join(work, 'mutants.json'), join(work, 'sources')];
  if (!existsSync(mark) || readFileSync(mark, 'utf8') !== sources) {
    for (const name of ['copy', 'seen.jsonl', 'trials.jsonl'])
      rmSync(join(work, name), { recursive: true, force: true });
    writeFileSync(list, JSON.stringify(await plantMutants(root, { copy, files })));
    writeFileSync(mark, sources);
  }
  rmSync(join(copy, 'test'), { recursive: true, force: true });
  cpSync(join(root, 'test'), join(copy, 'test'), { recursive: true });
  return JSON.parse(readFileSync(list, 'utf8')) as Mutant[];
}

function allFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) =>
      join(parentPath, name)
        .slice(root.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** Lines of JSON that earlier runs left, by what names them. */
function linesOf<T>(name: string, keyOf: (line: T) => string): Map<string, T> {
  const file = join(work, name);
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  return new Map(
    lines
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as T)
      .map((line) => [keyOf(line), line]),
  );
}

/** The text of a test, and of what it imports below test/. */
function withImports(file: string, met = new Set<string>()): string[] {
  if (met.has(file)) return [];
  met.add(file);
  const text = readFileSync(join(root, file), 'utf8');
  const imported = [...text.matchAll(/from '(\.[^']+)\.js'/gu)].map(([, path]) => `${join(dirname(file), path!)}.ts`);
  const own = imported.filter((name) => name.startsWith('test/') && existsSync(join(root, name)));
  return [text, ...own.flatMap((name) => withImports(name, met))];
}

/** Such a test takes seconds, and minutes on a busy machine. Nothing but processes tests locks, so that those of the store stay. */
function startsProgram(file: string): boolean {
  if (file.startsWith('test/store/')) return false;
  return /cli\.js|process\.execPath|bench-process|\/(faults|queue)\//u.test(
    file + readFileSync(join(root, file), 'utf8'),
  );
}

async function watchAll(): Promise<Seen[]> {
  const done = linesOf<Seen>('seen.jsonl', ({ file }) => file);
  const spying = openRunner(copy, {
    NODE_OPTIONS: `--import ${fileURLToPath(new URL('../../perf/mutation-hits.mjs', import.meta.url))}`,
    RESEED_MUTANTS: String(mutants.length),
  });
  const files = allFiles('test').filter(
    (name) => name.endsWith('.test.ts') && TESTS.test(name) && !(values.quick && startsProgram(name)),
  );
  try {
    for (const file of files) {
      const hash = hashOf(withImports(file).join('\n'));
      if (done.get(file)?.hash === hash) continue;
      const seen = await watchFile(spying, { file, hash, hits: join(work, 'hits') });
      done.set(file, seen);
      appendFileSync(join(work, 'seen.jsonl'), `${JSON.stringify(seen)}\n`);
      const testsMs = seen.units.reduce((sum, { durationMs }) => sum + durationMs, 0);
      console.error(`${file}: ${seen.units.length} units, ${Math.round(seen.loadMs)} + ${Math.round(testsMs)} ms`);
      for (const name of seen.failed) console.error(`  failed without a mutant: ${name}`);
    }
  } finally {
    spying.end();
  }
  return files.map((file) => done.get(file)!);
}

async function tryAll(seen: readonly Seen[]): Promise<{ mutant: Mutant; trial: Trial }[]> {
  const tests = hashOf(seen.map(({ hash }) => hash).join());
  const done = linesOf<Trial & { readonly tests: string }>('trials.jsonl', (line) => `${line.id} ${line.tests}`);
  const tester: Tester = {
    runner,
    seen,
    holds: wordsOf(root),
    spans: spansOf(mutants),
    finds: earlierFinds(seen, [...done.values()]),
    controls: new Map(),
  };
  const trials: { mutant: Mutant; trial: Trial }[] = [];
  for (const mutant of sample) {
    const earlier = asked === undefined ? done.get(`${mutant.id} ${tests}`) : undefined;
    const trial = earlier ?? (await tryMutant(tester, mutant));
    trials.push({ mutant, trial });
    if (earlier !== undefined) continue;
    appendFileSync(join(work, 'trials.jsonl'), `${JSON.stringify({ ...trial, tests })}\n`);
    const { id, file, line, mutator } = mutant;
    console.error(`${trial.state} ${id} ${file}:${line} ${mutator} (${trial.durationMs} ms) ${trial.why}`);
  }
  return trials;
}

/** Which tests found which mutants before: they are asked first. */
function earlierFinds(seen: readonly Seen[], trials: readonly Trial[]): Tester['finds'] {
  const finds = countFinds();
  const units = new Map(seen.flatMap((each) => each.units.map((unit) => [keyOf(unit), unit])));
  const files = new Map(mutants.map(({ id, file }) => [id, file]));
  for (const { id, by } of trials) {
    const unit = by === undefined ? undefined : units.get(by);
    if (unit !== undefined) finds.add(unit, files.get(id)!, true);
  }
  return finds;
}
