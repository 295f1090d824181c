/** A results folder → the bench in it, from its records and its manifest alone; nothing is trained. */
import { commitsOf } from './code-state.js';
import { conclude } from '../analysis/conclude.js';
import type { Conclusion } from '../analysis/conclude.js';
import type { Bench } from '../analysis/evidence.js';
import { withKeptScores } from './kept-metrics.js';
import { taskOf } from '../origins/facts.js';
import { commandWithMetrics, withMetrics } from '../question/choose-metrics.js';
import type { MetricChoices } from '../question/metric.js';
import { loadManifest } from '../store/manifest.js';
import { planRuns } from '../design/plan.js';
import { count } from '../report/format.js';
import { createReducer, reductionsFor } from '../store/reductions.js';
import { fittingFor } from '../origins/misfit.js';
import { runsThatAre } from '../origins/scores/as-records.js';
import { describeOrigin } from '../origins/open.js';
import { predictionsSize } from '../store/predictions-file.js';
import { noRecords } from '../store/no-records.js';
import { readReferences } from '../store/references-file.js';
import { removeMisfits } from '../store/fitting-records.js';
import { readRecords } from '../store/store.js';
import { upToRule } from '../analysis/whole-splits.js';

/** The analysis of what a folder holds, from its records and its manifest alone. @throws {UserError} if it holds no bench */
export function readBench(folder: string, choices: MetricChoices = {}): Conclusion {
  return conclude(openBench(folder, choices));
}

export interface RepairedBench {
  readonly result: Conclusion;
  /** How many records the folder holds. */
  readonly there: number;
  /** What was wrong with the folder, or still is, a sentence each. */
  readonly notes: readonly string[];
}

/** The same, after mending what can be mended without training. To be called by the holder of the folder's lock. */
export function repairedBench(folder: string, choices: MetricChoices = {}): RepairedBench {
  const before = openBench(folder, choices);
  const { damaged } = createReducer(folder, before);
  const notes = [
    ...repairsOf(before),
    ...(damaged.size > 0
      ? [
          `the predictions of ${count(damaged.size, 'run')} are gone or damaged, so what needs them is left out for their splits; "reseed bench" trains them again`,
        ]
      : lostPredictions(folder, before)),
  ];
  return { result: conclude(openBench(folder, choices)), there: before.records.size, notes };
}

/** The sums over each split are kept beside the predictions; what is made of single rows needs the predictions themselves. */
function lostPredictions(folder: string, { records }: Bench): readonly string[] {
  const size = predictionsSize(folder);
  const lost = [...records.values()].filter(
    (record) => record.status === 'ok' && record.place !== undefined && record.place.offset + record.place.bytes > size,
  ).length;
  return lost === 0
    ? []
    : [
        `the predictions of ${count(lost, 'run')} are gone: what is made of single rows is left out, such as “new rows, these trained models”`,
      ];
}

/** What was wrong with a folder and is left out or made again here, a sentence each. */
export function repairsOf({ repairs = [], remade = 0 }: Bench): readonly string[] {
  if (remade === 0) return repairs;
  return [
    ...repairs,
    `splits.jsonl lacked ${remade} ${remade === 1 ? 'line' : 'lines'}, made again from the predictions`,
  ];
}

/**
 * What a folder holds, not analysed: the same whether or not `splits.jsonl` is whole, as far as predictions are there. Writes
 * nothing.
 *
 * @param asked the metrics to report, in place of those that the bench was asked for
 * @throws {UserError} if it holds no bench, or the task has no such metric
 */
export function openBench(folder: string, asked: MetricChoices = {}): Bench {
  const manifest = loadManifest(folder);
  if (manifest === undefined) throw noRecords(folder);
  const experiment = withMetrics(manifest.experiment, asked);
  const { looks: pastLooks = [] } = manifest;
  const setup = { ...manifest.setup, command: commandWithMetrics(manifest.setup.command, asked) };
  const origin = describeOrigin(experiment, setup.origin);
  const read = readRecords(folder, { withoutPredictions: true });
  const runs = origin.given === true ? runsThatAre(read.records.values()) : planRuns(experiment, origin);
  const misfits = removeMisfits(read.records, { runs, fitting: fittingFor(manifest.experiment, setup.origin) });
  const records = withKeptScores(read.records, { folder, experiment, task: taskOf(setup.origin) });
  const { reductions, remade } = reductionsFor(folder, { experiment, runs, records });
  const repairs = [...read.repairs, ...misfits];
  const allReferences = readReferences(folder);
  const part = upToRule({ experiment, runs, reductions }, { until: setup.until, records });
  const commits = commitsOf(manifest.sessions);
  const held = { records, pastLooks, allReferences, commits };
  return { setup, origin, ...held, repairs, remade, interrupted: false, ...part };
}
