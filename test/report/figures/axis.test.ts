import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apart, linearScale, linearTicks, logScale, logTicks, spanOf } from '../../../src/report/figures/axis.js';
import { ratioTicks } from '../../../src/report/figures/ratio-ticks.js';
import { fitted, textWidth, wrapped } from '../../../src/report/figures/lettering.js';
import { swarmOffsets } from '../../../src/report/figures/swarm.js';
import { round } from '../../../src/report/figures/svg.js';

describe('ticks', () => {
  it.each([
    [{ from: 0, to: 4.2e-9 }, ['0', '1×10⁻⁹', '2×10⁻⁹', '3×10⁻⁹', '4×10⁻⁹']],
    [{ from: -1.1e12, to: 1.1e12 }, ['−1.0×10¹²', '−5×10¹¹', '0', '5×10¹¹', '1.0×10¹²']],
    [{ from: 0, to: 41e6 }, ['0', '1×10⁷', '2×10⁷', '3×10⁷', '4×10⁷']],
  ])('have powers of ten where numbers would be long: %o', (span, labels) => {
    expect(linearTicks(span, 4).map(({ label }) => label)).toEqual(labels);
  });

  it('take values that differ in their last bits alone for one value, and come to an end', () => {
    for (const value of [0.485, -0.485, 1e9, 1e-9]) {
      const next = value * (1 + 2.3e-16);
      const [from, to] = value < next ? [value, next] : [next, value];
      expect(to).toBeGreaterThan(from);
      expect(linearTicks({ from, to }, 5)).toHaveLength(1);
      const span = spanOf([from, to]);
      expect(span.to - span.from).toBeCloseTo(0.1 * Math.abs(value), 9);
    }
  });

  it('show no two labels that touch, at any scale', () => {
    const domain = fc.tuple(
      fc.double({ min: -1, max: 1, noNaN: true }),
      fc.integer({ min: -12, max: 15 }),
      fc.integer({ min: 2, max: 12 }),
    );
    fc.assert(
      fc.property(domain, ([from, power, wanted]) => {
        const size = Number(`1e${power}`);
        const span = { from: from * size, to: (from + 1) * size };
        const scale = linearScale(span, { from: 0, to: 300 });
        const shown = apart(linearTicks(span, wanted), scale);
        return shown.every(({ value, label }, i) => {
          const next = shown[i + 1];
          return (
            next === undefined ||
            scale(next.value) - scale(value) > (textWidth(label, 12) + textWidth(next.label, 12)) / 2
          );
        });
      }),
    );
  });

  it('stand at round numbers with just the decimals needed', () => {
    expect(linearTicks({ from: 0.652, to: 0.711 }, 5).map(({ label }) => label)).toEqual([
      '0.66',
      '0.67',
      '0.68',
      '0.69',
      '0.70',
      '0.71',
    ]);
    expect(linearTicks({ from: -1, to: 4 }, 5).map(({ label }) => label)).toEqual(['\u22121', '0', '1', '2', '3', '4']);
    expect(linearTicks({ from: 0, to: 41234 }, 4).map(({ label }) => label)).toEqual([
      '0',
      '10,000',
      '20,000',
      '30,000',
      '40,000',
    ]);
    expect(logTicks({ from: 1, to: 120 }).map(({ value }) => value)).toEqual([1, 2, 5, 10, 20, 50, 100]);
    expect(logTicks({ from: 0.004, to: 0.3 }).map(({ label }) => label)).toEqual([
      '0.005',
      '0.01',
      '0.02',
      '0.05',
      '0.1',
      '0.2',
    ]);
  });

  it('lie inside the domain, are told apart by their labels, and are about as many as wanted', () => {
    const domain = fc.tuple(
      fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      fc.double({ min: 1e-4, max: 1e6, noNaN: true }),
    );
    fc.assert(
      fc.property(domain, ([from, width]) => {
        const to = from + width;
        const ticks = linearTicks({ from, to }, 5);
        const slack = width * 1e-6;
        const inside = ticks.every(({ value }) => value >= from - slack && value <= to + slack);
        return (
          inside &&
          ticks.length >= 2 &&
          ticks.length <= 9 &&
          new Set(ticks.map(({ label }) => label)).size === ticks.length
        );
      }),
    );
  });

  it('of ratios keep their distance and always show 1', () => {
    const ticks = ratioTicks({ from: 0.45, to: 2.6 }, 300).map(({ label }) => label.replace('\u00a0×', ''));
    expect(ticks).toEqual(['1/2', '2/3', '1', '1.5', '2']);
  });
});

