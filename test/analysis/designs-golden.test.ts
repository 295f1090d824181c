/**
 * What an analysis says of every kind of design: all its numbers and words, as ever, a line a part. Where a change is meant, run this
 * file with -u and read the difference; that the numbers are right is tested elsewhere, against published values and simulations.
 */
import { describe, expect, it } from 'vitest';
import { analyse } from '../../src/analysis/analyse.js';
import type { Analysis } from '../../src/analysis/analysis.js';
import { conclude } from '../../src/analysis/conclude.js';
import type { Bench, Evidence } from '../../src/analysis/evidence.js';
import type { Run } from '../../src/design/plan.js';
import type { ReferenceRecord } from '../../src/design/reference.js';
import type { RunRecord } from '../../src/design/record.js';
import type { EnsembleScore, Reduction } from '../../src/store/reduce.js';
import type { PlainFacts, TableFacts } from '../../src/origins/facts.js';
import { madeBench } from '../report/made-compared.js';

/** Every number with six digits; the set-up and the single scores left out. */
function linesOf({ setup: _setup, variants, comparisons, ...rest }: Analysis): readonly string[] {
  const text = (value: unknown): string =>
    JSON.stringify(value, (key, each: unknown) => {
      if (key === 'scores') return `${(each as readonly unknown[]).length} scores`;
      return typeof each === 'number' ? Number(each.toPrecision(6)) : each;
    });
  const parts = (name: string, value: object): readonly string[] =>
    Object.entries(value).map(([key, each]) => `${name}${key}: ${text(each)}`);
  return [
    ...parts('', rest),
    ...variants.flatMap(({ name, ...variant }) => parts(`${name}, `, variant)),
    ...comparisons.flatMap(({ variant, baseline, ...each }) => parts(`${variant} − ${baseline}, `, each)),
  ];
}

type Change = (record: RunRecord, run: Run) => RunRecord | undefined;

/** With other records, or without some. */
function changed(bench: Bench, change: Change): Bench {
  const records = bench.runs.map((run) => [run.hash, change(bench.records.get(run.hash)!, run)] as const);
  return {
    ...bench,
    records: new Map(records.flatMap(([hash, record]) => (record === undefined ? [] : [[hash, record] as const]))),
  };
}
const failing =
  (fails: (run: Run) => boolean): Change =>
  (record, run) => {
    const { hash, variant, split, fold, seed, timing } = record;
    return fails(run) ? { hash, variant, split, fold, seed, status: 'failed', reason: 'diverged', timing } : record;
  };
const shifted =
  (by: (run: Run) => number): Change =>
  (record, run) =>
    record.status !== 'ok'
      ? record
      : {
          ...record,
          metrics: Object.fromEntries(
            Object.entries(record.metrics).map(([name, value]) => [
              name,
              (value ?? 0) + (name === 'logLoss' || name === 'rmse' ? -by(run) : by(run)),
            ]),
          ),
        };
const withOrigin = (bench: Bench, facts: Partial<PlainFacts & TableFacts>): Bench => ({
  ...bench,
  setup: { ...bench.setup, origin: { ...bench.setup.origin, ...facts } },
});

const FOUR = ['none', 'a', 'b', 'c'];
const along: Change = shifted(({ variant, split }) => FOUR.indexOf(variant) * 0.01 * (1 + (split % 4) / 3));
const alongAxis = (bench: Bench): Bench => ({
  ...bench,
  experiment: {
    ...bench.experiment,
    variants: Object.fromEntries(
      Object.entries(bench.experiment.variants).map(([name, each], at) => [name, { ...each, at, axis: 'rate' }]),
    ),
  },
});

function references(linear: (split: number) => number | null): readonly ReferenceRecord[] {
  return Array.from({ length: 12 }, (_, split): ReferenceRecord => {
    const value = linear(split);
    const scores = { constant: { metrics: { accuracy: 0.5, logLoss: 0.7 } } };
    return {
      ...{ hash: String(split), split },
      scores: { ...scores, linear: value === null ? null : { metrics: { accuracy: value, logLoss: null } } },
    };
  });
}

