/** What a folder holds → the result of a bench: the part that the report is about, analysed. Pure; knows no files. */
import { analyse } from './analyse.js';
import type { Evidence } from './analyse.js';
import type { Analysis } from './analysis.js';
import type { Setup } from '../design/setup.js';
import type { Question } from '../question/question.js';
import { looksThatCount, lookOf } from '../store/looks.js';
import type { PastLook } from '../store/looks.js';
import type { Origin } from '../origins/origin.js';
import { splitCount } from '../plan.js';
import type { Run } from '../plan.js';
import type { RunRecord } from '../design/record.js';
import type { ScoredRecords } from './scores.js';
import type { Reduction } from '../store/reduce.js';
import { upToRule } from '../stopping/whole-splits.js';

export interface BenchResult {
  readonly experiment: Question;
  readonly analysis: Analysis;
  /** In plan order, made anew at every walk; runs lost to incidents are absent. */
  readonly records: Iterable<RunRecord>;
  /** What the analysis was made of. */
  readonly evidence: Evidence & { readonly experiment: Question };
}

/** What a folder holds after a bench was at work in it; nothing analysed yet. */
export interface Collected {
  readonly setup: Setup;
  readonly origin: Pick<Origin, 'traits'>;
  /** The plan, or the shard of it that was asked for. */
  readonly runs: readonly Run[];
  readonly records: ScoredRecords;
  /** What needed predictions, of the splits that are complete. */
  readonly reductions: readonly Reduction[];
  /** Looks at the folder so far. */
  readonly looks: readonly PastLook[];
  readonly interrupted: boolean;
}

/** Records → analysis. */
export function conclude(asked: Question, state: Collected): BenchResult {
  const { setup } = state;
  const part = upToRule({ ...state, experiment: asked }, { until: setup.until, records: state.records });
  const { experiment, runs } = part;
  const now = { splits: splitCount(experiment), seeds: experiment.protocol.seeds, setup };
  const looks = looksThatCount(state.looks, lookOf(now));
  const { origin, records } = state;
  const evidence: Evidence = { setup, origin, records, ...part, looks };
  const analysis = analyse(experiment, evidence);
  return {
    experiment,
    analysis,
    records: recordsInPlace(runs, records),
    evidence: { ...evidence, experiment },
  };
}

/** A record goes by the name and place that its run has now: variants are renamed, and designs share runs. */
function recordsInPlace(runs: readonly Run[], records: ScoredRecords): Iterable<RunRecord> {
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