describe('scales and spans', () => {
  it('give equal steps for equal ratios on a logarithmic axis', () => {
    const scale = logScale({ from: 1, to: 4 }, { from: 0, to: 100 });
    expect([scale(1), scale(2), scale(4)].map(round)).toEqual(['0', '50', '100']);
    expect(() => logScale({ from: 0, to: 1 }, { from: 0, to: 1 })).toThrow(RangeError);
  });

  it('have a width even where all values are equal or there is none', () => {
    expect(spanOf([])).toEqual({ from: 0, to: 1 });
    expect(spanOf([0.7, 0.7]).to).toBeGreaterThan(spanOf([0.7, 0.7]).from);
    expect(spanOf([0, 0])).toEqual({ from: -1, to: 1 });
  });
});

describe('a swarm', () => {
  it('lets no dot hide another while there is room', () => {
    const xs = Array.from({ length: 60 }, (_, i) => (i * 37) % 50);
    const offsets = swarmOffsets(xs, { distance: 5, half: 1000 });
    xs.forEach((x, i) => {
      for (let j = 0; j < i; j++) {
        const [dx, dy] = [x - xs[j]!, offsets[i]! - offsets[j]!];
        expect(dx * dx + dy * dy).toBeGreaterThanOrEqual(25 - 1e-9);
      }
    });
  });

  it('stays within its row, for 20 dots and for 2,000', () => {
    for (const n of [20, 2000]) {
      const offsets = swarmOffsets(
        Array.from({ length: n }, (_, i) => i % 7),
        { distance: 6, half: 22 },
      );
      expect(Math.max(...offsets.map(Math.abs))).toBeLessThanOrEqual(22 + 1e-9);
    }
  });
});

describe('labels', () => {
  it('are broken or shortened to the width they have', () => {
    const name = 'Pneumonoultramicroscopicsilicovolcanoconiosis with dropout';
    expect(wrapped(name, { width: 120, lines: 2 })).toHaveLength(2);
    for (const part of wrapped(name, { width: 120, lines: 2 })) expect(textWidth(part)).toBeLessThanOrEqual(120);
    expect(fitted('short', 120)).toBe('short');
  });

  it('are broken where their parts meet, and never within a number', () => {
    const at = (name: string): string[] => wrapped(name, { width: 150, lines: 2 });
    expect(at('EleutherAI/pythia-v1.1-1.4b')).toEqual(['EleutherAI/pythia-', 'v1.1-1.4b']);
    expect(at('EleutherAI/pyth…v1.1-1b-deduped')).toEqual(['EleutherAI/pyth…v1.1-', '1b-deduped']);
    expect(at('some_regularizer=-0.00025')).toEqual(['some_regularizer=', '-0.00025']);
    expect(at('nothingmeetsinhere1234.5')).toEqual(['nothingmeetsinhere', '1234.5']);
    const names = [
      'resnet-152d.ra2_in1k-384px',
      'meta/llama-3.1-405b-instruct',
      'a_b_c_d_e_f_g_h_i_j_k_1.25',
      'nopartsatallinthisname',
    ];
    for (const name of names) {
      expect(at(name).join('')).toBe(name);
      for (const part of at(name)) expect(textWidth(part)).toBeLessThanOrEqual(150);
      expect(at(name).join('|')).not.toMatch(/[\d.]\|[\d.]/);
    }
  });
});
