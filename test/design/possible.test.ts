import { describe, expect, it } from 'vitest';
import { impossibility } from '../../src/design/possible.js';
import type { OkRecord } from '../../src/design/record.js';
import { fittingFor } from '../../src/origins/misfit.js';
import { metricsOf } from '../../src/question/registry.js';
import type { ClassTally, NumberTally } from '../../src/question/tally.js';
import { madeRecord, TEN_EPOCHS } from '../made-record.js';

const CLASSES: ClassTally = { kind: 'classes', rows: [6, 4], hits: [5, 3], logLoss: 4.5, brier: 3 };
const NUMBERS: NumberTally = {
  kind: 'number',
  rows: 4,
  squared: 4,
  absolute: 3,
  sum: 10,
  sumOfSquares: 30,
  deviations: 5,
};
const PLACE = { hash: '0'.repeat(32), variant: 'plain', split: 0, fold: 0, seed: 0 };
const of = (tally: ClassTally | NumberTally, more: Partial<OkRecord> = {}): OkRecord => ({
  ...madeRecord(PLACE, metricsOf([tally])),
  tally,
  training: TEN_EPOCHS,
  ...more,
});

describe('a record that can be', () => {
  it('of classes, of numbers, without sums, and failed', () => {
    expect(impossibility(of(CLASSES))).toBeUndefined();
    expect(impossibility(of(NUMBERS))).toBeUndefined();
    expect(impossibility(madeRecord(PLACE, { score: 71, f1: -3 }))).toBeUndefined();
    expect(
      impossibility({
        ...PLACE,
        status: 'failed',
        reason: 'diverged',
        epoch: 3,
        timing: { durationMs: -5, startedAt: 0 },
      }),
    ).toBeUndefined();
  });

  it('may have a log loss a little below 0: a probability of 1 is a little more in 32 bits', () => {
    expect(impossibility(of({ ...CLASSES, hits: [6, 4], logLoss: -1.2e-6, brier: 0 }))).toBeUndefined();
  });
});

describe('a record that cannot be', () => {
  it.each([
    ['a share of 7', of(CLASSES, { metrics: { accuracy: 7 } }), 'accuracy is 7, and its own sums say 0.8'],
    [
      'one against its sums',
      of(CLASSES, { metrics: { accuracy: 0.81 } }),
      'accuracy is 0.81, and its own sums say 0.8',
    ],
    [
      'a metric that sums do not give, out of range',
      of(CLASSES, { metrics: { ...metricsOf([CLASSES]), mcc: -2 } }),
      'mcc is -2, below -1',
    ],
    ['no rows', of({ ...CLASSES, rows: [0, 0], hits: [0, 0] }, { metrics: {} }), 'sums are of no rows'],
    ['more right than there are', of({ ...CLASSES, hits: [7, 3] }), 'sums count more right rows than there are'],
    ['a negative log loss', of({ ...CLASSES, logLoss: -4 }), 'summed log loss is -4'],
    ['a Brier score above 2 a row', of({ ...CLASSES, brier: 22 }), 'summed Brier score is 22'],
    ['squares below 0', of({ ...NUMBERS, squared: -1 }), 'sums of squares are below 0'],
    [
      'an error above the root of its squares',
      of({ ...NUMBERS, absolute: 30 }),
      'summed error contradicts its squares',
    ],
    ['a sum above the root of its squares', of({ ...NUMBERS, sum: 100 }), 'summed target contradicts its squares'],
    [
      'what cannot be squared',
      of({ ...NUMBERS, squared: 1e200 }, { metrics: {} }),
      'sums are too large to reckon with',
    ],
    ['1e15 epochs', of(CLASSES, { training: { ...TEN_EPOCHS, epochs: 1e15 } }), 'number of epochs is 1000000000000000'],
    [
      'a best epoch after the last',
      of(CLASSES, { training: { ...TEN_EPOCHS, bestEpoch: 11 } }),
      'best epoch is 11 of 10',
    ],
    [
      'a curve that is too long',
      of(CLASSES, { training: { ...TEN_EPOCHS, curve: { train: Array<number>(50).fill(1), validation: [] } } }),
      'learning curve has more points',
    ],
    ['a loss of −1e308', of(CLASSES, { training: { ...TEN_EPOCHS, validationLoss: -1e308 } }), 'loss is too large'],
    [
      'masks over other rows',
      of(CLASSES, { training: { ...TEN_EPOCHS, monteCarlo: [{ ...CLASSES, rows: [6, 5] }] } }),
      'means over masks are of other rows',
    ],
    [
      'predictions of other rows',
      of(CLASSES, { place: { offset: 0, bytes: 4, crc: 0 } }),
      'predictions are of another number of rows',
    ],
    ['a value of −1e308', madeRecord(PLACE, { score: -1e308 }), 'score is -1e+308'],
    [
      'a failure in epoch 1e15',
      { ...PLACE, status: 'failed' as const, reason: 'diverged', epoch: 1e15, timing: { durationMs: 0, startedAt: 0 } },
      'number of epochs is',
    ],
  ])('has %s', (_what, record, why) => {
    expect(impossibility(record)).toContain(why);
  });
});

describe('a record of another question', () => {
  const asked = {
    ...{ name: 'q', question: 'Q?', baseline: 'plain', vary: ['split'] as const, seed: 1, level: 0.95 },
    protocol: { kind: 'given', splits: 3, seeds: 1 } as const,
    variants: { plain: {} },
  };
  const elsewhere = { kind: 'command', what: 'a program', repeats: 'not promised' } as const;

  it('has a value outside the range that the question declares, or that its metric has', () => {
    const declared = fittingFor(
      { ...asked, metrics: [{ name: 'score', better: 'higher', range: { most: 100 } }] },
      elsewhere,
    );
    expect(declared(madeRecord(PLACE, { score: 99 }), 'plain')).toBeUndefined();
    expect(declared(madeRecord(PLACE, { score: 101 }), 'plain')).toBe('score is 101, above 100');
    const known = fittingFor({ ...asked, metrics: ['accuracy'] }, elsewhere);
    expect(known(madeRecord(PLACE, { accuracy: 71 }), 'plain')).toBe('accuracy is 71, above 1');
  });
});
