import { describe, expect, it } from 'vitest';

import { meanEstimate, meanSample, intervalMethods } from '../../src/stats/index.js';
import { chiSquaredQuantile, fUpperTail } from '../../src/stats/distributions.js';
import * as adjust from '../../src/stats/multiple.js';
import { nestedVariance } from '../../src/stats/nested.js';
import { proportionEstimate } from '../../src/stats/outliers.js';
import { noetherBlocks } from '../../src/stats/planning.js';
import { nemenyiDifference, rangeQuantile } from '../../src/stats/studentized-range.js';
import { friedmanTest, kruskalWallisTest, wilcoxonTest } from '../../src/stats/tests-of-ranks.js';
import {
  analysisOfVariance,
  bartlettTest,
  brownForsytheTest,
  flignerKilleenTest,
  leveneTest,
} from '../../src/stats/tests-of-spread.js';
import {
  data,
  expectAllClose,
  expectClose,
  keysOf,
  reference,
  referenceList,
  referenceTable,
  unasked,
} from './reference.js';

const CLOSED = 1e-12;

describe('several groups', () => {
  const groups = ['acc12_dropout', 'acc12_none', 'tiny5'].map(data);
  const says = (...path: string[]): number => reference('k_sample_known_data', ...path);

  it('are compared as scipy does', () => {
    const forsythe = brownForsytheTest(groups);
    expectAllClose([forsythe.statistic, forsythe.p], [says('brown_forsythe', 'W'), says('brown_forsythe', 'p')], 1e-11);
    const levene = leveneTest(groups);
    expectAllClose([levene.statistic, levene.p], [says('levene_mean', 'W'), says('levene_mean', 'p')], 1e-11);
    const bartlett = bartlettTest(groups);
    expectAllClose([bartlett.statistic, bartlett.p], [says('bartlett', 'stat'), says('bartlett', 'p')], 1e-11);
    const fligner = flignerKilleenTest(groups);
    expectAllClose([fligner.statistic, fligner.p], [says('fligner', 'stat'), says('fligner', 'p')], 1e-9);
    const kruskal = kruskalWallisTest(groups);
    expectAllClose([kruskal.h, kruskal.p], [says('kruskal', 'H'), says('kruskal', 'p')], 1e-11);
    const anova = analysisOfVariance(groups);
    expectAllClose([anova.statistic, anova.p], [says('anova', 'F'), says('anova', 'p')], 1e-11);
  });

  it('with the group acc10, whose data are not given: its mean .95 and variance .00040726 follow from two of the values', () => {
    // Ten values with just this mean and variance stand in for it; only analysis of variance and Bartlett depend on no more.
    const half = Math.sqrt((0.00040726 * 9) / 10);
    const acc10 = Array.from({ length: 10 }, (_, i) => 0.95 + (i % 2 === 0 ? half : -half));
    const withIt = [acc10, data('acc12_dropout'), data('acc12_none')];
    const anova = analysisOfVariance(withIt);
    expectAllClose(
      [anova.statistic, anova.p],
      [reference('k_sample', 'anova', 'F'), reference('k_sample', 'anova', 'p')],
      1e-9,
    );
    const bartlett = bartlettTest(withIt);
    const expected = [reference('k_sample', 'bartlett', 'stat'), reference('k_sample', 'bartlett', 'p')];
    expectAllClose([bartlett.statistic, bartlett.p], expected, 1e-9);
  });
});

it('p-values are adjusted as statsmodels does', () => {
  const p = referenceList('multiple_testing', 'p');
  const methods = {
    bonferroni: adjust.bonferroni,
    holm: adjust.holm,
    hommel: adjust.hommel,
    'simes-hochberg': adjust.hochberg,
    fdr_bh: adjust.benjaminiHochberg,
    fdr_by: adjust.benjaminiYekutieli,
    sidak: adjust.sidak,
    'holm-sidak': adjust.holmSidak,
  };
  for (const [name, method] of Object.entries(methods)) {
    expectAllClose(method(p), referenceList('multiple_testing', name), CLOSED);
  }
});

