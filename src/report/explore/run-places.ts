/** Where a run stands, in its reader's words: our splits and seeds by number, what a file names by its own names. Pure. */
import type { Evidence } from '../../analysis/evidence.js';
import type { RunRecord } from '../../design/record.js';

export interface RunPlace {
  readonly variant: string;
  readonly split: number;
  readonly seed: number;
}

export interface RunPlaces {
  /** `split 3, seed 1`; of scores from a file `jasmine, block 9`. */
  readonly words: (place: RunPlace) => string;
  /** Runs that met the same: equal where they share their split, or with one split their seed. */
  readonly group: (place: RunPlace) => number;
  /** What a reader may do with the dots of the figure. */
  readonly help: string;
}

export function placesOfRuns({ runs, records }: Pick<Evidence, 'runs' | 'records'>): RunPlaces {
  const given = new Map<string, RunRecord>();
  let [splits, curves, dataSets] = [new Set<number>(), false, false];
  for (const { cell, hash, variant, split, seed } of runs) {
    if (cell !== undefined) continue;
    splits = splits.add(split);
    const record = records.get(hash);
    curves ||= record?.status === 'ok' && record.training !== undefined;
    dataSets ||= record?.dataSet !== undefined;
    if (record?.given !== undefined) given.set(keyOf({ variant, split, seed }), record);
  }
  const several = splits.size > 1;
  const shared = !several ? 'seed' : given.size === 0 ? 'split' : dataSets ? 'data set' : 'block';
  return {
    words(place) {
      const record = given.get(keyOf(place));
      if (record !== undefined) return givenWords(record, place);
      return several ? `split ${place.split}, seed ${place.seed}` : `seed ${place.seed}`;
    },
    group: ({ split, seed }) => (several ? split : seed),
    help: `Point at a dot: which run it is, and the runs that share its ${shared}.${curves ? ' Click for its learning curve.' : ''}`,
  };
}

function givenWords({ dataSet, given }: RunRecord, { seed }: RunPlace): string {
  const { block = '', repeat = '' } = given ?? {};
  const named = [
    ...(dataSet === undefined ? [] : [dataSet]),
    ...(block === '' ? [] : [`block ${block}`]),
    ...(repeat === '' ? [] : [`repeat ${repeat}`]),
  ];
  return named.length > (dataSet === undefined ? 0 : 1) ? named.join(', ') : [...named, `score ${seed + 1}`].join(', ');
}

function keyOf({ variant, split, seed }: RunPlace): string {
  return JSON.stringify([variant, split, seed]);
}
