import { readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFusedEngine, fusedBytes, fusedRefusal, NUMERICS_VERSION } from '../../src/engines/fused/index.js';
import { createTfjsEngine } from '../../src/engines/tfjs.js';
import type { EncodedTable, TrainTask } from '../../src/engines/engine.js';
import * as spec from '../../src/model/spec.js';
import { dense, dropout, earlyStopping, fixedEpochs, sequential } from '../../src/model/spec.js';
import { fused, fusedChecked, madeTable, madeTask, streamsOf, train } from './fused-task.js';
import { GOLDEN_TASKS } from './fused-golden.js';

const relu = (units: number) => dense(units, { activation: 'relu' });
const small = sequential([relu(12), dropout(0.5), relu(16)]);

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  return Math.max(0, ...Array.from(a, (value, i) => Math.abs(value - b[i]!)));
}

function outcome(task: TrainTask): { epochs: number; predictions: string } {
  const { epochs, predictions } = train(task);
  return { epochs, predictions: createHash('sha256').update(new Uint8Array(predictions.buffer)).digest('hex') };
}

describe('golden hashes: they change only with NUMERICS_VERSION and a note under Numbers', () => {
  const file = new URL('../golden/fused.json', import.meta.url);
  if (process.env['RESEED_WRITE_GOLDEN'] === '1') {
    const tasks = Object.fromEntries(Object.entries(GOLDEN_TASKS).map(([name, task]) => [name, outcome(task())]));
    writeFileSync(file, `${JSON.stringify({ numericsVersion: NUMERICS_VERSION, tasks }, null, 2)}\n`);
  }
  const golden = JSON.parse(readFileSync(file, 'utf8')) as {
    numericsVersion: number;
    tasks: Record<string, ReturnType<typeof outcome>>;
  };

  it('belong to the present version', () => {
    expect(golden.numericsVersion).toBe(NUMERICS_VERSION);
    expect(Object.keys(golden.tasks)).toEqual(Object.keys(GOLDEN_TASKS));
  });

  it.each(Object.entries(GOLDEN_TASKS))('%s', (name, task) => {
    expect(outcome(task())).toEqual(golden.tasks[name]);
  });
});

it('trains as the tfjs engine does: curves to 1e-4, predictions to 1e-3 after some epochs', async () => {
  const tfjs = await createTfjsEngine({ backend: 'cpu' });
  for (const [name, make] of Object.entries(GOLDEN_TASKS)) {
    const task = { ...make(), stopping: fixedEpochs(4), monteCarloSamples: [1, 3] };
    const a = train(task);
    const b = await tfjs.train(task);
    if (b.status !== 'trained') throw new Error('diverged');
    expect(largestDifference(a.curve.train, b.curve.train), name).toBeLessThan(1e-4);
    expect(largestDifference(a.curve.validation, b.curve.validation), name).toBeLessThan(1e-4);
    expect(largestDifference(a.predictions, b.predictions), name).toBeLessThan(1e-3);
    a.monteCarlo.forEach((mean, i) => expect(largestDifference(mean, b.monteCarlo[i]!), name).toBeLessThan(1e-3));
  }
});

it('is within 1e-4 of the tfjs engine in median loss after 50 steps, over 20 seeds', async () => {
  const tfjs = await createTfjsEngine({ backend: 'cpu' });
  const differences: number[] = [];
  for (let seed = 0; seed < 20; seed++) {
    const shape = { rows: 134, numericWidth: 5, widths: [6], classes: 4, seed };
    const task = madeTask(small, shape, { optimizer: spec.adam(), stopping: fixedEpochs(5) });
    expect(task.rows.train.length).toBe(80);
    const b = await tfjs.train(task);
    if (b.status !== 'trained') throw new Error('diverged');
    differences.push(Math.abs(train(task).curve.train[4]! - b.curve.train[4]!));
  }
  expect(differences.sort((a, b) => a - b)[10]).toBeLessThanOrEqual(1e-4);
});

