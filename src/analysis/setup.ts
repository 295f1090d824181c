/** What a report says about the set-up, from the experiment and the table alone: nothing of machine, time or paths. */
import { basename } from 'node:path';
import type { Setup } from './analysis.js';
import type { Table } from '../data/dataset.js';
import { encodeTable } from '../data/encode.js';
import type { Engine } from '../engines/engine.js';
import { NUMERICS_VERSION } from '../engines/fused/numerics-version.js';
import { VERSION } from '../environment.js';
import type { Experiment } from '../experiment/experiment.js';

import type { PlanContext } from '../plan.js';
import { networkOf, rowsOf } from '../train-run.js';
import type { Until } from '../stopping/until.js';

/**
 * Describes the set-up, and by the way resolves every variant's network on the first split.
 *
 * @throws {UserError} if a split would leave a part empty
 * @throws {RangeError} if a model does not fit the table
 */
export function describeSetup(
  experiment: Experiment,
  {
    table,
    engine,
    backend,
    command,
    until,
  }: { table: Table; engine: Engine['name']; backend: string; command: string; until?: Until },
): Setup {
  const { name, question, background, baseline, level, seed, vary, protocol, encoding } = experiment;
  const rows = rowsOf(experiment, table, { split: 0, fold: 0, variant: baseline });
  const encoded = encodeTable(table, { train: rows.train, encoding });
  for (const { model } of Object.values(experiment.variants)) {
    if (model.type === 'sequential') networkOf(model, encoded);
  }
  const { target } = table;
  const counts =
    target.kind === 'classes'
      ? target.levels.map((level, i) => ({ name: level, rows: countOf(target.labels, i) }))
      : [];
  return {
    name,
    question,
    ...(background === undefined ? {} : { background }),
    baseline,
    level,
    seed,
    vary,
    protocol,
    encoding,
    data: {
      source: experiment.data.kind,
      name: experiment.data.kind === 'csv' ? basename(experiment.data.path) : 'simple',
      made: table.made,
      fingerprint: table.fingerprint,
      rows: table.rows,
      target: target.name,
      task: target.kind === 'classes' ? 'classification' : 'regression',
      classes: counts,
      numbers: table.features.filter(({ kind }) => kind === 'number').length,
      categories: table.features.filter(({ kind }) => kind === 'category').length,
      inputs: encoded.widths.reduce((sum, width) => sum + width, encoded.numericWidth),
    },
    rows: { train: rows.train.length, validation: rows.validation.length, test: rows.test.length },
    ...(until === undefined ? {} : { until }),
    engine,
    backend,
    numericsVersion: NUMERICS_VERSION,
    version: VERSION,
    command,
  };
}

function countOf(labels: Int32Array, wanted: number): number {
  let count = 0;
  for (const label of labels) if (label === wanted) count++;
  return count;
}

/** The part of a set-up that decides outcomes. */
export function contextOf({ data, engine, backend, numericsVersion }: Setup): PlanContext {
  return { fingerprint: data.fingerprint, engine, backend, numericsVersion };
}
