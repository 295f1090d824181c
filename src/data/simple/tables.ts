/**
 * The numbers behind the built-in table: counts, quantiles and effects, chosen so that the made table has the columns,
 * level counts and difficulty of the table used in the course it is named for. May not know how they are combined.
 */

export const ROWS = 2000;
export const MISSING_INCOMES = 59;

export type Job = readonly [code: string, rows: number, income: number, subscriptions: number, oddsOfC: number];

/** Each job: its code, exact count, mean income (thousands), mean subscriptions, log-odds of product c against b. */
export const JOBS: readonly Job[] = [
  ['11', 43, 48.5, 0.9, -1.0],
  ['al', 75, 59.7, 1.7, 0.3],
  ['am', 43, 70.4, 0.7, -0.6],
  ['ax', 13, 28.3, 2.6, 0],
  ['bf', 27, 37.9, 1.2, -0.2],
  ['by', 24, 39.2, 0.9, -0.2],
  ['cv', 7, 43.6, 0.4, -1.2],
  ['de', 110, 52.2, 0.5, -1.6],
  ['dz', 56, 42.1, 2.0, -1.3],
  ['e2', 23, 75.0, 1.4, 0.9],
  ['f8', 42, 70.1, 1.8, 2.9],
  ['gj', 6, 58.5, 1.3, -1.2],
  ['gv', 8, 71.6, 1.2, 0.8],
  ['kd', 141, 60.8, 1.8, 0.3],
  ['ke', 11, 31.1, 1.6, 0],
  ['kl', 135, 40.3, 2.2, 1],
  ['kp', 1, 70.2, 1, 0],
  ['ks', 1, 58.6, 1, -0.4],
  ['kw', 47, 54.5, 2.0, -1.4],
  ['mm', 32, 52.6, 0.8, 2.3],
  ['nb', 118, 55.6, 1.5, -0.5],
  ['nn', 93, 63.9, 0.9, 1.3],
  ['ob', 12, 44.2, 0.8, 2.4],
  ['pe', 208, 61.5, 0.65, 0.75],
  ['po', 19, 50.8, 1.2, -0.6],
  ['pq', 1, 55.8, 1, 1.4],
  ['pz', 411, 59.1, 1.0, 0.3],
  ['qp', 189, 62.7, 0.8, -1.3],
  ['qw', 4, 68.3, 2, -1.6],
  ['rn', 4, 43.2, 0.75, -0.3],
  ['sa', 2, 50.6, 2, -0.5],
  ['vv', 93, 60.0, 1.1, 0.1],
  ['zz', 1, 55.3, 0, -0.4],
];

/** The levels of probability at which `QUANTILES` are given; values between them are interpolated. */
export const PROBABILITIES = [0, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1] as const;

/** The marginal distribution of each measured column, and the decimals it is written with. */
export const QUANTILES = {
  income: { decimals: 0, values: [19846, 27482, 36600, 42799, 51336, 58633, 64407, 68232, 70429, 73766, 88671] },
  aspect: {
    decimals: 4,
    values: [4, 4.1083, 5.4083, 6.5892, 10.6083, 18.0833, 32.925, 39.4358, 41.0554, 42.5667, 42.8917],
  },
  distHealthy: {
    decimals: 6,
    values: [2, 2, 2.816, 2.816, 4.9377, 8.0659, 12.2276, 17.5944, 20.7987, 26.6725, 33.0093],
  },
  saveRate: { decimals: 0, values: [-119, -42, -7, 0, 7, 31, 70, 123, 162, 251, 384] },
  distUnhealthy: {
    decimals: 6,
    values: [2.1602, 2.7155, 4.0823, 5.2196, 7.8586, 12.377, 19.3128, 26.9726, 31.3762, 34.6128, 37.0527],
  },
  popDense: {
    decimals: 6,
    values: [0.4921, 0.6338, 0.7402, 0.7795, 0.8386, 0.8898, 0.9331, 0.9724, 0.9843, 1, 1],
  },
  retailDense: {
    decimals: 6,
    values: [0, 0.1614, 0.3031, 0.374, 0.4724, 0.563, 0.6732, 0.752, 0.7992, 0.8859, 0.9724],
  },
  crime: {
    decimals: 6,
    values: [0, 0.0254, 0.0585, 0.0861, 0.1417, 0.2413, 0.3566, 0.5083, 0.6867, 0.8726, 0.9773],
  },
} as const;

