/** What is promised about P(variant wins), rerun risk and the wrong winner: intervals that cover also at the boundary. */
import {
  apartShares,
  differenceEstimate,
  heldApartShare,
  heldShareEstimate,
  heldWinShare,
  kornGraubardEstimate,
  normalCdf,
  normalQuantile,
  probabilityOfImprovement,
  rerunRisk,
  type Scores,
  tQuantile,
  winShares,
  wrongWinner,
} from '../src/stats/index.js';
import type { Estimate } from '../src/base/estimate.js';
import { normal, type PromiseRow, type Uniform } from './promise.js';
import { type Shape, standard, uniformOf } from './simulations.js';

const LEVEL = 0.95;
const RESAMPLES = 999;
const LEAST = [93, 100] as const;
const WINS = 'P(variant wins): the interval holds the truth';
const RISK = 'Rerun risk: the interval holds the truth';
const WRONG = 'Wrong winner, where the difference excludes 0: the interval holds the truth';
const HELD = 'On a held split: the interval holds the truth';
const before = (set: number) => ({ level: LEVEL, key: [set, 1] as const, resamples: RESAMPLES });

const DESIGNS = [
  [5, 1],
  [10, 1],
  [20, 1],
  [10, 2],
  [20, 5],
  [50, 2],
] as const;

export const shareRows: readonly PromiseRow[] = [
  ...DESIGNS.flatMap(([splits, seeds]) =>
    [0.5, 0.75, 0.9, 0.98].map((p) => winRow(p, { splits, seeds, between: 0.3 })),
  ),
  ...[0, 0.9].flatMap((between) => [0.75, 0.95].map((p) => winRow(p, { splits: 20, seeds: 5, between }))),
  ...[5, 10, 20].flatMap((splits) => [0.02, 0.05, 0.2].map((risk) => riskRow(risk, { splits, seeds: 5 }))),
  ...[2, 3].map((seeds) => riskRow(0.05, { splits: 20, seeds })),
  ...[
    [10, 1],
    [20, 1],
    [20, 5],
  ].flatMap(([splits, seeds]) => [0.75, 0.9].map((p) => wrongRow(p, { splits: splits!, seeds: seeds! }))),
  ...[5, 10, 20, 50].flatMap((seeds) =>
    [0.5, 0.9, 0.98].map((p) => heldWinRow(p, { seeds, shape: 'normal', shared: 0 })),
  ),
  heldWinRow(0.9, { seeds: 10, shape: 'normal', shared: 0.5 }),
  heldWinRow(0.9, { seeds: 10, shape: 'skewed', shared: 0 }),
  heldWinRow(0.75, { seeds: 10, shape: 'discrete', shared: 0 }),
  ...[5, 10, 50].flatMap((seeds) => [0.02, 0.2].map((risk) => heldRiskRow(risk, { seeds }))),
];

interface Nested {
  readonly splits: number;
  readonly seeds: number;
}

/** Seed noise of SD 1 in both; the difference varies from split to split with this share of the variance of a pair. */
function pairOf({ splits, seeds, between }: Nested & { between: number }, p: number, u: Uniform): [Scores, Scores] {
  const spread = Math.sqrt((2 * between) / (1 - between));
  const shift = normalQuantile(p) * Math.sqrt(2 + spread * spread);
  const noise = (centre: number): number[] => Array.from({ length: seeds }, () => centre + normal(u));
  const centres = Array.from({ length: splits }, () => shift + spread * normal(u));
  return [centres.map(noise), centres.map(() => noise(0))];
}

function winRow(p: number, design: Nested & { between: number }): PromiseRow {
  return {
    section: WINS,
    row: `${design.splits} × ${design.seeds}, truth ${p}, ${100 * design.between} % between splits`,
    counted: 'holds the truth',
    promised: LEAST,
    before: (u, set) => {
      const [a, b] = pairOf(design, p, u);
      return holds(probabilityOfImprovement(a, b, { ...before(set), better: 'higher', method: 'percentile' }), p);
    },
    now: (u) => {
      const [a, b] = pairOf(design, p, u);
      return holds(kornGraubardEstimate(winShares(a, b, { better: 'higher' }), { level: LEVEL }), p);
    },
  };
}

/** Every other split has twice the seed noise. */
function riskRow(risk: number, { splits, seeds }: Nested): PromiseRow {
  const delta = deltaFor(risk, [1, 2]);
  const draw = (u: Uniform): Scores =>
    Array.from({ length: splits }, () => {
      const sd = u() < 0.5 ? 1 : 2;
      return Array.from({ length: seeds }, () => sd * normal(u));
    });
  return {
    section: RISK,
    row: `${splits} × ${seeds}, truth ${risk}`,
    counted: 'holds the truth',
    promised: LEAST,
    before: (u, set) => holds(rerunRisk(draw(u), { ...before(set), delta, method: 'percentile' }), risk),
    now: (u) => holds(kornGraubardEstimate(apartShares(draw(u), { delta }), { level: LEVEL }), risk),
  };
}

