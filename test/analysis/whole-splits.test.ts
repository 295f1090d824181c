import { onTable } from '../made-origin.js';
import { describe, expect, it } from 'vitest';
import { dense, dropout, sequential } from '../../src/model/spec.js';
import { defineExperiment, holdout, oneAtATime, variant } from '../../src/experiment/experiment.js';
import type { Experiment } from '../../src/experiment/experiment.js';
import { planRuns } from '../../src/design/plan.js';
import type { Run } from '../../src/design/plan.js';
import type { RunRecord } from '../../src/design/record.js';
import { stopsAfter } from '../../src/stats/index.js';
import { plannedLook, plannedLooks } from '../../src/question/until.js';
import type { Until } from '../../src/question/until.js';
import { upToRule, watchSplits } from '../../src/analysis/whole-splits.js';

const experiment: Experiment = defineExperiment({
  name: 'made',
  question: 'Is it enough?',
  protocol: holdout({ splits: 40, seeds: 2 }),
  sources: oneAtATime({ contexts: 2, repetitions: 2 }),
  variants: { a: variant(sequential([dense(2)])), b: variant(sequential([dense(2), dropout(0.5)])) },
});
const runs = planRuns(experiment, onTable(experiment));
const main = runs.filter(({ cell }) => cell === undefined);
const until: Until = { metric: 'accuracy', quantity: 'difference', halfWidth: 0.012, minimum: 10, maximum: 40 };

/** Scores that wobble and owe nothing to a generator. */
function scoreOf({ variant: name, split, seed }: Run): number {
  return 0.8 + ((split * 7 + seed * 3) % 11) / 100 + (name === 'b' ? ((split * 5 + seed) % 7) / 200 : 0);
}

function recordOf(run: Run, accuracy: number): [string, RunRecord] {
  const base = { hash: run.hash, variant: run.variant, split: run.split, fold: 0, seed: run.seed };
  const timing = { durationMs: 1, startedAt: 0 };
  const nothing = { epochs: 1, bestEpoch: 1, validationLoss: null, curve: { train: [], validation: [] } };
  const tally = { kind: 'number', rows: 1, squared: 0, absolute: 0 } as never;
  return [run.hash, { ...base, ...nothing, status: 'ok', metrics: { accuracy }, tally, timing }];
}

const records = new Map(runs.map((run) => recordOf(run, scoreOf(run))));
const differences = Array.from({ length: 40 }, (_, split) => {
  const at = (name: string): number => {
    const own = main.filter((run) => run.split === split && run.variant === name).map(scoreOf);
    return (own[0]! + own[1]!) / 2;
  };
  return at('b') - at('a');
});
const expected = stopsAfter(differences, { level: 0.95, minimum: 10, maximum: 40, halfWidth: 0.012 })!;

