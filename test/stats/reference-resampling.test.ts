import { describe, expect, it } from 'vitest';

import { type BlockSample, meanSample, sdRatioSample, sdSample } from '../../src/stats/block-sample.js';
import {
  bcaProbabilities,
  biasCorrection,
  expandedTail,
  percentileLimits,
  shareBelow,
} from '../../src/stats/interval-bootstrap.js';
import { studentizedLimits, tStatistic } from '../../src/stats/interval-studentized.js';
import { interquartileMean, mean, quantile, standardDeviation, sum, variance } from '../../src/stats/moments.js';
import { normalQuantile } from '../../src/stats/distributions.js';
import { differences } from '../../src/stats/pairs.js';
import { acceleration, sortReplicates } from '../../src/stats/resample.js';
import { data, expectAllClose, expectClose, keysOf, reference, referenceList, unasked } from './reference.js';

const key = [5, 6] as const;

/** A statistic over every one of the nⁿ resamples. */
function exhaustive(n: number, statistic: (picked: Int32Array) => number): Float64Array {
  const picked = new Int32Array(n);
  return Float64Array.from({ length: n ** n }, (_, number) => {
    for (let i = 0, rest = number; i < n; i++, rest = Math.floor(rest / n)) picked[i] = rest % n;
    return statistic(picked);
  });
}

/** How a statistic of plain values looks to the bootstrap. */
function sampleOf(name: string, x: number[]): Pick<BlockSample, 'statistic' | 'value'> {
  if (name === 'mean') return meanSample(x, { key });
  if (name === 'sd') return sdSample(x, { key });
  return {
    value: quantile(x, 0.5),
    statistic: (picked) =>
      quantile(
        Array.from(picked, (i) => x[i]!),
        0.5,
      ),
  };
}

const plain: Record<string, (values: readonly number[]) => number> = {
  mean,
  sd: standardDeviation,
  var: variance,
  median: (values) => quantile(values, 0.5),
  iqm: interquartileMean,
};

describe.each(keysOf('jackknife'))('leaving one of %s out', (name) => {
  it.each(keysOf('jackknife', name))(
    'gives the reference values, acceleration and standard error of the %s',
    (statistic) => {
      const x = data(name);
      const values = x.map((_, left) => plain[statistic]!(x.filter((_value, i) => i !== left)));
      expectAllClose(values, referenceList('jackknife', name, statistic, 'values'), 1e-12);
      expectClose(acceleration([values]), reference('jackknife', name, statistic, 'acceleration'), 1e-11);
      const error = Math.sqrt(((x.length - 1) / x.length) * sum(values.map((v) => (v - mean(values)) ** 2)));
      expectClose(error, reference('jackknife', name, statistic, 'se_jack'), 1e-12);
    },
  );
});

function checkExact(
  path: readonly string[],
  { statistic, value }: Pick<BlockSample, 'statistic' | 'value'>,
  x: readonly number[],
  leftOut: number[],
): void {
  const says = (entry: string): number => reference(...path, entry);
  const n = x.length;
  const { ascending } = sortReplicates(exhaustive(n, statistic));
  expect([n, ascending.length]).toEqual([says('n'), says('n_resamples')]);
  // Every multiset of n numbers out of n: the binomial coefficient (2n − 1 over n).
  let multisets = 1;
  for (let i = 1; i <= n; i++) multisets = (multisets * (n - 1 + i)) / i;
  expect(Math.round(multisets)).toBe(says('n_multisets'));
  expectClose(value, says('theta_hat'), 1e-12);
  const centre = mean(Array.from(ascending));
  expectClose(centre, says('boot_mean'), 1e-12);
  expectClose(centre - value, says('bias'), 1e-9);
  const spread = Math.sqrt(mean(Array.from(ascending, (v) => (v - centre) * (v - centre))));
  expectClose(spread, says('se_pop'), 1e-12);
  const tolerance = 1e-12 * Math.max(Math.abs(ascending[0]!), Math.abs(ascending.at(-1)!));
  const less = ascending.filter((v) => v < value - tolerance).length;
  const equal = ascending.filter((v) => Math.abs(v - value) <= tolerance).length;
  expect([less, equal]).toEqual([says('n_less'), says('n_equal')]);
  expectClose(shareBelow(ascending, value), says('p_less_plus_half_equal'), 1e-12);
  expectClose(biasCorrection(ascending, value), says('z0'), 1e-9);
  const a = acceleration([leftOut]);
  expectClose(a, says('acceleration'), 1e-11);
  const percentile = percentileLimits(ascending, [0.025, 0.975]);
  expectAllClose(percentile, referenceList(...path, 'percentile_type7'), 1e-12);
  const inverse = [0.025, 0.975].map((p) => ascending[Math.ceil(p * ascending.length) - 1]!);
  expectAllClose(inverse, referenceList(...path, 'percentile_inverse_cdf'), 1e-12);
  expectAllClose([2 * value - percentile[1], 2 * value - percentile[0]], referenceList(...path, 'basic_type7'), 1e-12);
  const at = bcaProbabilities(ascending, { value, acceleration: a, level: 0.95 });
  expectAllClose(at, referenceList(...path, 'bca_alphas'), 1e-9);
  expectAllClose(percentileLimits(ascending, at), referenceList(...path, 'bca_type7'), 1e-9);
}

