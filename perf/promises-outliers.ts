/**
 * What is promised beside outliers and many variants: the median's interval holds where the mean's does not, a softened
 * lead is seldom wrong, a flag is neither raised for ties nor for a hard split, and letters agree with the words.
 */
import {
  allPairDifferences,
  farOut,
  medianDifference,
  differenceEstimate,
  outliersWithinSplits,
  quantile,
  type Scores,
  severeOutliers,
  strikinglyFarOut,
  simultaneousDifferences,
  type SimultaneousEstimate,
} from '../src/stats/index.js';
import type { Comparison, MetricInfo } from '../src/analysis/analysis.js';
import { rankVariants } from '../src/analysis/ranking.js';
import type { Estimate } from '../src/base/estimate.js';
import { judgeDifference, leadOf } from '../src/stats/verdict.js';
import { normal, type PromiseRow, type Uniform } from './promise.js';
import { uniformOf } from './simulations.js';

const LEVEL = 0.95;
const HELD = 'Rare large scores in the variant: the interval of the difference holds the truth';
const LEADS = 'Equal arms with rare large scores in both: one is called better';
const FLAGS = 'Runs flagged as far out';
const LETTERS = 'Many variants, all alike: any pair differs by its letters';

/** `large`: 5 % of scores lie 10 SDs up. `collapse`: 10 % lie 8 SDs down. */
type Trouble = 'large' | 'collapse';
const TROUBLE: Readonly<Record<Trouble, { rate: number; shift: number; words: string }>> = {
  large: { rate: 0.05, shift: 10, words: '5 % lie 10 SDs up' },
  collapse: { rate: 0.1, shift: -8, words: '10 % lie 8 SDs down' },
};

export const outlierRows: readonly PromiseRow[] = [
  ...(['large', 'collapse'] as const).flatMap((trouble) =>
    [10, 20, 50].map((splits) => heldRow(trouble, { splits, seeds: 1 })),
  ),
  heldRow('large', { splits: 20, seeds: 3 }),
  ...(['large', 'collapse'] as const).flatMap((trouble) => [10, 20].map((splits) => leadRow(trouble, splits))),
  ...flagRows(),
  ...(
    [
      [6, 20],
      [20, 20],
      [6, 10],
      [6, 50],
    ] as const
  ).map(letterRow),
];

function scoreOf(u: Uniform, trouble: Trouble | undefined): number {
  const score = normal(u);
  if (trouble === undefined) return score;
  const { rate, shift } = TROUBLE[trouble];
  return u() < rate ? score + shift : score;
}

function armsOf(
  u: Uniform,
  { splits, seeds, troubles }: { splits: number; seeds: number; troubles: readonly (Trouble | undefined)[] },
): Scores[] {
  const centres = Array.from({ length: splits }, () => normal(u));
  return troubles.map((trouble) =>
    centres.map((centre) => Array.from({ length: seeds }, () => centre + scoreOf(u, trouble))),
  );
}

const mean = (a: Scores, b: Scores, set: number): Estimate =>
  differenceEstimate(a, b, { level: LEVEL, key: [set, 1], resamples: 999 });

function heldRow(trouble: Trouble, { splits, seeds }: { splits: number; seeds: number }): PromiseRow {
  const troubles = [undefined, trouble] as const;
  const truth = populationMedian(trouble, seeds);
  const { rate, shift, words } = TROUBLE[trouble];
  return {
    section: HELD,
    row: `${splits} × ${seeds}, ${words}`,
    counted: 'before: the mean’s its mean; now: the median’s its median',
    promised: [94, 100],
    before: (u, set) => {
      const [a, b] = armsOf(u, { splits, seeds, troubles });
      const { low, high } = mean(a!, b!, set);
      return low! <= rate * shift && rate * shift <= high!;
    },
    now: (u) => {
      const [a, b] = armsOf(u, { splits, seeds, troubles });
      const { low, high } = medianDifference(a!, b!, { level: LEVEL });
      return low! <= truth && truth <= high!;
    },
  };
}

/** Of differences of medians over seeds, from a long fixed stream of its own. */
function populationMedian(trouble: Trouble, seeds: number): number {
  const u = uniformOf('promise', 'median', trouble, seeds);
  const middle = (kind: Trouble | undefined): number =>
    quantile(
      Array.from({ length: seeds }, () => scoreOf(u, kind)),
      0.5,
    );
  return quantile(
    Array.from({ length: 100_000 }, () => middle(trouble) - middle(undefined)),
    0.5,
  );
}

function leadRow(trouble: Trouble, splits: number): PromiseRow {
  const troubles = [trouble, trouble] as const;
  const says = (u: Uniform, set: number, soft: boolean): boolean => {
    const [a, b] = armsOf(u, { splits, seeds: 1, troubles });
    const d = b!.map(([score], i) => score! - a![i]![0]!);
    const facts =
      soft && farOut(d).length > 0 ? { medianBesideOutliers: medianDifference(a!, b!, { level: LEVEL }) } : {};
    const plain = soft ? { studentsT: differenceEstimate(a!, b!, { level: LEVEL, key: [set, 1], method: 't' }) } : {};
    const judged = judgeDifference(mean(a!, b!, set), { threshold: 1e-9, better: 'higher', ...facts, ...plain });
    return leadOf(judged) !== 0;
  };
  return {
    section: LEADS,
    row: `${splits} splits, ${TROUBLE[trouble].words}`,
    counted: 'says better or worse',
    promised: [0, 5.5],
    before: (u, set) => says(u, set, false),
    now: (u, set) => says(u, set, true),
  };
}