/** Exact counts of the whole-numbered columns, from their smallest value up. */
export const AGES = {
  smallest: 29,
  rows: [1, 2, 4, 4, 4, 5, 14, 17, 20, 24, 43, 39, 64, 78, 133, 142, 174, 201, 283, 243, 232, 170, 93, 10],
} as const;
export const SUBSCRIPTIONS = { smallest: 0, rows: [468, 901, 444, 140, 46, 1] } as const;

/** Age = base + slope × subscriptions + (swing + swingSlope × subscriptions) × cos(2π (aspect − phase) / period) + noise. */
export const AGE_EFFECTS = {
  base: 46.92,
  slope: -1.11,
  swing: 1.58,
  swingSlope: 2.23,
  phase: 16.5,
  period: 42,
  noise: 0.35,
} as const;

/** Each area: its score is base + income × (standardised income); the highest score plus Gumbel noise is drawn. */
export const AREAS = [
  { code: 'a', base: 0, income: 0 },
  { code: 'b', base: -2.6, income: 1.2 },
  { code: 'c', base: 0, income: -0.05 },
  { code: 'd', base: -4.2, income: -2.3 },
] as const;

export type AreaCode = (typeof AREAS)[number]['code'];

export interface Product {
  readonly code: string;
  /** The expected count. */
  readonly rows: number;
  /** On the score: income, crime, distance to unhealthy food, to healthy food, save rate, retail density (standardised). */
  readonly effects: readonly number[];
  readonly areas: Readonly<Record<AreaCode, number>>;
  /** How far the job's odds and the bend (see `BEND`) reach this product's score. */
  readonly job: number;
  readonly bend: number;
}

/** Product b is the reference: all its effects are 0. */
export const PRODUCTS: readonly Product[] = [
  {
    code: 'a',
    rows: 130,
    effects: [-3, -0.8, -0.7, 0, 0.5, 0],
    areas: { a: -4.5, b: -6, c: 0, d: 0.8 },
    job: 0,
    bend: 0,
  },
  { code: 'b', rows: 963, effects: [0, 0, 0, 0, 0, 0], areas: { a: 0, b: 0, c: 0, d: 0 }, job: 0, bend: 0 },
  {
    code: 'c',
    rows: 738,
    effects: [1.9, 0, -0.3, -0.45, 0, -0.2],
    areas: { a: 0, b: -0.6, c: 0, d: -1.5 },
    job: 1,
    bend: 1,
  },
  { code: 'd', rows: 59, effects: [4.2, 0, 0.1, 0, 0.6, -0.3], areas: { a: 0, b: 0, c: 0, d: 0 }, job: 0.6, bend: 0.5 },
  { code: 'e', rows: 30, effects: [-0.8, -0.7, -1.3, 0, 0, -1.2], areas: { a: 0, b: -9, c: 0, d: 0 }, job: 0, bend: 0 },
  {
    code: 'f',
    rows: 72,
    effects: [-2.8, -0.5, -0.5, -1, 0, 0.2],
    areas: { a: -2, b: -6, c: 0, d: 0.7 },
    job: 0,
    bend: 0,
  },
  {
    code: 'g',
    rows: 8,
    effects: [-3.8, -0.7, -0.6, -1.2, 0, -1.5],
    areas: { a: -9, b: -9, c: 0, d: 1 },
    job: 0,
    bend: 0,
  },
];

/** Strength of the part of the scores that no linear model can learn: two bent interactions. */
export const BEND = 1.5;
/** Scores are divided by this before the draw: lower would make the product easier to predict. */
export const TEMPERATURE = 0.84;
