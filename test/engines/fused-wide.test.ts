import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createFusedEngine } from '../../src/engines/fused/index.js';
import { useWideVectors } from '../../src/engines/fused/wide-vectors.js';
import { adam, dense, dropout, fixedEpochs, sequential, type Activation } from '../../src/model/spec.js';
import { madeTask, type Trained } from './fused-task.js';

describe('kernels for wide vectors', () => {
  const engines = [
    createFusedEngine({ wide: false }),
    createFusedEngine({ wide: true }),
    createFusedEngine({ wide: true, checked: true }),
  ];
  const activation = fc.constantFrom<Activation>('relu', 'prelu', 'tanh');
  const networks = fc.record({
    widths: fc.array(fc.integer({ min: 1, max: 150 }), { minLength: 1, maxLength: 3 }),
    activation,
    rate: fc.constantFrom(0, 0.5, 0.8),
    batchSize: fc.integer({ min: 1, max: 40 }),
    numericWidth: fc.integer({ min: 0, max: 70 }),
    categories: fc.array(fc.integer({ min: 2, max: 9 }), { maxLength: 3 }),
    rows: fc.integer({ min: 5, max: 90 }),
  });

  it('give the same bytes as those for narrow ones, and read nothing outside their arrays, whatever the sizes', () => {
    fc.assert(
      fc.property(networks, ({ widths, activation, rate, batchSize, numericWidth, categories, rows }) => {
        const layers = widths.flatMap((units) => [dense(units, { activation }), ...(rate > 0 ? [dropout(rate)] : [])]);
        const task = madeTask(
          sequential(layers),
          { rows, numericWidth: Math.max(numericWidth, categories.length > 0 ? 0 : 1), widths: categories },
          { optimizer: adam(), batchSize, stopping: fixedEpochs(2) },
        );
        const [narrow, ...others] = engines.map((engine) => engine.train(task)) as [Trained, ...Trained[]];
        for (const wide of others) {
          expect(wide.curve).toEqual(narrow.curve);
          expect(Buffer.compare(bytesOf(wide), bytesOf(narrow))).toBe(0);
        }
      }),
      { numRuns: 60, seed: 1 },
    );
  });
});

function bytesOf({ predictions }: Trained): Buffer {
  return Buffer.from(predictions.buffer, predictions.byteOffset, predictions.byteLength);
}

describe('wide vectors', () => {
  afterEach(() => vi.unstubAllEnvs());
  const known = process.arch === 'x64' && /^1[34]\./.test(process.versions.v8);

  it('are used where they were tried: x64, and a V8 that can join vectors', () => {
    vi.stubEnv('RESEED_WIDE_VECTORS', undefined);
    expect(useWideVectors()).toBe(known);
  });

  it('are left alone when the environment says so', () => {
    vi.stubEnv('RESEED_WIDE_VECTORS', '0');
    expect(useWideVectors()).toBe(false);
  });
});
