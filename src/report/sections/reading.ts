/** How a table's file was read, a line a column: for `inspect`, the first lines of a bench, and the set-up of a report. */
import type { ColumnDescription, TableDescription } from '../../data/description.js';
import { AS_ASKED } from '../../data/column.js';
import { dateOf } from '../../data/dates.js';
import type { Delimiter } from '../../data/dialect.js';
import type { Finding } from '../../data/finding.js';
import { count, listed, whole } from '../format.js';
import { alert, cell, code, left, list, paragraph } from '../page.js';
import type { Line, Part, Table } from '../page.js';

export interface ReadingStyle {
  /** This many columns at most; the others are counted. All where absent. */
  readonly most?: number;
  /** Programs read the file themselves: then nothing is said of inputs. */
  readonly forPrograms?: boolean;
}

const PARTED_BY: Readonly<Record<Delimiter, string>> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'bars',
};

/** What was read, and the target with the reason for its task. */
export function readingParts(description: TableDescription, style: ReadingStyle = {}): readonly Part[] {
  return [
    paragraph(...headline(description)),
    ...(description.passedOver.length === 0 ? [] : [paragraph(`Passed over: ${listed(description.passedOver)}.`)]),
    columnTable(description, style),
    ...howParts(description, style),
    ...moreColumns(description, style),
    ...(description.target === undefined ? [] : [paragraph(...targetLine(description.target))]),
  ];
}

function headline({ file, encoding, delimiter, rows, used, columns, more = 0 }: TableDescription): Line {
  const dropped = rows - used;
  const left = dropped === 0 ? '' : `; ${count(dropped, 'row')} without a target left out`;
  return [
    code(file),
    `: ${count(rows, 'row')}, ${count(columns.length + more, 'column')}; ${encoding === 'text' ? '' : `${encoding}, `}cells separated by ${PARTED_BY[delimiter]}${left}`,
  ];
}

function targetLine({ name, why }: NonNullable<TableDescription['target']>): Line {
  return ['Target ', code(name), `: ${why}.`];
}

function moreColumns(
  { columns, file, more = 0 }: TableDescription,
  { most = columns.length }: ReadingStyle,
): readonly Part[] {
  const others = Math.max(0, columns.length - most) + more;
  return others === 0
    ? []
    : [paragraph(`and ${count(others, 'more column')}: `, code(`reseed inspect ${file}`), ' shows them all.')];
}

function columnTable(
  { columns }: TableDescription,
  { most = columns.length, forPrograms = false }: ReadingStyle,
): Table {
  const shown = columns.slice(0, most);
  // Nearly every table has no gaps, and narrow terminals have no room for an empty column.
  const gaps = shown.some(({ missing }) => missing > 0);
  return {
    is: 'table',
    columns: [
      ...[left('column'), left('read as'), left('values')],
      ...(gaps ? [left('missing')] : []),
      ...(forPrograms ? [] : [left('what happens to it')]),
    ],
    rows: shown.map((column) => [
      cell(code(column.name)),
      cell(kindWords(column)),
      cell(valueWords(column)),
      ...(gaps ? [cell(column.missing === 0 ? '' : whole(column.missing) + markWords(column))] : []),
      ...(forPrograms ? [] : [cell(column.becomes)]),
    ]),
  };
}

function kindWords({ kind, becomes, trouble }: ColumnDescription): string {
  if (becomes === 'left out') return '';
  if (trouble !== undefined) return 'unclear';
  return kind;
}

/** How cells are read: columns that are read alike stand together. What --numeric makes missing, `oddParts` says. */
function howParts({ columns }: TableDescription, { most = columns.length }: ReadingStyle): readonly Part[] {
  const alike = new Map<string, string[]>();
  for (const { name, how, becomes } of columns.slice(0, most)) {
    const said = how.filter((each) => becomes !== 'left out' && !each.endsWith(AS_ASKED));
    for (const each of said) alike.set(each, [...(alike.get(each) ?? []), name]);
  }
  if (alike.size === 0) return [];
  const namesOf = (names: readonly string[]): Line => [
    ...names.slice(0, NAMED_COLUMNS).flatMap((name, at): Line => [...(at === 0 ? [] : [', ']), code(name)]),
    ...(names.length > NAMED_COLUMNS ? [` and ${names.length - NAMED_COLUMNS} more`] : []),
  ];
  return [list([...alike].map(([how, names]): Line => [...namesOf(names), `: ${how}`]))];
}

