/**
 * Scores as they were read → a question and its records, so that store, analysis and report take them like any bench's. Pure.
 * With several data sets the data set is the block; else what variants share is; else every run stands for itself.
 */
import type { WalkedList } from '../../base/walked-list.js';
import { digestText } from '../../design/digest.js';
import type { RunRecord } from '../../design/record.js';
import type { Run } from '../../design/run.js';
import type { DeclaredMetric, MetricChoices } from '../../question/metric.js';
import { limitsByName } from './names.js';
import { SOURCES } from '../../question/question.js';
import type { ScoresDesign, ScoresQuestion } from './question.js';
import { recordOf } from './given-records.js';
import type { Design, GivenRecords, HowPlaced } from './given-records.js';
import { manyRuns } from './many-runs.js';
import type { ManyRuns } from './many-runs.js';
import type { Score, ScoreMetric } from './scores.js';

/** What is taken over from a reading, or made from results folders. */
export interface AsRead extends ScoresDesign {
  readonly name: string;
  readonly metrics: readonly ScoreMetric[];
  readonly variants: readonly string[];
  readonly baseline: string;
  /** Baselines of their own; then only these variants are compared. */
  readonly against?: Readonly<Record<string, string>>;
  readonly scores: WalkedList<Score>;
}

export interface Asked extends Pick<MetricChoices, 'thresholds'> {
  readonly question: string;
  readonly level: number;
  readonly seed: number;
  /** False where nobody may hold these variants against each other. */
  readonly compared: boolean;
}

export interface RecordedScores {
  readonly question: ScoresQuestion;
  readonly runs: WalkedList<Run>;
  /** By run hash, in the order of the file. */
  readonly records: GivenRecords;
  /** Whether no folder keeps the records: they would be a second copy of a large file. */
  readonly many: boolean;
}

/** More runs than this are kept as numbers, and no folder holds a copy of their records. */
export const MANY_RUNS = 100_000;

export function recordedScores(
  read: AsRead,
  { question: text, level, seed, compared, thresholds, manyFrom = MANY_RUNS }: Asked & { readonly manyFrom?: number },
): RecordedScores {
  const { name, metrics, variants, baseline, against = {}, scores, pairing, dataSets, blockWord, repeatWord } = read;
  const design = designOf(read);
  const alone = withoutRows(scores);
  const many = alone.length > manyFrom;
  const how = { metrics, dataSets, pairing, design };
  const { splits, seeds, runs, records } = many ? manyRuns(alone, how) : fewRuns(alone, how);
  const words = { block: design === 'data sets' ? 'data set' : blockWord, repeat: repeatWord };
  const { testToTrain, testToTrainOn, tuning, errorsFrom, byRow } = read;
  return {
    question: {
      name,
      question: text,
      protocol: { kind: 'given', splits, seeds, words },
      variants: Object.fromEntries(
        variants.map((variant) => [
          variant,
          { scores: true, ...(Object.hasOwn(against, variant) ? { against: against[variant]! } : {}) } as const,
        ]),
      ),
      baseline,
      vary: design === 'runs' ? SOURCES.filter((source) => source !== 'split') : SOURCES,
      seed,
      level,
      metrics: metrics.map((metric, i) => ({
        ...metric,
        fromFile: true,
        ...limitsOf(metric, { scores: alone, index: i }),
      })),
      ...(thresholds === undefined ? {} : { thresholds }),
      ...(compared ? {} : { compared }),
      ...(design === 'data sets' || pairing !== 'none' ? {} : { paired: false }),
      scores: {
        dataSets,
        pairing,
        blockWord,
        repeatWord,
        ...(testToTrain === undefined ? {} : { testToTrain }),
        ...(testToTrainOn === undefined ? {} : { testToTrainOn }),
        ...(tuning === undefined ? {} : { tuning }),
        ...(errorsFrom === undefined ? {} : { errorsFrom }),
        ...(byRow === undefined ? {} : { byRow }),
      },
    },
    runs,
    records,
    many,
  };
}

/**
 * What the name says, where the file holds nothing beyond: a correlation may be written in per cent. A share lies between 0 and
 * 1 without being told; one that does not here is a change of a share, and cut at 0 its interval would leave its mean out.
 */
