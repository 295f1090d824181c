import { describe, expect, it } from 'vitest';
import { parseCsv } from '../../src/data/csv.js';
import { MOST_COLUMNS, refuseDoubledNames, refuseTooWide } from '../../src/data/header.js';

describe('a header line', () => {
  it('is searched for doubled names by looking at each name once', () => {
    let looks = 0;
    const names = new Proxy(
      Array.from({ length: 2000 }, (_, i) => `column ${i}`),
      {
        get(target, key: string): unknown {
          if (/^\d+$/.test(key)) looks++;
          return Reflect.get(target, key);
        },
      },
    );
    refuseDoubledNames(names, 'wide.csv');
    expect(looks).toBeLessThanOrEqual(2 * 2000);
    expect(() => refuseDoubledNames(['a', 'b', 'a'], 'x.csv')).toThrow('x.csv has two columns named "a"');
  });

  it('of a million columns is refused from the line itself, before any of it is parsed', () => {
    const names = Array.from({ length: 1_000_000 }, (_, i) => `c${i}`).join(',');
    // The odd quote in the last line would be met first if the text were parsed.
    expect(() => parseCsv(`\n ${names}\n1,2,"3"4\n`, 'flat.csv')).toThrow('flat.csv has more than 100000 columns');
  });

  it('may be as wide as the limit, and commas within quotes part no columns', () => {
    expect(() =>
      refuseTooWide(`${'a,'.repeat(MOST_COLUMNS - 1)}a\n${'1,'.repeat(MOST_COLUMNS * 2)}`, {
        file: 'x',
        delimiter: ',',
      }),
    ).not.toThrow();
    expect(() => refuseTooWide(`"${','.repeat(MOST_COLUMNS)}",b\r1`, { file: 'x', delimiter: ',' })).not.toThrow();
    expect(() => refuseTooWide(`${'a,'.repeat(MOST_COLUMNS)}a`, { file: 'x', delimiter: ',' })).toThrow('columns');
    expect(() => refuseTooWide(' \n ', { file: 'x', delimiter: ',' })).not.toThrow();
  });
});
