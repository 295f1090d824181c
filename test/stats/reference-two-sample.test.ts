import { describe, expect, it } from 'vitest';

import {
  differences,
  intervalMethods,
  meanSample,
  sdRatioSample,
  unpairedDifferenceSample,
  unpairedSdRatioSample,
} from '../../src/stats/index.js';
import { cliffsDelta, cohensD, cohensDz, hedgesG, probabilityOfSuperiority } from '../../src/stats/effects.js';
import { logSdRatioJackknife, unpairedJackknife } from '../../src/stats/interval-jackknife.js';
import { unwidened } from './unwidened.js';
import { correlation, logSdRatioStandardError } from '../../src/stats/pairs.js';
import { relabellingTest, signFlipTest } from '../../src/stats/permutation.js';
import {
  correctedResampledTest,
  correlatedTPosterior,
  pairedTest,
  studentTest,
  welchTest,
} from '../../src/stats/tests-of-means.js';
import { mannWhitneyTest, rankBiserial, signTest, wilcoxonTest } from '../../src/stats/tests-of-ranks.js';
import {
  bartlettTest,
  brownForsytheTest,
  flignerKilleenTest,
  leveneTest,
  pitmanMorganTest,
  varianceRatioTest,
} from '../../src/stats/tests-of-spread.js';
import { standardDeviation } from '../../src/stats/moments.js';
import { tTwoSided } from '../../src/stats/distributions.js';
import { data, expectAllClose, expectClose, keysOf, reference, referenceList, unasked } from './reference.js';

const key = [3, 4] as const;
const CLOSED = 1e-12;

