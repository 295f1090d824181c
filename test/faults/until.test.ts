import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collectRecords } from '../../src/bench/bench.js';
import type { BenchRequest } from '../../src/bench/bench-request.js';
import { conclude } from '../../src/analysis/conclude.js';
import type { Conclusion } from '../../src/analysis/conclude.js';
import type { OpenOrigin } from '../../src/origins/origin.js';
import { inThreads, openedFile } from '../made-origin.js';
import { summaryJson } from '../../src/report/render/summary.js';
import { openWorkshop } from './bench-process.js';
import type { Workshop } from './bench-process.js';

const file = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

let shop: Workshop;
let request: Omit<BenchRequest, 'folder' | 'origin'>;
let originOf: (workerFile?: string) => OpenOrigin;
let again = 0;
beforeAll(async () => {
  shop = openWorkshop();
  const opened = await openedFile('./question.ts', { cwd: shop.folder, splits: 40 });
  originOf = (file) => inThreads(opened.question, { ...opened, ...(file && { file }) });
  request = {
    question: opened.question,
    workers: 2,
    fresh: false,
    command: '',
    until: { metric: 'accuracy', quantity: 'difference', halfWidth: 0.05, minimum: 10, maximum: 40 },
    signal: new AbortController().signal,
    onEvent: (event) => {
      if (event.type === 'incident' && event.again) again++;
    },
  };
  process.env.RESEED_TEST_DEATHS = mkdtempSync(join(tmpdir(), 'reseed-deaths-'));
});
afterAll(() => {
  shop.remove();
  rmSync(process.env.RESEED_TEST_DEATHS!, { recursive: true });
});

interface Found extends Conclusion {
  readonly trained: number;
  readonly hashes: readonly string[];
}

async function bench(name: string, workerFile?: string): Promise<Found> {
  const folder = join(shop.folder, name);
  const collected = await collectRecords({ ...request, origin: originOf(workerFile), folder });
  const hashes = collected.runs.map(({ hash }) => hash);
  return { ...conclude(collected), trained: collected.records.size, hashes };
}

describe('until, with workers that die', () => {
  it('lost runs are trained again before later ones, and the report ends the same', async () => {
    const calm = await bench('calm');
    expect(calm.analysis.stopping?.satisfied).toBe(true);
    process.env.RESEED_TEST_DOOMED = 'no run';
    const fickle = await bench('fickle', file('fickle-worker.mjs'));
    expect(again).toBeGreaterThan(5);
    expect(summaryJson(fickle.analysis)).toBe(summaryJson(calm.analysis));
    expect(fickle.trained).toBeLessThan(fickle.hashes.length);
  });

  it('a run that is lost for good ends the training, since no later split counts; the next bench goes on', async () => {
    const calm = await bench('calm');
    process.env.RESEED_TEST_DOOMED = calm.hashes[14]!;
    const doomed = await bench('doomed', file('fickle-worker.mjs'));
    expect(doomed.analysis.stopping?.satisfied).toBe(false);
    expect(doomed.trained).toBeLessThan(doomed.hashes.length - 1);
    expect(doomed.analysis.runs.missing).toBeGreaterThan(0);
    expect(summaryJson((await bench('doomed')).analysis)).toBe(summaryJson(calm.analysis));
  });
});