const NAMED_COLUMNS = 5;

function valueWords({ kind, how, different, range, becomes }: ColumnDescription): string {
  if (becomes === 'left out' || kind === 'empty') return '';
  if (range === undefined) return kind === 'category' ? count(different, 'level') : `${whole(different)} different`;
  // A date that is the same in every row is called constant, and is a date for all that.
  const isDate = kind === 'date' || how.some((each) => each.startsWith('dates'));
  if (range[0] === range[1]) return isDate ? dateOf(range[0]) : numberWords(range[0], 12);
  return `${whole(different)}: ${kind === 'date' ? `${dateOf(range[0])} to ${dateOf(range[1])}` : rangeWords(range)}`;
}

/** Both ends with as many digits as tell them apart; years plain; powers of ten where a number would be long. */
function rangeWords([low, high]: readonly [number, number]): string {
  if ([low, high].every((each) => Number.isInteger(each) && each >= 1000 && each < 2200)) return `${low} to ${high}`;
  const width = high - low;
  let decimals = 0;
  for (let scaled = width; decimals < 12 && scaled < 1000; scaled *= 10) decimals++;
  return `${numberWords(low, decimals)} to ${numberWords(high, decimals)}`;
}

function numberWords(value: number, decimals: number): string {
  const size = Math.abs(value);
  const isLong = size >= 1e15 || (size > 0 && size < 1e-4);
  if (isLong) return powerOfTen(value);
  const [units, fraction = ''] = size.toFixed(decimals).split('.');
  const rest = fraction.replace(/0+$/, '');
  return `${value < 0 ? '\u2212' : ''}${units!.replace(/\B(?=(\d{3})+$)/g, ',')}${rest === '' ? '' : `.${rest}`}`;
}

function powerOfTen(value: number): string {
  const [digits, exponent] = value.toExponential(3).split('e') as [string, string];
  return `${digits.replace(/\.?0+$/, '')}e${exponent.replace('+', '')}`.replaceAll('-', '\u2212');
}

function markWords({ marks }: ColumnDescription): string {
  return marks.length === 0 ? '' : ` (${marks.slice(0, 3).join(' ')}${marks.length > 3 ? ' …' : ''})`;
}

/** Odd cells and columns that cannot be read, with their lines; then what else calls for a look. */
export function lookAtParts(description: TableDescription): readonly Part[] {
  const troubles = description.columns.flatMap(({ trouble }) => (trouble === undefined ? [] : [trouble]));
  return [
    ...[...troubles, ...(description.refused ?? [])].map(({ text, remedy }) => alert('caution', `${text} ${remedy}`)),
    ...oddParts(description),
    ...findingParts(description.findings),
  ];
}

/** Cells that count as missing because --numeric says so. */
export function oddParts({ columns }: TableDescription): readonly Part[] {
  const coerced = columns.filter(({ odd, trouble }) => odd.length > 0 && trouble === undefined);
  if (coerced.length === 0) return [];
  return [list(coerced.map(({ name, odd }): Line => [code(name), `: counted as missing: ${oddWords(odd)}`]))];
}

export function findingParts(findings: readonly Finding[]): readonly Part[] {
  return findings.map(({ text, remedy }) => alert('warning', `${text} ${remedy}`));
}

function oddWords(odd: ColumnDescription['odd']): string {
  const shown = odd
    .slice(0, 5)
    .map(({ line, text }) => (text === undefined ? `line ${line}` : `${text} (line ${line})`));
  return `${shown.join(', ')}${odd.length > 5 ? ` and ${odd.length - 5} more` : ''}`;
}
