/** A value as one line of JSON that carries its own checksum, so that a torn or flipped line is known for what it is. */
import { crc32 } from 'node:zlib';

const MARK = ',"crc":';

/** One line with its newline; the checksum of the rest stands last. @param value a non-empty object */
export function encodeLine(value: object): string {
  const body = JSON.stringify(value);
  return `${body.slice(0, -1)}${MARK}${String(crc32(body))}}\n`;
}

/** The value of a line (without its newline), or why it cannot be trusted. */
export function decodeLine(line: string): { readonly value: unknown } | { readonly damaged: string } {
  const at = line.lastIndexOf(MARK);
  if (at < 0 || !line.endsWith('}')) return { damaged: 'the line is cut short' };
  const body = `${line.slice(0, at)}}`;
  if (crc32(body) !== Number(line.slice(at + MARK.length, -1))) return { damaged: 'its checksum does not match' };
  try {
    return { value: JSON.parse(body) };
  } catch {
    return { damaged: 'it is not JSON' };
  }
}
