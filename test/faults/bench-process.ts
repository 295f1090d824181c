/** A small bench as a process of its own, to be killed, starved and raced; and what it left, for comparing to the byte. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { canonicalRecord } from '../../src/record.js';
import { readRecords } from '../../src/store.js';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CLI = join(ROOT, 'dist/src/cli.js');

/** Full counts in a soak (`npm run soak`), short ones otherwise. */
export function times(short: number, full: number): number {
  return process.env.RESEED_SOAK === undefined ? short : full;
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** Two small networks on sixty rows of a CSV file: a hundred and twenty runs of a few milliseconds. */
const QUESTION = `import { csv, defineExperiment, dense, dropout, fixedEpochs, holdout, sequential, variant } from 'reseed';
const stopping = fixedEpochs(3);
export default defineExperiment({
  question: 'Does it survive?',
  data: csv('table.csv', { target: 'kind' }),
  protocol: holdout({ splits: 30, seeds: 2, validation: 0 }),
  baseline: 'plain',
  variants: {
    plain: variant(sequential([dense(4)]), { stopping }),
    dropped: variant(sequential([dense(4), dropout(0.5)]), { stopping }),
  },
});
`;

export interface Workshop {
  readonly folder: string;
  start(args: readonly string[], options?: { env?: Record<string, string>; preload?: string }): Started;
  remove(): void;
}

/** A temporary folder with an experiment `question.ts` and its table; more epochs make slower runs. */
export function openWorkshop({ epochs = 3 }: { epochs?: number } = {}): Workshop {
  const folder = mkdtempSync(join(tmpdir(), 'reseed-faults-'));
  writeFileSync(join(folder, 'question.ts'), QUESTION.replace('fixedEpochs(3)', `fixedEpochs(${epochs})`));
  writeFileSync(join(folder, 'table.csv'), table());
  return {
    folder,
    start(args, { env = {}, preload } = {}) {
      const node = preload === undefined ? [] : ['--import', new URL(`preload/${preload}`, import.meta.url).href];
      const child = spawn(process.execPath, [...node, CLI, ...args], {
        cwd: folder,
        env: { ...process.env, NO_COLOR: '1', ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      return { child, ended: endOf(child) };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function endOf(child: ChildProcess): Promise<Ended> {
  let [out, err] = ['', ''];
  child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (err += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      resolve({ code, signal, out, err });
    });
  });
}

export const BENCH = ['bench', './question.ts', '--workers', '2', '--quiet'];

/** Everything that must be the same for any number of workers, in any order, after any interruption. */
export function outcomeOf(folder: string): Readonly<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const name of ['report.md', 'summary.json', 'runs.csv']) files[name] = readFileSync(join(folder, name), 'utf8');
  const figures = join(folder, 'figures');
  for (const name of readdirSync(figures).sort()) files[`figures/${name}`] = readFileSync(join(figures, name), 'utf8');
  const { records } = readRecords(folder);
  const lines = [...records.values()].map((record) => JSON.stringify(canonicalRecord(record)));
  files['runs.jsonl, canonical'] = lines.sort().join('\n');
  return files;
}

/** The whole lines of a folder's `runs.jsonl`. */
export function linesOf(folder: string): string[] {
  const path = join(folder, 'runs.jsonl');
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(0, -1) : [];
}

/** Waits until the folder holds at least so many records, or the process has ended. */
export async function untilRecords(folder: string, count: number, { child }: Started): Promise<void> {
  while (linesOf(folder).length < count && child.exitCode === null && child.signalCode === null) await pause(3);
}

/** How many runs the experiment of `openWorkshop` plans. */
export const RUNS = 120;

/**
 * Starts the bench of `name` and signals it once it holds `after` records. On a busy machine the bench may end before
 * the signal reaches it: then there was no interruption to look at, and it begins again in an empty folder.
 */
export async function interrupt(
  shop: Workshop,
  name: string,
  { after, signals, preload }: { after: number; signals: readonly NodeJS.Signals[]; preload?: string },
): Promise<Ended> {
  const folder = join(shop.folder, name);
  for (let attempt = 1; ; attempt++) {
    const started = shop.start([...BENCH, '--out', name], preload === undefined ? {} : { preload });
    await untilRecords(folder, after, started);
    for (const signal of signals) started.child.kill(signal);
    const ended = await started.ended;
    if (linesOf(folder).length < RUNS || attempt === 5) return ended;
    rmSync(folder, { recursive: true });
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** In a soak: adds a line of figures for docs/RELIABILITY.md. */
export function note(what: string, figures: Record<string, number | string>): void {
  const path = process.env.RESEED_SOAK;
  if (path === undefined) return;
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, `${JSON.stringify({ what, ...figures })}\n`, { flag: 'a' });
}

function table(): string {
  const lines = Array.from({ length: 60 }, (_, i) => {
    const [x, y] = [(i * 37) % 60, (i * 23) % 17];
    return `${x / 10},${y},${i % 3 === 0 ? 'wet' : 'dry'},${x + 3 * y > 50 ? 'high' : 'low'}`;
  });
  return `x,y,weather,kind\n${lines.join('\n')}\n`;
}
