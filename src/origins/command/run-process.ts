/** One program from start to end: its own process group, no input, a time limit, and no more of its output than fits. */
import { spawn } from 'node:child_process';
import type { ChildProcess, ChildProcessByStdio } from 'node:child_process';
import type { Readable } from 'node:stream';
import { stopwatch } from '../../base/environment.js';
import { endGroup } from './end-group.js';
import { MARK } from './guard.js';
import type { Guard } from './guard.js';

export interface Program {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly timeoutMs?: number;
}

export interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly timedOut: boolean;
  readonly durationMs: number;
}

/** Between SIGTERM and SIGKILL. */
const GRACE_MS = 10_000;
/** A child that outlives the program may keep its pipes open: Reseed waits this long for them to close. */
const PIPES_MS = 500;
const HEAD = 1 << 20;
const TAIL = 1 << 22;

type Started = ChildProcessByStdio<null, Readable, Readable>;

/** Rejects if the program cannot be started. When the signal aborts, its group is ended. */
export function runProgram(
  { argv, cwd, env, timeoutMs }: Program,
  { guard, signal, onOutput }: { guard: Guard; signal: AbortSignal; onOutput?: (chunk: Buffer) => void },
): Promise<Ended> {
  const started = stopwatch();
  return new Promise((resolve, reject) => {
    const { child, mark } = start({ argv, cwd, env }, guard);
    child.once('error', reject);
    const group = child.pid;
    if (group === undefined) return;
    let timedOut = false;
    const timers: NodeJS.Timeout[] = [];
    const stop = (): void => {
      endGroup(group, 'SIGTERM');
      timers.push(setTimeout(() => endGroup(group, 'SIGKILL'), GRACE_MS));
    };
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    if (timeoutMs !== undefined) {
      const late = (): void => {
        timedOut = true;
        stop();
      };
      timers.push(setTimeout(late, timeoutMs));
    }
    const outputs = [collect(child.stdout), collect(child.stderr)] as const;
    if (onOutput !== undefined) for (const stream of [child.stdout, child.stderr]) stream.on('data', onOutput);
    void whenOver(child).then(({ code, signal: by }) => {
      // Processes that it left behind in its group are ended with it.
      endGroup(group, 'SIGKILL');
      guard.forget(mark);
      for (const timer of timers) clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      const [stdout, stderr] = outputs.map((text) => text()) as [string, string];
      resolve({ stdout, stderr, code, signal: by, timedOut, durationMs: stopwatch() - started });
    });
  });
}

/** Whatever happens to Reseed from here on, the guard knows of the program. @throws {Error} if the system refuses the words */
function start({ argv, cwd, env }: Program, guard: Guard): { child: Started; mark: string } {
  const mark = guard.starting();
  let child: Started | undefined;
  try {
    child = spawn(argv[0]!, argv.slice(1), {
      cwd,
      env: { ...env, [MARK]: mark },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A process group of its own; on Windows, which has none, a console window of its own.
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    return { child, mark };
  } finally {
    if (child?.pid === undefined) guard.forget(mark);
    else guard.watch(mark, child.pid);
  }
}

function whenOver(child: ChildProcess): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => {
      const done = (): void => {
        clearTimeout(timer);
        child.stdout?.destroy();
        child.stderr?.destroy();
        resolve({ code, signal });
      };
      const timer = setTimeout(done, PIPES_MS);
      child.once('close', done);
    });
  });
}

/** The first megabyte and the last four of a stream; broken UTF-8 becomes U+FFFD. */
function collect(stream: NodeJS.ReadableStream): () => string {
  const head: Buffer[] = [];
  const tail: Buffer[] = [];
  let [inHead, inTail, left] = [0, 0, 0];
  stream.on('data', (chunk: Buffer) => {
    if (inHead < HEAD) {
      head.push(chunk);
      inHead += chunk.length;
      return;
    }
    tail.push(chunk);
    inTail += chunk.length;
    while (inTail > TAIL) {
      const gone = tail.shift()!.length;
      inTail -= gone;
      left += gone;
    }
  });
  return () => {
    const gap = left === 0 ? [] : [Buffer.from(`\n[${left} bytes left out]\n`)];
    return Buffer.concat([...head, ...gap, ...tail]).toString('utf8');
  };
}
