import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { defineExperiment, holdout, kFold, variant } from '../../src/experiment/experiment.js';
import type { Experiment } from '../../src/experiment/experiment.js';
import { dense, dropout, sequential } from '../../src/model/spec.js';
import { planRuns, splitKey, trainingStreams } from '../../src/design/plan.js';
import type { Run } from '../../src/design/plan.js';
import type { TableContext } from '../../src/origins/table/identity.js';
import { onTable } from '../made-origin.js';

const plan = (e: Experiment, c: Partial<TableContext> = context): readonly Run[] => planRuns(e, onTable(e, c));

const context = { fingerprint: 'abc' } as const;
const none = variant(sequential([dense(5)]));
const dropped = variant(sequential([dense(5), dropout(0.5)]));

function experiment(changes: Partial<Experiment> = {}): Experiment {
  return {
    ...defineExperiment({
      name: 'x',
      question: '?',
      protocol: holdout({ splits: 3, seeds: 2 }),
      variants: { none, dropped },
    }),
    ...changes,
  };
}

const hashes = (e: Experiment, c: Partial<TableContext> = context) => plan(e, c).map(({ hash }) => hash);

describe('plan', () => {
  it('goes split by split with all variants of a split together', () => {
    const order = plan(experiment()).map(({ split, seed, variant: name }) => `${split}${seed}${name[0]!}`);
    expect(order.join(' ')).toBe('00n 00d 01n 01d 10n 10d 11n 11d 20n 20d 21n 21d');
  });

  it('has one run a fold', () => {
    const runs = plan(experiment({ protocol: kFold({ folds: 4, repeats: 2, seeds: 3 }) }));
    expect(runs.length).toBe(2 * 3 * 4 * 2);
    expect(new Set(runs.map(({ hash }) => hash)).size).toBe(runs.length);
  });

  it('plans one split only when the split is held', () => {
    expect(plan(experiment({ vary: ['init'] })).length).toBe(1 * 2 * 2);
  });

  it('extends: more splits and seeds keep every earlier hash', () => {
    const few = hashes(experiment());
    const many = new Set(hashes(experiment({ protocol: holdout({ splits: 5, seeds: 4 }) })));
    expect(few.every((hash) => many.has(hash))).toBe(true);
  });

  it('an edited variant changes its own hashes and no others; a renamed or relabelled one changes none', () => {
    const before = hashes(experiment());
    const edited = hashes(experiment({ variants: { none, dropped: { ...dropped, batchSize: 16 } } }));
    expect(before.filter((hash, i) => hash === edited[i]).length).toBe(6);
    const renamed = hashes(experiment({ variants: { plain: { ...none, label: 'Plain', at: 0 }, dropped } }));
    expect(renamed).toEqual(before);
  });

  it.each([
    ['the data', { ...context, fingerprint: 'abd' }, {}],
    ['the engine', { ...context, engine: 'tfjs' as const }, {}],
    ['the numerics', { ...context, numericsVersion: 2 }, {}],
    ['the experiment seed', context, { seed: 2 }],
    ['the protocol', context, { protocol: holdout({ splits: 3, seeds: 2, test: 0.1 }) }],
  ])('%s changes every hash', (_what, other, changes) => {
    const before = new Set(hashes(experiment()));
    expect(hashes(experiment(changes), other).some((hash) => before.has(hash))).toBe(false);
  });
});

describe('streams of a run', () => {
  it('do not depend on the variant or on how many runs there are', () => {
    const run = { fold: 0, streams: { split: 1, init: 1, order: 1, mask: 1 } };
    const more = experiment({ protocol: holdout({ splits: 50, seeds: 9 }), variants: { dropped } });
    expect(trainingStreams(more, run)).toEqual(trainingStreams(experiment(), run));
    expect(splitKey(more, 1)).toEqual(splitKey(experiment(), 1));
  });

  it('a held source keeps seed 0 within its split, the others move', () => {
    const held = experiment({ vary: ['split', 'order', 'mask'] });
    const [a, b] = plan(held)
      .filter(({ split, variant: name }) => split === 2 && name === 'none')
      .map((run) => trainingStreams(held, run));
    expect(a!.init).toEqual(b!.init);
    expect(a!.order).not.toEqual(b!.order);
    expect(a!.mask).not.toEqual(b!.mask);
    const elsewhere = plan(held).find(({ split }) => split === 1)!;
    expect(trainingStreams(held, elsewhere).init).not.toEqual(a!.init);
  });
});

