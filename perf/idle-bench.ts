/** A bench whose runs cost nothing, for measuring what surrounds them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { collectRecords } from '../src/bench/bench.js';
import type { BenchRequest } from '../src/bench/bench-request.js';
import { shareTable } from '../src/data/dataset.js';
import type { Experiment } from '../src/experiment/experiment.js';
import { defineExperiment, holdout, variant } from '../src/experiment/experiment.js';
import { loadTable } from '../src/experiment/load-table.js';
import { FUSED_BACKEND } from '../src/engines/open.js';
import { dense, dropout, sequential } from '../src/model/spec.js';
import type { OpenOrigin } from '../src/origins/origin.js';
import { openTable } from '../src/origins/table/open-table.js';
import { openThreads } from '../src/origins/threads.js';

/** Lies beside the sources: the build copies no .mjs. */
const IDLE_WORKER = fileURLToPath(new URL('../../perf/idle-worker.mjs', import.meta.url));

export function idleExperiment(splits: number): Experiment {
  return defineExperiment({
    name: 'idle',
    question: 'What does everything around training cost?',
    protocol: holdout({ splits, seeds: 5 }),
    variants: {
      none: variant(sequential([dense(8)])),
      dropout: variant(sequential([dense(8), dropout(0.5)])),
    },
  });
}

/** The built-in table, with workers that train nothing. */
export async function idleOrigin(experiment: Experiment): Promise<OpenOrigin> {
  const table = shareTable(await loadTable(experiment.data));
  return idling(openTable(experiment, { table, engine: 'fused', backend: FUSED_BACKEND }));
}

/** The same origin, but nothing is trained. */
export function idling(origin: OpenOrigin): OpenOrigin {
  return { ...origin, open: (threads) => openThreads({ file: IDLE_WORKER, setup: undefined, threads }) };
}

/** Runs the bench in a temporary folder and returns runs a second, from the first run handed out to the last one stored. */
export async function measureBench(
  splits: number,
  ways: Partial<Pick<BenchRequest, 'carryOut' | 'workers'>> & {
    makeCarryOut?: (folder: string, question: Experiment) => BenchRequest['carryOut'];
  } = {},
): Promise<{ runs: number; seconds: number }> {
  const experiment = idleExperiment(splits);
  const folder = mkdtempSync(join(tmpdir(), 'reseed-idle-'));
  const { makeCarryOut, ...rest } = ways;
  const carryOut = makeCarryOut?.(folder, experiment);
  let [first, last, runs] = [0, 0, 0];
  try {
    await collectRecords({
      question: experiment,
      origin: await idleOrigin(experiment),
      folder,
      workers: 2,
      fresh: false,
      command: '',
      signal: new AbortController().signal,
      onEvent(event) {
        if (event.type !== 'record') return;
        if (runs++ === 0) first = performance.now();
        last = performance.now();
      },
      ...rest,
      ...(carryOut === undefined ? {} : { carryOut }),
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { runs: runs - 1, seconds: (last - first) / 1000 };
}