it('Friedman, Iman–Davenport and Nemenyi', () => {
  const matrix = referenceTable('friedman', 'matrix');
  const found = friedmanTest(matrix);
  expectAllClose(
    [found.chiSquared, found.p, found.f],
    ['chi2', 'p', 'iman_davenport_F'].map((k) => reference('friedman', k)),
    1e-11,
  );
  expectAllClose(found.averageRanks, referenceList('friedman', 'avg_ranks'), CLOSED);
  expectClose(rangeQuantile(0.95, 4) / Math.sqrt(2), reference('friedman', 'q_alpha'));
  expectClose(nemenyiDifference({ level: 0.95, variants: 4, blocks: 5 }), reference('friedman', 'nemenyi_cd_0_05'));
});

it('nested components of variance', () => {
  const scores = referenceTable('variance_components_nested', 'data');
  const says = (entry: string): number => reference('variance_components_nested', entry);
  const { all } = nestedVariance(scores);
  expectAllClose(
    [all.between, all.seed, all.seed, all.split],
    ['MS_between', 'MS_within', 'var_within', 'var_split'].map(says),
    CLOSED,
  );
  expectClose(all.split / all.total, says('icc1'), CLOSED);
  expectAllClose([all.between / all.seed, fUpperTail(all.between / all.seed, 2, 9)], [says('F'), says('p')], 1e-11);
  const mean = meanEstimate(scores, { level: 0.95, key: [1, 1] });
  expectAllClose(
    [mean.low, mean.high],
    referenceList('variance_components_nested', 'mean_t_on_split_means_ci95'),
    CLOSED,
  );
  const limits = [0.975, 0.025].map((p) => Math.sqrt((9 * all.seed) / chiSquaredQuantile(p, 9)));
  expectAllClose(limits, referenceList('variance_components_nested', 'sd_within_ci95_chi2'), CLOSED);
});

it('Noether’s number of pairs for P(A > B)', () => {
  for (const name of keysOf('bouthillier', 'noether_min_n')) {
    const [probability, alpha, beta] = name.split(',').map((part) => Number(part.split('=')[1])) as [
      number,
      number,
      number,
    ];
    expect(noetherBlocks(probability, { alpha, power: 1 - beta, sided: 1 })).toBe(
      reference('bouthillier', 'noether_min_n', name),
    );
  }
  expect(reference('bouthillier', 'gamma')).toBe(0.75);
});

it('Wilcoxon without ties is the exact table, Wilson’s interval the usual one', () => {
  const d = referenceList('wilcoxon_exact_no_ties', 'differences');
  const found = wilcoxonTest(d);
  expectClose(Math.min(found.wPlus, found.wMinus), reference('wilcoxon_exact_no_ties', 'W_min'), CLOSED);
  expectClose(found.p, reference('wilcoxon_exact_no_ties', 'p'), CLOSED);
  for (const [hits, n] of [
    [3, 40],
    [0, 20],
  ] as const) {
    const { low, high } = proportionEstimate(hits, { of: n, level: 0.95 });
    expectAllClose([low, high], referenceList('wilson', `hits_${hits}_of_${n}`), CLOSED);
  }
  expect(intervalMethods.t.limits(meanSample(d, { key: [1, 1] }), 0.9).n).toBe(8);
});

it('every reference value of these sections was asked for, but two that hang on the missing group', () => {
  const sections = [
    'k_sample_known_data',
    'multiple_testing',
    'friedman',
    'variance_components_nested',
    'bouthillier',
    'wilson',
    'wilcoxon_exact_no_ties',
  ];
  expect(sections.flatMap(unasked).filter((path) => !path.includes('groups'))).toEqual([]);
  const left = unasked('k_sample').filter((path) => !path.includes('groups'));
  expect(left).toEqual([
    'k_sample / brown_forsythe / W',
    'k_sample / brown_forsythe / p',
    'k_sample / kruskal / H',
    'k_sample / kruskal / p',
  ]);
});
