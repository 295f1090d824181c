/** An Io that keeps what a command prints, in a folder of its own. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Io } from '../../src/commands/io.js';

export function commandIo(): { io: Io; cwd: string; printed: () => string } {
  const cwd = mkdtempSync(join(tmpdir(), 'reseed-command-'));
  const parts: string[] = [];
  const io: Io = {
    out: (text) => void parts.push(text),
    err: () => undefined,
    terminal: false,
    colour: false,
    columns: 80,
    outColumns: 100,
    cwd,
    signal: new AbortController().signal,
  };
  return { io, cwd, printed: () => parts.join('') };
}
