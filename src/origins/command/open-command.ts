/** The origin of commands: starts a program for each run, finds its scores, keeps its log. */
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { FailedRecord, Outcome, RunRecord } from '../../design/record.js';
import type { Run } from '../../design/run.js';
import { clock } from '../../environment.js';
import { UserError } from '../../errors.js';
import { shellWord } from '../../shell-word.js';
import type { Carrier, OpenOrigin, Origin } from '../origin.js';
import { timeoutMs } from './check.js';
import { argvOf, environmentOf } from './command-line.js';
import { findScores } from './find-scores.js';
import { startGuard } from './guard.js';
import type { Guard } from './guard.js';
import { commandIdentity, isSecret, usedFiles } from './identity.js';
import { runProgram } from './run-process.js';
import type { Ended } from './run-process.js';
import type { CommandQuestion } from './variant.js';

/** What a folder can tell: nothing is started, and no file but the manifest is read. */
export function describeCommands(question: CommandQuestion): Origin {
  const { variants, identities = {} } = question;
  return {
    facts: { kind: 'command', what: 'a program, started once for each run', repeats: 'not promised' },
    identity: (name) => identities[name] ?? '',
    traits: (name) => {
      const { command } = variants[name]!;
      return { recipe: typeof command === 'string' ? command : command.map(shellWord).join(' '), unused: [] };
    },
  };
}

export function openCommands(question: CommandQuestion, place: { readonly folder?: string }): OpenOrigin {
  return { ...describeCommands(question), open: (slots) => openCarrier(question, { slots, ...place }) };
}

function openCarrier(question: CommandQuestion, { slots, folder }: { slots: number; folder?: string }): Carrier {
  const guard = startGuard();
  const stop = new AbortController();
  const logs = folder === undefined ? mkdtempSync(join(tmpdir(), 'reseed-run-')) : join(folder, 'logs');
  const watched = watchFirstRuns(question);
  let fail: (error: Error) => void = () => undefined;
  const failed = new Promise<never>((_, reject) => (fail = reject));
  failed.catch(() => undefined);
  const free = Array.from({ length: slots }, () => true);
  const waiting: (() => void)[] = [];
  const takeSlot = async (): Promise<void> => {
    if (free.pop() === undefined) await new Promise<void>((go) => waiting.push(go));
  };
  const giveSlot = (): void => {
    const next = waiting.shift();
    if (next === undefined) free.push(true);
    else next();
  };
  return {
    async run(run) {
      await takeSlot();
      try {
        if (stop.signal.aborted) throw new Error('interrupted');
        refuseChanged(question, run.variant);
        const outcome = await carryOut(question, run, { slots, logs, guard, signal: stop.signal });
        const trouble = watched(outcome.record);
        if (trouble !== undefined) fail(trouble);
        return outcome;
      } catch (error) {
        if (error instanceof UserError) fail(error);
        throw error;
      } finally {
        giveSlot();
      }
    },
    failed,
    end() {
      stop.abort();
      guard.end();
      for (const go of waiting.splice(0)) go();
      if (folder === undefined) rmSync(logs, { recursive: true, force: true });
      return Promise.resolve();
    },
  };
}

/** A script that changes in mid-bench would make runs that do not belong together. @throws {UserError} */
function refuseChanged(question: CommandQuestion, name: string): void {
  if (commandIdentity(question, name) === question.identities?.[name]) return;
  throw new UserError(
    `A file that ${name} uses has changed since this bench began: ${usedFiles(question, name).join(', ')}.`,
    'Finished runs are kept. The same command starts over with the new contents.',
  );
}

/** Says why once every variant has failed at its first run: then nobody has to wait for the rest. */
function watchFirstRuns({ variants }: CommandQuestion): (record: RunRecord) => UserError | undefined {
  const first = new Map<string, RunRecord>();
  return (record) => {
    if (!first.has(record.variant)) first.set(record.variant, record);
    const reasons = [...first.values()].flatMap((each) =>
      each.status === 'failed' ? [`${each.variant}: ${each.reason}`] : [],
    );
    if (reasons.length < Object.keys(variants).length) return undefined;
    first.clear();
    return new UserError(
      `Every variant failed at its first run.\n  ${reasons.join('\n  ')}`,
      'Correct the command, then start over with --fresh.',
    );
  };
}