function limitsOf(
  { name, scale }: ScoreMetric,
  { scores, index }: { scores: AsRead['scores']; index: number },
): Pick<DeclaredMetric, 'range'> {
  const range = scale === 'share' ? { least: 0, most: 1 } : limitsByName(name);
  let [low, high] = [Infinity, -Infinity];
  for (const { values } of scores) {
    // A missing score is NaN, which is neither.
    const value = values[index]!;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const isBeyond = low < (range.least ?? -Infinity) || high > (range.most ?? Infinity);
  if (scale !== 'share') return isBeyond || Object.keys(range).length === 0 ? {} : { range };
  const bound = Math.ceil(Math.max(Math.abs(low), Math.abs(high)));
  return isBeyond ? { range: { least: low < 0 ? -bound : 0, most: bound } } : {};
}

function designOf({ dataSets, pairing, scores }: AsRead): Design {
  if (dataSets.length > 1) return 'data sets';
  const first = scores.at(0)?.block;
  return pairing === 'block' && scores.some(({ block }) => block !== first) ? 'blocks' : 'runs';
}

/** Numbers for names, in the order in which they come. */
function numbering(): (name: string) => number {
  const known = new Map<string, number>();
  return (name) => {
    const number = known.get(name) ?? known.size;
    known.set(name, number);
    return number;
  };
}

function fewRuns(scores: WalkedList<Score>, how: HowPlaced): ManyRuns {
  const records = recordsFrom(scores, how);
  const most = (pick: (record: RunRecord) => number): number =>
    records.reduce((all, record) => Math.max(all, pick(record) + 1), 1);
  return {
    splits: most(({ split }) => split),
    seeds: most(({ seed }) => seed),
    runs: runsThatAre(records),
    records: new Map(records.map((record) => [record.hash, record])),
  };
}

function recordsFrom(
  scores: WalkedList<Score>,
  { metrics, dataSets, pairing, design }: HowPlaced,
): readonly RunRecord[] {
  const [blockNumber, dataSetNumber] = [numbering(), numbering()];
  for (const dataSet of dataSets) dataSetNumber(dataSet);
  const repeats = new Map<string, (name: string) => number>();
  const taken = new Set<string>();
  const records: RunRecord[] = [];
  scores.forEach((score) => {
    const { variant, dataSet, block, repeat, status } = score;
    if (status === 'missing') return;
    const split = design === 'data sets' ? dataSetNumber(dataSet) : design === 'blocks' ? blockNumber(block) : 0;
    const among = pairing === 'none' ? `${split}\u0000${variant}` : String(split);
    const number = repeats.get(among) ?? numbering();
    repeats.set(among, number);
    let seed = number(pairing === 'none' ? String(taken.size) : `${block}\u0000${repeat}`);
    // Two runs with the same variant, block and seed stay two runs.
    while (taken.has(`${variant}\u0000${split}\u0000${seed}`)) seed = number(`again\u0000${taken.size}\u0000${seed}`);
    taken.add(`${variant}\u0000${split}\u0000${seed}`);
    const hash = digestText(JSON.stringify([variant, dataSet, split, seed]));
    records.push(recordOf(score, { hash, split, seed, metrics }));
  });
  return records;
}

/** The plan of scores that exist is what there is. */
export function runsThatAre(records: Iterable<RunRecord>): readonly Run[] {
  return Array.from(records, ({ hash, variant, dataSet, split, fold, seed }, index): Run => {
    const streams = { split, init: seed, order: seed, mask: seed };
    return { index, variant, ...(dataSet === undefined ? {} : { dataSet }), split, fold, seed, streams, hash };
  });
}

/** Rows that were scored one by one are averaged: a run is one score. */
function withoutRows(scores: WalkedList<Score>): WalkedList<Score> {
  if (scores.every(({ row }) => row === undefined)) return scores;
  const runs = new Map<string, { readonly score: Score; readonly sums: number[]; readonly counts: number[] }>();
  let run: { readonly score: Score; readonly sums: number[]; readonly counts: number[] } | undefined;
  for (const score of scores) {
    // Rows of one run mostly come one after the other.
    if (run === undefined || !isSameRun(run.score, score)) {
      const key = JSON.stringify([score.variant, score.dataSet, score.block, score.repeat]);
      run = runs.get(key) ?? { score, sums: score.values.map(() => 0), counts: score.values.map(() => 0) };
      runs.set(key, run);
    }
    const { sums, counts } = run;
    if (score.status !== 'ok') continue;
    score.values.forEach((value, i) => {
      if (Number.isNaN(value)) return;
      sums[i]! += value;
      counts[i]!++;
    });
  }
  return [...runs.values()].map(
    ({ score: { row: _row, cluster: _cluster, errors: _errors, ...score }, sums, counts }) => ({
      ...score,
      status: counts.some((count) => count > 0) ? 'ok' : score.status,
      values: sums.map((sum, i) => (counts[i]! > 0 ? sum / counts[i]! : NaN)),
    }),
  );
}

function isSameRun(a: Score, b: Score): boolean {
  return a.variant === b.variant && a.dataSet === b.dataSet && a.block === b.block && a.repeat === b.repeat;
}
