/**
 * `reseed plan` (the same as `bench --dry-run`): what a bench would do, how long and how much disk; trains one run a variant
 * to know. With `--detect` and similar: what an answer takes.
 */

import { isTable } from '../origins/facts.js';
import type { OriginFacts } from '../origins/facts.js';
import { foldCount, planRuns, splitCount } from '../design/plan.js';
import { duration } from '../bench/progress.js';
import { encodeLine } from '../store/checked-line.js';
import { runsOfShard } from '../design/shard.js';
import { readRecords } from '../store/store.js';
import { untilWords } from '../question/until.js';
import { count, fixed } from '../report/format.js';
import { isOn } from './flags.js';
import { EXIT } from './io.js';
import { shownPath } from './folders.js';
import type { ExitCode, Flags, Io } from './io.js';
import { asksForNeeds, showNeeds } from './plan-needs.js';
import { showCommandPlan } from './plan-commands.js';
import { prepareBench } from './prepare.js';
import type { Prepared } from './prepare.js';
import { whole } from '../base/how-many.js';

export async function plan(flags: Flags, io: Io): Promise<ExitCode> {
  const needs = asksForNeeds(flags);
  const prepared = await prepareBench({ ...flags, 'dry-run': true }, io);
  if (!needs) return showPlan(prepared, { flags, io });
  const measure = async (): Promise<number> => {
    // A program may take hours, so none is started only to measure how long it takes.
    if (prepared.origin.words !== undefined) return NaN;
    const { ms, runs } = await costOfOneRound(prepared);
    return ms / runs;
  };
  return showNeeds(prepared, { flags, io, measure });
}

export async function showPlan(prepared: Prepared, { flags, io }: { flags: Flags; io: Io }): Promise<ExitCode> {
  const { question: experiment, origin, folder, workers, until } = prepared;
  const planned = planRuns(experiment, origin);
  const variants = Object.keys(experiment.variants).length;
  const { shard } = prepared;
  const runs = shard === undefined ? planned : runsOfShard(planned, { shard, variants });
  const { records } = readRecords(folder);
  const pending = prepared.fresh ? runs : runs.filter(({ hash }) => !records.has(hash));
  if (origin.words !== undefined) return showCommandPlan(prepared, { runs, pending, records, flags, io });
  const cost = await costOfOneRound(prepared);
  const perRun = cost.ms / cost.runs;
  const summary = {
    experiment: experiment.name,
    variants: Object.keys(experiment.variants),
    splits: splitCount(experiment),
    folds: foldCount(experiment.protocol),
    seeds: experiment.protocol.seeds,
    runs: runs.length,
    alreadyThere: runs.length - pending.length,
    toTrain: pending.length,
    ...(until === undefined ? {} : { until: untilWords(until) }),
    estimatedMs: Math.round((perRun * pending.length) / workers),
    diskBytes: Math.round((cost.bytes / cost.runs) * runs.length),
    ...engineOf(origin.facts),
    workers,
    folder: shownPath(io, folder),
  };
  io.out(isOn(flags, 'json') ? `${JSON.stringify(summary, null, 2)}\n` : describe(summary));
  return EXIT.done;
}

function engineOf(facts: OriginFacts): { engine?: string; backend?: string } {
  return isTable(facts) ? { engine: facts.engine, backend: facts.backend } : {};
}

/** Carries out the first run of each variant, one after the other, and keeps nothing. */
async function costOfOneRound({ question, origin }: Prepared): Promise<{ ms: number; runs: number; bytes: number }> {
  const protocol = { ...question.protocol, splits: 1, seeds: 1 };
  const first = planRuns({ ...question, protocol }, origin).filter(
    ({ fold, cell }) => fold === 0 && cell === undefined,
  );
  const carrier = origin.open(1);
  let [ms, bytes] = [0, 0];
  try {
    for (const run of first) {
      const { record, predictions } = await Promise.race([carrier.run(run), carrier.failed]);
      ms += record.timing.durationMs;
      bytes += encodeLine(record).length + (predictions?.byteLength ?? 0);
    }
  } finally {
    await carrier.end();
  }
  return { ms, runs: first.length, bytes };
}

function describe(plan: {
  experiment: string;
  variants: readonly string[];
  splits: number;
  folds: number;
  seeds: number;
  runs: number;
  alreadyThere: number;
  toTrain: number;
  until?: string;
  estimatedMs: number;
  diskBytes: number;
  engine?: string;
  backend?: string;
  workers: number;
  folder: string;
}): string {
  const engine = plan.engine === undefined ? '' : ` (${plan.engine}, ${plan.backend!})`;
  const folds = plan.folds > 1 ? [count(plan.folds, 'fold')] : [];
  return [
    `${plan.experiment}: ${count(plan.variants.length, 'variant')} (${plan.variants.join(', ')})`,
    `${[count(plan.splits, 'split'), count(plan.seeds, 'seed'), ...folds, count(plan.variants.length, 'variant')].join(' × ')} = ${count(plan.runs, 'run')}`,
    ...(plan.until === undefined ? [] : [`at most: training ends as soon as ${plan.until} holds`]),
    `${whole(plan.alreadyThere)} already in ${plan.folder}, ${whole(plan.toTrain)} to train`,
    `about ${duration(plan.estimatedMs)} on ${whole(plan.workers)} workers${engine}, ${fixed(plan.diskBytes / 1e6, 1)} MB on disk`,
    '',
  ].join('\n');
}
