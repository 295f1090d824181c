import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ratiosOf, renderResults, storedRatios, type Results } from '../../perf/perf-report.js';
import { PEERS, ROWS } from '../../perf/perf-rows.js';
import type { LeftOut } from '../../perf/perf-speed.js';
import { MODELS, type ModelName } from '../../perf/workload.js';

const MODEL_NAMES = Object.keys(MODELS) as ModelName[];

/** Every row of ROWS but those left out, on one core and two; each engine half as fast as the one before. */
function resultsWithout(leftOut: readonly LeftOut[]): Results {
  const engines = ROWS.map(({ engine }) => engine).filter((engine) => leftOut.every((one) => one.engine !== engine));
  const speeds = engines.flatMap((engine, i) =>
    MODEL_NAMES.flatMap((model) =>
      [1, 2].map((cores) => {
        const rate = (1024 * cores) / 2 ** i;
        return { engine, model, cores, wall: [rate / 2, rate, rate / 4], processor: [rate, rate, rate] };
      }),
    ),
  );
  return {
    machine: 'a machine',
    load: 1,
    node: 'v20',
    cores: 2,
    repeats: 3,
    peak: 1e9,
    speeds,
    leftOut,
    versions: { 'tfjs-node, own loop': '4.22.0 (TensorFlow 2.16.1)' },
    scaling: [],
    startup: { processMs: 2, emptyProcessMs: 1, instantiateMs: 1, workerBytes: 1, wasmBytes: [1, 1] },
    benches: [],
  };
}

const lines = (text: string, start: string): string[] => text.split('\n').filter((line) => line.startsWith(start));

describe('the rows of the speed table', () => {
  it('name the Python packages of the peers that were measured, and no others', () => {
    const results = resultsWithout([]);
    const jax = { engine: 'JAX', model: 'M', cores: 2, wall: [1], processor: [1] } as const;
    expect(renderResults({ ...results, speeds: [...results.speeds, jax] })).toContain(
      'Command: `npm run perf`; the rows of JAX with `--python` and a Python that has `jax[cpu]`.',
    );
    expect(renderResults(results)).toContain('Command: `npm run perf`.');
  });

  it('have names of their own, and cover tfjs-node by our loop and by model.fit', () => {
    const engines = ROWS.map(({ engine }) => engine);
    const peers = PEERS.map(({ engine }) => engine);
    expect(new Set([...engines, ...peers]).size).toBe(engines.length + peers.length);
    for (const { script } of PEERS)
      expect(existsSync(new URL(`../../perf/peers/${script}`, import.meta.url))).toBe(true);
    expect(ROWS.filter(({ trainer }) => 'backend' in trainer && trainer.backend === 'tensorflow')).toMatchObject([
      { engine: 'tfjs-node, own loop', trainer: { loop: 'own loop' } },
      { engine: 'tfjs-node, model.fit', trainer: { loop: 'model.fit' } },
    ]);
  });

  it('stand in the report for both networks, on one core and on all, and each is explained once', () => {
    const text = renderResults(resultsWithout([]));
    for (const { engine, what } of ROWS) {
      for (const model of MODEL_NAMES) {
        expect(lines(text, `| ${model} | ${engine} | 1 |`)).toHaveLength(1);
        expect(lines(text, `| ${model} | ${engine} | 2 |`)).toHaveLength(1);
      }
      expect(lines(text, `- **${engine}**`)).toEqual([expect.stringContaining(what)]);
    }
    expect(text).toContain('- **tfjs-node, own loop**, 4.22.0 (TensorFlow 2.16.1): ');
    expect(text).not.toContain('Not measured');
  });

  it('give the median and the spread by the clock, and how many times as fast fused is by processor time', () => {
    const text = renderResults(resultsWithout([]));
    expect(lines(text, '| M | tfjs-node, model.fit | 2 |')).toEqual([
      '| M | tfjs-node, model.fit | 2 | 128 | 64.0–256 | 256 | 8.00 |  |',
    ]);
  });
});

describe('a row that cannot be measured', () => {
  const reason = 'the optional package is not installed';
  const absent = ['tfjs-node, own loop', 'tfjs-node, model.fit'].map((engine) => ({ engine, reason }));
  const text = renderResults(resultsWithout([...absent, { engine: 'JAX', reason: 'no Python was given' }]));

  it('is one plain line with its reason, shared with the rows that have the same one', () => {
    expect(lines(text, '- **tfjs-node')).toEqual([
      `- **tfjs-node, own loop** and **tfjs-node, model.fit**: ${reason}.`,
    ]);
    expect(lines(text, '- **JAX')).toEqual(['- **JAX**: no Python was given.']);
  });

  it('has no line in the table and no stored ratio', () => {
    expect(lines(text, '| ').filter((line) => line.includes('tfjs-node'))).toEqual([]);
    expect(Object.keys(storedRatios(text)).filter((name) => name.includes('tfjs-node'))).toEqual([]);
  });
});

describe('the ratios stored in the report', () => {
  it('are read back as they were, one for every row and one for the share of peak', () => {
    const results = resultsWithout([]);
    expect(storedRatios(renderResults(results))).toEqual(ratiosOf(results));
    expect(ratiosOf(results)).toMatchObject({
      'M, one core: fused / tfjs-node, own loop': 4,
      'B, all cores: fused / tfjs-node, model.fit': 8,
    });
    expect(Object.keys(ratiosOf(results))).toHaveLength(ROWS.length * 4);
  });
});
