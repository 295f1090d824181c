/**
 * Runs of a large file: their places as numbers, and a run or a record made of them whenever somebody asks for it. A million
 * of each as objects would fill the memory. Their hashes are their numbers: no folder keeps such records.
 */
import { madeList, passing } from '../../base/walked-list.js';
import type { WalkedList } from '../../base/walked-list.js';
import type { GivenPlace, Metrics, OkRecord, RunRecord, Timing } from '../../design/record.js';
import type { Run, StreamIndices } from '../../design/run.js';
import { metricsOf, recordOf, UNTIMED } from './given-records.js';
import type { GivenRecords, HowPlaced } from './given-records.js';
import { crossed, numbered } from './numbered.js';
import type { Numbers } from './numbered.js';
import type { Score } from './scores.js';

export interface ManyRuns {
  readonly splits: number;
  readonly seeds: number;
  readonly runs: WalkedList<Run>;
  readonly records: GivenRecords;
}

export function manyRuns(scores: WalkedList<Score>, how: HowPlaced): ManyRuns {
  const there = passing(scores, ({ status }) => status !== 'missing');
  const [variants, dataSets, blocks, repeats] = numbered(there, ['variant', 'dataSet', 'block', 'repeat']) as [
    Numbers,
    Numbers,
    Numbers,
    Numbers,
  ];
  const one = { of: new Int32Array(there.length), size: 1 };
  const split = how.design === 'data sets' ? dataSets : how.design === 'blocks' ? blocks : one;
  const seed =
    how.pairing === 'none' ? counted(crossed(split, variants)) : seedsOf({ split, variants, blocks, repeats });
  const names: string[] = [];
  variants.of.forEach((code, i) => {
    if (code === names.length) names.push(there.at(i)!.variant);
  });
  const columns = { split: split.of, seed, variantOf: (index: number) => names[variants.of[index]!]! };
  const facts = { split: split.of, seed, metrics: how.metrics };
  const recordAt = (index: number): RunRecord => {
    const score = there.at(index)!;
    if (score.status === 'ok' && score.errors === undefined)
      return score.dataSet === '' ? new ScoreRecord(score, index, facts) : new DataSetRecord(score, index, facts);
    return recordOf(score, {
      ...{ hash: String(index), split: split.of[index]!, seed: seed[index]!, metrics: how.metrics },
    });
  };
  return {
    splits: split.size,
    seeds: seed.reduce((most, each) => Math.max(most, each + 1), 1),
    runs: madeList(there.length, (index): Run => new PlacedRun(index, columns)),
    records: recordsBy(there.length, { recordAt, given: scores, failures: failuresAmong(there) }),
  };
}

function failuresAmong(scores: WalkedList<Score>): number {
  return scores.reduce((sum, { status }) => (status === 'failed' ? sum + 1 : sum), 0);
}

/** Each has a number of its own in its group. */
function counted({ of, size }: Numbers): Int32Array {
  const next = new Int32Array(size);
  return of.map((group) => next[group]!++);
}

/** The number of its block and repeat within the split; a second run of a variant there stays a run of its own. */
function seedsOf({ split, variants, blocks, repeats }: Readonly<Record<string, Numbers>>): Int32Array {
  const places = crossed(split!, crossed(blocks!, repeats!));
  const cells = crossed(places, variants!);
  const [next, seen] = [new Int32Array(split!.size), new Uint8Array(cells.size)];
  const seeds = new Int32Array(places.size).fill(-1);
  return places.of.map((place, i) => {
    const [own, cell] = [split!.of[i]!, cells.of[i]!];
    if (seen[cell] === 1) return next[own]!++;
    seen[cell] = 1;
    if (seeds[place] === -1) seeds[place] = next[own]!++;
    return seeds[place]!;
  });
}

interface PlaceColumns {
  readonly split: Int32Array;
  readonly seed: Int32Array;
  readonly variantOf: (index: number) => string;
}

/** A run whose place is read from the columns. */
class PlacedRun implements Run {
  readonly index: number;
  readonly #of: PlaceColumns;

  constructor(index: number, of: PlaceColumns) {
    this.index = index;
    this.#of = of;
  }

  get fold(): number {
    return 0;
  }

  get variant(): string {
    return this.#of.variantOf(this.index);
  }

  get split(): number {
    return this.#of.split[this.index]!;
  }

  get seed(): number {
    return this.#of.seed[this.index]!;
  }

  get streams(): StreamIndices {
    const { split, seed } = this;
    return { split, init: seed, order: seed, mask: seed };
  }

  get hash(): string {
    return String(this.index);
  }
}

interface RecordFacts {
  readonly split: Int32Array;
  readonly seed: Int32Array;
  readonly metrics: HowPlaced['metrics'];
}

/** A record that reads its facts from its score: none of them is an own key, so that spreading it copies nothing. */
class ScoreRecord implements OkRecord {
  readonly status = 'ok';
  readonly #index: number;
  protected readonly score: Score;
  readonly #of: RecordFacts;

  constructor(score: Score, index: number, of: RecordFacts) {
    this.score = score;
    this.#index = index;
    this.#of = of;
  }

  get hash(): string {
    return String(this.#index);
  }

  get variant(): string {
    return this.score.variant;
  }

  get split(): number {
    return this.#of.split[this.#index]!;
  }

  get fold(): number {
    return 0;
  }

  get seed(): number {
    return this.#of.seed[this.#index]!;
  }

  get given(): GivenPlace {
    const { block, repeat } = this.score;
    return { block, repeat };
  }

  get metrics(): Metrics {
    return metricsOf(this.score, this.#of.metrics);
  }

  get timing(): Timing {
    return UNTIMED;
  }
}

class DataSetRecord extends ScoreRecord {
  get dataSet(): string {
    return this.score.dataSet;
  }
}

/** Reads like a map from hash to record. */
function recordsBy(
  size: number,
  { recordAt, ...facts }: { recordAt: (index: number) => RunRecord; given: WalkedList<Score>; failures: number },
): GivenRecords {
  const has = (hash: string): boolean => Number(hash) < size;
  function* values(): MapIterator<RunRecord> {
    for (let index = 0; index < size; index++) yield recordAt(index);
  }
  function* entries(): MapIterator<[string, RunRecord]> {
    for (let index = 0; index < size; index++) yield [String(index), recordAt(index)];
  }
  function* keys(): MapIterator<string> {
    for (let index = 0; index < size; index++) yield String(index);
  }
  const table: GivenRecords = {
    ...{ ...facts, size, has, keys, values, entries },
    get: (hash) => (has(hash) ? recordAt(Number(hash)) : undefined),
    forEach(callback, self?: unknown) {
      for (const [hash, record] of entries()) callback.call(self, record, hash, table);
    },
    [Symbol.iterator]: entries,
  };
  return table;
}
