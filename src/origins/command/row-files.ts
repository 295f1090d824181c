/** The rows that Reseed gives to programs: files of row numbers and of rows, and the truth that predictions must agree with. */
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Column, Table } from '../../data/dataset.js';
import type { RowParts } from '../../data/split.js';
import { UserError } from '../../base/errors.js';
import { splitKey } from '../../design/plan.js';
import type { Run } from '../../design/plan.js';
import { divideRows } from '../table/divide-rows.js';
import { shuffle, words } from '../../base/streams.js';
import { placesOf } from './check-variant.js';
import type { RowFile } from './placeholders.js';
import type { Expected } from './score-predictions.js';
import type { CommandQuestion } from './variant.js';

/** The sub-stream of a split's key that draws the training rows of a smaller training set; the same as for our own nets. */
const SUBSET_STREAM = 2;

export interface DividedTable {
  readonly table: Table;
  readonly question: CommandQuestion;
}

/** The rows of one split (k-fold: of one fold). @throws {UserError} if a part would be empty */
export function partsOf({ question, table }: DividedTable, { split, fold }: Pick<Run, 'split' | 'fold'>): RowParts {
  const { protocol } = question;
  if (protocol.kind === 'given') throw new RangeError('a question without a protocol divides no rows');
  const key = splitKey(question, split);
  const parts = divideRows(protocol, { table, key, fold });
  const limit = protocol.kind === 'holdout' ? protocol.trainRows : undefined;
  if (limit === undefined || limit >= parts.train.length) return parts;
  return { ...parts, train: shuffle(parts.train.slice(), words(key, SUBSET_STREAM)).slice(0, limit).sort() };
}

/** @throws {UserError} where `{validation}` would be an empty file */
export function checkParts(divided: DividedTable): void {
  const { validation } = partsOf(divided, { split: 0, fold: 0 });
  const wants = Object.entries(divided.question.variants).find(([, each]) => placesOf(each).includes('validation'));
  if (wants === undefined || validation.length > 0) return;
  throw new UserError(
    `${wants[0]} has {validation}, and this protocol keeps no validation rows.`,
    'Give the protocol a share: validation: 0.2. Or take {validation} out.',
  );
}

export interface OpenRows {
  /** Where they will be; nothing is written. */
  pathsOf(run: Pick<Run, 'split' | 'fold'>): Readonly<Record<RowFile, string>>;
  /** Paths of the run's files, which are written when a run first needs them. */
  filesOf(run: Pick<Run, 'split' | 'fold'>): Readonly<Record<RowFile, string>>;
  /** What its predictions must agree with. */
  expectedOf(run: Pick<Run, 'split' | 'fold' | 'variant'>): Expected;
}

export function openRows(divided: DividedTable, folder: string): OpenRows {
  const written = new Set<string>();
  // The runs of a split come one after the other, so only the files of the last split are kept.
  let last: { readonly key: string; readonly parts: RowParts } | undefined;
  const partsAt = (run: Pick<Run, 'split' | 'fold'>): RowParts => {
    const key = `${run.split} ${run.fold}`;
    if (last?.key !== key) last = { key, parts: partsOf(divided, run) };
    return last.parts;
  };
  const pathsOf: OpenRows['pathsOf'] = ({ split, fold }) => {
    const path = (name: RowFile): string =>
      join(folder, `split-${split}-fold-${fold}-${name}${name.endsWith('Csv') ? '.csv' : '.txt'}`);
    return Object.fromEntries(NAMES.map((name) => [name, path(name)])) as Record<RowFile, string>;
  };
  return {
    pathsOf,
    filesOf({ split, fold }) {
      const places = pathsOf({ split, fold });
      const key = `${split} ${fold}`;
      if (written.has(key)) return places;
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const parts = partsAt({ split, fold });
      for (const name of NAMES) write(places[name], textOf(name, { parts, table: divided.table }));
      written.add(key);
      return places;
    },
    expectedOf: (run) => expectedIn(divided, { run, test: partsAt(run).test }),
  };
}

const NAMES: readonly RowFile[] = ['train', 'validation', 'test', 'trainCsv', 'testCsv'];

/** Read only: a program that writes into it would change the rows of the next one. */
function write(path: string, text: string): void {
  rmSync(path, { force: true });
  writeFileSync(path, text, { mode: 0o400 });
  chmodSync(path, 0o400);
}

function textOf(name: RowFile, { parts, table }: { parts: RowParts; table: Table }): string {
  if (name === 'trainCsv') return csvOf(table, parts.train);
  if (name === 'testCsv') return csvOf(table, parts.test);
  return Array.from(parts[name], (row) => `${row}\n`).join('');
}

/** Features, the dividing column where there is one, then the target; numbers with a point, missing cells empty. */
function csvOf(table: Table, rows: Uint32Array): string {
  const { features, division, target } = table;
  const columns = [...features, ...(division === undefined ? [] : [division])];
  const names = [...columns.map((column) => column.name), target.name];
  const line = (row: number): string =>
    [...columns.map((column) => cellOf(column, row)), truthAt(table, row)].map(cell).join(',');
  return [names.map(cell).join(','), ...Array.from(rows, line)].map((text) => `${text}\n`).join('');
}

function cell(text: string): string {
  return /[",\r\n]/.test(text) || text.trim() !== text ? `"${text.replaceAll('"', '""')}"` : text;
}

function cellOf(column: Column, row: number): string {
  if (column.kind === 'category') return column.levels[column.codes[row]!] ?? '';
  const value = column.values[row]!;
  return Number.isNaN(value) ? '' : String(value);
}

function truthAt({ target }: Table, row: number): string {
  return target.kind === 'classes' ? target.levels[target.labels[row]!]! : String(target.values[row]!);
}

/** Rows go by number where the command has `{test}`, else by their place in `{testCsv}`. */
function expectedIn(
  { question, table }: DividedTable,
  { run, test }: { run: Pick<Run, 'variant'>; test: Uint32Array },
): Expected {
  const byNumber = placesOf(question.variants[run.variant]!).includes('test');
  const rows = new Map(Array.from(test, (row, i) => [String(byNumber ? row : i), row]));
  const { target } = table;
  return {
    rows: test.length,
    truthOf: (row) => {
      const found = rows.get(row);
      return found === undefined ? undefined : truthAt(table, found);
    },
    task: target.kind === 'classes' ? 'classification' : 'regression',
    ...(target.kind === 'classes' ? { classes: target.levels } : {}),
  };
}
