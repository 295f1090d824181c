/** How many rows a split tests for each that it trains on, where it is known or said. */
import type { WalkedList } from '../../base/walked-list.js';
import { ask } from './ask.js';
import { numberOfFolds } from './number-of-folds.js';
import type { ReadOptions } from './options.js';
import type { Roles } from './roles.js';
import type { Runs } from './runs.js';
import type { ScoresReading } from './scores-reading.js';
import type { Score } from './scores.js';

type Shares = Pick<ScoresReading, 'testToTrain' | 'testToTrainOn'>;

/** k folds leave (k − 1) / k for training; otherwise `--test-share` says it, and must where rows were paired by their order. */
export function testToTrain(
  { fold, byOrder }: Roles,
  { runs, options, scores }: { runs: Runs; options: ReadOptions; scores: WalkedList<Score> },
): Shares {
  const { testShare } = options;
  if (testShare === 'none' || runs.pairing !== 'block') return {};
  if (testShare !== undefined) return { testToTrain: testShare / (1 - testShare) };
  if (fold !== undefined) return sharesOfFolds(scores);
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

/** Data sets may have been divided into different numbers of folds. */
function sharesOfFolds(scores: WalkedList<Score>): Shares {
  const labels = new Map<string, Set<string>>();
  scores.forEach(({ dataSet, block }) => {
    const own = labels.get(dataSet) ?? new Set<string>();
    labels.set(dataSet, own.add(block.split(', ').at(-1)!));
  });
  const ratios = [...labels].flatMap(([dataSet, own]) => {
    const folds = numberOfFolds([...own]);
    return folds > 1 ? [[dataSet, 1 / (folds - 1)] as const] : [];
  });
  if (ratios.length === 0) return {};
  const widest = Math.max(...ratios.map(([, ratio]) => ratio));
  const alike = ratios.length === labels.size && ratios.every(([, ratio]) => ratio === widest);
  return { testToTrain: widest, ...(alike ? {} : { testToTrainOn: ratios }) };
}
