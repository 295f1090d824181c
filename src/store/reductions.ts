/**
 * `splits.jsonl`: one checked line a split and variant, written when the last run of the split is there. Whatever is
 * missing or damaged is made again from `predictions.bin`; a report reads the lines and no predictions.
 */
import { join } from 'node:path';
import { lookAt } from '../base/open-file.js';
import { decodeLine, encodeLine } from './checked-line.js';
import type { Question } from '../question/question.js';
import { linesOf } from './lines.js';
import { unpackPredictions } from '../metrics.js';
import { joinPredictions } from '../question/tally.js';
import type { StoredPredictions } from '../question/tally.js';
import type { Run } from '../plan.js';
import { DamagedPredictions, readPredictions } from './predictions-file.js';
import type { OkRecord, RunRecord } from '../design/record.js';
import { reduceSplit, reductionKey, runsBySplit } from './reduce.js';
import type { Reduction } from './reduce.js';
import { appendLine } from './write-files.js';

export const REDUCTIONS_FILE = 'splits.jsonl';

export interface Reducer {
  /** Call after a record was stored: reduces its split if it was the last one of it. */
  readonly onRecord: (hash: string) => void;
  /** Runs of splits not yet reduced whose predictions do not match their checksum: to be trained again. */
  readonly damaged: ReadonlySet<string>;
  /** How many complete splits were reduced at once. */
  readonly reduced: number;
}

interface Group {
  readonly key: string;
  readonly variant: string;
  readonly split: number;
  readonly runs: readonly Run[];
}

/** Reduces every split that is complete and not yet reduced; then the others, as they become complete. */
export function createReducer(
  folder: string,
  {
    experiment,
    runs,
    records,
  }: { experiment: Question; runs: readonly Run[]; records: ReadonlyMap<string, RunRecord> },
): Reducer {
  const done = new Set(Array.from(trustedReductions(folder), ({ key }) => key));
  const waiting = new Map<string, Group[]>();
  const missing = new Map<Group, Set<string>>();
  const damaged = new Set<string>();
  let reduced = 0;
  for (const group of groupsOf(experiment, runs)) {
    if (done.has(group.key)) continue;
    const left = group.runs.filter(({ hash }) => !records.has(hash)).map(({ hash }) => hash);
    // Those of unfinished splits, too: damage that is found with their last run could only end the bench.
    for (const hash of damagedRuns(folder, group, records)) {
      left.push(hash);
      damaged.add(hash);
    }
    if (left.length === 0 && appendReduction(folder, { experiment, group, records })) reduced++;
    missing.set(group, new Set(left));
    for (const hash of left) waiting.set(hash, [...(waiting.get(hash) ?? []), group]);
  }
  return {
    damaged,
    reduced,
    onRecord(hash) {
      for (const group of waiting.get(hash) ?? []) {
        const left = missing.get(group)!;
        if (left.delete(hash) && left.size === 0) appendReduction(folder, { experiment, group, records });
      }
    },
  };
}

/** How many splits of variants are complete and not reduced. */
export function splitsToReduce(
  folder: string,
  {
    experiment,
    runs,
    records,
  }: { experiment: Question; runs: readonly Run[]; records: ReadonlyMap<string, RunRecord> },
): number {
  const done = new Set(Array.from(trustedReductions(folder), ({ key }) => key));
  let count = 0;
  for (const { key, runs: own } of groupsOf(experiment, runs)) {
    const complete = own.every(({ hash }) => records.has(hash));
    const reducible = own.some(({ hash }) => {
      const record = records.get(hash);
      return record?.status === 'ok' && record.place !== undefined;
    });
    if (complete && reducible && !done.has(key)) count++;
  }
  return count;
}

/** The lines of a folder that can be trusted, one by one. */
function* trustedReductions(folder: string): Generator<Reduction> {
  const path = join(folder, REDUCTIONS_FILE);
  for (const { bytes } of lookAt(path) === undefined ? [] : linesOf(path)) {
    const decoded = decodeLine(bytes);
    if (!('damaged' in decoded)) yield decoded.value as Reduction;
  }
}

/** The reductions that belong to a plan, by variant and in order of split; those of unfinished splits are absent. */
export function reductionsFor(folder: string, experiment: Question, runs: readonly Run[]): readonly Reduction[] {
  const found = new Map<string, Reduction>();
  for (const reduction of trustedReductions(folder)) found.set(reduction.key, reduction);
  const reductions: Reduction[] = [];
  for (const { key, variant } of groupsOf(experiment, runs)) {
    const reduction = found.get(key);
    if (reduction !== undefined) reductions.push(reduction.variant === variant ? reduction : { ...reduction, variant });
  }
  return reductions;
}

function* groupsOf({ ensembles = [] }: Question, runs: readonly Run[]): Generator<Group> {
  for (const group of runsBySplit(runs).values()) {
    const { variant, split } = group[0]!;
    yield { key: reductionKey(group, ensembles), variant, split, runs: group };
  }
}

/** False where no net has predictions: then there is nothing to reduce. */
function appendReduction(
  folder: string,
  { experiment, group, records }: { experiment: Question; group: Group; records: ReadonlyMap<string, RunRecord> },
): boolean {
  const nets = netsOf(folder, group, records);
  if (nets.length === 0) return false;
  const { key, variant, split } = group;
  const reduction = reduceSplit(nets, { key, variant, split, ensembles: experiment.ensembles ?? [] });
  appendLine(join(folder, REDUCTIONS_FILE), encodeLine(reduction));
  return true;
}

function damagedRuns(folder: string, { runs }: Group, records: ReadonlyMap<string, RunRecord>): string[] {
  return runs.flatMap(({ hash }) => {
    const record = records.get(hash);
    if (record?.status !== 'ok' || record.place === undefined) return [];
    try {
      readPredictions(folder, record.place);
      return [];
    } catch (error) {
      if (error instanceof DamagedPredictions) return [hash];
      throw error;
    }
  });
}

/** One entry a seed whose folds all succeeded: their predictions, fold after fold. */
function netsOf(folder: string, { runs }: Group, records: ReadonlyMap<string, RunRecord>): StoredPredictions[] {
  const bySeed = new Map<number, WithPredictions[]>();
  const broken = new Set<number>();
  for (const { seed, hash } of runs) {
    const record = records.get(hash);
    if (record?.status === 'ok' && hasPredictions(record)) bySeed.set(seed, [...(bySeed.get(seed) ?? []), record]);
    else broken.add(seed);
  }
  const whole = [...bySeed].filter(([seed]) => !broken.has(seed));
  // Programs that divide rows themselves may score others with each seed: then there is nothing to hold side by side.
  const scored = new Set(whole.map(([, folds]) => folds.map(({ rows }) => rows ?? '').join(' ')));
  if (scored.size > 1) return [];
  return whole.map(([, folds]) => joinPredictions(folds.map((fold) => readStored(folder, fold))));
}

export type WithPredictions = OkRecord & Required<Pick<OkRecord, 'place' | 'tally'>>;

export function hasPredictions(record: OkRecord): record is WithPredictions {
  return record.place !== undefined && record.tally !== undefined;
}

/** @throws {DamagedPredictions} if they do not match their checksum */
export function readStored(folder: string, { place, tally }: WithPredictions): StoredPredictions {
  return unpackPredictions(readPredictions(folder, place), tally);
}