describe('early stopping', () => {
  const rule = { patience: 3, minDelta: 0.01, maxEpochs: 60 };
  const stopping = earlyStopping(rule);
  const task = madeTask(small, { rows: 100 }, { optimizer: spec.adam(0.02), stopping });
  const result = train(task);

  it('ends when the validation loss has not improved by minDelta for `patience` epochs', () => {
    const { validation } = result.curve;
    let best = Infinity;
    let bestEpoch = 0;
    validation.forEach((loss, i) => {
      if (loss < best - 0.01) [best, bestEpoch] = [loss, i + 1];
    });
    expect(result.bestEpoch).toBe(bestEpoch);
    expect(result.epochs).toBe(bestEpoch + 3);
    expect(result.epochs).toBeLessThan(60);
  });

  it('restores the weights of the best epoch', () => {
    const short = train({ ...task, stopping: fixedEpochs(result.bestEpoch) });
    expect(result.predictions).toEqual(short.predictions);
  });

  it('restores them too when maxEpochs comes first', () => {
    const cut = train({ ...task, stopping: earlyStopping({ ...rule, maxEpochs: result.bestEpoch + 1 }) });
    expect([cut.epochs, cut.bestEpoch]).toEqual([result.bestEpoch + 1, result.bestEpoch]);
    expect(cut.predictions).toEqual(result.predictions);
  });

  it('without validation rows runs to maxEpochs and keeps the last weights', () => {
    const rows = { ...task.rows, validation: new Uint32Array(0) };
    const blind = train({ ...task, rows, stopping: earlyStopping({ ...rule, maxEpochs: 7 }) });
    expect([blind.epochs, blind.bestEpoch, blind.curve.validation.length]).toEqual([7, 7, 0]);
    expect(blind.predictions).toEqual(train({ ...task, rows, stopping: fixedEpochs(7) }).predictions);
  });
});

it('a diverging run says at which epoch', () => {
  const task = madeTask(small, { classes: 0, rows: 60 }, { optimizer: spec.sgd(1e6), stopping: fixedEpochs(20) });
  expect(fused.train(task)).toEqual({ status: 'diverged', epoch: 1 });
  const later = fused.train({ ...task, optimizer: spec.sgd(2) });
  if (later.status !== 'diverged') throw new Error('expected to diverge');
  expect(later.epoch).toBeGreaterThan(1);
  const before = fused.train({ ...task, optimizer: spec.sgd(2), stopping: fixedEpochs(later.epoch - 1) });
  expect(before.status).toBe('trained');
});

it('weights that are not a number do not hide behind relu', () => {
  const table = madeTable({ rows: 30, classes: 3 });
  table.numeric.fill(NaN, 0, 3);
  const result = fused.train(madeTask(sequential([relu(30), relu(20)]), {}, { table }));
  expect(result).toEqual({ status: 'diverged', epoch: 1 });
});

it('an aborted signal stops the run before it starts', () => {
  const signal = AbortSignal.abort(new Error('enough'));
  expect(() => fused.train(madeTask(small, {}, { signal }))).toThrow('enough');
});

describe('predictions', () => {
  it('are probabilities that add up to 1, two columns for a sigmoid output', () => {
    const sigmoid = sequential([relu(9)], { output: 'sigmoid' });
    for (const task of [madeTask(small, { classes: 5 }), madeTask(sigmoid, { classes: 2 })]) {
      const { predictions } = train(task);
      const columns = predictions.length / task.rows.test.length;
      expect(columns).toBe(task.network.loss === 'sigmoidCrossEntropy' ? 2 : 5);
      for (let row = 0; row < task.rows.test.length; row++) {
        const sum = predictions.subarray(row * columns, (row + 1) * columns).reduce((a, b) => a + b, 0);
        expect(Math.abs(sum - 1)).toBeLessThan(1e-6);
      }
    }
  });

  it('do not depend on which rows stand beside them', () => {
    const task = madeTask(small, { rows: 400 });
    const all = train(task).predictions;
    const one = train({ ...task, rows: { ...task.rows, test: task.rows.test.slice(70, 71) } }).predictions;
    expect(one).toEqual(all.slice(210, 213));
  });

  it('Monte-Carlo means come nearer to each other as masks are added, and differ from the plain prediction', () => {
    const task = madeTask(small, { rows: 200 }, { monteCarloSamples: [1, 2, 200, 400], stopping: fixedEpochs(5) });
    const { predictions, monteCarlo } = train(task);
    const [one, two, many, more] = monteCarlo;
    expect(largestDifference(many!, more!)).toBeLessThan(largestDifference(one!, two!));
    expect(largestDifference(more!, predictions)).toBeGreaterThan(1e-4);
  });

  it('without dropout Monte-Carlo means are the plain prediction', () => {
    const task = madeTask(sequential([relu(20), relu(14)]), {}, { monteCarloSamples: [3] });
    const { predictions, monteCarlo } = train(task);
    expect(largestDifference(monteCarlo[0]!, predictions)).toBeLessThan(1e-6);
  });
});

