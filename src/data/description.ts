/**
 * A table described for people: how the file was read, a line a column, what becomes of it, why the target is classes or a
 * number, and what is to be looked at. Plain data, without the values of cells (except for odd ones).
 */
import { whole } from '../base/how-many.js';
import type { Column, Dataset, Table } from './dataset.js';
import { isIdle } from './column-reading.js';
import { hiddenTrouble } from './column-trouble.js';
import type { Finding } from './finding.js';
import { findingsOf } from './findings.js';
import { askedFor } from './names.js';
import type { ColumnReading, TableReading, Trouble } from './reading.js';
import { refusalsOf } from './refusals.js';
import { whyTask, type TargetChoice } from './target.js';

export interface TableDescription extends Omit<TableReading, 'columns'> {
  readonly file: string;
  /** Rows that are used, of those read. */
  readonly used: number;
  readonly columns: readonly ColumnDescription[];
  /** This many columns are not described: only in what a folder keeps of a very wide table. */
  readonly more?: number;
  /** Absent where nobody chose one. */
  readonly target?: { readonly name: string; readonly task: 'classification' | 'regression'; readonly why: string };
  readonly findings: readonly Finding[];
  /** Why nothing is trained on it with this target, if so. */
  readonly refused?: readonly Trouble[];
}

export interface ColumnDescription extends ColumnReading {
  readonly role: 'feature' | 'target' | 'divides the rows' | 'left out';
  /** What happens to it, in so few words that a table of ordinary names fits 80 columns. */
  readonly becomes: string;
}

/** @param chosen  absent where no target was chosen: then every column is a feature */
export function describeTable(
  dataset: Dataset,
  chosen?: { readonly choice: TargetChoice; readonly table: Table },
): TableDescription {
  const { reading } = dataset;
  if (reading === undefined) throw new RangeError('A table that was not read from a file has no description.');
  const names = dataset.columns.map(({ name }) => name);
  const dropped = new Set(askedFor(chosen?.choice.drop ?? [], names));
  const kept = new Set(askedFor(chosen?.choice.keep ?? [], names));
  const known = new Map(reading.columns.map((each) => [each.name, each]));
  const features = chosen === undefined ? undefined : new Set(chosen.table.features.map(({ name }) => name));
  const columns = dataset.columns.map((column): ColumnDescription => {
    const read = known.get(column.name);
    const described = read ?? unread(column);
    const isUsed = read !== undefined && !dropped.has(column.name) && (features?.has(column.name) ?? !isIdle(read));
    const role = roleOf(column.name, chosen?.table) ?? (isUsed ? 'feature' : 'left out');
    return { ...described, role, becomes: becomes(described, { column, role }) };
  });
  return {
    ...reading,
    file: dataset.name,
    used: chosen?.table.rows ?? reading.rows,
    columns,
    ...targetPart(dataset, chosen),
    findings: findingsOf(dataset, columns, { table: chosen?.table, dropped, kept }),
    ...refusedPart(dataset, chosen),
  };
}

function refusedPart(dataset: Dataset, chosen: Parameters<typeof describeTable>[1]): Pick<TableDescription, 'refused'> {
  const refused = chosen === undefined ? [] : refusalsOf(dataset, chosen.table, chosen.choice);
  return refused.length === 0 ? {} : { refused };
}

function roleOf(name: string, table: Table | undefined): 'target' | 'divides the rows' | undefined {
  if (name === table?.target.name) return 'target';
  return name === table?.division?.name ? 'divides the rows' : undefined;
}

function unread(column: Column): ColumnReading {
  return { name: column.name, kind: 'category', different: 0, missing: 0, marks: [], how: [], odd: [] };
}

function targetPart(
  dataset: Dataset,
  chosen: { readonly choice: TargetChoice; readonly table: Table } | undefined,
): Pick<TableDescription, 'target'> {
  if (chosen === undefined) return {};
  const { target } = chosen.table;
  const column = dataset.columns.find(({ name }) => name === target.name)!;
  const task = target.kind === 'classes' ? 'classification' : 'regression';
  return { target: { name: target.name, task, why: whyTask(target, column, chosen.choice) } };
}

function becomes(
  { kind, different, missing, trouble, namesRows }: ColumnReading,
  { column, role }: { column: Column; role: ColumnDescription['role'] },
): string {
  if (trouble !== undefined) return 'cannot be read';
  if (role === 'left out')
    return namesRows === true
      ? 'left out: names rows'
      : kind === 'constant' || kind === 'empty'
        ? 'left out: says nothing'
        : role;
  if (role !== 'feature') return role === 'target' ? 'is predicted' : role;
  if (kind === 'empty') return 'says nothing: left at 0';
  if (column.kind === 'category') {
    const inputs = different + (missing > 0 ? 1 : 0);
    return `${whole(inputs)} ${inputs === 1 ? 'input' : 'inputs'}, one ${missing > 0 ? 'for gaps' : 'a level'}`;
  }
  if (kind === 'constant' && missing === 0) return 'says nothing: 0 in every row';
  return missing > 0 ? '1 input, median in gaps' : '1 input, a z-score';
}

/** The most columns that a folder keeps, and the most odd cells of a column: nobody reads more. */
const MOST_COLUMNS = 200;
const MOST_ODD = 5;

/** As a results folder keeps it and a report shows it: of a very wide table its first columns. */
export function keptDescription(description: TableDescription): TableDescription {
  const { columns, findings } = description;
  const more = columns.length - MOST_COLUMNS;
  return {
    ...description,
    columns: columns.slice(0, MOST_COLUMNS).map((column) => ({ ...column, odd: column.odd.slice(0, MOST_ODD) })),
    findings: findings.map(({ bare: _bare, ...finding }) => finding),
    ...(more > 0 ? { more } : {}),
  };
}

/** The same without values of cells. */
export function bareFindings(findings: readonly Finding[]): readonly Finding[] {
  return findings.map(({ bare, ...finding }) => ({ ...finding, ...bare }));
}

/** The same without values of cells: no ranges, and of odd cells the lines alone. For tables that hold personal data. */
export function withoutValues(description: TableDescription): TableDescription {
  return {
    ...description,
    columns: description.columns.map(({ range: _range, odd, trouble, marks: _marks, joined: _joined, ...rest }) => ({
      ...rest,
      marks: [],
      odd: odd.map(({ line }) => ({ line })),
      ...(trouble === undefined ? {} : { trouble: hiddenTrouble(rest.name, odd) }),
    })),
    findings: bareFindings(description.findings),
  };
}
