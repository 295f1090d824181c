/**
 * Scores as they were read → a question and its records, so that store, analysis and report take them like any bench's. Pure.
 * With several data sets the data set is the block; else what variants share is; else every run stands for itself.
 */
import { digestText } from '../../design/digest.js';
import type { RunRecord } from '../../design/record.js';
import type { Run } from '../../design/run.js';
import type { MetricChoices } from '../../question/metric.js';
import { SOURCES } from '../../question/question.js';
import type { ScoresDesign, ScoresQuestion } from './question.js';
import type { Score, ScoreMetric } from './scores.js';

/** What is taken over from a reading, or made from results folders. */
export interface AsRead extends ScoresDesign {
  readonly name: string;
  readonly metrics: readonly ScoreMetric[];
  readonly variants: readonly string[];
  readonly baseline: string;
  /** Baselines of their own; then only these variants are compared. */
  readonly against?: Readonly<Record<string, string>>;
  readonly scores: readonly Score[];
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
  readonly records: readonly RunRecord[];
}

export function recordedScores(
  read: AsRead,
  { question: text, level, seed, compared, thresholds }: Asked,
): RecordedScores {
  const { name, metrics, variants, baseline, against = {}, scores, pairing, dataSets, blockWord, repeatWord } = read;
  const design = designOf(read);
  const records = recordsFrom(withoutRows(scores), { read, design });
  const count = (pick: (record: RunRecord) => number): number =>
    records.reduce((most, record) => Math.max(most, pick(record) + 1), 1);
  const [splits, seeds] = [count(({ split }) => split), count((record) => record.seed)];
  const words = { block: design === 'data sets' ? 'data set' : blockWord, repeat: repeatWord };
  const { testToTrain, tuning, byRow } = read;
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
      metrics: metrics.map((metric) => ({ ...metric, fromFile: true })),
      ...(thresholds === undefined ? {} : { thresholds }),
      ...(compared ? {} : { compared }),
      ...(design === 'data sets' || pairing !== 'none' ? {} : { paired: false }),
      scores: {
        dataSets,
        pairing,
        blockWord,
        repeatWord,
        ...(testToTrain === undefined ? {} : { testToTrain }),
        ...(tuning === undefined ? {} : { tuning }),
        ...(byRow === undefined ? {} : { byRow }),
      },
    },
    records,
  };
}

type Design = 'data sets' | 'blocks' | 'runs';

function designOf({ dataSets, pairing, scores }: AsRead): Design {
  if (dataSets.length > 1) return 'data sets';
  return pairing === 'block' && scores.some(({ block }) => block !== scores[0]!.block) ? 'blocks' : 'runs';
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

function recordsFrom(
  scores: readonly Score[],
  { read: { metrics, dataSets, pairing }, design }: { read: AsRead; design: Design },
): readonly RunRecord[] {
  const [blockNumber, dataSetNumber] = [numbering(), numbering()];
  for (const dataSet of dataSets) dataSetNumber(dataSet);
  const repeats = new Map<string, (name: string) => number>();
  const taken = new Set<string>();
  return scores.flatMap((score): RunRecord[] => {
    const { variant, dataSet, block, repeat, status, reason = 'no score', values, errors } = score;
    if (status === 'missing') return [];
    const split = design === 'data sets' ? dataSetNumber(dataSet) : design === 'blocks' ? blockNumber(block) : 0;
    const among = pairing === 'none' ? `${split}\u0000${variant}` : String(split);
    const number = repeats.get(among) ?? numbering();
    repeats.set(among, number);
    let seed = number(pairing === 'none' ? String(taken.size) : `${block}\u0000${repeat}`);
    // Two runs with the same variant, block and seed stay two runs.
    while (taken.has(`${variant}\u0000${split}\u0000${seed}`)) seed = number(`again\u0000${taken.size}\u0000${seed}`);
    taken.add(`${variant}\u0000${split}\u0000${seed}`);
    const base = {
      hash: digestText(JSON.stringify([variant, dataSet, split, seed])),
      variant,
      ...(dataSet === '' ? {} : { dataSet }),
      split,
      fold: 0,
      seed,
      given: { block, repeat, ...(errors === undefined ? {} : { errors: errors.map(orNull) }) },
      timing: { durationMs: 0, startedAt: 0 },
    };
    if (status === 'failed') return [{ ...base, status, reason: reason === '' ? 'failed' : reason.slice(0, 200) }];
    return [{ ...base, status, metrics: Object.fromEntries(metrics.map(({ name }, i) => [name, orNull(values[i]!)])) }];
  });
}

function orNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** The plan of scores that exist is what there is. */
export function runsThatAre(records: Iterable<RunRecord>): readonly Run[] {
  return Array.from(records, ({ hash, variant, dataSet, split, fold, seed }, index): Run => {
    const streams = { split, init: seed, order: seed, mask: seed };
    return { index, variant, ...(dataSet === undefined ? {} : { dataSet }), split, fold, seed, streams, hash };
  });
}

/** Rows that were scored one by one are averaged: a run is one score. */
function withoutRows(scores: readonly Score[]): readonly Score[] {
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
