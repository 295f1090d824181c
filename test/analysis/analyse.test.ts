import { describe, expect, it } from 'vitest';
import { madeRecord, TEN_EPOCHS } from '../made-record.js';
import { analyse } from '../../src/analysis/analyse.js';
import { analyseChoice } from '../../src/analysis/choice.js';
import { rankVariants } from '../../src/analysis/ranking.js';
import { analyseEnsembles } from '../../src/analysis/ensembles.js';
import { comparisonPairs } from '../../src/question/pairs.js';
import type { Analysis, MetricInfo } from '../../src/analysis/analysis.js';
import { setupOf } from '../../src/design/setup.js';
import type { Setup } from '../../src/design/setup.js';
import { onTable } from '../made-origin.js';
import { defineExperiment, holdout, kFold, oneAtATime, pickFreeze, variant } from '../../src/experiment/experiment.js';
import type { Experiment, Variant } from '../../src/experiment/experiment.js';
import { dense, dropout, sequential } from '../../src/model/spec.js';
import { planRuns } from '../../src/design/plan.js';
import type { Run } from '../../src/design/plan.js';
import type { OkRecord, RunRecord } from '../../src/design/record.js';
import type { EnsembleScore, PredictionSpread, Reduction } from '../../src/store/reduce.js';
import { streamKey, uniforms } from '../../src/base/streams.js';

const plain = variant(sequential([dense(4)]));
const dropped = variant(sequential([dense(4), dropout(0.5)]));
const options = { level: 0.95, key: streamKey('test'), resamples: 999 };
const accuracy: MetricInfo = {
  name: 'accuracy',
  label: 'accuracy',
  better: 'higher',
  scale: 'share',
  unit: '',
  threshold: 0.005,
};

function experiment(changes: Partial<Experiment> = {}): Experiment {
  const protocol = holdout({ splits: 12, seeds: 3 });
  return { ...defineExperiment({ name: 'x', question: '?', protocol, variants: { plain, dropped } }), ...changes };
}

function madeSetup(e: Experiment): Setup {
  const data = {
    source: 'simple',
    name: 'simple',
    made: true,
    fingerprint: 'f',
    rows: 200,
    target: 't',
    task: 'classification',
    classes: [
      { name: 'a', rows: 120 },
      { name: 'b', rows: 80 },
    ],
    numbers: 1,
    categories: 0,
    inputs: 1,
  } as const;
  const rows = { train: 120, validation: 40, test: 40 };
  const engine = { engine: 'fused', backend: 'wasm-simd', numericsVersion: 1 } as const;
  const origin = { kind: 'table', encoding: e.encoding, data, rows, ...engine } as const;
  return setupOf(e, { origin, command: 'c' });
}

function record(run: Run, hits: number, changes: Partial<OkRecord> = {}): OkRecord {
  return {
    ...madeRecord(run, { accuracy: hits / 40, balancedAccuracy: hits / 40, logLoss: 0.5, brier: 0.3 }),
    tally: {
      kind: 'classes',
      rows: [20, 20],
      hits: [Math.min(hits, 20), Math.max(0, hits - 20)],
      logLoss: 20,
      brier: 12,
    },
    training: TEN_EPOCHS,
    ...changes,
  };
}

function analysed(e: Experiment, hitsOf: (run: Run) => number | null, reductions: readonly Reduction[] = []): Analysis {
  const runs = planRuns(e, onTable(e));
  const records = new Map<string, RunRecord>();
  for (const run of runs) {
    const hits = hitsOf(run);
    const { hash, variant: name, split, fold, seed } = run;
    const failed = { hash, variant: name, split, fold, seed, status: 'failed', reason: 'diverged', epoch: 3 } as const;
    records.set(hash, hits === null ? { ...failed, timing: { durationMs: 1, startedAt: 0 } } : record(run, hits));
  }
  return analyse({ experiment: e, setup: madeSetup(e), origin: onTable(e), runs, records, reductions });
}

