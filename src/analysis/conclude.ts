/** What a folder holds → the result of a bench: the part that the report is about, analysed. Pure; knows no files. */
import type { WalkedList } from '../base/walked-list.js';
import { analyse } from './analyse.js';
import type { Bench, Evidence } from './evidence.js';
import type { Analysis } from './analysis.js';
import { scoredRows } from './pairing.js';
import type { ReferenceRecord } from '../design/reference.js';
import { looksThatCount, lookOf } from '../store/looks.js';
import { momentsOverRows } from './over-rows.js';
import { isTable, taskOf } from '../origins/facts.js';
import { splitCount } from '../design/plan.js';
import type { Run } from '../design/plan.js';
import type { RunRecord } from '../design/record.js';
import type { ScoredRecords } from './scores.js';
import { upToRule } from './whole-splits.js';

/** A report's analysis, and what it was made of. */
export interface Conclusion {
  readonly analysis: Analysis;
  readonly evidence: Evidence;
  /** In plan order, made again at every walk; runs lost to incidents are absent. */
  readonly records: Iterable<RunRecord>;
}

/** What a folder holds → the analysis of the part that its report is about. */
export function conclude({
  setup,
  origin,
  records,
  pastLooks,
  allReferences,
  commits = [],
  ...bench
}: Bench): Conclusion {
  const part = upToRule(bench, { until: setup.until, records });
  const now = { splits: splitCount(part.experiment), seeds: part.experiment.protocol.seeds, setup };
  const rows = isTable(setup.origin) ? undefined : scoredRows(part.runs, records);
  const unpaired = part.experiment.paired === false ? { paired: false } : {};
  const references = referencesOn(now.splits, { origin, allReferences });
  const asked = { question: part.experiment, runs: part.runs, records, references, task: taskOf(setup.origin) };
  const overRows = momentsOverRows(asked);
  const evidence: Evidence = {
    ...{ setup, origin, records, ...part, ...unpaired, looks: looksThatCount(pastLooks, lookOf(now)) },
    // References of programs hold no scores, only the rows that each split scored.
    references: isTable(setup.origin) ? references.map(withoutRows) : [],
    ...(overRows === undefined ? {} : { overRows }),
    ...(commits.length > 1 ? { commits } : {}),
    ...(rows === undefined ? {} : { scoredRows: rows }),
  };
  return { analysis: analyse(evidence), evidence, records: recordsInPlace(part.runs, records) };
}

/** What is made from the rows of each split stands in `overRows` already. */
function withoutRows({ rows: _rows, ...record }: ReferenceRecord): ReferenceRecord {
  return record;
}

/** Of all splits, or none. */
function referencesOn(
  splits: number,
  { origin, allReferences }: Pick<Bench, 'origin'> & { readonly allReferences: Bench['allReferences'] | undefined },
): readonly ReferenceRecord[] {
  const hashes = Array.from({ length: splits }, (_, split) => origin.referencesOn?.(split).hash ?? '');
  const found = hashes.map((hash) => allReferences?.get(hash));
  return found.every((record) => record !== undefined) ? found : [];
}

/** A record goes by the name and place that its run has now: variants are renamed, and designs share runs. */
function recordsInPlace(runs: WalkedList<Run>, records: ScoredRecords): Iterable<RunRecord> {
  return {
    *[Symbol.iterator]() {
      for (const run of runs) {
        const record = records.get(run.hash);
        if (record !== undefined) yield atPlace(withFurther(record, records), run);
      }
    },
  };
}

/** With the metrics that its predictions give, where such are asked for. */
function withFurther(record: RunRecord, { further }: ScoredRecords): RunRecord {
  if (further === undefined || record.status !== 'ok') return record;
  return { ...record, metrics: { ...record.metrics, ...further([record]) } };
}

function atPlace(record: RunRecord, { variant, split, fold, seed, cell }: Run): RunRecord {
  const stays = record.variant === variant && record.split === split && record.fold === fold && record.seed === seed;
  if (stays && record.cell === undefined && cell === undefined) return record;
  const { cell: _cell, ...rest } = record;
  return { ...rest, variant, split, fold, seed, ...(cell === undefined ? {} : { cell }) };
}
