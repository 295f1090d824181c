import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import type { OkRecord } from '../../src/design/record.js';
import { packPredictions } from '../../src/design/metrics.js';
import { tallyOf } from '../../src/question/tally.js';
import type { StoredPredictions } from '../../src/question/tally.js';
import { keptScores } from '../../src/store/kept-scores.js';
import { PREDICTIONS_FILE } from '../../src/store/predictions-file.js';

const folder = mkdtempSync(join(tmpdir(), 'reseed-kept-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Each fold tells its own rows apart, but on another level. */
const FOLDS: readonly StoredPredictions[] = [
  { kind: 'classes', values: Float32Array.of(0.875, 0.125, 0.75, 0.25), truth: Float32Array.of(0, 1) },
  { kind: 'classes', values: Float32Array.of(0.375, 0.625, 0.25, 0.75), truth: Float32Array.of(0, 1) },
];

function writeFolds(): OkRecord[] {
  const parts = FOLDS.map((fold) => Buffer.from(packPredictions(fold).buffer));
  writeFileSync(join(folder, PREDICTIONS_FILE), Buffer.concat(parts));
  return parts.map((part, fold) => ({
    ...{ hash: String(fold), variant: 'a', split: 0, fold, seed: 0, status: 'ok', metrics: {} },
    tally: tallyOf(FOLDS[fold]!),
    place: { offset: fold * part.length, bytes: part.length, crc: crc32(part) },
    timing: { durationMs: 1, startedAt: 0 },
  }));
}

describe('scores from kept predictions', () => {
  it('AUC of k-fold is that of the pooled out-of-fold predictions, not the mean over folds', () => {
    const records = writeFolds();
    const scores = keptScores(folder, ['auc']);
    expect(records.map((record) => scores([record]).auc)).toEqual([1, 1]);
    expect(scores(records).auc).toBe(0.75);
  });

  it('are none where the file is gone, and none where it is damaged', () => {
    const records = writeFolds();
    writeFileSync(join(folder, PREDICTIONS_FILE), Buffer.alloc(48));
    expect(keptScores(folder, ['auc'])(records)).toEqual({});
    rmSync(join(folder, PREDICTIONS_FILE));
    expect(keptScores(folder, ['auc'])(records)).toEqual({});
  });
});
