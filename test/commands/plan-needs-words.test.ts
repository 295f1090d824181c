/** Every way in which a plan can be asked for and known: what is said is as ever. Where a change is meant, run this file with -u. */
import { describe, expect, it } from 'vitest';
import { describeNeeds } from '../../src/commands/plan-needs-words.js';
import type { NeedsSummary } from '../../src/commands/plan-needs-words.js';

const READING = { scale: 'share', perNeed: 2, command: 'reseed bench ./a.ts' } as const;
const NEED = { splits: 12, seeds: 2, runs: 48, minutes: 1.5 };
const WISH = { level: 0.95, power: 0.8 };
const TOTALS = [{ split: 1e-4, seed: 1e-4, correlation: { split: 0.5, seed: 0.1 } }];
const BASIS: NeedsSummary['basis'] = {
  ...{ variances: [{ split: 4e-4, seed: 1e-4 }], correlation: 0.3456, heldSplit: false, apart: true, comparisons: 1 },
  from: 'assumed',
};
const PLAIN: NeedsSummary = {
  ...{ schema: 1, experiment: 'a', metric: 'accuracy', basis: BASIS, needs: [NEED], msPerRun: 20, workers: 2 },
  wish: { ...WISH, detect: 0.01 },
  best: NEED,
};
const pilot = (changes: Partial<NeedsSummary['basis']> = {}): NeedsSummary => ({
  ...PLAIN,
  basis: { ...BASIS, from: 'pilot', blocks: 10, seeds: 2, ...changes },
});
const budget = (changes: Partial<NonNullable<NeedsSummary['budget']>>): NeedsSummary => {
  const { best: _best, ...rest } = PLAIN;
  const mean = { ...NEED, halfWidth: 0.01, detect: 0.0123456 };
  return { ...rest, wish: WISH, needs: [], budget: { runs: 101, mean, sdRatio: { ...NEED, detect: 1.5 }, ...changes } };
};

const ASKED: Readonly<Record<string, NeedsSummary>> = {
  'a difference': PLAIN,
  'all at once': {
    ...PLAIN,
    wish: { ...WISH, level: 0.975, power: 0.9, detect: 0.02, halfWidth: 0.005, sdRatio: 1.5, totalSdRatio: 1000 },
    basis: { ...BASIS, comparisons: 3, variances: [...BASIS.variances, { split: 9e-4, seed: 0 }], totals: TOTALS },
  },
  'one worker, one run': { ...PLAIN, workers: 1, best: { ...NEED, splits: 1, seeds: 1, runs: 1 } },
  'rerun SDs alone': { ...PLAIN, wish: { ...WISH, sdRatio: 2 } },
  'total SDs, of which nothing is known': { ...PLAIN, wish: { ...WISH, totalSdRatio: 2 } },
  'total SDs from a pilot': { ...pilot({ totals: TOTALS, comparisons: 2 }), wish: { ...WISH, totalSdRatio: 2 } },
  'too many splits': {
    ...PLAIN,
    needs: [NEED, { splits: Infinity, seeds: 3, runs: Infinity, minutes: 1 }, { ...NEED, splits: 1234567, runs: 1234 }],
  },
  'new rows, never enough': {
    ...PLAIN,
    needs: [
      { ...NEED, newRows: Infinity },
      { ...NEED, newRows: 40 },
    ],
    best: { ...NEED, newRows: Infinity },
    newRowsLimit: 0.0456,
  },
  'new rows, enough': {
    ...PLAIN,
    needs: [{ ...NEED, newRows: 40 }],
    best: { ...NEED, seeds: 1, newRows: 1 },
    bestForNewRows: { ...NEED, splits: 40 },
  },
  'k-fold without a pilot': { ...PLAIN, basis: { ...BASIS, folds: 5 } },
  'k-fold without a pilot, by width': { ...PLAIN, wish: { ...WISH, halfWidth: 0.01 }, basis: { ...BASIS, folds: 5 } },
  'k-fold without a pilot, of spreads': { ...PLAIN, wish: { ...WISH, sdRatio: 2 }, basis: { ...BASIS, folds: 5 } },
  'k-fold with a pilot': { ...pilot({ folds: 5, foldPilots: [] }) },
  'from a pilot': pilot(),
  'from a pilot with one seed': pilot({ apart: false, seeds: 1, blocks: 1 }),
  'from a pilot of which little is known': { ...PLAIN, basis: { ...BASIS, from: 'pilot', variances: [] } },
  'a held split': pilot({ heldSplit: true, apart: false, blocks: 1200 }),
  'a held split, as assumed': {
    ...PLAIN,
    basis: { ...BASIS, heldSplit: true, apart: false, variances: [{ split: 1e-4, seed: 0 }] },
  },
  'a budget': budget({}),
  'a budget that buys nothing': budget({ runs: 1, mean: null, sdRatio: null }),
  'a budget, variances not known': {
    ...budget({ mean: null }),
    basis: { ...BASIS, variances: [], from: 'nothing' },
  },
};

describe('a plan in words', () => {
  it('is said as ever, whatever is asked', async () => {
    const said = Object.entries(ASKED).map(([name, summary]) => `=== ${name}\n${describeNeeds(summary, READING)}`);
    const plain = describeNeeds({ ...PLAIN, metric: 'rmse' }, { ...READING, scale: 'plain' });
    await expect([...said, `=== in its own unit\n${plain}`].join('\n')).toMatchFileSnapshot(
      '../golden/needs-words.txt',
    );
  });
});