describe('analysis', () => {
  it('finds the mean, the difference and the SD that the records were made with', () => {
    // Baseline: 24 ± 4 over splits and nothing between seeds; variant: 2 rows more on every split.
    const hits = (run: Run) => 24 + (run.split % 2 === 0 ? 4 : -4) + (run.variant === 'dropped' ? 2 : 0);
    const { variants, comparisons, unit, runs } = analysed(experiment(), hits);
    expect([unit, runs]).toEqual(['split', { planned: 72, ok: 72, failed: 0, missing: 0 }]);
    const own = variants[0]!.metrics.accuracy!;
    expect(own.mean.point).toBeCloseTo(0.6, 12);
    expect(own.sd.point).toBeCloseTo(Math.sqrt((0.01 * 12) / 11), 12);
    expect(own.sdRerun.point).toBe(0);
    const { difference, sdRatioTotal } = comparisons[0]!.metrics.accuracy!;
    expect(difference.point).toBeCloseTo(0.05, 12);
    expect(difference.n).toBe(12);
    expect(sdRatioTotal.point).toBeCloseTo(1, 12);
    // Every split has the same difference: no spread to judge by, and no certainty.
    expect(comparisons[0]!.verdict.mean).toMatchObject({ words: 'not judged', reason: /no spread/ });
  });

  it('says beside the difference what it is for new rows: the same point, a wider interval; and the SD ratio on the logit scale', () => {
    const hits = (run: Run) =>
      24 + ((run.split * 7 + run.seed * 3 + (run.variant === 'dropped' ? run.split % 3 : 0)) % 5);
    const { comparisons } = analysed(experiment(), hits);
    const { sdRatioLogit, metrics } = comparisons[0]!;
    const { differenceNewRows: wide } = metrics.accuracy!;
    const narrow = metrics.accuracy!.difference;
    expect(wide!.point).toBeCloseTo(narrow.point!, 12);
    expect(wide!.method).toBe('nadeauBengio');
    expect(wide!.high! - wide!.low!).toBeGreaterThan(narrow.high! - narrow.low!);
    expect(sdRatioLogit!.point).toBeGreaterThan(0);
    const folds = analysed(experiment({ protocol: kFold({ folds: 4, repeats: 6 }) }), hits).comparisons[0]!;
    expect(folds.metrics.accuracy!.differenceNewRows).toMatchObject({ method: 'bouckaertFrank', n: 24 });
  });

  it('does not let an arm win by its survivors: its worst runs failed, and the other arm is judged without as many', () => {
    const next = uniforms(streamKey('survivors'));
    const noise = new Map<string, number>();
    const hits = (run: Run): number => {
      const place = `${run.variant} ${run.split} ${run.seed}`;
      const drawn = noise.get(place) ?? Math.floor(next() * 17);
      noise.set(place, drawn);
      return 16 + drawn;
    };
    const e = experiment();
    const whole = analysed(e, hits).comparisons[0]!;
    expect(whole.verdict.mean.words).toBe('too noisy');
    expect(whole.failures).toBeUndefined();
    const survivors = analysed(e, (run) => (run.variant === 'dropped' && hits(run) < 24 ? null : hits(run)));
    const { verdict, failures, metrics } = survivors.comparisons[0]!;
    expect(metrics.accuracy!.differenceSimultaneous.low).toBeGreaterThan(0);
    expect(failures!.failed.baseline).toBe(0);
    expect(failures!.difference.low).toBeGreaterThan(0);
    expect(verdict.mean).toMatchObject({ words: 'not judged', reason: /failed unequally/ });
    // A failed run loses: the survivors' lead is not P(variant wins).
    expect(metrics.accuracy!.probabilityOfImprovement.point).toBeLessThan(0.6);
  });

  it('does not depend on the order of records', () => {
    const e = experiment();
    const runs = planRuns(e, onTable(e));
    const next = uniforms(streamKey('hits'));
    const pairs = runs.map((run) => [run.hash, record(run, 20 + Math.floor(next() * 15))] as const);
    const forward = analyse({ experiment: e, setup: madeSetup(e), origin: onTable(e), runs, records: new Map(pairs) });
    const backward = analyse({
      experiment: e,
      setup: madeSetup(e),
      origin: onTable(e),
      runs,
      records: new Map([...pairs].reverse()),
    });
    expect(backward).toEqual(forward);
  });

  it('counts failed and missing runs, and leaves their scores out instead of guessing', () => {
    const e = experiment();
    const { runs, variants, warnings } = analysed(e, (run) => (run.index === 0 ? null : 24 + run.seed));
    expect(runs).toMatchObject({ failed: 1, missing: 0 });
    expect(variants[0]!.runs).toEqual({ planned: 36, ok: 35, failed: 1 });
    expect(variants[0]!.metrics.accuracy!.scores).toHaveLength(35);
    expect(warnings.map(({ text }) => text).join()).toContain('1 of 36 runs diverged');
    const some = planRuns(e, onTable(e)).slice(0, 60);
    const half = analyse({
      experiment: e,
      setup: madeSetup(e),
      origin: onTable(e),
      runs: planRuns(e, onTable(e)),
      records: new Map(some.map((run) => [run.hash, record(run, 25)])),
    });
    expect(half.runs).toEqual({ planned: 72, ok: 60, failed: 0, missing: 12 });
    expect(half.warnings[0]!.text).toContain('incomplete');
  });

  it('holds no NaN, whatever the scores: all equal, all failed, one split', () => {
    const few = experiment({ protocol: holdout({ splits: 1, seeds: 1 }) });
    for (const analysis of [
      analysed(experiment(), () => 20),
      analysed(experiment(), () => null),
      analysed(few, () => 20),
    ]) {
      const text = JSON.stringify(analysis, (_key, value: unknown) =>
        typeof value === 'number' && !Number.isFinite(value) ? 'NOT FINITE' : value,
      );
      expect(text).not.toContain('NOT FINITE');
    }
  });

  it('pools k-fold scores over folds, and drops the repeat that misses one', () => {
    const e = experiment({ protocol: kFold({ folds: 4, repeats: 6, seeds: 1 }) });
    const { variants, unit } = analysed(e, (run) => (run.split === 0 && run.fold === 2 ? null : 20 + run.fold));
    expect(unit).toBe('repeat');
    expect(variants[0]!.metrics.accuracy!.scores.map(({ split, value }) => [split, value])).toEqual(
      [1, 2, 3, 4, 5].map((split) => [split, (20 + 21 + 22 + 23) / 160]),
    );
  });

  it('with a held split takes the seed as its unit, and says for what the figures hold', () => {
    const e = experiment({ vary: ['init', 'order', 'mask'], protocol: holdout({ splits: 1, seeds: 20 }) });
    const { unit, variants, warnings } = analysed(e, (run) => 20 + (run.seed % 5));
    expect(unit).toBe('seed');
    expect(variants[0]!.metrics.accuracy!.sd).toMatchObject({ n: 20, method: 'bonett' });
    expect(warnings.map(({ text }) => text).join()).toContain('for these rows and folds');
  });

  it('with a held split counts what has one value a split as one test set, however many seeds were run', () => {
    const e = experiment({ vary: ['init', 'order', 'mask'], protocol: holdout({ splits: 1, seeds: 20 }) });
    const spread: PredictionSpread = {
      variance: 0.1,
      squaredLoss: { loss: 0.5, bias: 0.4, variance: 0.1 },
      classes: {
        churn: 0.2,
        zeroOneLoss: { loss: 0.38, bias: 0.3, variance: 0.12, unbiasedVariance: 0.1, biasedVariance: 0.02 },
      },
    };
    const reductions = ['plain', 'dropped'].map((variant) => ({
      ...{ key: variant, variant, split: 0, nets: 20, spread, ensembles: [] },
    }));
    const { variants, comparisons } = analysed(e, (run) => 20 + (run.seed % 5), reductions);
    expect(variants[0]!.output!.churn!.reason).toBe('There is only one test set.');
    expect(comparisons[0]!.churnDifference!.reason).toBe('There is only one test set.');
  });

  it('splits the spread by source, alone and with others, and knows what is none by construction', () => {
    const e = experiment({ sources: pickFreeze({ samples: 60 }) });
    const sign = (n: number): number => ((n * 2654435761) % 4294967296 < 2147483648 ? -1 : 1);
    // The split acts alone, initial weights and order only together: ± 2 and ± 1 hits of 40.
    const hits = ({ split, streams }: Run) =>
      20 +
      2 * sign(split + 7) +
      sign(2 * streams.split + streams.init + 91) * sign(2 * streams.split + streams.order + 17);
    const breakdown = analysed(e, hits).sources!;
    const part = (name: string, source: string) =>
      breakdown.find((b) => b.variant === name)!.parts.find((p) => p.source === source)!;
    expect(breakdown[0]).toMatchObject({ variant: 'plain', samples: 60 });
    expect(Math.abs(part('plain', 'split').alone.point! - 0.8)).toBeLessThan(0.12);
    expect(part('plain', 'init').alone.point).toBeLessThan(0.1);
    expect(Math.abs(part('plain', 'init').withOthers.point! - 0.2)).toBeLessThan(0.12);
    expect(Math.abs(breakdown[0]!.interaction.point! - 0.2)).toBeLessThan(0.12);
    expect(breakdown[0]!.interaction.low).toBeLessThan(breakdown[0]!.interaction.point!);
    expect(part('plain', 'mask')).toMatchObject({ none: true, alone: { point: 0, reason: 'None by construction.' } });
    expect(part('dropped', 'mask')).toMatchObject({ none: false, alone: { point: 0 }, withOthers: { point: 0 } });
  });

  it('has no shares where an experiment still names the design of 0.1.0, and says so', () => {
    const old = analysed(experiment({ sources: oneAtATime({ contexts: 6, repetitions: 4 }) }), () => 20);
    expect(old.sources).toBeUndefined();
    expect(old.warnings.map(({ text }) => text).join()).toContain('One source at a time is no longer run');
  });
});

