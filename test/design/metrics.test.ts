import { describe, expect, it } from 'vitest';
import type { EncodedTarget } from '../../src/engines/engine.js';
import { besideTruth, metricsOf, packPredictions, tallyOf, unpackPredictions } from '../../src/design/metrics.js';

const tally = (...args: Parameters<typeof besideTruth>) => tallyOf(besideTruth(...args));

const target = { kind: 'classes', classes: 3, labels: Int32Array.of(0, 1, 2, 0) } as const;
const predictions = Float32Array.of(0.5, 0.25, 0.25, 0.25, 0.5, 0.25, 0.5, 0.25, 0.25, 0.25, 0.5, 0.25);
const rows = Uint32Array.of(0, 1, 2, 3);

describe('metrics of classes', () => {
  it('agree with hand computation', () => {
    const metrics = metricsOf([tally(predictions, { target, rows })]);
    expect(metrics.accuracy).toBe(0.5);
    expect(metrics.balancedAccuracy).toBeCloseTo((0.5 + 1 + 0) / 3, 15);
    expect(metrics.logLoss).toBeCloseTo((2 * Math.log(2) + 2 * Math.log(4)) / 4, 14);
    // Rows: right at .5 → .25+.0625+.0625; wrong at .25 with .5 elsewhere → .5625+.25+.0625.
    expect(metrics.brier).toBeCloseTo((2 * 0.375 + 2 * 0.875) / 4, 14);
  });

  it('pool over folds as if all rows had been scored at once', () => {
    const halves = [rows.slice(0, 1), rows.slice(1)].map((part, i) =>
      tally(predictions.slice(i * 3, i === 0 ? 3 : 12), { target, rows: part }),
    );
    expect(metricsOf(halves)).toEqual(metricsOf([tally(predictions, { target, rows })]));
  });

  it('stay finite when the true class has probability 0: counted as 1e-7, as Keras does', () => {
    const sure = tally(Float32Array.of(0, 1, 0), { target, rows: Uint32Array.of(0) });
    expect(metricsOf([sure]).logLoss).toBeCloseTo(-Math.log(1e-7), 12);
  });

  it('balanced accuracy leaves out classes without a test row', () => {
    expect(metricsOf([tally(predictions.slice(0, 3), { target, rows: Uint32Array.of(0) })]).balancedAccuracy).toBe(1);
  });
});

describe('stored predictions', () => {
  it('survive packing', () => {
    const stored = besideTruth(predictions, { target, rows });
    const back = unpackPredictions(packPredictions(stored), tallyOf(stored));
    expect(back).toEqual(stored);
    expect([...back.truth]).toEqual([0, 1, 2, 0]);
  });
});

describe('metrics of numbers', () => {
  const numbers = { kind: 'number', values: Float32Array.of(0, 1, 2), scale: 10, shift: 5 } as const;

  it('are in the unit of the target', () => {
    const metrics = metricsOf([tally(Float32Array.of(0, 1, 3), { target: numbers, rows: Uint32Array.of(0, 1, 2) })]);
    expect(metrics.rmse).toBeCloseTo(Math.sqrt(100 / 3), 12);
    expect(metrics.mae).toBeCloseTo(10 / 3, 12);
    expect(metrics.r2).toBeCloseTo(1 - 100 / 200, 12);
  });

  it('R² of equal targets is undefined, not infinite', () => {
    expect(metricsOf([tally(Float32Array.of(1), { target: numbers, rows: Uint32Array.of(0) })]).r2).toBeNull();
  });
});

describe('a number target far from 0', () => {
  // z of 1.7e9 ± 2, as an engine is given and gives them.
  const z = Float32Array.of(-1.5, -0.5, 0.5, 1.5);
  const far: EncodedTarget = { kind: 'number', values: z, scale: 2, shift: 1.7e9 };
  const all = Uint32Array.of(0, 1, 2, 3);
  const guesses = Float32Array.of(-1.25, -0.5, 0.5, 1.25);
  const stored = besideTruth(guesses, { target: far, rows: all });

  it('is scored as finely as one near 0', () => {
    const near = besideTruth(guesses, { target: { ...far, shift: 0 }, rows: all });
    const [a, b] = [stored, near].map((each) => metricsOf([tallyOf(each)]));
    // Misses 0.5, 0, 0, 0.5: sqrt(0.5 / 4); deviations 9 + 1 + 1 + 9.
    expect(b).toEqual({ rmse: Math.sqrt(0.125), mae: 0.25, r2: 1 - 0.5 / 20 });
    for (const name of ['rmse', 'mae', 'r2']) expect(a![name]).toBeCloseTo(b![name]!, 6);
  });

  it('and so in folds, whose sums add, and after packing', () => {
    const folds = [all.subarray(0, 1), all.subarray(1)].map((rows) =>
      tallyOf(
        besideTruth(
          Float32Array.from(rows, (row) => guesses[row]!),
          { target: far, rows },
        ),
      ),
    );
    expect(metricsOf(folds).r2).toBeCloseTo(1 - 0.5 / 20, 6);
    const back = unpackPredictions(packPredictions(stored), tallyOf(stored));
    expect(metricsOf([tallyOf(back)])).toEqual(metricsOf([tallyOf(stored)]));
  });
});
