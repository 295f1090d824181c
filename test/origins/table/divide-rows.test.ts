import { describe, expect, it } from 'vitest';
import { parseCsv } from '../../../src/data/csv.js';
import { chooseTarget } from '../../../src/data/target.js';
import { courseBootstrap, groupHoldout, groupKFold, holdout, kFold, timeSplit } from '../../../src/index.js';
import { divideRows } from '../../../src/origins/table/divide-rows.js';
import { streamKey } from '../../../src/base/streams.js';

const key = streamKey(1, 'split', 0);
const rows = Array.from({ length: 60 }, (_, i) => `s${i % 12},${i},${(i * 37) % 61},${i % 3 === 0 ? 'a' : 'b'}`);
const dataset = parseCsv(`subject,day,x,y\n${rows.join('\n')}\n`, 'x.csv');
const table = (division?: string, target = 'y') => chooseTarget(dataset, { target, division });

describe('the rows of a split', () => {
  it('are divided by the column that the protocol names, which is no feature', () => {
    const grouped = table('subject');
    expect(grouped.features.map(({ name }) => name)).toEqual(['day', 'x']);
    for (const protocol of [groupHoldout({ group: 'subject' }), groupKFold({ group: 'subject', validation: 0.2 })]) {
      const { train, test } = divideRows(protocol, { table: grouped, key, fold: 0 });
      const trained = new Set(Array.from(train, (row) => row % 12));
      expect(Array.from(test).some((row) => trained.has(row % 12))).toBe(false);
    }
    const { train, test } = divideRows(timeSplit({ time: 'day' }), { table: table('day'), key, fold: 0 });
    expect(Math.max(...train)).toBeLessThan(Math.min(...test));
  });

  it('change a table’s fingerprint with the column that divides them', () => {
    expect(new Set([table().fingerprint, table('subject').fingerprint, table('day').fingerprint]).size).toBe(3);
  });

  it('of a number target are stratified only where quantiles are asked for', () => {
    const numbers = table(undefined, 'x');
    const spread = (protocol: Parameters<typeof divideRows>[0]) => {
      const { test } = divideRows(protocol, { table: numbers, key, fold: 0 });
      if (numbers.target.kind !== 'number') throw new Error('not a number');
      const ascending = Float64Array.from(numbers.target.values).sort();
      const counts = [0, 0, 0, 0];
      for (const row of test) counts[Math.floor((ascending.indexOf(numbers.target.values[row]!) * 4) / 60)]!++;
      return counts;
    };
    const quarters = [3, 3, 3, 3];
    expect(spread(holdout({ quantiles: 4 }))).toEqual(quarters);
    expect(spread(kFold({ quantiles: 4 }))).toEqual(quarters);
    expect(spread(courseBootstrap({ test: 0.2, quantiles: 4 }))).toEqual(quarters);
    expect(spread(holdout())).not.toEqual(quarters);
  });
});
