import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/base/errors.js';
import { gateNote, parseGate, refuseGate } from '../../src/question/fail-on.js';
import { usualMetrics } from '../../src/question/registry.js';

const METRICS = [...usualMetrics('classification'), { name: 'x.mean', better: 'higher' } as const];

function refusalOf(text: string): string {
  try {
    refuseGate(parseGate(text), METRICS);
  } catch (error) {
    if (error instanceof UserError) return `${error.message} ${error.hint!}`;
    throw error;
  }
  return '';
}

describe('the rule of --fail-on', () => {
  it.each([
    ['accuracy<-0.005', { metric: 'accuracy', quantity: 'difference', side: '<', limit: -0.005 }],
    [' accuracy.mean > .5 ', { metric: 'accuracy', quantity: 'mean', side: '>', limit: 0.5 }],
    ['x.mean.mean<1e-2', { metric: 'x.mean', quantity: 'mean', side: '<', limit: 0.01 }],
    ['a<b<1', { metric: 'a<b', quantity: 'difference', side: '<', limit: 1 }],
  ])('%j is read as metric, quantity, side and limit', (text, expected) => {
    expect(parseGate(text)).toEqual({ ...expected, text: text.trim() });
  });

  it.each([
    ['accuracy<=-0.005', 'accuracy<-0.005'],
    ['accuracy≤−0.005', 'accuracy<-0.005'],
    ['-0.005>accuracy', 'accuracy<-0.005'],
    ['0.8 < accuracy.mean', 'accuracy.mean>0.8'],
    ['accuracy<-0,005', 'accuracy<-0.005'],
    ['accuracy<-0.5%', 'accuracy<-0.005'],
    ['accuracy<-0,5 %', 'accuracy<-0.005'],
    ['accuracy>=+0.1', 'accuracy>0.1'],
  ])('%j is refused with what it is to be: %j', (text, near) => {
    expect(refusalOf(text)).toBe(`--fail-on "${text}" is not a gate. Did you mean --fail-on "${near}"?`);
    expect(refusalOf(near)).toBe('');
  });

  it.each([
    '',
    'accuracy',
    '<1',
    '.mean<1',
    'accuracy<',
    'accuracy<x',
    'accuracy<NaN',
    'accuracy<1e999',
    'accuracy<0x1',
    'accuracy==3',
  ])('%j is no gate', (text) => {
    expect(refusalOf(text)).toContain('is not a gate. Write for example');
  });

  it.each([
    ['accuracy<-1', 'no difference is as large. For 1 point: --fail-on "accuracy<-0.01"'],
    ['accuracy.mean<80', 'no mean is as large. For 80 %: --fail-on "accuracy.mean<0.8"'],
    [
      'accuracy.mean<0',
      'accuracy lies between 0 and 1, so no mean lies below 0. For example: --fail-on "accuracy<-0.005"',
    ],
    ['accuracy.mean>1', 'so no mean lies above 1.'],
    ['accuracy.mean<-0.1', 'so no mean lies below 0.'],
    ['logLoss.mean<0', 'log loss is never below 0, so no mean lies below 0. For example: --fail-on "logLoss>0.005"'],
    ['logLoss.mean>-1', 'so no mean lies below 0.'],
    ['accuracy<-0.1,logLoss>0.1', '--fail-on: one limit is taken. Give one, and run the command again for the other'],
    ['accuracy.sd>0.1', 'there is no quantity "sd" of "accuracy". Of spreads there is sdRatio'],
    ['accuracy.varianceRatio<0.5', 'A ratio of variances is its square.'],
    ['accuracy.median<1', 'Did you mean "mean"?'],
    ['Accuracy<0', 'there is no metric "Accuracy". Did you mean "accuracy"?'],
  ])('%j is refused: %s', (text, words) => {
    expect(refusalOf(text)).toContain(words);
  });

  it('takes the ends that a mean may pass', () => {
    for (const text of ['accuracy.mean<1', 'accuracy.mean>0', 'logLoss.mean>0', 'logLoss<-5', 'x.mean.mean<0'])
      expect(refusalOf(text)).toBe('');
  });

  it('says where it fails for what is better, and nothing where it fails for what is worse', () => {
    const note = (text: string): string | undefined => gateNote(parseGate(text), METRICS);
    expect(note('logLoss<-0.05')).toBe(
      'a lower log loss is better, so this gate fails where it is below the limit, not where it is worse: logLoss<-0.05',
    );
    expect(note('accuracy.mean>0.9')).toContain('a higher accuracy is better');
    expect(note('logLoss.sdRatio>2')).toContain('a higher sdRatio is a steadier variant');
    for (const text of ['accuracy<-0.1', 'logLoss>0.1', 'logLoss.mean>1', 'accuracy.sdRatio<0.8', 'f2<0'])
      expect(note(text)).toBeUndefined();
  });
});
