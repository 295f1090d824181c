/**
 * A second opinion in float64 and plain loops: dense layers with relu and dropout between them, softmax cross-entropy,
 * plain gradient descent. Written out by hand so that it shares nothing with the engine but the streams.
 */
import type { TrainTask } from '../../src/engines/engine.js';
import { glorotUniform, maskHalfwords, shuffledOrder } from '../../src/base/streams.js';

interface Layer {
  readonly weights: number[][];
  readonly bias: number[];
}

interface Recipe {
  readonly widths: readonly number[];
  /** Dropout rate after each hidden layer; 0 for none. */
  readonly rates: readonly number[];
  readonly learningRate: number;
  readonly epochs: number;
}

interface Example {
  readonly x: readonly number[];
  readonly label: number;
}

/** Trains by the book and returns test probabilities row by row, and those under the first Monte-Carlo masks. */
export function trainReference(
  task: TrainTask,
  recipe: Recipe,
): { predictions: number[]; trainCurve: number[]; monteCarlo: (samples: number) => number[] } {
  const { rows, streams, batchSize, network } = task;
  const widths = [network.inputs, ...recipe.widths, network.outputs];
  const layers: Layer[] = widths.slice(1).map((width, i) => {
    const flat = glorotUniform(streams.init, i, { fanIn: widths[i]!, fanOut: width });
    return {
      weights: Array.from({ length: widths[i]! }, (_, a) =>
        Array.from({ length: width }, (_, b) => flat[a * width + b]!),
      ),
      bias: new Array<number>(width).fill(0),
    };
  });
  const examples = (list: Uint32Array): Example[] => Array.from(list, (row) => exampleOf(task, row));
  const trainCurve: number[] = [];
  let step = 0;
  for (let epoch = 0; epoch < recipe.epochs; epoch++) {
    const train = examples(rows.train);
    const ordered = Array.from(shuffledOrder(streams.order, epoch, train.length), (position) => train[position]!);
    let sum = 0;
    for (let start = 0; start < ordered.length; start += batchSize, step++) {
      sum += descend(
        layers,
        ordered.slice(start, start + batchSize),
        recipe,
        masksOf(task, recipe, { step, purpose: 0 }),
      );
    }
    trainCurve.push(sum / ordered.length);
  }
  const test = examples(rows.test);
  const monteCarlo = (samples: number): number[] => {
    const each = Array.from({ length: samples }, (_, sample) => {
      const mask = masksOf(task, recipe, { step: sample, purpose: 1 });
      return test.flatMap((example, row) => forwards(layers, example.x, mask(row, test.length)).at(-1)!);
    });
    return each[0]!.map((_, i) => each.reduce((total, one) => total + one[i]!, 0) / samples);
  };
  return { predictions: test.flatMap((example) => forwards(layers, example.x).at(-1)!), trainCurve, monteCarlo };
}

type RowMask = (layer: number, unit: number) => number;

function masksOf(
  task: TrainTask,
  recipe: Recipe,
  { step, purpose }: { step: number; purpose: number },
): (row: number, rows: number) => RowMask {
  const dropouts = recipe.rates.map((rate, i) =>
    rate === 0 ? -1 : recipe.rates.slice(0, i).filter((r) => r > 0).length,
  );
  return (row, rows) => (layer, unit) => {
    const rate = recipe.rates[layer]!;
    if (rate === 0) return 1;
    const width = recipe.widths[layer]!;
    const entries = maskHalfwords(task.streams.mask, rows * width, { step, layer: dropouts[layer]!, purpose });
    return entries[row * width + unit]! / 65536 >= rate ? 1 / (1 - rate) : 0;
  };
}

/** What leaves each layer (after relu and dropout), and last the probabilities. */
function forwards(layers: readonly Layer[], x: readonly number[], mask: RowMask = () => 1): number[][] {
  const outputs: number[][] = [[...x]];
  layers.forEach(({ weights, bias }, index) => {
    const before = outputs.at(-1)!;
    const sums = bias.map((b, unit) => before.reduce((sum, value, i) => sum + value * weights[i]![unit]!, b));
    if (index < layers.length - 1) outputs.push(sums.map((sum, unit) => Math.max(0, sum) * mask(index, unit)));
    else {
      const exponentials = sums.map((sum) => Math.exp(sum - Math.max(...sums)));
      const total = exponentials.reduce((a, b) => a + b, 0);
      outputs.push(exponentials.map((value) => value / total));
    }
  });
  return outputs;
}

/** One step of gradient descent on one batch; returns the sum of its losses. */
function descend(
  layers: Layer[],
  batch: Example[],
  { learningRate }: Recipe,
  maskOf: (row: number, rows: number) => RowMask,
): number {
  const updates: (() => void)[] = [];
  let loss = 0;
  batch.forEach(({ x, label }, row) => {
    const mask = maskOf(row, batch.length);
    const outputs = forwards(layers, x, mask);
    loss -= Math.log(outputs.at(-1)![label]!);
    let delta = outputs.at(-1)!.map((p, k) => (p - (k === label ? 1 : 0)) / batch.length);
    for (let index = layers.length - 1; index >= 0; index--) {
      const { weights, bias } = layers[index]!;
      const before = outputs[index]!;
      const current = delta;
      delta = before.map((value, i) => {
        const back = current.reduce((sum, d, unit) => sum + d * weights[i]![unit]!, 0);
        return index === 0 || value <= 0 ? 0 : back * mask(index - 1, i);
      });
      updates.push(() => {
        current.forEach((d, unit) => {
          bias[unit]! -= learningRate * d;
          before.forEach((value, i) => (weights[i]![unit]! -= learningRate * d * value));
        });
      });
    }
  });
  for (const update of updates) update();
  return loss;
}

function exampleOf({ table }: TrainTask, row: number): Example {
  const x = Array.from(table.numeric.subarray(row * table.numericWidth, (row + 1) * table.numericWidth));
  table.widths.forEach((width, column) => {
    for (let level = 0; level < width; level++) x.push(table.levels[column]![row] === level ? 1 : 0);
  });
  if (table.target.kind !== 'classes') throw new TypeError('classes only');
  return { x, label: table.target.labels[row]! };
}
