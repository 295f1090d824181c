import { beforeAll, describe, expect, it } from 'vitest';
import { FIT_MODELS, trainByFit } from '../../perf/perf-fit.js';
import { MODELS, workload, type ModelName } from '../../perf/workload.js';
import { openBackend } from '../../src/engines/tfjs/backends.js';
import { tfjs } from '../../src/engines/tfjs/own-model.js';

beforeAll(() => openBackend('cpu'));

describe.each(Object.keys(MODELS) as ModelName[])('network %s as a user of TensorFlow.js writes it', (name) => {
  it('has the parameters of the network that our engines train', () => {
    const model = FIT_MODELS[name]();
    expect(model.countParams()).toBe(workload(MODELS[name], { epochs: 1 }).network.parameters);
    model.dispose();
  });

  it('has its layers in the same order, with the same widths and rates', () => {
    const model = FIT_MODELS[name]();
    const written = model.layers.map((layer) => {
      const { units, rate, activation } = layer.getConfig();
      return { kind: layer.getClassName(), units, rate, activation };
    });
    const specified = MODELS[name].layers.flatMap((layer): object[] => {
      if (layer.type === 'dropout') return [{ kind: 'Dropout', rate: layer.rate }];
      if (layer.type !== 'dense') throw new Error(`${layer.type}: not in these networks`);
      const { units, activation } = layer;
      return activation === 'prelu'
        ? [{ kind: 'Dense', units, activation: 'linear' }, { kind: 'PReLU' }]
        : [{ kind: 'Dense', units, activation }];
    });
    expect(written).toEqual([...specified, { kind: 'Dense', units: 7, activation: 'softmax' }]);
    model.dispose();
  });
});

describe('a run by model.fit', () => {
  it('learns for the epochs of its task, scores the validation rows in each, and leaves no tensor behind', async () => {
    const task = workload(MODELS.M, { epochs: 3 });
    const rows = { train: task.rows.train.slice(0, 96), validation: task.rows.validation, test: task.rows.test };
    const before = tfjs.memory().numTensors;
    const { train, validation, predictions } = await trainByFit('M', { ...task, rows });
    expect(tfjs.memory().numTensors).toBe(before);
    expect(train).toHaveLength(3);
    expect(validation).toHaveLength(3);
    expect(new Set(validation).size).toBe(3);
    expect(predictions).toHaveLength(400 * 7);
    for (let row = 0; row < 400; row++) {
      expect(predictions.slice(7 * row, 7 * row + 7).reduce((sum, p) => sum + p)).toBeCloseTo(1, 5);
    }
  });

  it('refuses a task without a fixed number of epochs', async () => {
    const task = workload(MODELS.M, { epochs: 1 });
    const stopping = { type: 'earlyStopping', patience: 1, minDelta: 0, maxEpochs: 2 } as const;
    await expect(trainByFit('M', { ...task, stopping })).rejects.toThrow(TypeError);
  });
});
