import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorkshop } from '../faults/bench-process.js';
import type { Ended, Workshop } from '../faults/bench-process.js';

let shop: Workshop;
const plan = (...args: string[]): Promise<Ended> => shop.call(['plan', './question.ts', ...args]);
const ASSUMED = ['--sd-split', '0.02', '--sd-seed', '0.01', '--correlation', '0.5'];

beforeAll(() => {
  shop = openWorkshop();
  // Nets that differ: with equal ones the differences of a pilot have no spread.
  const path = join(shop.folder, 'question.ts');
  writeFileSync(path, readFileSync(path, 'utf8').replace('dense(4), dropout(0.5)', 'dense(9), dropout(0.5)'));
});
afterAll(() => shop.remove());

describe('plan', () => {
  it('from assumed SDs, says the splits and seeds, a command, and what it assumes', async () => {
    const { code, out } = await plan(...ASSUMED, '--half-width', '0.005');
    expect(code).toBe(0);
    expect(out).toContain('Fewest runs: 80 splits × 1 seed, 160 runs in all');
    expect(out).toContain('reseed bench ./question.ts --splits 80 --seeds 1');
    expect(out).toContain('2 points between splits and 1 point between seeds, as assumed');
    expect(existsSync(join(shop.folder, 'results'))).toBe(false);
  });

  it('the command that it gives keeps the other flags', async () => {
    const { out } = await plan('--sd-ratio', '2', '--seed', '7', '--splits', '99');
    expect(out).toContain('  reseed bench ./question.ts --seed 7 --splits 13 --seeds 3\n');
  });

  it('an SD ratio needs no SDs', async () => {
    const { code, out } = await plan('--sd-ratio', '2', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      schema: 1,
      wish: { level: 0.95, power: 0.8, sdRatio: 2 },
      basis: { from: 'nothing', correlation: 0 },
      best: { splits: 13, seeds: 3, runs: 78 },
    });
  });

  it('spreads a budget of all runs over splits and seeds', async () => {
    const { out } = await plan(...ASSUMED, '--budget', '100', '--json');
    const { budget, needs } = JSON.parse(out) as { budget: { mean: { halfWidth: number } }; needs: unknown[] };
    expect(budget).toMatchObject({
      runs: 100,
      mean: { splits: 50, seeds: 1, runs: 100 },
      sdRatio: { splits: 10, seeds: 5, runs: 100 },
    });
    expect(budget.mean.halfWidth).toBeCloseTo(0.0063548, 6);
    expect(needs).toEqual([]);
  });

  it('from a pilot in the folder, of more seeds than the experiment has, takes its variances and its times', async () => {
    await shop.call(['bench', './question.ts', '--quiet', '--out', 'pilot', '--splits', '8', '--seeds', '3']);
    const { code, out } = await plan('--out', 'pilot', '--detect', '0.05', '--json');
    expect(code).toBe(0);
    interface Answer {
      basis: { variances: { split: number; seed: number }[] };
      best: { splits: number; runs: number; minutes: number };
      msPerRun: number;
      workers: number;
    }
    const { basis, best, msPerRun, workers } = JSON.parse(out) as Answer;
    expect(basis).toMatchObject({ from: 'pilot', blocks: 8, seeds: 3, apart: true });
    expect(basis.variances).toHaveLength(1);
    expect(basis.variances[0]!.seed).toBeGreaterThan(0);
    const lines = readFileSync(join(shop.folder, 'pilot/runs.jsonl'), 'utf8').trim().split('\n');
    const times = lines.map((line) => Number(/"durationMs":([\d.]+)/.exec(line)![1]));
    expect(msPerRun).toBeCloseTo(times.reduce((sum, ms) => sum + ms, 0) / 48, 9);
    expect(best.minutes).toBeCloseTo((best.runs * msPerRun) / workers / 60_000, 12);
  });

  it('a ratio of total SDs is planned from assumed SDs, and without any for one seed a split', async () => {
    const { out } = await plan('--total-sd-ratio', '1.5', ...ASSUMED);
    expect(out).toContain('tell a total SD ratio of 1.5 from 1 with 80 % power');
    expect(out).toContain('As assumed are the share of the split and the correlations');
    const { best } = JSON.parse((await plan('--total-sd-ratio', '1.5', '--json')).out) as { best: { seeds: number } };
    expect(best.seeds).toBe(1);
  });

  it.each([
    [['--sd-ratio', '2', '--total-sd-ratio', '2'], 'take the SDs of splits and of seeds'],
    [['--detect', '0.01'], 'There are no runs in'],
    [['--detect', '0'], '--detect "0" is not a number above 0'],
    [['--detect', 'much'], '--detect "much"'],
    [['--detect', '5'], '--detect 5: accuracy lies between 0 and 1, so no difference is as large.'],
    [['--half-width', '1'], '--half-width 1: accuracy lies between 0 and 1'],
    [['--power', '0.9'], '--power goes with --detect'],
    [['--detect', '0.01', '--power', '1'], '--power "1"'],
    [['--sd-ratio', '1'], 'no difference to tell'],
    [['--detect', '0.01', '--sd-split', '0.1'], '--sd-split and --sd-seed go together'],
    [['--detect', '0.01', '--metric', 'acuracy'], 'Did you mean "accuracy"'],
    [['--detect', '1e-9', ...ASSUMED], 'over a million splits'],
  ])('%j exits 2 with a remedy', async (args, expected) => {
    const { code, out, err } = await plan(...args);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain(expected);
    expect(err.trim().split('\n').length).toBeGreaterThanOrEqual(2);
  });

  it('without these flags, says what a bench would do', async () => {
    const { code, out } = await plan();
    expect(code).toBe(0);
    expect(out).toContain('30 splits × 2 seeds × 2 variants = 120 runs');
  });

  it('bench --until --dry-run says that its runs are the most', async () => {
    const { out } = await shop.call([
      'bench',
      './question.ts',
      '--dry-run',
      '--until',
      'accuracy.difference<0.01',
      '--splits',
      '50',
    ]);
    expect(out).toContain('50 splits × 2 seeds × 2 variants = 200 runs');
    expect(out).toContain('at most: training ends as soon as accuracy.difference<0.01 holds');
  });
});
