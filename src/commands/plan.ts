/**
 * `reseed plan` (the same as `bench --dry-run`): what a bench would do, how long and how much disk; trains one run a variant
 * to know. With `--detect` and its like: what an answer takes.
 */
import { relative } from 'node:path';
import { openEngine } from '../engines/open.js';
import { clock } from '../environment.js';
import { hasOwnModels } from '../experiment/own-models.js';
import { foldCount, planRuns, splitCount } from '../plan.js';
import { duration } from '../progress.js';
import { encodeLine } from '../store/checked-line.js';
import { describeSetup } from '../analysis/setup.js';
import { runsOfShard } from '../shard.js';
import { readRecords } from '../store/store.js';
import { createTrainer } from '../train-run.js';
import { untilWords } from '../stopping/until.js';
import { isOn } from './flags.js';
import { EXIT } from './io.js';
import type { ExitCode, Flags, Io } from './io.js';
import { asksForNeeds, showNeeds } from './plan-needs.js';
import { prepareBench } from './prepare.js';
import type { Prepared } from './prepare.js';

export async function plan(flags: Flags, io: Io): Promise<ExitCode> {
  const needs = asksForNeeds(flags);
  const prepared = await prepareBench(flags, io);
  if (!needs) return showPlan(prepared, { flags, io });
  const measure = async (): Promise<number> => {
    const { ms, runs } = await costOfOneRound(prepared);
    return ms / runs;
  };
  return showNeeds(prepared, { flags, io, measure });
}

export async function showPlan(prepared: Prepared, { flags, io }: { flags: Flags; io: Io }): Promise<ExitCode> {
  const { experiment, folder, workers, until } = prepared;
  const setup = describeSetup(experiment, prepared);
  const { engine, backend, numericsVersion } = setup;
  const planned = planRuns(experiment, { fingerprint: setup.data.fingerprint, engine, backend, numericsVersion });
  const variants = Object.keys(experiment.variants).length;
  const { shard } = prepared;
  const runs = shard === undefined ? planned : runsOfShard(planned, { shard, variants });
  const { records } = readRecords(folder);
  const pending = prepared.fresh ? runs : runs.filter(({ hash }) => !records.has(hash));
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
    engine,
    backend,
    workers,
    folder: relative(io.cwd, folder).replaceAll('\\', '/'),
  };
  io.out(isOn(flags, 'json') ? `${JSON.stringify(summary, null, 2)}\n` : describe(summary));
  return EXIT.done;
}

/** Trains the first run of each variant in this thread and keeps nothing. */
async function costOfOneRound({
  experiment,
  table,
  engine,
  backend,
}: Prepared): Promise<{ ms: number; runs: number; bytes: number }> {
  const opened = await openEngine(engine, { backend, ownModels: hasOwnModels(experiment) });
  const train = createTrainer(experiment, table);
  const context = { fingerprint: table.fingerprint, engine, backend, numericsVersion: 0 };
  const first = planRuns({ ...experiment, protocol: { ...experiment.protocol, splits: 1, seeds: 1 } }, context).filter(
    ({ fold }) => fold === 0,
  );
  const startedAt = clock();
  let bytes = 0;
  for (const run of first) {
    const { record, predictions } = await train(run, opened);
    bytes += encodeLine(record).length + (predictions?.byteLength ?? 0);
  }
  opened.dispose();
  return { ms: clock() - startedAt, runs: first.length, bytes };
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
  engine: string;
  backend: string;
  workers: number;
  folder: string;
}): string {
  const folds = plan.folds > 1 ? ` × ${plan.folds} folds` : '';
  return [
    `${plan.experiment}: ${plan.variants.length} variants (${plan.variants.join(', ')})`,
    `${plan.splits} splits × ${plan.seeds} seeds${folds} × ${plan.variants.length} variants = ${plan.runs} runs`,
    ...(plan.until === undefined ? [] : [`at most: training ends as soon as ${plan.until} holds`]),
    `${plan.alreadyThere} already in ${plan.folder}, ${plan.toTrain} to train`,
    `about ${duration(plan.estimatedMs)} on ${plan.workers} workers (${plan.engine}, ${plan.backend}), ${(plan.diskBytes / 1e6).toFixed(1)} MB on disk`,
    '',
  ].join('\n');
}
