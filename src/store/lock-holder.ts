/** Who holds a lock, as its file says, and what can be told of whether that one is still there. Touches no lock. */
import { lstatSync, readFileSync, readlinkSync } from 'node:fs';
import { hostName } from '../base/environment.js';
import { beganAt, isRunning } from './processes.js';

export interface Holder {
  readonly pid: number;
  readonly host: string;
  /** As `beganAt` says: a reused pid has another one. */
  readonly began: string;
  /** The lock file's own number on its disk: a folder that was copied while a bench ran holds a copy of the lock with another. */
  readonly inode: string;
  /** This start of this machine, and the space in which `pid` counts; '' where the system has neither. */
  readonly boot: string;
  readonly pids: string;
  /** Whether the kernel holds the lock, too. */
  readonly flock: boolean;
}

export function describeSelf(inode: string): Omit<Holder, 'flock'> {
  const { pid } = process;
  return { pid, host: hostName(), began: beganAt(pid), inode, boot: bootId(), pids: pidSpace() };
}

export function parseHolder(text: string): Holder | undefined {
  try {
    const value = JSON.parse(text) as Partial<Record<keyof Holder, unknown>>;
    if (typeof value.pid !== 'number' || !Number.isInteger(value.pid) || typeof value.host !== 'string')
      return undefined;
    const word = (each: unknown): string => (typeof each === 'string' ? each : '');
    return {
      pid: value.pid,
      host: value.host,
      began: word(value.began),
      inode: word(value.inode),
      boot: word(value.boot),
      pids: word(value.pids),
      flock: value.flock === true,
    };
  } catch {
    return undefined;
  }
}

/** `untold`: it may be at work where this process cannot see it. */
export type HolderState = 'gone' | 'alive' | 'untold';

/**
 * @param path  the lock file
 * @param known.flocked  this process has just got the kernel's lock on that file
 * @param known.shared  other machines may see the folder
 */
export function stateOf(
  holder: Holder,
  { path, flocked, shared }: { path: string; flocked: boolean; shared: boolean },
): HolderState {
  const thisBoot = holder.boot !== '' && holder.boot === bootId();
  if (flocked && holder.flock && (thisBoot || !shared)) return 'gone';
  if (holder.host !== hostName()) return 'untold';
  // A disk of this machine's own outlives a start of it, and no holder does.
  if (holder.boot !== '' && !thisBoot) return shared ? 'untold' : 'gone';
  if (holder.boot !== '' && holder.pids !== pidSpace()) return 'untold';
  return isCopy(path, holder) || !isAlive(holder) ? 'gone' : 'alive';
}

/** Told only on the holder's own machine: file numbers of a shared disk may differ between machines. */
function isCopy(path: string, { inode }: Holder): boolean {
  return inode !== '' && String(lstatSync(path, { throwIfNoEntry: false })?.ino) !== inode;
}

function isAlive({ pid, began }: Holder): boolean {
  return isRunning(pid) && (began === '' || beganAt(pid) === began);
}

function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return '';
  }
}

function pidSpace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}
