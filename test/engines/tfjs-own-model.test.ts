import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Trained } from '../../src/engines/engine.js';
import { openBackend } from '../../src/engines/tfjs/backends.js';
import { withRandomFrom, type ModelBuilder } from '../../src/engines/tfjs/own-model.js';
import { trainOwnModel, type OwnModelTask } from '../../src/engines/tfjs/train-own-model.js';
import { createOwnModelEngine, type IsolatedEngine } from '../../src/engines/tfjs.js';
import { UserError } from '../../src/base/errors.js';
import { adam, adamW, earlyStopping, fixedEpochs, sgd } from '../../src/model/spec.js';
import { streamKey, uniforms } from '../../src/base/streams.js';
import loadBuilder from '../fixtures/own-models.mjs';
import { CHILD_FILE, rowRange, SMALL_INPUTS, smallTable, STREAMS } from './tfjs-task.js';

const loader = new URL('../fixtures/own-models.mjs', import.meta.url).href;
const ENDS = { inputs: SMALL_INPUTS, outputs: 3, loss: 'softmaxCrossEntropy' } as const;

function ownTask(changes: Partial<OwnModelTask> = {}): OwnModelTask {
  return {
    ends: ENDS,
    optimizer: adam(0.02),
    batchSize: 8,
    stopping: fixedEpochs(4),
    table: smallTable('classes'),
    rows: { train: rowRange(0, 30), validation: rowRange(30, 45), test: rowRange(45, 60) },
    streams: STREAMS,
    ...changes,
  };
}

async function trainHere(name: string, changes: Partial<OwnModelTask> = {}): Promise<Trained> {
  const result = await trainOwnModel(ownTask(changes), {
    build: loadBuilder(name) as ModelBuilder,
    beforeEpoch: () => undefined,
  });
  if (result.status !== 'trained') throw new Error('diverged');
  return result;
}

beforeAll(() => openBackend('wasm'));

