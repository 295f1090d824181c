/**
 * The metrics that no record holds, from the predictions that a folder keeps. Reads `predictions.bin` when a score is asked
 * for, once a score; knows no formula and no statistics.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Metrics, OkRecord } from '../design/record.js';
import { metricsOfPredictions } from '../question/registry.js';
import { joinPredictions } from '../question/tally.js';
import type { StoredPredictions } from '../question/tally.js';
import { DamagedPredictions, PREDICTIONS_FILE } from './predictions-file.js';
import { hasPredictions, readStored } from './reductions.js';

/**
 * A function from one run, or from all folds of one repeat, to those of the wanted metrics that predictions give: none where
 * predictions are gone or damaged.
 */
export function keptScores(folder: string, wanted: readonly string[]): (folds: readonly OkRecord[]) => Metrics {
  const known = new Map<string, Metrics>();
  return (folds) => {
    const key = `${folds.length} ${folds[0]?.hash ?? ''}`;
    const found = known.get(key) ?? scoresOf(folds, { folder, wanted });
    known.set(key, found);
    return found;
  };
}

/** A function from one run to its predictions; undefined where they are gone or damaged. */
export function keptPredictions(folder: string): (record: OkRecord) => StoredPredictions | undefined {
  return (record) => {
    if (!hasPredictions(record) || !existsSync(join(folder, PREDICTIONS_FILE))) return undefined;
    try {
      return readStored(folder, record);
    } catch (error) {
      if (error instanceof DamagedPredictions) return undefined;
      throw error;
    }
  };
}

function scoresOf(
  folds: readonly OkRecord[],
  { folder, wanted }: { folder: string; wanted: readonly string[] },
): Metrics {
  const kept = folds.filter(hasPredictions);
  if (kept.length === 0 || kept.length < folds.length || !existsSync(join(folder, PREDICTIONS_FILE))) return {};
  try {
    return metricsOfPredictions(joinPredictions(kept.map((fold) => readStored(folder, fold))), wanted);
  } catch (error) {
    if (error instanceof DamagedPredictions) return {};
    throw error;
  }
}
