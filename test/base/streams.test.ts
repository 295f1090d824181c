import { describe, expect, it } from 'vitest';
import {
  glorotUniform,
  MASK_ROUNDS,
  maskHalfwords,
  maskThreshold,
  philox4x32,
  shuffledOrder,
  streamKey,
  uniforms,
  words,
} from '../../src/base/streams.js';

describe('Philox4x32', () => {
  // Known answers published with Random123 (kat_vectors: philox4x32 10 and 7).
  const PI: [number, number, number, number] = [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344];
  it.each([
    [10, [0, 0, 0, 0], [0, 0], '6627e8d5 e169c58d bc57ac4c 9b00dbd8'],
    [
      10,
      [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
      [0xffffffff, 0xffffffff],
      '408f276d 41c83b0e a20bc7c6 6d5451fd',
    ],
    [10, PI, [0xa4093822, 0x299f31d0], 'd16cfe09 94fdcceb 5001e420 24126ea1'],
    [7, [0, 0, 0, 0], [0, 0], '5f6fb709 0d893f64 4f121f81 4f730a48'],
  ] as const)('gives the published words for %i rounds', (rounds, counter, key, expected) => {
    const out = new Uint32Array(4);
    philox4x32(key, [...counter] as [number, number, number, number], { out, rounds });
    expect([...out].map((word) => word.toString(16).padStart(8, '0')).join(' ')).toBe(expected);
  });
});

describe('named streams', () => {
  it('differ when any part of their name differs', () => {
    const names = [
      [1, 'split', 0],
      [1, 'split', 1],
      [2, 'split', 0],
      [1, 'init', 0],
      ['1', 'split', 0],
    ];
    expect(new Set(names.map((name) => streamKey(...name).join())).size).toBe(names.length);
  });

  it('give uniforms in [0, 1) with the mean and variance of a uniform', () => {
    const next = uniforms(streamKey(7));
    const values = Array.from({ length: 20_000 }, next);
    const mean = values.reduce((a, b) => a + b) / values.length;
    const variance = values.reduce((a, b) => a + (b - mean) * (b - mean), 0) / values.length;
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values)).toBeLessThan(1);
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.01);
    expect(Math.abs(variance - 1 / 12)).toBeLessThan(0.002);
  });
});

describe('batch order', () => {
  it('is a permutation, another one each epoch, and does not depend on what was drawn before', () => {
    const key = streamKey('order');
    const first = shuffledOrder(key, 0, 101);
    const second = shuffledOrder(key, 1, 101);
    expect([...first].sort((a, b) => a - b)).toEqual(Array.from({ length: 101 }, (_, i) => i));
    expect([...first]).not.toEqual([...second]);
    expect([...shuffledOrder(key, 1, 101)]).toEqual([...second]);
  });

  it('puts every item at every place about equally often', () => {
    const counts = new Array<number>(5).fill(0);
    for (let epoch = 0; epoch < 5000; epoch++) counts[shuffledOrder(streamKey('fair'), epoch, 5).indexOf(0)]!++;
    // Binomial(5000, 1/5): SD 28; five SDs.
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(142);
  });
});

describe('dropout masks', () => {
  const key = streamKey('mask');

  it('hold what the documented layout says', () => {
    const entries = maskHalfwords(key, 64, { step: 3, layer: 1 });
    const block = new Uint32Array(4);
    // Entry 42 = group 1, word 5 of it, low half: output word 1 of block 4·1 + 1.
    philox4x32(key, [5, 3, 1, 0], { out: block, rounds: MASK_ROUNDS });
    expect(entries[42]).toBe(block[1]! & 0xffff);
    expect(entries[43]).toBe(block[1]! >>> 16);
  });

  it('are nested: what a higher rate keeps, a lower rate keeps too', () => {
    const entries = maskHalfwords(key, 1000, { step: 0, layer: 0 });
    const kept = (rate: number) => [...entries].map((entry) => entry >= maskThreshold(rate));
    const [low, high] = [kept(0.2), kept(0.7)];
    expect(high.every((keep, i) => !keep || low[i]!)).toBe(true);
  });

  it.each([0.1, 0.5, 0.8])('keep a share of 1 − %f', (rate) => {
    const entries = maskHalfwords(key, 100_000, { step: 9, layer: 2 });
    const share = entries.filter((entry) => entry >= maskThreshold(rate)).length / entries.length;
    expect(Math.abs(share - (1 - rate))).toBeLessThan(5 * Math.sqrt((rate * (1 - rate)) / 100_000));
  });

  it('differ from step to step, layer to layer, and between training and Monte-Carlo predictions', () => {
    const variants = [
      { step: 0, layer: 0 },
      { step: 1, layer: 0 },
      { step: 0, layer: 1 },
      { step: 0, layer: 0, purpose: 1 },
    ];
    expect(new Set(variants.map((name) => maskHalfwords(key, 32, name).join())).size).toBe(4);
  });
});

describe('Glorot uniform', () => {
  it('stays within ±√(6 / (fanIn + fanOut)) and has that variance', () => {
    const kernel = glorotUniform(streamKey('init'), 0, { fanIn: 100, fanOut: 200 });
    const limit = Math.sqrt(6 / 300);
    expect(Math.max(...kernel.map(Math.abs))).toBeLessThanOrEqual(Math.fround(limit));
    const variance = kernel.reduce((sum, w) => sum + w * w, 0) / kernel.length;
    expect(Math.abs(variance / ((limit * limit) / 3) - 1)).toBeLessThan(0.03);
  });

  it('draws its words in order of block', () => {
    const source = words(streamKey('init'), 2);
    const kernel = glorotUniform(streamKey('init'), 2, { fanIn: 1, fanOut: 5 });
    const expected = Float32Array.from({ length: 5 }, () => (2 * ((source.next().value >>> 8) / 16777216) - 1) * 1);
    expect([...kernel]).toEqual([...expected]);
  });
});
