/**
 * The built command on eleven real files of eleven kinds, against means, SDs, differences, intervals and tests that other
 * programs computed (scipy, rliable, autorank; the calls stand in each `expected.json`). The files are not ours to publish.
 */
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { callIn } from '../../faults/bench-process.js';

const shared = fileURLToPath(new URL('../../../../shared/data/scores/', import.meta.url));
const present = existsSync(shared);
if (!present) console.log('No ../shared/data/scores beside this checkout: the tests on real score files do not run.');

/* eslint-disable @typescript-eslint/no-explicit-any, @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-argument, @typescript-eslint/no-unsafe-call --
   Both sides are JSON of other programs. */

function expectedOf(folder: string): any {
  return JSON.parse(readFileSync(`${shared}${folder}/expected.json`, 'utf8'));
}

const cwd = present ? mkdtempSync(join(tmpdir(), 'reseed-real-')) : '';

/** The same question is answered once: the sizes of 14 are asked for task by task. */
const answered = new Map<string, string>();

async function scores(path: string, ...flags: readonly string[]): Promise<any> {
  const args = ['scores', `${shared}${path}`, '--json', '--no-html', ...flags];
  const key = args.join('\n');
  const text = answered.get(key) ?? (await done(args));
  answered.set(key, text);
  const summary = JSON.parse(text);
  const { reading } = summary.setup.origin;
  return { ...summary, ...summary.scores, reading, variants: Object.keys(summary.variants), whole: summary };
}

async function done(args: readonly string[]): Promise<string> {
  const { code, out, err } = await callIn(cwd, args);
  expect(code, err).toBe(0);
  return out;
}

async function refused(path: string, ...flags: readonly string[]): Promise<string> {
  const { code, err } = await callIn(cwd, ['scores', `${shared}${path}`, ...flags]);
  expect(code).toBe(2);
  return err;
}

/** To the ten digits that are printed. */
function same(actual: number | null | undefined, expected: number | null, what: string): void {
  if (expected === null) return;
  const slack = Math.max(2e-9 * Math.abs(expected), 1e-11);
  expect(Math.abs((actual ?? NaN) - expected), `${what}: ${String(actual)} for ${expected}`).toBeLessThanOrEqual(slack);
}

/** @param range  what the score can be: scipy's limits are cut there */
function sameCell(cell: any, expected: any, what: string, [least, most] = [-Infinity, Infinity]): void {
  expect(cell.n, what).toBe(expected.n);
  same(cell.mean.point, expected.mean, `${what} mean`);
  same(cell.sd, expected.sd, `${what} SD`);
  same(cell.mean.low, expected.low && Math.max(least, expected.low), `${what} low`);
  same(cell.mean.high, expected.high && Math.min(most, expected.high), `${what} high`);
  same(cell.median, expected.median, `${what} median`);
  same(cell.least, expected.min, `${what} least`);
  same(cell.most, expected.max, `${what} most`);
}

/** The comparison of a variant with the baseline, on a data set. */
function contrastOf(metric: any, variant: string, dataSet = ''): any {
  return metric.comparisons
    .find((each: any) => each.variant === variant)
    .contrasts.find((each: any) => each.dataSet === dataSet);
}

function samePaired(contrast: any, expected: any, what: string, ties = false): void {
  expect(contrast.difference.n, what).toBe(expected.n);
  same(contrast.difference.point, expected.mean, `${what} mean`);
  same(contrast.sd, expected.sd, `${what} SD`);
  same(contrast.difference.low, expected.t_low, `${what} low`);
  same(contrast.difference.high, expected.t_high, `${what} high`);
  same(contrast.t, expected.t, `${what} t`);
  same(contrast.p, expected.p, `${what} p`);
  if (!ties) same(contrast.wilcoxonP, expected.wilcoxon_p, `${what} Wilcoxon`);
  same(contrast.pairsAbove, expected.P_pair, `${what} share of pairs`);
  if (Math.abs(expected.corr) > 1e-9) same(contrast.correlation, expected.corr, `${what} correlation`);
}

