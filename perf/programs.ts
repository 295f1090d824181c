/**
 * `npm run programs`: what `reseed run` costs beside the programs themselves, and whether anything is left behind after
 * thousands of them. Writes docs/PROGRAMS-MEASURED.md. The number of runs may be given: `npm run programs -- 10000`.
 *
 * Runs and bare starts take turns, so that whatever else the machine does falls on both alike.
 */
import { readdirSync, readFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { describeMachine, stopwatch, PACKAGE_ROOT } from '../src/base/environment.js';
import { COMMAND } from '../src/origins/command/kind.js';
import { mean, quantile } from 'simple-statistics';
import { countFrom, optionsOf } from './program-options.js';
import { planRuns } from '../src/design/plan.js';

const USAGE = `npm run programs -- [RUNS]
  RUNS    how many programs are started (default: 10000); writes docs/PROGRAMS-MEASURED.md`;
const { positionals } = optionsOf(USAGE, { allowPositionals: true });
const COUNT = countFrom(positionals[0] ?? '10000', USAGE);
const EVERY = Math.max(1, Math.floor(COUNT / 10));

interface Seen {
  readonly runs: number;
  readonly descriptors: number;
  readonly children: number;
  readonly megabytes: number;
}

const load = loadavg()[0]!.toFixed(1);
const folder = mkdtempSync(join(tmpdir(), 'reseed-programs-'));
const { pairs, seen, failed } = await manyRuns(COUNT);
rmSync(folder, { recursive: true, force: true });
const beside = spreadOf(pairs.map(({ run, bare }) => run - bare));
const machine = describeMachine();
const text = [
  '# What a program costs beside itself',
  '',
  `\`npm run programs -- ${COUNT}\` on ${machine.cpu}, Node ${machine.node}, one program at a time; each is \`/bin/sh -c 'echo 0.5'\`.`,
  'A bare start is the same program started and waited for by Node, its output read, and nothing else. Each run is followed by',
  `a bare start, and the two are a pair. The machine has ${cpus().length} cores; its load average was ${load} at the start and ${loadavg()[0]!.toFixed(1)} at the end.`,
  '',
  '| ms | mean | median | 95 in 100 lie below |',
  '|:---|---:|---:|---:|',
  row('a bare start', spreadOf(pairs.map(({ bare }) => bare))),
  row('a run of Reseed: folder, start, score, log', spreadOf(pairs.map(({ run }) => run))),
  row('beside the process itself, pair by pair', beside),
  '',
  '| after this many runs | open descriptors | child processes | memory, MB (after a collection of garbage where Node lets) |',
  '|---:|---:|---:|---:|',
  ...seen.map(
    ({ runs, descriptors, children, megabytes }) => `| ${runs} | ${descriptors} | ${children} | ${megabytes} |`,
  ),
  '',
  `${failed} of ${COUNT} runs failed.`,
  '',
].join('\n');
writeFileSync(join(PACKAGE_ROOT, 'docs/PROGRAMS-MEASURED.md'), text);
process.stdout.write(text);

interface Pair {
  readonly run: number;
  readonly bare: number;
}

type Spread = readonly [mean: number, median: number, high: number];

function spreadOf(values: readonly number[]): Spread {
  return [mean(values), quantile([...values], 0.5), quantile([...values], 0.95)];
}

function row(what: string, spread: Spread): string {
  return `| ${what} | ${spread.map((value) => value.toFixed(2)).join(' | ')} |`;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = stopwatch();
  await work();
  return stopwatch() - started;
}

function bareStart(): Promise<void> {
  return new Promise((resolve) => {
    const child = spawn('/bin/sh', ['-c', 'echo 0.5'], { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    child.stdout.resume();
    child.stderr.resume();
    child.once('close', () => resolve());
  });
}

async function manyRuns(count: number): Promise<{ pairs: Pair[]; seen: Seen[]; failed: number }> {
  const variants = { a: { command: ['/bin/sh', '-c', 'echo 0.5'] }, b: { command: ['/bin/sh', '-c', 'echo  0.5'] } };
  const value = { variants, seeds: count / 2, metrics: ['accuracy'], cleanOut: true, keepLogs: 'failed' };
  const asked = COMMAND.check(value, { file: join(folder, 'q.mjs'), name: 'q' });
  const none = (): void => undefined;
  const { question, origin } = await COMMAND.open(asked, {
    folder,
    readTable: () => Promise.reject(new RangeError('no table')),
    onTask: none,
    onNote: none,
  });
  const carrier = origin.open(1);
  const seen: Seen[] = [];
  const pairs: Pair[] = [];
  let failed = 0;
  for (const run of planRuns(question, origin)) {
    const ms = await timed(async () => {
      const { record } = await carrier.run(run);
      if (record.status === 'failed') failed++;
    });
    pairs.push({ run: ms, bare: await timed(bareStart) });
    if (run.index % EVERY === 0 || run.index === count - 1) seen.push(look(run.index + 1));
  }
  await carrier.end();
  return { pairs, seen, failed };
}

function look(runs: number): Seen {
  (globalThis as { gc?: () => void }).gc?.();
  const children = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim().split(' ').filter(Boolean);
  return {
    runs,
    descriptors: readdirSync('/proc/self/fd').length,
    children: children.length,
    megabytes: Math.round(process.memoryUsage().rss / 1e6),
  };
}
