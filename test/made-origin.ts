/** Origins for tests: of a table that is not there, on threads of a test's own, and one that answers at once. */
import { fileURLToPath } from 'node:url';
import type { Table } from '../src/data/dataset.js';
import { shareTable } from '../src/data/dataset.js';
import type { Experiment } from '../src/experiment/experiment.js';
import { loadExperiment } from '../src/experiment/load-experiment.js';
import { loadTable } from '../src/experiment/load-table.js';
import type { OpenOrigin, Origin } from '../src/origins/origin.js';
import { tableRuns } from '../src/origins/table/identity.js';
import type { TableContext } from '../src/origins/table/identity.js';
import { openTable } from '../src/origins/table/open-table.js';
import { openThreads } from '../src/origins/threads.js';

const FUSED = { fingerprint: 'f', engine: 'fused', backend: 'wasm-simd', numericsVersion: 1 } as const;

/** What a plan needs of nets on a table. */
export function onTable(
  experiment: Experiment,
  context: Partial<TableContext> = {},
): Pick<Origin, 'identity' | 'traits'> {
  return tableRuns(experiment, { ...FUSED, ...context });
}

/** Compiled, since worker threads run no TypeScript. */
export const TABLE_WORKER = fileURLToPath(new URL('../dist/src/origins/table/worker.js', import.meta.url));

/** The experiment of a file with its table, as `reseed bench` opens it on the fused engine. */
export async function openedFile(
  path: string,
  { cwd, splits }: { cwd: string; splits: number },
): Promise<{ question: Experiment; table: Table }> {
  const loaded = (await loadExperiment(path, cwd)) as Experiment;
  const table = shareTable(await loadTable(loaded.data, cwd));
  return { question: { ...loaded, protocol: { ...loaded.protocol, splits } }, table };
}

/** Nets on a table, trained by a worker file of the test's own. */
export function inThreads(
  question: Experiment,
  { table, file = TABLE_WORKER }: { table: Table; file?: string },
): OpenOrigin {
  const setup = { experiment: question, table, engine: 'fused', backend: 'wasm-simd' } as const;
  const origin = openTable(question, setup);
  return { ...origin, open: (threads) => openThreads({ file, setup, threads }) };
}