describe('every resample of', () => {
  it.each(
    ['tiny5', 'tiny6'].flatMap((name) => ['mean', 'sd', 'median'].map((statistic) => [name, statistic] as const)),
  )('%s, statistic %s', (name, statistic) => {
    const x = data(name);
    const leftOut = x.map((_, left) => plain[statistic]!(x.filter((_value, i) => i !== left)));
    checkExact(['exact_bootstrap', name, statistic], sampleOf(statistic, x), x, leftOut);
  });

  it('six pairs: log SD ratio and mean difference', () => {
    const section = 'exact_paired_bootstrap_pairs6';
    const [x, y] = [data('pairs6_x'), data('pairs6_y')];
    const sample = sdRatioSample(y, x, { key });
    const { ascending, undefinedCount } = sortReplicates(exhaustive(6, sample.statistic));
    expectClose(sample.value, reference(section, 'theta_hat'), 1e-12);
    expect([ascending.length + undefinedCount, undefinedCount, ascending.length]).toEqual(
      ['n_total', 'n_undefined', 'n_defined'].map((entry) => reference(section, entry)),
    );
    const found = percentileLimits(ascending, [0.025, 0.975]);
    expectAllClose(found, referenceList(section, 'percentile_type7_defined_only'), 1e-9);
    const d = differences(y, x);
    const leftOut = d.map((_, left) => mean(d.filter((_value, i) => i !== left)));
    checkExact([section, 'mean_diff'], meanSample(d, { key }), d, leftOut);
  });

  it.each(['tiny5', 'tiny6'])('%s: expanded percentile and studentized', (name) => {
    const section = 'exact_expanded_and_studentized_mean';
    const sample = meanSample(data(name), { key });
    const n = sample.x.length;
    const tail = expandedTail(n, 0.95);
    expectClose(tail, reference(section, name, 'alpha_expanded'), 1e-12);
    const means = sortReplicates(exhaustive(n, sample.statistic)).ascending;
    const limits = percentileLimits(means, [tail, 1 - tail]);
    expectAllClose(limits, referenceList(section, name, 'expanded_percentile_type7'), 1e-12);
    const { ascending, undefinedCount } = sortReplicates(exhaustive(n, tStatistic(sample)));
    expect(undefinedCount).toBe(reference(section, name, 'n_undefined_tstar'));
    const ts = percentileLimits(ascending, [0.025, 0.975]);
    expectAllClose(ts, referenceList(section, name, 't_quantiles_type7_defined_only'), 1e-9);
    const studentized = studentizedLimits(sample, { ascending, level: 0.95 });
    expectAllClose(studentized, referenceList(section, name, 'studentized_ci'), 1e-9);
  });
});

it('levels of the expanded percentile', () => {
  for (const n of keysOf('expanded_percentile_alpha')) {
    for (const level of keysOf('expanded_percentile_alpha', n)) {
      const expected = reference('expanded_percentile_alpha', n, level);
      expectClose(expandedTail(Number(n), Number(level)), expected, 1e-11);
    }
  }
});

describe('the same 999 replicates', () => {
  const section = 'fixed_replicates';
  const { ascending } = sortReplicates(Float64Array.from(referenceList(section, 'replicates')));
  const value = reference(section, 'theta_hat');
  const a = reference(section, 'acceleration');
  const at = bcaProbabilities(ascending, { value, acceleration: a, level: 0.95 });

  it('read as scipy reads them', () => {
    const path = [section, 'scipy_convention'] as const;
    expect(ascending.filter((v) => v < value)).toHaveLength(reference(section, 'n_less'));
    expect(ascending.filter((v) => v === value)).toHaveLength(reference(section, 'n_equal'));
    const percentile = percentileLimits(ascending, [0.025, 0.975]);
    expectAllClose(percentile, referenceList(...path, 'percentile'), 1e-12);
    expectAllClose([2 * value - percentile[1], 2 * value - percentile[0]], referenceList(...path, 'basic'), 1e-12);
    expectClose(biasCorrection(ascending, value), reference(...path, 'z0'), 1e-12);
    expectAllClose(at, referenceList(...path, 'bca_alphas'), 1e-12);
    expectAllClose(percentileLimits(ascending, at), referenceList(...path, 'bca'), 1e-12);
    expectClose(standardDeviation(Array.from(ascending)), reference(...path, 'standard_error_ddof1'), 1e-12);
  });

  it('read as R’s boot does: interpolation on the normal scale at (R + 1)α', () => {
    const path = [section, 'R_bootci_convention'] as const;
    const normInter = (p: number): number => {
      const rank = (ascending.length + 1) * p;
      const k = Math.floor(rank + 1e-9);
      const low = ascending[k - 1]!;
      if (Math.abs(rank - k) < 1e-9) return low;
      const [zp, z0, z1] = [p, k / (ascending.length + 1), (k + 1) / (ascending.length + 1)].map(normalQuantile) as [
        number,
        number,
        number,
      ];
      return low + ((zp - z0) / (z1 - z0)) * (ascending[k]! - low);
    };
    const perc = [0.025, 0.975].map(normInter) as [number, number];
    expectAllClose(perc, referenceList(...path, 'perc'), 1e-12);
    expectAllClose([2 * value - perc[1], 2 * value - perc[0]], referenceList(...path, 'basic'), 1e-12);
    expectAllClose(at, referenceList(...path, 'bca_alphas'), 1e-12);
    expectAllClose(at.map(normInter), referenceList(...path, 'bca'), 1e-9);
    const [centre, half] = [
      2 * value - mean(Array.from(ascending)),
      normalQuantile(0.975) * standardDeviation(Array.from(ascending)),
    ];
    expectAllClose([centre - half, centre + half], referenceList(...path, 'norm'), 1e-12);
  });
});

it('every number of these sections was asked for', () => {
  const sections = [
    'jackknife',
    'exact_bootstrap',
    'exact_paired_bootstrap_pairs6',
    'expanded_percentile_alpha',
    'exact_expanded_and_studentized_mean',
    'fixed_replicates',
  ];
  expect(sections.flatMap(unasked).filter((path) => !/statistic$|note$/.test(path))).toEqual([]);
});
