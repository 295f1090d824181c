/** Who buys what in the built-in table: a softmax draw from scores that are partly linear, partly bent. */
import { exp, ln, tanh } from '../../base/math.js';
import type { Draws } from './draws.js';
import { BEND, PRODUCTS, TEMPERATURE, type AreaCode, type Job } from './tables.js';

/** The latents that decide the product, one value a row, each standardised. */
export interface Latents {
  readonly income: readonly number[];
  readonly crime: readonly number[];
  readonly distUnhealthy: readonly number[];
  readonly distHealthy: readonly number[];
  readonly saveRate: readonly number[];
  readonly retailDense: readonly number[];
}

/** Each row's product: the one whose score, intercept and Gumbel noise together are highest. */
export function drawProducts(
  latents: Latents,
  { jobs, areas, draws }: { readonly jobs: readonly Job[]; readonly areas: readonly AreaCode[]; readonly draws: Draws },
): string[] {
  const scores = jobs.map((job, row) => scoresOf(latents, { row, job, area: areas[row]! }));
  const intercepts = fittedIntercepts(scores);
  return scores.map((row) => {
    const totals = row.map((score, k) => score + intercepts[k]! + draws.gumbel());
    return PRODUCTS[largest(totals)]!.code;
  });
}

/** The place of the largest value, the first of equals. */
export function largest(values: readonly number[]): number {
  return values.reduce((best, value, at) => (value > values[best]! ? at : best), 0);
}

/** One score a product, before intercepts. */
function scoresOf(latents: Latents, { row, job, area }: { row: number; job: Job; area: AreaCode }): number[] {
  const income = latents.income[row]!;
  const unhealthy = latents.distUnhealthy[row]!;
  const healthy = latents.distHealthy[row]!;
  const save = latents.saveRate[row]!;
  const values = [income, latents.crime[row]!, unhealthy, healthy, save, latents.retailDense[row]!];
  const bend = BEND * (tanh(1.5 * healthy * unhealthy) + tanh(1.5 * (income + 0.5) * save));
  return PRODUCTS.map((product) => {
    const linear = product.effects.reduce((sum, effect, at) => sum + effect * values[at]!, 0);
    return (linear + product.areas[area] + product.job * job[4] + product.bend * bend) / TEMPERATURE;
  });
}

/** The intercepts at which the expected count of each product is the wanted one; product b, the second, has 0. */
function fittedIntercepts(scores: readonly (readonly number[])[]): readonly number[] {
  const weights = scores.map((row) => row.map(exp));
  let intercepts = PRODUCTS.map(() => 0);
  for (let round = 0; round < 300; round++) {
    const expected = expectedCounts(weights, intercepts.map(exp));
    const steps = PRODUCTS.map(({ rows }, k) => ln(rows / expected[k]!));
    const moved = intercepts.map((intercept, k) => intercept + steps[k]!);
    intercepts = moved.map((intercept) => intercept - moved[1]!);
    if (steps.every((step) => Math.abs(step) < 1e-4)) break;
  }
  return intercepts;
}

function expectedCounts(weights: readonly (readonly number[])[], factors: readonly number[]): number[] {
  const expected = factors.map(() => 0);
  for (const row of weights) {
    const shares = row.map((weight, k) => weight * factors[k]!);
    const sum = shares.reduce((total, share) => total + share, 0);
    shares.forEach((share, k) => (expected[k]! += share / sum));
  }
  return expected;
}
