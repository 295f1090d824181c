/** `--variant columns` and its like: headings that are names become a column of their own. Pure. */
import { UserError } from '../../base/errors.js';
import { ask } from './ask.js';
import { rowsWhere, textAt } from './cells.js';
import { metricNamesIn } from './metric-names.js';
import type { ReadOptions } from './options.js';
import { ENTRY } from './shapes/unfold.js';
import { columnsAs, longName } from './shapes/columns-as.js';
import type { ColumnsAs } from './shapes/columns-as.js';
import { count, shown } from './shown.js';
import type { ScoresFile } from './source.js';

export function withEntries(options: ReadOptions): ReadOptions {
  return { ...options, ...(options.repeat?.[0] === 'list' ? { repeat: [ENTRY] } : { block: [ENTRY] }) };
}

/** What the cells of a wide table hold has no name in the file: `--metric accuracy` gives it one. */
export function withNamedCells(source: ScoresFile, { metrics = [] }: ReadOptions): ScoresFile {
  const [name] = metrics;
  const { table, hints } = source;
  const cells = table.columns.find((column) => column.name === CELLS);
  const isNamed = table.columns.some((column) => column.name === name);
  if (name === undefined || metrics.length > 1 || isNamed || cells === undefined || !isWide(source)) return source;
  const columns = table.columns.map((column) => (column === cells ? { ...column, name } : column));
  const hint = hints.get(CELLS);
  return {
    ...source,
    table: { ...table, columns },
    hints: hint === undefined ? hints : new Map([...hints, [name, hint]]),
  };
}

const CELLS = 'value';

function isWide({ shape }: ScoresFile): boolean {
  return /^wide\b/i.test(shape);
}

/** Where a column names the score of each row, those of the score that was asked for. */
function rowsOfMetric({ table }: ScoresFile, metric: string): Pick<ScoresFile, 'table' | 'notes'> {
  const names = metricNamesIn(table);
  if (names?.levels.includes(metric) !== true) return { table, notes: [] };
  const kept = rowsWhere(table, (row) => textAt(names, row) === metric);
  const left = table.rows - kept.rows;
  return {
    table: { ...kept, columns: kept.columns.filter(({ name }) => name !== names.name) },
    notes:
      left === 0
        ? []
        : [`only rows with ${shown(names.name)} = ${shown(metric)} count, ${count(left, 'row')} left out`],
  };
}

const COLUMNS_AS = [
  ['variant', 'variant', 'variant'],
  ['dataSet', 'data set', 'dataset'],
  ['block', 'block', 'block'],
  ['repeat', 'repeat', 'repeat'],
] as const satisfies readonly (readonly [keyof ReadOptions, ColumnsAs, string])[];

/** `--variant columns` and its like: the headings become a column of their own, which then has that role. */
export function withColumnsAs(source: ScoresFile, options: ReadOptions): readonly [ScoresFile, ReadOptions] {
  const asked = COLUMNS_AS.filter(([key]) => options[key]?.[0] === 'columns');
  const [found] = asked;
  if (found === undefined) return [source, options];
  const [key, role, name] = found;
  if (asked.length > 1)
    throw new UserError(
      `--${name} columns and --${asked[1]![2]} columns cannot both be.`,
      'Columns are one thing only.',
    );
  const metric = options.metrics?.[0];
  if (metric === undefined)
    throw ask('What do the columns measure?', [
      { flag: `--${name} columns --metric accuracy`, means: 'a name that is known, or' },
      { flag: `--${name} columns --metric score --better higher`, means: 'any other, by a name of yours' },
    ]);
  const rows = rowsOfMetric(source, metric);
  const wide = columnsAs(rows.table, { metric, role, only: options[key]!.slice(1) });
  // Seeds and folds by their names are columns of their own already.
  if (wide.table.rows === 0 && isWide(source) && source.table.columns.some((column) => column.name === metric)) {
    const { [key]: _read, ...others } = options;
    return [source, others];
  }
  if (wide.table.rows === 0)
    throw new UserError(
      `${source.name} has no columns of numbers that may be ${role}s.`,
      'Names of metrics, seeds, costs and sums are taken for what they say.',
    );
  return [
    {
      ...source,
      ...wide,
      hints: new Map([...source.hints, ...wide.hints]),
      notes: [...source.notes, ...rows.notes, ...wide.notes],
    },
    { ...options, [key]: [longName(role)] },
  ];
}