/** Of both variants on every split, the predictions of the second less far apart; on the last split one net alone. */
function reductions(
  kind: 'classes' | 'votes' | 'some votes' | 'numbers',
  ensembles: readonly number[] = [],
): readonly Reduction[] {
  return ['none', 'a'].flatMap((variant, v) =>
    Array.from({ length: 12 }, (_, split): Reduction => {
      const apart = (0.2 - v * 0.05) * (1 + (split % 4) / 10);
      const loss = { loss: 0.3 + apart, bias: 0.3, variance: apart };
      const zeroOneLoss = { ...loss, unbiasedVariance: apart / 2, biasedVariance: apart / 4 };
      const classes = kind === 'numbers' ? {} : { classes: { churn: apart, zeroOneLoss } };
      const votes = kind === 'votes' || (kind === 'some votes' && split > 0) ? { votes: true as const } : {};
      const spread = { variance: apart / 3, squaredLoss: loss, ...classes, ...votes };
      const scores = ensembles.map((size): EnsembleScore => ({
        ...{
          size,
          groups: Math.floor(8 / size),
          metrics: { accuracy: 0.6 + size / 100 + split / 500, logLoss: 0.7 - size / 50 - split / 400 },
        },
        rerunVariance: size > 2 ? null : { accuracy: (0.001 / size) * (1 + (split % 3)), logLoss: null },
      }));
      const one = { key: `${variant} ${split}`, variant, split, ensembles: scores };
      return split === 11 ? { ...one, nets: 1 } : { ...one, nets: 8, spread };
    }),
  );
}
const averaged = (sizes: readonly number[]): Evidence => {
  const bench = two();
  return {
    ...{ ...bench, experiment: { ...bench.experiment, ensembles: sizes } },
    reductions: reductions('classes', [1, ...sizes]),
  };
};

const UNTIL = { metric: 'accuracy', halfWidth: 0.02, minimum: 4, maximum: 12 } as const;
const two = (side: Parameters<typeof madeBench>[0] = {}): Bench =>
  changed(
    madeBench({ variants: ['none', 'a'], ...side }),
    shifted(({ variant, split }) => (variant === 'a' ? 0.012 * (1 + (split % 3)) : 0)),
  );

const DESIGNS: Readonly<Record<string, () => Evidence>> = {
  'two variants': () => two(),
  'one seed a split': () => two({ seeds: 1 }),
  'two splits': () => two({ splits: 2 }),
  'one run each': () => two({ splits: 1, seeds: 1 }),
  'a held split': () => two({ held: true, seeds: 9, splits: 1 }),
  'a number': () => two({ task: 'regression' }),
  'four variants, one of which fails now and then': () =>
    changed(
      changed(madeBench({ variants: FOUR }), along),
      failing(({ variant, split, seed }) => variant === 'b' && (split * 2 + seed) % 5 === 0),
    ),
  'four along an axis': () => alongAxis(changed(madeBench({ variants: FOUR }), along)),
  'runs that are missing': () =>
    changed(two(), (record, { split, seed, variant }) =>
      split > 9 && seed === 1 && variant === 'a' ? undefined : record,
    ),
  'a variant without a score': () =>
    changed(
      two(),
      failing(({ variant }) => variant === 'a'),
    ),
  'every score the same': () =>
    changed(two(), (record) =>
      record.status === 'ok'
        ? { ...record, metrics: { accuracy: 0.5, balancedAccuracy: 0.5, logLoss: 0.7, brier: 0.5 } }
        : record,
    ),
  'some far outside': () =>
    changed(
      two(),
      shifted(({ variant, split }) => (variant === 'a' && split < 2 ? 0.25 : 0)),
    ),
  'a metric that no record holds': () =>
    changed(two(), (record) => {
      if (record.status !== 'ok') return record;
      const { logLoss: _logLoss, ...metrics } = record.metrics;
      return { ...record, metrics: { ...metrics, balancedAccuracy: null } };
    }),
  'the third look': () => ({ ...two(), looks: 2 }),
  'a rule on differences that held': () => ({
    ...two(),
    setup: { ...two().setup, until: { ...UNTIL, quantity: 'difference' } },
    prefix: { complete: 12, stoppedAt: 12, halfWidth: 0.01 },
  }),
  'a rule on means that did not': () => ({
    ...two(),
    setup: { ...two().setup, until: { ...UNTIL, quantity: 'mean' } },
    prefix: { complete: 8, stoppedAt: null, halfWidth: null },
  }),
  'a rule on spreads': () => ({
    ...two(),
    setup: { ...two().setup, until: { ...UNTIL, quantity: 'sdRatio' } },
    prefix: { complete: 12, stoppedAt: 12, halfWidth: 0.2 },
  }),
  'asked about another metric and threshold': () => ({ ...two(), reading: { metric: 'logLoss', threshold: 0.02 } }),
  'predictions of classes': () => ({ ...two(), reductions: reductions('classes') }),
  'predictions that are votes': () => ({ ...two(), reductions: reductions('votes') }),
  'predictions of which some are votes': () => ({ ...two(), reductions: reductions('some votes') }),
  'predictions of numbers': () => ({ ...two({ task: 'regression' }), reductions: reductions('numbers') }),
  'predictions of one variant alone': () => ({ ...two(), reductions: reductions('classes').slice(0, 12) }),
  'ensembles of two sizes': () => averaged([2, 4]),
  unpaired: () => ({ ...two(), paired: false }),
  'other data': () => ({ ...two(), paired: false, otherData: true }),
  'with references': () => ({ ...two(), references: references((split) => 0.6 + (split % 3) / 50) }),
  'with references, of which one diverged': () => ({
    ...two(),
    references: references((split) => (split === 3 ? null : 0.6)),
  }),
  'with references on a held split': () => ({
    ...two({ held: true, seeds: 9, splits: 1 }),
    references: references(() => 0.6).slice(0, 1),
  }),
  'programs, paired by split': () => ({ ...two({ programs: true }), scoredRows: 'the same' }),
  'programs on different rows, best of what they printed': () => ({
    ...withOrigin(two({ programs: true }), { picked: ['max of accuracy'] }),
    ...{ scoredRows: 'different', commits: ['1111111111', '2222222222 with changes'] },
  }),
  'programs, paired by seed': () =>
    withOrigin(two({ programs: true, held: true, splits: 1, seeds: 9 }), { pairing: 'seed' }),
  'programs that the seed does not change': () =>
    changed(
      withOrigin(two({ programs: true, held: true, splits: 1, seeds: 6 }), {
        pairing: 'seed',
        seedCheck: { variant: 'a', found: 'the seed changes nothing' },
      }),
      (record) =>
        record.status === 'ok' ? { ...record, metrics: { accuracy: record.variant === 'a' ? 0.7 : 0.6 } } : record,
    ),
};

