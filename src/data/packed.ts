/** Files that hold tables and are no text, known by their first bytes whatever their name, and how each becomes a text. Pure. */
import { UserError } from '../base/errors.js';
import { quoted } from './names.js';

interface Kind {
  /** First bytes as Latin-1 text, as each format's own description has them. */
  readonly start: RegExp;
  /** Where several formats begin alike: the names that this one goes by. */
  readonly called?: RegExp;
  readonly what: string;
  /** What to type in the file's folder. */
  readonly command?: (file: string) => string;
  /** Where no command does it. */
  readonly remedy?: string;
}

const python = (program: string): string => `python3 -c "${program}"`;
const pandas =
  (read: string) =>
  (file: string): string =>
    python(`import pandas; pandas.${read}('${file}').to_csv('${plain(file)}.csv', index=False)`);

const KINDS: readonly Kind[] = [
  {
    start: /^(?:\x1f\x8b|BZh|\xfd7zXZ\0|[XAB]\n)/,
    called: /\.rds$/i,
    what: 'an object of R',
    command: (file) => `Rscript -e "write.csv(readRDS('${file}'), '${plain(file)}.csv', row.names = FALSE)"`,
  },
  { start: /^\x1f\x8b/, what: 'packed with gzip', command: (file) => `gzip -dk ${file}` },
  { start: /^BZh[1-9]1AY&SY/, what: 'packed with bzip2', command: (file) => `bzip2 -dk ${file}` },
  { start: /^\xfd7zXZ\0/, what: 'packed with xz', command: (file) => `xz -dk ${file}` },
  { start: /^\x28\xb5\x2f\xfd/, what: 'packed with zstd', command: (file) => `zstd -d ${file}` },
  {
    start: /^PK\x03\x04/,
    called: /\.npz$/i,
    what: 'an archive of NumPy arrays',
    remedy: 'Write its arrays as CSV (numpy.savetxt) with a line of names above, and give that file.',
  },
  {
    start: /^PK\x03\x04/,
    called: /\.(?:pt|pth|ckpt)$/i,
    what: 'a file of PyTorch',
    remedy: 'Write the scores in it as CSV, a line a run, and give that file.',
  },
  {
    start: /^PK(?:\x03\x04|\x05\x06)/,
    what: 'a zip archive, as workbooks are',
    remedy:
      'If it is a workbook (.xlsx, .ods), save the sheet as CSV ("CSV UTF-8"); else unpack it and give a file inside.',
  },
  {
    start: /^\xd0\xcf\x11\xe0/,
    what: 'a workbook or document of older Office programs',
    remedy: 'Save the table as CSV, and give that file.',
  },
  { start: /^PAR1[\0-\x08\x0e-\x1f]/, what: 'a Parquet file', command: pandas('read_parquet') },
  { start: /^ARROW1\0/, what: 'an Arrow (Feather) file', command: pandas('read_feather') },
  {
    start: /^SQLite format 3\0/,
    what: 'an SQLite database',
    remedy: 'Export the table as CSV (sqlite3 -header -csv FILE "select * from TABLE"), and give that file.',
  },
  { start: /^\x89HDF\r\n/, what: 'an HDF5 file', command: pandas('read_hdf') },
  {
    start: /^\x93NUMPY/,
    what: 'a NumPy array',
    command: (file) =>
      python(`import numpy; numpy.savetxt('${plain(file)}.csv', numpy.load('${file}'), delimiter=',', fmt='%.17g')`),
  },
  { start: /^\x80[\x02-\x05]/, what: 'a pickle of Python', command: pandas('read_pickle') },
  {
    start: /^%PDF-/,
    what: 'a PDF',
    remedy: 'Copy the table into a CSV file, and give that.',
  },
];

/** What the file is and what to do, where it is one of these. */
export function packedKind(
  bytes: Uint8Array,
  name: string,
): { readonly what: string; readonly remedy: string } | undefined {
  const start = String.fromCharCode(...bytes.subarray(0, 16));
  const kind = KINDS.find((each) => each.start.test(start) && (each.called?.test(name) ?? true));
  if (kind === undefined) return undefined;
  // A name with a blank or a quotation mark would be another command.
  const file = /^\w[\w.+-]*$/.test(name) ? name : 'FILE';
  const {
    what,
    command,
    remedy = `Make it a text first (in its folder: ${command!(file)}), and give what that writes.`,
  } = kind;
  return { what, remedy };
}

/** @throws {UserError} naming what the file is, and what to do */
export function refusePacked(bytes: Uint8Array, name: string): void {
  const kind = packedKind(bytes, name);
  if (kind !== undefined) throw new UserError(`${quoted(name)} is ${kind.what}, and only text is read.`, kind.remedy);
}

function plain(file: string): string {
  return file.replace(/\.[A-Za-z0-9]+$/, '');
}
