/**
 * Every mutant of the sources in one copy of the project, each asleep until `__STRYKER_ACTIVE_MUTANT__` names it: in the sources, which
 * tests import, and in `dist/`, which tests start. Stryker's instrumenter makes them, with all of its mutators for TypeScript.
 */
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { Instrumenter } from '@stryker-mutator/instrumenter';
import { transform } from 'esbuild';

/** The folders of `src/` that are mutated. */
export const AREAS = ['commands', 'bench', 'store', 'analysis', 'report'] as const;

export interface Mutant {
  readonly id: string;
  /** The file, from the top of the project, with `/`. */
  readonly file: string;
  readonly area: string;
  readonly mutator: string;
  /** Counted from one. */
  readonly line: number;
  readonly original: string;
  readonly replacement: string;
}

/** What Stryker's code calls at every place: it counts in objects, which takes longer than the work itself. Ours marks one byte. */
const COUNTS = /function stryCov_9fa48\(\) \{[\s\S]*?\n\}\n/u;
const MARKS = `function stryCov_9fa48() {
  var hits = globalThis.reseedHits;
  if (hits === undefined) {
    stryCov_9fa48 = function () {};
    return;
  }
  function mark() {
    for (var i = 0; i < arguments.length; i++) hits[arguments[i]] = 1;
  }
  stryCov_9fa48 = mark;
  mark.apply(null, arguments);
}
`;

const silent = {
  isTraceEnabled: () => false,
  isDebugEnabled: () => false,
  isInfoEnabled: () => false,
  isWarnEnabled: () => false,
  isErrorEnabled: () => false,
  isFatalEnabled: () => false,
  trace: nothing,
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  fatal: nothing,
};

/** The files that are mutated, sorted. Pictures are judged by golden files and eyes, not by this. */
export function mutatedFiles(root: string): string[] {
  return AREAS.flatMap((area) =>
    readdirSync(join(root, 'src', area), { recursive: true, encoding: 'utf8' })
      .map((name) => `src/${area}/${name.replaceAll('\\', '/')}`)
      .filter((name) => name.endsWith('.ts') && !name.startsWith('src/report/figures/')),
  ).sort();
}

/**
 * Copies a built project to `copy` (a folder that does not exist) and puts the mutants of `files` into it.
 *
 * @returns all mutants, in the order of files and places
 */
export async function plantMutants(
  root: string,
  { copy, files }: { copy: string; files: readonly string[] },
): Promise<Mutant[]> {
  mkdirSync(copy, { recursive: true });
  for (const name of readdirSync(root)) {
    if (name === 'node_modules') symlinkSync(join(root, name), join(copy, name));
    else if (name !== '.git') cpSync(join(root, name), join(copy, name), { recursive: true });
  }
  writeConfig(copy);
  const sources = files.map((name) => ({ name, mutate: true, content: readFileSync(join(root, name), 'utf8') }));
  const made = await instrument(sources);
  for (const { name, content } of made.files) {
    const quick = content.replace(COUNTS, MARKS);
    writeFileSync(join(copy, name), quick);
    const built = join(copy, 'dist', name.replace(/\.ts$/u, '.js'));
    mkdirSync(dirname(built), { recursive: true });
    writeFileSync(built, (await transform(quick, { loader: 'ts', format: 'esm', target: 'node20' })).code);
  }
  const texts = new Map(sources.map(({ name, content }) => [name, content.split('\n')]));
  return made.mutants.map(({ id, fileName, mutatorName, location, replacement }) => ({
    id,
    file: fileName,
    area: fileName.split('/')[1]!,
    mutator: mutatorName,
    line: location.start.line + 1,
    original: textAt(texts.get(fileName)!, location),
    replacement,
  }));
}

/** The copy's vitest as the project's, with a setup file that notes what each test reaches. */
function writeConfig(copy: string): void {
  const own = existsSync(join(copy, 'vitest.config.ts'));
  if (own) renameSync(join(copy, 'vitest.config.ts'), join(copy, 'vitest.own.ts'));
  const setup = JSON.stringify(fileURLToPath(new URL('../../perf/mutation-setup.mjs', import.meta.url)));
  writeFileSync(
    join(copy, 'vitest.config.ts'),
    `${own ? "import own from './vitest.own.js';" : 'const own = {};'}
const withSetup = ({ test = {}, ...rest }) => ({ ...rest, test: { ...test, setupFiles: [${setup}] } });
const { test: { projects, ...test } = {}, ...rest } = own;
export default projects === undefined ? withSetup(own) : { ...rest, test: { ...test, projects: projects.map(withSetup) } };
`,
  );
}

function instrument(files: { name: string; mutate: boolean; content: string }[]) {
  return new Instrumenter(silent).instrument(files, { plugins: null, excludedMutations: [], ignorers: [] });
}

interface Place {
  readonly line: number;
  readonly column: number;
}

/** Lines and columns are counted from zero. */
function textAt(lines: readonly string[], { start, end }: { start: Place; end: Place }): string {
  const taken = lines.slice(start.line, end.line + 1);
  taken[taken.length - 1] = taken.at(-1)!.slice(0, end.column);
  taken[0] = taken[0]!.slice(start.column);
  return taken.join('\n');
}

function nothing(): void {
  // What the instrumenter says of its progress is of no use here.
}
