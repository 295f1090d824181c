import { describe, expect, it } from 'vitest';
import { conclude } from '../../../src/analysis/conclude.js';
import { setupOf } from '../../../src/design/setup.js';
import { recordedScores } from '../../../src/origins/scores/as-records.js';
import type { AsRead } from '../../../src/origins/scores/as-records.js';
import { SCORES } from '../../../src/origins/scores/kind.js';
import type { ScoresFacts } from '../../../src/origins/scores/question.js';
import { renderReport } from '../../../src/report/render/report-files.js';
import { renderRunsCsv } from '../../../src/report/render/runs-csv.js';
import { readText } from './files.js';

/** The files that a folder gets, whichever way the runs are held. */
function answered(read: AsRead, manyFrom: number): Readonly<Record<string, string>> {
  const asked = { question: 'Which?', level: 0.95, seed: 1, compared: true, manyFrom };
  const { question, runs, records, many } = recordedScores(read, asked);
  expect(many).toBe(manyFrom === 0);
  const facts: ScoresFacts = {
    ...{ kind: 'scores', what: 'made', repeats: 'everywhere' },
    reading: { headline: '', columns: [], rules: [] },
  };
  const { analysis, records: inOrder } = conclude({
    experiment: question,
    setup: setupOf(question, { origin: facts, command: 'reseed scores made.csv' }),
    origin: SCORES.describe(question, facts),
    ...{ runs, records, reductions: [], pastLooks: [], interrupted: false },
  });
  return {
    ...renderReport(analysis).files,
    'runs.csv': [
      ...renderRunsCsv(
        inOrder,
        analysis.metrics.map(({ name }) => name),
      ),
    ].join(''),
  };
}

function table(
  columns: readonly string[],
  row: (variant: number, place: number, seed: number) => readonly unknown[],
): string {
  const lines = [0, 1, 2].flatMap((variant) =>
    Array.from({ length: 12 }, (_, place) => [0, 1, 2].map((seed) => row(variant, place, seed).join(','))).flat(),
  );
  return [columns.join(','), ...lines].join('\n');
}

const score = (variant: number, place: number, seed: number): string =>
  (0.7 + 0.02 * variant + ((place * 37 + seed * 11 + variant * 5) % 17) / 100).toFixed(3);

describe('runs held as numbers give the same files as runs held as records', () => {
  it.each([
    ['data sets', table(['model', 'dataset', 'seed', 'accuracy'], (v, p, s) => [`m${v}`, `d${p}`, s, score(v, p, s)])],
    ['splits', table(['model', 'split', 'seed', 'accuracy'], (v, p, s) => [`m${v}`, p, s, score(v, p, s)])],
    ['seeds alone', table(['model', 'seed', 'accuracy'], (v, p, s) => [`m${v}`, 3 * p + s, score(v, p, s)])],
    ['unpaired', table(['model', 'run', 'accuracy'], (v, p, s) => [`m${v}`, `r${v}-${p}-${s}`, score(v, p, s)])],
    [
      'failed and missing ones among them, and a second metric',
      table(['model', 'split', 'seed', 'status', 'accuracy', 'loss'], (v, p, s) => [
        ...[`m${v}`, p, s, v === 1 && p === 3 ? 'failed' : 'ok'],
        ...[v === 1 && p === 3 ? '' : score(v, p, s), (1 - Number(score(v, p, s))).toFixed(3)],
      ]).replace('m2,4,1,ok', 'm2,99,1,ok'),
    ],
  ])('%s', async (_, text) => {
    const reading = await readText(text, { metrics: text.includes('loss') ? ['accuracy', 'loss'] : ['accuracy'] });
    const few = answered(reading, 1e9);
    expect(Object.keys(few)).toContain('runs.csv');
    expect(answered(reading, 0)).toEqual(few);
  });
});
