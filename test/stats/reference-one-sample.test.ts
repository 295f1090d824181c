import { describe, expect, it } from 'vitest';

import { intervalMethods, meanSample, sdSample } from '../../src/stats/index.js';
import { logSdJackknife } from '../../src/stats/interval-jackknife.js';
import { unwidened } from './unwidened.js';
import {
  coefficientOfVariation,
  excessKurtosisUnbiased,
  interquartileMean,
  kurtosis,
  logSdStandardError,
  mean,
  medianAbsoluteDeviation,
  quantile,
  skewness,
  skewnessUnbiased,
  standardDeviation,
  standardErrorOfMean,
  trimmedMean,
  variance,
} from '../../src/stats/moments.js';
import { data, expectAllClose, expectClose, keysOf, reference, referenceList, unasked } from './reference.js';

const key = [1, 2] as const;
const CLOSED = 1e-12;

describe.each(keysOf('descriptive'))('description of %s', (name) => {
  const x = data(name);
  const says = (entry: string): number => reference('descriptive', name, entry);

  it('has the reference centre, spread and shape', () => {
    expect(x).toHaveLength(says('n'));
    expectClose(mean(x), says('mean'), CLOSED);
    expectClose(variance(x), says('var'), CLOSED);
    expectClose(standardDeviation(x), says('sd'), CLOSED);
    expectClose(standardErrorOfMean(x), says('sem'), CLOSED);
    expectClose(quantile(x, 0.5), says('median'), CLOSED);
    expectClose(Math.min(...x), says('min'), CLOSED);
    expectClose(Math.max(...x), says('max'), CLOSED);
    expectClose(Math.max(...x) - Math.min(...x), says('range'), CLOSED);
    expectClose(medianAbsoluteDeviation(x), says('mad_raw'), CLOSED);
    expectClose(quantile(x, 0.75) - quantile(x, 0.25), says('iqr_type7'), CLOSED);
    expectClose(interquartileMean(x), says('iqm'), CLOSED);
    expectClose(trimmedMean(x, 0.1), says('trim10'), CLOSED);
  });

  it('has the reference quantiles of type 7', () => {
    for (const p of keysOf('descriptive', name, 'q_type7')) {
      expectClose(quantile(x, Number(p)), reference('descriptive', name, 'q_type7', p), CLOSED);
    }
  });

  it(name === 'const5' ? 'has no shape without spread' : 'has the reference shape', () => {
    if (name === 'const5') {
      expect([skewness(x), kurtosis(x)]).toEqual([NaN, NaN]);
      return;
    }
    expectClose(skewness(x), says('skew_biased'), 1e-9);
    expectClose(skewnessUnbiased(x), says('skew_G1'), 1e-9);
    expectClose(kurtosis(x), says('kurt_biased_pearson'), CLOSED);
    expectClose(excessKurtosisUnbiased(x), says('kurt_excess_G2'), 1e-11);
    expectClose(coefficientOfVariation(x), says('cv'), CLOSED);
  });
});

describe.each(keysOf('one_sample_ci'))('intervals of %s', (name) => {
  const x = data(name);
  const says = (...path: string[]): number => reference('one_sample_ci', name, ...path);
  const saysList = (...path: string[]): number[] => referenceList('one_sample_ci', name, ...path);

  it('are Student’s at three levels', () => {
    for (const [entry, level] of [
      ['mean_t90', 0.9],
      ['mean_t95', 0.95],
      ['mean_t99', 0.99],
    ] as const) {
      const { low, high } = intervalMethods.t.limits(meanSample(x, { key }), level);
      expectAllClose([low, high], saysList(entry), CLOSED);
    }
  });

  it('are χ², Bonett and log-jackknife-t for the SD', () => {
    const sample = sdSample(x, { key });
    const chi = intervalMethods.chiSquared.limits(sample, 0.95);
    expectAllClose([chi.low, chi.high], saysList('sd_chi2_95'), CLOSED);
    const bonett = intervalMethods.bonett.limits(sample, 0.95);
    const expected = saysList('sd_bonett_95') as number[] | null;
    if (expected === null) expect(bonett).toMatchObject({ low: null, high: null, reason: /at least 5/ });
    else expectAllClose([bonett.low, bonett.high], expected, CLOSED);
    const found = logSdJackknife(x);
    expectClose(found.value, says('sd_log_jackknife_t_95', 'pseudo_mean_log_sd'), 1e-11);
    expectClose(found.error, says('sd_log_jackknife_t_95', 'se_log_sd'), 1e-11);
    expect(found.df).toBe(says('sd_log_jackknife_t_95', 'df'));
    const jackknife = intervalMethods.logJackknifeT.limits(sample, 0.95);
    expectAllClose(unwidened(jackknife, found.value), saysList('sd_log_jackknife_t_95', 'ci'), 1e-11);
  });

  it('rest on the reference standard error of a log SD', () => {
    expectClose(kurtosis(x), says('log_sd_delta', 'kurtosis_b2'), CLOSED);
    expectClose(logSdStandardError(x), says('log_sd_delta', 'se_log_sd'), CLOSED);
  });
});

it('every reference value of these sections was asked for', () => {
  expect([...unasked('descriptive'), ...unasked('one_sample_ci'), ...unasked('data')]).toEqual([]);
});
