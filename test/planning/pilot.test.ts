import { onTable } from '../made-origin.js';
import { describe, expect, it } from 'vitest';
import { madeRecord } from '../made-record.js';
import { defineExperiment, holdout, variant } from '../../src/experiment/experiment.js';
import type { Experiment, Source } from '../../src/experiment/experiment.js';
import { dense, sequential } from '../../src/model/spec.js';
import { pilotOf } from '../../src/planning/pilot.js';
import { planRuns } from '../../src/design/plan.js';
import type { Run } from '../../src/design/plan.js';
import type { RunRecord } from '../../src/design/record.js';

function made(protocol: { splits: number; seeds: number }, vary: readonly Source[] = ['split', 'init']): Experiment {
  const variants = { a: variant(sequential([dense(2)])), b: variant(sequential([dense(3)])) };
  return defineExperiment({ name: 'made', question: 'How many?', protocol: holdout(protocol), vary, variants });
}

function pilot(experiment: Experiment, scoreOf: (run: Run) => number | undefined) {
  const runs = planRuns(experiment, onTable(experiment));
  const records = new Map<string, RunRecord>();
  for (const run of runs) {
    const accuracy = scoreOf(run);
    if (accuracy === undefined) continue;
    const timing = { durationMs: run.variant === 'a' ? 10 : 30, startedAt: 0 };
    records.set(run.hash, { ...madeRecord(run, { accuracy }), timing });
  }
  return pilotOf(experiment, { runs, records, metric: 'accuracy' });
}

/** Split means of the difference 0, 1, … hundredths; seeds ± one hundredth, opposed between the variants in split 4. */
function scoreOf({ variant: name, split, seed }: Run): number {
  const offset = seed === 0 ? 0.01 : -0.01;
  return name === 'a' ? 0.7 + offset : 0.7 + split / 100 + (split === 4 ? -offset : offset);
}

describe('a pilot', () => {
  it('gives the components of the paired difference: mean squares .00016 within, .0005 between, of two seeds', () => {
    const found = pilot(made({ splits: 5, seeds: 2 }), scoreOf)!;
    expect(found).toMatchObject({ blocks: 5, seeds: 2, msPerRun: 20 });
    const [{ variances, correlation }] = found.comparisons as [(typeof found.comparisons)[number]];
    expect(variances.seed).toBeCloseTo(0.00016, 12);
    expect(variances.split).toBeCloseTo((0.0005 - 0.00016) / 2, 12);
    expect(correlation).toBeCloseTo(0.6, 10);
  });

  it('with one seed a split has only the whole variance', () => {
    const found = pilot(made({ splits: 5, seeds: 1 }), ({ variant: name, split }) =>
      name === 'a' ? 0.7 : 0.7 + split / 100,
    )!;
    expect(found.comparisons[0]!.variances.split).toBeCloseTo(0.00025, 12);
    expect(found.comparisons[0]!.variances.seed).toBe(0);
  });

  it('a held split has its seeds as blocks', () => {
    const found = pilot(made({ splits: 1, seeds: 5 }, ['init']), ({ variant: name, seed }) =>
      name === 'a' ? 0.7 : 0.7 + seed / 100,
    )!;
    expect(found.blocks).toBe(5);
    expect(found.comparisons[0]!.variances.split).toBeCloseTo(0.00025, 12);
  });

  it('takes the part of a plan that is there, and none of fewer than five splits', () => {
    const wide = made({ splits: 40, seeds: 2 });
    expect(pilot(wide, (run) => (run.split < 5 ? scoreOf(run) : undefined))).toMatchObject({ blocks: 5, seeds: 2 });
    expect(pilot(wide, (run) => (run.split < 4 ? scoreOf(run) : undefined))).toBeUndefined();
  });
});
