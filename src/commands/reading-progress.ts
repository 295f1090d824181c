/** A line on stderr while a big table is read. Small tables are there before anybody looks. */
import { clock } from '../base/environment.js';
import { CLEAR_LINE } from '../base/printable.js';
import type { Io } from './io.js';

const QUIET_MS = 500;

export interface ReadingProgress {
  readonly onProgress: (share: number) => void;
  /** Clears the line, and Ctrl-C is heard of again. */
  readonly end: () => void;
}

export function readingProgress(io: Io, { quiet }: { readonly quiet: boolean }): ReadingProgress {
  io.endAtOnce?.(true);
  let last = clock();
  let said = false;
  return {
    onProgress: (share) => {
      if (quiet || clock() - last < QUIET_MS) return;
      last = clock();
      const line = `reading the table: ${Math.floor(Math.min(share, 1) * 100)} %`;
      if (io.terminal) io.err(CLEAR_LINE);
      io.err(io.terminal ? line : `${line}\n`);
      said = true;
    },
    end: () => {
      io.endAtOnce?.(false);
      if (said && io.terminal) io.err(CLEAR_LINE);
    },
  };
}
