/** The one-source-at-a-time runs → how much of the spread each source gives. Pure. */
import type { SourceBreakdown } from './optional-parts.js';
import type { Estimate } from '../estimate.js';
import { SOURCES } from '../question/question.js';
import type { Question } from '../question/question.js';
import type { Origin } from '../origins/origin.js';
import type { Run } from '../plan.js';
import { pooledScores } from './scores.js';
import type { ScoredRecords } from './scores.js';
import { oneSourceVariance, transformEstimate } from '../stats/index.js';
import type { EstimateOptions, Scores } from '../stats/index.js';

/** One breakdown a variant, for one metric; undefined unless the experiment has such runs. */
export function analyseSources(
  experiment: Question,
  {
    traits,
    runs,
    records,
    metric,
    totals,
    options,
  }: {
    traits: Origin['traits'];
    runs: readonly Run[];
    records: ScoredRecords;
    metric: string;
    /** Total SD of each variant from the main design. */
    totals: ReadonlyMap<string, Estimate>;
    options: EstimateOptions;
  },
): readonly SourceBreakdown[] | undefined {
  const { sources } = experiment;
  if (sources === undefined) return undefined;
  return Object.keys(experiment.variants).map((name) => {
    const { unused } = traits(name);
    const total = totals.get(name)!;
    const variance = total.point === null ? null : total.point * total.point;
    const measured = SOURCES.map((source) => {
      const own = runs.filter((run) => run.variant === name && run.cell?.source === source);
      const scores = contextScores(own, { records, metric, contexts: sources.contexts });
      return { source, none: unused.includes(source), estimate: oneSourceVariance(scores, options) };
    });
    const parts = measured.map(({ source, none, estimate }) => ({
      source,
      none,
      sd: transformEstimate(estimate, Math.sqrt),
      share: none ? 0 : shareOf(estimate.point, variance),
    }));
    const shares = parts.map(({ share }) => share);
    const known = shares.every((share) => share !== null);
    const interactionShare = known ? 1 - shares.reduce((sum, share) => sum + share, 0) : null;
    return {
      variant: name,
      contexts: sources.contexts,
      repetitions: sources.repetitions,
      parts,
      total,
      interactionShare,
    };
  });
}

function shareOf(part: number | null, total: number | null): number | null {
  return part === null || total === null || total === 0 ? null : part / total;
}

/** [context][repetition] of one source. */
function contextScores(
  runs: readonly Run[],
  { records, metric, contexts }: { records: ScoredRecords; metric: string; contexts: number },
): Scores {
  const result: number[][] = Array.from({ length: contexts }, () => []);
  const byContext = new Map<number, Run[]>();
  for (const run of runs) byContext.set(run.cell!.context, [...(byContext.get(run.cell!.context) ?? []), run]);
  for (const [context, group] of byContext) {
    result[context] = pooledScores(group, records).map(({ metrics }) => metrics[metric] ?? NaN);
  }
  return result;
}
