/** A line on stderr while a big table is read. Small tables are there before anybody looks. */
import { clock } from '../base/environment.js';
import type { Io } from './io.js';

const QUIET_MS = 500;

export interface ReadingProgress {
  readonly onProgress: (share: number) => void;
  /** Clears the line. */
  readonly end: () => void;
}

export function readingProgress(io: Io, { quiet }: { readonly quiet: boolean }): ReadingProgress {
  let last = clock();
  let said = false;
  return {
    onProgress: (share) => {
      if (quiet || clock() - last < QUIET_MS) return;
      last = clock();
      const line = `reading the table: ${Math.floor(Math.min(share, 1) * 100)} %`;
      io.err(io.terminal ? `\r${line}` : `${line}\n`);
      said = true;
    },
    end: () => {
      if (said && io.terminal) io.err('\r\u001b[K');
    },
  };
}
