import { describe, expect, it } from 'vitest';
import { failing, parseGate } from '../../src/analysis/gate.js';
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
  failing(withDifference(point, half), parseGate(gate)).length > 0;

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
});
