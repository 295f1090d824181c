import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseCsv } from '../../src/data/csv.js';
import { describeTable } from '../../src/data/description.js';
import { chooseTarget } from '../../src/data/target.js';
import { COMMITTED } from './committed.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const DOCUMENT = readFileSync(join(ROOT, 'docs/RESULTS-FORMAT.md'), 'utf8');

const FOLDERS = COMMITTED.map((name) => join(ROOT, 'results', name));

/** Fields whose members are named by users, after metrics or after files. */
const NAMED_BY_OTHERS = ['variants', 'comparisons', 'metrics', 'files', 'differences'];

/** The names of all fields at any depth, and every method of an estimate. */
function wordsOf(value: unknown, words: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  const estimate = 'point' in value && 'method' in value;
  if (estimate && typeof value.method === 'string') words.add(value.method);
  for (const [key, inner] of Object.entries(value as Record<string, unknown>)) {
    if (!Array.isArray(value)) words.add(key);
    if (!NAMED_BY_OTHERS.includes(key) || Array.isArray(inner)) wordsOf(inner, words);
    else for (const member of Object.values(inner as Record<string, unknown>)) wordsOf(member, words);
  }
}

/** Is it named as code: in backticks, alone or as part of an address or a list, or in the outline of the summary? */
function isDocumented(word: string): boolean {
  const outline = /^schema {2}[\s\S]*?(?=^```)/m.exec(DOCUMENT)?.[0] ?? '';
  const code = [
    outline,
    ...[...DOCUMENT.replace(/^```[\s\S]*?^```/gm, '').matchAll(/`([^`\n]+)`/g)].map(([, text]) => text),
  ];
  return code.some((text) => new RegExp(`(?<![A-Za-z])${word}(?![A-Za-z])`).test(text ?? ''));
}

describe('docs/RESULTS-FORMAT.md', () => {
  it('names every field and every method of the committed summaries', () => {
    expect(FOLDERS.length).toBeGreaterThan(10);
    const words = new Set<string>();
    for (const folder of FOLDERS) wordsOf(JSON.parse(readFileSync(join(folder, 'summary.json'), 'utf8')), words);
    expect(words.size).toBeGreaterThan(100);
    expect([...words].filter((word) => !isDocumented(word))).toEqual([]);
  });

  it('names every field of a table that was read from a file', () => {
    const rows = Array.from(
      { length: 40 },
      (_, i) => `${i * 7},${i % 2 ? 'yes' : 'TRUE'},${i === 9 ? 'x' : i},${i % 3}`,
    );
    const dataset = parseCsv(['id,answer,odd,y', ...rows].join('\n'), 'x.csv', {
      numeric: ['odd'],
      sameWords: ['answer'],
    });
    const choice = { target: 'y' };
    const words = new Set<string>();
    wordsOf(describeTable(dataset, { choice, table: chooseTarget(dataset, choice) }), words);
    expect(words).toContain('joined');
    expect([...words].filter((word) => !isDocumented(word))).toEqual([]);
  });

  it('names every kind of row and column of summary.csv, and every column of runs.csv but the metrics', () => {
    const words = new Set<string>();
    for (const folder of FOLDERS) {
      const [header, ...rows] = readFileSync(join(folder, 'summary.csv'), 'utf8').trimEnd().split('\n');
      for (const column of header!.split(',')) words.add(column);
      for (const row of rows) words.add(row.split(',')[0]!);
      const columns = readFileSync(join(folder, 'runs.csv'), 'utf8').split('\n')[0]!.split(',');
      for (const column of columns)
        if (!/^(accuracy|balancedAccuracy|logLoss|brier|rmse|mae|r2)$/.test(column)) words.add(column);
    }
    expect([...words].filter((word) => !isDocumented(word))).toEqual([]);
  });
});
