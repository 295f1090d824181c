import { describe, expect, it } from 'vitest';
import { judge } from '../../src/analysis/gate.js';
import { parseGate } from '../../src/question/fail-on.js';
import { estimate, madeAnalysis } from '../report/made-analysis.js';
import type { Analysis } from '../../src/analysis/analysis.js';

/** One comparison whose simultaneous interval of the difference in the first metric is point ± half. */
function withDifference(point: number, half: number): Analysis {
  const analysis = madeAnalysis();
  const [first] = analysis.comparisons;
  const { name } = analysis.metrics[0]!;
  const own = { ...first!.metrics[name]!, differenceSimultaneous: estimate(point, half) };
  return { ...analysis, comparisons: [{ ...first!, metrics: { ...first!.metrics, [name]: own } }] };
}

const fails = (gate: string, point: number, half: number): boolean =>
  judge(withDifference(point, half), parseGate(gate)).some(({ outcome }) => outcome === 'fails');

describe('a gate', () => {
  it('with < fails when the whole interval lies below its limit, and never for one above it', () => {
    expect(fails('accuracy<-0.005', -0.02, 0.01)).toBe(true);
    expect(fails('accuracy<-0.005', 0.02, 0.01)).toBe(false);
  });

  it('with > fails when the whole interval lies above its limit, and never for one below it', () => {
    expect(fails('accuracy>0.005', 0.02, 0.01)).toBe(true);
    expect(fails('accuracy>0.005', -0.02, 0.01)).toBe(false);
  });

  it('does not fail for an interval that merely reaches over its limit, from either side', () => {
    expect(fails('accuracy<-0.005', -0.01, 0.01)).toBe(false);
    expect(fails('accuracy>0.005', 0.01, 0.01)).toBe(false);
  });

  it('is undecided where the interval holds the limit, and passes where the whole of it lies on the other side', () => {
    const outcome = (point: number): string =>
      judge(withDifference(point, 0.01), parseGate('accuracy<-0.005'))[0]!.outcome;
    expect([outcome(-0.02), outcome(-0.01), outcome(0.02)]).toEqual(['fails', 'undecided', 'passes']);
  });

  it('on a ratio of spreads takes a limit above 0 alone', () => {
    expect(() => parseGate('accuracy.sdRatio<-1')).toThrow('a ratio of spreads is above 0');
    expect(() => parseGate('accuracy.sdRatio>0')).toThrow('a ratio of spreads is above 0');
    expect(parseGate('accuracy.sdRatio<0.8').limit).toBe(0.8);
  });

  it('cannot be judged without an interval, and says why', () => {
    const analysis = withDifference(0.02, 0.01);
    const [comparison] = analysis.comparisons;
    const { name } = analysis.metrics[0]!;
    const none = { ...estimate(0.02, 0.01), low: null, high: null, reason: 'one score' };
    const metrics = { ...comparison!.metrics, [name]: { ...comparison!.metrics[name]!, differenceSimultaneous: none } };
    const emptied = { ...analysis, comparisons: [{ ...comparison!, metrics }] };
    expect(judge(emptied, parseGate('accuracy<-0.005'))).toEqual([
      { variant: comparison!.variant, outcome: 'cannot judge', why: 'there is no interval (one score)' },
    ]);
  });

  it('cannot be judged while runs of either side are missing, unless it fails already', () => {
    const analysis = withDifference(0.02, 0.01);
    const { variant } = analysis.comparisons[0]!;
    const variants = analysis.variants.map((each) =>
      each.name === variant ? { ...each, runs: { planned: 20, ok: 2, failed: 0 } } : each,
    );
    const partial = (gate: string) => judge({ ...analysis, variants }, parseGate(gate))[0]!;
    expect(partial('accuracy<-0.005')).toMatchObject({
      outcome: 'cannot judge',
      why: `18 of 20 runs of ${variant} are missing`,
    });
    expect(partial('accuracy>0.005').outcome).toBe('fails');
  });
});