describe('the analysis', () => {
  it.each(Object.entries(DESIGNS))('of %s is as ever', async (name, made) => {
    await expect(`${linesOf(analyse(made())).join('\n')}\n`).toMatchFileSnapshot(
      `../golden/analysis/${name.replaceAll(/,? /g, '-')}.txt`,
    );
  });
});

describe('what a folder holds', () => {
  const concluded = (bench: Partial<Bench>) => conclude({ ...two({ programs: true }), ...bench });

  it('is analysed with the looks before it, the commits where they differ, and the rows that programs told', () => {
    expect(concluded({}).evidence).not.toHaveProperty('commits');
    expect(concluded({ commits: ['1'] }).evidence).not.toHaveProperty('commits');
    expect(concluded({ commits: ['1', '2'] }).evidence.commits).toEqual(['1', '2']);
    expect(concluded({}).evidence).not.toHaveProperty('scoredRows');
    const told = (rows: (run: Run) => string): Partial<Bench> =>
      changed(two({ programs: true }), (record, run) => ({ ...record, rows: rows(run) }) as RunRecord);
    expect(concluded(told(({ split }) => `rows ${split}`)).evidence.scoredRows).toBe('the same');
    expect(concluded(told(({ variant }) => `rows ${variant}`)).evidence.scoredRows).toBe('different');
    const looked = { splits: 6, seeds: 2, seed: 1 };
    expect(concluded({ pastLooks: [looked] }).evidence.looks).toBe(1);
    expect(concluded({ pastLooks: [{ ...looked, splits: 12 }] }).evidence.looks).toBe(0);
  });

  it('gives its records in plan order, each under the name and at the place that its run has now', () => {
    const bench = two();
    const renamed = bench.runs.map((run) => ({ ...run, variant: run.variant === 'a' ? 'new' : run.variant }));
    const { experiment } = bench;
    const variants = { none: experiment.variants.none!, new: experiment.variants.a! };
    const some = new Map([...bench.records].reverse().slice(2));
    const { records } = conclude({
      ...{ ...bench, experiment: { ...experiment, variants }, runs: renamed, records: some },
      origin: { traits: () => ({ unused: [] }) },
    });
    const places = Array.from(records, ({ variant, split, seed }) => `${variant} ${split} ${seed}`);
    expect(places).toEqual(
      renamed.filter(({ hash }) => some.has(hash)).map(({ variant, split, seed }) => `${variant} ${split} ${seed}`),
    );
    expect(places).toHaveLength(bench.runs.length - 2);
  });

  it('has references where those of all splits are there, and none else', () => {
    const all = new Map(references(() => 0.6).map((record) => [`hash ${record.split}`, { ...record, rows: [[1]] }]));
    const origin = {
      ...two().origin,
      referencesOn: (split: number) => ({ references: true, split, hash: `hash ${split}` }) as const,
    };
    const of = (allReferences: Bench['allReferences']): Evidence =>
      conclude({ ...two(), origin, allReferences: allReferences! }).evidence;
    expect(of(all).references).toHaveLength(12);
    expect(of(all).references![0]).not.toHaveProperty('rows');
    all.delete('hash 3');
    expect(of(all).references).toEqual([]);
    expect(conclude({ ...two(), allReferences: all }).evidence.references).toEqual([]);
  });
});
