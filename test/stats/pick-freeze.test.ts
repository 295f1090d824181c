import { describe, expect, it } from 'vitest';

import { type BaseSample, sourcesOfVariance } from '../../src/stats/pick-freeze.js';

type Response = (x: number, y: number) => number;

/** A fixed base sample: the same sines as in the numpy script that made the reference values. */
function sineSamples(n: number, f: Response): BaseSample[] {
  const draw = (i: number, k: number): number => Math.sin(1 + (i * 7 + k * 13) * 1.7) * 1.5;
  return Array.from({ length: n }, (_, i) => {
    const [a1, a2, b1, b2] = [1, 2, 3, 4].map((k) => draw(i, k)) as [number, number, number, number];
    return { a: f(a1, a2), b: f(b1, b2), ab: [f(b1, a2), f(a1, b2)], ba: [f(a1, b2), f(b1, a2)] };
  });
}

describe('shares of the variance', () => {
  const found = sourcesOfVariance(
    sineSamples(40, (x, y) => x + y + x * y),
    { level: 0.95 },
  );

  // numpy 2, the formulas of the second edition written out for these 40 base samples, scipy.stats.t.ppf for the limits
  it('agree with the formulas written out in numpy', () => {
    expect(found.variance).toBeCloseTo(0.0919855660837911, 12);
    expect(found.n).toBe(40);
    const [first, second] = found.sources;
    expect(first?.alone.raw).toBeCloseTo(0.4775420575769601, 12);
    expect(second?.alone.raw).toBeCloseTo(0.42409793784082495, 12);
    expect(first?.withOthers.raw).toBeCloseTo(0.48886843633518945, 12);
    expect(second?.withOthers.raw).toBeCloseTo(0.4354243165990542, 12);
    expect(found.interaction.raw).toBeCloseTo(0.09836000458221483, 12);
  });

  it('have delete-one jackknife limits, on the log scale for what a source does with others', () => {
    const [first, second] = found.sources;
    expect(first?.alone.estimate.low).toBeCloseTo(0.33057444344619136, 10);
    expect(first?.alone.estimate.high).toBeCloseTo(0.6235871883933878, 10);
    expect(second?.withOthers.estimate.low).toBeCloseTo(0.3124890110144866, 10);
    expect(second?.withOthers.estimate.high).toBeCloseTo(0.6221796914590171, 10);
    expect(found.interaction.estimate.low).toBeCloseTo(0.05597080853714448, 10);
    expect(found.interaction.estimate.high).toBeCloseTo(0.142759824458454, 10);
  });
});

describe('a source', () => {
  it('that acts only with another has nothing alone and everything together', () => {
    // Every pattern of signs once: the moments are exact.
    const signs = [1, -1];
    const samples = signs.flatMap((a1) =>
      signs.flatMap((a2) =>
        signs.flatMap((b1) =>
          signs.map((b2) => ({ a: a1 * a2, b: b1 * b2, ab: [b1 * a2, a1 * b2], ba: [a1 * b2, b1 * a2] })),
        ),
      ),
    );
    const found = sourcesOfVariance([...samples, ...samples], { level: 0.95 });
    expect(found.sources.map(({ alone }) => alone.raw)).toEqual([0, 0]);
    expect(found.sources.map(({ withOthers }) => withOthers.raw)).toEqual([1, 1]);
    expect(found.interaction.raw).toBe(1);
  });

  it('that adds has as much alone as with others, and there is no interaction', () => {
    const found = sourcesOfVariance(
      sineSamples(60, (x, y) => x + 2 * y),
      { level: 0.95 },
    );
    for (const { alone, withOthers } of found.sources) expect(alone.raw).toBeCloseTo(withOthers.raw!, 12);
    expect(found.interaction.raw).toBeCloseTo(1 - found.sources[0]!.alone.raw! - found.sources[1]!.alone.raw!, 12);
  });

  it('that never changes a score has a share of 0 and no interval', () => {
    const { sources } = sourcesOfVariance(
      sineSamples(40, (x) => x),
      { level: 0.95 },
    );
    expect(sources[1]?.withOthers).toMatchObject({
      raw: 0,
      estimate: { point: 0, low: null, reason: /never changed/ },
    });
    expect(sources[0]?.withOthers.raw).toBeCloseTo(1, 12);
  });
});

describe('base samples', () => {
  it('below 30 give points without intervals', () => {
    const { interaction } = sourcesOfVariance(
      sineSamples(29, (x, y) => x * y),
      { level: 0.95 },
    );
    expect(interaction.estimate).toMatchObject({
      low: null,
      reason: '29 base samples: an interval needs at least 30.',
    });
  });

  it('that miss a score are left out', () => {
    const samples = sineSamples(35, (x, y) => x * y);
    const holed = samples.map((one, i) => (i === 3 ? { ...one, ab: [NaN, one.ab[1]!] } : one));
    const rest = samples.filter((_, i) => i !== 3);
    expect(sourcesOfVariance(holed, { level: 0.95 })).toEqual(sourcesOfVariance(rest, { level: 0.95 }));
  });

  it('without spread, or none at all, say why there is no share', () => {
    const flat = sourcesOfVariance(
      sineSamples(30, () => 1),
      { level: 0.95 },
    );
    expect(flat.interaction.estimate).toMatchObject({ point: null, reason: /no spread to share/ });
    expect(sourcesOfVariance([], { level: 0.95 })).toMatchObject({ variance: null, n: 0, sources: [] });
  });

  it('must all have the same two sources or more', () => {
    const one = { a: 1, b: 2, ab: [1], ba: [2] };
    expect(() => sourcesOfVariance([one], { level: 0.95 })).toThrow(RangeError);
    expect(() => sourcesOfVariance([...sineSamples(1, (x) => x), one], { level: 0.95 })).toThrow(RangeError);
  });
});
