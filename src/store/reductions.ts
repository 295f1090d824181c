/**
 * `splits.jsonl`: one checked line a split and variant, written when the last run of the split is there. Whatever is
 * missing or damaged is made again from `predictions.bin`; a report reads the lines and no predictions.
 */
import { join } from 'node:path';
import { lookAt } from '../base/open-file.js';
import { decodeLine, encodeLine } from './checked-line.js';
import type { Question } from '../question/question.js';
import { linesOf } from './lines.js';
import { unpackPredictions } from '../design/metrics.js';
import { joinPredictions } from '../question/tally.js';
import type { StoredPredictions } from '../question/tally.js';
import type { Run } from '../design/plan.js';
import { DamagedPredictions, readPredictions } from './predictions-file.js';
import type { OkRecord, RunRecord } from '../design/record.js';
import { reductionFrom } from './reduction-shape.js';
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
  { experiment, runs, records }: { experiment: Question; runs: Iterable<Run>; records: ReadonlyMap<string, RunRecord> },
): Reducer {
  const done = foundReductions(folder);
  const waiting = new Map<string, Group[]>();
  const missing = new Map<Group, Set<string>>();
  const damaged = new Set<string>();
  let reduced = 0;
  for (const group of groupsOf(experiment, runs)) {
    if (reductionOf(group, done) !== undefined) continue;
    const left = group.runs.filter(({ hash }) => !records.has(hash)).map(({ hash }) => hash);
    // Runs of unfinished splits are checked as well. If their damage were found only when the split's last run ends, it could
    // not be mended any more, and the bench would end.
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
  { experiment, runs, records }: { experiment: Question; runs: Iterable<Run>; records: ReadonlyMap<string, RunRecord> },
): number {
  const done = foundReductions(folder);
  let count = 0;
  for (const group of groupsOf(experiment, runs)) {
    const { runs: own } = group;
    const complete = own.every(({ hash }) => records.has(hash));
    const reducible = own.some(({ hash }) => {
      const record = records.get(hash);
      return record?.status === 'ok' && record.place !== undefined;
    });
    if (complete && reducible && reductionOf(group, done) === undefined) count++;
  }
  return count;
}

/** The lines of a folder that can be trusted, by key; of two with one key the last one counts. */
function foundReductions(folder: string): ReadonlyMap<string, Reduction> {
  const path = join(folder, REDUCTIONS_FILE);
  const found = new Map<string, Reduction>();
  for (const { bytes } of lookAt(path) === undefined ? [] : linesOf(path)) {
    const decoded = decodeLine(bytes);
    const reduction = 'damaged' in decoded ? undefined : reductionFrom(decoded.value);
    if (reduction !== undefined) found.set(reduction.key, reduction);
  }
  return found;
}

/**
 * The plan, not the line, says which variant and split a reduction belongs to. A line with more nets than the split has runs is
 * not of this plan.
 */
function reductionOf(
  { key, variant, split, runs }: Group,
  found: ReadonlyMap<string, Reduction>,
): Reduction | undefined {
  const reduction = found.get(key);
  if (reduction === undefined || reduction.nets > runs.length) return undefined;
  return { ...reduction, variant, split };
}

/** What `splits.jsonl` says of a plan, or ought to say. */
export interface FoundReductions {
  /** By variant and in order of split; those of unfinished splits, or without predictions, are absent. */
  readonly reductions: readonly Reduction[];
  /** How many the file lacked: made again from the predictions, and not written. */
  readonly remade: number;
}

/** The reductions that belong to a plan. */
export function reductionsFor(
  folder: string,
  { experiment, runs, records }: { experiment: Question; runs: Iterable<Run>; records: ReadonlyMap<string, RunRecord> },
): FoundReductions {
  const found = foundReductions(folder);
  const reductions: Reduction[] = [];
  let remade = 0;
  for (const group of groupsOf(experiment, runs)) {
    const there = reductionOf(group, found);
    const reduction = there ?? reduceIfSound(folder, { experiment, group, records });
    if (reduction === undefined) continue;
    if (there === undefined) remade++;
    reductions.push(reduction);
  }
  return { reductions, remade };
}

/** Undefined while a run is missing, and where predictions are gone, damaged or were never kept. */
function reduceIfSound(folder: string, wanted: Wanted): Reduction | undefined {
  const { group, records } = wanted;
  if (!group.runs.every(({ hash }) => records.has(hash))) return undefined;
  try {
    return reduceGroup(folder, wanted);
  } catch (error) {
    if (error instanceof DamagedPredictions) return undefined;
    throw error;
  }
}

function* groupsOf({ ensembles = [] }: Question, runs: Iterable<Run>): Generator<Group> {
  for (const group of runsBySplit(runs).values()) {
    const { variant, split } = group[0]!;
    yield { key: reductionKey(group, ensembles), variant, split, runs: group };
  }
}

interface Wanted {
  readonly experiment: Question;
  readonly group: Group;
  readonly records: ReadonlyMap<string, RunRecord>;
}

/** False where no net has predictions: then there is nothing to reduce. */
function appendReduction(folder: string, wanted: Wanted): boolean {
  const reduction = reduceGroup(folder, wanted);
  if (reduction === undefined) return false;
  appendLine(join(folder, REDUCTIONS_FILE), encodeLine(reduction));
  return true;
}

/** @throws {DamagedPredictions} if some do not match their checksum */
function reduceGroup(folder: string, { experiment, group, records }: Wanted): Reduction | undefined {
  const nets = netsOf(folder, group, records);
  if (nets.length === 0) return undefined;
  const { key, variant, split } = group;
  return reduceSplit(nets, { key, variant, split, ensembles: experiment.ensembles ?? [] });
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
