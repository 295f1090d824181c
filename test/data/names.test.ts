import { describe, expect, it } from 'vitest';
import { closestName, didYouMean, listed, quoted } from '../../src/data/names.js';

describe('closestName', () => {
  it.each([
    ['prodct', 'product'],
    ['Product', 'product'],
    ['save_rte', 'save_rate'],
    ['ag', 'age'],
  ])('takes %s for %s', (wrong, right) => {
    expect(closestName(wrong, ['job', 'age', 'save_rate', 'product'])).toBe(right);
  });

  it('takes nothing for a name unlike all others', () => {
    expect(closestName('temperature', ['job', 'age', 'product'])).toBeUndefined();
    expect(closestName('xy', ['ab', 'b'])).toBeUndefined();
    expect(closestName('x', [])).toBeUndefined();
  });
});

describe('didYouMean', () => {
  it('names the closest, or else lists what there is', () => {
    expect(didYouMean('prodct', ['product', 'age'])).toBe('Did you mean "product"?');
    expect(didYouMean('temperature', ['product', 'age'])).toBe('There are: "product", "age".');
  });
});

describe('quoted and listed', () => {
  it('escape control characters and cut long names', () => {
    expect(quoted('a\u001b[1m\u009b"\n')).toBe('"a\\u001b[1m\\u009b\\"\\n"');
    expect(quoted('x'.repeat(100))).toBe(`"${'x'.repeat(60)}…"`);
  });

  it('list at most twelve names', () => {
    expect(listed(Array.from({ length: 14 }, (_, i) => `c${i}`))).toMatch(/"c11" and 2 more$/);
  });
});
