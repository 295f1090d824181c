import { describe, expect, it } from 'vitest';

import {
  brierParts,
  churn,
  predictedClasses,
  predictionVariance,
  squaredErrorParts,
  zeroOneParts,
} from '../../src/stats/predictions.js';
import { uniform } from './draws.js';

const labels = (...rows: number[][]): Uint16Array[] => rows.map((row) => Uint16Array.from(row));

/** Random class probabilities of several reruns, and random targets. */
function randomReruns({ reruns, rows, classes }: { reruns: number; rows: number; classes: number }) {
  const draw = uniform(rows);
  const one = (): Float32Array =>
    Float32Array.from(
      Array.from({ length: rows }, () => {
        const raw = Array.from({ length: classes }, draw);
        const total = raw.reduce((a, b) => a + b, 0);
        return raw.map((value) => value / total);
      }).flat(),
    );
  const truth = Array.from({ length: rows }, () => Math.floor(classes * draw()));
  return { predictions: Array.from({ length: reruns }, one), truth };
}

describe('churn', () => {
  it('is the share of rows on which two reruns disagree, mean over pairs', () => {
    // pairs: (0,1) differ on rows 1 and 2; (0,2) on row 2; (1,2) on row 1 → (2 + 1 + 1) / 3 pairs / 4 rows
    expect(churn(labels([0, 1, 2, 0], [0, 0, 1, 0], [0, 1, 1, 0]))).toBeCloseTo(4 / 3 / 4, 14);
    expect(churn(labels([1, 2], [1, 2]))).toBe(0);
  });

  it('needs two reruns of equal length', () => {
    expect(() => churn(labels([1, 2]))).toThrow(RangeError);
    expect(() => churn(labels([1, 2], [1]))).toThrow(RangeError);
  });
});

it('the predicted class is the most probable one, the lowest on ties', () => {
  expect([...predictedClasses(Float32Array.of(0.2, 0.5, 0.3, 0.4, 0.2, 0.4), 3)]).toEqual([1, 0]);
  expect(() => predictedClasses(Float32Array.of(0.2, 0.5), 3)).toThrow(RangeError);
});

it('prediction variance sums over classes and averages over rows', () => {
  const reruns = [Float32Array.of(0.5, 0.5, 1, 0), Float32Array.of(0.25, 0.75, 1, 0)];
  expect(predictionVariance(reruns, { width: 2 })).toBeCloseTo((2 * (0.125 * 0.125 * 2)) / 2, 12);
});

describe('squared loss', () => {
  it('is bias² plus variance, the plain Brier score of one rerun on average', () => {
    const { predictions, truth } = randomReruns({ reruns: 4, rows: 50, classes: 3 });
    const plain = predictions.map((p) => {
      let total = 0;
      truth.forEach((t, row) => {
        for (let c = 0; c < 3; c++) total += (p[row * 3 + c]! - (t === c ? 1 : 0)) ** 2;
      });
      return total / 50;
    });
    const parts = brierParts(predictions, { truth, classes: 3 });
    expect(parts.loss).toBeCloseTo(plain.reduce((a, b) => a + b, 0) / 4, 10);
    expect(parts.bias + parts.variance).toBeCloseTo(parts.loss, 12);
    expect(parts.variance).toBeCloseTo(predictionVariance(predictions, { width: 3 }), 12);
  });

  it('of a regression has no variance between equal reruns and no bias around the truth', () => {
    const equal = [Float32Array.of(1, 2), Float32Array.of(1, 2)];
    expect(squaredErrorParts(equal, { truth: [0, 0] })).toEqual({ loss: 2.5, bias: 2.5, variance: 0 });
    const around = [Float32Array.of(1), Float32Array.of(-1)];
    expect(squaredErrorParts(around, { truth: [0] })).toEqual({ loss: 1, bias: -1, variance: 2 });
  });
});

describe('0-1 loss after Domingos', () => {
  it('puts variance against the loss where the main prediction is wrong', () => {
    // row 0: main 1 right, one of three leaves; row 1: main 0 wrong, one of three finds the truth 2
    const parts = zeroOneParts(labels([1, 0], [1, 0], [0, 2]), { truth: [1, 2] });
    expect(parts.loss).toBeCloseTo(0.5, 14);
    expect(parts.bias).toBeCloseTo(0.5, 14);
    expect(parts.variance).toBeCloseTo(1 / 3, 14);
    expect(parts.unbiasedVariance).toBeCloseTo(1 / 6, 14);
    expect(parts.biasedVariance).toBeCloseTo(1 / 6, 14);
  });

  it('adds up exactly: loss = bias + variance on right rows − what is won back on wrong ones', () => {
    const { predictions, truth } = randomReruns({ reruns: 7, rows: 80, classes: 4 });
    const parts = zeroOneParts(
      predictions.map((p) => predictedClasses(p, 4)),
      { truth },
    );
    expect(parts.bias + parts.unbiasedVariance - parts.biasedVariance).toBeCloseTo(parts.loss, 12);
    expect(parts.bias).toBeGreaterThan(0);
  });

  it('wins back all variance of a wrong row when there are two classes', () => {
    const parts = zeroOneParts(labels([0], [0], [1]), { truth: [1] });
    expect(parts.biasedVariance).toBeCloseTo(parts.variance, 14);
  });
});
