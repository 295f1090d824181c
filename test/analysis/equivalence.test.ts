import { describe, expect, it } from 'vitest';
import type { Analysis, MetricInfo } from '../../src/analysis/analysis.js';
import { equivalenceOf } from '../../src/analysis/equivalence.js';
import { markdownPart } from '../../src/report/render/markdown.js';
import { renderLines } from '../../src/report/render/terminal.js';
import { equivalenceLines, equivalenceSection } from '../../src/report/sections/equivalence.js';
import type { Scores } from '../../src/stats/index.js';
import { streamKey, uniforms } from '../../src/base/streams.js';

const ACCURACY: MetricInfo = {
  name: 'accuracy',
  label: 'accuracy',
  better: 'higher',
  scale: 'share',
  unit: '',
  threshold: 0.005,
};
const next = uniforms(streamKey('equivalence'));
const luck = Array.from({ length: 20 }, () => [0.1 * next(), Array.from({ length: 5 }, () => next() - 0.5)] as const);
/** 20 splits of 5 seeds; reruns of one split lie `spread` apart. */
const scores = (mean: number, spread: number): Scores =>
  luck.map(([split, seeds]) => seeds.map((seed) => mean + split + spread * seed));
/** The same spread, from other draws. */
const other = (mean: number, spread: number): Scores =>
  luck.map(([split]) => Array.from({ length: 5 }, () => mean + split + spread * (next() - 0.5)));

const ask = (
  baseline: Scores,
  variant: Scores,
  changes: { of?: 'rerun' | 'total'; metric?: MetricInfo; paired?: boolean } = {},
) =>
  equivalenceOf([baseline, variant], {
    names: { baseline: 'a', variant: 'b' },
    metric: ACCURACY,
    of: 'rerun',
    options: { level: 0.95, key: streamKey('test') },
    paired: true,
    ...changes,
  });

describe('equivalence', () => {
  it('holds for the same scores, and asks at 90 % whatever the level of the report', () => {
    const same = ask(scores(0.6, 0.02), scores(0.6, 0.02));
    expect(same).toMatchObject({ sameMean: true, sameSpread: true, bound: 0.01, ratioBound: 1.3, of: 'rerun' });
    expect([same.difference.level, same.sdRatio.level]).toEqual([0.9, 0.9]);
  });

  it('holds for a difference within the bounds, though it is there for certain', () => {
    expect(ask(scores(0.6, 0.02), scores(0.605, 0.0202)).sameMean).toBe(true);
  });

  it('takes a difference without any spread for no evidence', () => {
    expect(ask(scores(0.6, 0.02), scores(0.605, 0.02)).sameMean).toBe(false);
  });

  it('fails for a mean beyond the bounds, and for one whose interval only reaches over them', () => {
    expect(ask(scores(0.6, 0.02), scores(0.612, 0.02)).sameMean).toBe(false);
    const wide = ask(other(0.6, 0.6), other(0.6, 0.6));
    expect(Math.abs(wide.difference.point!)).toBeLessThan(0.09);
    expect(wide.sameMean).toBe(false);
  });

  it('fails for a spread beyond 1.3, either way, and not within', () => {
    expect(ask(scores(0.6, 0.02), scores(0.6, 0.03)).sameSpread).toBe(false);
    expect(ask(scores(0.6, 0.03), scores(0.6, 0.02)).sameSpread).toBe(false);
    expect(ask(scores(0.6, 0.024), scores(0.6, 0.02)).sameSpread).toBe(true);
  });

  it('is never claimed without an interval', () => {
    const few = ask(scores(0.6, 0.02).slice(0, 1), scores(0.6, 0.02).slice(0, 1));
    expect(few).toMatchObject({ sameMean: false, sameSpread: false });
    expect(few.difference.low).toBeNull();
  });

  it('bounds other metrics by 2 % of the baseline’s mean', () => {
    const loss = { ...ACCURACY, name: 'logLoss', scale: 'plain', threshold: 0.007 } as const;
    expect(ask(scores(0.7, 0.02), scores(0.7, 0.02), { metric: loss }).bound).toBeCloseTo(0.014, 12);
  });
});

describe('the words for it', () => {
  const analysis = {
    metrics: [ACCURACY],
    variants: [
      { name: 'a', label: 'one|side' },
      { name: 'b', label: 'other side' },
    ],
  } as unknown as Analysis;
  const all = [ask(scores(0.6, 0.02), scores(0.605, 0.03))];

  it('say what was shown and what was not, with the interval and the rule', () => {
    const [line, rule] = renderLines(equivalenceLines(analysis, all)).split('\n');
    expect(line).toMatch(
      /^Equivalence, other side and one\|side: same in accuracy, \+0\.52 points \(.* to .*\); not shown to be the same in spread, SD ratio 0\.67/,
    );
    expect(rule).toContain('90 % CI of their difference lies within ± 1 point');
    expect(rule).toContain('rerun SDs between 1/1.3 and 1.3');
  });

  it('stand in the report with the labels made safe, and nowhere without a comparison', () => {
    const section = markdownPart(equivalenceSection(analysis, all)!, 2);
    expect(section).toContain('**other side** and **one\\|side**');
    expect(section).toContain('| yes |');
    expect(section).toContain('| no |');
    expect(equivalenceSection(analysis, [])).toBeUndefined();
    expect(equivalenceLines(analysis, [])).toEqual([]);
  });
});