describe.each([
  ['dropout_vs_none_12 (x=none,y=dropout)', 'acc12_none', 'acc12_dropout'],
  ['pairs6 (x,y)', 'pairs6_x', 'pairs6_y'],
])('%s', (name, nameX, nameY) => {
  const [x, y] = [data(nameX), data(nameY)];
  const says = (...path: string[]): number => reference('two_sample', name, ...path);
  const saysList = (...path: string[]): number[] => referenceList('two_sample', name, ...path);
  const d = differences(y, x);

  it('Welch, Student and paired t', () => {
    const welch = welchTest(x, y);
    expectAllClose(
      [welch.t, welch.df, welch.p],
      ['t', 'df', 'p'].map((k) => says('welch', k)),
      CLOSED,
    );
    const interval = intervalMethods.welch.limits(unpairedDifferenceSample(y, x, { key }), 0.95);
    expectAllClose([interval.low, interval.high], saysList('welch', 'ci95'), CLOSED);
    const student = studentTest(x, y);
    expectAllClose(
      [student.t, student.df, student.p],
      ['t', 'df', 'p'].map((k) => says('student', k)),
      CLOSED,
    );
    const paired = pairedTest(x, y);
    expectAllClose(
      [paired.t, paired.df, paired.p],
      ['t', 'df', 'p'].map((k) => says('paired_t', k)),
      CLOSED,
    );
    const t = intervalMethods.t.limits(meanSample(d, { key }), 0.95);
    expectClose(t.point, says('paired_t', 'mean_diff'), CLOSED);
    expectClose(standardDeviation(d), says('paired_t', 'sd_diff'), CLOSED);
    expectAllClose([t.low, t.high], saysList('paired_t', 'ci95'), CLOSED);
    expectClose(cohensDz(x, y), says('paired_t', 'cohen_dz'), CLOSED);
  });

  it('F and Pitman–Morgan', () => {
    const f = varianceRatioTest(x, y);
    expectAllClose([f.statistic, f.p], [says('F_test', 'F'), says('F_test', 'p_two_sided')], CLOSED);
    expect(f.df).toEqual(saysList('F_test', 'df'));
    const unpaired = intervalMethods.f.limits(unpairedSdRatioSample(x, y, { key }), 0.95);
    expectClose(unpaired.point, says('sd_ratio_x_over_y'), CLOSED);
    expectClose(unpairedSdRatioSample(x, y, { key }).value, says('log_sd_ratio'), CLOSED);
    expectAllClose([unpaired.low, unpaired.high], saysList('F_test', 'sd_ratio_ci95'), CLOSED);
    const morgan = pitmanMorganTest(x, y);
    expectAllClose(
      [morgan.r, morgan.statistic, morgan.p],
      ['r_sum_diff', 't', 'p'].map((k) => says('pitman_morgan', k)),
      1e-11,
    );
    expect(morgan.df).toEqual([says('pitman_morgan', 'df')]);
    expectClose(correlation(x, y), says('pitman_morgan', 'rho_xy'), CLOSED);
    const paired = intervalMethods.pitmanMorgan.limits(sdRatioSample(x, y, { key }), 0.95);
    expectAllClose([paired.low, paired.high], saysList('pitman_morgan', 'sd_ratio_ci95'), CLOSED);
  });

  it('log-jackknife-t, unpaired with Welch’s degrees of freedom and paired', () => {
    const apart = unpairedJackknife(x, y);
    const t = apart.value / apart.error;
    const found = [apart.value, apart.df, t, tTwoSided(t, apart.df)];
    expectAllClose(
      found,
      ['est', 'df', 't', 'p'].map((k) => says('log_jackknife_welch', k)),
      1e-11,
    );
    const unpaired = intervalMethods.logJackknifeT.limits(unpairedSdRatioSample(x, y, { key }), 0.95);
    const blocks = Math.min(x.length, y.length);
    expectAllClose(unwidened(unpaired, apart.value, blocks), saysList('log_jackknife_welch', 'sd_ratio_ci95'), 1e-11);
    const together = logSdRatioJackknife(x, y);
    const tPaired = together.value / together.error;
    expectAllClose(
      [together.value, together.error, together.df, tPaired, tTwoSided(tPaired, together.df)],
      ['pseudo_mean', 'se', 'df', 't', 'p'].map((k) => says('paired_log_jackknife_t', k)),
      1e-11,
    );
    const paired = intervalMethods.logJackknifeT.limits(sdRatioSample(x, y, { key }), 0.95);
    expectAllClose(unwidened(paired, together.value), saysList('paired_log_jackknife_t', 'sd_ratio_ci95'), 1e-11);
    expectClose(logSdRatioStandardError(x, y), says('paired_log_sd_ratio_se_if'), CLOSED);
  });

  it('Brown–Forsythe, Levene, Bartlett, Fligner–Killeen', () => {
    const forsythe = brownForsytheTest([x, y]);
    expectAllClose([forsythe.statistic, forsythe.p], [says('brown_forsythe', 'W'), says('brown_forsythe', 'p')], 1e-11);
    expect(forsythe.df).toEqual(saysList('brown_forsythe', 'df'));
    const levene = leveneTest([x, y]);
    expectAllClose([levene.statistic, levene.p], [says('levene_mean', 'W'), says('levene_mean', 'p')], 1e-11);
    const bartlett = bartlettTest([x, y]);
    expectAllClose([bartlett.statistic, bartlett.p], [says('bartlett', 'stat'), says('bartlett', 'p')], 1e-11);
    const fligner = flignerKilleenTest([x, y]);
    expectAllClose([fligner.statistic, fligner.p], [says('fligner', 'stat'), says('fligner', 'p')], 1e-9);
  });

  it('Mann–Whitney, Wilcoxon and the sign test', () => {
    const whitney = mannWhitneyTest(x, y);
    expectAllClose(
      [whitney.u, whitney.p],
      [says('mannwhitney_asymp_cc', 'U'), says('mannwhitney_asymp_cc', 'p')],
      1e-11,
    );
    const dropped = wilcoxonTest(d, { exact: false });
    expectAllClose(
      [Math.min(dropped.wPlus, dropped.wMinus), dropped.p],
      [says('wilcoxon_wilcox', 'W_min'), says('wilcoxon_wilcox', 'p')],
    );
    const pratt = wilcoxonTest(d, { zeros: 'pratt' });
    expectAllClose(
      [Math.min(pratt.wPlus, pratt.wMinus), pratt.p],
      [says('wilcoxon_pratt', 'W_min'), says('wilcoxon_pratt', 'p')],
    );
    const exact = wilcoxonTest(d);
    expect(exact.exact).toBe(true);
    expectAllClose(
      [exact.wPlus, exact.wMinus, exact.n, rankBiserial(exact)],
      ['W_plus', 'W_minus', 'n_nonzero', 'rank_biserial'].map((k) => says('wilcoxon_signed', k)),
      CLOSED,
    );
    expectClose(exact.p, says('wilcoxon_exact_signflip_midranks_p'), CLOSED);
    const signs = signTest(d);
    expectAllClose(
      [signs.positive, signs.n, signs.p],
      ['n_pos', 'n_nonzero', 'p'].map((k) => says('sign_test', k)),
      CLOSED,
    );
  });

  it('permutations, all of them', () => {
    const flips = signFlipTest(d, { key });
    expect([flips.arrangements, flips.exact]).toEqual([says('signflip_n'), true]);
    expectClose(flips.p, says('signflip_exact_mean_p'), CLOSED);
    if (name !== 'pairs6 (x,y)') return;
    const labels = relabellingTest(x, y, { key });
    expect(labels.arrangements).toBe(says('perm_exact_mean_diff', 'n_perm'));
    expect(Math.round(labels.p * labels.arrangements)).toBe(says('perm_exact_mean_diff', 'count_two_sided_abs'));
    expectClose(labels.p, says('perm_exact_mean_diff', 'p_two_sided_abs'), CLOSED);
    expectClose(labels.pGreater, says('perm_exact_mean_diff', 'p_greater'), CLOSED);
    expectClose(labels.pLess, says('perm_exact_mean_diff', 'p_less'), CLOSED);
    expectClose(
      2 * Math.min(labels.pGreater, labels.pLess),
      says('perm_exact_mean_diff', 'scipy_two_sided_doubling'),
      CLOSED,
    );
  });

  it('effects', () => {
    expectClose(probabilityOfSuperiority(x, y), says('prob_improvement_x_gt_y_ties_half'), CLOSED);
    expectClose(cliffsDelta(x, y), says('cliffs_delta'), CLOSED);
    const strictly = x.flatMap((a) => y.filter((b) => a - b > 1e-12)).length / (x.length * y.length);
    expectClose(strictly, says('prob_x_strictly_gt_y'), CLOSED);
    expectClose(cohensD(x, y), says('cohen_d_pooled'), CLOSED);
    expectClose(hedgesG(x, y), says('hedges_g_exactJ'), CLOSED);
  });

  it.each(keysOf('two_sample', name, 'nadeau_bengio'))('Nadeau–Bengio and the correlated t posterior, %s', (scheme) => {
    const at = (...path: string[]): number => says('nadeau_bengio', scheme, ...path);
    const testToTrain = at('ratio');
    const found = correctedResampledTest(d, { testToTrain });
    expectAllClose(
      [found.error, found.t, found.df, found.p],
      ['se', 't', 'df', 'p'].map((k) => at(k)),
      CLOSED,
    );
    const interval = intervalMethods.nadeauBengio.limits(meanSample(d, { key, testToTrain }), 0.95);
    expectAllClose([interval.low, interval.high], saysList('nadeau_bengio', scheme, 'ci95'), CLOSED);
    const posterior = correlatedTPosterior(d, { testToTrain, rope: at('bayes_corr_t', 'rope') });
    const expected = ['df', 'loc', 'scale', 'p_left', 'p_rope', 'p_right'].map((k) => at('bayes_corr_t', k));
    const { left, within, right } = posterior;
    expectAllClose([found.df, interval.point, found.error, left, within, right], expected, CLOSED);
  });
});

it('every number of the section was asked for (its words name scipy’s method)', () => {
  expect(unasked('two_sample').filter((path) => !path.endsWith('/ method'))).toEqual([]);
});
