/** Cells that hold more than one value: objects (`{'loss': 0.1}`) become a column a key, lists become a row an entry. Pure. */
import { contentOf, createColumn, textAt } from '../cells.js';
import type { CellColumn, CellTable, ColumnBuilder } from '../cells.js';
import { collectRows, flatten, isList, isObject, parseJson } from '../read-json.js';
import type { Json, Leaf } from '../read-json.js';
import { copyCell } from './melt.js';

const HOLDERS =
  /^(?:summary|config|params|parameters|hparams|hyperparameters|metrics|results|scores|args|settings|user_attrs)$/i;

/** W&B's and others' interfaces for programs give a run's summary and settings in one cell each. */
export function unfoldObjects(table: CellTable): CellTable {
  const holders = table.columns.filter(holdsObjects);
  if (holders.length === 0) return table;
  const inner = holders.map((column) => unfolded(column, table.rows));
  const others = table.columns.filter((column) => !holders.includes(column));
  return { ...table, columns: [...others, ...inner.flat()] };
}

function holdsObjects(column: CellColumn): boolean {
  const { texts, numbers } = contentOf(column);
  return (
    HOLDERS.test(column.name) &&
    texts > 0 &&
    numbers === 0 &&
    column.levels.every((level) => valueIn(level) !== undefined)
  );
}

function unfolded(column: CellColumn, rows: number): readonly CellColumn[] {
  const collector = collectRows(column.name);
  for (let row = 0; row < rows; row++) {
    const value = valueIn(textAt(column, row) ?? '{}') ?? {};
    const leaves = [...flatten(value, column.name)].filter(([key]) => !key.startsWith('_'));
    collector.add(new Map(leaves.map(([key, leaf]): [string, Leaf] => [`${column.name}.${key}`, leaf])));
  }
  return collector.finish().columns;
}

/** JSON, or a dict as Python prints it; undefined for anything else. */
function valueIn(text: string): Json | undefined {
  if (!text.startsWith('{') || !text.endsWith('}')) return undefined;
  for (const each of [text, fromPython(text)]) {
    try {
      const value = parseJson(each, '');
      return isObject(value) ? value : undefined;
    } catch {
      // The list may still be written in the other form, which the next try reads.
    }
  }
  return undefined;
}

/** Texts in single quotes, True, False, None; whatever else Python prints is no JSON then either. */
function fromPython(text: string): string {
  return text.replace(
    /'((?:[^'\\]|\\.)*)'|("(?:[^"\\]|\\.)*")|\b(True|False|None|nan|inf)\b/g,
    (all, single: string | undefined, double: string | undefined) => {
      if (single !== undefined) return JSON.stringify(single.replace(/\\'/g, "'"));
      if (double !== undefined) return double;
      return all === 'True' ? 'true' : all === 'False' ? 'false' : 'null';
    },
  );
}

export const ENTRY = 'entry of the list';

/** A row for each entry of the lists in it; a column of single values is repeated. */
export function unfoldLists(table: CellTable): CellTable {
  const lists = table.columns.map((column) => (holdsLists(column) ? column.levels.map(listIn) : undefined));
  const builders = table.columns.map(() => createColumn());
  const entries = createColumn();
  for (let row = 0; row < table.rows; row++) {
    const inner = table.columns.map((column, i) => lists[i]?.[column.codes[row]!]);
    const length = inner.reduce((most, each) => Math.max(most, each?.length ?? 0), lists.some(Boolean) ? 0 : 1);
    for (let entry = 0; entry < length; entry++) {
      entries.pushNumber(entry);
      builders.forEach((builder, i) => {
        if (lists[i] === undefined) copyCell(builder, { column: table.columns[i], row });
        else pushEntry(builder, inner[i]?.[entry]);
      });
    }
  }
  const columns = table.columns.map(({ name }, i) => builders[i]!.finish(name));
  return { ...table, rows: entries.length(), columns: [...columns, entries.finish(ENTRY)] };
}

function pushEntry(builder: ColumnBuilder, value: Json | undefined): void {
  if (typeof value === 'number') builder.pushNumber(value);
  else if (typeof value === 'string' && value !== '') builder.push(value);
  else builder.pushMissing();
}

export function holdsLists({ levels }: CellColumn): boolean {
  return levels.length > 0 && levels.every((level) => level.startsWith('[') && level.endsWith(']'));
}

function listIn(text: string): readonly Json[] {
  try {
    const value = parseJson(text, '');
    if (isList(value)) return value;
  } catch {
    // As numpy prints it: parts with spaces between.
  }
  return text
    .slice(1, -1)
    .split(/[\s,]+/)
    .filter((part) => part !== '')
    .map((part) => (Number.isFinite(Number(part)) ? Number(part) : part));
}
