/** The table that an experiment asks for, ready to train on. */
import { resolve } from 'node:path';
import { readCsv } from '../data/csv.js';
import type { Table } from '../data/dataset.js';
import { generateSimple } from '../data/simple.js';
import { chooseTarget } from '../data/target.js';
import type { DataSource, Experiment } from './experiment.js';

/** @throws {UserError} for whatever is wrong with the file, its columns or the target */
export async function loadTable(source: DataSource, cwd = process.cwd()): Promise<Table> {
  if (source.kind === 'simple') {
    return chooseTarget(generateSimple(), { target: source.target, drop: source.drop });
  }
  return chooseTarget(await readCsv(resolve(cwd, source.path), { unused: source.drop }), source);
}

/** Another table may lack the columns that an encoding names: then every number is scaled on the training rows, the default. */
export function fitToTable(experiment: Experiment, table: Table): Experiment {
  const { zscore } = experiment.encoding;
  const names = new Set(table.features.map(({ name }) => name));
  if (zscore === 'all' || zscore.every((name) => names.has(name))) return experiment;
  return { ...experiment, encoding: { fit: 'train', zscore: 'all', target: 'zscore' } };
}
