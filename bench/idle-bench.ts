/** A bench whose runs cost nothing, for measuring what surrounds them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { collectRecords } from '../src/bench.js';
import type { BenchRequest } from '../src/bench-request.js';
import { shareTable } from '../src/data/dataset.js';
import type { Experiment } from '../src/experiment/experiment.js';
import { defineExperiment, holdout, variant } from '../src/experiment/experiment.js';
import { loadTable } from '../src/experiment/load-table.js';
import { dense, dropout, sequential } from '../src/model/spec.js';

/** Lies beside the sources: the build copies no .mjs. */
export const IDLE_WORKER = fileURLToPath(new URL('../../bench/idle-worker.mjs', import.meta.url));

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

/** Runs the bench in a temporary folder and returns runs a second, from the first run handed out to the last one stored. */
export async function measureBench(
  splits: number,
  ways: Partial<Pick<BenchRequest, 'train' | 'workers'>> & {
    makeTrain?: (folder: string) => BenchRequest['train'];
  } = {},
): Promise<{ runs: number; seconds: number }> {
  const experiment = idleExperiment(splits);
  const folder = mkdtempSync(join(tmpdir(), 'reseed-idle-'));
  const { makeTrain, ...rest } = ways;
  const train = makeTrain?.(folder);
  let [first, last, runs] = [0, 0, 0];
  try {
    await collectRecords({
      experiment,
      table: shareTable(await loadTable(experiment.data)),
      folder,
      engine: 'fused',
      backend: 'wasm-simd',
      workers: 2,
      fresh: false,
      command: '',
      signal: new AbortController().signal,
      workerFile: IDLE_WORKER,
      onEvent(event) {
        if (event.type !== 'record') return;
        if (runs++ === 0) first = performance.now();
        last = performance.now();
      },
      ...rest,
      ...(train === undefined ? {} : { train }),
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { runs: runs - 1, seconds: (last - first) / 1000 };
}
