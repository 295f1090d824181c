/** What decides the runs of a variant, as a digest: the line as it stands, its values, its environment, the files it uses. */
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { digest } from '../../design/digest.js';
import { UserError } from '../../errors.js';
import { placesOf } from './check.js';
import { fillIn } from './placeholders.js';
import type { CommandQuestion, CommandVariant } from './variant.js';
import { splitWords } from './words.js';

/** Imports of a script are not followed. @throws {UserError} if a file of `uses` cannot be read */
export function commandIdentity(question: CommandQuestion, name: string): string {
  const { command, shell = false, env = {}, values = {} } = question.variants[name]!;
  const files = usedFiles(question, name).map((file) => [file, contentOf(resolve(question.folder ?? '.', file))]);
  const numbers = question.seedNumbers ?? question.seed;
  // Runs with equal hashes are made once; two variants with one line are two samples, as a test of the test.
  const same = Object.entries(question.variants).filter(([, each]) => digest(each) === digest(question.variants[name]));
  const twin = same.findIndex(([each]) => each === name);
  const own = placesOf(question.variants[name]!).includes('variant') ? name : '';
  return digest({ command, shell, env, values, files, numbers, twin, own });
}

/** Those that are declared, or those that the line names and that exist. */
export function usedFiles({ variants, folder = '.' }: CommandQuestion, name: string): readonly string[] {
  const { command, shell, uses, values = {} } = variants[name]!;
  if (uses !== undefined) return uses;
  const own = new Map(Object.entries(values).map(([key, value]) => [key, String(value)]));
  const words =
    typeof command !== 'string' ? command : shell === true ? command.split(/[\s'"|<>;&()]+/) : splitWords(command);
  const whole = words.flatMap((word) => (/\{(?:seed|split|fold|out|variant)\}/.test(word) ? [] : [fillIn(word, own)]));
  const parts = whole.flatMap((word) => [word, ...word.split('=').slice(1)]);
  return [...new Set(parts)].filter((word) => word !== '' && isFile(resolve(folder, word)));
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function contentOf(path: string): string {
  try {
    return createHash('sha256').update(readFileSync(path)).digest('hex');
  } catch {
    throw new UserError(`The file ${path}, which a command uses, cannot be read.`, 'Correct "uses", or the path.');
  }
}

/** Whether a variable is named like something that must not be written down. */
export function isSecret(name: string): boolean {
  return /(?:TOKEN|KEY|SECRET|PASSWORD|PASSWD|CREDENTIALS?)$/i.test(name);
}

/** The same without the values of such variables. */
export function withoutSecrets(variant: CommandVariant): CommandVariant {
  const { env } = variant;
  if (env === undefined) return variant;
  return {
    ...variant,
    env: Object.fromEntries(Object.entries(env).map(([name, value]) => [name, isSecret(name) ? '***' : value])),
  };
}
