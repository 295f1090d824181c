/**
 * A results folder with 100,000 records: how long a resume takes to start, how long the report, and how much memory both
 * need. `node dist/bench/store.js` (after `npm run build`); a number as argument makes other sizes.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { collectRecords, conclude } from '../src/bench.js';
import type { BenchRequest } from '../src/bench.js';
import { shareTable } from '../src/data/dataset.js';
import { loadTable } from '../src/load-table.js';
import { writeReport } from '../src/publish.js';
import { IDLE_WORKER, idleExperiment } from './idle-bench.js';

const RUNS_A_SPLIT = 10;

export interface StoreFigures {
  readonly records: number;
  /** From opening the folder to the first run that could be handed out. */
  readonly startMs: number;
  readonly analysisMs: number;
  readonly writeMs: number;
  readonly peakMegabytes: number;
}

async function requestFor(folder: string, records: number, onStart: () => void): Promise<BenchRequest> {
  const experiment = idleExperiment(records / RUNS_A_SPLIT);
  return {
    experiment,
    table: shareTable(await loadTable(experiment.data)),
    folder,
    engine: 'fused',
    backend: 'wasm-simd',
    workers: 2,
    fresh: false,
    command: 'reseed bench idle',
    signal: new AbortController().signal,
    workerFile: IDLE_WORKER,
    onEvent: ({ type }) => {
      if (type === 'start') onStart();
    },
  };
}

/** In a process of its own: resumes the folder and writes its report. */
async function resume(folder: string, records: number): Promise<StoreFigures> {
  let startedAt = 0;
  const request = await requestFor(folder, records, () => {
    startedAt = performance.now();
  });
  const began = performance.now();
  const collected = await collectRecords(request);
  const analysing = performance.now();
  const result = conclude(request.experiment, collected);
  const writing = performance.now();
  writeReport(folder, result);
  return {
    records: collected.records.size,
    startMs: Math.round(startedAt - began),
    analysisMs: Math.round(writing - analysing),
    writeMs: Math.round(performance.now() - writing),
    peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
  };
}

/** What V8 may keep, in megabytes, in the second measurement: without a bound it collects late where memory is plenty. */
const HEAP_MEGABYTES = 400;

/** Makes such a folder, then measures resumes of it in new processes: as it comes, and with a bounded heap. */
export async function measureStore(records: number): Promise<{ free: StoreFigures; bounded: StoreFigures }> {
  const folder = mkdtempSync(join(tmpdir(), 'reseed-store-'));
  process.env.RESEED_IDLE_ROWS = '12';
  try {
    await collectRecords(await requestFor(folder, records, () => undefined));
    return {
      free: resumeApart(folder, records, []),
      bounded: resumeApart(folder, records, [`--max-old-space-size=${HEAP_MEGABYTES}`]),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function resumeApart(folder: string, records: number, flags: readonly string[]): StoreFigures {
  const args = [...flags, fileURLToPath(import.meta.url), 'resume', folder, String(records)];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as StoreFigures;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , first = '100000', folder = '', records = ''] = process.argv;
  if (first === 'resume') process.stdout.write(JSON.stringify(await resume(folder, Number(records))));
  else
    process.stdout.write(
      `${JSON.stringify({ ...(await measureStore(Number(first))), load: loadavg()[0] }, null, 2)}\n`,
    );
}
