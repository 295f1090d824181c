import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../../src/analysis/evidence.js';
import type { RunRecord } from '../../../src/design/record.js';
import { placesOfRuns } from '../../../src/report/explore/run-places.js';

type Made = Partial<Pick<RunRecord, 'dataSet' | 'given'>> & { split?: number; seed?: number; trained?: boolean };

function placesOf(made: readonly Made[]) {
  const runs = made.map(({ split = 0, seed = 0 }, i) => ({ hash: String(i), variant: 'a', split, fold: 0, seed }));
  const records = new Map(
    made.map(({ dataSet, given, trained }, i) => [
      String(i),
      {
        ...runs[i],
        status: 'ok',
        ...(dataSet === undefined ? {} : { dataSet }),
        ...(given === undefined ? {} : { given }),
        ...(trained === true ? { training: {} } : {}),
      },
    ]),
  );
  return placesOfRuns({ runs, records } as unknown as Evidence);
}

describe('the place of a run', () => {
  it('is its split and seed, and its seed alone where there is one split', () => {
    const several = placesOf([{ split: 0 }, { split: 3, seed: 1, trained: true }]);
    expect(several.words({ variant: 'a', split: 3, seed: 1 })).toBe('split 3, seed 1');
    expect(several.group({ variant: 'a', split: 3, seed: 1 })).toBe(3);
    expect(several.help).toBe(
      'Point at a dot: which run it is, and the runs that share its split. Click for its learning curve.',
    );
    const one = placesOf([{ seed: 0 }, { seed: 1 }]);
    expect(one.words({ variant: 'a', split: 0, seed: 1 })).toBe('seed 1');
    expect(one.group({ variant: 'a', split: 0, seed: 1 })).toBe(1);
    expect(one.help).toBe('Point at a dot: which run it is, and the runs that share its seed.');
  });

  it('has the names of the file that scores come from', () => {
    const sets = placesOf([
      { dataSet: 'jasmine', given: { block: '9', repeat: '' } },
      { split: 1, dataSet: 'kc2', given: { block: '', repeat: '42' } },
      { split: 2, seed: 4, dataSet: 'adult', given: { block: '', repeat: '' } },
    ]);
    expect(sets.words({ variant: 'a', split: 0, seed: 0 })).toBe('jasmine, block 9');
    expect(sets.words({ variant: 'a', split: 1, seed: 0 })).toBe('kc2, repeat 42');
    expect(sets.words({ variant: 'a', split: 2, seed: 4 })).toBe('adult, score 5');
    expect(sets.help).toContain('share its data set.');
    const blocks = placesOf([0, 1].map((split) => ({ split, given: { block: `fold ${split}`, repeat: '1' } })));
    expect(blocks.words({ variant: 'a', split: 1, seed: 0 })).toBe('block fold 1, repeat 1');
    expect(blocks.help).toContain('share its block.');
  });
});
