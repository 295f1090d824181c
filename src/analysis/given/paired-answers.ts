/**
 * Answers of two variants to the same questions, as differences. Questions, clusters and seeds are numbers here: a million
 * answers hold few names, and an object or a text for each would take ten times the room. Pure.
 */
import { createNumbering } from '../../base/numbering.js';
import { pairCodes } from '../../base/pair-codes.js';
import type { WalkedList } from '../../base/walked-list.js';
import type { GivenScore } from './given-scores.js';

/** Which group each difference belongs to, numbered in the order in which they come. */
export interface Codes {
  readonly of: readonly number[];
  readonly size: number;
}

export interface PairedAnswers {
  /** first − second, in the order in which the first one's answers come. */
  readonly values: readonly number[];
  /** How many different questions both answered. */
  readonly questions: number;
  readonly cluster: Codes;
  readonly seed: Codes;
}

/** Where the two have no seed in common, each question counts with its mean over seeds. */
export function pairedAnswers(
  first: WalkedList<GivenScore>,
  second: WalkedList<GivenScore>,
  metric: number,
): PairedAnswers {
  const numberOf = runNumbers();
  const own = runsOf(first, numberOf);
  const shared = [...runsOf(second, numberOf)].some((run) => own.has(run));
  const runOf = (score: GivenScore): number => (shared ? numberOf(score) : 0);
  const { a, b, from } = answersOf(first, second, { metric, runOf });
  const [question, cluster, seed] = [createNumbering<string>(), createNumbering<string>(), createNumbering<number>()];
  const [clusters, seeds, values]: [number[], number[], number[]] = [[], [], []];
  for (let place = 0; place < a.counts.length; place++) {
    if (b.counts[place] === 0) continue;
    const score = first.at(from[place]!)!;
    question.numberOf(score.row ?? '');
    clusters.push(cluster.numberOf(score.cluster ?? score.row ?? ''));
    seeds.push(seed.numberOf(runOf(score)));
    values.push(a.sums[place]! / a.counts[place]! - b.sums[place]! / b.counts[place]!);
  }
  return {
    values,
    questions: question.size(),
    cluster: { of: clusters, size: cluster.size() },
    seed: { of: seeds, size: seed.size() },
  };
}

/** Groups of both at once. */
export function bothOf(a: Codes, b: Codes): Codes {
  const known = pairCodes(a.size * b.size, a.of.length);
  let size = 0;
  const of = a.of.map((code, i) => {
    const pair = code * b.size + b.of[i]!;
    const number = known.get(pair) ?? size++;
    known.set(pair, number);
    return number;
  });
  return { of, size };
}

interface Sums {
  readonly sums: Float64Array;
  readonly counts: Int32Array;
}

/**
 * Sums of the scores in each place (a question, and a run where those are shared), in the order in which the first one's come;
 * what only the second answered is left out. `from`: the first of the first one's scores in each place.
 */
function answersOf(
  first: WalkedList<GivenScore>,
  second: WalkedList<GivenScore>,
  { metric, runOf }: { metric: number; runOf: (score: GivenScore) => number },
): { readonly a: Sums; readonly b: Sums; readonly from: Int32Array } {
  const [rows, runs] = [createNumbering<string>(), createNumbering<number>()];
  const coded = (scores: WalkedList<GivenScore>): readonly [Int32Array, Int32Array] => {
    const codes = [new Int32Array(scores.length), new Int32Array(scores.length)] as const;
    scores.forEach((score, i) => {
      codes[0][i] = rows.numberOf(score.row ?? '');
      codes[1][i] = runs.numberOf(runOf(score));
    });
    return codes;
  };
  const [own, others] = [coded(first), coded(second)];
  const known = pairCodes(rows.size() * runs.size(), first.length);
  const from = new Int32Array(first.length);
  let size = 0;
  const add = ({ values, status }: GivenScore, place: () => number | undefined, { sums, counts }: Sums): void => {
    const value = values[metric]!;
    if (status !== 'ok' || Number.isNaN(value)) return;
    const at = place();
    if (at === undefined) return;
    sums[at]! += value;
    counts[at]!++;
  };
  const pairOf = ([row, run]: readonly [Int32Array, Int32Array], i: number): number => row[i]! * runs.size() + run[i]!;
  const a = { sums: new Float64Array(first.length), counts: new Int32Array(first.length) };
  first.forEach((score, i) => {
    add(
      score,
      () => {
        const pair = pairOf(own, i);
        const before = known.get(pair);
        if (before !== undefined) return before;
        known.set(pair, size);
        from[size] = i;
        return size++;
      },
      a,
    );
  });
  const b = { sums: new Float64Array(size), counts: new Int32Array(size) };
  second.forEach((score, i) => {
    add(score, () => known.get(pairOf(others, i)), b);
  });
  return { a: { sums: a.sums.subarray(0, size), counts: a.counts.subarray(0, size) }, b, from };
}

/** Which run answered, as a number; no text is made for each answer. */
function runNumbers(): (score: GivenScore) => number {
  const [blocks, repeats] = [createNumbering<string>(), createNumbering<string>()];
  // Both are far below 2^26, so that no two pairs meet.
  return ({ block, repeat }) => blocks.numberOf(block) * 67_108_864 + repeats.numberOf(repeat);
}

function runsOf(scores: WalkedList<GivenScore>, numberOf: (score: GivenScore) => number): ReadonlySet<number> {
  const runs = new Set<number>();
  for (const score of scores) runs.add(numberOf(score));
  return runs;
}
