/** Scores of single questions as numbers: a million answers hold few names, and an object or a text for each would take ten times the room. Pure. */
import { createNumbering } from '../../base/numbering.js';
import type { Numbering } from '../../base/numbering.js';
import type { WalkedList } from '../../base/walked-list.js';
import type { GivenScore } from './given-scores.js';

/** Those that have a score, in the order in which they come. */
export interface Answers {
  readonly values: Float64Array;
  readonly questions: Int32Array;
  readonly clusters: Int32Array;
  readonly runs: Int32Array;
}

/** Numbers that several variants share. */
export interface AnswerNames {
  readonly question: Numbering<string>;
  readonly cluster: Numbering<string>;
  readonly run: { readonly numberOf: (score: GivenScore) => number; readonly size: () => number };
}

export function answerNames(): AnswerNames {
  return { question: createNumbering<string>(), cluster: createNumbering<string>(), run: runNumbers() };
}

export function answersOf(
  scores: WalkedList<GivenScore>,
  { metric, names }: { metric: number; names: AnswerNames },
): Answers {
  const isThere = ({ status, values }: GivenScore): boolean => status === 'ok' && !Number.isNaN(values[metric]);
  let length = 0;
  scores.forEach((score) => (length += isThere(score) ? 1 : 0));
  const [questions, clusters, runs] = [new Int32Array(length), new Int32Array(length), new Int32Array(length)];
  const values = new Float64Array(length);
  let i = 0;
  scores.forEach((score) => {
    if (!isThere(score)) return;
    const { row = '', cluster } = score;
    values[i] = score.values[metric]!;
    questions[i] = names.question.numberOf(row);
    // A question in no cluster stands for itself, whatever clusters are called.
    clusters[i] = names.cluster.numberOf(cluster === undefined ? `question ${row}` : `cluster ${cluster}`);
    runs[i++] = names.run.numberOf(score);
  });
  return { values, questions, clusters, runs };
}

/** How many answers each question has. */
export function answersByQuestion({ questions }: Answers, size: number): Int32Array {
  const counts = new Int32Array(size);
  for (const question of questions) counts[question]!++;
  return counts;
}

/** Which run answered, as a number; no text is made for each answer. */
function runNumbers(): AnswerNames['run'] {
  const [blocks, repeats, runs] = [createNumbering<string>(), createNumbering<string>(), createNumbering<number>()];
  return {
    // Both are far below 2^26, so that no two pairs meet.
    numberOf: ({ block, repeat }) => runs.numberOf(blocks.numberOf(block) * 67_108_864 + repeats.numberOf(repeat)),
    size: () => runs.size(),
  };
}
