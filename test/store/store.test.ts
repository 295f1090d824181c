import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeLine } from '../../src/store/checked-line.js';
import { canonicalRecord, curveEpochs } from '../../src/design/record.js';
import type { OkRecord, RunRecord } from '../../src/design/record.js';
import { openStore, readPredictions, readRecords } from '../../src/store/store.js';
import { decodeRecord } from '../../src/store/runs-file.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reseed-store-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function record(i: number): OkRecord {
  return {
    hash: i.toString(16).padStart(32, '0'),
    variant: 'none "quoted" ü',
    split: i,
    fold: 0,
    seed: 0,
    status: 'ok',
    metrics: { rmse: i / 7, mae: i / 7 },
    tally: { kind: 'number', rows: 1, squared: (i / 7) * (i / 7), absolute: i / 7, sum: 1, sumOfSquares: 1 },
    training: { epochs: 3, bestEpoch: 2, validationLoss: 0.7, curve: { train: [1, 0.5], validation: [1, 0.7] } },
    timing: { durationMs: 5, startedAt: 1 },
  };
}

function fill(count: number): void {
  const store = openStore(folder);
  for (let i = 0; i < count; i++) store.append(record(i), Float32Array.of(i, i + 0.5));
  store.close();
}

/** As Reseed 0.1.0 wrote it: what is of the training stands beside everything else. */
function flatRecord(i: number): object {
  const { training, metrics, tally, timing, ...base } = record(i);
  const { curve, ...counts } = training!;
  return { ...base, ...counts, metrics, tally, curve, timing };
}

describe('a line of runs.jsonl', () => {
  it('gives its record back', () => {
    expect(decodeRecord(Buffer.from(encodeLine(record(3)).trimEnd()))).toEqual(record(3));
  });

  it('of Reseed 0.1.0 gives the record that it gives today, its keys in the same order', () => {
    const upgraded = decodeRecord(Buffer.from(encodeLine(flatRecord(3)).trimEnd()));
    expect(JSON.stringify(canonicalRecord(upgraded as OkRecord))).toBe(JSON.stringify(canonicalRecord(record(3))));
  });

  it('is refused after any single changed character', () => {
    const line = encodeLine(record(3)).trimEnd();
    for (let at = 0; at < line.length; at++) {
      const changed = line.slice(0, at) + (line[at] === '1' ? '2' : '1') + line.slice(at + 1);
      expect(decodeRecord(Buffer.from(changed))).toHaveProperty('damaged');
    }
  });
});

describe('canonical form', () => {
  it('leaves out time and place, and keeps the checksum of the predictions', () => {
    const a: RunRecord = { ...record(1), place: { offset: 0, bytes: 8, crc: 9 } };
    const b: RunRecord = {
      ...record(1),
      place: { offset: 64, bytes: 8, crc: 9 },
      timing: { durationMs: 9, startedAt: 2 },
    };
    expect(canonicalRecord(a)).toEqual(canonicalRecord(b));
    expect(canonicalRecord({ ...a, place: { offset: 0, bytes: 8, crc: 10 } })).not.toEqual(canonicalRecord(a));
  });
});

describe('the epochs a record keeps of its curve', () => {
  it('are all of the first eight, then ever longer steps, and the same for longer runs', () => {
    expect(curveEpochs(12)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(curveEpochs(1000).slice(0, 12)).toEqual(curveEpochs(12));
    expect(curveEpochs(1000).length).toBeLessThan(50);
  });
});

describe('store', () => {
  it('gives back what was appended, with its predictions', () => {
    fill(3);
    const { records, repairs } = readRecords(folder);
    expect(repairs).toEqual([]);
    expect([...records.keys()]).toEqual([0, 1, 2].map((i) => record(i).hash));
    const last = records.get(record(2).hash) as OkRecord;
    expect([...readPredictions(folder, last.place!)]).toEqual([2, 2.5]);
  });

  it('cuts a torn last line wherever it was torn, and loses only that run', () => {
    fill(3);
    const whole = readFileSync(join(folder, 'runs.jsonl'));
    const start = whole.lastIndexOf(10, whole.length - 2) + 1;
    for (let size = start + 1; size < whole.length; size += 7) {
      writeFileSync(join(folder, 'runs.jsonl'), whole.subarray(0, size));
      const store = openStore(folder);
      expect(store.loaded.records.size).toBe(2);
      expect(store.loaded.repairs.join()).toContain('torn');
      store.append(record(2), Float32Array.of(2, 2.5));
      store.close();
      expect(readRecords(folder)).toMatchObject({ repairs: [] });
      expect(readRecords(folder).records.size).toBe(3);
    }
  });

  it('finds a flipped bit in an earlier line, sets the line aside and keeps the rest', () => {
    fill(3);
    const bytes = readFileSync(join(folder, 'runs.jsonl'));
    bytes[200]! ^= 4;
    writeFileSync(join(folder, 'runs.jsonl'), bytes);
    const store = openStore(folder);
    store.close();
    expect(store.loaded.records.size).toBe(2);
    expect(store.loaded.repairs).toHaveLength(1);
    expect(store.loaded.repairs[0]).toContain('line 1');
    expect(readFileSync(join(folder, 'runs.damaged.txt'), 'utf8').trimEnd().split('\n')).toHaveLength(1);
    expect(readRecords(folder).repairs).toEqual([]);
  });

  it('distrusts a record whose predictions are not there', () => {
    fill(2);
    truncateSync(join(folder, 'predictions.bin'), 10);
    expect([...readRecords(folder).records.keys()]).toEqual([record(0).hash]);
  });

  it('refuses predictions that do not match their checksum', () => {
    fill(1);
    const { place } = readRecords(folder).records.get(record(0).hash) as OkRecord;
    writeFileSync(join(folder, 'predictions.bin'), Buffer.alloc(8));
    expect(() => readPredictions(folder, place!)).toThrow('checksum');
  });

  it('--fresh deletes its own files and no others', () => {
    fill(2);
    appendFileSync(join(folder, 'notes.txt'), 'mine');
    const store = openStore(folder, { fresh: true });
    store.close();
    expect(store.loaded.records.size).toBe(0);
    expect(existsSync(join(folder, 'notes.txt'))).toBe(true);
  });

  it('removes what a killed process left half written, and no file or folder of the user that looks like it', () => {
    fill(1);
    const gone = '4194305'; // above the highest process number of Linux
    const ours = [
      `runs.csv.${gone}.new`,
      `manifest.json.${gone}.new`,
      `lock.${gone}`,
      `figures/forest.svg.${gone}.new`,
    ];
    const users = ['notes.2024', `notes.${gone}`, `notes.md.${gone}.new`, `runs.csv.${gone}`, 'figures/mine.2024'];
    mkdirSync(join(folder, 'figures'));
    for (const name of [...ours, ...users]) writeFileSync(join(folder, name), 'text');
    for (const name of ['backup.2024', `report.md.${gone}.new`]) mkdirSync(join(folder, name));
    fill(0);
    expect(ours.filter((name) => existsSync(join(folder, name)))).toEqual([]);
    const kept = [...users, 'backup.2024', `report.md.${gone}.new`];
    expect(kept.filter((name) => !existsSync(join(folder, name)))).toEqual([]);
  });

  it('says what is wrong with a folder that cannot be made', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(() => openStore(join(folder, 'file', 'results'))).toThrow('a part of the path is a file');
  });
});
