/**
 * `reseed plan --detect 0.01 …`: how many splits and seeds an answer takes, from runs in the folder or from assumed SDs,
 * and what a budget buys. Reads flags and words the result; the arithmetic is `needs.ts`.
 */
import { UserError } from '../base/errors.js';
import type { Metric } from '../question/metric.js';
import type { Question } from '../question/question.js';
import { boughtBy, needsOf, newRowsLimit } from '../planning/needs.js';
import type { Basis, Need, Wish } from '../planning/needs.js';
import { FEWEST_PILOT_BLOCKS } from '../planning/pilot.js';
import { foldCount } from '../design/plan.js';
import { decimal, isOn, wholeNumber } from './flags.js';
import { EXIT } from './io.js';
import { shownPath } from './folders.js';
import type { ExitCode, Flags, Io } from './io.js';
import { basisOf, judging, lookForPilot } from './plan-needs-basis.js';
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
    const points = value === 1 ? '1 point' : `${value} points`;
    throw new UserError(
      flag === 'detect'
        ? `--${flag} ${value}: ${label} lies between 0 and 1, so no difference is as large.`
        : `--${flag} ${value}: ${label} lies between 0 and 1, so that half-width says nothing.`,
      value < 100 ? `For ${points}: --${flag} ${value / 100}` : `For example: --${flag} 0.01`,
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
