/** Runs that a paired design should have and the file has not. Pure. */
import { joinedLists } from '../../base/walked-list.js';
import type { WalkedList } from '../../base/walked-list.js';
import { crossed, numbered } from './numbered.js';
import type { Pairing, Score } from './scores.js';

/** Within a data set, every variant should have met every block and repeat that another one met. */
export function withMissing<S extends Score>(
  scores: WalkedList<S>,
  { pairing }: { pairing: Pairing },
): WalkedList<S | Score> {
  if (pairing === 'none' || scores.some(({ row }) => row !== undefined)) return scores;
  const variants = valuesOf(scores, ({ variant }) => variant);
  if (variants.length < 2) return scores;
  const { places, from } = placesOf(scores);
  const number = new Map(variants.map((variant, i) => [variant, i]));
  const there = new Uint8Array(from.length * variants.length);
  scores.forEach(({ variant }, i) => (there[places[i]! * variants.length + number.get(variant)!] = 1));
  const missing: Score[] = [];
  from.forEach((first, place) => {
    const { dataSet, block, repeat, values } = scores.at(first)!;
    variants.forEach((variant, i) => {
      if (there[place * variants.length + i] === 1) return;
      missing.push({ variant, dataSet, block, repeat, status: 'missing', values: values.map(() => NaN) });
    });
  });
  return missing.length === 0 ? scores : joinedLists<S | Score>(scores, missing);
}

function valuesOf(scores: WalkedList<Score>, pick: (score: Score) => string): readonly string[] {
  const values = new Set<string>();
  scores.forEach((score) => values.add(pick(score)));
  return [...values];
}

/** The place (data set, block, repeat) of each score, numbered as they come, and the first score of each place. */
function placesOf(scores: WalkedList<Score>): { readonly places: Int32Array; readonly from: readonly number[] } {
  const [dataSets, blocks, repeats] = numbered(scores, ['dataSet', 'block', 'repeat']);
  const { of: places, size } = crossed(crossed(dataSets!, blocks!), repeats!);
  const from: number[] = [];
  places.forEach((place, i) => {
    if (place === from.length) from.push(i);
  });
  return { places, from: from.slice(0, size) };
}
