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

/** Simulates a row with this many data sets: the same row and number, the same counts. */
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

/** What docs/COVERAGE.md says of a row: what came out, as it stands there. */
export interface Measured {
  /** Of the first edition; empty where it was not simulated. */
  readonly before: string;
  readonly now: string;
  readonly error: string;
  readonly sets: string;
}

/** What names a row. */
export function nameOf({ section, row }: Pick<PromiseRow, 'section' | 'row'>): string {
  return `${section} | ${row}`;
}

/** Counts as they are written. */
export function measuredFrom({ now, before }: PromiseResult): Measured {
  const { percent, error } = percentOf(now);
  return {
    before: before === undefined ? '' : percentOf(before).percent.toFixed(1),
    now: percent.toFixed(1),
    error: error.toFixed(1),
    sets: String(now.counted),
  };
}

/** What an earlier report says, by `nameOf`: rows that are not simulated again keep it. */
export function measuredIn(report: string): Map<string, Measured> {
  const found = new Map<string, Measured>();
  let section = '';
  for (const line of report.split('\n')) {
    if (line.startsWith('## ')) section = line.slice(3);
    const cells = line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '').trim());
    if (cells.length !== COLUMNS || !Number.isFinite(Number(cells[4]))) continue;
    const [row, , , before, now, error, sets] = cells;
    found.set(nameOf({ section, row: row! }), { before: before!, now: now!, error: error!, sets: sets! });
  }
  return found;
}

/** Whether a row keeps its promise: beyond two Monte-Carlo errors it does not. */
export function isKept({ promised: [least, most] }: PromiseRow, { now, error }: Measured): boolean {
  const slack = 2 * Number(error);
  return Number(now) >= least - slack && Number(now) <= most + slack;
}

/** What the reader of a section has to know. */
const NOTES: Readonly<Record<string, string>> = {
  'Where the spread comes from: shares by pick-freeze':
    'The first edition let one source vary and held the others: what it called a share is the total effect, in words what it showed for the true value. Products of normals (ab) have heavier tails than scores of tables; reports say that with few base samples such intervals hold less often.',
  'Several data sets: do intervals hold the truth?':
    'Before: Student’s t alone. Now the wider of t and of t corrected for skewness (Hall 1992) at each end, in reports and in verdicts alike. What it costs: with 6, 8, 20 and 50 normal data sets it is on average 31, 18, 4 and 1 % wider than t, with t of 3 df 56, 49, 31 and 19 % (in the middle case 26, 19, 8 and 5 %), with exponential ones 67, 64, 40 and 16 %.',
  'compare of summaries alone: the interval of the difference holds the truth':
    'Two means with their 95 % intervals and no runs: half-widths are squared and added (Zou & Donner 2008). Before: at every level the half-width over a normal quantile.',
  'compare of summaries alone: any of six comparisons misses the truth':
    'Before: a normal quantile took half-widths to the level of all six, which widens too little where blocks are few. Now the t quantile of each mean’s own blocks does.',
  'Equal arms with rare large scores in both: one is called better':
    'Before: every lead of the mean’s interval counted. Now a lead is called better or worse only where the median of the differences agrees, wherever differences lie far out.',
  'Many variants, all alike: any pair differs by its letters':
    'Two families stand behind the letters: the pairs with the baseline at 5 %, whose letters follow the verdict so that letters and words agree, and all other pairs at 1 %. Before: all pairs at 5 % beside the pairs with the baseline at 5 %.',
  'New rows, these trained models: the interval over rows excludes 0 for equal recipes':
    'This interval leaves out the luck of the training rows, which reports say beside it: it decides nothing.',
};

const INTRO = `
Every sentence of a report promises something: that it is seldom wrong, that a plan has its power, that this many more splits
settle a question. Here each promise is an event that simulations count, with what the first edition did beside it: simulated
by the same program, or in words as it was measured then. The column ± is the Monte-Carlo standard error of "now", in
points; “none”: the first edition had nothing of the kind. Shapes are those above; level 95 %, power 80 %. "Kept" is "no" where "now" lies outside what is promised by more than
two such errors.
`;

/** Rows under their headings, for docs/COVERAGE.md; rows without a measurement are left out and counted. */
export function promiseReport(rows: readonly PromiseRow[], measured: ReadonlyMap<string, Measured>): string {
  const sections = [...new Set(rows.map(({ section }) => section))];
  const texts = sections.map((section) => {
    const lines = rows.flatMap((row) => {
      const own = measured.get(nameOf(row));
      return row.section === section && own !== undefined ? [lineOf(row, own)] : [];
    });
    const note = NOTES[section];
    return [`## ${section}`, '', ...(note === undefined ? [] : [note, '']), HEADER, ...lines, ''].join('\n');
  });
  return `${INTRO}\n${outcomeOf(rows, measured)}\n\n${texts.join('\n')}`;
}

function outcomeOf(rows: readonly PromiseRow[], measured: ReadonlyMap<string, Measured>): string {
  const simulated = rows.flatMap((row) => {
    const own = measured.get(nameOf(row));
    return own === undefined ? [] : [{ row, own }];
  });
  const broken = simulated.filter(({ row, own }) => !isKept(row, own));
  const missing = rows.length - simulated.length;
  const list = broken.map(({ row, own }) => `- ${row.section}: ${row.row}: ${own.now} % (${promiseOf(row)})`);
  return [
    `Of ${simulated.length} rows ${broken.length} do not keep what they promise${broken.length === 0 ? '.' : ':'}`,
    ...(missing === 0 ? [] : [`${missing} rows are not simulated yet.`]),
    ...(list.length === 0 ? [] : ['', ...list]),
  ].join('\n');
}

const COLUMNS = 8;
const HEADER =
  '| case | counted | promised % | before % | now % | ± | data sets | kept |\n|---|---|--:|--:|--:|--:|--:|---|';

function lineOf(row: PromiseRow, own: Measured): string {
  const before = (typeof row.before === 'string' ? row.before : own.before) || 'none';
  const cells = [row.row, row.counted, promiseOf(row), before, own.now, own.error, own.sets];
  return `| ${[...cells, isKept(row, own) ? 'yes' : '**no**'].join(' | ')} |`;
}

function promiseOf({ promised: [least, most] }: PromiseRow): string {
  return least === 0 ? `≤ ${most}` : most === 100 ? `≥ ${least}` : `${least}–${most}`;
}
