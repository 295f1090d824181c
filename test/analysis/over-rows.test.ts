import { describe, expect, it } from 'vitest';
import { momentsOverRows } from '../../src/analysis/over-rows.js';
import type { OkRecord, RunRecord } from '../../src/design/record.js';
import type { Run } from '../../src/design/plan.js';
import type { Question } from '../../src/question/question.js';
import { rowScores } from '../../src/question/row-scores.js';
import type { StoredPredictions } from '../../src/question/tally.js';
import { metricsOf } from '../../src/question/registry.js';
import { tallyOf } from '../../src/question/tally.js';
import { momentsDifference, overRowsDifference, rowMoments } from '../../src/stats/index.js';

const classes = (values: readonly number[], truth: readonly number[]): StoredPredictions => ({
  kind: 'classes',
  values: Float32Array.from(values),
  truth: Float32Array.from(truth),
});
const numbers = (values: readonly number[], truth: readonly number[]): StoredPredictions => ({
  kind: 'number',
  values: Float64Array.from(values),
  truth: Float64Array.from(truth),
});

const question = (protocol: object): Question => ({ protocol, variants: { a: {}, b: {} } }) as unknown as Question;
const scores = { constant: null, linear: null };

/** Two splits of two rows each, one seed; row 3 is scored twice. */
function folder({ lost = false }: { readonly lost?: boolean } = {}) {
  const said: Readonly<Record<string, readonly number[][]>> = {
    a: [
      [0, 1],
      [2, 4],
    ],
    b: [
      [1, 1],
      [1, 2],
    ],
  };
  const truth = [
    [0, 1],
    [1, 2],
  ];
  const runs = ['a', 'b'].flatMap((variant) =>
    [0, 1].map((split) => ({ variant, split, fold: 0, seed: 0, hash: `${variant}${split}` }) as Run),
  );
  const kept = new Map<string, RunRecord>(
    runs.map(({ hash }) => [hash, { hash, status: 'ok', metrics: {} } as unknown as RunRecord]),
  );
  const predictionsOf = ({ hash }: OkRecord): StoredPredictions | undefined =>
    lost && hash === 'b1' ? undefined : numbers(said[hash[0]!]![Number(hash[1])]!, truth[Number(hash[1])]!);
  const references = [
    { hash: '', split: 0, scores, rows: [[5, 3]] },
    { hash: '', split: 1, scores, rows: [[0, 3]] },
  ];
  return { runs, records: Object.assign(kept, { predictionsOf }), references, task: 'regression' as const };
}

describe('new rows, these trained models', () => {
  it('each scored row counts once, with its mean loss over the runs that scored it', () => {
    const { mae, rmse } = momentsOverRows({ question: question({ kind: 'holdout' }), ...folder() })!;
    // Row 0: a misses by 1, b by 0; row 3 twice: a by 0 and 2, b by 0 and 0; row 5: a by 0, b by 1.
    expect(mae).toMatchObject({ n: 3, variants: ['a', 'b'] });
    expect(mae!.means[0]).toBeCloseTo((1 + 1 + 0) / 3, 12);
    expect(mae!.means[1]).toBeCloseTo((0 + 0 + 1) / 3, 12);
    const { point } = momentsDifference(rmse!, { baseline: 'a', variant: 'b', level: 0.95 });
    expect(point).toBeCloseTo(Math.sqrt(1 / 3) - Math.sqrt(3 / 3), 12);
  });

  it('is nothing where predictions are lost, where rows have an owner or a time, and in folders that do not know the rows', () => {
    const whole = folder();
    expect(momentsOverRows({ question: question({ kind: 'holdout' }), ...folder({ lost: true }) })).toBeUndefined();
    expect(momentsOverRows({ question: question({ kind: 'holdout', group: 'who' }), ...whole })).toBeUndefined();
    expect(momentsOverRows({ question: question({ kind: 'holdout', time: 'when' }), ...whole })).toBeUndefined();
    const old = whole.references.map(({ rows: _rows, ...record }) => record);
    expect(momentsOverRows({ question: question({ kind: 'holdout' }), ...whole, references: old })).toBeUndefined();
  });

  it('of programs is known where every run scored the same rows, of the metrics that their predictions give', () => {
    const { runs, records } = folder();
    const program = (rowsOfB1: string, printed?: number) => {
      const kept = new Map<string, RunRecord>(
        runs.map(({ hash }) => {
          const rows = hash === 'b1' ? rowsOfB1 : 'one';
          const { mae, rmse } = metricsOf([tallyOf(records.predictionsOf({ hash } as OkRecord)!)]);
          const metrics = { mae, rmse: printed ?? rmse };
          return [hash, { hash, status: 'ok', metrics, rows } as unknown as RunRecord];
        }),
      );
      const asked = { ...question({ kind: 'given' }), metrics: ['mae', 'rmse'] };
      const scored = { runs, records: Object.assign(kept, { predictionsOf: records.predictionsOf }), references: [] };
      return momentsOverRows({ question: asked, ...scored, task: undefined });
    };
    expect(program('one')!.mae).toMatchObject({ n: 2, variants: ['a', 'b'] });
    expect(Object.keys(program('one')!)).toEqual(['mae', 'rmse']);
    expect(Object.keys(program('one', 7)!)).toEqual(['mae']);
    expect(program('another')).toBeUndefined();
  });

  it('moments give Student’s t of the rows’ differences, and the delta method for roots', () => {
    const [x, y] = [
      [0.1, 0.9, NaN, 0.4, 1.2, 0.3],
      [0.2, 0.5, 0.7, 0.1, 0.9, 0.3],
    ] as const;
    const asked = { baseline: 'x', variant: 'y', level: 0.9 };
    for (const root of [false, true]) {
      const found = momentsDifference(rowMoments({ x, y }, { root }), asked);
      const other = overRowsDifference(x, y, { level: 0.9, key: [1, 2], method: 't', root });
      expect(found.point).toBeCloseTo(other.point!, 12);
      expect(found.low).toBeCloseTo(other.low!, 12);
      expect(found.high).toBeCloseTo(other.high!, 12);
      expect([found.n, found.method]).toEqual([5, 't']);
    }
    expect(() => momentsDifference(rowMoments({ x }), asked)).toThrow(/no moments of y/);
  });

  it('what rows give to a metric adds up to the metric', () => {
    const three = classes([0.2, 0.5, 0.3, 0.4, 0.4, 0.2, 0, 0.1, 0.9], [1, 1, 0]);
    const two = numbers([1, 2.5, -1], [1, 1, 1]);
    const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    const { accuracy, logLoss, brier } = metricsOf([tallyOf(three)]);
    expect(mean(rowScores(three, 'hit'))).toBeCloseTo(accuracy!, 12);
    expect(mean(rowScores(three, 'surprise'))).toBeCloseTo(logLoss!, 12);
    expect(mean(rowScores(three, 'distance'))).toBeCloseTo(brier!, 12);
    const { rmse, mae } = metricsOf([tallyOf(two)]);
    expect(Math.sqrt(mean(rowScores(two, 'square')))).toBeCloseTo(rmse!, 12);
    expect(mean(rowScores(two, 'miss'))).toBeCloseTo(mae!, 12);
    expect(() => rowScores(two, 'hit')).toThrow(RangeError);
  });
});
