import { describe, expect, it } from 'vitest';
import { choice, isOn, text, texts, wholeNumber } from '../../src/commands/flags.js';

describe('flags', () => {
  it('that are absent are undefined', () => {
    expect(wholeNumber({}, 'splits', { least: 1 })).toBeUndefined();
    expect(text({}, 'out')).toBeUndefined();
    expect(texts({}, 'drop')).toEqual([]);
    expect(isOn({}, 'json')).toBe(false);
  });

  it.each(['0', 'abc', '-1', '1.5', '1e3', ' 5', '0x10', '99999999999', 'NaN'])(
    '--splits %s is refused by name',
    (value) => {
      expect(() => wholeNumber({ splits: value }, 'splits', { least: 1 })).toThrow('--splits');
    },
  );

  it('twice or bare are refused by name', () => {
    expect(() => wholeNumber({ splits: ['3', '4'] }, 'splits', { least: 1 })).toThrow('--splits was given 2 times');
    expect(() => texts({ drop: ['a', ''] }, 'drop')).toThrow('--drop needs a value');
    expect(() => text({ out: '' }, 'out')).toThrow('--out needs a value');
    expect(() => isOn({ json: [true, true] }, 'json')).toThrow('--json was given 2 times');
  });

  it('take what they document', () => {
    expect(wholeNumber({ splits: '40' }, 'splits', { least: 1 })).toBe(40);
    expect(texts({ drop: 'a,b' }, 'drop')).toEqual(['a,b']);
    expect(texts({ drop: ['a', 'b, cm'] }, 'drop')).toEqual(['a', 'b, cm']);
    expect(choice({ engine: 'tfjs' }, 'engine', ['fused', 'tfjs'])).toBe('tfjs');
    expect(() => choice({ engine: 'tfj' }, 'engine', ['fused', 'tfjs'])).toThrow('--engine "tfj"');
  });
});
