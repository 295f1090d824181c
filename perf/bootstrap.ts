/**
 * `node dist/perf/bootstrap.js`: how long 10,000 and 100,000 resamples of the paired log SD ratio take, n = 100, with
 * the leave-one-out values and limits of BCa; and what a block-bootstrap family of ten variants costs. One core.
 * Prints a table; perf/RESULTS-bootstrap.md keeps one, with the ratio to scipy explained.
 */
import { bcaInterval, normalQuantile, type Scores, sdRatioSample, simultaneousSdRatios } from '../src/stats/index.js';
import { uniforms } from '../src/base/streams.js';

const N = 100;
const ROUNDS = 25;

const draw = uniforms([2026, 11]);
const normal = (): number => normalQuantile(draw() + 2 ** -54);
const shared = Array.from({ length: N }, normal);
const x = shared.map((value) => 0.9 + 0.02 * (value + normal()));
const y = shared.map((value) => 0.9 + 0.01 * (value + normal()));

/** Median and best of some rounds, after as many to warm up, in milliseconds. */
function time(work: () => void, rounds: number): { median: number; best: number } {
  for (let i = 0; i < Math.min(5, rounds); i++) work();
  const times = Array.from({ length: rounds }, () => {
    const started = performance.now();
    work();
    return performance.now() - started;
  }).sort((a, b) => a - b);
  return { median: times[Math.floor(rounds / 2)]!, best: times[0]! };
}

const bca = (resamples: number) => (): void => {
  const { low } = bcaInterval(sdRatioSample(x, y, { key: [1, 2], resamples }), 0.95);
  if (low === null) throw new Error('no interval');
};

/** 1,000 splits of one seed, a baseline and ten variants: the family of a large bench. */
const variant = (): Scores => Array.from({ length: 1000 }, () => [0.9 + 0.02 * normal()]);
const [baseline, ...variants] = Array.from({ length: 11 }, variant);
const family = (): void => {
  simultaneousSdRatios(baseline!, variants, { level: 0.95, key: [1, 2], component: 'total' });
};

const rows: [string, { median: number; best: number }][] = [
  ['BCa of the paired log SD ratio, n = 100, 10,000 resamples', time(bca(10_000), ROUNDS)],
  ['the same, 100,000 resamples', time(bca(100_000), ROUNDS)],
  ['max-|t| family of ten SD ratios, 1,000 splits, 9,999 resamples', time(family, 3)],
];
console.log('| work | median ms | best ms |\n|---|--:|--:|');
for (const [work, { median, best }] of rows) console.log(`| ${work} | ${median.toFixed(1)} | ${best.toFixed(1)} |`);
