/** The lines of a file, as bytes, through one buffer: however long the file is, little of it stands in memory. */
import { closeSync, readSync } from 'node:fs';
import { explainingReadErrors, openFile } from '../base/open-file.js';
import { UserError } from '../base/errors.js';

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
/** Far longer than any line of ours; a file of another kind may have none that ends. */
const LONGEST_LINE = 256 * 1024 * 1024;

/** @throws {UserError} if it cannot be read, or holds a line that cannot be ours */
export function* linesOf(path: string): Generator<Line> {
  const file = explainingReadErrors(path, () => openFile(path, 'read'));
  try {
    let buffer = Buffer.alloc(BUFFER_BYTES);
    let [start, filled] = [0, 0];
    for (;;) {
      const size = explainingReadErrors(path, () => readSync(file, buffer, filled, buffer.length - filled, null));
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
      if (filled > LONGEST_LINE)
        throw new UserError(`${path} holds a line without an end, which Reseed did not write.`, REMEDY);
      if (filled === buffer.length) buffer = Buffer.concat([buffer], buffer.length * 2);
    }
    if (filled > 0) yield { bytes: buffer.subarray(0, filled), start, end: start + filled, ended: false };
  } finally {
    closeSync(file);
  }
}

const REMEDY = 'Remove it, or choose another folder with --out.';
