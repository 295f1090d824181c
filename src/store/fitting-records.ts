/** Takes out of a folder's records those that cannot be their bench's, and says so. Changes no file. */
import { distinctRuns } from '../design/plan.js';
import type { Run } from '../design/plan.js';
import type { Fitting } from '../origins/misfit.js';
import type { RecordTable } from './record-table.js';
import { whole } from '../base/how-many.js';

const MOST_SENTENCES = 5;

/** A sentence for each of the first records that were taken out of the table, and one for the others. */
export function removeMisfits(
  records: RecordTable,
  { runs, fitting }: { readonly runs: readonly Run[]; readonly fitting: Fitting },
): readonly string[] {
  const sentences: string[] = [];
  for (const { hash, variant, index } of distinctRuns(runs)) {
    const record = records.get(hash);
    const why = record === undefined ? undefined : fitting(record, variant);
    if (why === undefined) continue;
    records.delete(hash);
    sentences.push(`the record of run ${index} (${variant}) is left out: its ${why}; its run will be trained again`);
  }
  const more = sentences.length - MOST_SENTENCES;
  return more <= 1
    ? sentences
    : [...sentences.slice(0, MOST_SENTENCES), `${whole(more)} more records are left out for such reasons`];
}
