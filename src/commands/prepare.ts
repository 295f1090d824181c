/** From flags to a bench that could start: experiment, overrides, table, engine, folder. Shared by `bench` and `plan`. */
import { createHash } from 'node:crypto';
import { basename, extname, join, resolve } from 'node:path';
import { availableParallelism } from 'node:os';
import type { BenchRequest } from '../bench/bench-request.js';
import { ENGINE_NAMES } from '../engines/engine.js';
import { UserError } from '../base/errors.js';
import type { Table } from '../data/dataset.js';
import { divisionOf } from '../experiment/experiment.js';
import type { Experiment } from '../experiment/experiment.js';
import { loadExperiment, wordFor } from '../experiment/load-experiment.js';
import { bareFindings, keptDescription, type TableDescription } from '../data/description.js';
import { loadAndDescribe } from '../experiment/load-table.js';
import { taskOf } from '../origins/facts.js';
import { kindOf } from '../origins/open.js';
import { isTableQuestion } from '../origins/table/kind.js';
import type { Protocol, Question } from '../question/question.js';
import { parseShard, shardFolder } from '../design/shard.js';
import { shellWord } from '../base/shell-word.js';
import type { Shard } from '../design/shard.js';
import { checkUntilMetric } from '../question/until.js';
import type { Until } from '../question/until.js';
import { commandWithMetrics, withMetrics } from '../question/choose-metrics.js';
import type { Metric, MetricChoice } from '../question/metric.js';
import { learningFrom, metricsAsked } from './learning.js';
import { metricsFrom, metricsOn } from './metric-flags.js';
import { dataFrom, dataWords } from './data-flags.js';
import { flagsThatDecide } from './flag-names.js';
import { choice, isOn, showsValues, text, wholeNumber } from './flags.js';
import type { Flags, Io } from './io.js';
import { dividedAsAsked } from './protocol-flags.js';
import { withRecipeFlags } from './recipe-flags.js';
import { splitFindings } from '../origins/table/split-findings.js';
import { readingProgress } from './reading-progress.js';
import { untilFrom } from './until-flags.js';

export type Prepared = Omit<BenchRequest, 'signal' | 'onEvent'>;

export const DEFAULT_EXPERIMENT = 'dropout-vs-none';

/** A question that no file holds, and the command that asks it again, about these metrics; or metrics that were learned before. */
export interface OwnQuestion {
  readonly question?: Question;
  readonly command?: (metrics: readonly MetricChoice[]) => string;
  readonly metrics?: readonly MetricChoice[];
}

/** @throws {UserError} for every mistake that can be seen before training */
export async function prepareBench(flags: Flags, io: Io, own?: OwnQuestion): Promise<Prepared> {
  const name = typeof flags.experiment === 'string' ? flags.experiment : DEFAULT_EXPERIMENT;
  const loaded = own?.question ?? (await loadExperiment(name, io.cwd));
  const until = untilFrom(flags, loaded);
  const changed = applyFlags(loaded, { flags, until, io });
  const asked = own?.metrics === undefined ? changed : withMetrics(changed, { metrics: own.metrics });
  const quiet = isOn(flags, 'quiet');
  const shard = shardFrom(flags);
  const whole = join('results', folderName(asked));
  const out = text(flags, 'out') ?? (shard === undefined ? whole : shardFolder(whole, shard));
  const folder = resolve(io.cwd, out);
  const kind = kindOf(asked);
  const opened = await kind.open(asked, {
    folder,
    engine: choice(flags, 'engine', ENGINE_NAMES),
    backend: text(flags, 'backend'),
    readTable: () => loadAloud(asked, { io, quiet, values: showsValues(flags) }),
    onTask: (task) => {
      const metrics = metricsOn(task, { question: asked, flags });
      if (until !== undefined) checkUntilMetric(until, metrics);
    },
    learning: learningFrom(flags, io, { folder, isFile: own?.question === undefined }),
    onNote: (note) => {
      if (!quiet) io.err(`note: ${note}\n`);
    },
  });
  const metrics = metricsOn(taskOf(opened.origin.facts), { question: opened.question, flags });
  if (until !== undefined && metricsAreNamed(opened, flags)) checkUntilMetric(until, metrics);
  return {
    question: wordedFor(opened.question, metrics[0]!),
    origin: opened.origin,
    folder,
    workers: slotsFrom(flags) ?? kind.slots?.(opened.question) ?? availableParallelism(),
    fresh: isOn(flags, 'fresh'),
    command: own?.command?.(opened.question.metrics ?? []) ?? canonicalCommand(flags, asked, io.cwd),
    ...(shard === undefined ? {} : { shard }),
    ...(until === undefined ? {} : { until }),
  };
}

/** Of programs a dry run starts none, and so learns nothing of metrics that no flag names. */
export function metricsAreNamed({ origin }: Pick<Prepared, 'origin'>, flags: Flags): boolean {
  return !isOn(flags, 'dry-run') || origin.words === undefined || (flags.metric ?? flags.metrics) !== undefined;
}

/** `--workers` of nets, `--jobs` of programs. */
function slotsFrom(flags: Flags): number | undefined {
  const range = { least: 1, most: 1024 };
  return wholeNumber(flags, 'workers', range) ?? wholeNumber(flags, 'jobs', range);
}

