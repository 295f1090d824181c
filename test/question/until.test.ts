import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/base/errors.js';
import { usualMetrics } from '../../src/question/registry.js';
import { checkUntilMetric, parseUntil, untilWords } from '../../src/question/until.js';

describe('the rule of --until', () => {
  it.each([
    ['accuracy.difference<0.005', { metric: 'accuracy', quantity: 'difference', halfWidth: 0.005 }],
    [' rmse.mean < 1e-2 ', { metric: 'rmse', quantity: 'mean', halfWidth: 0.01 }],
    ['accuracy<0.005', { metric: 'accuracy', quantity: 'difference', halfWidth: 0.005 }],
    ['accuracy.sdRatio<0.2', { metric: 'accuracy', quantity: 'sdRatio', halfWidth: 0.2 }],
    ['logLoss.difference<.5', { metric: 'logLoss', quantity: 'difference', halfWidth: 0.5 }],
  ])('%j is read as metric, quantity and half-width', (text, expected) => {
    expect(parseUntil(text)).toEqual(expected);
    expect(parseUntil(untilWords(parseUntil(text)))).toEqual(expected);
  });

  it.each([
    ['', 'not a rule'],
    ['accuracy.difference', 'not a rule'],
    ['accuracy.difference>0.005', 'not a rule'],
    ['accuracy.difference<=0.005', 'not a rule'],
    ['accuracy.difference<-0.005', 'not a rule'],
    ['accuracy.difference<half', 'not a rule'],
    ['accuracy.difference<0', 'above 0'],
    ['accuracy.difference<1e999', 'not a rule'],
    ['accuracy.sdRerun<0.1', 'there is no quantity "sdRerun" of "accuracy"'],
    ['accuracy.sd<0.1', 'there is no quantity'],
    ['accuracy.diference<0.1', 'diference'],
  ])('%j is refused with a remedy', (text, expected) => {
    const refusal = refusalOf(() => parseUntil(text));
    expect(refusal.message).toContain(expected);
    expect(refusal.hint).toBeTruthy();
  });

  it.each([
    ['accuracy.difference<=0.005', 'accuracy.difference<0.005'],
    ['0.005>accuracy.difference', 'accuracy.difference<0.005'],
    ['accuracy.difference<0,005', 'accuracy.difference<0.005'],
    ['accuracy.mean<0.5%', 'accuracy.mean<0.005'],
  ])('%j is refused with what it is to be: %j', (text, near) => {
    expect(refusalOf(() => parseUntil(text)).hint).toBe(`Did you mean --until "${near}"?`);
    expect(() => parseUntil(near)).not.toThrow();
  });

  it('takes one rule', () => {
    const two = parseUntil('accuracy<0.1,logLoss.mean<1');
    expect(refusalOf(() => checkUntilMetric(two, usualMetrics('classification'))).message).toBe(
      '--until: one limit is taken.',
    );
  });

  it('a metric of another task is refused, and so is a share that no half-width reaches', () => {
    const rule = { metric: 'rmse', quantity: 'difference', halfWidth: 5 } as const;
    expect(() => checkUntilMetric(rule, usualMetrics('regression'))).not.toThrow();
    expect(refusalOf(() => checkUntilMetric(rule, usualMetrics('classification'))).message).toContain(
      'no metric "rmse"',
    );
    const points = { ...rule, metric: 'accuracy' };
    const notShown = refusalOf(() => checkUntilMetric({ ...rule, metric: 'auc' }, usualMetrics('classification')));
    expect(notShown.hint).toBe('Ask for it: --metric auc.');
    expect(refusalOf(() => checkUntilMetric(points, usualMetrics('classification'))).message).toContain('is a share');
    const factor = { ...points, quantity: 'sdRatio' } as const;
    expect(() => checkUntilMetric(factor, usualMetrics('classification'))).not.toThrow();
  });
});

function refusalOf(work: () => unknown): UserError {
  try {
    work();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
