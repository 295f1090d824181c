/** Bench events → a live line on a terminal, or plain lines elsewhere. Returns text; the caller owns the stream. */
import stringWidth from 'string-width';
import { CLEAR_LINE } from '../base/printable.js';
import type { BenchEvent } from './bench-request.js';
import { seenRun } from '../analysis/seen-run.js';
import type { SeenRun } from '../analysis/seen-run.js';
import { whole } from '../base/how-many.js';

export interface ProgressOptions {
  readonly write: (text: string) => void;
  readonly terminal: boolean;
  readonly columns: number;
  readonly clock: () => number;
  /** The current estimate in a few words, from all runs so far; asked for at most once a second. */
  readonly estimate: (runs: readonly SeenRun[]) => string;
}

export interface Progress {
  readonly onEvent: (event: BenchEvent) => void;
  /** Ends the live line, so that what follows starts on a new one. */
  readonly end: () => void;
}

const TERMINAL_EVERY_MS = 100;
const PLAIN_EVERY_MS = 10_000;
const ESTIMATE_EVERY_MS = 1000;

export function createProgress({ write, terminal, columns, clock, estimate }: ProgressOptions): Progress {
  const seen: SeenRun[] = [];
  let [planned, kept, failed, shownAt, estimatedAt] = [0, 0, 0, -Infinity, -Infinity];
  let [startedAt, endedAt] = [clock(), clock()];
  let guess = '';
  /** What a running program has printed last. */
  let said = '';
  let live = false;
  const clear = (): void => {
    if (live) write(CLEAR_LINE);
    live = false;
  };
  const say = (text: string): void => {
    clear();
    write(`${text}\n`);
  };
  const show = (): void => {
    const now = clock();
    const done = kept + seen.length;
    const last = done === planned;
    if (now - shownAt < (terminal ? TERMINAL_EVERY_MS : PLAIN_EVERY_MS) && !last) return;
    if (now - estimatedAt >= ESTIMATE_EVERY_MS || last) {
      guess = estimate(seen);
      estimatedAt = now;
    }
    shownAt = now;
    const left = timeLeft({ each: (endedAt - startedAt) / seen.length, runs: planned - done, since: now - endedAt });
    const parts = [
      `${whole(done)}/${whole(planned)} runs`,
      ...(last ? [`done in ${duration(now - startedAt)}`] : seen.length === 0 ? [] : [`${duration(left)} left`]),
      ...(guess === '' ? [] : [guess]),
      ...(failed === 0 ? [] : [`${whole(failed)} failed`]),
      ...(said === '' || last || !terminal ? [] : [said]),
    ];
    const line = parts.join(' · ');
    if (!terminal) {
      say(line);
      return;
    }
    clear();
    write(fitted(line, Math.max(20, columns - 1)));
    live = true;
  };
  return {
    onEvent(event) {
      if (event.type === 'repair' || event.type === 'note') say(`note: ${event.text}`);
      else if (event.type === 'incident') {
        const fate = event.again ? 'it will be done again' : 'it is left out: lost too often';
        say(`note: run ${String(event.run.index)} (${event.run.variant}) was lost: ${event.reason}; ${fate}`);
      } else if (event.type === 'start') {
        ({ planned, kept } = event);
        startedAt = endedAt = clock();
        const resumed = kept > 0 ? `, ${whole(kept)} of them already there` : '';
        const hands =
          event.workers === 0
            ? 'workers of the queue'
            : `${String(event.workers)} worker${event.workers === 1 ? '' : 's'}`;
        say(`${event.atMost === true ? 'at most ' : ''}${whole(planned)} runs${resumed}, ${hands}`);
      } else if (event.type === 'line') {
        said = event.text;
        // Off a terminal the line cannot be rewritten, and every update would stay in the log.
        if (terminal) show();
      } else {
        seen.push(seenRun(event.record));
        endedAt = clock();
        if (event.record.status === 'failed') failed++;
        show();
      }
    },
    end() {
      if (live) write('\n');
      live = false;
    },
  };
}

/** Estimated from the runs that have ended. It counts down while the next run is under way, and never grows meanwhile. */
function timeLeft({ each, runs, since }: { each: number; runs: number; since: number }): number {
  return Math.max(each * runs - since, each * (runs - 1));
}

/** So much of a line as fits on a terminal, where some letters take two columns; no letter is cut in two. */
function fitted(line: string, columns: number): string {
  if (stringWidth(line) <= columns) return line;
  let [kept, width] = ['', 0];
  for (const letter of line) {
    width += stringWidth(letter);
    if (width > columns) break;
    kept += letter;
  }
  return kept;
}

/** `4 s`, `2 min 10 s`, `3 h 5 min`. */
export function duration(ms: number): string {
  if (!Number.isFinite(ms)) return '?';
  const seconds = Math.round(ms / 1000);
  if (seconds < 1) return `${(ms / 1000).toFixed(1)} s`;
  if (seconds < 60) return `${String(seconds)} s`;
  if (seconds < 3600) return `${String(Math.floor(seconds / 60))} min ${String(seconds % 60)} s`;
  return `${String(Math.floor(seconds / 3600))} h ${String(Math.floor((seconds % 3600) / 60))} min`;
}
