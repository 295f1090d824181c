/** The origin of commands: what it tells of itself, and the carrier that starts a program for each run. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lookAt } from '../../base/open-file.js';
import { UserError } from '../../errors.js';
import { shellWord } from '../../shell-word.js';
import type { Table } from '../../data/dataset.js';
import type { PlainFacts } from '../facts.js';
import type { Carrier, OpenOrigin, Origin } from '../origin.js';
import { cardsOfSlots, diskLimit } from './bench-options.js';
import { carryOut, rowsFolder } from './carry-out.js';
import { argvOf } from './command-line.js';
import { watchFirstRuns } from './first-runs.js';
import { startGuard } from './guard.js';
import { commandIdentity } from './identity.js';
import { openRows } from './row-files.js';
import { bytesLeft, folderOfRun } from './run-log.js';
import { hiding, secretsIn } from './secrets.js';
import { openSlots } from './slots.js';
import { usedFiles } from './used-files.js';
import type { KnownDigests } from './used-files.js';
import type { CommandQuestion } from './variant.js';

/** What a folder can tell: nothing is started, and no file but the manifest is read. */
export function describeCommands(question: CommandQuestion, facts: PlainFacts): Origin {
  const { variants, identities = {} } = question;
  const hide = hiding(secretsIn(Object.values(variants), process.env), '[hidden]');
  return {
    facts,
    identity: (name) => identities[name] ?? '',
    traits: (name) => {
      const { command } = variants[name]!;
      return { recipe: hide(typeof command === 'string' ? command : command.map(shellWord).join(' ')), unused: [] };
    },
  };
}

export interface CommandPlace {
  readonly facts: PlainFacts;
  readonly known: KnownDigests;
  /** The table whose rows Reseed divides. */
  readonly table?: Table | undefined;
  /** The results folder; where absent, nothing is kept. */
  readonly folder?: string | undefined;
}

export function openCommands(question: CommandQuestion, place: CommandPlace): OpenOrigin {
  const hide = hiding(secretsIn(Object.values(question.variants), process.env), '[hidden]');
  const logs = place.folder === undefined ? '{logs}' : join(place.folder, 'logs');
  return {
    ...describeCommands(question, place.facts),
    words: (run) => {
      const rows =
        place.table === undefined
          ? {}
          : { rows: openRows({ question, table: place.table }, rowsFolder(logs)).pathsOf(run) };
      return hide(
        argvOf(question, run, { out: folderOfRun(logs, run), ...rows })
          .map(shellWord)
          .join(' '),
      );
    },
    notices: [
      ...(Object.values(question.variants).some(({ uses }) => uses === undefined)
        ? ['what a script imports is not looked at: name such files in uses, and a change to one of them trains anew']
        : []),
    ],
    leftBytes: (run) => bytesLeft(folderOfRun(logs, run)),
    open: (slots, { onLine, apart = false } = {}) =>
      openCarrier(question, { slots, onLine, ...place, folder: apart ? undefined : place.folder }),
  };
}

function openCarrier(
  question: CommandQuestion,
  {
    slots,
    folder,
    table,
    known,
    facts,
    onLine,
  }: CommandPlace & { slots: number; onLine?: ((text: string) => void) | undefined },
): Carrier {
  const cards = cardsOfSlots(question);
  if (cards !== undefined && cards.length < slots)
    throw new UserError(
      `${slots} runs at a time, and graphics cards for ${cards.length}.`,
      `Take --jobs ${cards.length}.`,
    );
  const guard = startGuard();
  const stop = new AbortController();
  if (folder !== undefined) refuseLinkedLogs(folder);
  const logs = folder === undefined ? mkdtempSync(join(tmpdir(), 'reseed-run-')) : join(folder, 'logs');
  const rows = table === undefined ? undefined : openRows({ question, table }, rowsFolder(logs));
  const watched = watchFirstRuns(question);
  const disk = watchDisk(question);
  let fail: (error: Error) => void = () => undefined;
  const failed = new Promise<never>((_, reject) => (fail = reject));
  failed.catch(() => undefined);
  const places = openSlots(slots);
  const fingerprint = facts.fingerprint;
  return {
    async run(run) {
      const slot = await places.take();
      try {
        if (stop.signal.aborted) throw new Error('interrupted');
        refuseChanged(question, run.variant, { known, fingerprint });
        const line = onLine === undefined ? undefined : (text: string) => onLine(`${run.variant}: ${text}`);
        const outcome = await carryOut(question, run, {
          ...{ slots, logs, rows, guard, signal: stop.signal, onLine: line, cards: cards?.[slot] },
        });
        const trouble = watched(outcome.record) ?? disk(folderOfRun(logs, run));
        if (trouble !== undefined) fail(trouble);
        return outcome;
      } catch (error) {
        if (error instanceof UserError) fail(error);
        throw error;
      } finally {
        places.give(slot);
      }
    },
    failed,
    end() {
      stop.abort();
      guard.end();
      places.release();
      if (folder === undefined) rmSync(logs, { recursive: true, force: true });
      return Promise.resolve();
    },
  };
}

/** A script that changes in mid-bench would make runs that do not belong together. @throws {UserError} */
function refuseChanged(
  question: CommandQuestion,
  name: string,
  options: { readonly known: KnownDigests; readonly fingerprint: string | undefined },
): void {
  if (commandIdentity(question, name, options) === question.identities?.[name]) return;
  throw new UserError(
    `A file that ${name} uses has changed since this bench began: ${usedFiles(question, name).join(', ')}.`,
    'Finished runs are kept. The same command starts over with the new contents.',
  );
}

/** What commands leave behind would fill the disk at some time. */
function watchDisk(question: CommandQuestion): (out: string) => UserError | undefined {
  const limit = diskLimit(question);
  let bytes = 0;
  return (out) => {
    bytes += bytesLeft(out);
    if (bytes <= limit) return undefined;
    bytes = -Infinity;
    return new UserError(
      `The commands have left more than ${(limit / 1e9).toPrecision(3)} GB in their {out} folders.`,
      'Finished runs are kept. --clean-out deletes what they leave once its scores are found; --disk 100G allows more.',
    );
  };
}

/** A results folder may come from anywhere: a link in it could lead to any folder of this user. @throws {UserError} */
function refuseLinkedLogs(folder: string): void {
  const path = join(folder, 'logs');
  const stats = lookAt(path);
  if (stats === undefined || stats.isDirectory()) return;
  throw new UserError(
    `${path} is a link or a file, and the logs of runs need a folder of their own there.`,
    'Remove it, or choose another folder with --out.',
  );
}
