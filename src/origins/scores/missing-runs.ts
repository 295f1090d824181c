/** Runs that a paired design should have and the file has not. Pure. */
import { joinedLists } from '../../base/walked-list.js';
import type { WalkedList } from '../../base/walked-list.js';
import { crossed, namesIn, numbered } from './numbered.js';
import type { Numbers } from './numbered.js';
import type { Pairing, Score } from './scores.js';

/** Within a data set, every variant should have met every block and repeat that another one met. */
export function withMissing<S extends Score>(
  scores: WalkedList<S>,
  { pairing }: { pairing: Pairing },
): WalkedList<S | Score> {
  if (pairing === 'none' || scores.some(({ row }) => row !== undefined)) return scores;
  const [variants, dataSets, blocks, repeats] = numbered(scores, ['variant', 'dataSet', 'block', 'repeat']) as [
    ...[Numbers, Numbers, Numbers, Numbers],
  ];
  if (variants.size < 2) return scores;
  const places = crossed(crossed(dataSets, blocks), repeats);
  const there = new Uint8Array(places.size * variants.size);
  places.of.forEach((place, i) => (there[place * variants.size + variants.of[i]!] = 1));
  if (!there.includes(0)) return scores;
  const names = namesIn(scores, 'variant');
  const missing: Score[] = [];
  let next = 0;
  places.of.forEach((place, i) => {
    if (place !== next) return;
    next++;
    const { dataSet, block, repeat, values } = scores.at(i)!;
    names.forEach((variant, number) => {
      if (there[place * names.length + number] === 1) return;
      missing.push({ variant, dataSet, block, repeat, status: 'missing', values: values.map(() => NaN) });
    });
  });
  return joinedLists<S | Score>(scores, missing);
}
