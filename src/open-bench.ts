/** A results folder → the bench in it, from its records and its manifest alone; nothing is trained. */
import { conclude } from './analysis/conclude.js';
import type { BenchResult, Collected } from './analysis/conclude.js';
import { UserError } from './errors.js';
import type { Experiment } from './experiment/experiment.js';
import { loadManifest } from './store/manifest.js';
import { planRuns } from './plan.js';
import { createReducer, reductionsFor } from './store/reductions.js';
import { contextOf } from './analysis/setup.js';
import { readRecords } from './store/store.js';
import { upToRule } from './stopping/whole-splits.js';

/** A bench as its folder keeps it. */
export interface Bench extends Collected {
  readonly experiment: Experiment;
}

/** The analysis of what a folder holds, from its records and its manifest alone. @throws {UserError} if it holds no bench */
export function readBench(folder: string): BenchResult {
  const bench = openBench(folder);
  return conclude(bench.experiment, bench);
}

/** The same, after reducing the splits that are complete but were not reduced: those of merged folders. */
export function completeBench(folder: string): BenchResult {
  createReducer(folder, openBench(folder));
  return readBench(folder);
}

/** What a folder holds, not analysed. @throws {UserError} if it holds no bench */
export function openBench(folder: string): Bench {
  const manifest = loadManifest(folder);
  if (manifest === undefined) {
    throw new UserError(
      `${folder} holds no manifest.json.`,
      'Run "reseed bench" there first; committed results leave the records out.',
    );
  }
  const { experiment, setup, looks = [] } = manifest;
  const runs = planRuns(experiment, contextOf(setup));
  const reductions = reductionsFor(folder, experiment, runs);
  const { records } = readRecords(folder, { withoutPredictions: true });
  const part = upToRule({ experiment, runs, reductions }, { until: setup.until, records });
  return { setup, records, looks, interrupted: false, ...part };
}
