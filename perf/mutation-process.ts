/** A vitest of the copy as a process: asked, answered, and ended with all that it started when it takes too much. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import type { Answer, Request } from './mutation-runner.js';

/**
 * What a request may use, in ms of processor time: a busy machine makes nothing a time-out. What waits for something that never
 * comes uses none: it is given up after `IDLE_MS` in which its processes did next to nothing.
 */
export type Limit = number;

const IDLE_MS = 20_000;
/** By the clock, whatever it does; and where processor time cannot be read. */
const CLOCK_MS = 600_000;
const LOOK_MS = 500;
const TICK_MS = 10;

export interface Runner {
  /** Undefined where it took more than the limit and was ended. */
  ask(request: Request, limit: Limit): Promise<(Answer & { readonly processorMs: number }) | undefined>;
  end(): void;
}

export function openRunner(copy: string, env: Readonly<Record<string, string>>): Runner {
  let child: ChildProcess | undefined;
  const end = (): void => {
    // It leads a group of its own.
    if (child?.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
    child = undefined;
  };
  const start = async (): Promise<ChildProcess> => {
    const own = fork(fileURLToPath(new URL('mutation-runner.js', import.meta.url)), {
      cwd: copy,
      detached: true,
      env: { ...process.env, NO_COLOR: '1', ...env },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    await once(own, 'message');
    return own;
  };
  return {
    async ask(request, limit) {
      child ??= await start();
      const own = child;
      const over = new AbortController();
      const { signal } = over;
      const before = groupMs(own.pid!);
      const watch = watchGroup(own.pid!, limit, () => over.abort());
      own.send(request);
      try {
        const [answer] = (await Promise.race([
          once(own, 'message', { signal }),
          once(own, 'exit', { signal }).then(() => [undefined]),
        ])) as [Answer | undefined];
        if (answer === undefined) {
          end();
          return undefined;
        }
        const used = groupMs(own.pid!) - before;
        return { ...answer, processorMs: used > 0 ? used : answer.durationMs };
      } catch (error) {
        if (!signal.aborted) throw error;
        end();
        return undefined;
      } finally {
        clearInterval(watch);
        over.abort();
      }
    },
    end,
  };
}

function watchGroup(leader: number, limit: Limit, give: () => void): NodeJS.Timeout {
  const began = performance.now();
  const first = groupMs(leader);
  let busy = { at: began, ms: first };
  return setInterval(() => {
    const now = performance.now();
    const ms = groupMs(leader);
    if (ms > busy.ms + 100) busy = { at: now, ms };
    const idle = ms > 0 && now - busy.at > IDLE_MS;
    if (ms - first > limit || idle || now - began > CLOCK_MS) give();
  }, LOOK_MS);
}

/** Processor time of the group that `leader` leads, in ms, with that of its processes that have ended; 0 where it cannot be read. */
function groupMs(leader: number): number {
  let ticks = 0;
  try {
    for (const name of readdirSync('/proc')) {
      if (!/^\d+$/u.test(name)) continue;
      ticks += ticksOf(name, leader);
    }
  } catch {
    return 0;
  }
  return ticks * TICK_MS;
}

function ticksOf(process: string, group: number): number {
  try {
    const text = readFileSync(`/proc/${process}/stat`, 'latin1');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return Number(fields[2]) === group ? fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0) : 0;
  } catch {
    // It has ended meanwhile.
    return 0;
  }
}