/** One split that is held, so that its seeds are judged among themselves; before: three interquartile ranges at any number. */
function alarmRow(seeds: number): PromiseRow {
  const scores = (u: Uniform): number[] => armsOf(u, { splits: seeds, seeds: 1, troubles: [undefined] })[0]!.flat();
  return {
    section: FLAGS,
    row: `1 × ${seeds}, held, normal scores`,
    counted: 'data sets with a run flagged',
    promised: [0, 4],
    most: 4000,
    before: (u) => farOut(scores(u)).length > 0,
    now: (u) => strikinglyFarOut(scores(u)).length > 0,
  };
}

function flagRows(): PromiseRow[] {
  const hits = (u: Uniform): number => (u() < 0.9 ? 36 : u() < 0.7 ? 35 : 34) / 36;
  const row = (
    words: string,
    promised: PromiseRow['promised'],
    draw: (u: Uniform) => { own: Scores; others: Scores[]; asked?: string },
  ): PromiseRow => ({
    section: FLAGS,
    row: words,
    counted: promised[0] === 0 ? 'data sets with a run flagged' : 'data sets in which it is flagged',
    promised,
    most: 4000,
    before: (u) => {
      const { own, asked } = draw(u);
      const places = severeOutliers(own.flat());
      const width = own[0]!.length;
      return asked === undefined
        ? places.length > 0
        : places.some((at) => `${Math.floor(at / width)} ${at % width}` === asked);
    },
    now: (u) => {
      const { own, others, asked } = draw(u);
      const places = outliersWithinSplits(own, { others });
      return asked === undefined ? places.length > 0 : places.some(({ split, seed }) => `${split} ${seed}` === asked);
    },
  });
  const arms = (u: Uniform, splits: number, seeds: number): number[][][] =>
    armsOf(u, { splits, seeds, troubles: [undefined, undefined] }).map((arm) => arm.map((split) => [...split]));
  return [
    row('20 × 2, most runs right on 36 of 36 rows', [0, 1], (u) => {
      const ties = (): Scores => Array.from({ length: 20 }, () => [hits(u), hits(u)]);
      return { own: ties(), others: [ties()] };
    }),
    ...[1, 3].map((seeds) =>
      row(`20 × ${seeds}, one split is harder by 15 SDs for both variants`, [0, 5], (u) => {
        const [own, other] = arms(u, 20, seeds);
        for (const arm of [own!, other!]) arm[3] = arm[3]!.map((score) => score - 15);
        return { own: own!, others: [other!] };
      }),
    ),
    ...[1, 3].map((seeds) =>
      row(`20 × ${seeds}, one run of the variant collapses by 15 SDs`, [85, 100], (u) => {
        const [own, other] = arms(u, 20, seeds);
        own![3]![0]! -= 15;
        return { own: own!, others: [other!], asked: '3 0' };
      }),
    ),
    ...[5, 6, 7, 8, 9, 10, 12, 20].map((seeds) => alarmRow(seeds)),
    ...[1, 3, 4, 5].map((seeds) =>
      row(`20 × ${seeds}, normal scores`, [0, 4], (u) => {
        const [own, other] = arms(u, 20, seeds);
        return { own: own!, others: [other!] };
      }),
    ),
  ];
}

/** The report's own letters: of pairs with the baseline by their verdict, of all others more strictly, whatever their number. */
function letterRow([variants, splits]: readonly [number, number]): PromiseRow {
  const arms = (u: Uniform): Scores[] =>
    armsOf(u, { splits, seeds: 1, troubles: new Array<undefined>(variants).fill(undefined) });
  const excludes0 = ({ estimate: { low, high } }: SimultaneousEstimate): boolean => low! > 0 || high! < 0;
  return {
    section: LETTERS,
    row: `${variants} variants, ${splits} splits`,
    counted: 'any two differ',
    promised: [0, 5.5],
    most: variants === 6 ? 4000 : 1000,
    before: (u, set) => {
      const scores = arms(u);
      const options = { level: LEVEL, key: [set, 1] as const, resamples: 999 };
      const own = simultaneousDifferences(scores[0]!, scores.slice(1), options);
      return [...allPairDifferences(scores, options), ...own].some(excludes0);
    },
    now: (u, set) => {
      const scores = arms(u);
      const options = { level: LEVEL, key: [set, 1] as const, resamples: 999 };
      const own = simultaneousDifferences(scores[0]!, scores.slice(1), options);
      const comparisons = own.map(({ estimate }, i) => {
        const mean = { words: 'better', interval: estimate };
        return { variant: String(i + 1), baseline: '0', verdict: { mean } } as unknown as Comparison;
      });
      const candidates = scores.map((one, i) => ({ name: String(i), scores: one, records: [] }));
      const metric = { name: 'accuracy', better: 'higher' } as MetricInfo;
      const { order } = rankVariants(candidates, { metric, options, comparisons });
      return new Set(order.map(({ letters }) => letters)).size > 1;
    },
  };
}
