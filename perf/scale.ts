/**
 * How far a queue scales: 1 to 1,000 workers, simulated from measured costs; what a folder of 100,000 records takes, and a
 * file of a million scores.
 * Writes docs/SCALE.md. `node dist/perf/scale.js` measures first (needs redis-server); `--overhead FILE` takes figures of
 * `overhead.js --json`, `--store FILE` those of `store.js`, `--scores FILE` those of `many-scores.js`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describeMachine, VERSION } from '../src/base/environment.js';
import { streamKey, uniforms } from '../src/base/streams.js';
import { replaceFile } from '../src/store/write-files.js';
import { measureManyScores } from './many-scores.js';
import type { ManyScoresFigures } from './many-scores.js';
import { measureOverhead } from './overhead.js';
import type { Overhead } from './overhead.js';
import { measureStore } from './store.js';
import type { StoreFigures } from './store.js';
import type { CommandFigures } from './watch-command.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const WORKERS = [1, 10, 30, 100, 300, 1000];
const RUN_SECONDS = [0.01, 0.1, 1, 10];
/** As the collector makes batches: at most 16 runs, and 400 batches where there are enough runs. */
const MOST_A_BATCH = 16;
const BATCHES_WANTED = 400;

interface Load {
  readonly workers: number;
  readonly runSeconds: number;
  readonly runs: number;
  /** Runs a second that Redis and the collecting process can take together. */
  readonly ceiling: number;
}

interface Simulated {
  readonly perSecond: number;
  /** Share of the workers' time that went into training. */
  readonly busy: number;
}

/**
 * Closed queue: a worker trains a batch (each run ±20 %), then its answers wait for the one collector, who takes
 * 1 / ceiling seconds a run, first come first served; then it takes the next batch.
 */
export function simulate({ workers, runSeconds, runs, ceiling }: Load): Simulated {
  const draw = uniforms(streamKey('scale', workers, Math.round(runSeconds * 1000)));
  const size = Math.max(1, Math.min(MOST_A_BATCH, Math.ceil(runs / BATCHES_WANTED)));
  const finishing = createHeap();
  let [left, collectorFree, training] = [runs, 0, 0];
  const take = (now: number): void => {
    const batch = Math.min(size, left);
    if (batch === 0) return;
    left -= batch;
    let seconds = 0;
    for (let i = 0; i < batch; i++) seconds += runSeconds * (0.8 + 0.4 * draw());
    training += seconds;
    finishing.push({ at: now + seconds, batch });
  };
  for (let worker = 0; worker < workers; worker++) take(0);
  for (let event = finishing.pop(); event !== undefined; event = finishing.pop()) {
    collectorFree = Math.max(event.at, collectorFree) + event.batch / ceiling;
    // The worker need not wait for the collector, only for Redis to take its answers: it goes on when they are queued.
    take(Math.max(event.at, collectorFree - BACKLOG_SECONDS));
  }
  return { perSecond: runs / collectorFree, busy: training / (workers * collectorFree) };
}

/** So far may the collector lag behind before the workers feel it: what Redis holds in memory. */
const BACKLOG_SECONDS = 60;

interface Event {
  readonly at: number;
  readonly batch: number;
}

/** A binary heap: the earliest event first. */
function createHeap(): { push(event: Event): void; pop(): Event | undefined } {
  const events: Event[] = [];
  return {
    push(event) {
      let i = events.push(event) - 1;
      for (let up = (i - 1) >> 1; i > 0 && events[up]!.at > event.at; i = up, up = (i - 1) >> 1)
        events[i] = events[up]!;
      events[i] = event;
    },
    pop() {
      const first = events[0];
      const last = events.pop();
      if (last === undefined || events.length === 0) return first;
      let i = 0;
      for (;;) {
        let down = 2 * i + 1;
        if (down + 1 < events.length && events[down + 1]!.at < events[down]!.at) down++;
        if (down >= events.length || events[down]!.at >= last.at) break;
        events[i] = events[down]!;
        i = down;
      }
      events[i] = last;
      return first;
    },
  };
}

