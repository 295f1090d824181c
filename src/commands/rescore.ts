/** `reseed rescore DIR`: finds the scores of programs again in the logs that a folder keeps, and writes the report. */

import { chosenMetrics, withMetrics } from '../question/choose-metrics.js';
import { UserError } from '../base/errors.js';
import type { Table } from '../data/dataset.js';
import { divisionOf } from '../experiment/experiment.js';
import { loadExperiment } from '../experiment/load-experiment.js';
import { loadAndDescribe } from '../experiment/load-table.js';
import { isTable } from '../origins/facts.js';
import { repairedBench } from '../bench/open-bench.js';
import { rescorer } from '../origins/command/rescore.js';
import type { CommandQuestion } from '../origins/command/variant.js';
import { describeOrigin, kindOf } from '../origins/open.js';
import { distinctRuns, planRuns } from '../design/plan.js';
import { writeReport } from '../bench/publish.js';
import { summaryJson } from '../report/render/summary.js';
import { holdingFolder } from '../store/hold.js';
import { keepLook, loadManifest, manifestForm } from '../store/manifest.js';
import type { Manifest } from '../store/manifest.js';
import { openStore } from '../store/store.js';
import { exitCodeOf } from './exit-code.js';
import { firstScreen } from './first-screen.js';
import { isOn, list, text } from './flags.js';
import { wantsHtml } from './html-flags.js';
import { folderGiven, shownPath } from './folders.js';
import type { ExitCode, Flags, Io } from './io.js';
import { metricName } from '../origins/command/metric-name.js';
import { metricNamed } from './learning.js';
import { rulesOf } from './run-question.js';
import { whole } from '../base/how-many.js';

export async function rescore(flags: Flags, io: Io): Promise<ExitCode> {
  const folder = folderGiven(flags, { io, name: 'dir' });
  const manifest = loadManifest(folder);
  if (manifest === undefined || manifest.setup.origin.kind !== 'command')
    throw new UserError(`${shownPath(io, folder)} holds no bench of programs.`, 'Give a folder of reseed run.');
  const question = await asAsked(manifest.experiment as CommandQuestion, flags, io);
  // Throws before anything in the folder is changed.
  chosenMetrics(question, undefined);
  const table = await tableAtHand(question, { manifest, io });
  const counts = rescoreAll(folder, { manifest, question, table });
  io.err(
    `${whole(counts.scored)} runs scored again, ${whole(counts.failed)} of them without a score; ${whole(counts.kept)} as they were${counts.gone > 0 ? `; ${whole(counts.gone)} have no log` : ''}\n`,
  );
  const bench = holdingFolder(folder, () => {
    const { result } = repairedBench(folder);
    writeReport(folder, { ...result, html: wantsHtml(flags) });
    keepLook(folder, result.analysis);
    return result;
  });
  io.out(isOn(flags, 'json') ? summaryJson(bench.analysis) : firstScreen(bench.analysis, { flags, io }));
  return exitCodeOf(bench);
}

/** Metrics and rules from the flags, from an experiment file, or as they were. */
async function asAsked(kept: CommandQuestion, flags: Flags, io: Io): Promise<CommandQuestion> {
  const file = text(flags, 'experiment');
  const given = file === undefined ? undefined : await loadExperiment(file, io.cwd);
  if (given !== undefined && kindOf(given).kind !== 'command')
    throw new UserError(`--experiment ${file!} is about no programs.`);
  const from = given as CommandQuestion | undefined;
  const { metric: _metric, metrics: _metrics, score: _score, ...rest } = kept;
  const named =
    from === undefined
      ? kept
      : {
          ...rest,
          ...(from.metric === undefined ? {} : { metric: from.metric }),
          ...(from.metrics === undefined ? {} : { metrics: from.metrics }),
          ...(from.score === undefined ? {} : { score: from.score }),
        };
  const rules = rulesOf(flags);
  const metrics =
    list(flags, 'metrics') ?? (text(flags, 'metric') === undefined ? undefined : [text(flags, 'metric')!]);
  const wanted = metrics ?? (rules === undefined ? undefined : Object.keys(rules));
  const ruled = rules === undefined ? named : { ...named, score: rules };
  if (wanted === undefined) return ruled;
  // A rule for another metric finds none of these: then they are looked for as if there were no rules.
  const { score, ...free } = ruled;
  const ruleless = score !== undefined && !wanted.map(metricName).every((name) => Object.hasOwn(score, name));
  return withMetrics(ruleless ? free : ruled, { metrics: wanted.map((each) => metricNamed(each, { flags, io })) });
}

interface Counts {
  readonly scored: number;
  readonly failed: number;
  readonly kept: number;
  readonly gone: number;
}

/** The very table whose rows were handed out; undefined where there was none, or it is gone or has changed. */
async function tableAtHand(
  { data, protocol }: CommandQuestion,
  { manifest, io }: { manifest: Manifest; io: Io },
): Promise<Table | undefined> {
  if (data === undefined || protocol.kind === 'given') return undefined;
  const { origin } = manifest.setup;
  try {
    const { table } = await loadAndDescribe(data, { cwd: io.cwd, division: divisionOf(protocol), values: false });
    if (!isTable(origin) && table.fingerprint === origin.fingerprint) return table;
    io.err('note: the table has changed since: predictions stay as they were read\n');
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    io.err(`note: ${error.message} Predictions stay as they were read.\n`);
  }
  return undefined;
}

function rescoreAll(
  folder: string,
  { manifest, question, table }: { manifest: Manifest; question: CommandQuestion; table: Table | undefined },
): Counts {
  const { setup } = manifest;
  const runs = distinctRuns(planRuns(question, describeOrigin(question, setup.origin)));
  const again = rescorer(question, { folder, table });
  const store = openStore(folder);
  let [scored, failed, kept, gone] = [0, 0, 0, 0];
  try {
    for (const run of runs) {
      const record = store.loaded.records.get(run.hash);
      if (record === undefined) continue;
      const outcome = again(run, record);
      if (outcome === 'no log') gone++;
      else if (outcome === 'as it was') kept++;
      else {
        scored++;
        if (outcome.record.status === 'failed') failed++;
        store.append(outcome.record, outcome.predictions);
      }
    }
    store.writeManifest(manifestForm({ ...manifest, experiment: kindOf(question).kept(question) }));
  } finally {
    store.close();
  }
  return { scored, failed, kept, gone };
}