describe('what must not change does not', () => {
  it('a run does not depend on what the engine trained before, however large', () => {
    const task = GOLDEN_TASKS['course-like, relu']!();
    const fresh = createFusedEngine();
    const first = fresh.train(task);
    fresh.train(
      madeTask(sequential([relu(200), dropout(0.3), dense(150, { activation: 'gelu' })]), { rows: 500, seed: 9 }),
    );
    expect(fresh.train(task)).toEqual(first);
  });

  it('dummies as numbers and categories as levels give the same run up to rounding', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 1, max: 9 }), (seed, width) => {
        const table = madeTable({ rows: 50, numericWidth: 2, widths: [width, 3], seed });
        const task = madeTask(small, { seed }, { table });
        const asNumbers = madeTask(small, { seed }, { table: written(table) });
        expect(largestDifference(train(task).predictions, train(asNumbers).predictions)).toBeLessThan(2e-5);
      }),
      { numRuns: 25 },
    );
  });

  it('the names of the rows do not matter: the same rows elsewhere in the table give the same bits', () => {
    const table = madeTable({ rows: 40 });
    const task = madeTask(small, {}, { table });
    const doubled = madeTask(small, {}, { table: repeated(table) });
    const rows = {
      train: task.rows.train.map((row) => row + 40),
      validation: task.rows.validation,
      test: task.rows.test.map((row) => row + 40),
    };
    expect(train({ ...doubled, rows }).predictions).toEqual(train(task).predictions);
  });
});

describe('memory', () => {
  const size = (units: number, rows: number) => ({
    network: madeTask(sequential([relu(units), relu(units)]), {}).network,
    batchSize: 32,
    numericWidth: 3,
    categories: 1,
    rows: { train: rows, validation: 0, test: 0 },
  });

  it('what does not fit is refused with the number of bytes', () => {
    expect(fusedRefusal(size(100, 1000))).toBeUndefined();
    expect(fusedRefusal(size(20_000, 1000))).toContain(`${fusedBytes(size(20_000, 1000))} bytes`);
    expect(fusedRefusal(size(100, 300_000_000))).toContain('bytes');
  });

  it('the refusal comes before anything is allocated', () => {
    const task = madeTask(sequential([relu(30_000), relu(30_000)]), {});
    expect(() => fused.train(task)).toThrow(RangeError);
    expect(() => fusedChecked.train(task)).toThrow(/\d{10,} bytes/);
  });

  it('bytes grow in proportion to rows', () => {
    const [one, two, three] = [1, 2, 3].map((n) => fusedBytes(size(10, n * 64_000)));
    expect(three! - two!).toBe(two! - one!);
  });
});

it('a table that does not match its network is a programming error', () => {
  const task = madeTask(small, {});
  expect(() => fused.train({ ...task, table: withZeroColumn(task.table) })).toThrow(RangeError);
});

it('other seeds give other runs', () => {
  const task = madeTask(small, {});
  expect(train({ ...task, streams: streamsOf(1) }).predictions).not.toEqual(train(task).predictions);
});

function withZeroColumn(table: EncodedTable): EncodedTable {
  const width = table.numericWidth + 1;
  const numeric = new Float32Array(table.rows * width);
  for (let row = 0; row < table.rows; row++) {
    numeric.set(table.numeric.subarray(row * (width - 1), (row + 1) * (width - 1)), row * width);
  }
  return { ...table, numeric, numericWidth: width };
}

/** The categories as columns of numbers. */
function written(table: EncodedTable): EncodedTable {
  const width = table.numericWidth + table.widths.reduce((a, b) => a + b, 0);
  const numeric = new Float32Array(table.rows * width);
  for (let row = 0; row < table.rows; row++) {
    let at = row * width;
    numeric.set(table.numeric.subarray(row * table.numericWidth, (row + 1) * table.numericWidth), at);
    at += table.numericWidth;
    table.widths.forEach((levels, c) => {
      const level = table.levels[c]![row]!;
      if (level >= 0) numeric[at + level] = 1;
      at += levels;
    });
  }
  return { ...table, numeric, numericWidth: width, levels: [], widths: [] };
}

function repeated(table: EncodedTable): EncodedTable {
  const twice = (values: ArrayLike<number>): number[] => [...Array.from(values), ...Array.from(values)];
  if (table.target.kind !== 'classes') throw new TypeError('classes only');
  return {
    ...table,
    rows: 2 * table.rows,
    numeric: Float32Array.from(twice(table.numeric)),
    levels: table.levels.map((column) => Int32Array.from(twice(column))),
    target: { ...table.target, labels: Int32Array.from(twice(table.target.labels)) },
  };
}
