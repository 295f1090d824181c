/** Folders for what lives no longer than this process. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folders = new Set<string>();
const removeAll = (): void => folders.forEach(removePassingFolder);

/**
 * A new folder among the temporary ones. Whoever made it removes it when done; what is left is removed when the process exits.
 * All share one listener for that: Node warns of a leak once there are more than ten.
 */
export function makePassingFolder(prefix: string): string {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  if (folders.size === 0) process.on('exit', removeAll);
  folders.add(folder);
  return folder;
}

/** Other folders are left alone. */
export function removePassingFolder(folder: string): void {
  if (!folders.delete(folder)) return;
  rmSync(folder, { recursive: true, force: true });
  if (folders.size === 0) process.off('exit', removeAll);
}
