import { expect, it } from 'vitest';
import { dense, dropout, sequential } from '../../src/model/spec.js';
import { glorotUniform, maskHalfwords, shuffledOrder, type StreamKey } from '../../src/base/streams.js';
import { madeTask, open, parametersOf } from './fused-task.js';

const KEYS: readonly StreamKey[] = [
  [0, 0],
  [0xffffffff, 0xffffffff],
  [0x243f6a88, 0x85a308d3],
];

it.each(KEYS)('masks under key %i %i are those of src/base/streams.ts, entry by entry', (...key) => {
  const session = open(madeTask(sequential([dense(100), dropout(0.5), dense(60)]), {}));
  const { exports, memory } = session.trainer;
  const out = session.layout.stages[1]!.mask;
  for (const counter of [
    { step: 0, layer: 0, purpose: 0 },
    { step: 49_999, layer: 3, purpose: 0 },
    { step: 4_000_000_000, layer: 1, purpose: 1 },
  ]) {
    for (const firstGroup of [0, 13]) {
      const groups = 11;
      exports.fillMask(out, groups, firstGroup, ...key, counter.step, counter.layer, counter.purpose);
      const expected = maskHalfwords(key, (firstGroup + groups) * 32, counter).subarray(firstGroup * 32);
      expect(new Uint16Array(memory.buffer, out, groups * 32)).toEqual(expected);
    }
  }
});

it.each([1, 2, 17, 64, 1600])('the batch order of %i rows is that of src/base/streams.ts', (rows) => {
  const all = Uint32Array.from({ length: rows }, (_, i) => i);
  const task = madeTask(sequential([]), { rows });
  const session = open({ ...task, rows: { train: all, validation: all, test: all } });
  for (const epoch of [0, 1, 700]) {
    session.trainer.exports.orderRows(epoch);
    const order = new Uint32Array(session.trainer.memory.buffer, session.layout.order, rows);
    expect(order).toEqual(shuffledOrder(task.streams.order, epoch, rows));
  }
});

it('initial kernels are the Glorot uniform numbers of the init stream, everything else starts at zero', () => {
  const task = madeTask(sequential([dense(6, { activation: 'prelu' }), dropout(0.5)]), {});
  const [kernel, bias, slopes, last, lastBias] = parametersOf(open(task));
  expect(kernel).toEqual(glorotUniform(task.streams.init, 0, { fanIn: 7, fanOut: 6 }));
  expect(last).toEqual(glorotUniform(task.streams.init, 1, { fanIn: 6, fanOut: 3 }));
  for (const tensor of [bias, slopes, lastBias]) expect(tensor!.every((value) => value === 0)).toBe(true);
});
