/**
 * `npm run perf`: how fast the engines are, on this machine. Prints the tables and writes perf/RESULTS.md; says so if
 * the fused engine has lost more than a fifth against the ratios stored there.
 *
 * It runs on Node 24 from npm where this Node cannot join vectors (src/engines/fused/wide-vectors.ts).
 *
 * Options: --repeats N (default 7), --python PATH (a Python with JAX, PyTorch or scikit-learn: runs the peers in perf/peers/ that it has beside the engines),
 * --no-scaling (leaves out the tables of rows, columns and widths), --no-write, --this-node (measures on this Node).
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync, existsSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { timeBenches } from './perf-benches.js';
import { renderResults, ratiosOf, storedRatios, type Results } from './perf-report.js';
import { countFrom, optionsOf } from './program-options.js';
import { nodeToMeasure } from './perf-node.js';
import { measureScaling } from './perf-scaling.js';
import { measurePeak, measureSpeeds } from './perf-speed.js';
import { measureStartup } from './perf-startup.js';
import { useWideVectors } from '../src/engines/fused/wide-vectors.js';

const RESULTS = new URL('../../perf/RESULTS.md', import.meta.url);
const TOLERATED_LOSS = 0.2;

const USAGE = `npm run perf -- [options]
  --repeats 7      repetitions of each measurement
  --python PATH    a Python with JAX, PyTorch or scikit-learn, measured beside the engines
  --no-scaling     without the tables of rows, columns and widths
  --no-write       prints, and leaves perf/RESULTS.md
  --this-node      on this Node, also where it cannot join vectors`;
const { values } = optionsOf(USAGE, {
  options: {
    repeats: { type: 'string', default: '7' },
    python: { type: 'string' },
    'no-scaling': { type: 'boolean', default: false },
    'no-write': { type: 'boolean', default: false },
    'this-node': { type: 'boolean', default: false },
  },
});

const say = (line: string): void => void process.stderr.write(`${line}\n`);

async function measure(): Promise<Results> {
  const cores = availableParallelism();
  const startup = await measureStartup(cores);
  const benches = timeBenches(say, { python: values.python });
  const peak = await measurePeak();
  const speeds = await measureSpeeds({ cores, repeats: countFrom(values.repeats, USAGE), python: values.python, say });
  const scaling = values['no-scaling'] ? [] : measureScaling(say);
  const machine = `${cpus()[0]!.model.trim()}, ${cores} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform} ${process.arch}`;
  const load = loadavg()[2]!;
  return {
    machine,
    load,
    node: process.version,
    cores,
    repeats: countFrom(values.repeats, USAGE),
    peak,
    ...speeds,
    scaling,
    startup,
    benches,
  };
}

/** Prints every stored ratio that fell by more than the tolerated loss; true if there is one. */
function reportLosses(before: Readonly<Record<string, number>>, now: Readonly<Record<string, number>>): boolean {
  const lost = Object.entries(before).filter(([name, ratio]) => (now[name] ?? ratio) < ratio * (1 - TOLERATED_LOSS));
  for (const [name, ratio] of lost) say(`slower than before: ${name} was ${ratio}, is ${now[name]}`);
  return lost.length > 0;
}

async function main(): Promise<void> {
  const results = await measure();
  const text = renderResults(results);
  process.stdout.write(text);
  if (!useWideVectors()) {
    say('perf/RESULTS.md is left as it was: its figures are of joined vectors');
    return;
  }
  const before = existsSync(RESULTS) ? storedRatios(readFileSync(RESULTS, 'utf8')) : {};
  const lost = reportLosses(before, ratiosOf(results));
  if (!values['no-write'] && !lost) writeFileSync(RESULTS, text);
  if (lost) {
    say('perf/RESULTS.md is left as it was; delete it if the loss is meant.');
    process.exitCode = 1;
  }
}

const { path, reason } = values['this-node'] ? {} : nodeToMeasure();
if (reason !== undefined) say(`measured on this Node, ${process.version}: ${reason}`);
if (path === undefined) await main();
else process.exitCode = spawnSync(path, process.argv.slice(1), { stdio: 'inherit' }).status ?? 1;
