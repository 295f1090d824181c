/** The origin of commands: what it tells of itself, and the carrier that starts a program for each run. */
import { join } from 'node:path';
import { UserError } from '../../base/errors.js';
import { makePassingFolder, removePassingFolder } from '../../base/passing-folder.js';
import { digest } from '../../design/digest.js';
import type { ReferenceRun } from '../../design/reference.js';
import { shellWord } from '../../base/shell-word.js';
import type { Table } from '../../data/dataset.js';
import type { PlainFacts } from '../facts.js';
import type { Carrier, OpenOrigin, Origin } from '../origin.js';
import { cardsOfSlots, diskLimit } from './bench-options.js';
import { carryOut } from './carry-out.js';
import { placesOf } from './check-variant.js';
import { argvOf } from './command-line.js';
import { watchFirstRuns } from './first-runs.js';
import { takeOver } from './early-runs.js';
import type { EarlyRuns } from './early-runs.js';
import { startGuard } from './guard.js';
import { openRows, partsOf } from './row-files.js';
import { bytesLeft, folderOfRun, refuseLinkedLogs, rowsFolder } from './run-log.js';
import { hiding, secretsIn } from './secrets.js';
import { openSlots } from './slots.js';
import type { KnownDigests } from './used-files.js';
import type { CommandQuestion } from './variant.js';
import { watchFiles } from './watch-files.js';
import { whole } from '../../base/how-many.js';

/** What a folder can tell: nothing is started, and no file but the manifest is read. */
export function describeCommands(question: CommandQuestion, facts: PlainFacts): Origin {
  const { variants, identities = {}, protocol, seed } = question;
  const divides = facts.fingerprint !== undefined && protocol.kind !== 'given';
  const handsBack = Object.values(variants).every((each) => placesOf(each).includes('predictions'));
  const hide = hiding(secretsIn(Object.values(variants), process.env), '[hidden]');
  return {
    facts,
    identity: (name) => identities[name] ?? '',
    // No answers beside the programs' own, but the rows that each split scores: so that predictions can be compared row by row.
    ...(divides && handsBack ? { referencesOn: (split: number) => rowsOn(split, { protocol, seed, facts }) } : {}),
    traits: (name) => {
      const { command, values = {} } = variants[name]!;
      const line = typeof command === 'string' ? command : command.map(shellWord).join(' ');
      const its = Object.entries(values).map(([value, of]) => `${value} = ${of}`);
      return { recipe: hide([line, ...its].join('; ')), unused: [] };
    },
  };
}

function rowsOn(
  split: number,
  { protocol, seed, facts }: { protocol: CommandQuestion['protocol']; seed: number; facts: PlainFacts },
): ReferenceRun {
  const { splits: _splits, seeds: _seeds, ...division } = protocol;
  const hash = digest({ scoredRows: 1, split, seed, division, fingerprint: facts.fingerprint });
  return { references: true, split, hash };
}

export interface Carrying {
  readonly facts: PlainFacts;
  readonly known: KnownDigests;
  /** The table whose rows Reseed divides. */
  readonly table?: Table | undefined;
}

export interface CommandPlace extends Carrying {
  /** The results folder; where absent, nothing is kept. */
  readonly folder?: string | undefined;
  /** Where runs have their folders, if not in the results folder. */
  readonly logs?: string;
  /** Runs that were made to see which scores there are. */
  readonly early?: EarlyRuns | undefined;
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
        ? [
            'what a script imports is not looked at: list such files in uses, so that a change to one of them is noticed',
          ]
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
    early,
    logs: elsewhere,
  }: CommandPlace & { slots: number; onLine?: ((text: string) => void) | undefined },
): Carrier {
  const cards = cardsOfSlots(question);
  if (cards !== undefined && cards.length < slots)
    throw new UserError(
      `${whole(slots)} runs at a time, and graphics cards for ${cards.length}.`,
      `Take --jobs ${cards.length}.`,
    );
  const guard = startGuard();
  const stop = new AbortController();
  if (folder !== undefined) refuseLinkedLogs(folder);
  const passing = folder === undefined && elsewhere === undefined;
  const logs = elsewhere ?? (folder === undefined ? makePassingFolder('reseed-run-') : join(folder, 'logs'));
  const rows = table === undefined ? undefined : openRows({ question, table }, rowsFolder(logs));
  const folds = question.protocol.kind === 'kFold' ? question.protocol.folds : 1;
  const watched = watchFirstRuns(question, { kept: folder !== undefined });
  const refuseChanged = watchFiles(question, { known, fingerprint: facts.fingerprint });
  const disk = watchDisk(question);
  let fail: (error: Error) => void = () => undefined;
  const failed = new Promise<never>((_, reject) => (fail = reject));
  failed.catch(() => undefined);
  const places = openSlots(slots);
  return {
    async run(run) {
      const slot = await places.take();
      try {
        if (stop.signal.aborted) throw new Error('interrupted');
        refuseChanged(run.variant);
        const there =
          early === undefined || folder === undefined ? undefined : takeOver(early, run, { question, folder, table });
        if (there !== undefined) {
          watched(there.record);
          return there;
        }
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
    ...(table === undefined
      ? {}
      : {
          references: ({ split, hash }) => {
            const rowsOf = (fold: number): number[] => Array.from(partsOf({ question, table }, { split, fold }).test);
            const scores = { constant: null, linear: null };
            return Promise.resolve({
              hash,
              split,
              scores,
              rows: Array.from({ length: folds }, (_, fold) => rowsOf(fold)),
            });
          },
        }),
    failed,
    end() {
      stop.abort();
      guard.end();
      places.release();
      if (passing) removePassingFolder(logs);
      return Promise.resolve();
    },
  };
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
