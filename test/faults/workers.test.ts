import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collectRecords } from '../../src/bench/bench.js';
import type { BenchEvent, BenchRequest } from '../../src/bench/bench-request.js';
import type { OpenOrigin } from '../../src/origins/origin.js';
import { inThreads, openedFile } from '../made-origin.js';
import { canonicalRecord } from '../../src/design/record.js';
import type { RunRecord } from '../../src/design/record.js';
import { note, openWorkshop, pause } from './bench-process.js';
import type { Workshop } from './bench-process.js';

const file = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

let shop: Workshop;
let request: Omit<BenchRequest, 'folder' | 'origin'>;
let originOf: (workerFile?: string) => OpenOrigin;
let events: BenchEvent[];
beforeAll(async () => {
  shop = openWorkshop();
  const opened = await openedFile('./question.ts', { cwd: shop.folder, splits: 10 });
  originOf = (file) => inThreads(opened.question, { ...opened, ...(file && { file }) });
  request = {
    question: opened.question,
    workers: 2,
    fresh: false,
    command: '',
    signal: new AbortController().signal,
    onEvent: (event) => events.push(event),
  };
  process.env.RESEED_TEST_DEATHS = mkdtempSync(join(tmpdir(), 'reseed-deaths-'));
});
afterAll(() => {
  shop.remove();
  rmSync(process.env.RESEED_TEST_DEATHS!, { recursive: true });
});

async function bench(name: string, workerFile?: string): Promise<{ records: string[]; hashes: string[] }> {
  events = [];
  const folder = join(shop.folder, name);
  const { runs, records } = await collectRecords({ ...request, origin: originOf(workerFile), folder });
  const found = [...runs].flatMap(({ hash }): RunRecord[] => (records.has(hash) ? [records.get(hash)!] : []));
  return { records: found.map((r) => JSON.stringify(canonicalRecord(r))), hashes: [...runs].map(({ hash }) => hash) };
}

describe('workers that die', () => {
  it('have their runs trained again, saying so, and the records end the same', async () => {
    const { records, hashes } = await bench('calm');
    process.env.RESEED_TEST_DOOMED = 'no run';
    const fickle = await bench('fickle', file('fickle-worker.mjs'));
    const incidents = events.filter(({ type }) => type === 'incident');
    expect(incidents.length).toBeGreaterThan(hashes.length / 3);
    expect(incidents.every((event) => event.type === 'incident' && event.again)).toBe(true);
    expect(fickle.records).toEqual(records);
    note('worker threads that die, throw, or die after their answer', { deaths: incidents.length });
  });

  it('of one run every time: it is left out after three attempts, and the next bench tries it again', async () => {
    const { records, hashes } = await bench('calm');
    process.env.RESEED_TEST_DOOMED = hashes[7]!;
    const doomed = await bench('doomed', file('fickle-worker.mjs'));
    expect(doomed.records).toEqual(records.filter((_, i) => i !== 7));
    const attempts = readFileSync(join(shop.folder, 'doomed/incidents.jsonl'), 'utf8').split('\n');
    expect(attempts.filter((line) => line.includes(hashes[7]!)).length).toBe(3);
    expect((await bench('doomed')).records).toEqual(records);
  });

  it('before they can start: the bench ends with the reason instead of waiting for ever', async () => {
    await expect(bench('broken', file('broken-worker.mjs'))).rejects.toThrow('No worker can start: cannot start.');
  });

  it('at every run: the bench ends after a few, with the reason in a sentence and the folder unlocked', async () => {
    process.env.RESEED_TEST_STARTS = join(shop.folder, 'broken-starts');
    process.env.RESEED_TEST_BROKEN = 'yes';
    try {
      await expect(bench('hopeless', file('counted-worker.mjs'))).rejects.toThrow(
        expect.objectContaining({ name: 'UserError', message: 'No worker can start: there is no engine.' }) as Error,
      );
    } finally {
      delete process.env.RESEED_TEST_BROKEN;
    }
    expect(events.filter(({ type }) => type === 'incident').length).toBeLessThan(12);
    expect((await bench('hopeless')).records.length).toBe(40);
  });
});

describe('worker threads', () => {
  it('start once each: none is started again when the bench is done', async () => {
    const marks = join(shop.folder, 'starts');
    process.env.RESEED_TEST_STARTS = marks;
    await bench('counted', file('counted-worker.mjs'));
    // A thread that was started for nothing needs a moment to say so.
    await pause(1000);
    expect(readFileSync(marks, 'utf8').trim().split('\n').length).toBe(request.workers);
  });
});
