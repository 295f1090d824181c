/** How many rows a split tests for each that it trains on, where it is known or said. */
import type { WalkedList } from '../../base/walked-list.js';
import { ask } from './ask.js';
import type { ReadOptions } from './options.js';
import type { Roles } from './roles.js';
import type { Runs } from './runs.js';
import type { ScoresReading } from './scores-reading.js';
import type { Score } from './scores.js';

/** k folds leave (k − 1) / k for training; otherwise `--test-share` says it, and must where rows were paired by their order. */
export function testToTrain(
  { fold, byOrder }: Roles,
  { runs, options, scores }: { runs: Runs; options: ReadOptions; scores: WalkedList<Score> },
): Pick<ScoresReading, 'testToTrain'> {
  const { testShare } = options;
  if (testShare === 'none' || runs.pairing !== 'block') return {};
  if (testShare !== undefined) return { testToTrain: testShare / (1 - testShare) };
  if (fold !== undefined) {
    const folds = new Set(scores.map(({ block }) => block.split(', ').at(-1))).size;
    return folds > 1 ? { testToTrain: 1 / (folds - 1) } : {};
  }
  if (byOrder !== 'block') return {};
  throw ask('What are the rows that --block row pairs?', [
    {
      flag: '--block row --test-share 1/10',
      means: 'folds of 10-fold cross-validation, repeated or not: tenths of one table',
    },
    { flag: '--block row --test-share 0.2', means: 'splits of one table with a fifth of the rows for testing' },
    { flag: '--block row --test-share none', means: 'no splits of one table: fresh data each, or seeds' },
  ]);
}