describe('base samples', () => {
  const sampled = experiment({ sources: { samples: 3 } });
  const runs = plan(sampled);
  const cells = runs.filter(({ cell }) => cell !== undefined);
  const of = (name: string, sample: number) =>
    cells.filter((run) => run.variant === name && run.cell?.sample === sample);

  it('cost 2 + 2d runs for the d sources of a variant: without dropout there are no masks', () => {
    expect(runs.length - cells.length).toBe(12);
    expect([of('none', 1).length, of('dropped', 1).length]).toEqual([8, 10]);
    expect(cells).toHaveLength(3 * (8 + 10));
  });

  it('with two sources cost four runs: a with one from b is b with the other from a', () => {
    const two = plan(experiment({ sources: { samples: 1 }, vary: ['split', 'init'] }));
    expect(two.filter(({ cell, variant }) => cell !== undefined && variant === 'dropped')).toHaveLength(4);
  });

  it('take from the second setting what their cell says, and all else from the first', () => {
    for (const { cell, split, streams } of of('dropped', 2)) {
      const taken = (source: 'split' | 'init' | 'order' | 'mask'): number => Number(cell!.fromB.includes(source));
      expect(split).toBe(4 + taken('split'));
      expect(streams).toEqual({ split: 2, init: taken('init'), order: taken('order'), mask: taken('mask') });
    }
  });

  it('exchange a stream whole: it is the same one with either split, and another in every other sample', () => {
    const [a] = of('dropped', 1).filter(({ cell }) => cell?.fromB.length === 0);
    const [splitFromB] = of('dropped', 1).filter(({ cell }) => cell?.fromB.join() === 'split');
    const [other] = of('dropped', 2).filter(({ cell }) => cell?.fromB.length === 0);
    expect(splitFromB!.split).not.toBe(a!.split);
    expect(trainingStreams(sampled, splitFromB!)).toEqual(trainingStreams(sampled, a!));
    expect(trainingStreams(sampled, other!).init).not.toEqual(trainingStreams(sampled, a!).init);
  });

  it('keep a held split', () => {
    const held = plan(experiment({ sources: { samples: 2 }, vary: ['init', 'order'] }));
    expect(new Set(held.map(({ split }) => split))).toEqual(new Set([0]));
  });

  it('are not run for the design of 0.1.0', () => {
    expect(plan(experiment({ sources: { contexts: 2, repetitions: 3 } }))).toHaveLength(12);
  });

  it('share a run with the main design where all coordinates agree', () => {
    const main = new Set(runs.filter(({ cell }) => cell === undefined).map(({ hash }) => hash));
    expect(cells.some(({ hash }) => main.has(hash))).toBe(true);
  });
});

describe('the hash of a run', () => {
  it('is that of its recipe and coordinates as canonical text, whatever shortcut made it', () => {
    const digest = (value: unknown): string =>
      createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32);
    const [run] = plan(experiment()).slice(7);
    const recipe = digest([
      ['backend', 'wasm-simd'],
      [
        'division',
        [
          ['kind', 'holdout'],
          ['stratified', true],
          ['test', 0.2],
          ['validation', 0.2],
        ],
      ],
      [
        'encoding',
        [
          ['fit', 'train'],
          ['target', 'zscore'],
          ['zscore', 'all'],
        ],
      ],
      ['engine', 'fused'],
      ['fingerprint', 'abc'],
      ['numericsVersion', 1],
      ['recipe', pairs(dropped)],
      ['seed', 1],
    ]);
    const { split, fold, streams } = run!;
    expect(run!.hash).toBe(digest([recipe, split, fold, pairs(streams)]));
  });
});

function pairs(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(pairs);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, each]) => [key, pairs(each)]);
}
