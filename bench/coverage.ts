/**
 * `npm run coverage`: simulates every default estimate and writes docs/COVERAGE.md. Options: `--sets 10000` data sets a
 * cell, `--workers 2`, `--out docs/COVERAGE.md`. The same options give the same file on every machine.
 */
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';

import { cellsOf } from './coverage-cells.js';
import { coverageReport } from './coverage-report.js';
import { type Cell, type CellResult, simulate } from './simulations.js';

if (isMainThread) await main();
else parentPort!.on('message', (cell: Cell) => parentPort!.postMessage(simulate(cell)));

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      sets: { type: 'string', default: '10000' },
      workers: { type: 'string', default: '2' },
      out: { type: 'string', default: 'docs/COVERAGE.md' },
    },
  });
  const sets = Number(values.sets);
  const cells = cellsOf(sets);
  const started = performance.now();
  const results = await simulateAll(cells, Number(values.workers));
  writeFileSync(values.out, coverageReport(cells, results, { sets }));
  console.error(
    `${cells.length} cells in ${((performance.now() - started) / 60_000).toFixed(1)} min, see ${values.out}`,
  );
}

/** Hands the cells to workers, the longest first; results come back in the order of the cells. */
async function simulateAll(cells: readonly Cell[], workers: number): Promise<CellResult[]> {
  const results = new Array<CellResult>(cells.length);
  const cost = ({ splits, seeds, resamples }: Cell): number => splits * seeds * resamples;
  const queue = cells.map((_, i) => i).sort((a, b) => cost(cells[b]!) - cost(cells[a]!));
  const work = async (): Promise<void> => {
    const worker = new Worker(new URL(import.meta.url));
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const cell = cells[next]!;
      worker.postMessage(cell);
      results[next] = ((await once(worker, 'message')) as [CellResult])[0];
    }
    await worker.terminate();
  };
  await Promise.all(Array.from({ length: workers }, work));
  return results;
}
