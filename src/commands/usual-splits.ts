/** What `reseed bench` would find in the splits of a table if it were started with the same flags. Trains nothing. */
import { UserError } from '../base/errors.js';
import type { Table } from '../data/dataset.js';
import type { Finding } from '../data/finding.js';
import type { Trouble } from '../data/reading.js';
import { loadExperiment } from '../experiment/load-experiment.js';
import { isTableQuestion } from '../origins/table/kind.js';
import { splitFindings } from '../origins/table/split-findings.js';
import type { Flags } from './io.js';
import { DEFAULT_EXPERIMENT } from './prepare.js';
import { dividedAsAsked } from './protocol-flags.js';

/** Findings, or why the rows cannot be divided. */
export async function usualFindings(
  table: Table,
  flags: Flags,
): Promise<{ readonly findings: readonly Finding[]; readonly refused?: Trouble }> {
  const question = await loadExperiment(DEFAULT_EXPERIMENT);
  if (!isTableQuestion(question)) throw new RangeError(`${DEFAULT_EXPERIMENT} reads no table`);
  const protocol = dividedAsAsked(question, flags);
  if (protocol.kind === 'given') throw new RangeError('rows that are divided by flags are not given');
  try {
    return { findings: splitFindings({ ...question, protocol }, table) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { findings: [], refused: { text: error.message, remedy: error.hint ?? 'Take more rows.' } };
  }
}
