/** A small bench as a process of its own, to be killed, starved and raced; and what it left, for comparing to the byte. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type * as Program from '../../src/commands/program.js';
import { canonicalRecord } from '../../src/design/record.js';
import { readRecords } from '../../src/store/store.js';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CLI = join(ROOT, 'dist/src/cli.js');

/** Full counts in a soak (`npm run soak`), or the share of them that `RESEED_SOAK_SHARE` asks for; short ones otherwise. */
export function times(short: number, full: number): number {
  const { RESEED_SOAK, RESEED_SOAK_SHARE = '1' } = process.env;
  return RESEED_SOAK === undefined ? short : Math.max(short, Math.round(full * Number(RESEED_SOAK_SHARE)));
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
  /** What stands on its stderr so far. */
  said(): string;
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

export interface StartOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Files of `preload/`, first things first. */
  readonly preload?: string | readonly string[];
  /** A command that starts it in its turn, such as `unshare`. */
  readonly under?: readonly string[];
}

export interface Workshop {
  readonly folder: string;
  start(args: readonly string[], options?: StartOptions): Started;
  /** The same command line in this process: a fraction of the time, where nothing is killed, starved or raced. It reads a file of an experiment once. */
  call(args: readonly string[]): Promise<Ended>;
  remove(): void;
}

/** A temporary folder with an experiment `question.ts` and its table; more epochs make slower runs. */
export function openWorkshop({ epochs = 3 }: { epochs?: number } = {}): Workshop {
  const folder = mkdtempSync(join(tmpdir(), 'reseed-faults-'));
  writeFileSync(join(folder, 'question.ts'), QUESTION.replace('fixedEpochs(3)', `fixedEpochs(${epochs})`));
  writeFileSync(join(folder, 'table.csv'), table());
  return {
    folder,
    start(args, { env = {}, preload = [], under = [] } = {}) {
      const node = [preload].flat().flatMap((name) => ['--import', new URL(`preload/${name}`, import.meta.url).href]);
      const [command, ...words] = [...under, process.execPath, ...node, CLI, ...args];
      const child = spawn(command!, words, {
        cwd: folder,
        env: { ...process.env, NO_COLOR: '1', ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let [out, err] = ['', ''];
      child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
      const ended = endOf(child).then((end) => ({ ...end, out, err }));
      return { child, ended, said: () => err };
    },
    call: (args) => callIn(folder, args),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A command line in this process, as it was built: nets train in worker threads, which know nothing of TypeScript. */
export async function callIn(cwd: string, args: readonly string[]): Promise<Ended> {
  const { carryOut } = (await import(
    new URL('../../dist/src/commands/program.js', import.meta.url).href
  )) as typeof Program;
  let [out, err] = ['', ''];
  const code = await carryOut(args, {
    out: (text) => (out += text),
    err: (text) => (err += text),
    ...{ terminal: false, colour: false, columns: 80, outColumns: 100, cwd },
    signal: new AbortController().signal,
  });
  return { code, signal: null, out, err };
}

function endOf(child: ChildProcess): Promise<Pick<Ended, 'code' | 'signal'>> {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      resolve({ code, signal });
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
  while (linesOf(folder).length < count && isRunning(child)) await pause(3);
}

/** Waits until the text stands on its stderr. @throws if it ends without */
export async function untilSaid(started: Started, text: string): Promise<void> {
  while (!started.said().includes(text) && isRunning(started.child)) await pause(20);
  if (started.said().includes(text)) return;
  const { err } = await started.ended;
  if (!err.includes(text)) throw new Error(`it ended without saying ${JSON.stringify(text)}: ${err}`);
}

/** Whether its end has not been heard of yet. */
export function isRunning({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null;
}

/** How many runs the experiment of `openWorkshop` plans. */
export const RUNS = 120;

export interface Held extends Started {
  /** Resolves when it stands still with so many records written. */
  at(count: number): Promise<void>;
  /** Lets it go on from there; with `stalled` only as far as it can without another run. */
  letGo(count: number, options?: { readonly stalled: boolean }): void;
}

/**
 * Starts a bench of the folder `name` that stands still each time it has written one of `counts` records, until it is let
 * go: whatever is done to it or around it meanwhile comes before its end, however slow this process and however fast that one.
 */
export function startHeld(
  shop: Workshop,
  args: readonly string[],
  { name, counts, preload = [], under = [] }: { name: string; counts: readonly number[] } & Omit<StartOptions, 'env'>,
): Held {
  const folder = join(shop.folder, name);
  const before = linesOf(folder).length;
  const prefix = join(mkdtempSync(join(shop.folder, 'held-')), 'go');
  const started = shop.start([...args, '--out', name], {
    preload: ['hold.mjs', preload].flat(),
    under,
    env: { RESEED_TEST_HOLD: JSON.stringify([prefix, ...counts]) },
  });
  return {
    ...started,
    async at(count) {
      await untilRecords(folder, before + count, started);
      if (!isRunning(started.child)) throw new Error(`it has ended: ${(await started.ended).err}`);
    },
    letGo(count, { stalled } = { stalled: false }) {
      if (!stalled) rmSync(`${prefix}-stall`);
      writeFileSync(`${prefix}-${count}`, '');
    },
  };
}

/** Starts the bench of `name` and signals it when it has written `after` records, and certainly not all of them. */
export async function interrupt(
  shop: Workshop,
  name: string,
  { after, signals, preload = [], args = BENCH }: Interruption,
): Promise<Ended> {
  const bench = startHeld(shop, args, { name, counts: [after], preload });
  await bench.at(after);
  for (const signal of signals) bench.child.kill(signal);
  bench.letGo(after, { stalled: true });
  return bench.ended;
}

interface Interruption {
  readonly after: number;
  readonly signals: readonly NodeJS.Signals[];
  readonly preload?: string | readonly string[];
  readonly args?: readonly string[];
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
