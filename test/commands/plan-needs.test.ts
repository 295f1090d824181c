import { describe, expect, it } from 'vitest';
import { asksForNeeds } from '../../src/commands/plan-needs.js';

describe('what a plan is asked for', () => {
  it.each(['detect', 'sd-ratio', 'total-sd-ratio', 'half-width', 'budget'])('are needs with --%s', (name) => {
    expect(asksForNeeds({ [name]: '0.01' })).toBe(true);
    expect(asksForNeeds({ [name]: '0.01', power: '0.9' })).toBe(true);
  });

  it('is the plain plan without', () => {
    expect(asksForNeeds({ splits: '20' })).toBe(false);
  });

  it.each(['power', 'sd-split', 'sd-seed', 'correlation'])('cannot be --%s alone', (name) => {
    expect(() => asksForNeeds({ [name]: '0.5' })).toThrow(
      `--${name} goes with --detect, --half-width, --sd-ratio, --total-sd-ratio or --budget.`,
    );
  });
});
