/** What each variant has to show: its runs, its records, its scores by block. Pure. */
import { passing } from '../base/walked-list.js';
import type { WalkedList } from '../base/walked-list.js';
import type { Run } from '../design/plan.js';
import type { RunRecord } from '../design/record.js';
import type { Question } from '../question/question.js';
import type { Scores } from '../stats/index.js';
import { recordsOf } from '../store/record-table.js';
import { failedPlaces, foldScores } from './blocks.js';
import type { Evidence } from './evidence.js';
import { pooledScores, singleScores } from './scores.js';
import { metricScores } from './variant.js';
import type { VariantEvidence } from './variant.js';

interface Grid {
  readonly splits: number;
  readonly seeds: number;
  readonly heldSplit: boolean;
}

/** Of the runs of the plan itself: those of cells answer other questions. */
export function evidenceOfVariants({ experiment, origin, runs, records }: Evidence, grid: Grid): VariantEvidence[] {
  const main = passing(runs, ({ cell }) => cell === undefined);
  return Object.entries(experiment.variants).map(([name, variant]) => {
    const own = passing(main, (run) => run.variant === name);
    const pooled = experiment.protocol.kind === 'given' ? singleScores(own, records) : pooledScores(own, records);
    const ownGrid = gridOf(own, grid);
    const scoresOf = metricScores(pooled, ownGrid);
    const traits = origin.traits(name);
    const blockScoresOf = blockScores(experiment, { runs: own, records, grid: ownGrid, scoresOf });
    const failed = failedPlaces(own, records, ownGrid);
    return {
      name,
      variant,
      traits,
      runs: own,
      grid: ownGrid,
      records: recordsOf(own, records),
      pooled,
      scoresOf,
      blockScoresOf,
      failed,
    };
  });
}

/** The part of the grid that a variant was planned for: of two folders side by side one may hold fewer splits. */
function gridOf(runs: WalkedList<Run>, grid: Grid): Grid {
  let [splits, seeds] = [0, 0];
  for (const { split, seed } of runs) {
    if (split >= splits) splits = split + 1;
    if (seed >= seeds) seeds = seed + 1;
  }
  // Only whole blocks are cut off. Seeds of a split that only the other side has still count as missing.
  return grid.heldSplit
    ? { ...grid, seeds: Math.min(seeds, grid.seeds) }
    : { ...grid, splits: Math.min(splits, grid.splits) };
}

function blockScores(
  { protocol }: Question,
  {
    runs,
    records,
    grid,
    scoresOf,
  }: {
    runs: WalkedList<Run>;
    records: ReadonlyMap<string, RunRecord>;
    grid: { splits: number; seeds: number };
    scoresOf: (metric: string) => Scores;
  },
): (metric: string) => Scores {
  if (protocol.kind !== 'kFold') return scoresOf;
  return (metric) => foldScores(runs, records, { ...grid, metric, folds: protocol.folds });
}
