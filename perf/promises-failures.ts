/**
 * What is promised where runs fail: an arm does not win by its survivors, nor look steadier by them; what is truly better
 * is still found; failure rates have honest intervals.
 */
import {
  differenceEstimate,
  failureRateDifference,
  type Failures,
  type Scores,
  sdRatioRerun,
  trimmedLead,
} from '../src/stats/index.js';
import type { Estimate } from '../src/base/estimate.js';
import { judgeDifference, judgeSpread, leadOf } from '../src/stats/verdict.js';
import { normal, type PromiseRow, type Uniform } from './promise.js';

const LEVEL = 0.95;
const SPLITS = 20;
const SEEDS = 5;
const EQUAL = 'Equal arms, one of which fails: it is called better';
const STEADIER = 'Equal arms, one of which fails: it is called steadier';
const FOUND = 'A variant that is better by seven tenths of a seed SD: it is called better';
const RATES = 'Failure rates: the interval of their difference holds the truth';

/** Which runs of an arm fail: its worst by raw score, its worst within their splits, or any. */
type Which = 'raw' | 'within' | 'any';

const WHICH: Readonly<Record<Which, string>> = {
  raw: 'the worst by score',
  within: 'the worst within their splits',
  any: 'any',
};

interface Design {
  readonly which: Which;
  /** Share of the variant's runs that fail. */
  readonly share: number;
  /** Share of the baseline's runs that fail, any. */
  readonly baselineShare?: number;
  /** True lead in seed SDs. */
  readonly lead?: number;
}

export const failureRows: readonly PromiseRow[] = [
  ...(['raw', 'within', 'any'] as const).flatMap((which) =>
    [0.05, 0.16, 0.3].map((share) => equalRow({ which, share })),
  ),
  ...(['raw', 'within'] as const).flatMap((which) => [0.05, 0.16, 0.3].map((share) => steadierRow({ which, share }))),
  foundRow({ which: 'any', share: 0, lead: 0.7 }, 85),
  foundRow({ which: 'any', share: 0.16, baselineShare: 0.16, lead: 0.7 }, 85),
  foundRow({ which: 'any', share: 0.16, lead: 0.7 }, 50),
  ...[
    [0, 0],
    [0.02, 0.02],
    [0.05, 0.2],
    [0, 0.5],
  ].flatMap(([a, b]) => [0, 0.5].map((together) => rateRow([a!, b!], together))),
];

/** Split effects and seed noise of SD 1; the variant's failed runs are NaN. */
function draw(
  u: Uniform,
  { which, share, baselineShare = 0, lead = 0 }: Design,
): { baseline: Scores; variant: Scores; failed: { baseline: number; variant: number } } {
  const centres = Array.from({ length: SPLITS }, () => normal(u));
  const arm = (shift: number): number[][] =>
    centres.map((centre) => Array.from({ length: SEEDS }, () => centre + shift + normal(u)));
  const [whole, other] = [arm(0), arm(lead)];
  const badness = (score: number, split: number): number =>
    which === 'any' ? u() : which === 'raw' ? score : score - centres[split]!;
  const variant = failing(other, { share, badness });
  const baseline = failing(whole, { share: baselineShare, badness: () => u() });
  const missing = (scores: Scores): number => scores.flat().filter(Number.isNaN).length;
  return { baseline, variant, failed: { baseline: missing(baseline), variant: missing(variant) } };
}

function failing(
  scores: Scores,
  { share, badness }: { share: number; badness: (score: number, split: number) => number },
): Scores {
  const all = scores.flatMap((split, i) => split.map((score, j) => ({ key: `${i} ${j}`, bad: badness(score, i) })));
  const gone = new Set(
    all
      .sort((a, b) => a.bad - b.bad)
      .slice(0, Math.round(share * all.length))
      .map(({ key }) => key),
  );
  return scores.map((split, i) => split.map((score, j) => (gone.has(`${i} ${j}`) ? NaN : score)));
}

