/**
 * What a sentence of a report promises, as an event that a simulation counts: a wrong verdict, a plan whose power was kept,
 * an interval that held. A row of docs/COVERAGE.md with what the first edition did beside what is done now.
 */
import { normalQuantile } from '../src/stats/index.js';
import { uniformOf } from './simulations.js';

/** A source of uniforms strictly between 0 and 1. */
export type Uniform = () => number;

/** One data set: whether the event happened; undefined where it does not count (no interval, nothing promised). */
export type Simulate = (uniform: Uniform, set: number) => boolean | undefined;

/** One row. */
export interface PromiseRow {
  /** Heading under which it stands in docs/COVERAGE.md. */
  readonly section: string;
  /** Design and truth; unique within its section. */
  readonly row: string;
  /** What is counted, "wrong verdicts" for instance. */
  readonly counted: string;
  /** Least and most % promised; the bound of a test with fewer data sets adds its Monte-Carlo error. */
  readonly promised: readonly [least: number, most: number];
  /** What the first edition did: the same event simulated, or in words what was measured then. */
  readonly before?: Simulate | string;
  readonly now: Simulate;
  /** Most data sets, where one costs much. */
  readonly most?: number;
}

/** How often the event happened. */
export interface Count {
  readonly happened: number;
  readonly counted: number;
}

/** The counts of a row. */
export interface PromiseResult {
  readonly now: Count;
  readonly before?: Count;
}

/** Simulates a row with so many data sets: the same row and number, the same counts. */
export function simulatePromise(row: PromiseRow, sets: number): PromiseResult {
  const many = Math.min(sets, row.most ?? sets);
  const now = countOf(row, row.now, many);
  return typeof row.before === 'function' ? { now, before: countOf(row, row.before, many) } : { now };
}

function countOf({ section, row }: PromiseRow, simulate: Simulate, sets: number): Count {
  // Before and now start from the same draws.
  const uniform = uniformOf('promise', section, row);
  let [happened, counted] = [0, 0];
  for (let set = 0; set < sets; set++) {
    const event = simulate(uniform, set);
    if (event === undefined) continue;
    counted++;
    if (event) happened++;
  }
  return { happened, counted };
}

/** The count in %, with its Monte-Carlo standard error. */
export function percentOf({ happened, counted }: Count): { percent: number; error: number } {
  const share = happened / counted;
  return { percent: 100 * share, error: 100 * Math.sqrt((share * (1 - share)) / counted) };
}

/** A standard normal draw. */
export function normal(uniform: Uniform): number {
  return normalQuantile(uniform());
}

const INTRO = `
Every sentence of a report promises something: that it is seldom wrong, that a plan has its power, that so many more splits
settle a question. Here each promise is an event that simulations count, with what the first edition did beside it: simulated
by the same program, or in words as it was measured then. The column ± is the Monte-Carlo standard error of "now", in
points. Shapes are those above; level 95 %, power 80 %.

`;

/** Rows under their headings, for docs/COVERAGE.md. */
export function promiseReport(rows: readonly PromiseRow[], results: readonly PromiseResult[]): string {
  const sections = [...new Set(rows.map(({ section }) => section))];
  const texts = sections.map((section) => {
    const lines = rows.flatMap((row, i) => (row.section === section ? [lineOf(row, results[i]!)] : []));
    return [`## ${section}`, '', HEADER, ...lines, ''].join('\n');
  });
  return `${INTRO}${texts.join('\n')}`;
}

const HEADER = '| case | counted | promised % | before % | now % | ± | data sets |\n|---|---|--:|--:|--:|--:|--:|';

function lineOf(
  { row, counted, promised: [least, most], before }: PromiseRow,
  { now, ...result }: PromiseResult,
): string {
  const { percent, error } = percentOf(now);
  const earlier = result.before === undefined ? before : percentOf(result.before).percent.toFixed(1);
  const promise = least === 0 ? `≤ ${most}` : most === 100 ? `≥ ${least}` : `${least}–${most}`;
  const cells = [row, counted, promise, typeof earlier === 'string' ? earlier : ''];
  return `| ${[...cells, percent.toFixed(1), error.toFixed(1), now.counted].join(' | ')} |`;
}
