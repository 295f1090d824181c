/**
 * Records → what stands beside the scores of a variant: its scores fold by fold, and which of its runs failed. Pure; one
 * walk each over the runs of one variant in plan order.
 */
import type { WalkedList } from '../base/walked-list.js';
import type { ScoredRecords } from './scores.js';
import type { RunRecord } from '../design/record.js';
import type { Run } from '../design/plan.js';
import type { Scores } from '../stats/scores.js';

interface Grid {
  readonly splits: number;
  readonly seeds: number;
  readonly heldSplit: boolean;
}

/** Scores of single folds, [split × folds + fold][seed]: the blocks of what is said of new rows by k-fold. NaN where missing. */
export function foldScores(
  runs: WalkedList<Run>,
  records: ReadonlyMap<string, RunRecord>,
  { metric, splits, seeds, folds }: { metric: string; splits: number; seeds: number; folds: number },
): Scores {
  const scores = Array.from({ length: splits * folds }, () => new Array<number>(seeds).fill(NaN));
  for (const { hash, split, fold, seed } of runs) {
    const record = records.get(hash);
    const row = scores[split * folds + fold];
    if (record?.status === 'ok' && row !== undefined) row[seed] = record.metrics[metric] ?? NaN;
  }
  return scores;
}

/**
 * Where runs failed, in the places of the scores: `true` where one of a score's runs failed, `false` where all have a
 * score, `undefined` where one was not carried out yet.
 */
export type FailedPlaces = readonly (readonly (boolean | undefined)[])[];

export function failedPlaces(
  runs: WalkedList<Run>,
  records: ScoredRecords,
  { splits, seeds, heldSplit }: Grid,
): FailedPlaces {
  const row = (): (boolean | undefined)[] => new Array<boolean | undefined>(heldSplit ? 1 : seeds).fill(false);
  const length = heldSplit ? seeds : splits;
  // All blocks share one row: half a million rows that say the same would fill the memory.
  if (records.failures === 0) return new Array<FailedPlaces[number]>(length).fill(row());
  const places = Array.from({ length }, row);
  for (const { hash, split, seed } of runs) {
    const own = places[heldSplit ? seed : split];
    const at = heldSplit ? 0 : seed;
    const status = records.get(hash)?.status;
    if (own === undefined || status === 'ok' || own[at] === true) continue;
    own[at] = status === 'failed' ? true : undefined;
  }
  return places;
}
