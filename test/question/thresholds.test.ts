import { describe, expect, it } from 'vitest';

import { chosenMetrics, commandWithMetrics, withMetrics } from '../../src/question/choose-metrics.js';
import { readMetric } from '../../src/question/metric.js';
import { parseThresholds, spreadThreshold } from '../../src/question/thresholds.js';

const thresholdOf = (name: string, size: number | string, mean: number): number => {
  const task = name === 'rmse' ? 'regression' : 'classification';
  const metric = chosenMetrics({ metrics: [name], thresholds: { [name]: size } }, task)[0]!;
  return readMetric(metric, mean).threshold;
};

describe('thresholds are the user’s', () => {
  it('of shares in points, of others in their unit or as a share of the baseline’s mean', () => {
    expect(thresholdOf('accuracy', 1, 0.7)).toBeCloseTo(0.01, 15);
    expect(thresholdOf('accuracy', '0.2', 0.7)).toBeCloseTo(0.002, 15);
    expect(thresholdOf('rmse', 0.2, 3)).toBe(0.2);
    expect(thresholdOf('rmse', '2%', 3)).toBeCloseTo(0.06, 15);
  });

  it('of steadiness as a percentage', () => {
    expect(spreadThreshold({ sd: '20%' })).toBeCloseTo(0.2, 15);
    expect(spreadThreshold({})).toBeUndefined();
    for (const sd of [20, '100%', '0%', 'x']) expect(() => spreadThreshold({ sd })).toThrow(/threshold of sd/);
  });

  it('are read from flags, and given again by the command', () => {
    expect(parseThresholds(['accuracy=1', 'sd=20%'])).toEqual({ accuracy: '1', sd: '20%' });
    expect(commandWithMetrics('reseed bench x', { thresholds: { accuracy: '1', sd: '20%' } })).toBe(
      'reseed bench x --threshold accuracy=1 --threshold sd=20%',
    );
    expect(() => parseThresholds(['accuracy'])).toThrow(/not NAME=SIZE/);
  });

  it('of flags stand beside those of the experiment, and win', () => {
    const experiment = { thresholds: { accuracy: 1, sd: '20%' } };
    expect(withMetrics(experiment, { thresholds: { accuracy: '2' } }).thresholds).toEqual({ accuracy: '2', sd: '20%' });
  });

  it('are refused for what is no metric here, and for what is no size', () => {
    const chosen = (thresholds: Record<string, number | string>) => () =>
      chosenMetrics({ metrics: ['accuracy'], thresholds }, 'classification');
    expect(chosen({ acuracy: 1 })).toThrow(/no metric here/);
    expect(chosen({ rmse: 1 })).toThrow(/no metric here/);
    expect(chosen({ accuracy: '1%' })).toThrow(/threshold of accuracy/);
    expect(chosen({ accuracy: -1 })).toThrow(/threshold of accuracy/);
    expect(chosen({ constructor: 1 })).toThrow(/no metric here/);
  });
});
