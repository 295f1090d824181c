/**
 * Scores as columns: numbers and codes, a place each, and a score made of them whenever somebody asks for it. A million of
 * them as objects would fill the memory that the analysis needs.
 */
import { madeList } from '../../base/walked-list.js';
import type { WalkedList } from '../../base/walked-list.js';
import { textAt } from './cells.js';
import type { Groups } from './groups.js';
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
  const make = (at: number): Score => {
    const from = rows[at]!;
    const status = STATUSES[statuses[at]!]!;
    const reason = status === 'ok' ? undefined : reasons.get(at);
    const own = errors.size === 0 ? undefined : errors.get(at);
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
    if (cluster !== undefined) score.cluster = textAt(cluster, from) ?? 'none';
    if (reason !== undefined) score.reason = reason;
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
    list: () => madeList(length, make),
  };
}
