/** The text of perf/RESULTS.md from what was measured, and the ratios stored in it. Measures nothing itself. */
import { digits, speedSection, type SpeedTable } from './perf-speed-table.js';
import { speedOf } from './perf-speed.js';
import type { ScalingSeries } from './perf-scaling.js';
import type { TimedBench } from './perf-benches.js';
import type { Startup } from './perf-startup.js';
import { denseOperations } from './workload.js';

export interface Results extends SpeedTable {
  readonly machine: string;
  /** Mean number of running processes over the last quarter of an hour, this benchmark's own included. */
  readonly load: number;
  readonly node: string;
  readonly cores: number;
  readonly repeats: number;
  readonly scaling: readonly ScalingSeries[];
  readonly startup: Startup;
  readonly benches: readonly TimedBench[];
}

/** What is compared with the stored figures: fused against every other engine, and against the peak. */
export function ratiosOf({ speeds, peak, cores }: Pick<Results, 'speeds' | 'peak' | 'cores'>): Record<string, number> {
  const ratios: Record<string, number> = {};
  for (const { engine, model, cores: count } of speeds) {
    const fused = speedOf(speeds, { engine: 'fused', model, cores: count });
    const other = speedOf(speeds, { engine, model, cores: count });
    if (fused === undefined || other === undefined) continue;
    const where = `${model}, ${count === cores ? 'all cores' : 'one core'}`;
    if (engine === 'fused')
      ratios[`${where}: share of peak`] = round((fused * denseOperations(model)) / (peak * count));
    else ratios[`${where}: fused / ${engine}`] = round(fused / other);
  }
  return ratios;
}

const MARK = '<!-- ratios ';

export function storedRatios(text: string): Record<string, number> {
  const line = text.split('\n').find((l) => l.startsWith(MARK));
  return line === undefined ? {} : (JSON.parse(line.slice(MARK.length, -' -->'.length)) as Record<string, number>);
}

export function renderResults(results: Results): string {
  const { machine, load, node, repeats, peak } = results;
  const sections = [
    '# Speed',
    `Written by \`npm run perf\`. Machine: ${machine}. Node ${node}. Load average at the end: ${load.toFixed(1)}. Medians of ${repeats} interleaved repeats unless it says otherwise.`,
    speedSection(results),
    startupSection(results.startup),
    benchesSection(results.benches),
    ...(results.scaling.length > 0 ? [scalingSection(results.scaling)] : []),
    `Multiply-add peak of one core in WebAssembly SIMD, measured by a loop of independent chains: ${(peak / 1e9).toFixed(1)} thousand million a second.`,
    `${MARK}${JSON.stringify(ratiosOf(results))} -->`,
  ];
  return `${sections.join('\n\n')}\n`;
}

function startupSection(s: Startup): string {
  const mib = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
  return [
    '## Start-up and memory',
    [
      '| what | measured |',
      '|---|---|',
      `| a process that trains one epoch of M and ends | ${s.processMs.toFixed(0)} ms, of which an empty Node takes ${s.emptyProcessMs.toFixed(0)} ms |`,
      `| reading, compiling and instantiating the module | ${s.instantiateMs.toFixed(1)} ms |`,
      `| resident memory a worker thread, after M and B | ${mib(s.workerBytes)} |`,
      `| WebAssembly memory of a run of M, of B | ${mib(s.wasmBytes[0])}, ${mib(s.wasmBytes[1])} |`,
    ].join('\n'),
  ].join('\n\n');
}

function benchesSection(benches: readonly TimedBench[]): string {
  const rows = benches.map(
    ({ command, runs, seconds, published }) => `| \`${command}\` | ${runs} | ${seconds.toFixed(1)} s | ${published} |`,
  );
  return [
    '## Whole benches',
    'By the clock, from the start of the process to the written report, all cores. The benches of the course train its recipes twice: in its own way, and with honest three-way splits. `joblib_bench.py`, where it was measured, is `reseed bench dropout-vs-none --splits 5` as one writes it with scikit-learn and joblib, without dropout and without a report.',
    ['| command | runs | takes | published for the course |', '|---|---|---|---|', ...rows].join('\n'),
  ].join('\n\n');
}

function scalingSection(series: readonly ScalingSeries[]): string {
  const best = Math.max(...series.flatMap(({ points }) => points.map(({ rate }) => rate)));
  const rows = series.flatMap(({ title, points }) =>
    points.map(
      (p) =>
        `| ${title} | ${p.rows} | ${p.columns} | ${p.width} | ${p.parameters} | ${digits(p.epochMs)} | ${p.rate.toFixed(2)} | ${Math.round((100 * p.rate) / best)} % | ${(p.memory / 2 ** 20).toFixed(0)} MiB |`,
    ),
  );
  return [
    '## How cost grows',
    'Fused engine, one core; two hidden layers of one width, relu, dropout .5 after the first, batches of 32. The rate is training rows × parameters a second, in thousand millions: constant where cost is linear in both. Medians of seven rounds over all sizes.',
    [
      '| series | rows | columns | width | parameters | processor ms an epoch | rate | share of best | memory |',
      '|---|---|---|---|---|---|---|---|---|',
      ...rows,
    ].join('\n'),
  ].join('\n\n');
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