describe('comparisons', () => {
  it('are with the experiment’s baseline, or with a variant’s own; a baseline of another is not compared itself', () => {
    const against = (name: string): Variant => ({ ...dropped, against: name });
    const variants = {
      'none 10': plain,
      'drop 10': against('none 10'),
      'none 20': plain,
      'drop 20': against('none 20'),
    };
    expect(comparisonPairs(experiment({ variants, baseline: 'none 10' }))).toEqual([
      { variant: 'drop 10', baseline: 'none 10' },
      { variant: 'drop 20', baseline: 'none 20' },
    ]);
  });
});

describe('choice and ranking', () => {
  const next = uniforms(streamKey('noise'));
  const noise = () => Array.from({ length: 40 }, () => [next()]);

  it('the best of many equal variants flatters itself; chosen on half of the splits and scored on the other it does not', () => {
    const choices = Array.from({ length: 9 }, () => {
      const candidates = Array.from({ length: 10 }, (_, i) => ({ name: `v${i}`, scores: noise(), records: [] }));
      return analyseChoice(candidates, { metric: accuracy, baseline: 'v0', options, ground: 'this table' })!;
    });
    const mean = (pick: (choice: (typeof choices)[number]) => number) =>
      choices.reduce((sum, choice) => sum + pick(choice), 0) / choices.length;
    // A mean of 40 uniforms has SD .046: the largest of ten lies about 1.5 SDs up; 9 data sets have a standard error of .015.
    expect(mean(({ naive }) => naive.point!)).toBeGreaterThan(0.55);
    expect(Math.abs(mean(({ fresh }) => fresh.point!) - 0.5)).toBeLessThan(0.03);
    expect(choices[0]!.bestShare.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(choices[0]!.nested).toBeUndefined();
  });

  it('nested selection takes in each split the variant with the least validation loss', () => {
    const candidates = ['low', 'high'].map((name, i) => ({
      name,
      scores: Array.from({ length: 12 }, () => [i]),
      records: Array.from({ length: 12 }, (_, split) => ({
        split,
        training: { ...TEN_EPOCHS, validationLoss: (split + i) % 2 },
      })),
    }));
    const choice = analyseChoice(candidates, { metric: accuracy, baseline: 'low', options, ground: 'this table' })!;
    expect(choice).toMatchObject({
      best: 'high',
      naive: { point: 1 },
      nested: { point: 0.5 },
      nestedDifference: { point: 0.5 },
    });
  });

  it('gives one letter to what cannot be told apart and another to what can; for lower-is-better the least leads', () => {
    const shifted = (by: number) => noise().map(([x]) => [x! + by]);
    const candidates = [
      { name: 'far', scores: shifted(9), records: [] },
      { name: 'a', scores: shifted(0), records: [] },
      { name: 'b', scores: shifted(0), records: [] },
    ];
    const { order } = rankVariants(candidates, {
      metric: { ...accuracy, better: 'lower' },
      options,
      comparisons: [],
    });
    expect(order[2]).toEqual({ variant: 'far', letters: 'b' });
    expect(order.slice(0, 2).map(({ letters }) => letters)).toEqual(['a', 'a']);
  });
});

describe('ensembles', () => {
  function reduction(name: string, split: number, scores: readonly number[]): Reduction {
    const sizes = [1, 2, 4];
    const ensembles = scores.map((value, i): EnsembleScore => ({
      size: sizes[i]!,
      groups: 8 / sizes[i]!,
      metrics: { accuracy: value },
      rerunVariance: null,
    }));
    return { key: `${name}${split}`, variant: name, split, nets: 8, ensembles };
  }
  const worth = (single: number) => {
    const reductions = Array.from({ length: 10 }, (_, split) => [
      reduction('plain', split, [0.6, 0.7, 0.8]),
      reduction('dropped', split, [single]),
    ]).flat();
    return analyseEnsembles(experiment({ ensembles: [2, 4] }), {
      traits: () => ({ unused: [] }),
      reductions,
      records: new Map(),
      metrics: [accuracy],
      options,
      ground: 'this table',
    })!.worth[0]!;
  };

  it('a net that scores like two, is worth two; between sizes the log of the size is interpolated', () => {
    expect(worth(0.7)).toMatchObject({ by: 'score', metric: 'accuracy', least: 1, most: 4, n: 10 });
    expect(worth(0.7).point).toBeCloseTo(2, 10);
    expect(worth(0.75).point).toBeCloseTo(2 * Math.SQRT2, 10);
  });

  it('outside the sizes that were tried it says fewer or more', () => {
    expect(worth(0.5)).toMatchObject({ point: 'fewer', low: 'fewer', high: 'fewer' });
    expect(worth(0.9)).toMatchObject({ point: 'more', low: 'more', high: 'more' });
  });
});
