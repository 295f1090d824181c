import { describe, expect, it } from 'vitest';
import type { VariantAnalysis } from '../../src/analysis/analysis.js';
import { missingMetrics } from '../../src/analysis/missing-metrics.js';
import type { PooledScore } from '../../src/analysis/scores.js';
import { warningsFor } from '../../src/analysis/warnings.js';
import type { Metric } from '../../src/question/metric.js';
import { madeAnalysis, TWO } from '../report/made-analysis.js';
import type { MadeOptions } from '../report/made-analysis.js';

type Facts = Parameters<typeof warningsFor>[0];

const textsOf = (changes: Parameters<typeof madeAnalysis>[0]): readonly string[] =>
  warningsFor({ ...madeAnalysis(changes), looks: 0 }).map(({ text }) => text);
const few = (texts: readonly string[]): readonly string[] => texts.filter((text) => text.startsWith('Only '));

describe('the warning about few blocks', () => {
  it('comes below 10 splits, with their number, and not from 10 on', () => {
    expect(few(textsOf({ splits: 9 }))).toEqual([expect.stringMatching(/^Only 9 splits: intervals are wide/)]);
    expect(few(textsOf({ splits: 3 }))).toEqual([expect.stringMatching(/^Only 3 splits/)]);
    expect(few(textsOf({ splits: 10 }))).toEqual([]);
  });

  it('counts seeds where the split is held, however many splits stand in the protocol', () => {
    expect(few(textsOf({ unit: 'seed', splits: 1, seeds: 12 }))).toEqual([]);
    expect(few(textsOf({ unit: 'seed', splits: 20, seeds: 4 }))).toEqual([expect.stringMatching(/^Only 4 seeds/)]);
  });
});

/** What weakens a reading, one thing at a time. */
function everyWarning(): readonly (readonly [string, Facts])[] {
  const facts = (options: MadeOptions = {}): Facts => ({ ...madeAnalysis(options), looks: 0 });
  const made = facts();
  const stopped = (halfWidth: number | null): Facts => ({
    ...made,
    stopping: { rule: 'accuracy.difference<0.001', satisfied: false, halfWidth },
  });
  const course = { kind: 'courseBootstrap', splits: 20, seeds: 1, test: 0.1, stratified: true } as const;
  const variants = (change: (variant: VariantAnalysis) => Partial<VariantAnalysis>): Facts => ({
    ...made,
    variants: made.variants.map((variant) => ({ ...variant, ...change(variant) })),
  });
  const outliers = (count: number): Facts => variants(({ outliers: own }) => ({ outliers: { ...own, count } }));
  const until = { rule: 'accuracy.difference<0.001' } as unknown as NonNullable<Facts['setup']['until']>;
  return [
    ['nothing', made],
    ['missing runs', { ...made, runs: { ...made.runs, missing: 2 } }],
    ['one missing run', { ...made, runs: { ...made.runs, missing: 1 } }],
    ['a rule that does not hold', stopped(0.01234)],
    ['a rule without an interval', stopped(null)],
    ['a rule that does not hold where runs are missing', { ...stopped(null), runs: { ...made.runs, missing: 3 } }],
    ...[1, 2, 9, 10, 11, 12, 20, 21, 22].map((looks) => [`${looks} looks`, { ...made, looks }] as const),
    ['a rule that was changed', { ...made, looks: 1, setup: { ...made.setup, until } }],
    ['a rule that was changed twice', { ...made, looks: 2, setup: { ...made.setup, until } }],
    ['the design of sources of old', { ...made, oldSources: true }],
    ['the course', facts({ seeds: 1, protocol: course })],
    ['one failed run', facts({ variants: [TWO[0]!, { ...TWO[1]!, failed: 1 }] })],
    ['failed runs', facts({ variants: [TWO[0]!, { ...TWO[1]!, failed: 7 }] })],
    ['a held split', facts({ unit: 'seed', splits: 1, seeds: 9 })],
    ['one seed a split', facts({ seeds: 1 })],
    ['an outlier', outliers(1)],
    ['outliers', outliers(3)],
    ['the limit on epochs', variants(({ training }) => ({ training: { ...training!, stoppedByLimit: 4 } }))],
  ];
}

describe('the warnings', () => {
  it('say of each weakness what it is and what to do, and nothing where there is none', async () => {
    const lines = everyWarning().flatMap(([name, facts]) => [
      `# ${name}`,
      ...warningsFor(facts).map(({ text, remedy }) => `${text} → ${remedy}`),
    ]);
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('../golden/warnings.txt');
  });
});

describe('a metric without a value', () => {
  const metric = (name: string, madeFrom: Metric['madeFrom']): Metric =>
    ({ name, label: `the ${name}`, madeFrom }) as unknown as Metric;
  const asked = [metric('accuracy', 'sums'), metric('ece', 'predictions'), metric('own', 'given')];
  const scored = (...scores: readonly Record<string, number | null>[]): Parameters<typeof missingMetrics>[1] => [
    { pooled: scores.map((metrics) => ({ metrics }) as unknown as PooledScore) },
  ];

  it('is none where every metric has one, or there are no scores', () => {
    expect(missingMetrics(asked, scored({ accuracy: 1 }, { ece: 2, own: 3 }))).toEqual([]);
    expect(missingMetrics(asked, scored())).toEqual([]);
  });

  it('says why there is none: undefined, not recorded, or without predictions', () => {
    expect(missingMetrics(asked, scored({ accuracy: null }, { accuracy: null }))).toEqual([
      {
        text: 'There is no the accuracy (“–” in tables): it is undefined on these test rows.',
        remedy: 'Test on more rows, or choose another metric.',
      },
      {
        text: 'There is no the ece (“–” in tables): it is made from predictions, and those of these runs are not kept here or are damaged.',
        remedy: 'Choose another metric, or train the runs again with --fresh.',
      },
      {
        text: 'There is no the own (“–” in tables): the records of these runs do not hold it.',
        remedy: 'Choose another metric, or train the runs again with --fresh.',
      },
    ]);
    expect(missingMetrics(asked, scored({ ece: 1, own: 2 })).map(({ text }) => text)).toEqual([
      'There is no the accuracy (“–” in tables): the records of these runs do not hold it.',
    ]);
  });
});
