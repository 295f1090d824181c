/**
 * The built-in table `simple`: 2,000 made customers and the product each of them bought. Seeded, the same bits on every
 * machine. Made, not measured: it has the shape of a real table, and says nothing about real people.
 *
 * Latent normal variables carry the dependence between the columns; the ranks of the latents then pick values from the
 * wanted marginal distributions. The order of the draws is fixed: a change of any step changes the table.
 */
import { cos } from '../base/math.js';
import { columnOfWords } from './column.js';
import { makeDataset, type Column, type Dataset } from './dataset.js';
import { drawsOf, type Draws } from './simple/draws.js';
import { standardised, toCounts, toQuantiles } from './simple/marginals.js';
import { drawProducts, largest } from './simple/products.js';
import { AGE_EFFECTS, AGES, AREAS, JOBS, MISSING_INCOMES, QUANTILES, ROWS, SUBSCRIPTIONS } from './simple/tables.js';
import type { AreaCode, Job } from './simple/tables.js';

interface Customers {
  readonly jobs: readonly Job[];
  readonly areas: readonly AreaCode[];
  readonly income: readonly number[];
  readonly subscriptions: readonly number[];
  readonly aspect: readonly number[];
  /** The latent from which `aspect` was made, standard normal. */
  readonly aspectLatent: readonly number[];
  readonly age: readonly number[];
}

/** Latents of the columns that describe where customers live and what they save. */
interface Surroundings {
  readonly popDense: readonly number[];
  readonly retailDense: readonly number[];
  readonly distHealthy: readonly number[];
  readonly saveRate: readonly number[];
  readonly distUnhealthy: readonly number[];
  readonly crime: readonly number[];
}

const TAU = 6.283185307179586;
const made = new Map<number, Dataset>();

/**
 * The table for a seed: columns id, job, area, income (59 missing), aspect, subscriptions, dist_healthy, save_rate,
 * dist_unhealthy, age, pop_dense, retail_dense, crime, product. Made once a process and then shared: do not write to it.
 *
 * @param seed a 32-bit whole number
 */
export function generateSimple(seed = 42): Dataset {
  const known = made.get(seed);
  if (known !== undefined) return known;
  const dataset = makeDataset({ name: 'simple', made: true, columns: drawColumns(drawsOf(seed)) });
  made.set(seed, dataset);
  return dataset;
}

function drawColumns(draws: Draws): Column[] {
  const customers = drawCustomers(draws);
  const { jobs, areas, income } = customers;
  const around = drawSurroundings(customers, draws);
  const latents = {
    income: standardised(income),
    crime: standardised(around.crime),
    distUnhealthy: standardised(around.distUnhealthy),
    distHealthy: standardised(around.distHealthy),
    saveRate: standardised(around.saveRate),
    retailDense: standardised(around.retailDense),
  };
  const products = drawProducts(latents, { jobs, areas, draws });
  const missing = new Set(draws.shuffle(eachRow((row) => row)).slice(0, MISSING_INCOMES));
  return [
    numbers(
      'id',
      eachRow((row) => row + 1),
    ),
    columnOfWords(
      'job',
      jobs.map(([code]) => code),
    ),
    columnOfWords('area', areas),
    numbers(
      'income',
      income.map((value, row) => (missing.has(row) ? NaN : value)),
    ),
    numbers('aspect', customers.aspect),
    numbers('subscriptions', customers.subscriptions),
    numbers('dist_healthy', toQuantiles(around.distHealthy, QUANTILES.distHealthy)),
    numbers('save_rate', toQuantiles(around.saveRate, QUANTILES.saveRate)),
    numbers('dist_unhealthy', toQuantiles(around.distUnhealthy, QUANTILES.distUnhealthy)),
    numbers('age', customers.age),
    numbers('pop_dense', toQuantiles(around.popDense, QUANTILES.popDense)),
    numbers('retail_dense', toQuantiles(around.retailDense, QUANTILES.retailDense)),
    numbers('crime', toQuantiles(around.crime, QUANTILES.crime)),
    columnOfWords('product', products),
  ];
}

function drawCustomers({ normal, gumbel, shuffle }: Draws): Customers {
  const jobs = shuffle(JOBS.flatMap((job) => Array.from({ length: job[1] }, () => job)));
  const income = toQuantiles(
    jobs.map((job) => job[2] + 5.3 * normal()),
    QUANTILES.income,
  );
  const areas = standardised(income).map(
    (z) => AREAS[largest(AREAS.map((area) => area.base + area.income * z + gumbel()))]!.code,
  );
  const subscriptions = toCounts(
    jobs.map((job, row) => job[3] + 0.75 * normal() + 0.25 * indicator(areas[row] === 'd')),
    SUBSCRIPTIONS,
  );
  const aspectLatent = eachRow(normal);
  const aspect = toQuantiles(aspectLatent, QUANTILES.aspect);
  const { base, slope, swing, swingSlope, phase, period, noise } = AGE_EFFECTS;
  const ageLatent = subscriptions.map((count, row) => {
    const wave = cos((TAU * (aspect[row]! - phase)) / period);
    return base + slope * count + (swing + swingSlope * count) * wave + noise * normal();
  });
  return { jobs, areas, income, subscriptions, aspect, aspectLatent, age: toCounts(ageLatent, AGES) };
}

function drawSurroundings(customers: Customers, { normal }: Draws): Surroundings {
  const { areas, aspectLatent: aspect } = customers;
  const income = standardised(customers.income);
  const subscriptions = standardised(customers.subscriptions);
  const age = standardised(customers.age);
  const popDense = eachRow(
    (row) => 0.45 * aspect[row]! - 0.45 * subscriptions[row]! + 0.25 * income[row]! + 0.72 * normal(),
  );
  const crowded = standardised(popDense);
  const retailDense = eachRow((row) => -0.72 * age[row]! + 0.4 * crowded[row]! + 0.15 * aspect[row]! + 0.06 * normal());
  const distHealthy = eachRow((row) => 0.3 * income[row]! + 0.95 * normal());
  const healthy = standardised(distHealthy);
  const saveRate = eachRow((row) => 0.62 * healthy[row]! + 0.3 * subscriptions[row]! + 0.72 * normal());
  const distUnhealthy = eachRow((row) => 0.35 * income[row]! - 0.12 * subscriptions[row]! + 0.92 * normal());
  const unhealthy = standardised(distUnhealthy);
  const crime = eachRow((row) => {
    const ofArea = 0.25 * indicator(areas[row] === 'a') - 0.45 * indicator(areas[row] === 'd');
    return 0.28 * unhealthy[row]! + 0.12 * income[row]! + ofArea + 0.9 * normal();
  });
  return { popDense, retailDense, distHealthy, saveRate, distUnhealthy, crime };
}

function eachRow(value: (row: number) => number): number[] {
  return Array.from({ length: ROWS }, (_, row) => value(row));
}

function indicator(condition: boolean): number {
  return condition ? 1 : 0;
}

function numbers(name: string, values: readonly number[]): Column {
  return { kind: 'number', name, values: Float64Array.from(values) };
}