describe('a user’s own model', () => {
  it('gives the same bits when run again, and others for another initialisation, order or mask', async () => {
    const first = await trainHere('dropped');
    expect(await trainHere('dropped')).toEqual(first);
    for (const source of ['init', 'order', 'mask'] as const) {
      const changed = await trainHere('dropped', { streams: { ...STREAMS, [source]: streamKey('other') } });
      expect(changed.predictions).not.toEqual(first.predictions);
    }
  });

  it('draws nothing from the mask stream if it has no dropout', async () => {
    const first = await trainHere('plain');
    expect(await trainHere('plain', { streams: { ...STREAMS, mask: streamKey('other') } })).toEqual(first);
  });

  it('learns, and restores its best weights with the averages of batch normalisation', async () => {
    const changes = { optimizer: adam(0.05), stopping: earlyStopping({ patience: 15, minDelta: 0, maxEpochs: 200 }) };
    const stopped = await trainHere('normalized', changes);
    expect(Math.min(...stopped.curve.validation)).toBeLessThan(0.5 * Math.log(3));
    expect(stopped.epochs).toBe(stopped.bestEpoch + 15);
    const upToBest = await trainHere('normalized', { ...changes, stopping: fixedEpochs(stopped.bestEpoch) });
    expect(stopped.predictions).toEqual(upToBest.predictions);
  });

  it('returns probabilities of its linear outputs', async () => {
    const { predictions } = await trainHere('plain');
    expect(predictions).toHaveLength(45);
    for (let row = 0; row < 15; row++) {
      expect(predictions.subarray(3 * row, 3 * row + 3).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);
    }
  });

  it('fits a number', async () => {
    const ends = { ...ENDS, outputs: 1, loss: 'meanSquaredError' } as const;
    const { curve, predictions } = await trainHere('plain', {
      ends,
      table: smallTable('number'),
      stopping: fixedEpochs(80),
    });
    expect(predictions).toHaveLength(15);
    expect(curve.validation.at(-1)).toBeLessThan(0.1);
  });

  it('is held down by the penalties of its layers, which are not in the curves', async () => {
    const { predictions, curve } = await trainHere('penalized', { optimizer: sgd(1e-4), stopping: fixedEpochs(30) });
    expect(curve.train[0]).toBeLessThan(5);
    for (const p of predictions) expect(p).toBeCloseTo(1 / 3, 1);
  });

  it('obeys the constraints of its layers', async () => {
    const { predictions } = await trainHere('constrained', { optimizer: adamW(0.001), stopping: fixedEpochs(3) });
    for (const p of predictions) expect(p).toBeCloseTo(1 / 3, 1);
  });

  it('that diverges is reported as such, and leaves no tensor', async () => {
    const before = tf.memory().numTensors;
    const ends = { ...ENDS, outputs: 1, loss: 'meanSquaredError' } as const;
    const task = ownTask({ ends, table: smallTable('number'), optimizer: sgd(1e30) });
    const result = await trainOwnModel(task, {
      build: loadBuilder('plain') as ModelBuilder,
      beforeEpoch: () => undefined,
    });
    expect(result).toEqual({ status: 'diverged', epoch: 1 });
    expect(tf.memory().numTensors).toBe(before);
  });

  it.each(['plain', 'dropped', 'normalized'])('leaves no tensor behind (%s)', async (name) => {
    const before = tf.memory().numTensors;
    await trainHere(name);
    expect(tf.memory().numTensors).toBe(before);
  });

  it.each([
    ['seeded', 'seeded dropout layer', 'Leave its seed out'],
    ['softmax', 'ends in a softmax', 'Leave the last layer linear'],
    ['narrow', 'has the input [rows, 2]', '[rows, 5]'],
    ['wide', 'has the output [rows, 99]', '[rows, 3]'],
    ['broken', 'cannot be built: no such layer', 'experiment file'],
    ['nothing', 'is not a tf.LayersModel', 'tf.sequential'],
  ])('is refused, with the remedy and without a tensor left, if it is %s', async (name, message, hint) => {
    const before = tf.memory().numTensors;
    const failure = await trainHere(name).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(UserError);
    expect((failure as UserError).message).toContain(message);
    expect((failure as UserError).hint).toContain(hint);
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('withRandomFrom', () => {
  it('lets Math.random draw from the stream, and puts the old one back even after a failure', async () => {
    const own = Math.random;
    const expected = uniforms(STREAMS.mask);
    const drawn = await withRandomFrom(STREAMS.mask, () => [Math.random(), Math.random()]);
    expect(drawn).toEqual([expected(), expected()]);
    await expect(withRandomFrom(STREAMS.mask, () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
    expect(Math.random).toBe(own);
  });
});

describe('own models in the child process', () => {
  let engine: IsolatedEngine;
  beforeAll(async () => {
    engine = await createOwnModelEngine({ backend: 'wasm', childFile: CHILD_FILE });
  });
  afterAll(() => engine.dispose());

  it('train to the bits that they train to here, side by side too, and touch no Math.random of this process', async () => {
    const own = Math.random;
    const model = (reference: string): { loader: string; reference: string } => ({ loader, reference });
    const results = await Promise.all([
      engine.trainOwn(ownTask(), model('dropped')),
      engine.trainOwn(ownTask(), model('normalized')),
      engine.trainOwn(ownTask(), model('dropped')),
    ]);
    expect(results).toEqual([await trainHere('dropped'), await trainHere('normalized'), await trainHere('dropped')]);
    expect(Math.random).toBe(own);
  });

  it('are checked before anything runs: trained scalars, or the refusal with its remedy', async () => {
    expect(await engine.checkOwn({ loader, reference: 'plain' }, ENDS)).toEqual({ parameters: 5 * 8 + 8 + 8 * 3 + 3 });
    const failure = await engine.checkOwn({ loader, reference: 'seeded' }, ENDS).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(UserError);
    expect((failure as UserError).hint).toContain('Leave its seed out');
  });
});