interface Place {
  readonly slots: number;
  readonly logs: string;
  readonly guard: Guard;
  readonly signal: AbortSignal;
}

async function carryOut(question: CommandQuestion, run: Run, { slots, logs, guard, signal }: Place): Promise<Outcome> {
  const { variant, split, fold, seed, hash, cell } = run;
  const out = join(logs, `${variant.replace(/[^\w.-]/g, '_').slice(0, 60)}-${split}-${seed}-${hash.slice(0, 8)}`);
  // What an earlier attempt left would be taken for this run's scores.
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true, mode: 0o700 });
  const argv = argvOf(question, run, out);
  const { timeout } = question.variants[variant]!;
  const startedAt = clock();
  const env = environmentOf(question, run, { out, slots, inherited: process.env });
  const cwd = resolve(question.folder ?? '.');
  const limit = timeout === undefined ? {} : { timeoutMs: timeoutMs(timeout, variant) };
  let ended: Ended;
  try {
    ended = await runProgram({ argv, cwd, env, ...limit }, { guard, signal });
  } catch (error) {
    throw new UserError(
      `${variant}: ${argv[0]!} cannot be started (${(error as NodeJS.ErrnoException).code ?? 'unknown'}).`,
      'Is it installed, and spelt right?',
    );
  }
  if (signal.aborted) throw new Error('interrupted');
  const hide = hidingSecrets(env);
  keepLog(out, { argv, hide, ended });
  const base = { hash, variant, split, fold, seed, ...(cell === undefined ? {} : { cell }) };
  const timing = { durationMs: ended.durationMs, startedAt };
  const failure = (reason: string): Outcome => {
    const said = withLastWords(hide(reason), hide(ended.stderr));
    const record: FailedRecord = { ...base, status: 'failed', reason: said, timing };
    return { record };
  };
  if (ended.timedOut) return failure(`time-out after ${timeout!}`);
  if (
    ended.signal === 'SIGKILL' ||
    ended.signal === 'SIGTERM' ||
    ended.signal === 'SIGINT' ||
    ended.signal === 'SIGHUP'
  ) {
    throw new Error(`ended by ${ended.signal} from outside`);
  }
  if (ended.signal !== null) return failure(`ended by ${ended.signal}`);
  if (ended.code !== 0) return failure(`exit code ${ended.code ?? -1}`);
  const found = findScores(
    { stdout: ended.stdout, read: (name) => textOf(join(out, name)) },
    { wanted: namesOf(question), ...(question.score === undefined ? {} : { rules: question.score }) },
  );
  if ('reason' in found) return failure(found.reason);
  return { record: { ...base, status: 'ok', metrics: found.scores, timing } };
}

function namesOf({ metric, metrics = [] }: CommandQuestion): readonly string[] {
  const all = [...(metric === undefined ? [] : [metric]), ...metrics];
  return [...new Set(all.map((each) => (typeof each === 'string' ? each : each.name)))];
}

function withLastWords(reason: string, stderr: string): string {
  const last = stderr.trim().split('\n').slice(-3).join(' / ').slice(-300);
  return last === '' ? reason : `${reason}: ${last}`;
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** A text without the values of variables that are named like secrets: for whatever is kept of a program's words. */
function hidingSecrets(env: Readonly<Record<string, string | undefined>>): (text: string) => string {
  const secrets = Object.entries(env)
    .flatMap(([name, value]) => (isSecret(name) && value !== undefined && value.length > 3 ? [value] : []))
    // The longer first: one that begins with another would leave its end behind.
    .sort((a, b) => b.length - a.length);
  return (text) => secrets.reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
}

/** Readable by its owner alone, and without secrets. */
function keepLog(
  out: string,
  { argv, hide, ended }: { argv: readonly string[]; hide: (text: string) => string; ended: Ended },
): void {
  const end = ended.signal ?? `exit code ${ended.code ?? -1}`;
  for (const [name, text] of [
    ['command.txt', `${argv.map(shellWord).join(' ')}\n${end}\n`],
    ['stdout.txt', ended.stdout],
    ['stderr.txt', ended.stderr],
  ] as const) {
    const path = join(out, name);
    writeFileSync(path, hide(text), { mode: 0o600 });
    chmodSync(path, 0o600);
  }
}