const difference = (baseline: Scores, variant: Scores): Estimate =>
  differenceEstimate(baseline, variant, { level: LEVEL, key: [1, 2], method: 't' });
const ratio = (baseline: Scores, variant: Scores): Estimate =>
  sdRatioRerun(baseline, variant, { level: LEVEL, key: [1, 2] });

function leads(u: Uniform, design: Design, { trimmed }: { trimmed: boolean }): boolean {
  const arms = draw(u, design);
  const estimate = difference(arms.baseline, arms.variant);
  const plain = judgeDifference(estimate, { threshold: 1e-9, better: 'higher' });
  if (!trimmed || leadOf(plain) !== 1) return leadOf(plain) === 1;
  const found = trimmedLead(arms, { failed: arms.failed, leads: 'variant', better: 'higher', estimate: difference });
  const facts = found === undefined ? {} : { leadSurvivesFailures: found.holds };
  return leadOf(judgeDifference(estimate, { threshold: 1e-9, better: 'higher', ...facts })) === 1;
}

function steadier(u: Uniform, design: Design, { trimmed }: { trimmed: boolean }): boolean {
  const arms = draw(u, design);
  const estimate = ratio(arms.baseline, arms.variant);
  const plain = judgeSpread(estimate, { threshold: 1e-9 });
  if (!trimmed || leadOf(plain) !== 1) return leadOf(plain) === 1;
  const options = { failed: arms.failed, leads: 'variant', better: 'higher', estimate: ratio, of: 'sdRatio' } as const;
  const found = trimmedLead(arms, options);
  const facts = found === undefined ? {} : { leadSurvivesFailures: found.holds };
  return leadOf(judgeSpread(estimate, { threshold: 1e-9, ...facts })) === 1;
}

/** Of arms that are alike except for their failures at most five in a hundred may be called anything. */
function alikeRow(
  design: Design,
  { called, ...row }: Pick<PromiseRow, 'section' | 'counted' | 'most'> & { readonly called: typeof leads },
): PromiseRow {
  return {
    ...row,
    row: `20 × 5, ${100 * design.share} % of its runs fail: ${WHICH[design.which]}`,
    promised: [0, 5],
    before: (u) => called(u, design, { trimmed: false }),
    now: (u) => called(u, design, { trimmed: true }),
  };
}

function equalRow(design: Design): PromiseRow {
  return alikeRow(design, { section: EQUAL, counted: 'called better', most: 2000, called: leads });
}

function steadierRow(design: Design): PromiseRow {
  return alikeRow(design, { section: STEADIER, counted: 'called steadier', most: 1000, called: steadier });
}

function foundRow(design: Design, least: number): PromiseRow {
  const { share, baselineShare = 0 } = design;
  return {
    section: FOUND,
    row: `20 × 5, any ${100 * share} % of its runs and any ${100 * baselineShare} % of the baseline’s fail`,
    counted: 'called better',
    promised: [least, 100],
    most: 2000,
    before: (u) => leads(u, design, { trimmed: false }),
    now: (u) => leads(u, design, { trimmed: true }),
  };
}

/** `together`: the share of a failure's chance that hits all runs of a split at once. */
function rateRow([a, b]: readonly [number, number], together: number): PromiseRow {
  const failures = (u: Uniform, rate: number): Failures =>
    Array.from({ length: SPLITS }, () => {
      const all = u() < rate * together;
      const own = (rate * (1 - together)) / (1 - rate * together);
      return Array.from({ length: SEEDS }, () => all || u() < own);
    });
  return {
    section: RATES,
    row: `20 × 5, ${100 * a} % against ${100 * b} %, ${together === 0 ? 'runs fail alone' : 'half of it by whole splits'}`,
    counted: 'holds the truth',
    promised: [93, 100],
    most: 4000,
    now: (u) => {
      const { low, high } = failureRateDifference(failures(u, a), failures(u, b), { level: LEVEL });
      return low! <= b - a && b - a <= high!;
    },
  };
}