function render(overhead: Overhead, store: StoreFigures, scores: ManyScoresFigures): string {
  const { node, platform, cpu, cores } = describeMachine();
  const ceiling = overhead.queue['400']!;
  const runsFor = (workers: number): number => Math.max(10_000, workers * 200);
  const rows = WORKERS.map((workers) => {
    const cells = RUN_SECONDS.map((runSeconds) => {
      const { perSecond, busy } = simulate({ workers, runSeconds, runs: runsFor(workers), ceiling });
      return `${shown(perSecond)}/s (${Math.round(busy * 100)} %)`;
    });
    return `| ${workers} | ${cells.join(' | ')} |`;
  });
  const figures = [
    ['local pool, 2 threads, nothing stored', overhead.pool],
    ['local bench, 2 threads, stored and reduced, 12 test rows', overhead.bench['12']!],
    ['local bench, 2 threads, stored and reduced, 400 test rows', overhead.bench['400']!],
    [`queue, ${overhead.queueWorkers} worker processes, 12 test rows`, overhead.queue['12']!],
    [`queue, ${overhead.queueWorkers} worker processes, 400 test rows`, overhead.queue['400']!],
  ] as const;
  return [
    '# Scale',
    '',
    'Written by `npm run build && node dist/perf/scale.js`, which measures what everything around training costs, simulates',
    'more workers than one machine has, resumes a large folder, and reads large files of scores. Do not edit: run it again.',
    '',
    '## Measured',
    '',
    'Workers that answer at once (7 classes; predictions are 8 numbers a test row); Redis with an append-only file, workers',
    `and collector on one machine: Reseed ${VERSION}, Node ${node}, ${platform}, ${cores} × ${cpu}. Load before the measurement:`,
    `${overhead.load.toFixed(1)} runnable processes a core${overhead.load > 0.5 ? ': **the machine was busy with other work, so these are lower bounds**' : ''}.`,
    '',
    '| what | runs/s |',
    '|:---|---:|',
    ...figures.map(([what, perSecond]) => `| ${what} | ${Math.round(perSecond)} |`),
    '',
    '## Simulated',
    '',
    `Runs a second, and in brackets the share of the workers’ time that went into training, by number of workers (one thread`,
    `each) and length of a run. The ceiling is the measured queue with 400 test rows, ${Math.round(ceiling)} runs/s, although there`,
    'workers, Redis and collector shared one machine: on machines of their own it is higher. 10,000 runs, or 200 a worker where',
    'that is more.',
    '',
    `| workers | ${RUN_SECONDS.map((seconds) => `runs of ${seconds} s`).join(' | ')} |`,
    `|---:|${RUN_SECONDS.map(() => '---:|').join('')}`,
    ...rows,
    '',
    '## Where it saturates, and why',
    '',
    `At workers = ceiling × length of a run: about ${shown(ceiling * 0.1)} workers with runs of 0.1 s, ${shown(ceiling)} with runs of 1 s.`,
    'Up to there the throughput grows with every worker; beyond it stays at the ceiling, the answers wait in Redis, and further',
    'workers idle. The reason is that one process collects: it reads each answer, checks it, appends predictions and record, and',
    'reduces each split when its last run is there. Its cost grows with the bytes of predictions a run (the two rows above);',
    'batches of up to 16 runs keep the messages through Redis few.',
    '',
    'What to do beyond: `--shard K/N` gives each part a collector and a queue of its own, and `reseed merge` joins the folders;',
    'nothing is shared then, so N shards have N times the ceiling.',
    '',
    'At the end of a bench some workers idle while the last batches run. That is why the share stays below 100 % where batches',
    'are long against the whole bench.',
    '',
    ...renderStore(store),
    ...renderScores(scores),
  ].join('\n');
}

function renderStore({ records, fileMegabytes, rounds, load, ...commands }: StoreFigures): string[] {
  const row = (what: string, { startSeconds, seconds, peakMegabytes }: CommandFigures): string => {
    const start = startSeconds === null ? '' : `${startSeconds.toFixed(1)} s`;
    return `| ${what} | ${start} | ${seconds.toFixed(1)} s | ${peakMegabytes === null ? '' : `${String(peakMegabytes)} MB`} |`;
  };
  return [
    `## A folder of ${grouped(records)} records`,
    '',
    `Two variants, ${grouped(records / 10)} splits, five seeds; \`runs.jsonl\` has ${fileMegabytes} MB. The plain commands, each in a new process and`,
    `with V8 left alone, ${rounds} times: the worst of each is shown. Started: from the start of the process to the line that says`,
    'how many runs are there. Ended: report and figures are written. Memory: the most that was ever resident (`VmHWM`), with',
    `worker threads. Made by \`node dist/perf/store.js\`. Load before it: ${load.toFixed(1)} runnable processes a core${load > 0.5 ? ';' : '.'}`,
    ...busyNote(load),
    '',
    '| command | started | ended | peak memory |',
    '|:---|---:|---:|---:|',
    row('`reseed bench`, the last ten runs missing', commands.resume),
    row('`reseed bench`, nothing missing', commands.again),
    row('`reseed report`', commands.report),
    '',
    'Of a record only its numbers are kept, in as few bytes as give them back exactly, outside the heap; the analysis walks',
    'over the records and holds scores alone.',
    '',
  ];
}

function renderScores({ scores, rounds, files, load }: ManyScoresFigures): string[] {
  const row = ({ what, fileMegabytes, seconds, peakMegabytes }: ManyScoresFigures['files'][number]): string =>
    `| ${what} | ${fileMegabytes} MB | ${seconds.toFixed(1)} s | ${peakMegabytes === null ? '' : `${String(peakMegabytes)} MB`} |`;
  return [
    `## A file of ${grouped(scores)} scores`,
    '',
    `\`reseed scores FILE\`, from the start of the process to its end, ${rounds} times: the worst of each is shown, and the most memory`,
    `that was ever resident. Made by \`node dist/perf/many-scores.js\`. Load before it: ${load.toFixed(1)} runnable processes a core${load > 0.5 ? ';' : '.'}`,
    ...busyNote(load),
    '',
    '| file | size | time | peak memory |',
    '|:---|---:|---:|---:|',
    ...files.map(row),
    '',
  ];
}

function busyNote(load: number): string[] {
  return load > 0.5 ? ['**the machine was busy with other work, so these times are upper bounds**.'] : [];
}

function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

function shown(value: number): string {
  return value >= 10 ? String(Math.round(value)) : value.toPrecision(2);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const read = (flag: string): unknown => {
    const at = process.argv.indexOf(flag);
    return at < 0 ? undefined : JSON.parse(readFileSync(process.argv[at + 1] ?? '', 'utf8'));
  };
  const overhead = (read('--overhead') as Overhead | undefined) ?? (await measureOverhead());
  const store = (read('--store') as StoreFigures | undefined) ?? (await measureStore(100_000));
  const scores = (read('--scores') as ManyScoresFigures | undefined) ?? (await measureManyScores(1_000_000));
  replaceFile(join(ROOT, 'docs/SCALE.md'), render(overhead, store, scores));
}
