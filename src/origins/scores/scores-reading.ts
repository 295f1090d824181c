/** What a file of scores was read as, and the words for it. Types only. */
import type { WalkedList } from '../../base/walked-list.js';
import type { Pairing, Score, ScoreMetric } from './scores.js';

export interface Line {
  readonly column: string;
  readonly role: string;
  readonly words: string;
}

/** How a file was understood, in parts. */
export interface ReadingWords {
  readonly headline: string;
  readonly columns: readonly Line[];
  readonly rules: readonly string[];
}

export interface ScoresReading {
  /** Base name of what was read: the results folder’s name. */
  readonly name: string;
  readonly words: ReadingWords;
  readonly metrics: readonly ScoreMetric[];
  /** In the order of the file. */
  readonly variants: readonly string[];
  readonly baseline: string;
  /** Whether the baseline was named, or is the first. */
  readonly baselineChosen: boolean;
  readonly dataSets: readonly string[];
  readonly pairing: Pairing;
  /** What a block and a repeat are, in a word: `fold`, `split`, `seed`, `run`. */
  readonly blockWord: string;
  readonly repeatWord: string;
  /** Test rows over training rows of one block, where blocks are splits of one table and it is known. */
  readonly testToTrain?: number;
  /** The same by data set, where they differ; `testToTrain` is the largest. */
  readonly testToTrainOn?: readonly (readonly [dataSet: string, ratio: number])[];
  readonly tuning?: 'grid' | 'trials';
  /** Errors that came with the scores were reckoned from the intervals of a summary. */
  readonly errorsFrom?: 'intervals';
  readonly scores: WalkedList<Score>;
  readonly failures: ReadonlyMap<string, number>;
  readonly notes: readonly string[];
}
