/** Whether another process of this machine still runs: what locks and leftover files are judged by. */
import { readFileSync } from 'node:fs';

/** A zombie has ended: its parent has not asked for its exit code yet, and in a container perhaps never will. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return statOf(pid)?.state !== 'Z';
}

/** When the process began, in the kernel's ticks; '' where the system does not say. A reused number has another one. */
export function beganAt(pid: number): string {
  return statOf(pid)?.began ?? '';
}

/** Fields 3 and 22 of /proc/PID/stat (after the name, which may hold spaces); undefined on systems without it. */
function statOf(pid: number): { readonly state: string; readonly began: string } | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { state: fields[0] ?? '', began: fields[19] ?? '' };
}
