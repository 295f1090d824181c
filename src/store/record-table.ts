/**
 * The records of a folder by run hash, packed: a hundred thousand of them as objects would fill the memory that the
 * analysis needs. Reads like a map; every record that it gives is a new object, so take what you need and let it go.
 */
import { createPackedValues } from './packed-values.js';
import type { OkRecord, RunRecord } from '../design/record.js';

export interface RecordTable extends ReadonlyMap<string, RunRecord> {
  /** Under its own hash, in place of an earlier one. */
  add(record: RunRecord): void;
  delete(hash: string): boolean;
}

export function createRecordTable(): RecordTable {
  const places = new Map<string, number>();
  const packed = createPackedValues();
  const recordAt = (hash: string, place: number): RunRecord => packed.unpack(place, hash) as RunRecord;
  function* entries(): MapIterator<[string, RunRecord]> {
    for (const [hash, place] of places) yield [hash, recordAt(hash, place)];
  }
  function* values(): MapIterator<RunRecord> {
    for (const [hash, place] of places) yield recordAt(hash, place);
  }
  const table: RecordTable = {
    get size() {
      return places.size;
    },
    has: (hash) => places.has(hash),
    get(hash) {
      const place = places.get(hash);
      return place === undefined ? undefined : recordAt(hash, place);
    },
    add(record) {
      places.set(record.hash, packed.pack(record, record.hash));
    },
    delete: (hash) => places.delete(hash),
    forEach(callback, self?: unknown) {
      for (const [hash, record] of entries()) callback.call(self, record, hash, table);
    },
    keys: () => places.keys(),
    values,
    entries,
    [Symbol.iterator]: entries,
  };
  return table;
}

/** The records of some runs, those that are there: read again at every walk, so that none stays in memory. */
export function recordsOf(
  runs: Iterable<{ readonly hash: string }>,
  records: ReadonlyMap<string, RunRecord>,
): Iterable<RunRecord> {
  return {
    *[Symbol.iterator]() {
      for (const { hash } of runs) {
        const record = records.get(hash);
        if (record !== undefined) yield record;
      }
    },
  };
}

export function okOnly(records: Iterable<RunRecord>): Iterable<OkRecord> {
  return {
    *[Symbol.iterator]() {
      for (const record of records) if (record.status === 'ok') yield record;
    },
  };
}