function sameUnpaired(unpaired: any, expected: any, what: string): void {
  same(unpaired.difference.point, expected.mean, `${what} mean`);
  same(unpaired.difference.low, expected.welch_low, `${what} low`);
  same(unpaired.difference.high, expected.welch_high, `${what} high`);
  same(unpaired.t, expected.t, `${what} t`);
  same(unpaired.df, expected.df, `${what} df`);
  same(unpaired.p, expected.p, `${what} p`);
  same(unpaired.u, expected.U, `${what} U`);
  same(unpaired.uP, expected.mwu_p, `${what} p of U`);
  same(unpaired.above, expected.P_X_gt_Y, `${what} P`);
  // An SD of 1e-16 is that of equal numbers, summed.
  if (expected.sd_ratio_baseline_over_variant < 1e-9) return;
  same(unpaired.sdRatio, expected.sd_ratio_baseline_over_variant, `${what} SD ratio`);
  same(unpaired.spreadP, expected.brown_forsythe_p, `${what} Brown–Forsythe`);
}

function sameDuels(metric: any, expected: readonly any[]): void {
  for (const { a, b, p, p_holm, mean_difference_a_minus_b, a_wins, b_wins } of expected) {
    const duel = metric.duels.find(
      (each: any) => (each.first === a && each.second === b) || (each.first === b && each.second === a),
    );
    const turned = duel.first !== a;
    same(turned ? -duel.difference : duel.difference, mean_difference_a_minus_b, `${a} − ${b}`);
    same(duel.p, p, `${a}, ${b} Wilcoxon`);
    same(duel.pHolm, p_holm, `${a}, ${b} Holm`);
    expect(turned ? [duel.below, duel.above] : [duel.above, duel.below]).toEqual([a_wins, b_wins]);
  }
}

function sameRanks(ranks: any, expected: any): void {
  for (const [variant, rank] of Object.entries(expected.average_ranks as Record<string, number>))
    same(ranks.averageRanks[variant], rank, `rank of ${variant}`);
  same(ranks.friedman.chiSquared, expected.friedman_chi2, 'Friedman');
  same(ranks.friedman.p, expected.friedman_p, 'Friedman p');
  same(ranks.friedman.f, expected.iman_davenport_F, 'Iman–Davenport');
  same(ranks.friedman.fP, expected.iman_davenport_p, 'Iman–Davenport p');
  expect(Math.abs(ranks.criticalDifference - expected.nemenyi_cd)).toBeLessThan(1e-6);
}

