import { describe, expect, it } from 'vitest';
import { resolveNetwork } from '../../src/model/network.js';
import { activation, dense, dropout, l1, l2, leakyRelu, prelu, sequential } from '../../src/model/spec.js';

const CLASSES = { kind: 'classes', classes: 7 } as const;
const NUMBER = { kind: 'number' } as const;

describe('resolveNetwork', () => {
  it('hands widths on, splits activations off, and adds the output layer', () => {
    const model = sequential([dense(50, { activation: 'relu' }), dropout(0.5), dense(25, { activation: 'tanh' })]);
    const network = resolveNetwork(model, { inputs: 42, target: CLASSES });
    const none = { l1: 0, l2: 0 };
    expect(network.operations).toEqual([
      { op: 'dense', inputs: 42, units: 50, denseIndex: 0, kernel: none },
      { op: 'activation', activation: 'relu', width: 50, slope: 0.3 },
      { op: 'dropout', width: 50, rate: 0.5, dropoutIndex: 0 },
      { op: 'dense', inputs: 50, units: 25, denseIndex: 1, kernel: none },
      { op: 'activation', activation: 'tanh', width: 25, slope: 0.3 },
      { op: 'dense', inputs: 25, units: 7, denseIndex: 2, kernel: none },
    ]);
    expect([network.inputs, network.outputs, network.loss]).toEqual([42, 7, 'softmaxCrossEntropy']);
  });

  it('counts kernels, biases and PReLU slopes', () => {
    const count = (...layers: Parameters<typeof sequential>[0]): number =>
      resolveNetwork(sequential(layers), { inputs: 42, target: CLASSES }).parameters;
    expect(count()).toBe(42 * 7 + 7);
    expect(count(dense(50, { activation: 'relu' }), dropout(0.5), dense(25))).toBe(
      42 * 50 + 50 + 50 * 25 + 25 + 25 * 7 + 7,
    );
    expect(count(dense(10), prelu())).toBe(42 * 10 + 10 + 10 + 10 * 7 + 7);
    expect(count(dense(10, { activation: 'prelu' }))).toBe(count(dense(10), prelu()));
    expect(count(dense(10), leakyRelu())).toBe(42 * 10 + 10 + 10 * 7 + 7);
  });

  it('puts the activity penalty after the activation of its layer, and leaves out one of zero', () => {
    const model = sequential([
      dense(5, { activation: 'relu', activityRegularizer: l1(1e-4), kernelRegularizer: l2(1e-3) }),
      dense(4, { activityRegularizer: l2(0) }),
    ]);
    const { operations } = resolveNetwork(model, { inputs: 3, target: NUMBER });
    expect(operations.map(({ op }) => op)).toEqual(['dense', 'activation', 'activityPenalty', 'dense', 'dense']);
    expect(operations[0]).toMatchObject({ kernel: { l1: 0, l2: 1e-3 } });
    expect(operations[2]).toEqual({ op: 'activityPenalty', width: 5, activity: { l1: 1e-4, l2: 0 } });
  });

  it('counts a dropout of rate 0 among the dropout layers though it does nothing', () => {
    const model = sequential([dropout(0), dense(5), dropout(0.3)]);
    const { operations } = resolveNetwork(model, { inputs: 3, target: NUMBER });
    expect(operations.filter(({ op }) => op === 'dropout')).toEqual([
      { op: 'dropout', width: 5, rate: 0.3, dropoutIndex: 1 },
    ]);
  });

  it('takes the width of a dropout or an activation on the input from the table', () => {
    const { operations } = resolveNetwork(sequential([dropout(0.2), activation('tanh')]), {
      inputs: 9,
      target: NUMBER,
    });
    expect(operations.map((operation) => 'width' in operation && operation.width)).toEqual([9, 9, false]);
  });

  it('says nothing of a linear activation', () => {
    expect(resolveNetwork(sequential([activation('linear')]), { inputs: 2, target: NUMBER }).operations).toHaveLength(
      1,
    );
  });

  it('keeps the slope of a leaky relu', () => {
    const { operations } = resolveNetwork(sequential([leakyRelu(0.1)]), { inputs: 2, target: NUMBER });
    expect(operations[0]).toEqual({ op: 'activation', activation: 'leakyRelu', width: 2, slope: 0.1 });
  });

  it('chooses loss and outputs by the target', () => {
    const resolve = (
      output: 'auto' | 'sigmoid',
      target: typeof NUMBER | { kind: 'classes'; classes: number },
    ): unknown[] => {
      const { outputs, loss } = resolveNetwork(sequential([dense(3)], { output }), { inputs: 2, target });
      return [outputs, loss];
    };
    expect(resolve('auto', { kind: 'classes', classes: 2 })).toEqual([2, 'softmaxCrossEntropy']);
    expect(resolve('sigmoid', { kind: 'classes', classes: 2 })).toEqual([1, 'sigmoidCrossEntropy']);
    expect(resolve('auto', NUMBER)).toEqual([1, 'meanSquaredError']);
  });

  it.each([
    ['no inputs', 0, sequential([]), 'input width 0'],
    ['zero units', 2, sequential([dense(0)]), 'units 0'],
    ['half a unit', 2, sequential([dense(1.5)]), 'units 1.5'],
    ['a rate of 1', 2, sequential([dropout(1)]), 'dropout rate 1'],
    ['a negative rate', 2, sequential([dropout(-0.1)]), 'dropout rate -0.1'],
    ['a rate that is no number', 2, sequential([dropout(NaN)]), 'dropout rate NaN'],
    ['a sigmoid for seven classes', 2, sequential([], { output: 'sigmoid' }), '2 classes'],
  ])('refuses %s', (_, inputs, model, message) => {
    const resolve = (): unknown => resolveNetwork(model, { inputs, target: CLASSES });
    expect(resolve).toThrow(RangeError);
    expect(resolve).toThrow(message);
  });
});