/** The default question speaks of accuracy: not of a number that is predicted, nor of another metric that was chosen. */
function wordedFor(question: Question, { role }: Metric): Question {
  if (question.name !== DEFAULT_EXPERIMENT || role === 'shareRight') return question;
  return { ...question, question: question.question.replace('the accuracy', 'the score') };
}

const COLUMNS_SHOWN = 30;

/** Nets that we train, or programs to which we give rows. */
function hasTable(question: Question): question is Question & Pick<Experiment, 'data' | 'protocol'> {
  return isTableQuestion(question) || 'data' in question;
}

/** The table; of a file, how it was read and what in it calls for a look, said on stderr and kept for the report. */
async function loadAloud(
  experiment: Question,
  { io, quiet, values }: { io: Io; quiet: boolean; values: boolean },
): Promise<{ readonly table: Table; readonly reading?: TableDescription }> {
  if (!hasTable(experiment)) throw new RangeError(`${experiment.name} reads no table`);
  const { data, protocol } = experiment;
  const progress = readingProgress(io, { quiet });
  const { table, description } = await loadAndDescribe(data, {
    cwd: io.cwd,
    division: divisionOf(protocol),
    values,
    onProgress: progress.onProgress,
  });
  progress.end();
  if (description === undefined) return { table };
  const ofSplits = isTableQuestion(experiment) ? splitFindings(experiment, table) : undefined;
  // Of real splits it is known how many copies of a row fall on both sides.
  const ofTable = description.findings.filter(({ what }) => ofSplits === undefined || what !== 'repeated rows');
  const findings = [...ofTable, ...(values ? (ofSplits ?? []) : bareFindings(ofSplits ?? []))];
  const reading = keptDescription({ ...description, findings });
  if (quiet) return { table, reading };
  const [{ lookAtParts, readingParts }, { renderTerminal }] = await Promise.all([
    import('../report/sections/reading.js'),
    import('../report/render/terminal.js'),
  ]);
  const style = { most: COLUMNS_SHOWN, forPrograms: !isTableQuestion(experiment) };
  const parts = [...readingParts(reading, style), ...lookAtParts(reading)];
  io.err(
    renderTerminal(
      { title: ['The table as it was read'], parts },
      { colour: io.terminal && io.colour, columns: io.columns },
    ),
  );
  return { table, reading };
}

function shardFrom(flags: Flags): Shard | undefined {
  const value = text(flags, 'shard');
  if (value === undefined) return undefined;
  return parseShard(value);
}

function applyFlags(
  experiment: Question,
  { flags, until, io }: { flags: Flags; until: Until | undefined; io: Io },
): Question {
  const splits = until?.maximum ?? wholeNumber(flags, 'splits', { least: 1 });
  const seeds = wholeNumber(flags, 'seeds', { least: 1 });
  if (splits !== undefined && splits > 1 && !experiment.vary.includes('split')) {
    throw new UserError(
      `--splits ${splits}: ${experiment.name} holds its split fixed.`,
      'Use --seeds for more repetitions.',
    );
  }
  const protocol: Protocol = {
    ...dividedAsAsked(experiment, flags),
    ...(splits === undefined ? {} : { splits }),
    ...(seeds === undefined ? {} : { seeds }),
  };
  const seed = wholeNumber(flags, 'seed', { least: 0, most: 4294967295 }) ?? experiment.seed;
  const asked = withRecipeFlags({ ...experiment, protocol, seed }, flags);
  const changed = withMetrics(asked, metricsAsked(experiment, flags, io));
  const data = dataFrom(flags);
  if (data === undefined) return changed;
  if (!hasTable(changed)) {
    throw new UserError(`--data: ${experiment.name} trains on no table of ours.`, 'Leave --data out.');
  }
  const onOwnTable: Question & Pick<Experiment, 'data'> = { ...changed, data };
  return onOwnTable;
}

function folderName(question: Question): string {
  const { name } = question;
  if (!hasTable(question) || question.data.kind !== 'csv') return name;
  const { path } = question.data;
  const whole = `${name}--${basename(path, extname(path))}`;
  if (Buffer.byteLength(whole) <= LONGEST_NAME) return whole;
  // File systems take 255 bytes: the rest of a longer name is there as a hash, so that two long names have two folders.
  const digest = createHash('sha256').update(whole).digest('hex').slice(0, 12);
  let short = whole;
  while (Buffer.byteLength(short) > LONGEST_NAME - 13) short = Array.from(short).slice(0, -1).join('');
  return `${short}-${digest}`;
}

const LONGEST_NAME = 150;

/** The command that makes the same bytes again: what was asked for, without workers or folders. */
function canonicalCommand(flags: Flags, { name }: Question, cwd: string): string {
  const words = ['reseed bench', shellWord(wordFor(text(flags, 'experiment') ?? name, cwd)), ...dataWords(flags)];
  for (const flag of flagsThatDecide('runs')) {
    const value = text(flags, flag);
    if (value !== undefined) words.push(`--${flag} ${shellWord(value)}`);
  }
  if (!showsValues(flags)) words.push('--no-values');
  if (isOn(flags, 'masks')) words.push('--masks');
  const better = text(flags, 'better');
  const command = commandWithMetrics(words.join(' '), metricsFrom(flags, { anyName: true }));
  return better === undefined ? command : `${command} --better ${better}`;
}
