/** One run from start to end: its folder, its program, its scores, its log. */
import { resolve } from 'node:path';
import type { Outcome } from '../../design/record.js';
import type { Run } from '../../design/run.js';
import { clock } from '../../base/environment.js';
import { timeoutMs } from './check-variant.js';
import { argvOf, environmentOf } from './command-line.js';
import { globPattern } from './find-scores.js';
import type { Guard } from './guard.js';
import { watchLastLine } from './last-line.js';
import { failedOutcome, scoreRun, withLastWords } from './outcome.js';
import type { OpenRows } from './row-files.js';
import { cleanOut, folderOfRun, freshFolder, keepLog, namesIn, removeLog, textIn } from './run-log.js';
import { runProgram } from './run-process.js';
import type { Ended } from './run-process.js';
import { hiding, secretsIn } from './secrets.js';
import type { CommandQuestion } from './variant.js';

export interface RunPlace {
  readonly slots: number;
  readonly cards?: string | undefined;
  /** Where the runs have their folders. */
  readonly logs: string;
  readonly rows?: OpenRows | undefined;
  readonly guard: Guard;
  readonly signal: AbortSignal;
  readonly onLine?: ((text: string) => void) | undefined;
}

/** Rejects if the run is lost to no fault of its own. */
export async function carryOut(question: CommandQuestion, run: Run, place: RunPlace): Promise<Outcome> {
  const { variant, split, fold, seed, hash, cell } = run;
  const out = folderOfRun(place.logs, run);
  freshFolder(out);
  const startedAt = clock();
  const { ended, hide } = await start(question, run, { ...place, out });
  const base = { hash, variant, split, fold, seed, ...(cell === undefined ? {} : { cell }) };
  const durationMs = typeof ended === 'string' ? 0 : ended.durationMs;
  const failure = (reason: string, stderr = ''): Outcome =>
    failedOutcome({ ...base, timing: { durationMs, startedAt } }, withLastWords(hide(reason), hide(stderr)));
  if (typeof ended === 'string') return failure(ended);
  const trouble = troubleOf(ended, { question, variant });
  const left = { stdout: ended.stdout, read: (name: string) => textIn(out, name), names: () => namesIn(out) };
  const expected = place.rows?.expectedOf(run) ?? ownClasses(question);
  const scored = trouble === undefined ? scoreRun(question, { left, expected }) : { reason: trouble };
  tidy(out, { question, failed: 'reason' in scored });
  if ('reason' in scored) return failure(scored.reason, ended.stderr);
  const { record, predictions } = scored;
  return {
    record: { ...base, status: 'ok', ...record, timing: { durationMs, startedAt } },
    ...(predictions === undefined ? {} : { predictions }),
  };
}

export function ownClasses({ classes }: CommandQuestion): { readonly classes?: readonly string[] } {
  return classes === undefined ? {} : { classes };
}

/** How it ended, or why it could not be started. Throws where neither says anything of the variant. */
async function start(
  question: CommandQuestion,
  run: Run,
  { out, slots, cards, rows, guard, signal, onLine }: RunPlace & { out: string },
): Promise<{ ended: Ended | string; hide: (text: string) => string }> {
  const { [run.variant]: variant } = question.variants;
  const places = rows === undefined ? { out } : { out, rows: rows.filesOf(run) };
  const argv = argvOf(question, run, places);
  const env = environmentOf(question, run, { ...places, slots, cards, inherited: process.env });
  const hide = hiding(secretsIn(Object.values(question.variants), env));
  const limit = variant!.timeout === undefined ? {} : { timeoutMs: timeoutMs(variant!.timeout, run.variant) };
  const cwd = resolve(question.folder ?? '.');
  const onOutput = onLine === undefined ? {} : { onOutput: watchLastLine(onLine, hide) };
  try {
    const ended = await runProgram({ argv, cwd, env, ...limit }, { guard, signal, ...onOutput });
    if (signal.aborted) throw new Error('interrupted');
    keepLog(out, { argv, hide, ended });
    return { ended, hide };
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (!VARIANTS_FAULT.includes(code)) throw error;
    return { ended: `${argv[0]!} cannot be started (${code}): is it installed, and spelt right?`, hide };
  }
}

/** What the system answers to a program that is not there, is none, or has arguments that are too long. */
const VARIANTS_FAULT = ['ENOENT', 'EACCES', 'ENOEXEC', 'ENOTDIR', 'E2BIG', 'ELOOP', 'ENAMETOOLONG', 'EPERM'];
/** Whoever sends these is not the program: the user, the system out of memory, a machine that goes down. */
const FROM_OUTSIDE = ['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGHUP'];

/** Why it counts as failed. @throws {Error} if it is an incident, which says nothing of the variant */
function troubleOf(
  { timedOut, signal, code }: Ended,
  { question, variant }: { question: CommandQuestion; variant: string },
): string | undefined {
  if (timedOut) return `time-out after ${question.variants[variant]!.timeout!}`;
  if (signal !== null && FROM_OUTSIDE.includes(signal)) throw new Error(`ended by ${signal} from outside`);
  if (signal !== null) return `ended by ${signal}`;
  if (code === 0) return undefined;
  if (question.incidentCodes?.includes(code ?? -1) === true)
    throw new Error(`exit code ${code ?? -1}, which counts as an incident`);
  return `exit code ${code ?? -1}`;
}

export function tidy(out: string, { question, failed }: { question: CommandQuestion; failed: boolean }): void {
  const { cleanOut: clean = false, keepLogs = 'all', score = {} } = question;
  const globs = Object.values(score).flatMap((rule) => ('json' in rule ? [globPattern(rule.json)] : []));
  if (clean) cleanOut(out, (name) => name === 'metrics.json' || globs.some((glob) => glob.test(name)));
  if (keepLogs === 'failed' && !failed) removeLog(out);
}
