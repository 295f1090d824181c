/**
 * Finds an experiment by name or path, imports it (main thread only) and checks it before anything runs. What comes out is
 * plain data: functions that build models stay behind.
 */
import { closeSync, existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, extname, isAbsolute, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { explainingReadErrors, openFile } from '../base/open-file.js';
import { didYouMean, quoted } from '../data/names.js';
import { PACKAGE_ROOT } from '../base/environment.js';
import { UserError } from '../base/errors.js';
import { shellWord } from '../base/shell-word.js';
import { checkQuestion, kindOf } from '../origins/open.js';
import type { Question } from '../question/question.js';
import { placeOf } from './place-of-error.js';

const EXTENSIONS = ['.ts', '.mts', '.js', '.mjs'];

export interface FoundExperiment {
  readonly name: string;
  readonly path: string;
}

/** Built-in experiments and those in `./experiments`, by name; the local one wins. */
export function listExperiments(cwd = process.cwd()): readonly FoundExperiment[] {
  const found = new Map<string, FoundExperiment>();
  for (const folder of [builtInFolder(), ...(isOwnCheckout(cwd) ? [] : [join(cwd, 'experiments')])]) {
    const files = explainingReadErrors(folder, () => (existsSync(folder) ? readdirSync(folder).sort() : []));
    for (const file of files) {
      if (!EXTENSIONS.includes(extname(file)) || file.endsWith('.d.ts')) continue;
      const name = basename(file, extname(file));
      found.set(name, { name, path: join(folder, file) });
    }
  }
  return [...found.values()];
}

/**
 * @param nameOrPath `dropout-vs-none`, or a path such as `./my-question.ts`
 * @throws {UserError} if there is none, it does not import, or it is not an experiment
 */
export async function loadExperiment(nameOrPath: string, cwd = process.cwd()): Promise<Question> {
  const { name, path } = findExperiment(nameOrPath, cwd);
  refuseOtherThanFile(path);
  const loaded = await importDefault(path);
  const question = checkQuestion(loaded, { file: path, name });
  return kindOf(question).sealed?.(question, path) ?? question;
}

/** Importing a pipe would wait for its other end forever. @throws {UserError} */
function refuseOtherThanFile(path: string): void {
  try {
    explainingReadErrors(path, () => closeSync(openFile(path, 'read', { follow: true })));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(error.message, `Give a path to a ${EXTENSIONS.join(', ')} file, or a name from "reseed list".`);
  }
}

function findExperiment(nameOrPath: string, cwd: string): FoundExperiment {
  const path = resolve(cwd, nameOrPath);
  if (EXTENSIONS.includes(extname(nameOrPath)) && existsSync(path)) {
    return { name: basename(path, extname(path)), path };
  }
  if (/\.c[jt]s$/.test(nameOrPath) && existsSync(path)) {
    throw new UserError(
      `${quoted(nameOrPath)} is CommonJS, and experiments are ES modules.`,
      `Rename it to end in ${nameOrPath.endsWith('ts') ? '.ts' : '.mjs'}, and write import and export in place of require and module.exports.`,
    );
  }
  const known = listExperiments(cwd);
  const found = known.find(({ name }) => name === nameOrPath);
  if (found !== undefined) return found;
  if (existsSync(path)) throw new UserError(...noExperiment(nameOrPath, statSync(path).isDirectory()));
  if (/[\\/]|\.[cm]?[jt]s$/.test(nameOrPath)) {
    throw new UserError(
      `There is no experiment file ${quoted(nameOrPath)}.`,
      `Give a path to a ${EXTENSIONS.join(', ')} file, or a name from "reseed list".`,
    );
  }
  const remedy = didYouMean(
    nameOrPath,
    known.map(({ name }) => name),
  );
  throw new UserError(`Unknown experiment ${quoted(nameOrPath)}.`, `${remedy} "reseed list" shows them all.`);
}

/** What to do with a path to something else: a table, a file of scores and a program each have a command of their own. */
function noExperiment(path: string, folder: boolean): [message: string, hint: string] {
  const [name, word] = [quoted(path), shellWord(path)];
  if (folder)
    return [`${name} is a folder, not an experiment file.`, '"reseed list" shows the experiments that are known.'];
  const kind = KINDS.find(({ endings }) => endings.test(path));
  if (kind !== undefined) return [`${name} is ${kind.is}, not an experiment file.`, kind.hint(word)];
  return [`${name} is not an experiment file.`, `An experiment file ends in ${EXTENSIONS.join(', ')}.`];
}

const KINDS: readonly { endings: RegExp; is: string; hint: (word: string) => string }[] = [
  {
    endings: /\.(csv|tsv|tab|txt|data)$/i,
    is: 'a table',
    hint: (word) =>
      `To train nets on it: reseed bench --data ${word} --target COLUMN. If it holds scores: reseed scores ${word}`,
  },
  { endings: /\.(jsonl?|ndjson)$/i, is: 'a file of JSON', hint: (word) => `If it holds scores: reseed scores ${word}` },
  {
    endings: /\.(py|r|jl|sh|ipynb)$/i,
    is: 'a program',
    hint: (word) => `To run it with many seeds: reseed run 'a=… ${word} {seed}' 'b=… ${word} {seed} --other'`,
  },
];

/**
 * How the experiment is asked for again: by name where that finds it, else by the path that was given, which is no path of
 * this machine as long as it leads downwards from where one is.
 */
export function wordFor(nameOrPath: string, cwd: string): string {
  const { name, path } = findExperiment(nameOrPath, cwd);
  const isOwn = dirname(path) === builtInFolder() || dirname(path) === join(PACKAGE_ROOT, 'experiments');
  if (isOwn || listExperiments(cwd).some((one) => resolve(one.path) === path)) return name;
  const within = relative(cwd, path).replaceAll('\\', '/');
  return `./${within.startsWith('../') || isAbsolute(within) ? basename(path) : within}`;
}

/** Experiments of this package are compiled with it; in a checkout of it, `./experiments/*.ts` are the same files. */
function builtInFolder(): string {
  return fileURLToPath(new URL('../../experiments', import.meta.url));
}

function isOwnCheckout(cwd: string): boolean {
  return resolve(cwd) === resolve(PACKAGE_ROOT);
}

/** What the file exports by default, unchecked. @throws {UserError} if it does not import */
export async function importDefault(path: string): Promise<unknown> {
  try {
    if (path.endsWith('ts')) return await importThroughJiti(path);
    try {
      return ((await import(pathToFileURL(path).href)) as { default?: unknown }).default;
    } catch (error) {
      if (!isReseedMissing(error)) throw error;
      return await importThroughJiti(path); // nothing of the file has run yet: its imports come first
    }
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '').trim() : String(error);
    throw new UserError(
      `Cannot load ${path}${placeOf(error, path)}: ${reason}`,
      'Correct that, and run the same command again.',
    );
  }
}

/** TypeScript, and files of people who started Reseed from elsewhere: `import … from 'reseed'` is the one that runs. */
async function importThroughJiti(path: string): Promise<unknown> {
  const { createJiti } = await import('jiti');
  const self = fileURLToPath(new URL('../index.js', import.meta.url));
  // Its cache would lie in the temporary folder, where any user of this machine could plant code for others to run.
  const jiti = createJiti(import.meta.url, { alias: { reseed: self }, fsCache: false });
  const loaded = await jiti.import<object>(path);
  // Where there is no default export, jiti would give the whole module in its place.
  return Object.keys(loaded).includes('default') ? (loaded as { default?: unknown }).default : undefined;
}

function isReseedMissing(error: unknown): boolean {
  return error instanceof Error && /^Cannot find package 'reseed' /.test(error.message);
}
