/** The table that an experiment asks for, ready to train on. */
import { resolve } from 'node:path';
import { readCsv } from './data/csv.js';
import type { Table } from './data/dataset.js';
import { generateSimple } from './data/simple.js';
import { chooseTarget } from './data/target.js';
import type { DataSource } from './experiment.js';

/** @throws {UserError} for whatever is wrong with the file, its columns or the target */
export async function loadTable(source: DataSource, cwd = process.cwd()): Promise<Table> {
  if (source.kind === 'simple') {
    return chooseTarget(generateSimple(), { target: source.target, drop: source.drop });
  }
  return chooseTarget(await readCsv(resolve(cwd, source.path)), source);
}
