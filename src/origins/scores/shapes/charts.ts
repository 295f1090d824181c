/** Curves as tools export them: W&B's charts (`RUN - METRIC`, with `__MIN` and `__MAX` twins) and TensorBoard's scalars. */
import { UserError } from '../../../base/errors.js';
import { columnNamed, createColumn } from '../cells.js';
import type { CellTable } from '../cells.js';
import { knownMetric } from '../names.js';
import { namedRole } from '../role-names.js';
import { melt } from './melt.js';
import type { WideColumn } from './melt.js';
import type { Hint, Shaped } from './shape.js';
import { whole } from '../../../base/how-many.js';

const CHART = /^(.+?) - (.+)$/;
const TWIN = /__(?:MIN|MAX)$/;
const GROUP = /^Group:/i;

export function wandbChart(table: CellTable): Shaped | undefined {
  const matches = table.columns.map((column) => ({ column, match: CHART.exec(column.name) }));
  const plain = matches.filter(({ match }) => match === null).map(({ column }) => column);
  const step = plain.find(({ name }) => namedRole(name) === 'step') ?? plain[0];
  const chart = matches.filter(({ match }) => match !== null);
  const twins = chart.filter(({ column }) => TWIN.test(column.name)).length;
  if (step === undefined || plain.length > 3 || chart.length < 1 || (twins === 0 && chart.length < 2)) return undefined;
  if (twins === 0 && !/^(?:_?step|epoch|relative time.*)$/i.test(step.name)) return undefined;
  const wide = chart.flatMap(({ column, match }): WideColumn[] => {
    const [, run = '', metric = ''] = match ?? [];
    return TWIN.test(metric) || namedRole(metric) === 'step' ? [] : [{ column, at: [run], metric }];
  });
  refuseGroups(wide);
  const runs = new Set(wide.map(({ at }) => at[0])).size;
  const hints = new Map<string, Hint>([
    ['run', { role: 'id', why: 'the name of one run' }],
    [step.name, { role: 'step', why: 'a row of the export is a step' }],
  ]);
  const metrics = new Set(wide.map(({ metric }) => metric));
  for (const metric of metrics) hints.set(metric, { role: 'metric', why: 'the chart’s', ...knownMetric(metric) });
  return {
    table: melt(table, { keep: [step], coordinates: ['run'], wide, sparse: true }),
    shape: `W&B chart export: a row a step, a column a run (${whole(runs)} runs)`,
    hints,
    notes: [
      ...(twins > 0 ? [`${twins} __MIN and __MAX columns are the chart’s envelope, no runs, and are left out`] : []),
      ...(wide.some(({ at }) => GROUP.test(at[0]!))
        ? [
            'lines named “Group:” are means over the runs of a group, no single runs: export the table of runs to compare groups',
          ]
        : []),
    ],
  };
}

/** @throws {UserError} where every line is a mean over the runs of a group */
function refuseGroups(wide: readonly WideColumn[]): void {
  if (wide.length === 0 || !wide.every(({ at }) => GROUP.test(at[0]!))) return;
  throw new UserError(
    `Every line of this W&B chart is a mean over the runs of a group (${wide[0]!.at[0]!}), and none a single run.`,
    'Export the table of runs, or the chart without grouping: a line a run.',
  );
}

/** One file a run: `Wall time,Step,Value`. The tag stands in the file's name, which the folder's reader gives as `file`. */
export function tensorboard(table: CellTable): Shaped | undefined {
  const names = table.columns.map(({ name }) => name);
  if (!names.includes('Wall time') || !names.includes('Step') || !names.includes('Value')) return undefined;
  const file = columnNamed(table, 'file');
  const tags = createColumn();
  const runs = createColumn();
  for (let row = 0; row < table.rows; row++) {
    const text = file === undefined ? table.name : (file.levels[file.codes[row]!] ?? String(file.numbers[row]));
    const { run, tag } = runAndTag(text);
    runs.push(run);
    tags.push(tag);
  }
  const others = table.columns.filter(({ name }) => name !== 'file');
  return {
    table: { ...table, columns: [runs.finish('run name'), tags.finish('metric'), ...others] },
    shape: 'TensorBoard scalars: a row a step, a file a run',
    hints: new Map<string, Hint>([
      ['run name', { role: 'id', why: 'from the file’s name' }],
      ['metric', { role: 'metric name', why: 'the tag, from the file’s name' }],
      ['Value', { role: 'value', why: 'the scalar' }],
      ['Step', { role: 'step', why: 'a row is a step' }],
      ['Wall time', { role: 'ignored', why: 'a time of day' }],
    ]),
    notes: [],
  };
}

/** `run-resnet_seed1-tag-val_accuracy.csv`: both names. */
function runAndTag(file: string): { readonly run: string; readonly tag: string } {
  const bare = file.replace(/\.csv$/i, '');
  const match = /^(?:run-)?(.+?)-tag-(.+)$/.exec(bare);
  return match === null ? { run: bare, tag: 'value' } : { run: match[1]!.replace(/^\.$/, 'run'), tag: match[2]! };
}
