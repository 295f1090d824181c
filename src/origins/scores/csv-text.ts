/**
 * The text of a file in pieces that end with a whole line, so that a million rows never stand in memory as text. Encodings are
 * those of the table reader. Knows no cells.
 */
import { createReadStream, readFileSync, statSync } from 'node:fs';
import { UserError } from '../../base/errors.js';
import { decodeText, encodingOfStart } from '../../data/decode.js';
import { refusePacked } from '../../data/packed.js';
import { LONGEST_LINE } from './limits.js';

/** Up to this many bytes a file is decoded at once, and its encoding found out by all of it. */
const AT_ONCE = 16_000_000;
const PIECE = 1 << 20;

interface TextOptions {
  readonly name: string;
  /** As with `--encoding`. */
  readonly encoding?: string | undefined;
  /** Told the share of the file that is read. */
  readonly onRead?: (share: number) => void;
}

/** Line ends are `\n`. @throws {UserError} for what is no text, or a line beyond the limit */
export async function* wholeLines(path: string, options: TextOptions): AsyncGenerator<string> {
  let rest = '';
  for await (const piece of pieces(path, options)) {
    let text = rest + piece;
    // A carriage return at the very end may be half of a line end.
    const held = text.endsWith('\r') ? '\r' : '';
    if (held !== '') text = text.slice(0, -1);
    if (text.includes('\r')) text = text.replace(/\r\n?/g, '\n');
    const end = lastLineEnd(text);
    if (end > 0) yield text.slice(0, end);
    rest = text.slice(Math.max(0, end)) + held;
    if (rest.length > LONGEST_LINE) throw tooLong(options.name);
  }
  rest = rest.replace(/\r\n?/g, '\n');
  if (rest !== '') yield rest;
}

async function* pieces(path: string, options: TextOptions): AsyncGenerator<string> {
  const { size } = statSync(path);
  if (size > AT_ONCE) {
    yield* decodedPieces(path, { ...options, size });
    return;
  }
  const { name, encoding: wanted, onRead } = options;
  const { text } = decodeText(readFileSync(path), { name, wanted });
  for (let at = 0; at < text.length; at += PIECE) {
    yield text.slice(at, at + PIECE);
    onRead?.(Math.min(1, (at + PIECE) / text.length));
  }
}

async function* decodedPieces(
  path: string,
  { name, encoding: wanted, onRead, size }: TextOptions & { readonly size: number },
): AsyncGenerator<string> {
  let decode: ((bytes?: Buffer) => string) | undefined;
  let read = 0;
  for await (const bytes of createReadStream(path, { highWaterMark: PIECE }) as AsyncIterable<Buffer>) {
    if (decode === undefined) refusePacked(bytes, name);
    decode ??= decoderOf(encodingOfStart(bytes, wanted), name);
    yield decode(bytes);
    read += bytes.length;
    onRead?.(read / size);
  }
  if (decode !== undefined) yield decode();
}

function decoderOf(encoding: ReturnType<typeof encodingOfStart>, name: string): (bytes?: Buffer) => string {
  if (encoding === 'Windows-1252')
    return (bytes) => (bytes === undefined ? '' : decodeText(bytes, { name, wanted: encoding }).text);
  const decoder = new TextDecoder(encoding === 'UTF-8' ? 'utf-8' : 'utf-16le', { fatal: true });
  return (bytes) => {
    try {
      if (bytes === undefined) return decoder.decode();
      // Every piece has an even number of bytes except the last; an odd one there means that the file is no UTF-16.
      return decoder.decode(encoding === 'UTF-16BE' ? bytes.swap16() : bytes, { stream: true });
    } catch {
      throw new UserError(
        `${name} is not text in ${encoding}.`,
        'Save it as "CSV UTF-8", or name its encoding with --encoding; give the CSV, not a workbook.',
      );
    }
  };
}

/** Just behind the last line end outside quotes; 0 if there is none. */
function lastLineEnd(text: string): number {
  const last = text.lastIndexOf('\n');
  if (last < 0 || !text.includes('"')) return last + 1;
  let [end, inside] = [0, false];
  for (let i = 0; i <= last; i++) {
    const code = text.charCodeAt(i);
    if (code === 34) inside = !inside;
    else if (code === 10 && !inside) end = i + 1;
  }
  return end;
}

function tooLong(name: string): UserError {
  return new UserError(
    `${name} has a line of more than ${LONGEST_LINE / 1e6} million characters.`,
    'Is it a table of scores? A quote that is never closed makes one line of many, too.',
  );
}
