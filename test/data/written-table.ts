/** One table, written as different programs write it. */
import type { Delimiter } from '../../src/data/dialect.js';

export interface MadeColumn {
  readonly name: string;
  /** Numbers, words, or null for a missing value. */
  readonly cells: readonly (number | string | null)[];
}

export interface Dialect {
  readonly delimiter: Delimiter;
  readonly decimal: '.' | ',';
  /** Between groups of three digits, '' for none. */
  readonly groups: '' | '.' | ',' | ' ' | "'" | '\u00a0';
  readonly minus: '-' | '\u2212';
  readonly sign: '' | '%' | '€';
  readonly missing: string;
  readonly lineEnd: '\n' | '\r\n';
  readonly index: 'none' | 'nameless' | 'headless';
  readonly above: string;
  readonly encoding: 'utf8' | 'utf8 with mark' | 'utf16le' | 'utf16be' | 'windows-1252';
}

export const PLAIN: Dialect = {
  delimiter: ',',
  decimal: '.',
  groups: '',
  minus: '-',
  sign: '',
  missing: '',
  lineEnd: '\n',
  index: 'none',
  above: '',
  encoding: 'utf8',
};

export function written(columns: readonly MadeColumn[], dialect: Dialect = PLAIN): Uint8Array {
  const { delimiter, lineEnd, index, above } = dialect;
  const rows = columns[0]?.cells.length ?? 0;
  const join = (cells: readonly string[]): string => cells.map((cell) => quotedIf(cell, delimiter)).join(delimiter);
  const header = [...(index === 'nameless' ? [''] : []), ...columns.map(({ name }) => name)];
  const body = Array.from({ length: rows }, (_, row) =>
    join([...(index === 'none' ? [] : [String(row)]), ...columns.map(({ cells }) => cellText(cells[row]!, dialect))]),
  );
  return encoded([...(above === '' ? [] : [above]), join(header), ...body, ''].join(lineEnd), dialect.encoding);
}

function cellText(cell: number | string | null, { decimal, groups, minus, sign, missing }: Dialect): string {
  if (cell === null) return missing;
  if (typeof cell === 'string') return cell;
  const [units = '', fraction] = Math.abs(cell)
    .toFixed(Number.isInteger(cell) ? 0 : 2)
    .split('.');
  const grouped = units.replace(/\B(?=(\d{3})+$)/g, groups);
  return `${cell < 0 ? minus : ''}${grouped}${fraction === undefined ? '' : decimal + fraction}${sign}`;
}

function quotedIf(cell: string, delimiter: string): string {
  return cell.includes(delimiter) || cell.includes('"') ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function encoded(text: string, encoding: Dialect['encoding']): Uint8Array {
  if (encoding === 'utf8') return Buffer.from(text);
  if (encoding === 'utf8 with mark') return Buffer.from(`\uFEFF${text}`);
  if (encoding === 'windows-1252')
    return Buffer.from(text.replaceAll('€', '\u0080').replaceAll('\u2212', '-'), 'latin1');
  const little = Buffer.from(`\uFEFF${text}`, 'utf16le');
  return encoding === 'utf16le' ? little : little.swap16();
}
