/**
 * `reseed/results`: reads what a bench left, a folder with its records or a committed `summary.json`.
 *
 * @module reseed/results
 */
import type { Analysis } from '../analysis/analysis.js';
import { readTextIfThere } from '../base/open-file.js';
import { UserError } from '../base/errors.js';
import { readBench } from '../bench/open-bench.js';

export type { Analysis } from '../analysis/analysis.js';
export type { Estimate } from '../base/estimate.js';

/** What stands in `summary.json`; its keys are listed in docs/RESULTS-FORMAT.md. */
export type Summary = Readonly<Record<string, unknown>> & { readonly schema: number };

/**
 * The analysis of a results folder, made again from its records and its manifest; nothing is trained or written.
 *
 * @param folder with `manifest.json` and `runs.jsonl`
 * @returns the analysis of the folder, as its own report has it
 * @throws {UserError} if it holds no bench, or one that this version does not read
 * @example
 * readFolder('results/dropout-vs-none').comparisons[0].metrics.accuracy.difference.point; // a number
 */
export function readFolder(folder: string): Analysis {
  return readBench(folder).analysis;
}

/**
 * A `summary.json`, which committed results hold in place of their records.
 *
 * @returns the summary, as `summary.json` holds it
 * @throws {UserError} if the file is no summary of Reseed's
 * @example
 * readSummary('results/dropout-vs-none/summary.json').schema; // 2
 */
export function readSummary(file: string): Summary {
  const value = parsed(readTextIfThere(file, { most: MOST_BYTES }));
  if (typeof value === 'object' && value !== null && 'schema' in value && typeof value.schema === 'number') {
    return value as Summary;
  }
  throw new UserError(
    `${file} is no summary of Reseed’s: it has no schema.`,
    'Give the summary.json of a results folder.',
  );
}

const MOST_BYTES = 256 * 1024 * 1024;

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
