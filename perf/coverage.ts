/**
 * `npm run coverage`: simulates every default estimate and every promise of a sentence, and writes docs/COVERAGE.md. Options:
 * `--sets 10000` data sets a row at most, `--workers 2`, `--out docs/COVERAGE.md`, `--part intervals` or `--part promises` to make
 * one part again and keep the other, `--only WORDS` to simulate those promises alone whose section or case holds the words (a
 * regular expression; the others keep what the file says). The same options give the same file on every machine.
 */
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';

import { cellsOf } from './coverage-cells.js';
import { coverageReport } from './coverage-report.js';
import { countFrom, optionsOf } from './program-options.js';
import { measuredFrom, measuredIn, nameOf, promiseReport, type PromiseResult, simulatePromise } from './promise.js';
import { promiseRows } from './promises.js';
import { type Cell, type CellResult, simulate } from './simulations.js';

/** What a worker is given: a cell, or the number of a row of promises (functions do not travel). */
type Task = { readonly cell: Cell } | { readonly promise: number; readonly sets: number };

const USAGE = `npm run coverage -- [options]
  --sets 10000              data sets a row at most
  --workers 2               threads
  --out docs/COVERAGE.md    the page
  --part both               intervals or promises: makes one again and keeps the other
  --only WORDS              those promises alone whose section or case holds them (a regular expression)`;

/** The heading between the two parts. */
const PROMISES = '\n# What the sentences promise\n';

if (isMainThread) await main();
else parentPort!.on('message', (task: Task) => parentPort!.postMessage(carryOut(task)));

function carryOut(task: Task): CellResult | PromiseResult {
  return 'cell' in task ? simulate(task.cell) : simulatePromise(promiseRows[task.promise]!, task.sets);
}

async function main(): Promise<void> {
  const { values } = optionsOf(USAGE, {
    options: {
      sets: { type: 'string', default: '10000' },
      workers: { type: 'string', default: '2' },
      out: { type: 'string', default: 'docs/COVERAGE.md' },
      part: { type: 'string', default: 'both' },
      only: { type: 'string', default: '' },
    },
  });
  const sets = countFrom(values.sets, USAGE);
  const workers = countFrom(values.workers, USAGE);
  const started = performance.now();
  const parts = existsSync(values.out) ? partsOf(readFileSync(values.out, 'utf8')) : { intervals: '', promises: '' };
  const write = (): void => writeFileSync(values.out, `${parts.intervals}${PROMISES}${parts.promises}`);
  if (values.part !== 'promises') parts.intervals = await intervalsPart(sets, workers);
  if (values.part !== 'intervals') {
    // Written after every row, so that a run that is stopped loses nothing.
    const save = (text: string): void => {
      parts.promises = text;
      write();
    };
    await promisesPart(parts.promises, { sets, workers, only: new RegExp(values.only), save });
  }
  write();
  console.error(`${((performance.now() - started) / 60_000).toFixed(1)} min, see ${values.out}`);
}

function partsOf(text: string): { intervals: string; promises: string } {
  const at = text.indexOf(PROMISES);
  return at < 0
    ? { intervals: text, promises: '' }
    : { intervals: text.slice(0, at), promises: text.slice(at + PROMISES.length) };
}

async function intervalsPart(sets: number, workers: number): Promise<string> {
  const cells = cellsOf(sets);
  const cost = ({ splits, seeds, resamples }: Cell): number => splits * seeds * resamples;
  const order = cells.map((_, i) => i).sort((a, b) => cost(cells[b]!) - cost(cells[a]!));
  const tasks = cells.map((cell): Task => ({ cell }));
  return coverageReport(cells, (await carryOutAll(tasks, { order, workers })) as CellResult[], { sets });
}

async function promisesPart(
  earlier: string,
  { sets, workers, only, save }: { sets: number; workers: number; only: RegExp; save: (text: string) => void },
): Promise<void> {
  const measured = measuredIn(earlier);
  const order = promiseRows.flatMap((row, i) => (only.test(nameOf(row)) ? [i] : []));
  const tasks = promiseRows.map((_, promise): Task => ({ promise, sets }));
  const take = (at: number, result: CellResult | PromiseResult): void => {
    measured.set(nameOf(promiseRows[at]!), measuredFrom(result as PromiseResult));
    save(promiseReport(promiseRows, measured));
  };
  await carryOutAll(tasks, { order, workers, take });
  save(promiseReport(promiseRows, measured));
}

/** Hands the tasks to workers in this order; results come back in the order of the tasks. */
async function carryOutAll(
  tasks: readonly Task[],
  {
    order,
    workers,
    take = () => undefined,
  }: { order: number[]; workers: number; take?: (at: number, result: CellResult | PromiseResult) => void },
): Promise<(CellResult | PromiseResult)[]> {
  const results = new Array<CellResult | PromiseResult>(tasks.length);
  const work = async (): Promise<void> => {
    const worker = new Worker(new URL(import.meta.url));
    for (let next = order.shift(); next !== undefined; next = order.shift()) {
      worker.postMessage(tasks[next]!);
      const [result] = (await once(worker, 'message')) as [CellResult | PromiseResult];
      results[next] = result;
      take(next, result);
    }
    await worker.terminate();
  };
  await Promise.all(Array.from({ length: workers }, work));
  return results;
}
