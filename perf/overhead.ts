/**
 * What everything around training costs: runs a second through the local pool and through the queue, with a worker that
 * answers at once. Prints a table, or JSON with --json. `node dist/perf/overhead.js` (after `npm run build`).
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { carryOutAll } from '../src/bench/carry-out.js';
import { planRuns } from '../src/design/plan.js';
import type { Question } from '../src/question/question.js';
import { parseAddress } from '../src/queue/connect.js';
import { queueTrainer } from '../src/queue/collect.js';
import { idleExperiment, idleOrigin, measureBench } from './idle-bench.js';

export interface Overhead {
  /** Runs a second through worker threads alone: handed out, answered, dropped. */
  readonly pool: number;
  /** The same with every record stored and every split reduced: by number of test rows. */
  readonly bench: Readonly<Record<string, number>>;
  /** The same through Redis, answered by worker processes of the same machine. */
  readonly queue: Readonly<Record<string, number>>;
  readonly queueWorkers: number;
  /** Runnable processes a core before it began: above 1 the machine was busy with something else. */
  readonly load: number;
}

/** Test rows of a run, whose predictions (7 classes) travel and are stored: few, and the course's. */
const ROWS = [12, 400];
const PORT = 6390;
const QUEUE_WORKERS = 2;

export async function measureOverhead({ splits = 1000 }: { splits?: number } = {}): Promise<Overhead> {
  const load = loadavg()[0]! / availableParallelism();
  const pool = await measurePool(splits * 2);
  const [bench, queue]: [Record<string, number>, Record<string, number>] = [{}, {}];
  for (const rows of ROWS) {
    process.env.RESEED_IDLE_ROWS = String(rows);
    const { runs, seconds } = await measureBench(splits);
    bench[rows] = runs / seconds;
    queue[rows] = await measureQueue(splits);
  }
  return { pool, bench, queue, queueWorkers: QUEUE_WORKERS, load };
}

async function measurePool(splits: number): Promise<number> {
  const experiment = idleExperiment(splits);
  const origin = await idleOrigin(experiment);
  let [first, last, runs] = [0, 0, 0];
  await carryOutAll(planRuns(experiment, origin), {
    origin,
    workers: 2,
    signal: new AbortController().signal,
    onOutcome() {
      if (runs++ === 0) first = performance.now();
      last = performance.now();
    },
    onIncident(_run, reason) {
      throw new Error(reason);
    },
  });
  return ((runs - 1) / (last - first)) * 1000;
}

async function measureQueue(splits: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'reseed-redis-'));
  const settings = [
    '--port',
    String(PORT),
    '--bind',
    '127.0.0.1',
    '--dir',
    folder,
    '--appendonly',
    'yes',
    '--save',
    '',
  ];
  const server = spawn('redis-server', settings, { stdio: 'ignore' });
  await once(server, 'spawn');
  await new Promise((resolve) => setTimeout(resolve, 500));
  const url = `redis://127.0.0.1:${PORT}`;
  const helper = fileURLToPath(new URL('./idle-queue-worker.js', import.meta.url));
  const workers = Array.from({ length: QUEUE_WORKERS }, () =>
    spawn(process.execPath, [helper, url, String(splits)], { stdio: 'inherit' }),
  );
  try {
    const makeCarryOut = (folderOf: string, question: Question) =>
      queueTrainer({ address: parseAddress(url), folder: folderOf, question, onNote: () => undefined });
    const { runs, seconds } = await measureBench(splits, { makeCarryOut, workers: 0 });
    return runs / seconds;
  } finally {
    for (const child of [...workers, server]) {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    }
    rmSync(folder, { recursive: true, force: true });
  }
}

export function showOverhead({ pool, bench, queue, queueWorkers, load }: Overhead): string {
  const line = (what: string, perSecond: number): string => `${what.padEnd(72)} ${Math.round(perSecond)} runs/s\n`;
  return [
    `load before: ${load.toFixed(1)} runnable processes a core\n`,
    line('local pool, 2 threads, nothing stored', pool),
    ...ROWS.map((rows) => line(`local bench, 2 threads, stored and reduced, ${rows} test rows`, bench[rows]!)),
    ...ROWS.map((rows) =>
      line(`queue, ${queueWorkers} worker processes, stored and reduced, ${rows} test rows`, queue[rows]!),
    ),
  ].join('');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const overhead = await measureOverhead();
  process.stdout.write(process.argv.includes('--json') ? `${JSON.stringify(overhead)}\n` : showOverhead(overhead));
}
