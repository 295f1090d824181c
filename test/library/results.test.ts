import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { reportFiles } from '../../src/library/report.js';
import { readFolder, readSummary } from '../../src/library/results.js';

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const folder = at('test/fixtures/0.1.0/hold-out');

describe('a results folder', () => {
  it('is read as the analysis of its records', () => {
    const analysis = readFolder(folder);
    expect(analysis.variants.map(({ name }) => name)).toEqual(['none', 'dropout']);
    expect(analysis.comparisons[0]!.metrics.accuracy!.difference.n).toBe(analysis.splits);
  });

  it('has a page that names its question, the same at every call', () => {
    const files = reportFiles(readFolder(folder));
    expect(files['report.md']).toContain('# Does dropout steady a tiny network?');
    expect(reportFiles(readFolder(folder))).toEqual(files);
  });

  it('that holds no bench is refused', () => {
    expect(() => readFolder(at('docs'))).toThrow('holds no manifest.json');
  });
});

describe('a summary', () => {
  it('is read with its schema', () => {
    expect(readSummary(at('results/dropout-vs-none/summary.json'))).toHaveProperty('schema');
  });

  it('that is none of ours is refused', () => {
    expect(() => readSummary(at('tsconfig.json'))).toThrow('no schema');
  });
});
