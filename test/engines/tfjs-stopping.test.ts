import { describe, expect, it } from 'vitest';
import type { Trained, TrainTask } from '../../src/engines/engine.js';
import { watchStopping } from '../../src/engines/tfjs/stopping.js';
import { createTfjsEngine } from '../../src/engines/tfjs.js';
import { adam, dense, dropout, earlyStopping, fixedEpochs, l1l2, sequential } from '../../src/model/spec.js';
import { smallTask } from './tfjs-task.js';

/** Feeds losses until the watch stops; lists the epochs (from 1) that improved. */
function follow(
  losses: readonly number[],
  options: { patience: number; minDelta: number },
): { improved: number[]; epochs: number } {
  const watch = watchStopping(earlyStopping(options));
  const improved: number[] = [];
  for (let epoch = 1; epoch <= losses.length; epoch++) {
    const seen = watch.observe(losses[epoch - 1]);
    if (seen.improved) improved.push(epoch);
    if (seen.stop) return { improved, epochs: epoch };
  }
  return { improved, epochs: losses.length };
}

describe('early stopping', () => {
  it('stops after `patience` epochs without an improvement', () => {
    expect(follow([1, 0.5, 0.6, 0.7, 0.8, 0.1], { patience: 3, minDelta: 0 })).toEqual({ improved: [1, 2], epochs: 5 });
  });

  it('starts waiting anew at every improvement', () => {
    expect(follow([1, 1.1, 0.9, 1, 0.8, 0.9, 0.9], { patience: 2, minDelta: 0 })).toEqual({
      improved: [1, 3, 5],
      epochs: 7,
    });
  });

  it('takes a loss for better only if it lies below the best by more than minDelta', () => {
    expect(follow([1, 0.5, 0.25, 0.3], { patience: 9, minDelta: 0.25 }).improved).toEqual([1, 2]);
    expect(follow([1, 1], { patience: 9, minDelta: 0 }).improved).toEqual([1]);
  });

  it('measures slow progress against the best that counted, so that small gains add up', () => {
    expect(follow([1, 0.96, 0.92, 0.88], { patience: 9, minDelta: 0.1 }).improved).toEqual([1, 4]);
  });

  it('never stops on the first epoch, even with patience 0', () => {
    expect(follow([1, 0.5, 0.7], { patience: 0, minDelta: 0 })).toEqual({ improved: [1, 2], epochs: 3 });
  });
});

const model = sequential([dense(16, { activation: 'relu' }), dropout(0.5)]);

async function train(changes: Partial<TrainTask>, layers = model): Promise<Trained> {
  const engine = await createTfjsEngine({ backend: 'wasm' });
  const result = await engine.train(smallTask(layers, changes));
  if (result.status !== 'trained') throw new Error('diverged');
  return result;
}

describe('training under early stopping', () => {
  it('restores the weights of the best epoch: fixed epochs up to there give the same predictions', async () => {
    const stopped = await train({
      optimizer: adam(0.05),
      stopping: earlyStopping({ patience: 8, minDelta: 0, maxEpochs: 300 }),
    });
    expect(stopped.epochs).toBe(stopped.bestEpoch + 8);
    const upToBest = await train({ optimizer: adam(0.05), stopping: fixedEpochs(stopped.bestEpoch) });
    expect(stopped.predictions).toEqual(upToBest.predictions);
    const upToEnd = await train({ optimizer: adam(0.05), stopping: fixedEpochs(stopped.epochs) });
    expect(stopped.predictions).not.toEqual(upToEnd.predictions);
    expect(stopped.curve.validation).toEqual(upToEnd.curve.validation);
  });

  it('restores the best weights also when maxEpochs ends it first', async () => {
    const changes = { optimizer: adam(0.05), stopping: earlyStopping({ patience: 1000, minDelta: 0, maxEpochs: 60 }) };
    const result = await train(changes);
    expect(result.epochs).toBe(60);
    expect(result.bestEpoch).toBeLessThan(60);
    const { curve } = result;
    expect(result.bestEpoch).toBe(curve.validation.indexOf(Math.min(...curve.validation)) + 1);
    expect(result.predictions).toEqual(
      (await train({ ...changes, stopping: fixedEpochs(result.bestEpoch) })).predictions,
    );
  });

  it('watches the data loss: penalties are not in the curves', async () => {
    const penalized = sequential([
      dense(16, { activation: 'relu', kernelRegularizer: l1l2(5, 5), activityRegularizer: l1l2(5, 5) }),
    ]);
    const { curve } = await train({ stopping: fixedEpochs(1), optimizer: adam(1e-6) }, penalized);
    expect(curve.validation[0]).toBeLessThan(3);
    expect(curve.train[0]).toBeLessThan(3);
  });

  it('runs to maxEpochs and keeps the last weights where there are no validation rows', async () => {
    const rows = { ...smallTask(model).rows, validation: new Uint32Array(0) };
    const result = await train({ rows, stopping: earlyStopping({ patience: 1, maxEpochs: 7 }) });
    expect([result.epochs, result.bestEpoch, result.curve.validation.length]).toEqual([7, 7, 0]);
    expect(result.predictions).toEqual((await train({ rows, stopping: fixedEpochs(7) })).predictions);
  });
});

describe('fixed epochs', () => {
  it('keep the last weights, whatever the validation loss says', async () => {
    const result = await train({ optimizer: adam(0.05), stopping: fixedEpochs(60) });
    expect([result.epochs, result.bestEpoch, result.curve.train.length]).toEqual([60, 60, 60]);
    expect(result.curve.validation.at(-1)).toBeGreaterThan(Math.min(...result.curve.validation));
  });
});
