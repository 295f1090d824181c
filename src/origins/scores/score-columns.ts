/**
 * Scores as columns: numbers and codes, a place each, and a score made of them whenever somebody asks for it. A million of
 * them as objects would fill the memory that the analysis needs.
 */
import { madeList } from '../../base/walked-list.js';
import type { WalkedList } from '../../base/walked-list.js';
import { textAt } from './cells.js';
import type { Groups } from './groups.js';
import { withCodes } from './numbered.js';
import type { Roles } from './roles.js';
import type { Score } from './scores.js';

/** Where each row of the table belongs. */
export interface Places {
  readonly variant: Groups;
  readonly dataSet: Groups;
  readonly block: Groups;
  readonly repeat: Groups;
  readonly row: Groups;
}

/** What a run came to, without its place. */
export type RunOutcome = Pick<Score, 'status' | 'reason' | 'values' | 'errors'>;

export interface ScoreColumns {
  /** @param row of the table: it says the place of the run */
  readonly add: (row: number, outcome: RunOutcome) => void;
  readonly list: () => WalkedList<Score>;
}

type Mutable = { -readonly [K in keyof Score]: Score[K] };

const STATUSES = ['ok', 'failed', 'missing'] as const;

export function createScoreColumns(most: number, { places, roles }: { places: Places; roles: Roles }): ScoreColumns {
  const width = roles.metrics.length;
  const [rows, statuses, values] = [new Int32Array(most), new Uint8Array(most), new Float64Array(most * width)];
  const reasons = new Map<number, string>();
  const errors = new Map<number, readonly number[]>();
  let length = 0;
  const [{ variant, dataSet, block, repeat, row }, { cluster }] = [places, roles];
  // What is asked of a score must not keep the columns of the file alive.
  const byRow = roles.row !== undefined;
  const [variantNames, dataSetNames] = [variant.names, dataSet.names];
  const [blockNames, repeatNames, rowNames] = [block.names, repeat.names, row.names];
  const columns: Columns = {
    ...{ rows, statuses, values, width },
    ...{ variantOf: variant.of, dataSetOf: dataSet.of, blockOf: block.of, repeatOf: repeat.of },
    ...{ variantNames, dataSetNames, blockNames, repeatNames },
  };
  const make = (at: number): Score => {
    const reason = reasons.size === 0 ? undefined : reasons.get(at);
    const own = errors.size === 0 ? undefined : errors.get(at);
    if (!byRow && cluster === undefined && reason === undefined && own === undefined)
      return new ColumnScore(at, columns);
    const from = rows[at]!;
    const status = STATUSES[statuses[at]!]!;
    const numbers = width === 1 ? [values[at]!] : [...values.subarray(at * width, (at + 1) * width)];
    // Keys are assigned one by one: copies of objects take ten times as long as making one.
    const score: Mutable = {
      variant: variantNames[variant.of[from]!]!,
      dataSet: dataSetNames[dataSet.of[from]!]!,
      block: blockNames[block.of[from]!]!,
      repeat: repeatNames[repeat.of[from]!]!,
      status,
      values: numbers,
    };
    if (byRow) score.row = rowNames[row.of[from]!]!;
    const within = cluster === undefined ? undefined : textAt(cluster, from);
    if (within !== undefined) score.cluster = within;
    if (status !== 'ok' && reason !== undefined) score.reason = reason;
    if (own !== undefined) score.errors = own;
    return score;
  };
  return {
    add(from, outcome) {
      rows[length] = from;
      statuses[length] = STATUSES.indexOf(outcome.status);
      outcome.values.forEach((value, i) => (values[length * width + i] = value));
      if (outcome.reason !== undefined) reasons.set(length, outcome.reason);
      if (outcome.errors !== undefined) errors.set(length, outcome.errors);
      length++;
    },
    list: () =>
      withCodes(madeList(length, make), {
        variant: { rows, codes: variant.of, names: variantNames },
        dataSet: { rows, codes: dataSet.of, names: dataSetNames },
        block: { rows, codes: block.of, names: blockNames },
        repeat: { rows, codes: repeat.of, names: repeatNames },
      }),
  };
}

interface Columns {
  /** Of the table, by score. */
  readonly rows: Int32Array;
  readonly statuses: Uint8Array;
  readonly values: Float64Array;
  readonly width: number;
  readonly variantOf: Int32Array;
  readonly dataSetOf: Int32Array;
  readonly blockOf: Int32Array;
  readonly repeatOf: Int32Array;
  readonly variantNames: readonly string[];
  readonly dataSetNames: readonly string[];
  readonly blockNames: readonly string[];
  readonly repeatNames: readonly string[];
}

/** A score that reads its facts from the columns; to be copied by `plainScore` alone, since it holds none of them. */
class ColumnScore implements Score {
  readonly #at: number;
  readonly #of: Columns;

  constructor(at: number, of: Columns) {
    this.#at = at;
    this.#of = of;
  }

  get variant(): string {
    return this.#of.variantNames[this.#of.variantOf[this.#row]!]!;
  }

  get dataSet(): string {
    return this.#of.dataSetNames[this.#of.dataSetOf[this.#row]!]!;
  }

  get block(): string {
    return this.#of.blockNames[this.#of.blockOf[this.#row]!]!;
  }

  get repeat(): string {
    return this.#of.repeatNames[this.#of.repeatOf[this.#row]!]!;
  }

  get status(): Score['status'] {
    return STATUSES[this.#of.statuses[this.#at]!]!;
  }

  get values(): readonly number[] {
    const { values, width } = this.#of;
    const from = this.#at * width;
    return width === 1 ? [values[from]!] : [...values.subarray(from, from + width)];
  }

  get #row(): number {
    return this.#of.rows[this.#at]!;
  }
}
