/**
 * A file becomes a data set, and says how it was read. What the file leaves open is found out (encoding, delimiter, decimal
 * mark, index column, missing marks) or refused; `ReadingOptions` decide it. May not know targets or how columns are encoded.
 */
import { basename } from 'node:path';
import { UserError } from '../base/errors.js';
import { CELL, cellKinds, type CellKinds, type TextColumn } from './cell-kinds.js';
import { bulkOf, columnOfWords, typedColumn, type Wanted } from './column.js';
import { describeColumn } from './column-reading.js';
import { hiddenTrouble } from './column-trouble.js';
import { makeDataset, type Column, type Dataset } from './dataset.js';
import { decodeText, looksForeign } from './decode.js';
import { frame, withoutBlankRows } from './frame.js';
import { checkHeader, refuseHeaderless, refuseSpaces, type Line } from './header.js';
import { tableLines } from './lines.js';
import { marksByColumn, missingAnywhere, type IsMissing } from './missing.js';
import { askedFor, quoted } from './names.js';
import { noColumn } from './no-column.js';
import type { DecimalEvidence } from './number-words.js';
import type { ColumnReading, ReadingOptions, TextEncoding } from './reading.js';
import { readBytes } from './read-bytes.js';
import { totalRowOf } from './totals.js';
import { checkWidths } from './widths.js';

export interface CsvOptions extends ReadingOptions {
  /** Columns that nobody will use, if they exist: neither their names nor their cells are judged; they come as words. */
  readonly unused?: readonly string[] | undefined;
  /** Give columns that cannot be read as words, with their trouble in the reading, instead of refusing the file. */
  readonly tolerant?: boolean | undefined;
  /** False: messages about cells say where they are, and not what they hold. */
  readonly values?: boolean | undefined;
  /** Told the share that is read, 0 … 1, now and then. */
  readonly onProgress?: ((share: number) => void) | undefined;
}

/** @throws {UserError} if the file cannot be read, is not text, or `parseCsv` refuses it */
export function readCsv(path: string, options: CsvOptions = {}): Promise<Dataset> {
  return Promise.resolve().then(() => {
    const { text, encoding } = decodeText(readBytes(path), { name: path, wanted: options.encoding });
    const foreign = options.encoding === undefined && encoding === 'Windows-1252' && looksForeign(text);
    return datasetOf(text, { ...options, name: basename(path), encodedAs: encoding, foreign });
  });
}

/**
 * A data set from the text of a table. Missing cells: see `missing.ts`; numbers: see `number-format.ts`.
 *
 * @param name  the data set's name, also used in messages
 * @throws {UserError} for an empty text, a header without rows, names that are missing, doubled or numbers, a line with
 *   more or fewer cells than the header, a delimiter or decimal mark that stays open, an unclosed or misplaced quote, a
 *   column that is nearly all numbers, and numbers that are infinite, if the column is used
 */
export function parseCsv(text: string, name: string, options: CsvOptions = {}): Dataset {
  return datasetOf(text, { ...options, name, encodedAs: 'text' });
}

/** Cutting lines into cells takes about half of the time, understanding the cells the rest. */
const LINES_READ = 0.5;

/** Progress within a part of the whole. */
function partOf(
  { onProgress }: Pick<CsvOptions, 'onProgress'>,
  [from, to]: readonly [number, number],
): ((share: number) => void) | undefined {
  if (onProgress === undefined) return undefined;
  return (share) => {
    onProgress(from + share * (to - from));
  };
}

type Whole = CsvOptions & {
  readonly name: string;
  readonly encodedAs: TextEncoding | 'text';
  readonly foreign?: boolean;
};

function datasetOf(text: string, options: Whole): Dataset {
  const { name } = options;
  const { lines, delimiter, passedOver } = tableLines(text, {
    ...options,
    onProgress: partOf(options, [0, LINES_READ]),
  });
  const [header, ...found] = lines;
  if (header === undefined) {
    throw new UserError(`${name} is empty.`, 'It needs a line of column names and a line for each row.');
  }
  const { body, passedOver: blank } = withoutBlankRows(header, found);
  const framed = frame(header, body, { ignoreIndex: options.ignoreIndex ?? false });
  const { names } = framed;
  const unused = new Set(askedFor(options.unused ?? [], names));
  checkHeader(names, { file: name, unused, body });
  refuseHeaderless(names, { file: name, body, from: framed.from });
  refuseSpaces(names, { file: name, body });
  if (body.length === 0) {
    throw new UserError(`${name} has a header line but no rows.`, 'It needs a line for each row below the names.');
  }
  checkWidths(body, { file: name, header: header.cells.length, width: framed.width });
  const typed = typedColumns({ names, from: framed.from, body, unused }, { ...options, delimiter });
  const { columns } = typed;
  const readings = withTotal(typed, { body, tolerant: options.tolerant ?? false });
  return makeDataset({
    name,
    columns,
    made: false,
    lines: Int32Array.from(body, ({ line }) => line),
    reading: {
      encoding: options.encodedAs,
      ...(options.foreign === true ? { foreign: true } : {}),
      delimiter,
      rows: body.length,
      passedOver: [...passedOver, ...blank, ...framed.passedOver],
      columns: readings,
    },
  });
}

