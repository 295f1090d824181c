import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { metricsOfPredictions } from '../../src/question/registry.js';
import { areaUnderCurve, calibrationError, confusionOf, medianAbsoluteError } from '../../src/question/scoring.js';
import { joinPredictions } from '../../src/question/tally.js';
import type { StoredPredictions } from '../../src/question/tally.js';

// Reference values: scikit-learn 1.9.1 on exactly these numbers, in double precision; ours are single, hence 7 digits.
const TWO: StoredPredictions = classes(
  [0.1, 0.4, 0.35, 0.8, 0.65, 0.4, 0.9, 0.2].map((p) => [1 - p, p]),
  [0, 0, 1, 1, 1, 1, 0, 0],
);
const THREE: StoredPredictions = classes(
  [
    [0.7, 0.2, 0.1],
    [0.3, 0.4, 0.3],
    [0.2, 0.2, 0.6],
    [0.1, 0.6, 0.3],
    [0.5, 0.3, 0.2],
    [0.2, 0.3, 0.5],
    [0.4, 0.35, 0.25],
    [0.1, 0.2, 0.7],
    [0.25, 0.5, 0.25],
  ],
  [0, 0, 2, 1, 1, 2, 0, 1, 1],
);

function classes(rows: readonly (readonly number[])[], truth: readonly number[]): StoredPredictions {
  return { kind: 'classes', values: Float32Array.from(rows.flat()), truth: Float32Array.from(truth) };
}

function numbers(values: readonly number[], truth: readonly number[]): StoredPredictions {
  return { kind: 'number', values: Float32Array.from(values), truth: Float32Array.from(truth) };
}

describe('scores of predictions agree with scikit-learn', () => {
  const of = (predictions: StoredPredictions) => metricsOfPredictions(predictions, ['auc', 'f1', 'mcc', 'ece']);

  it('two classes: roc_auc_score(y, p), f1_score(average="macro"), matthews_corrcoef', () => {
    const { auc, f1, mcc } = of(TWO);
    expect(auc).toBeCloseTo(0.65625, 7);
    expect(f1).toBeCloseTo(0.6190476190476191, 12);
    expect(mcc).toBeCloseTo(0.2581988897471611, 12);
  });

  it('three classes: roc_auc_score(multi_class="ovr", average="macro") and the same two', () => {
    const { auc, f1, mcc } = of(THREE);
    expect(auc).toBeCloseTo(0.8070105820105821, 7);
    expect(f1).toBeCloseTo(0.6793650793650793, 12);
    expect(mcc).toBeCloseTo(0.5095246653650681, 12);
  });

  it('calibration error: 15 bins over (0, 1], numpy by the definition of Guo et al.', () => {
    expect(of(THREE).ece).toBeCloseTo(0.21111111111111105, 6);
    expect(of(TWO).ece).toBeCloseTo(0.2125, 6);
  });

  it('median_absolute_error, of an even and of an odd number of rows', () => {
    expect(medianAbsoluteError(numbers([2.5, 0, 2, 8], [3, -0.5, 2, 7]))).toBe(0.5);
    expect(medianAbsoluteError(numbers([2.5, 0.25, 2.125], [3, -0.5, 2]))).toBe(0.5);
  });
});

describe('scores of predictions, at the edges', () => {
  it('AUC is undefined where all rows are of one class, and 0.5 where nothing is told apart', () => {
    expect(areaUnderCurve(classes([[0.2, 0.8]], [1]))).toBeNull();
    expect(areaUnderCurve(classes([[0.5, 0.5], [0.5, 0.5], [0.5, 0.5]], [1, 0, 1]))).toBe(0.5); // prettier-ignore
  });

  it('AUC leaves out a class without rows', () => {
    const predictions = classes(
      [
        [0.6, 0.3, 0.1],
        [0.2, 0.7, 0.1],
      ],
      [0, 1],
    );
    expect(areaUnderCurve(predictions)).toBe(1);
  });

  it('a variant that always says one class has an MCC of 0, and F1 of 0 for the other', () => {
    const same = classes([[0.9, 0.1], [0.8, 0.2]], [0, 1]); // prettier-ignore
    const { mcc, f1 } = metricsOfPredictions(same, ['mcc', 'f1']);
    expect(mcc).toBe(0);
    expect(f1).toBeCloseTo(1 / 3, 12);
  });

  it('a sure and right prediction has no calibration error, a sure and wrong one all of it', () => {
    expect(calibrationError(classes([[0, 1]], [1]))).toBe(0);
    expect(calibrationError(classes([[0, 1]], [0]))).toBe(1);
  });

  it('the confusion matrix holds true classes in rows and predicted ones in columns', () => {
    expect(confusionOf(TWO)).toEqual([
      [3, 1],
      [2, 2],
    ]);
  });

  it('nothing is made but what is asked for', () => {
    expect(Object.keys(metricsOfPredictions(TWO, ['mcc']))).toEqual(['mcc']);
    expect(metricsOfPredictions(TWO, ['accuracy'])).toEqual({});
  });
});

describe('scores of predictions, whatever they are', () => {
  const rows = fc.array(fc.tuple(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 0, max: 1 })), {
    minLength: 2,
    maxLength: 40,
  });
  const binary = (each: readonly (readonly [number, number])[], of: (p: number) => number): StoredPredictions =>
    classes(
      each.map(([p]) => [1 - of(p / 1000), of(p / 1000)]),
      each.map(([, label]) => label),
    );

  it('AUC does not change under a rising function of the probabilities', () => {
    fc.assert(
      fc.property(rows, (each) => {
        const [plain, squared] = [binary(each, (p) => p), binary(each, (p) => p * p)].map(areaUnderCurve);
        expect(squared).toBe(plain);
      }),
    );
  });

  it('AUC of the labels turned round is 1 less it', () => {
    fc.assert(
      fc.property(rows, (each) => {
        const area = areaUnderCurve(binary(each, (p) => p));
        const turned = areaUnderCurve(binary(each.map(([p, label]) => [p, 1 - label] as const), (p) => p)); // prettier-ignore
        if (area === null) expect(turned).toBeNull();
        else expect(turned).toBeCloseTo(1 - area, 12);
      }),
    );
  });

  it('no order of rows and no cut into folds changes a score', () => {
    fc.assert(
      fc.property(rows, fc.nat(), (each, at) => {
        const cut = 1 + (at % (each.length - 1));
        const folds = [each.slice(cut), each.slice(0, cut)].map((part) => binary(part, (p) => p));
        const wanted = ['auc', 'f1', 'mcc', 'ece'];
        const whole = metricsOfPredictions(binary(each, (p) => p), wanted); // prettier-ignore
        const joined = metricsOfPredictions(joinPredictions(folds), wanted);
        for (const name of wanted) {
          if (whole[name] === null) expect(joined[name]).toBeNull();
          else expect(joined[name]).toBeCloseTo(whole[name]!, 9);
        }
      }),
    );
  });

  it('every score lies in its range', () => {
    fc.assert(
      fc.property(rows, (each) => {
        const { auc, f1, mcc, ece } = metricsOfPredictions(binary(each, (p) => p), ['auc', 'f1', 'mcc', 'ece']); // prettier-ignore
        for (const share of [auc ?? 0, f1!, ece!]) expect(share >= 0 && share <= 1).toBe(true);
        expect(Math.abs(mcc!)).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });
});
