/** The unit of a score: shares from 0 to 1, per cent, or plain numbers. Where a column may hold both units the user is asked. Pure. */
import { quoted } from '../../data/names.js';
import { ask, flag } from './ask.js';
import type { CellColumn } from './cells.js';
import type { knownMetric } from './names.js';
import type { ReadOptions } from './options.js';
import { count } from './shown.js';

export interface Unit {
  readonly scale: 'share' | 'plain';
  /** What a value is divided by: 100 for per cent. */
  readonly divisor: number;
  /** The largest value of a score that is a share by its name, where that is no share of 1 and none of 100. */
  readonly beyond?: number;
  /** Values above 1 are per cent, the others shares. */
  readonly mixed?: true;
}

/** Per cent is recognised where the name says share and values go beyond 1. @throws {OpenQuestion} where some may be shares */
export function unitOf(
  column: CellColumn,
  { known, options, table }: { known: ReturnType<typeof knownMetric>; options: ReadOptions; table: string },
): Unit {
  if (options.scale === 'mixed') return { scale: 'share', divisor: 1, mixed: true };
  if (options.scale !== undefined)
    return { scale: options.scale === 'plain' ? 'plain' : 'share', divisor: options.scale === 'percent' ? 100 : 1 };
  if (known?.scale !== 'share') return { scale: 'plain', divisor: 1 };
  const { low, high, upTo1, above, leastAbove } = rangeOf(column.numbers);
  if (!(high > ONE)) return { scale: low < 0 ? 'plain' : 'share', divisor: 1 };
  if (low < 0 || high > 100.0001) return { scale: 'plain', divisor: 1, ...(high > 100.0001 ? { beyond: high } : {}) };
  // A few scores of less than a point are bad ones where others are hardly better; beside 90 they are another unit.
  const areBad = leastAbove <= HARDLY && upTo1.count <= 0.1 * (upTo1.count + above);
  if (upTo1.count > 0 && !areBad) {
    throw ask(
      `${quoted(column.name)} of ${table} holds ${count(upTo1.count, 'value')} up to 1, such as ${upTo1.first}, and ${count(above, 'value')} up to ${high}: are these shares or per cent?`,
      [
        { flag: '--scale mixed', means: 'both: shares up to 1, per cent above' },
        { flag: '--scale percent', means: `all are per cent, and ${upTo1.first} is ${upTo1.first} %` },
        { flag: `${flag('metric', column.name)} --scale plain`, means: 'neither: take the numbers as they are' },
      ],
    );
  }
  return { scale: 'share', divisor: 100 };
}

/** Rounding may leave a share of 1 a trace above it. */
const ONE = 1.000001;
/** Beside a score of 3 % one of 0.9 may be 0.9 %. */
const HARDLY = 3;

function rangeOf(numbers: Float64Array): {
  readonly low: number;
  readonly high: number;
  /** Above 0, which is the same in both units. */
  readonly upTo1: { readonly count: number; readonly first: number };
  readonly above: number;
  readonly leastAbove: number;
} {
  let [low, high, leastAbove] = [Infinity, -Infinity, Infinity];
  let [shares, above, first] = [0, 0, NaN];
  for (const value of numbers) {
    if (Number.isNaN(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
    if (value > ONE) {
      above++;
      leastAbove = Math.min(leastAbove, value);
    } else if (value > 0 && shares++ === 0) first = value;
  }
  return { low, high, upTo1: { count: shares, first }, above, leastAbove };
}

/** A value of the column in the unit of the score. */
export function inUnit(value: number, { divisor, mixed }: Unit): number {
  return mixed === true && value > ONE ? value / 100 : value / divisor;
}
