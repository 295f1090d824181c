/** What a bench of programs would do: the commands to the letter, and time and disk once some runs are there. Starts nothing. */

import { printableLine } from '../base/printable.js';
import type { RunRecord } from '../design/record.js';
import { foldCount, splitCount } from '../design/plan.js';
import type { Run } from '../design/plan.js';
import { duration } from '../bench/progress.js';
import { untilWords } from '../question/until.js';
import { count } from '../report/format.js';
import { isOn } from './flags.js';
import { EXIT } from './io.js';
import { shownPath } from './folders.js';
import type { ExitCode, Flags, Io } from './io.js';
import type { Prepared } from './prepare.js';

interface Planned {
  readonly runs: readonly Run[];
  readonly pending: readonly Run[];
  readonly records: ReadonlyMap<string, RunRecord>;
}

export function showCommandPlan(
  { question, origin, folder, workers, until }: Prepared,
  { runs, pending, records, flags, io }: Planned & { flags: Flags; io: Io },
): ExitCode {
  const { protocol, variants } = question;
  const there = runs.flatMap((run) => {
    const record = records.get(run.hash);
    return record === undefined ? [] : [{ run, record }];
  });
  const first = Object.keys(variants).flatMap((name) => runs.find(({ variant }) => variant === name) ?? []);
  const commands = Object.fromEntries(first.map((run) => [run.variant, origin.words!(run)]));
  const msPerRun = meanOf(there.map(({ record }) => record.timing.durationMs));
  const left = meanOf(there.map(({ run }) => origin.leftBytes?.(run) ?? 0));
  const summary = {
    experiment: question.name,
    variants: Object.keys(variants),
    splits: splitCount(question),
    folds: foldCount(protocol),
    seeds: protocol.seeds,
    runs: runs.length,
    alreadyThere: runs.length - pending.length,
    toTrain: pending.length,
    ...(until === undefined ? {} : { until: untilWords(until) }),
    commands,
    estimatedMs: msPerRun === null ? null : Math.round((msPerRun * pending.length) / workers),
    diskBytes: left === null ? null : Math.round(left * runs.length),
    notices: origin.notices ?? [],
    workers,
    folder: shownPath(io, folder),
  };
  io.out(isOn(flags, 'json') ? `${JSON.stringify(summary, null, 2)}\n` : describe(summary, there.length));
  return EXIT.done;
}

function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

interface Summary {
  readonly experiment: string;
  readonly variants: readonly string[];
  readonly splits: number;
  readonly folds: number;
  readonly seeds: number;
  readonly runs: number;
  readonly alreadyThere: number;
  readonly toTrain: number;
  readonly until?: string;
  readonly commands: Readonly<Record<string, string>>;
  readonly estimatedMs: number | null;
  readonly diskBytes: number | null;
  readonly notices: readonly string[];
  readonly workers: number;
  readonly folder: string;
}

function describe(plan: Summary, measured: number): string {
  const folds = plan.folds > 1 ? [count(plan.folds, 'fold')] : [];
  const { estimatedMs, diskBytes } = plan;
  const measuredWords = `, as ${measured} ${measured === 1 ? 'run' : 'runs'} there took`;
  return [
    `${plan.experiment}: ${count(plan.variants.length, 'variant')} (${plan.variants.join(', ')})`,
    `${[count(plan.splits, 'split'), count(plan.seeds, 'seed'), ...folds, count(plan.variants.length, 'variant')].join(' × ')} = ${count(plan.runs, 'run')}`,
    ...(plan.until === undefined ? [] : [`at most: it ends as soon as ${plan.until} holds`]),
    `${plan.alreadyThere} already in ${plan.folder}, ${plan.toTrain} to do, ${plan.workers} at a time`,
    'the first run of each variant, to the letter:',
    ...Object.entries(plan.commands).map(([name, words]) => `  ${printableLine(`${name}: ${words}`)}`),
    estimatedMs === null
      ? 'time: known after the first runs; nothing is started for a plan'
      : `time: about ${duration(estimatedMs)}${measuredWords}`,
    ...(diskBytes === null ? [] : [`disk: ${(diskBytes / 1e6).toFixed(1)} MB in the {out} folders, in all`]),
    ...plan.notices.map((notice) => `note: ${notice}`),
    '',
  ].join('\n');
}
