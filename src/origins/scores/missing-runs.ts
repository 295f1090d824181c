/** Runs that a paired design should have and the file has not. Pure. */
import { pairCodes } from '../../base/pair-codes.js';
import type { Pairing, Score } from './scores.js';

/** Within a data set, every variant should have met every block and repeat that another one met. */
export function withMissing(scores: readonly Score[], { pairing }: { pairing: Pairing }): readonly Score[] {
  if (pairing === 'none' || scores.some(({ row }) => row !== undefined)) return scores;
  const variants = [...new Set(scores.map(({ variant }) => variant))];
  if (variants.length < 2) return scores;
  const { places, from } = placesOf(scores);
  const number = new Map(variants.map((variant, i) => [variant, i]));
  const there = new Uint8Array(from.length * variants.length);
  scores.forEach(({ variant }, i) => (there[places[i]! * variants.length + number.get(variant)!] = 1));
  const missing: Score[] = [];
  from.forEach((first, place) => {
    const { dataSet, block, repeat, values } = scores[first]!;
    variants.forEach((variant, i) => {
      if (there[place * variants.length + i] === 1) return;
      missing.push({ variant, dataSet, block, repeat, status: 'missing', values: values.map(() => NaN) });
    });
  });
  return missing.length === 0 ? scores : [...scores, ...missing];
}

/** The place (data set, block, repeat) of each score, numbered as they come, and the first score of each place. */
function placesOf(scores: readonly Score[]): { readonly places: Int32Array; readonly from: readonly number[] } {
  const blocks = crossed(numbered(scores.map(({ dataSet }) => dataSet)), numbered(scores.map(({ block }) => block)));
  const { of: places, size } = crossed(blocks, numbered(scores.map(({ repeat }) => repeat)));
  const from: number[] = [];
  places.forEach((place, i) => {
    if (place === from.length) from.push(i);
  });
  return { places, from: from.slice(0, size) };
}

interface Numbers {
  readonly of: Int32Array;
  readonly size: number;
}

function numbered(names: readonly string[]): Numbers {
  const known = new Map<string, number>();
  const of = new Int32Array(names.length);
  names.forEach((name, i) => {
    const number = known.get(name) ?? known.size;
    known.set(name, number);
    of[i] = number;
  });
  return { of, size: known.size };
}

function crossed(a: Numbers, b: Numbers): Numbers {
  const known = pairCodes(a.size * b.size, a.of.length);
  let size = 0;
  const of = a.of.map((code, i) => {
    const pair = code * b.size + b.of[i]!;
    const number = known.get(pair) ?? size++;
    known.set(pair, number);
    return number;
  });
  return { of, size };
}
