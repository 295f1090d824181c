/** What a plan of needs rests on: the runs that are there (a pilot), or SDs that flags assume; and how the report will judge. */
import { withKeptScores } from '../bench/kept-metrics.js';
import { UserError } from '../base/errors.js';
import { planRuns } from '../design/plan.js';
import { taskOf, testToTrainOf } from '../origins/facts.js';
import type { OriginFacts } from '../origins/facts.js';
import type { Basis } from '../planning/needs.js';
import { pilotOf } from '../planning/pilot.js';
import type { Pilot } from '../planning/pilot.js';
import { comparisonPairs } from '../question/pairs.js';
import type { Question } from '../question/question.js';
import { pairedVariance } from '../stats/index.js';
import { loadManifest } from '../store/manifest.js';
import { readRecords } from '../store/store.js';
import { decimal } from './flags.js';
import type { Flags } from './io.js';
import { metricsOn } from './metric-flags.js';
import type { NeedsSummary } from './plan-needs-words.js';
import type { Prepared } from './prepare.js';

/** The runs of this experiment that the folder holds, also those of more splits or seeds than are asked for now. */
export function lookForPilot(prepared: Prepared, flags: Flags) {
  const { question: experiment, origin, folder } = prepared;
  const task = taskOf(origin.facts);
  const metric = metricsOn(task, { question: experiment, flags })[0]!;
  const there = prepared.fresh ? undefined : loadManifest(folder)?.experiment.protocol;
  if (there === undefined) return { metric, pilot: undefined };
  const { splits, seeds } = experiment.protocol;
  const protocol = {
    ...experiment.protocol,
    splits: Math.max(splits, there.splits),
    seeds: Math.max(seeds, there.seeds),
  };
  const widest = { ...experiment, protocol };
  const { records } = readRecords(folder, { withoutPredictions: true });
  const scored = withKeptScores(records, { folder, experiment, task });
  return { metric, pilot: pilotOf(widest, { runs: planRuns(widest, origin), records: scored, metric: metric.name }) };
}

/** How the report will judge: how many comparisons together, and whether there is an interval for new rows. */
export function judging(question: Question, facts: OriginFacts): Pick<Basis, 'comparisons' | 'testToTrain' | 'folds'> {
  const comparisons = Math.max(1, comparisonPairs(question).length);
  const { protocol, vary } = question;
  if (!vary.includes('split')) return { comparisons };
  if (protocol.kind === 'kFold') return { comparisons, testToTrain: 1 / (protocol.folds - 1), folds: protocol.folds };
  const testToTrain = testToTrainOf(facts);
  return testToTrain === undefined ? { comparisons } : { comparisons, testToTrain };
}

type BareBasis = Omit<Basis, 'comparisons' | 'testToTrain' | 'folds'>;

/** The SDs to plan with: those that flags assume, or else those that a pilot bench in the folder shows. */
export function basisOf(
  flags: Flags,
  { experiment, pilot }: { experiment: Question; pilot: Pilot | undefined },
): { basis: BareBasis; from: NeedsSummary['basis']['from'] } {
  const heldSplit = !experiment.vary.includes('split');
  const split = decimal(flags, 'sd-split', { above: 0, from: 0, example: '0.02' });
  const seed = decimal(flags, 'sd-seed', { above: 0, from: 0, example: '0.01' });
  const related = decimal(flags, 'correlation', { above: -1, below: 1, example: '0.5' });
  if (split !== undefined || seed !== undefined) {
    if (heldSplit ? seed === undefined || split !== undefined : split === undefined || seed === undefined) {
      throw new UserError(
        heldSplit
          ? `${experiment.name} holds its split fixed: only --sd-seed can be assumed.`
          : '--sd-split and --sd-seed go together: SDs of a score between splits, and between seeds of one split.',
        heldSplit ? 'For example: --sd-seed 0.01' : 'For example: --sd-split 0.02 --sd-seed 0.01',
      );
    }
    const correlation = related ?? 0;
    const paired = (sd = 0): number => pairedVariance(sd * sd, sd * sd, correlation);
    const variances = heldSplit ? { split: paired(seed), seed: 0 } : { split: paired(split), seed: paired(seed) };
    const alike = { split: correlation, seed: correlation };
    const totals = [{ split: (split ?? 0) * (split ?? 0), seed: (seed ?? 0) * (seed ?? 0), correlation: alike }];
    const known = heldSplit ? {} : { totals };
    return { basis: { variances: [variances], correlation, heldSplit, apart: !heldSplit, ...known }, from: 'assumed' };
  }
  if (related !== undefined && pilot !== undefined) {
    throw new UserError(
      '--correlation goes with --sd-split and --sd-seed: here the runs in the folder say it.',
      'Leave it out, or assume the SDs as well.',
    );
  }
  if (pilot === undefined) {
    return { basis: { variances: [], correlation: related ?? 0, heldSplit, apart: false }, from: 'nothing' };
  }
  const apart = !heldSplit && pilot.seeds > 1;
  // Pairs that vary together save runs for an SD ratio: the least of the comparisons is on the safe side.
  const usable = heldSplit || apart;
  const correlation = usable ? Math.min(...pilot.comparisons.map((each) => Math.abs(each.correlation ?? 0))) : 0;
  return {
    basis: {
      variances: pilot.comparisons.map(({ variances }) => variances),
      pilots: pilot.comparisons.map(({ measured }) => measured),
      correlation,
      heldSplit,
      apart,
      ...ofAll(
        'totals',
        pilot.comparisons.map(({ total }) => total),
      ),
      ...ofAll(
        'foldPilots',
        pilot.comparisons.map(({ folds }) => folds),
      ),
    },
    from: 'pilot',
  };
}

/** All of them under this name; nothing if any comparison lacks one. */
function ofAll<Name extends string, T>(name: Name, each: readonly (T | undefined)[]): { readonly [key in Name]?: T[] } {
  const there = each.filter((one) => one !== undefined);
  return there.length === each.length && there.length > 0 ? ({ [name]: there } as { [key in Name]: T[] }) : {};
}