describe.runIf(present)('real score files', () => {
  it('01: repeated cross-validation of five classifiers on 54 data sets, and the 54 published p-values', async () => {
    const expected = expectedOf('01-tutorial-cv');
    const columns = 'ClassifierID.dat=variant,DatasetID.dat=dataset,Percent_correct.dat=percent_correct';
    expect(await refused('01-tutorial-cv')).toContain('ClassifierID.dat=ROLE');
    expect(await refused('01-tutorial-cv', '--columns', columns)).toContain('different rows lie in one place');
    expect(await refused('01-tutorial-cv', '--columns', columns, '--block', 'row')).toContain('--test-share 1/10');
    const { metrics } = await scores(
      '01-tutorial-cv',
      '--columns',
      columns,
      '--block',
      'row',
      '--test-share',
      '1/10',
      '--baseline',
      'aode',
    );
    const [metric] = metrics;
    for (const [name, { anneal, mean_of_dataset_means, sd_over_datasets }] of Object.entries<any>(
      expected.per_variant,
    )) {
      sameCell(metric.variants[name].cells.anneal, anneal, name);
      same(metric.variants[name].meanOfDataSets.point, mean_of_dataset_means, `${name} over data sets`);
      const { low, high, n } = metric.variants[name].meanOfDataSets;
      // 2.00574599… is the 97.5 % point of Student's t with 53 degrees of freedom.
      expect((((high - low) / 2) * Math.sqrt(n)) / 2.0057459953178696).toBeCloseTo(sd_over_datasets, 8);
    }
    const contrasts = metric.comparisons.find((each: any) => each.variant === 'nbc').contrasts;
    const published = expected.nbc_minus_aode_per_dataset_nadeau_bengio;
    expect(published).toHaveLength(54);
    published.forEach(({ dataset, mean, low, high, p, published_p }: any, i: number) => {
      const { difference, p: own, dataSet } = contrasts[i];
      expect(dataset.replace(/^\d+:/, '')).toBe(dataSet.replace(/ \(\d+\)$/, ''));
      same(difference.point, mean, `${dataset} mean`);
      same(difference.low, low, `${dataset} low`);
      same(difference.high, high, `${dataset} high`);
      same(own, p, `${dataset} p`);
      expect(Math.abs(own - published_p), dataset).toBeLessThanOrEqual(0.0005 + 1e-9);
    });
    const { across } = metric.comparisons.find((each: any) => each.variant === 'nbc');
    const { mean, t_over_datasets } = expected.mean_difference_over_datasets_nbc_minus_aode;
    same(across.likeThese.point, mean, 'over data sets');
    same(across.likeThese.low, t_over_datasets[0], 'over data sets, low');
    same(across.likeThese.high, t_over_datasets[1], 'over data sets, high');
    sameRanks(metric.ranks, expected.many_datasets);
    sameDuels(metric, expected.many_datasets.wilcoxon_on_dataset_means);
  });

  it('02: three nets on eight tables with ten seeds: both questions, rliable’s IQM and probability of improvement', async () => {
    const expected = expectedOf('02-nsad-seeds');
    for (const baseline of ['PAU-fixed', 'KAN']) {
      const { metrics, pairing } = await scores('02-nsad-seeds/per_seed.csv', '--baseline', baseline);
      expect(pairing).toBe('seed number');
      for (const name of ['Acc', 'AUC']) {
        const metric = metrics.find((each: any) => each.name === name);
        for (const [dataSet, { variants, paired_vs_PAU, 'NAS-AF_minus_KAN': third }] of Object.entries<any>(
          expected[name].per_dataset,
        )) {
          for (const [variant, cell] of Object.entries(variants))
            sameCell(metric.variants[variant].cells[dataSet], cell, `${dataSet} ${variant}`);
          // Differences of shares of one test set tie but for the last bit: ties here, none in scipy.
          const pairs = baseline === 'KAN' ? { 'NAS-AF': third } : paired_vs_PAU;
          for (const [variant, each] of Object.entries(pairs))
            samePaired(contrastOf(metric, variant, dataSet), each, `${dataSet} ${variant}`, name === 'Acc');
        }
        for (const [pair, each] of Object.entries<any>(expected[name].mean_difference_over_datasets)) {
          const [variant, against] = pair.split('_minus_');
          if (against !== baseline) continue;
          const { across, improvement } = metric.comparisons.find((one: any) => one.variant === variant);
          same(across.these.point, each.mean, pair);
          same(across.these.low, each.fixed_datasets_satterthwaite_t[0], `${pair} these, low`);
          same(across.these.high, each.fixed_datasets_satterthwaite_t[1], `${pair} these, high`);
          same(across.theseDf, each.df, `${pair} df`);
          same(across.likeThese.low, each.random_datasets_t_on_dataset_means[0], `${pair} like these, low`);
          same(across.likeThese.high, each.random_datasets_t_on_dataset_means[1], `${pair} like these, high`);
          same(across.wilcoxonP, each.wilcoxon_on_dataset_means_p, `${pair} Wilcoxon`);
          const { point, ci } = expected[name].probability_of_improvement_unpaired_seeds[`${variant!},${against}`];
          same(improvement.point, point, `${pair} improvement`);
          expect(improvement.low).toBeCloseTo(ci[0], 1.7);
          expect(improvement.high).toBeCloseTo(ci[1], 1.7);
        }
        sameRanks(metric.ranks, expected[name].many_datasets);
        sameDuels(metric, expected[name].many_datasets.wilcoxon_on_dataset_means);
        for (const [variant, { iqm, iqm_ci, mean }] of Object.entries<any>(expected[name].rliable)) {
          same(metric.iqm[variant].point, iqm, `${variant} IQM`);
          expect(Math.abs(metric.iqm[variant].low - iqm_ci[0])).toBeLessThan(4e-4);
          expect(Math.abs(metric.iqm[variant].high - iqm_ci[1])).toBeLessThan(4e-4);
          same(metric.variants[variant].meanOfDataSets.point, mean, `${variant} mean`);
        }
      }
    }
  });

  it('05: a folder of JSON: the score is named, ensembles stay out, paired and unpaired stand beside each other', async () => {
    const expected = expectedOf('05-rtdl-json');
    expect(await refused('05-rtdl-json')).toContain('--metric metrics.test.accuracy');
    expect(await refused('05-rtdl-json', '--metric', 'metrics.test.accuracy')).toContain(
      'different rows lie in one place',
    );
    for (const dataSet of ['adult', 'california_housing']) {
      const { metric: name, better, variants, comparisons } = expected[dataSet];
      const { metrics, dataSets } = await scores(
        '05-rtdl-json',
        '--metric',
        name,
        '--variant',
        'folder 2',
        '--where',
        'folder 3=tuned',
        '--baseline',
        'mlp',
      );
      const [metric] = metrics;
      expect([metric.better, dataSets]).toEqual([better, [dataSet]]);
      for (const [variant, cell] of Object.entries(variants))
        sameCell(metric.variants[variant].cells[dataSet], cell, variant);
      for (const [pair, { paired_by_seed, unpaired }] of Object.entries<any>(comparisons)) {
        const [variant, against] = pair.split('_minus_').map((each) => each.replace(/_+$/, ''));
        const known = metric.comparisons.find((each: any) => each.variant.replace(/_+$/, '') === variant);
        if (against !== 'mlp') continue;
        samePaired(known.contrasts[0], paired_by_seed, pair);
        sameUnpaired(known.contrasts[0].unpaired, unpaired, pair);
      }
    }
    const { metrics } = await scores(
      '05-rtdl-json/adult',
      '--metric',
      'metrics.test.accuracy',
      '--where',
      'algorithm=xgboost_',
      '--variant',
      'folder 2',
      '--baseline',
      'default',
      '--dataset',
      'none',
    );
    const { paired_by_seed, unpaired } = expected.adult_xgboost_tuned_minus_default;
    samePaired(contrastOf(metrics[0], 'tuned'), paired_by_seed, 'tuned');
    sameUnpaired(contrastOf(metrics[0], 'tuned').unpaired, unpaired, 'tuned');
  });

  it('07: folds of 16 tasks, failures counted, the turning column refused', async () => {
    const expected = expectedOf('07-automl-folds');
    expect(await refused('07-automl-folds/results_small-8c1h.csv', '--metric', 'result')).toContain(
      '"result" is no one metric',
    );
    const { metrics, runs } = await scores(
      '07-automl-folds/results_small-8c1h.csv',
      '--metric',
      'acc',
      '--baseline',
      'autosklearn',
    );
    const [metric] = metrics;
    expect(runs).toEqual({ planned: 800, ok: 777, failed: 23, missing: 0 });
    for (const [place, lost] of Object.entries<number>(expected.missing)) {
      const [variant, task] = place.split('|');
      expect(metric.variants[variant!].cells[task!].failed, place).toBe(lost);
    }
    for (const [task, { variants, minus_autosklearn_nadeau_bengio_1_9 }] of Object.entries<any>(
      expected.acc_per_task,
    )) {
      for (const [variant, cell] of Object.entries<any>(variants))
        if (cell.n > 0) sameCell(metric.variants[variant].cells[task], cell, `${task} ${variant}`, [0, 1]);
      for (const [variant, each] of Object.entries<any>(minus_autosklearn_nadeau_bengio_1_9)) {
        const contrast = contrastOf(metric, variant, task);
        if (each.reason !== undefined) {
          expect(contrast.difference.low, `${task} ${variant}`).toBeNull();
          if (!each.reason.startsWith('10 of')) expect(contrast.difference.reason).toContain(each.reason);
          continue;
        }
        same(contrast.difference.point, each.mean, `${task} ${variant}`);
        same(contrast.se, each.se, `${task} ${variant} SE`);
        same(contrast.t, each.t, `${task} ${variant} t`);
        same(contrast.p, each.p, `${task} ${variant} p`);
        same(contrast.difference.low, each.low, `${task} ${variant} low`);
        same(contrast.difference.high, each.high, `${task} ${variant} high`);
      }
    }
    sameRanks(metric.ranks, expected.many_datasets_acc_complete_tasks_only);
    expect(metric.ranks.complete).toHaveLength(expected.complete_tasks);
    for (const [variant, rank] of Object.entries<number>(expected.average_ranks_failures_last_all_16))
      same(metric.ranks.failuresLast[variant], rank, `${variant} with failures last`);
    const { n, mean, t, wilcoxon_p } = expected.H2O_minus_autosklearn_acc_over_tasks;
    const { across } = metric.comparisons.find((each: any) => each.variant === 'H2OAutoML');
    expect(across.dataSets).toBe(n);
    same(across.likeThese.point, mean, 'H2O');
    same(across.likeThese.low, t[0], 'H2O low');
    same(across.likeThese.high, t[1], 'H2O high');
    same(across.wilcoxonP, wilcoxon_p, 'H2O Wilcoxon');
    const auc = await scores('07-automl-folds/results_small-8c1h.csv', '--metric', 'auc');
    for (const [task, means] of Object.entries<any>(expected.auc_binary_tasks_means))
      for (const [variant, each] of Object.entries<number>(means))
        same(auc.metrics[0].variants[variant].cells[task].mean.point, each, `AUC ${task} ${variant}`);
  });

  it('09: a chart of 14 single runs: last and best differ, and nothing is compared', async () => {
    const expected = expectedOf('09-wandb-chart');
    expect(await refused('09-wandb-chart/wandb_export.csv')).toContain('Is a higher or a lower');
    expect(await refused('09-wandb-chart/wandb_export.csv', '--better', 'lower')).toContain('--take last');
    for (const take of ['last', 'best'] as const) {
      const { metrics, variants } = await scores(
        '09-wandb-chart/wandb_export.csv',
        '--better',
        'lower',
        '--take',
        take,
      );
      expect(variants).toHaveLength(14);
      expect(metrics[0].comparisons).toEqual([]);
      for (const [run, value] of Object.entries<number>(expected[take]))
        same(metrics[0].variants[run].cells[''].mean.point, value, `${take} of ${run}`);
    }
  });

  it('10: Adam against SGD, unpaired: every run has its own classes and seed', async () => {
    const expected = expectedOf('10-wandb-runs');
    expect(await refused('10-wandb-runs/wandb_export.csv')).toContain('--variant optimizer_name');
    const { metrics, pairing } = await scores(
      '10-wandb-runs/wandb_export.csv',
      '--variant',
      'optimizer_name',
      '--baseline',
      'SGD',
    );
    expect(pairing).toBe('none');
    for (const name of ['val_accuracy', 'val_loss']) {
      const metric = metrics.find((each: any) => each.name === name);
      expect(metric.better).toBe(expected[name].better);
      for (const [variant, cell] of Object.entries(expected[name].variants))
        sameCell(metric.variants[variant].cells[''], cell, `${name} ${variant}`);
      sameUnpaired(contrastOf(metric, 'Adam').unpaired, expected[name].Adam_minus_SGD, name);
    }
  });

  it('11: a grid search: the corrected test on three folds, no verdict, the SD’s denominator noticed', async () => {
    const expected = expectedOf('11-sklearn-cv');
    const name = (depth: string): string => depth.replace(/depth (\d), (\d+) trees/, 'max_depth=$1, n_estimators=$2');
    const { metrics, reading, whole } = await scores('11-sklearn-cv/cv_results.csv', '--baseline', name(expected.best));
    const [metric] = metrics;
    expect(reading.rules.join(' ')).toContain('std_test_score has the number of folds in the denominator');
    expect(metric.best.variant).toBe(name(expected.best));
    for (const [variant, cell] of Object.entries(expected.variants))
      sameCell(metric.variants[name(variant)].cells[''], cell, variant);
    for (const [variant, each] of Object.entries<any>(expected.best_minus_others_nadeau_bengio_1_2)) {
      const contrast = contrastOf(metric, name(variant));
      same(-contrast.difference.point, each.mean, variant);
      same(contrast.se, each.se, `${variant} SE`);
      same(-contrast.t, each.t, `${variant} t`);
      same(contrast.p, each.p, `${variant} p`);
      same(-contrast.difference.high, each.low, `${variant} low`);
      same(-contrast.difference.low, each.high, `${variant} high`);
    }
    for (const { verdict } of Object.values<any>(whole.comparisons)) expect(verdict.mean.words).toBe('not judged');
  });

  it('12: tuning trials: no comparison, the best of 40 as what it is', async () => {
    const { values, best_minimise, best_maximise } = expectedOf('12-optuna-trials');
    expect(await refused('12-optuna-trials/optuna_trials.csv')).toContain('--better lower');
    for (const [better, value] of [
      ['lower', best_minimise],
      ['higher', best_maximise],
    ] as const) {
      const [metric] = (await scores('12-optuna-trials/optuna_trials.csv', '--better', better)).metrics;
      expect(metric.comparisons).toEqual([]);
      expect(metric.best.of).toBe(values.n);
      same(metric.best.value, value, better);
      same(metric.best.mean, values.mean, 'mean');
      same(metric.best.sd, values.sd, 'SD');
    }
  });

  it('13: Sacred folders: last, best, and where the validation loss is best; failed and dead runs counted', async () => {
    const expected = expectedOf('13-sacred-runs');
    expect(await refused('13-sacred-runs')).toContain('--variant config.init');
    expect(await refused('13-sacred-runs', '--variant', 'init', '--metric', 'testAccuracy')).toContain('--take last');
    for (const [take, key] of [
      ['last', 'last'],
      ['best', 'best'],
      ['at-best:validLoss', 'at_best_valid'],
    ] as const) {
      const { metrics, reading, runs } = await scores(
        '13-sacred-runs',
        '--variant',
        'init',
        '--metric',
        'testAccuracy',
        '--take',
        take,
        '--where',
        'dataset=JSB_Chorales',
      );
      expect(runs.planned).toBe(30);
      expect(reading.rules.join(' ')).toContain('no pure repeats');
      for (const [init, each] of Object.entries<any>(expected.per_init))
        sameCell(metrics[0].variants[init].cells[''], each[key], `${take} ${init}`, [0, 1]);
    }
  });

  it('14: sixteen language models: by task with the files’ own errors, and with sizes or tasks as blocks', async () => {
    const expected = expectedOf('14-lm-eval');
    const derive = ['--derive', 'size,kind=model:pythia-v1.1-([^-]+)(?:-bf16)?(-deduped)?'];
    const where = ['--where', `task=${expected.core_tasks.join(',')}`];
    for (const [place, each] of Object.entries<any>(expected.per_size_task_acc_difference_deduped_minus_standard).slice(
      0,
      16,
    )) {
      const [size, task] = place.split('|');
      const { metrics } = await scores(
        '14-lm-eval',
        '--metric',
        'acc',
        ...derive,
        '--variant',
        'kind',
        ...where,
        '--where',
        `size=${size!}`,
      );
      const contrast = contrastOf(metrics[0], '-deduped', task);
      same(contrast.difference.point, each.difference, place);
      same(contrast.se, each.se_unpaired, `${place} SE`);
      same(contrast.t, each.z, `${place} z`);
      same(contrast.p, each.p, `${place} p`);
      same(contrast.difference.low, each.low, `${place} low`);
      same(contrast.difference.high, each.high, `${place} high`);
    }
    const acrossOf = async (dataSet: string, block: string): Promise<any> => {
      const { metrics } = await scores(
        '14-lm-eval',
        '--metric',
        'acc',
        ...derive,
        '--variant',
        'kind',
        '--dataset',
        dataSet,
        '--block',
        block,
        ...where,
      );
      return metrics[0].comparisons[0].across;
    };
    for (const [across, each] of [
      [await acrossOf('size', 'task'), expected.blocks_are_sizes],
      [await acrossOf('task', 'size'), expected.blocks_are_tasks],
    ]) {
      same(across.likeThese.point, each.mean, 'mean');
      same(across.likeThese.low, each.t_low, 'low');
      same(across.likeThese.high, each.t_high, 'high');
      same(across.likeTheseP, each.p, 'p');
      same(across.wilcoxonP, each.wilcoxon_p, 'Wilcoxon');
    }
  });

  it('15: nested JSON: seeds by language; the summary’s SDs have n in the denominator', async () => {
    const expected = expectedOf('15-nested-json');
    expect(await refused('15-nested-json/multiseed_results.json')).toContain('--better higher');
    const { metrics, reading, dataSets } = await scores(
      '15-nested-json/multiseed_results.json',
      '--better',
      'higher',
      '--variant',
      'none',
      '--dataset',
      'key 3',
    );
    expect(dataSets).toEqual(['tr', 'de', 'ar']);
    const [variant] = Object.values<any>(metrics[0].variants);
    for (const [language, cell] of Object.entries(expected.variants)) sameCell(variant.cells[language], cell, language);
    expect(reading.rules.join(' ')).toContain('number of values in the denominator');
  });
});
