/**
 * The kernel's own lock on an open file, taken by `flock(1)` on a descriptor that it inherits. It lives with the open file,
 * holds across containers with their own process numbers, and goes with whoever has the file open, however that one ends.
 */
import { spawnSync } from 'node:child_process';
import { statfsSync } from 'node:fs';

/** `unknown`: there is no such program here, or the file system has no such locks. */
export type FlockAnswer = 'ours' | 'taken' | 'unknown';

/** Asks for the lock and does not wait for it. It is given back when the descriptor is closed. */
export function askForFlock(file: number): FlockAnswer {
  if (process.platform !== 'linux') return 'unknown';
  const { status, stderr, error } = spawnSync('flock', ['-n', '-x', '3'], {
    stdio: ['ignore', 'ignore', 'pipe', file],
    timeout: GIVEN_UP_MS,
  });
  if (error !== undefined) return 'unknown';
  if (status === 0) return 'ours';
  // If something other than another holder is in the way, `flock` has said what, and that is shown.
  return status === 1 && stderr.length === 0 ? 'taken' : 'unknown';
}

const GIVEN_UP_MS = 10_000;

/** Kinds of file systems that several machines may have mounted at once, by the numbers of statfs(2). */
const SHARED: ReadonlySet<number> = new Set([
  0x6969, // NFS
  0x517b, // SMB
  0xff534d42, // CIFS
  0xfe534d42, // SMB 2
  0x65735546, // FUSE: sshfs, virtiofs and many more
  0x01021997, // 9P
  0x0bd00bd0, // Lustre
  0x47504653, // GPFS
  0x19830326, // BeeGFS
  0x00c36400, // Ceph
  0x5346414f, // AFS
  0x6b414653, // kAFS
  0x73757245, // Coda
  0x7461636f, // OCFS2
  0x01161970, // GFS2
  0x786f4256, // VirtualBox shared folders
  0xbacbacbc, // VMware shared folders
]);

/** Whether other machines may see this folder; then a lock of the kernel may be this machine's alone. */
export function mayBeShared(folder: string): boolean {
  try {
    return SHARED.has(statfsSync(folder).type >>> 0);
  } catch {
    return true;
  }
}
