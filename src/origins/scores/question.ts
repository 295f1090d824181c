/** A question about scores that a file holds: a variant is a name in it, and the design is what the file shows. Plain data. */
import type { GivenProtocol, Question, VariantPlace } from '../../question/question.js';
import type { PlainFacts } from '../facts.js';
import type { Pairing, RowAnswers } from './scores.js';
import type { ReadingWords } from './scores-reading.js';

/** Its name in the file is its name here. */
export interface ScoresVariant extends VariantPlace {
  readonly scores: true;
}

/** How the scores of the file belong together. */
export interface ScoresDesign {
  /** In the order of the file; one empty name where there is one data set. */
  readonly dataSets: readonly string[];
  readonly pairing: Pairing;
  readonly blockWord: string;
  readonly repeatWord: string;
  /** Scored rows over training rows of one block, where blocks are splits of one table. */
  readonly testToTrain?: number;
  /** The same by data set, where they differ; `testToTrain` is the largest. */
  readonly testToTrainOn?: readonly (readonly [dataSet: string, ratio: number])[];
  /** The settings were chosen by these very scores. */
  readonly tuning?: 'grid' | 'trials';
  /** Errors that came with the scores were reckoned from the intervals of a summary. */
  readonly errorsFrom?: 'intervals';
  /** What rows told that were scored one by one, before they were averaged: records hold the averages. */
  readonly byRow?: readonly RowAnswers[];
}

export interface ScoresQuestion extends Question<ScoresVariant> {
  readonly protocol: GivenProtocol;
  readonly scores: ScoresDesign;
}

/** What a file tells of itself. */
export interface ScoresFacts extends PlainFacts {
  readonly kind: 'scores';
  readonly reading: ReadingWords;
}

export function isScoresQuestion(question: Question): question is ScoresQuestion {
  return 'scores' in question;
}

export function scoresFactsOf({ origin }: { readonly origin: { readonly kind: string } }): ScoresFacts | undefined {
  return origin.kind === 'scores' ? (origin as ScoresFacts) : undefined;
}
