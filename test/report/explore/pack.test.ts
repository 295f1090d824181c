import { describe, expect, it } from 'vitest';
import { analyse } from '../../../src/analysis/analyse.js';
import { packCurves, STEPS, unpackCurve } from '../../../src/report/explore/curves.js';
import { packEvidence } from '../../../src/report/explore/pack.js';
import { unpackEvidence } from '../../../src/report/explore/unpack.js';
import { madeEvidence } from '../../browser/made-page.js';

describe('evidence in a page', () => {
  const evidence = madeEvidence({ failing: 7, splits: 6, seeds: 2 });
  const analysis = analyse(evidence);
  const text = packEvidence(evidence, analysis.variants);

  it('comes back with the very scores: the analysis of what was unpacked is the same', () => {
    const again = analyse(unpackEvidence(text).evidence);
    expect(again.comparisons).toEqual(analysis.comparisons);
    expect(again.variants.map(({ metrics, runs }) => ({ metrics, runs }))).toEqual(
      analysis.variants.map(({ metrics, runs }) => ({ metrics, runs })),
    );
  });

  it('is the same text whether the setup was just made or read from a manifest, which keeps other keys first', () => {
    const { origin, ...rest } = evidence.setup;
    const [made, read] = [
      { origin, ...rest },
      { ...rest, origin },
    ].map((setup) => ({ ...evidence, setup }));
    expect(Object.keys(made!.setup)).not.toEqual(Object.keys(read!.setup));
    expect(packEvidence(read!, analysis.variants)).toBe(packEvidence(made!, analysis.variants));
  });

  it('holds no time, no recipe and no hash of a run', () => {
    expect(text).not.toMatch(/durationMs|startedAt|layers/);
    for (const { hash } of evidence.runs) expect(text).not.toContain(`"${hash}"`);
  });
});

describe('learning curves in a page', () => {
  const records = [...madeEvidence({ splits: 40, seeds: 2 }).records.values()];

  it('are whole numbers of one scale, at most half a step away from what they were', () => {
    const packed = packCurves(records);
    expect(packed.every).toBe(1);
    const half = (packed.to - packed.from) / STEPS / 2;
    records.forEach((record, i) => {
      const line = packed.lines[i]?.[1];
      if (record.status !== 'ok' || line === undefined) throw new Error('a curve is missing');
      let step = 0;
      record.training!.curve.validation.forEach((value, j) => {
        step += line[j]!;
        const shown = packed.from + (step * (packed.to - packed.from)) / STEPS;
        expect(Math.abs(shown - Math.min(packed.to, value))).toBeLessThanOrEqual(half + 1e-9);
      });
    });
  });

  it('come back within half a step, with gaps where there was no number', () => {
    const packed = packCurves([...records.slice(0, 4), undefined]);
    const half = (packed.to - packed.from) / STEPS / 2;
    records.slice(0, 4).forEach((record, i) => {
      if (record.status !== 'ok') throw new Error('a run failed');
      const back = unpackCurve(packed, i)!;
      for (const part of ['train', 'validation'] as const) {
        const curve = record.training!.curve[part];
        expect(back[part]).toHaveLength(curve.length);
        curve.forEach((value, j) =>
          expect(Math.abs(back[part][j]! - Math.min(packed.to, value))).toBeLessThanOrEqual(half + 1e-9),
        );
      }
    });
    expect([unpackCurve(packed, 4), unpackCurve(packed, 9)]).toEqual([undefined, undefined]);
    const [first] = records;
    if (first?.status !== 'ok') throw new Error('a run failed');
    const of = (train: readonly number[]) =>
      packCurves([{ ...first, training: { ...first.training!, curve: { train, validation: [] } } }]);
    expect(of([0, NaN, 1, Infinity])).toMatchObject({ from: 0, to: 1, lines: [[[0, -1, 126, -126], []]] });
    expect(unpackCurve(of([0, NaN, 1, Infinity]), 0)!.train).toEqual([0, NaN, 1, NaN]);
    expect(of([2, 2])).toMatchObject({ from: 2, to: 3 });
    expect(of([])).toMatchObject({ from: 0, to: 1 });
    expect(of(Array.from({ length: 1000 }, (_, i) => (i === 7 ? 9999 : i)))).toMatchObject({ from: 0, to: 995 });
  });

  it('of many runs are those of every so manieth split', () => {
    const many = Array.from({ length: 60 }, () => records).flat();
    const packed = packCurves(many);
    expect(packed.every).toBeGreaterThan(1);
    const kept = many.filter((_, i) => packed.lines[i] !== null);
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.filter(({ split }) => split % packed.every !== 0)).toEqual([]);
  });
});
