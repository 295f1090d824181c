/**
 * Bytes of a file become text: UTF-8, UTF-16 with or without a mark, Windows-1252. What a program cannot know for sure is
 * said in the reading. May not know what the text means.
 */
import { UserError } from '../base/errors.js';
import { didYouMean, quoted } from './names.js';
import { refusePacked } from './packed.js';
import type { TextEncoding } from './reading.js';

export interface DecodedText {
  readonly text: string;
  readonly encoding: TextEncoding;
}

/** As people write it, in small letters without `-`, `_` and spaces. ISO 8859-1 differs from Windows-1252 in control characters only. */
const NAMES: ReadonlyMap<string, TextEncoding | 'UTF-16'> = new Map([
  ['utf8', 'UTF-8'],
  ['utf16', 'UTF-16'],
  ['utf16le', 'UTF-16LE'],
  ['utf16be', 'UTF-16BE'],
  ['windows1252', 'Windows-1252'],
  ['cp1252', 'Windows-1252'],
  ['latin1', 'Windows-1252'],
  ['iso88591', 'Windows-1252'],
]);

/**
 * What Windows-1252 has at 0x80 … 0x9F; the space stands for the five bytes that mean nothing. A table of our own, for the
 * TextDecoder of Node 20 gives control characters there.
 */
const FROM_0X80 = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';

/**
 * The text of a file, without its byte-order mark.
 *
 * @param name    the file, for messages
 * @param wanted  as with `--encoding`; guessed where absent
 * @throws {UserError} if the bytes are not text in that encoding, or in any, or are of a packed file, or the encoding has no such name
 */
export function decodeText(
  bytes: Uint8Array,
  { name, wanted }: { readonly name: string; readonly wanted?: string | undefined },
): DecodedText {
  refusePacked(bytes, name);
  const asked = wanted === undefined ? undefined : encodingNamed(wanted);
  const encoding = asked === 'UTF-16' ? utf16Of(bytes) : (asked ?? guessed(bytes));
  const text = encoding === undefined ? undefined : decoded(bytes, encoding);
  if (encoding === undefined || text === undefined) throw notText(name, asked);
  return { text, encoding };
}

/** @throws {UserError} if there is none */
export function encodingNamed(wanted: string): TextEncoding | 'UTF-16' {
  const found = NAMES.get(wanted.toLowerCase().replace(/[-_ ]/g, ''));
  if (found !== undefined) return found;
  const names = ['UTF-8', 'UTF-16', 'Windows-1252'];
  throw new UserError(`--encoding ${quoted(wanted)} is not known.`, didYouMean(wanted, names));
}

/** The encoding of a file too large to be decoded at once, by its first bytes; UTF-8 where they do not tell. */
export function encodingOfStart(start: Uint8Array, wanted?: string): TextEncoding {
  const asked = wanted === undefined ? undefined : encodingNamed(wanted);
  return (asked === 'UTF-16' ? utf16Of(start) : asked) ?? guessed(start.subarray(0, 3)) ?? 'UTF-8';
}

function notText(name: string, asked: string | undefined): UserError {
  return asked === undefined
    ? new UserError(
        `${quoted(name)} is not text: its bytes are neither UTF-8 nor UTF-16 nor Windows-1252.`,
        'Save the table as "CSV UTF-8", and give the CSV, not a workbook.',
      )
    : new UserError(
        `${quoted(name)} is not text in ${asked}.`,
        'Leave --encoding out, or save the table as "CSV UTF-8".',
      );
}

function guessed(bytes: Uint8Array): TextEncoding | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'UTF-16LE';
  if (first === 0xfe && second === 0xff) return 'UTF-16BE';
  const start = bytes.subarray(0, 4096);
  if (start.includes(0)) return zerosAt(start, 1) > 0.4 ? 'UTF-16LE' : zerosAt(start, 0) > 0.4 ? 'UTF-16BE' : undefined;
  if (decoded(bytes, 'UTF-8') !== undefined) return 'UTF-8';
  return bytes.some(isControl) ? undefined : 'Windows-1252';
}

/** Latin letters in UTF-16 have a zero byte each: the share of such bytes among those at even (0) or odd (1) places. */
function zerosAt(bytes: Uint8Array, parity: 0 | 1): number {
  let zeros = 0;
  for (let at: number = parity; at < bytes.length; at += 2) if (bytes[at] === 0) zeros++;
  return (2 * zeros) / bytes.length;
}

function utf16Of(bytes: Uint8Array): TextEncoding {
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'UTF-16BE';
  return bytes[0] !== 0xff && zerosAt(bytes.subarray(0, 4096), 0) > 0.4 ? 'UTF-16BE' : 'UTF-16LE';
}

/** No text in an eight-bit encoding holds these; tabs, line ends, form feeds and the end mark of DOS it may. */
function isControl(byte: number): boolean {
  return byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13 && byte !== 0x1a;
}

function decoded(bytes: Uint8Array, encoding: TextEncoding): string | undefined {
  if (encoding === 'Windows-1252') return fromWindows1252(bytes);
  const fatal = { fatal: true };
  try {
    if (encoding === 'UTF-8') return new TextDecoder('utf-8', fatal).decode(bytes);
    const little = encoding === 'UTF-16LE' ? bytes : swapped(bytes);
    return new TextDecoder('utf-16le', fatal).decode(little);
  } catch {
    return undefined;
  }
}

function swapped(bytes: Uint8Array): Uint8Array {
  const result = new Uint8Array(bytes.length);
  for (let at = 0; at < bytes.length; at++) result[at] = bytes[at ^ 1] ?? 0;
  return result;
}

/** Undefined where a byte means nothing. */
function fromWindows1252(bytes: Uint8Array): string | undefined {
  let text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  text = text.replace(/[\u0080-\u009f]/g, (letter) => FROM_0X80[letter.charCodeAt(0) - 0x80]!);
  const meaningless = bytes.some((byte) => byte >= 0x80 && byte <= 0x9f && FROM_0X80[byte - 0x80] === ' ');
  return meaningless ? undefined : text;
}

const FEWEST_LETTERS = 3;
/** What stands in no word of a language that Windows-1252 was made for: signs between letters, capitals between small ones. */
const WITHIN_WORDS = /\p{L}[†‡ˆ‰‹›•˜™ƒ¤¦§¨©¬®¯±¶¸]\p{L}|ƒ\p{L}|\p{Ll}[ŠŽŒŸ]\p{Ll}/u;

/** Whether signs stand within words, or most letters beyond ASCII three and more together: of another encoding, or of none. */
export function looksForeign(text: string): boolean {
  if (WITHIN_WORDS.test(text)) return true;
  const runs = text.match(/[^\u0000-\u007f]+/g) ?? [];
  const letters = runs.reduce((sum, run) => sum + run.length, 0);
  const together = runs.reduce((sum, run) => sum + (run.length > 2 ? run.length : 0), 0);
  return letters >= FEWEST_LETTERS && together * 2 > letters;
}
