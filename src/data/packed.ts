/** Files that hold tables and are no text, known by their first bytes whatever their name. Pure. */
import { UserError } from '../base/errors.js';
import { quoted } from './names.js';

const UNPACK = 'Unpack it, and give the file inside.';
const EXPORT = 'Export the table as CSV, and give that file.';
const SHEET =
  'If it is a workbook (.xlsx, .ods), save the sheet as CSV ("CSV UTF-8"); else unpack it and give a file inside.';

/** First bytes as Latin-1 text, as each format's own description has them. */
const KINDS: readonly (readonly [start: RegExp, what: string, remedy: string])[] = [
  [/^\x1f\x8b/, 'packed with gzip', UNPACK],
  [/^PK(?:\x03\x04|\x05\x06)/, 'a zip archive, as workbooks are', SHEET],
  [/^\xd0\xcf\x11\xe0/, 'a workbook or document of older Office programs', EXPORT],
  [/^BZh[1-9]1AY&SY/, 'packed with bzip2', UNPACK],
  [/^\xfd7zXZ\0/, 'packed with xz', UNPACK],
  [/^\x28\xb5\x2f\xfd/, 'packed with zstd', UNPACK],
  [/^PAR1[\0-\x08\x0e-\x1f]/, 'a Parquet file', EXPORT],
  [/^ARROW1\0/, 'an Arrow (Feather) file', EXPORT],
  [/^SQLite format 3\0/, 'an SQLite database', EXPORT],
  [/^\x89HDF\r\n/, 'an HDF5 file', EXPORT],
  [/^\x93NUMPY/, 'a NumPy array', EXPORT],
  [/^%PDF-/, 'a PDF', EXPORT],
];

/** @throws {UserError} naming what the file is, and what to do */
export function refusePacked(bytes: Uint8Array, name: string): void {
  const start = String.fromCharCode(...bytes.subarray(0, 16));
  const found = KINDS.find(([sign]) => sign.test(start));
  if (found === undefined) return;
  const [, what, remedy] = found;
  throw new UserError(`${quoted(name)} is ${what}, and only text is read.`, remedy);
}
