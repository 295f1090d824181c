/** A results folder → the bench in it, from its records and its manifest alone; nothing is trained. */
import { conclude } from './analysis/conclude.js';
import type { BenchResult, Collected } from './analysis/conclude.js';
import { UserError } from './errors.js';
import { withKeptScores } from './kept-metrics.js';
import { taskOf } from './origins/facts.js';
import { commandWithMetrics, withMetrics } from './question/choose-metrics.js';
import type { MetricChoices } from './question/metric.js';
import type { Question } from './question/question.js';
import { loadManifest } from './store/manifest.js';
import { planRuns } from './plan.js';
import { createReducer, reductionsFor } from './store/reductions.js';
import { describeOrigin } from './origins/open.js';
import { readRecords } from './store/store.js';
import { upToRule } from './stopping/whole-splits.js';

/** A bench as its folder keeps it. */
export interface Bench extends Collected {
  readonly experiment: Question;
}

/** The analysis of what a folder holds, from its records and its manifest alone. @throws {UserError} if it holds no bench */
export function readBench(folder: string, choices: MetricChoices = {}): BenchResult {
  const bench = openBench(folder, choices);
  return conclude(bench.experiment, bench);
}

/** The same, after reducing the splits that are complete but were not reduced: those of merged folders. */
export function completeBench(folder: string): BenchResult {
  createReducer(folder, openBench(folder));
  return readBench(folder);
}

/**
 * What a folder holds, not analysed.
 *
 * @param asked the metrics to report, in place of those that the bench was asked for
 * @throws {UserError} if it holds no bench, or the task has no such metric
 */
export function openBench(folder: string, asked: MetricChoices = {}): Bench {
  const manifest = loadManifest(folder);
  if (manifest === undefined) {
    throw new UserError(
      `${folder} holds no manifest.json.`,
      'Run "reseed bench" there first; committed results leave the records out.',
    );
  }
  const experiment = withMetrics(manifest.experiment, asked);
  const { looks = [] } = manifest;
  const setup = { ...manifest.setup, command: commandWithMetrics(manifest.setup.command, asked) };
  const origin = describeOrigin(experiment, setup.origin);
  const runs = planRuns(experiment, origin);
  const reductions = reductionsFor(folder, experiment, runs);
  const read = readRecords(folder, { withoutPredictions: true });
  const records = withKeptScores(read.records, { folder, experiment, task: taskOf(setup.origin) });
  const part = upToRule({ experiment, runs, reductions }, { until: setup.until, records });
  return { setup, origin, records, looks, interrupted: false, ...part };
}
