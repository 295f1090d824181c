/** The lines of a file, as bytes, through one buffer: however long the file is, little of it stands in memory. */
import { closeSync, openSync, readSync } from 'node:fs';

export interface Line {
  /** Without the newline; overwritten once the next line is asked for. */
  readonly bytes: Buffer;
  /** Of the file's bytes, from the first of the line to the one after its newline. */
  readonly start: number;
  readonly end: number;
  /** Only the last line may have no newline. */
  readonly ended: boolean;
}

const NEWLINE = 10;
const BUFFER_BYTES = 1024 * 1024;

export function* linesOf(path: string): Generator<Line> {
  const file = openSync(path, 'r');
  try {
    let buffer = Buffer.alloc(BUFFER_BYTES);
    let [start, filled] = [0, 0];
    for (;;) {
      const size = readSync(file, buffer, filled, buffer.length - filled, null);
      if (size === 0) break;
      const read = buffer.subarray(0, filled + size);
      let from = 0;
      for (let at = read.indexOf(NEWLINE, filled); at >= 0; at = read.indexOf(NEWLINE, from)) {
        const end = start + at + 1 - from;
        yield { bytes: read.subarray(from, at), start, end, ended: true };
        start = end;
        from = at + 1;
      }
      read.copyWithin(0, from);
      filled = read.length - from;
      if (filled === buffer.length) buffer = Buffer.concat([buffer], buffer.length * 2);
    }
    if (filled > 0) yield { bytes: buffer.subarray(0, filled), start, end: start + filled, ended: false };
  } finally {
    closeSync(file);
  }
}
