import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBench } from '../../src/bench/open-bench.js';
import { encodeLine } from '../../src/store/checked-line.js';
import { isRecord } from '../../src/design/record-shape.js';
import { openStore, readRecords } from '../../src/store/store.js';
import { BENCH, linesOf, note, openWorkshop, times } from '../faults/bench-process.js';
import type { Workshop } from '../faults/bench-process.js';
import { resultOrSentence } from './verdict.js';

const CASES = times(500, 10_000);

let shop: Workshop;
let folder = '';
const files = new Map<string, Buffer>();
beforeAll(async () => {
  shop = openWorkshop();
  folder = mkdtempSync(join(tmpdir(), 'reseed-fuzz-'));
  await shop.start([...BENCH, '--splits', '2', '--out', 'calm']).ended;
  for (const name of ['runs.jsonl', 'manifest.json', 'predictions.bin', 'splits.jsonl']) {
    files.set(name, readFileSync(join(shop.folder, 'calm', name)));
  }
});
afterAll(() => {
  shop.remove();
  rmSync(folder, { recursive: true });
});

const json = fc.json({ maxDepth: 3 });
const change = fc.record({
  how: fc.constantFrom('flip', 'cut', 'insert', 'double', 'line', 'field'),
  at: fc.nat(),
  bytes: fc.uint8Array({ maxLength: 40 }),
  value: json,
});
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

/** Damage of a disk, and the work of somebody who knows how to make a checksum. */
function damaged(original: Buffer, { how, at, bytes, value }: Change): Buffer {
  const place = at % (original.length + 1);
  const [before, after] = [original.subarray(0, place), original.subarray(place)];
  if (how === 'cut') return before;
  if (how === 'insert') return Buffer.concat([before, bytes, after]);
  if (how === 'double') return Buffer.concat([before, original, after]);
  if (how === 'line') return Buffer.concat([original, Buffer.from(encodeLine(asObject(value)))]);
  if (how === 'field') return Buffer.from(withField(original.toString(), at, value));
  const copy = Buffer.from(original);
  if (copy.length > 0) copy[place % copy.length]! ^= 1 << (at % 8);
  return copy;
}

function asObject(text: string): object {
  const value: unknown = JSON.parse(text);
  return typeof value === 'object' && value !== null ? value : { value };
}

/** The first line (or the whole text) with one of its fields, at any depth, replaced, and its checksum made right again. */
function withField(text: string, at: number, put: string): string {
  const lines = text.split('\n');
  const single = text.startsWith('{\n');
  try {
    const { crc: _crc, ...whole } = JSON.parse(single ? text : lines[0]!) as Record<string, unknown>;
    const places: [Record<string, unknown>, string][] = [];
    const walk = (object: Record<string, unknown>): void => {
      for (const [key, value] of Object.entries(object)) {
        places.push([object, key]);
        if (typeof value === 'object' && value !== null) walk(value as Record<string, unknown>);
      }
    };
    walk(whole);
    const [object, key] = places[at % places.length]!;
    object[key] = JSON.parse(put);
    return single ? JSON.stringify(whole) : [encodeLine(whole).trimEnd(), ...lines.slice(1)].join('\n');
  } catch {
    return text;
  }
}

describe(`the reader of a results folder, over ${CASES} damaged ones`, () => {
  it(
    'gives sound records or a sentence, and repairs a folder once and for all',
    () => {
      const total = { cases: CASES, opened: 0, repaired: 0 };
      fc.assert(
        fc.property(
          fc.constantFrom(...files.keys()),
          fc.array(change, { minLength: 1, maxLength: 3 }),
          (name, changes) => {
            for (const [each, bytes] of files) writeFileSync(join(folder, each), bytes);
            writeFileSync(join(folder, name), changes.reduce(damaged, files.get(name)!));
            const { records } = readRecords(folder);
            for (const record of records.values()) expect(isRecord(record)).toBe(true);
            if (resultOrSentence(() => openBench(folder)) !== undefined) total.opened++;
            const store = openStore(folder);
            store.close();
            if (store.loaded.repairs.length > 0) total.repaired++;
            expect([...store.loaded.records]).toEqual([...records]);
            expect(readRecords(folder).repairs).toEqual([]);
            expect(linesOf(folder).length).toBeGreaterThanOrEqual(records.size);
            rmSync(join(folder, 'runs.damaged.txt'), { force: true });
          },
        ),
        { numRuns: CASES, seed: 1 },
      );
      expect(total.opened).toBeGreaterThan(CASES / 5);
      expect(total.repaired).toBeGreaterThan(CASES / 10);
      note('fuzz: results folder', total);
    },
    times(600_000, 3_600_000),
  );
});
