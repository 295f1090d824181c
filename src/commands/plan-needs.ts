/**
 * `reseed plan --detect 0.01 …`: how many splits and seeds an answer takes, from runs in the folder or from assumed SDs,
 * and what a budget buys. Reads flags and words the result; the arithmetic is `needs.ts`.
 */
import { comparisonPairs } from '../question/pairs.js';
import { UserError } from '../base/errors.js';
import { taskOf, testToTrainOf } from '../origins/facts.js';
import type { OriginFacts } from '../origins/facts.js';
import type { Metric } from '../question/metric.js';
import type { Question } from '../question/question.js';
import { loadManifest } from '../store/manifest.js';
import { withKeptScores } from '../bench/kept-metrics.js';
import { boughtBy, needsOf, newRowsLimit } from '../planning/needs.js';
import type { Basis, Need, Wish } from '../planning/needs.js';
import { FEWEST_PILOT_BLOCKS, pilotOf } from '../planning/pilot.js';
import type { Pilot } from '../planning/pilot.js';
import { foldCount, planRuns } from '../design/plan.js';
import { pairedVariance } from '../stats/index.js';
import { readRecords } from '../store/store.js';
import { metricsOn } from './metric-flags.js';
import { decimal, isOn, wholeNumber } from './flags.js';
import { EXIT } from './io.js';
import { shownPath } from './folders.js';
import type { ExitCode, Flags, Io } from './io.js';
import { describeNeeds } from './plan-needs-words.js';
import type { NeedsSummary, Priced } from './plan-needs-words.js';
import type { Prepared } from './prepare.js';

/** The flags that ask for this instead of the plain plan. */
const ASKING = ['detect', 'sd-ratio', 'total-sd-ratio', 'half-width', 'budget'] as const;
const GOING_WITH = ['power', 'sd-split', 'sd-seed', 'correlation'] as const;
const SHOWN_SEEDS = [1, 2, 3, 5, 10, 20];
const DEFAULT_POWER = 0.8;

/** @throws {UserError} if flags are there that only go with these */
export function asksForNeeds(flags: Flags): boolean {
  if (ASKING.some((name) => flags[name] !== undefined)) return true;
  const stray = GOING_WITH.find((name) => flags[name] !== undefined);
  if (stray === undefined) return false;
  throw new UserError(
    `--${stray} goes with --detect, --half-width, --sd-ratio, --total-sd-ratio or --budget.`,
    `For example: --detect 0.01`,
  );
}

/** @param options.measure what one run takes, asked for only where the folder's records do not say */
export async function showNeeds(
  prepared: Prepared,
  { flags, io, measure }: { flags: Flags; io: Io; measure: () => Promise<number> },
): Promise<ExitCode> {
  const { question: experiment, workers } = prepared;
  const wish = wishOf(flags, experiment);
  const { metric, pilot } = lookForPilot(prepared, flags);
  refusePoints(wish, metric);
  const { basis: bare, from } = basisOf(flags, { experiment, pilot });
  const basis: Basis = { ...bare, ...judging(experiment, prepared.origin.facts) };
  refuseTotals(wish, basis);
  refuseWithoutVariances(wish, { basis, where: shownPath(io, prepared.folder) });
  const perNeed = Object.keys(experiment.variants).length * foldCount(experiment.protocol);
  const msPerRun = pilot?.msPerRun ?? (await measure());
  const summary: NeedsSummary = {
    schema: 1,
    experiment: experiment.name,
    metric: metric.name,
    wish,
    basis: { ...basis, from, ...(pilot === undefined ? {} : { blocks: pilot.blocks, seeds: pilot.seeds }) },
    ...answersTo(wish, { basis, budget: wholeNumber(flags, 'budget', { least: 1 }), perNeed, msPerRun, workers }),
    msPerRun,
    workers,
  };
  const command = prepared.command.replaceAll(/ --(?:splits|seeds) \d+/g, '');
  io.out(
    isOn(flags, 'json')
      ? `${JSON.stringify(summary, null, 2)}\n`
      : describeNeeds(summary, { scale: metric.scale, perNeed, command }),
  );
  return EXIT.done;
}

/** Shares lie between 0 and 1: whoever asks for 5 means points. */
function refusePoints({ detect, halfWidth }: Wish, { scale, label }: Pick<Metric, 'scale' | 'label'>): void {
  if (scale !== 'share') return;
  for (const [flag, value] of Object.entries({ detect, 'half-width': halfWidth })) {
    if (value === undefined || value < 1) continue;
    throw new UserError(
      `--${flag} ${value}: ${label} lies between 0 and 1, so no difference is as large.`,
      value < 100 ? `For ${value} points: --${flag} ${value / 100}` : `For example: --${flag} 0.01`,
    );
  }
}

function refuseWithoutVariances(
  { detect, halfWidth }: Wish,
  { basis: { variances, heldSplit }, where }: { basis: Basis; where: string },
): void {
  const remedy =
    'Train a pilot, such as "reseed bench --splits 10 --seeds 3", or assume SDs with --sd-split and --sd-seed.';
  if (variances.length > 0 && variances.every(({ split, seed }) => split + seed === 0)) {
    throw new UserError('All differences in the pilot are equal: no spread, nothing to plan from.', remedy);
  }
  if (variances.length === 0 && (detect !== undefined || halfWidth !== undefined)) {
    throw new UserError(
      `There are no runs in ${where} to plan from: it takes ${FEWEST_PILOT_BLOCKS} ${heldSplit ? 'seeds' : 'splits'} with scores of all variants.`,
      remedy,
    );
  }
}

