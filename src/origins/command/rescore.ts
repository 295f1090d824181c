/** Scores found again in kept logs. Starts nothing, and takes nothing from a log but numbers. */
import { join } from 'node:path';
import type { Outcome, RunRecord } from '../../design/record.js';
import type { Run } from '../../design/run.js';
import type { Table } from '../../data/dataset.js';
import { ownClasses } from './carry-out.js';
import { PREDICTIONS_NAME } from './command-line.js';
import { scoreRun, failedOutcome, withLastWords } from './outcome.js';
import { openRows } from './row-files.js';
import { folderOfRun, namesIn, outputIn, rowsFolder, textIn } from './run-log.js';
import type { CommandQuestion } from './variant.js';

/** What the program itself did wrong: no reading of its words changes that. */
const NOT_OF_SCORES = /^(?:exit code|time-out|ended by|lost \d)|cannot be started/;

export type Rescored = Outcome | 'no log' | 'as it was';

/** @param table  whose rows Reseed divided, where it did and the table is at hand */
export function rescorer(
  question: CommandQuestion,
  { folder, table }: { folder: string; table?: Table | undefined },
): (run: Run, record: RunRecord) => Rescored {
  const logs = join(folder, 'logs');
  const rows = table === undefined ? undefined : openRows({ question, table }, rowsFolder(logs));
  return (run, record) => {
    if (record.status === 'failed' && NOT_OF_SCORES.test(record.reason)) return 'as it was';
    const out = folderOfRun(logs, run);
    const stdout = outputIn(out);
    if (stdout === undefined) return 'no log';
    const handedBack = namesIn(out).includes(PREDICTIONS_NAME);
    // Predictions that were deleted with --clean-out stay as they were read.
    if (record.status === 'ok' && record.place !== undefined && !handedBack) return 'as it was';
    // Of which rows they are, and whether their truths are right, only the table can say.
    if (handedBack && question.data !== undefined && table === undefined) return 'as it was';
    const left = { stdout, read: (name: string) => textIn(out, name), names: () => namesIn(out) };
    const scored = scoreRun(question, { left, expected: rows?.expectedOf(run) ?? ownClasses(question) });
    const { hash, variant, split, fold, seed, timing } = record;
    const base = { hash, variant, split, fold, seed, timing };
    if ('reason' in scored) return failedOutcome(base, withLastWords(scored.reason, textIn(out, 'stderr.txt') ?? ''));
    const { record: found, predictions } = scored;
    return { record: { ...base, status: 'ok', ...found }, ...(predictions === undefined ? {} : { predictions }) };
  };
}
