/**
 * Answers of two variants, as what each of them adds to the difference: over the questions that both answered, run by run where
 * they have the same runs. Pure.
 */
import { pairCodes } from '../../base/pair-codes.js';
import type { WalkedList } from '../../base/walked-list.js';
import { answerNames, answersByQuestion, answersOf } from './answers.js';
import type { Answers } from './answers.js';
import type { GivenScore } from './given-scores.js';

/** Which group each residual belongs to, numbered from 0. */
export interface Codes {
  readonly of: Int32Array;
  readonly size: number;
}

export interface PairedAnswers {
  /** first − second. */
  readonly point: number;
  /** What each answer, or pair of answers, adds to it beside the means; they add up to 0. */
  readonly residuals: Float64Array;
  readonly cluster: Codes;
  /** Clusters of the variant with fewer. */
  readonly fewestClusters: number;
  readonly run: Codes;
  /** Runs of the first and of the second; one number where both have the same. */
  readonly runs: readonly [number] | readonly [number, number];
  readonly questions: number;
  /** Questions that only one of the two answered, and that are left out. */
  readonly leftOut: number;
  /** False where the two answered other questions: then all of each count. */
  readonly shared: boolean;
}

/** Share of the questions of the variant with fewer that both must have answered, to be held against each other by question. */
const SHARED_QUESTIONS = 0.5;
/** Share of the answers of the variant with more to which the other has one by the same run; below, runs are each one's own. */
const SHARED_RUNS = 0.9;

/** Undefined where one of the two has no answer. */
export function pairedAnswers(
  first: WalkedList<GivenScore>,
  second: WalkedList<GivenScore>,
  metric: number,
): PairedAnswers | undefined {
  const names = answerNames();
  const [a, b] = [answersOf(first, { metric, names }), answersOf(second, { metric, names })];
  if (a.values.length === 0 || b.values.length === 0) return undefined;
  const size = names.question.size();
  const [inA, inB] = [answersByQuestion(a, size), answersByQuestion(b, size)];
  const numberOf = (test: (question: number) => boolean): number => inA.filter((_, i) => test(i)).length;
  const [ofA, ofB] = [numberOf((i) => inA[i]! > 0), numberOf((i) => inB[i]! > 0)];
  const both = numberOf((i) => inA[i]! > 0 && inB[i]! > 0);
  const shared = both > 0 && both >= SHARED_QUESTIONS * Math.min(ofA, ofB);
  const counted = shared
    ? { questions: both, leftOut: ofA + ofB - 2 * both, shared }
    : { questions: ofA + ofB - both, leftOut: 0, shared };
  const pairs = shared ? pairsOf(a, b, { questions: size, runs: names.run.size() }) : undefined;
  if (pairs !== undefined) return { ...counted, ...pairs };
  const kept = (question: number): boolean => !shared || (inA[question]! > 0 && inB[question]! > 0);
  const arms = [
    { answers: a, counts: inA, questions: shared ? both : ofA, sign: 1 },
    { answers: b, counts: inB, questions: shared ? both : ofB, sign: -1 },
  ] as const;
  return { ...counted, ...ownRuns(arms, kept) };
}

type Apart = Pick<PairedAnswers, 'point' | 'residuals' | 'cluster' | 'fewestClusters' | 'run' | 'runs'>;

/** first − second in every place (a question and a run) that both have; undefined where they have too few in common. */
function pairsOf(a: Answers, b: Answers, { questions, runs }: { questions: number; runs: number }): Apart | undefined {
  const known = pairCodes(questions * runs, a.values.length);
  const placeOf = (answers: Answers, i: number): number => answers.questions[i]! * runs + answers.runs[i]!;
  const from = new Int32Array(a.values.length);
  const [ofA, ofB] = [createSums(a.values.length), createSums(a.values.length)];
  let [places, alone] = [0, 0];
  a.values.forEach((value, i) => {
    const pair = placeOf(a, i);
    let place = known.get(pair);
    if (place === undefined) {
      place = places++;
      known.set(pair, place);
      from[place] = i;
    }
    ofA.add(place, value);
  });
  b.values.forEach((value, i) => {
    const place = known.get(placeOf(b, i));
    if (place === undefined) alone++;
    else ofB.add(place, value);
  });
  const there = Int32Array.from({ length: places }, (_, place) => place).filter((place) => ofB.has(place));
  if (there.length < SHARED_RUNS * Math.max(places, there.length + alone)) return undefined;
  const differences = Float64Array.from(there, (place) => ofA.mean(place) - ofB.mean(place));
  const point = meanOf(differences);
  const run = codesOf(there.map((place) => a.runs[from[place]!]!));
  const cluster = codesOf(there.map((place) => a.clusters[from[place]!]!));
  return {
    point,
    residuals: differences.map((value) => (value - point) / differences.length),
    cluster,
    fewestClusters: cluster.size,
    run,
    runs: [run.size],
  };
}

interface Arm {
  readonly answers: Answers;
  /** Answers of each question. */
  readonly counts: Int32Array;
  readonly questions: number;
  readonly sign: 1 | -1;
}

/** Each variant with runs of its own: every question counts once for each, however many runs answered it. */
function ownRuns(arms: readonly [Arm, Arm], kept: (question: number) => boolean): Apart {
  const [residuals, clusters, runs]: [number[], number[], number[]] = [[], [], []];
  let [point, fewest] = [0, Infinity];
  const sizes = arms.map(({ answers, counts, questions, sign }) => {
    const own = Array.from(answers.values.keys()).filter((i) => kept(answers.questions[i]!));
    const weight = (i: number): number => 1 / (questions * counts[answers.questions[i]!]!);
    const mean = own.reduce((sum, i) => sum + weight(i) * answers.values[i]!, 0);
    point += sign * mean;
    const ofRuns = codesOf(Int32Array.from(own, (i) => answers.runs[i]!));
    const before = runs.reduce((most, each) => Math.max(most, each + 1), 0);
    fewest = Math.min(fewest, new Set(own.map((i) => answers.clusters[i]!)).size);
    own.forEach((i, at) => {
      residuals.push(sign * weight(i) * (answers.values[i]! - mean));
      clusters.push(answers.clusters[i]!);
      runs.push(before + ofRuns.of[at]!);
    });
    return ofRuns.size;
  });
  return {
    point,
    residuals: Float64Array.from(residuals),
    cluster: codesOf(Int32Array.from(clusters)),
    fewestClusters: fewest,
    run: codesOf(Int32Array.from(runs)),
    runs: [sizes[0]!, sizes[1]!],
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

/** Numbered anew, in the order in which they come. */
function codesOf(of: Int32Array): Codes {
  const known = new Map<number, number>();
  const codes = of.map((each) => {
    const code = known.get(each) ?? known.size;
    known.set(each, code);
    return code;
  });
  return { of: codes, size: known.size };
}

interface Sums {
  readonly add: (place: number, value: number) => void;
  readonly has: (place: number) => boolean;
  readonly mean: (place: number) => number;
}

function createSums(size: number): Sums {
  const [sums, counts] = [new Float64Array(size), new Int32Array(size)];
  return {
    add(place, value) {
      sums[place]! += value;
      counts[place]!++;
    },
    has: (place) => counts[place]! > 0,
    mean: (place) => sums[place]! / counts[place]!,
  };
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
