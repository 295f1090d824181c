import { describe, expect, it } from 'vitest';
import type { Analysis, Comparison } from '../../src/analysis/analysis.js';
import { judgeGate } from '../../src/analysis/gate.js';
import { parseGate } from '../../src/question/fail-on.js';
import type { Estimate } from '../../src/base/estimate.js';
import { estimate, madeAnalysis, TWO } from '../report/made-analysis.js';

const names = ['none', 'a', 'b'];
const made = madeAnalysis({ variants: names.map((name) => ({ ...TWO[0]!, name })) });

/** Two comparisons, each with its interval of the difference in accuracy. */
function withIntervals(...intervals: readonly Estimate[]): Analysis {
  const comparisons = made.comparisons.map((each, i): Comparison => {
    const own = { ...each.metrics.accuracy!, differenceSimultaneous: intervals[i]! };
    return { ...each, metrics: { ...each.metrics, accuracy: own } };
  });
  return { ...made, comparisons: comparisons.slice(0, intervals.length) };
}
const said = (analysis: Analysis, gate = 'accuracy<-0.01'): readonly [string, boolean] => {
  const { words, passes } = judgeGate(analysis, parseGate(gate));
  return [words, passes];
};
const [good, near, bad] = [estimate(0.05, 0.01), estimate(-0.01, 0.01), estimate(-0.05, 0.01)];
const none = estimate(0, 0, { low: null, high: null, reason: 'All scores are equal.' });

describe('the line of a gate', () => {
  it.each<[string, Analysis, string, boolean]>([
    ['passes', withIntervals(good, good), 'passed', true],
    ['fails for one', withIntervals(good, bad), 'failed: b', false],
    ['fails for two', withIntervals(bad, bad), 'failed: a, b', false],
    ['fails before it cannot judge', withIntervals(none, bad), 'failed: b', false],
    [
      'is undecided of one',
      withIntervals(good, near),
      'is undecided, and so it passed: b: its interval holds the limit',
      true,
    ],
    [
      'is undecided of two',
      withIntervals(near, near),
      'is undecided, and so it passed: a, b: their intervals hold the limit',
      true,
    ],
    [
      'has no interval',
      withIntervals(none, near),
      'cannot be judged, and so it failed: a: there is no interval (All scores are equal)',
      false,
    ],
    [
      'has no interval and no reason',
      withIntervals(good, estimate(0, 0, { low: null })),
      'cannot be judged, and so it failed: b: there is no interval (too few scores)',
      false,
    ],
    [
      'has too few splits',
      withIntervals({ ...good, n: 1 }, { ...good, n: 2 }),
      'cannot be judged, and so it failed: a: 1 split is too few; b: 2 splits are too few',
      false,
    ],
    ['has three splits', withIntervals({ ...good, n: 3 }), 'passed', true],
    ['has errors of its own', withIntervals({ ...good, n: 1, method: 'z' }), 'passed', true],
    ['is over data sets', withIntervals({ ...good, n: 2, method: 'stratified' }), 'passed', true],
    [
      'has nothing to compare',
      withIntervals(),
      'cannot be judged, and so it failed: there is nothing to compare',
      false,
    ],
  ])('that %s says so', (_what, analysis, words, passes) => {
    expect(said(analysis)).toEqual([`gate accuracy<-0.01 ${words}`, passes]);
  });

  it('names runs that are missing of the two that are compared, one or several', () => {
    const lacking = (name: string, missing: number): Analysis => {
      const whole = withIntervals(good, good);
      const variants = whole.variants.map((each) =>
        each.name === name ? { ...each, runs: { ...each.runs, ok: each.runs.ok - missing } } : each,
      );
      return { ...whole, variants };
    };
    const head = 'gate accuracy<-0.01 cannot be judged, and so it failed:';
    expect(said(lacking('a', 1))).toEqual([`${head} a: 1 of 100 runs of a is missing`, false]);
    expect(said(lacking('b', 2))).toEqual([`${head} b: 2 of 100 runs of b are missing`, false]);
    expect(said(lacking('none', 3))[0]).toBe(`${head} a, b: 3 of 100 runs of none are missing`);
    expect(said(lacking('a', 1), 'accuracy.mean<0.1')).toEqual([
      'gate accuracy.mean<0.1 cannot be judged, and so it failed: a: 1 of 100 runs of a is missing',
      false,
    ]);
  });

  it('of means fails where runs failed, whose values nobody knows, unless it fails anyway', () => {
    const whole = withIntervals(good, good);
    const variants = whole.variants.map((each) =>
      each.name === 'a' ? { ...each, runs: { ...each.runs, ok: each.runs.ok - 2, failed: 2 } } : each,
    );
    const why = 'a: 2 of 100 runs failed, and its mean is that of the others';
    expect(said({ ...whole, variants }, 'accuracy.mean<0.1')).toEqual([
      `gate accuracy.mean<0.1 cannot be judged, and so it failed: ${why}`,
      false,
    ]);
    expect(said({ ...whole, variants }, 'accuracy.mean<0.999')[0]).toContain('failed: none, a, b');
    expect(said(whole, 'accuracy.mean<0.1')[1]).toBe(true);
  });

  it('is one line, and no name can be taken for two, whatever variants are called', () => {
    const odd = ['x,y', 'p: q', 'n\ngate accuracy<0 passed', '\u001b[31mred', '\u202e'];
    const one = withIntervals(bad).comparisons[0]!;
    const comparisons = odd.map((variant) => ({ ...one, variant }));
    const [words] = said({ ...withIntervals(bad), comparisons }, ' accuracy\t<-0.01\n');
    expect(words).toBe(
      String.raw`gate accuracy\u0009<-0.01 failed: "x,y", "p: q", "n\ngate accuracy<0 passed", \u001b[31mred, \u202e`,
    );
  });

  it('on what was not judged fails, for the metric of the verdict alone', () => {
    const judged = (words: 'not judged' | 'better', interval: Estimate): Analysis => {
      const analysis = withIntervals(interval);
      const [only] = analysis.comparisons;
      const mean = { ...only!.verdict.mean, words, reason: 'The arms failed unequally.' };
      return { ...analysis, comparisons: [{ ...only!, verdict: { ...only!.verdict, mean } }] };
    };
    const open = 'gate accuracy<-0.01 cannot be judged, and so it failed: a: The arms failed unequally';
    expect(said(judged('not judged', good))).toEqual([open, false]);
    expect(said(judged('better', good))[1]).toBe(true);
    expect(said(judged('not judged', bad))[0]).toBe('gate accuracy<-0.01 failed: a');
    expect(said(judged('not judged', { ...good, low: 0.05, high: 0.05 }))[1]).toBe(true);
    expect(said(judged('not judged', good), 'logLoss>9')[1]).toBe(true);
  });
});