function wrongRow(p: number, design: Nested): PromiseRow {
  const of = (probability: Estimate, [a, b]: [Scores, Scores], set: number): boolean | undefined => {
    const difference = differenceEstimate(b, a, { ...before(set), method: 't' });
    const wrong = wrongWinner(probability, { difference, better: 'higher' });
    return wrong.point === null || wrong.low === null ? undefined : holds(wrong, 1 - p);
  };
  return {
    section: WRONG,
    row: `${design.splits} × ${design.seeds}, truth ${(1 - p).toFixed(2)}`,
    counted: 'holds the truth',
    promised: [92, 100],
    before: (u, set) => {
      const pair = pairOf({ ...design, between: 0.3 }, p, u);
      const options = { ...before(set), better: 'higher', method: 'percentile' } as const;
      return of(probabilityOfImprovement(...pair, options), pair, set);
    },
    now: (u, set) => {
      const pair = pairOf({ ...design, between: 0.3 }, p, u);
      return of(kornGraubardEstimate(winShares(...pair, { better: 'higher' }), { level: LEVEL }), pair, set);
    },
  };
}

/** `shared`: correlation of the two variants' scores at the same seed. */
function heldWinRow(p: number, { seeds, shape, shared }: { seeds: number; shape: Shape; shared: number }): PromiseRow {
  const shift = normalQuantile(p) * Math.SQRT2;
  const truth = shape === 'normal' ? p : populationWins(shape, shift);
  const draw = (u: Uniform): [number[], number[]] => {
    const pairs = Array.from({ length: seeds }, () => {
      const common = Math.sqrt(shared) * normal(u);
      const own = Math.sqrt(1 - shared);
      return [shift + common + own * standard(shape, u), common + own * standard(shape, u)] as const;
    });
    return [pairs.map(([a]) => a), pairs.map(([, b]) => b)];
  };
  return {
    section: HELD,
    row: `P(wins), ${seeds} seeds, ${shape}, truth ${truth.toFixed(2)}, correlation ${shared}`,
    counted: 'holds the truth',
    promised: LEAST,
    before: (u, set) => {
      const [a, b] = draw(u);
      return holds(
        probabilityOfImprovement(flat(a), flat(b), { ...before(set), better: 'higher', method: 'percentile' }),
        truth,
      );
    },
    now: (u) => {
      const { share, ...rest } = heldWinShare(...draw(u), { better: 'higher' });
      return holds(heldShareEstimate(share, { ...rest, level: LEVEL }), truth);
    },
  };
}

function heldRiskRow(risk: number, { seeds }: { seeds: number }): PromiseRow {
  const delta = deltaFor(risk, [1]);
  const draw = (u: Uniform): number[] => Array.from({ length: seeds }, () => normal(u));
  return {
    section: HELD,
    row: `rerun risk, ${seeds} seeds, truth ${risk}`,
    counted: 'holds the truth',
    promised: LEAST,
    before: (u) => holds(jackknifeT(draw(u), delta), risk),
    now: (u) => {
      const { share, ...rest } = heldApartShare(draw(u), { delta });
      return holds(heldShareEstimate(share, { ...rest, level: LEVEL }), risk);
    },
  };
}

/** The delta that two normal reruns exceed with this probability, on average over splits with these SDs. */
function deltaFor(risk: number, sds: readonly number[]): number {
  let [low, high] = [0, 100];
  for (let step = 0; step < 80; step++) {
    const middle = (low + high) / 2;
    const at = sds.reduce((sum, sd) => sum + 2 * normalCdf(-middle / (Math.SQRT2 * sd)), 0) / sds.length;
    if (at > risk) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** P(shifted draw > other draw), ties half, by a long fixed stream of its own. */
function populationWins(shape: Shape, shift: number): number {
  const u = uniformOf('promise', 'population', shape, String(shift));
  let wins = 0;
  const draws = 200_000;
  for (let i = 0; i < draws; i++) {
    const ahead = shift + standard(shape, u) - standard(shape, u);
    wins += Math.abs(ahead) < 1e-9 ? 0.5 : ahead > 0 ? 1 : 0;
  }
  return wins / draws;
}

/** As the first edition had it: Student's t on the jackknife, cut at 0 and 1. */
function jackknifeT(scores: readonly number[], delta: number): Pick<Estimate, 'low' | 'high'> {
  const { share, variance, seeds } = heldApartShare(scores, { delta });
  const half = tQuantile((1 + LEVEL) / 2, seeds - 1) * Math.sqrt(variance);
  return { low: Math.max(0, share - half), high: Math.min(1, share + half) };
}

const flat = (values: readonly number[]): Scores => values.map((value) => [value]);

function holds({ low, high }: Pick<Estimate, 'low' | 'high'>, truth: number): boolean | undefined {
  return low === null || high === null ? undefined : low <= truth && truth <= high;
}
