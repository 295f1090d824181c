/** A value as one line of JSON that carries its own checksum, so that a torn or changed line is noticed. */
import { crc32 } from 'node:zlib';

const MARK = ',"crc":';
const CLOSING = 125;

/** One line with its newline; the checksum of the rest stands last. @param value a non-empty object */
export function encodeLine(value: object): string {
  const body = JSON.stringify(value);
  return `${body.slice(0, -1)}${MARK}${String(crc32(body))}}\n`;
}

/** The value of a line (without its newline), or why it cannot be trusted. */
export function decodeLine(line: Buffer): { readonly value: unknown } | { readonly damaged: string } {
  const at = line.lastIndexOf(MARK);
  if (at < 0 || line.at(-1) !== CLOSING) return { damaged: 'the line is cut short' };
  const crc = Number(line.toString('latin1', at + MARK.length, line.length - 1));
  if (crc32('}', crc32(line.subarray(0, at))) !== crc) return { damaged: 'its checksum does not match' };
  try {
    return { value: JSON.parse(`${line.toString('utf8', 0, at)}}`) };
  } catch {
    return { damaged: 'it is not JSON' };
  }
}