describe('whole splits', () => {
  it('the rule holds first where the confidence sequence of the split means says so', () => {
    expect(expected).toBeGreaterThan(10);
    expect(expected).toBeLessThan(40);
    expect(watchSplits(experiment, { runs, until })(records).stoppedAt).toBe(expected);
  });

  it('neither later records nor the order of arrival move the stop', () => {
    for (const order of [main, main.toReversed(), main.toSorted((a, b) => (a.hash < b.hash ? -1 : 1))]) {
      const watch = watchSplits(experiment, { runs, until });
      const arrived = new Map<string, RunRecord>();
      const seen: number[] = [];
      for (const { hash } of order) {
        arrived.set(hash, records.get(hash)!);
        const { stoppedAt } = watch(arrived);
        if (stoppedAt !== null) seen.push(stoppedAt);
      }
      expect(new Set(seen)).toEqual(new Set([expected]));
    }
  });

  it('a split that lacks one run holds back all later ones', () => {
    const lacking = new Map(records);
    lacking.delete(main.find(({ split }) => split === 4)!.hash);
    expect(watchSplits(experiment, { runs, until })(lacking)).toEqual({
      complete: 4,
      stoppedAt: null,
      halfWidth: null,
    });
  });

  it('a split without a score of one variant gives no value, and is whole', () => {
    const failed = new Map(records);
    for (const run of main.filter(({ split, variant: name }) => split === 4 && name === 'b')) {
      const { hash, variant: name, split, fold, seed } = run;
      const timing = { durationMs: 1, startedAt: 0 };
      failed.set(hash, {
        hash,
        variant: name,
        split,
        fold,
        seed,
        status: 'failed',
        reason: 'diverged',
        epoch: 1,
        timing,
      });
    }
    const without = differences.filter((_, split) => split !== 4);
    const values = stopsAfter(without, { level: 0.95, minimum: 9, maximum: 41, halfWidth: 0.012 })!;
    expect(watchSplits(experiment, { runs, until })(failed).stoppedAt).toBe(values + 1);
  });

  it('a mean is narrow enough only when that of every variant is', () => {
    const steady = new Map(
      main.map((run) => recordOf(run, run.variant === 'a' ? 0.8 + (run.split % 2) / 1e6 : scoreOf(run))),
    );
    const rule: Until = { ...until, quantity: 'mean', halfWidth: 0.005 };
    expect(watchSplits(experiment, { runs, until: rule })(steady).stoppedAt).toBeNull();
  });

  it('equal values give no interval, and never stop', () => {
    const equal = new Map(main.map((run) => recordOf(run, 0.8)));
    const prefix = watchSplits(experiment, { runs, until })(equal);
    expect(prefix).toEqual({ complete: 40, stoppedAt: null, halfWidth: null });
  });

  it('a report rests on exactly the first prefix and on the one-source runs, and cutting twice cuts once', () => {
    const part = upToRule({ experiment, runs, reductions: [] }, { until, records });
    expect(part.experiment.protocol.splits).toBe(expected);
    expect(part.runs.filter(({ cell }) => cell === undefined)).toHaveLength(expected * 4);
    expect(part.runs.filter(({ cell }) => cell !== undefined)).toHaveLength(runs.length - main.length);
    expect(upToRule(part, { until, records })).toEqual(part);
  });

  it('while no prefix satisfies the rule, the report is about the whole plan', () => {
    const strict: Until = { ...until, halfWidth: 1e-6 };
    const part = upToRule({ experiment, runs, reductions: [] }, { until: strict, records });
    expect(part.runs).toBe(runs);
    expect(part.prefix).toMatchObject({ complete: 40, stoppedAt: null });
  });
});

describe('the interval that the report will show', () => {
  const wide: Until = { ...until, halfWidth: 0.02, minimum: 5 };

  it('is what the rule on differences reads: in a family, that of all comparisons at once', () => {
    const variants = { c: variant(sequential([dense(4)])), d: variant(sequential([dense(5)])) };
    const family: Experiment = { ...experiment, variants: { ...experiment.variants, ...variants } };
    const own = planRuns(family, onTable(family));
    const made = new Map(
      own.map((run) => recordOf(run, scoreOf({ ...run, variant: run.variant === 'a' ? 'a' : 'b' }))),
    );
    const stops = (level: number) => stopsAfter(differences, { level, minimum: 5, maximum: 40, halfWidth: 0.02 });
    expect(watchSplits(experiment, { runs, until: wide })(records).stoppedAt).toBe(stops(0.95));
    expect(watchSplits(family, { runs: own, until: wide })(made).stoppedAt).toBe(stops(1 - 0.05 / 3));
    expect(stops(1 - 0.05 / 3)).toBeGreaterThan(stops(0.95)!);
  });

  it('of SD ratios is read at looks planned beforehand, each at its own level', () => {
    expect(plannedLooks({ minimum: 10, maximum: 40 })).toEqual([10, 15, 23, 35, 40]);
    const spread: Until = { ...until, quantity: 'sdRatio', halfWidth: 3 };
    const { stoppedAt, halfWidth } = watchSplits(experiment, { runs, until: spread })(records);
    expect(plannedLooks(spread)).toContain(stoppedAt);
    expect(halfWidth).toBeLessThan(3);
    expect([plannedLook(spread, 10), plannedLook(spread, 23), plannedLook(until, 23)]).toEqual([1, 3, 1]);
  });

  it('of SD ratios of a family counts from where the report judges them: not before 20 reruns', () => {
    const spread: Until = { ...until, quantity: 'sdRatio', halfWidth: 1000, minimum: 5 };
    const alone = watchSplits(experiment, { runs, until: spread })(records).stoppedAt!;
    const variants = { c: variant(sequential([dense(4)])) };
    const family: Experiment = { ...experiment, variants: { ...experiment.variants, ...variants } };
    const own = planRuns(family, onTable(family));
    const made = new Map(own.map((run) => recordOf(run, scoreOf(run))));
    const stopped = watchSplits(family, { runs: own, until: spread })(made).stoppedAt!;
    const { seeds } = family.protocol;
    const needed = seeds > 1 ? 20 / (seeds - 1) : 100;
    expect(alone).toBeLessThan(needed);
    expect(stopped).toBeGreaterThanOrEqual(needed);
  });
});
