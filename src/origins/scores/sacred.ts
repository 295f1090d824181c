/** Sacred's FileStorageObserver: a numbered folder a run, with `config.json`, `run.json` and `metrics.json`. */
import { dirname } from 'node:path';
import type { Found } from './find-files.js';
import { flatten, collectRows, isList, isObject, own, readJson, textOf } from './read-json.js';
import type { Json, Leaf } from './read-json.js';
import { settingHints } from './shapes/exports.js';
import type { Hint, Shaped } from './shapes/shape.js';
import { whole } from '../../base/how-many.js';

/** The folders that hold a run, or nothing. */
export function sacredRuns(files: readonly Found[]): readonly string[] {
  const names = new Map<string, Set<string>>();
  for (const { path, parts } of files) {
    const folder = dirname(path);
    const there = names.get(folder) ?? new Set<string>();
    there.add(parts.at(-1)!);
    names.set(folder, there);
  }
  const runs = [...names].filter(
    ([, there]) => there.has('run.json') && (there.has('metrics.json') || there.has('config.json')),
  );
  return runs.map(([folder]) => folder);
}

export function sacredShape(
  folders: readonly string[],
  { files, name }: { files: readonly Found[]; name: string },
): Shaped {
  const collector = collectRows(name);
  const there = new Set(files.map(({ path }) => path));
  const read = (folder: string, file: string): Json => {
    const path = files.find((each) => each.path === `${folder}/${file}` || each.path === `${folder}\\${file}`)?.path;
    return path !== undefined && there.has(path) ? readJson(path) : {};
  };
  let doubled = 0;
  for (const folder of folders) {
    const run = read(folder, 'run.json');
    const base = new Map<string, Leaf>([['run', folder.replaceAll('\\', '/').split('/').at(-1)!]]);
    if (isObject(run)) base.set('status', textOf(run, 'status', ''));
    for (const [key, value] of flatten(read(folder, 'config.json'), name))
      if (!/(?:^|\.)py\/|\.py\/|\.dtype$/.test(key) && !isPickled(key)) base.set(`config.${key}`, value);
    const metrics = read(folder, 'metrics.json');
    const steps = stepsOf(isObject(metrics) ? metrics : {});
    doubled += steps.doubled;
    if (steps.rows.size === 0) collector.add(base);
    for (const [step, values] of steps.rows) collector.add(new Map<string, Leaf>([...base, ['step', step], ...values]));
  }
  const table = collector.finish();
  const hints = new Map<string, Hint>([
    ...settingHints(table),
    ['run', { role: 'id', why: 'the name of the run’s folder' }],
    ['status', { role: 'status', why: 'from run.json' }],
    ['step', { role: 'step', why: 'the steps of metrics.json' }],
  ]);
  const notes = doubled > 0 ? [`${doubled} values were logged twice for one step; the later one counts`] : [];
  return {
    table,
    shape: `Sacred: a folder a run (${whole(folders.length)} runs), a list of steps for each metric`,
    hints,
    notes,
  };
}

/** Keys below a pickled object: no settings. */
function isPickled(key: string): boolean {
  return /(?:^|\.)(?:high|low)\.|_batch_shape|_event_shape/.test(key) || key.split('.').length > 4;
}

function stepsOf(metrics: Readonly<Record<string, Json>>): {
  readonly rows: Map<number, Map<string, Leaf>>;
  readonly doubled: number;
} {
  const rows = new Map<number, Map<string, Leaf>>();
  let doubled = 0;
  for (const [metric, entry] of Object.entries(metrics)) {
    if (!isObject(entry)) continue;
    const [values, steps] = [own(entry, 'values'), own(entry, 'steps')];
    if (!isList(values)) continue;
    values.forEach((value, i) => {
      const step = isList(steps) ? Number(steps[i] ?? i) : i;
      const row = rows.get(step) ?? new Map<string, Leaf>();
      if (row.has(metric)) doubled++;
      row.set(metric, typeof value === 'number' || typeof value === 'string' ? value : null);
      rows.set(step, row);
    });
  }
  return { rows: new Map([...rows].sort(([a], [b]) => a - b)), doubled };
}
