/** The table that an experiment asks for, ready to train on. */
import { resolve } from 'node:path';
import { readCsv } from '../data/csv.js';
import { describeTable, withoutValues, type TableDescription } from '../data/description.js';
import type { Table } from '../data/dataset.js';
import { generateSimple } from '../data/simple.js';
import { quoted } from '../data/names.js';
import { refusalsOf } from '../data/refusals.js';
import { chooseTarget } from '../data/target.js';
import { UserError } from '../base/errors.js';
import type { TableChoice, Experiment } from './experiment.js';

/** @throws {UserError} for whatever is wrong with the file, its columns or the target */
export async function loadTable(source: TableChoice, cwd = process.cwd()): Promise<Table> {
  return (await loadAndDescribe(source, { cwd })).table;
}

export interface LoadedTable {
  readonly table: Table;
  /** How a file was read, and what is to be looked at; none of the built-in table. */
  readonly description?: TableDescription;
}

export interface LoadOptions {
  readonly cwd?: string;
  /** The column by which the protocol divides rows. */
  readonly division?: string | undefined;
  /** False: neither messages nor the description hold values of cells. */
  readonly values?: boolean;
  readonly onProgress?: (share: number) => void;
}

/**
 * The table, and how it was read.
 *
 * @param onProgress  told the share of a file that is read, 0 … 1, now and then
 * @throws {UserError} for whatever is wrong with the file, its columns or the target
 */
export async function loadAndDescribe(
  source: TableChoice,
  { cwd = process.cwd(), onProgress, division, values = true }: LoadOptions = {},
): Promise<LoadedTable> {
  if (source.kind === 'simple') {
    return { table: chooseTarget(generateSimple(), { ...source, division }) };
  }
  const dataset = await readCsv(resolve(cwd, source.path), { ...source, unused: source.drop, values, onProgress });
  const choice = { ...source, division, values };
  const table = chooseTarget(dataset, choice);
  const [refused] = refusalsOf(dataset, table, choice);
  if (refused !== undefined) throw new UserError(refused.text, refused.remedy);
  const description = describeTable(dataset, { choice, table });
  return { table, description: values ? description : withoutValues(description) };
}

/**
 * Another table may lack the columns that an encoding names: then every number is scaled on the training rows, the default.
 *
 * @throws {UserError} if weights of classes are asked for where a number is predicted, or the logarithm of classes
 */
export function fitToTable(experiment: Experiment, table: Table): Experiment {
  refuseMisfits(experiment, table);
  const { zscore } = experiment.encoding;
  const names = new Set(table.features.map(({ name }) => name));
  if (zscore === 'all' || zscore.every((name) => names.has(name))) return experiment;
  const { target } = experiment.encoding;
  return { ...experiment, encoding: { fit: 'train', zscore: 'all', target: target === 'raw' ? 'zscore' : target } };
}

function refuseMisfits({ variants, encoding }: Experiment, { target }: Table): void {
  const weighted = Object.entries(variants).find(([, { classWeight }]) => classWeight !== undefined);
  if (target.kind === 'number' && weighted !== undefined) {
    throw new UserError(
      `${quoted(weighted[0])} weighs classes, and the target ${quoted(target.name)} is a number.`,
      'Leave classWeight (--class-weight) out, or take the target as classes with --task classification.',
    );
  }
  if (target.kind === 'classes' && encoding.target.startsWith('log')) {
    throw new UserError(
      `The logarithm of the target is asked for, and ${quoted(target.name)} is read as classes.`,
      'Leave --log-target out, or take the target as a number with --task regression.',
    );
  }
}
