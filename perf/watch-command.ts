/** Runs a command of the built program in a process of its own: how long it takes, and how much memory it needs. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('../src/cli.js', import.meta.url));

export interface CommandFigures {
  /** From the start of the process to the line that says how many runs are there; null where it says none. */
  readonly startSeconds: number | null;
  readonly seconds: number;
  /** Resident, in 10⁶ bytes; null where the system does not say. */
  readonly peakMegabytes: number | null;
}

/** Memory is known on Linux only. @throws {Error} with what it said unless it ends well */
export async function watch(args: readonly string[]): Promise<CommandFigures> {
  const began = performance.now();
  const since = (): number => Math.round(performance.now() - began) / 1000;
  const reseed = spawn(process.execPath, [CLI, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  let [said, startSeconds, peak]: [string, number | null, number | null] = ['', null, null];
  reseed.stderr.on('data', (text: Buffer) => {
    said += text.toString();
    if (startSeconds === null && said.includes('already there')) startSeconds = since();
  });
  const looking = setInterval(() => (peak = peakOf(reseed.pid) ?? peak), 10);
  const [code] = (await once(reseed, 'exit')) as [number | null];
  clearInterval(looking);
  if (code !== 0) throw new Error(said);
  return { startSeconds, seconds: since(), peakMegabytes: peak };
}

/** The most that a process ever had resident: the kernel counts, so nothing falls between two looks but the very end. */
function peakOf(pid: number | undefined): number | undefined {
  try {
    const kibibytes = /^VmHWM:\s*(\d+) kB/m.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1];
    return kibibytes === undefined ? undefined : Math.round((Number(kibibytes) * 1024) / 1e6);
  } catch {
    return undefined;
  }
}

/** The worst of all rounds. */
export function worstOf(rounds: readonly CommandFigures[]): CommandFigures {
  const worst = (values: readonly (number | null)[]): number | null =>
    values.includes(null) ? null : Math.max(...(values as readonly number[]));
  return {
    startSeconds: worst(rounds.map((round) => round.startSeconds)),
    seconds: Math.max(...rounds.map((round) => round.seconds)),
    peakMegabytes: worst(rounds.map((round) => round.peakMegabytes)),
  };
}
