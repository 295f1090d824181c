import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { RunRecord } from '../../../src/design/record.js';
import { renderRunsCsv } from '../../../src/report/render/runs-csv.js';
import { summaryCsv, summaryJson } from '../../../src/report/render/summary.js';
import { madeAnalysis, TWO } from '../made-analysis.js';

describe('summary.json', () => {
  it('holds every estimate with point, low, high, level, method and n', () => {
    const summary = JSON.parse(summaryJson(madeAnalysis())) as Record<string, never>;
    expect(summary).toMatchObject({
      schema: 2,
      experiment: 'dropout-vs-none',
      unit: 'split',
      runs: { planned: 200, ok: 200, failed: 0 },
    });
    const whole = {
      point: expect.any(Number) as number,
      low: expect.any(Number) as number,
      high: expect.any(Number) as number,
      level: 0.95,
      method: expect.any(String) as string,
      n: 20,
    } as object;
    expect(summary).toMatchObject({
      variants: {
        dropout: {
          metrics: { accuracy: { mean: whole, sd: whole, sdRerun: whole, rerunRisk: whole, better: 'higher' } },
        },
      },
      comparisons: {
        dropout: {
          baseline: 'none',
          metrics: {
            accuracy: {
              difference: whole,
              sdRatioTotal: whole,
              sdRatioRerun: whole,
              varianceReduction: { ...whole, of: 'rerun' },
              probabilityOfImprovement: whole,
            },
          },
          verdict: {
            mean: {
              words: 'better, perhaps by little',
              about: 'new rows like these',
              newRows: 'the same',
              interval: whole,
              newRowsInterval: whole,
            },
            steadiness: { words: 'better', about: 'this table', newRows: 'not asked', interval: whole },
          },
        },
      },
    });
  });

  it('keeps variants whose names objects inherit', () => {
    const text = summaryJson(madeAnalysis({ variants: [TWO[0]!, { ...TWO[1]!, name: '__proto__' }] }));
    expect(Object.keys((JSON.parse(text) as { variants: object }).variants)).toEqual(['none', '__proto__']);
  });
});

describe('summary.csv', () => {
  it('has one row an estimate, all of the heading’s length', () => {
    const analysis = madeAnalysis();
    const rows = parse<Record<string, string>>(summaryCsv(analysis), { columns: true });
    expect(
      rows.filter(
        ({ kind, name, metric, estimate }) =>
          kind === 'variant' && name === 'dropout' && metric === 'accuracy' && estimate === 'mean',
      ),
    ).toHaveLength(1);
    const difference = rows.find(({ metric, estimate }) => metric === 'accuracy' && estimate === 'difference');
    expect(Number(difference?.point)).toBe(analysis.comparisons[0]!.metrics.accuracy!.difference.point);
  });
});

describe('runs.csv', () => {
  const base = { hash: 'x', split: 0, fold: 0, seed: 0, timing: { durationMs: 1, startedAt: 1 } };
  const ok: RunRecord = {
    ...base,
    variant: '=a,b',
    status: 'ok',
    metrics: { accuracy: 0.5, logLoss: null },
    training: { epochs: 12, bestEpoch: 9, validationLoss: 0.6, curve: { train: [], validation: [] } },
  };
  const failed: RunRecord = { ...base, variant: 'b', status: 'failed', reason: 'diverged', epoch: 3 };

  it('has a row a run in the order given, failed ones without scores, and no times', () => {
    expect([...renderRunsCsv([ok, failed], ['accuracy', 'logLoss'])].join('')).toBe(
      'variant,split,fold,seed,status,epochs,best_epoch,accuracy,logLoss\n"\'=a,b",0,0,0,ok,12,9,0.5,\nb,0,0,0,diverged,3,,,\n',
    );
  });

  it('has no columns about training where nothing was trained here', () => {
    const { training: _, ...given } = ok;
    expect([...renderRunsCsv([given], ['accuracy'])].join('')).toBe(
      'variant,split,fold,seed,status,accuracy\n"\'=a,b",0,0,0,ok,0.5\n',
    );
  });

  it('says which sources a run takes from the second setting of its base sample', () => {
    const cell: RunRecord = { ...failed, cell: { sample: 4, fromB: ['init', 'mask'] } };
    expect([...renderRunsCsv([failed, cell], [])].join('')).toBe(
      'variant,split,fold,seed,status,epochs,best_epoch,base_sample,from_b\nb,0,0,0,diverged,3,,,\nb,0,0,0,diverged,3,,4,init mask\n',
    );
  });
});