function refuseTotals({ sdRatio, totalSdRatio }: Wish, { heldSplit, totals }: Basis): void {
  if (totalSdRatio === undefined) return;
  if (heldSplit) {
    throw new UserError(
      'The split is held fixed, so all of the spread is that of reruns.',
      'Ask for it: --sd-ratio in place of --total-sd-ratio.',
    );
  }
  if (sdRatio !== undefined && totals === undefined) {
    throw new UserError(
      '--sd-ratio and --total-sd-ratio together take the SDs of splits and of seeds.',
      'Train a pilot with several seeds, assume SDs with --sd-split and --sd-seed, or ask one after the other.',
    );
  }
}

interface Pricing {
  readonly basis: Basis;
  readonly budget: number | undefined;
  /** Runs for one score of every variant. */
  readonly perNeed: number;
  readonly msPerRun: number;
  readonly workers: number;
}

function answersTo(
  wish: Wish,
  { basis, budget, perNeed, msPerRun, workers }: Pricing,
): Pick<NeedsSummary, 'best' | 'bestForNewRows' | 'needs' | 'budget' | 'newRowsLimit'> {
  const priced = <T extends Need>(need: T): T & Priced => {
    const runs = need.splits * need.seeds * perNeed;
    return { ...need, runs, minutes: (runs * msPerRun) / workers / 60_000 };
  };
  const { best, bestForNewRows, needs } = hasWish(wish)
    ? needsOf(wish, { basis, shown: SHOWN_SEEDS })
    : { best: undefined, bestForNewRows: undefined, needs: [] };
  if (best !== undefined && !Number.isFinite(best.splits * best.seeds)) {
    throw new UserError('That would take over a million splits.', 'Ask for a larger difference or a wider interval.');
  }
  const limit = best === undefined || wish.detect === undefined ? undefined : newRowsLimit(best.seeds, { wish, basis });
  const answers = {
    ...(best === undefined ? {} : { best: priced(best) }),
    ...(bestForNewRows === undefined ? {} : { bestForNewRows: priced(bestForNewRows) }),
    needs: needs.map(priced),
    ...(limit === undefined ? {} : { newRowsLimit: limit }),
  };
  if (budget === undefined) return answers;
  const { mean, sdRatio } = boughtBy(Math.floor(budget / perNeed), { ...wish, basis });
  return {
    ...answers,
    budget: { runs: budget, mean: mean && priced(mean), sdRatio: sdRatio && priced(sdRatio) },
  };
}

function hasWish({ detect, halfWidth, sdRatio, totalSdRatio }: Wish): boolean {
  return [detect, halfWidth, sdRatio, totalSdRatio].some((each) => each !== undefined);
}

function wishOf(flags: Flags, { level }: Question): Wish {
  const detect = decimal(flags, 'detect', { above: 0, example: '0.01' });
  const halfWidth = decimal(flags, 'half-width', { above: 0, example: '0.005' });
  const sdRatio = decimal(flags, 'sd-ratio', { above: 0, example: '1.5' });
  const totalSdRatio = decimal(flags, 'total-sd-ratio', { above: 0, example: '1.5' });
  const power = decimal(flags, 'power', { above: 0.5, below: 1, example: '0.8' }) ?? DEFAULT_POWER;
  for (const [name, ratio] of Object.entries({ 'sd-ratio': sdRatio, 'total-sd-ratio': totalSdRatio })) {
    if (ratio === 1) throw new UserError(`--${name} 1 is no difference to tell.`, `For example: --${name} 1.5`);
  }
  return {
    level,
    power,
    ...(detect === undefined ? {} : { detect }),
    ...(halfWidth === undefined ? {} : { halfWidth }),
    ...(sdRatio === undefined ? {} : { sdRatio }),
    ...(totalSdRatio === undefined ? {} : { totalSdRatio }),
  };
}

/** Whatever runs of this experiment the folder holds, be they of more splits or seeds than it would have now. */
function lookForPilot(prepared: Prepared, flags: Flags) {
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
function judging(question: Question, facts: OriginFacts): Pick<Basis, 'comparisons' | 'testToTrain' | 'folds'> {
  const comparisons = Math.max(1, comparisonPairs(question).length);
  const { protocol, vary } = question;
  if (!vary.includes('split')) return { comparisons };
  if (protocol.kind === 'kFold') return { comparisons, testToTrain: 1 / (protocol.folds - 1), folds: protocol.folds };
  const testToTrain = testToTrainOf(facts);
  return testToTrain === undefined ? { comparisons } : { comparisons, testToTrain };
}

type BareBasis = Omit<Basis, 'comparisons' | 'testToTrain' | 'folds'>;

/** The SDs to plan with: those that flags assume, or else those that a pilot bench in the folder shows. */
function basisOf(
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
      'Leave it away, or assume the SDs as well.',
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

/** Under this name, where every comparison has one. */
function ofAll<Name extends string, T>(name: Name, each: readonly (T | undefined)[]): { readonly [key in Name]?: T[] } {
  const there = each.filter((one) => one !== undefined);
  return there.length === each.length && there.length > 0 ? ({ [name]: there } as { [key in Name]: T[] }) : {};
}