/** The readings, the trouble of a last row that sums up the others among them, where trouble is borne. */
function withTotal(
  { columns, readings }: { readonly columns: readonly Column[]; readonly readings: readonly ColumnReading[] },
  { body, tolerant }: { readonly body: readonly Line[]; readonly tolerant: boolean },
): readonly ColumnReading[] {
  const total = totalRowOf(
    columns,
    Int32Array.from(body, ({ line }) => line),
  );
  if (total === undefined) return readings;
  const { column, line, trouble } = total;
  if (!tolerant) throw new UserError(trouble.text, trouble.remedy);
  return readings.map((each) => (each.name === column ? { trouble, ...each, odd: [...each.odd, { line }] } : each));
}

interface Cells {
  readonly names: readonly string[];
  readonly from: number;
  readonly body: readonly Line[];
  readonly unused: ReadonlySet<string>;
}

/** Two looks at every column: what its cells are like, then, knowing the decimal marks of all of them, what they mean. */
function typedColumns(
  { names, from, body, unused }: Cells,
  options: Whole,
): { columns: readonly Column[]; readings: readonly ColumnReading[] } {
  const wanted = wantedKinds(names, options);
  const marks = marksByColumn(options.missing ?? [], names);
  const isMissing = missingAnywhere(marks.everywhere);
  const isMissingIn = (name: string): IsMissing => {
    const own = marks.of.get(name);
    return own === undefined ? isMissing : missingAnywhere([...marks.everywhere, ...own]);
  };
  const lines = Int32Array.from(body, ({ line }) => line);
  const cellsAt = (at: number): string[] => body.map(({ cells }) => cells[at + from]!);
  const onProgress = partOf(options, [LINES_READ, 1]);
  const kinds = names.map((name, at) => {
    onProgress?.(at / names.length / 2);
    return unused.has(name) ? undefined : cellKinds(cellsAt(at), isMissingIn(name));
  });
  const evidence = decimalEvidence(
    kinds.filter((each) => each !== undefined),
    { given: options.decimal, semicolons: options.delimiter === ';' },
  );
  const readings: ColumnReading[] = [];
  const columns = names.map((name, at) => {
    onProgress?.((1 + at / names.length) / 2);
    const cells = cellsAt(at);
    const known = kinds[at];
    if (known === undefined) return columnOfWords(name, cells);
    const text: TextColumn = { name, cells, kinds: known, lines };
    const typed = typedColumn(text, { wanted: wanted.get(name), evidence });
    if (typed.trouble !== undefined && options.tolerant !== true) {
      const { text: what, remedy } = options.values === false ? hiddenTrouble(name, typed.odd) : typed.trouble;
      throw new UserError(what, remedy);
    }
    readings.push(describeColumn(typed, text, { asked: wanted.has(name) }));
    return typed.column;
  });
  return { columns, readings };
}

function decimalEvidence(
  columns: readonly CellKinds[],
  rest: Pick<DecimalEvidence, 'given' | 'semicolons'>,
): DecimalEvidence {
  const numbers = columns.filter((kinds) => bulkOf(kinds, undefined) === 'numbers');
  const has = (kind: number): boolean => numbers.some(({ counts }) => counts[kind]! > 0);
  return { point: has(CELL.point), comma: has(CELL.comma), ...rest };
}

function wantedKinds(
  names: readonly string[],
  { name: file, numeric = [], category = [], sameWords = [] }: Whole,
): ReadonlyMap<string, Wanted> {
  const wanted = new Map<string, Wanted>();
  for (const [flag, asked, kind] of [
    ['numeric', numeric, 'numeric'],
    ['category', category, 'category'],
    ['same-words', sameWords, 'same words'],
  ] as const) {
    for (const name of askedFor(asked, names)) {
      if (!names.includes(name)) {
        throw noColumn(name, { file, option: `--${flag}`, names });
      }
      if (wanted.has(name)) {
        throw new UserError(
          `Column ${quoted(name)} is asked for in two ways.`,
          'Give it one of --numeric, --category and --same-words.',
        );
      }
      wanted.set(name, kind);
    }
  }
  return wanted;
}
