import { describe, expect, it } from 'vitest';
import { analyseRuns, type GivenRun, reportFiles } from '../../src/library/report.js';
import { meanEstimate, differenceEstimate } from '../../src/library/stats.js';

/** Two variants on eight splits with three seeds each; the second is better by two points. */
const runs = Array.from({ length: 48 }, (_, i): GivenRun => {
  const [variant, split, seed] = [i % 2 === 0 ? 'plain' : 'dropout', (i >> 1) % 8, Math.floor(i / 16)];
  const accuracy = 0.8 + (variant === 'dropout' ? 0.02 : 0) + ((split * 7) % 5) / 100 + ((i * 13) % 7) / 1000;
  return { variant, split, seed, metrics: { accuracy } };
});
const asked = { metrics: ['accuracy'], question: 'Does dropout help?' } as const;

describe('runs that one has', () => {
  const analysis = analyseRuns(runs, asked);
  const scores = (name: string): number[][] =>
    Array.from({ length: 8 }, (_, split) =>
      runs.filter((run) => run.variant === name && run.split === split).map(({ metrics }) => metrics!.accuracy!),
    );

  it('have the estimates of the statistics, with the split as the block', () => {
    const { mean } = analysis.variants[0]!.metrics.accuracy!;
    expect(analysis).toMatchObject({ unit: 'split', splits: 8, seeds: 3 });
    expect(mean.point).toBeCloseTo(meanEstimate(scores('plain')).point!, 12);
    const { difference } = analysis.comparisons[0]!.metrics.accuracy!;
    expect(difference.low).toBeCloseTo(differenceEstimate(scores('plain'), scores('dropout')).low!, 12);
  });

  it('are the same in any order', () => {
    const named = runs.map((run) => ({ ...run, split: `s${run.split}` }));
    const backwards = analyseRuns(named.toReversed(), { ...asked, baseline: 'plain' });
    const [a, b] = [analysis, backwards].map(
      ({ comparisons }) => comparisons[0]!.metrics.accuracy!.differenceSimultaneous,
    );
    expect(b!.point).toBeCloseTo(a!.point!, 12);
    expect(b!.low).toBeCloseTo(a!.low!, 12);
  });

  it('have a page that claims nothing of tables, nets or new rows', () => {
    const page = reportFiles(analysis)['report.md']!;
    expect(page).toContain('# Does dropout help?');
    expect(page).toContain('by these scores');
    expect(page).not.toMatch(/epoch|row train|NaN|undefined|for new rows like these/i);
  });

  it('are about new rows as well where the share of scored rows is known', () => {
    const { verdict } = analyseRuns(runs, { ...asked, testToTrain: 0.25 }).comparisons[0]!;
    expect(verdict.mean.newRowsInterval).toMatchObject({ method: 'nadeauBengio', n: 8 });
  });

  it('that failed count against their variant', () => {
    const failing = runs.map((run) =>
      run.variant === 'dropout' && run.seed === 0 ? { ...run, failed: 'diverged' } : run,
    );
    const { failures } = analyseRuns(failing, asked).comparisons[0]!;
    expect(failures!.failed).toEqual({ baseline: 0, variant: 8 });
  });

  it('without any split have the seed as the block, for these rows', () => {
    const held = analyseRuns(
      runs.map(({ split: _split, seed: _seed, ...run }) => run),
      asked,
    );
    expect(held).toMatchObject({ unit: 'seed', seeds: 24 });
    expect(held.comparisons[0]!.verdict.mean.newRows).toBe('not asked');
  });

  it.each([
    [[runs[0]!], asked, 'no two variants'],
    [[...runs, runs[0]!], asked, 'given twice'],
    [runs, { ...asked, baseline: 'other' }, 'has no run'],
    [[...runs, { variant: 'plain', metrics: { accuracy: 1 } }], asked, 'some runs alone'],
    [runs, { metrics: ['acuracy'] }, 'acuracy'],
  ])('%# that make no question are refused', (given, question, message) => {
    expect(() => analyseRuns(given, question)).toThrow(message);
  });
});
