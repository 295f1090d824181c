/** More tools' files, made here in their forms: what is known of them is used, and what is not is asked for. */
import { describe, expect, it } from 'vitest';
import { parseBetter } from '../../../src/origins/scores/index.js';
import { readFolder, readText, refusal, valuesOfVariant } from './files.js';

function log(model: string, answers: readonly (readonly [string, number, string])[]): string {
  const samples = answers.map(([id, epoch, value]) => ({ id, epoch, scores: { choice: { value } } }));
  return JSON.stringify({ version: 2, status: 'success', eval: { model, task: 'arc' }, plan: {}, samples });
}

function stats(value: number): string {
  const stat = (name: object, mean: number): object => ({ name, count: 3, sum: 3 * mean, mean });
  return JSON.stringify([
    stat({ name: 'exact_match', split: 'valid' }, 0.1),
    stat({ name: 'exact_match', split: 'test' }, value),
    stat({ name: 'exact_match', split: 'test', perturbation: { name: 'typos' } }, 0.2),
    stat({ name: 'num_prompt_tokens', split: 'test' }, 900),
  ]);
}

describe('documents of tools', () => {
  it('inspect_ai: grades of samples, paired by sample, the epochs of one averaged and said to be', async () => {
    const reading = await readFolder({
      '1.json': log('a', [
        ['1', 1, 'C'],
        ['1', 2, 'I'],
        ['2', 1, 'P'],
        ['2', 2, 'C'],
      ]),
      '2.json': log('b', [
        ['1', 1, 'I'],
        ['1', 2, 'I'],
        ['2', 1, 'N'],
        ['2', 2, 'C'],
      ]),
    });
    expect([valuesOfVariant(reading, 'a'), valuesOfVariant(reading, 'b')]).toEqual([
      [0.5, 0.75],
      [0, 0.5],
    ]);
    expect(reading.words.rules.join('\n')).toMatch(/paired by sample.*\n.*mean of its answers, up to 2 epochs/);
  });

  it('inspect_ai without samples: one score a model, with its standard error', async () => {
    const header = (model: string, accuracy: number): string =>
      JSON.stringify({
        eval: { model, task: 'arc' },
        plan: {},
        results: { scores: [{ name: 'choice', metrics: { accuracy: { value: accuracy }, stderr: { value: 0.02 } } }] },
      });
    const reading = await readFolder({ 'a.json': header('a', 0.8), 'b.json': header('b', 0.9) });
    expect(reading.scores.map(({ values, errors }) => [values[0], errors?.[0]])).toEqual([
      [0.8, 0.02],
      [0.9, 0.02],
    ]);
  });

  it('HELM: the mean of the test rows without perturbations, a data set a scenario', async () => {
    const reading = await readFolder({
      'boolq:,model=a/stats.json': stats(0.7),
      'boolq:,model=b/stats.json': stats(0.8),
      'mmlu:subject=law,model=a/stats.json': stats(0.5),
      'mmlu:subject=law,model=b/stats.json': stats(0.4),
    });
    expect(reading.dataSets).toEqual(['boolq', 'mmlu:subject=law']);
    expect([valuesOfVariant(reading, 'a'), valuesOfVariant(reading, 'b')]).toEqual([
      [0.7, 0.5],
      [0.8, 0.4],
    ]);
  });

  it('Keras Tuner: trials, the direction as the file says it, and nothing to compare', async () => {
    const trial = (id: string, score: number): string =>
      JSON.stringify({
        trial_id: id,
        hyperparameters: { space: [], values: { units: 32 } },
        metrics: { metrics: { val_loss: { direction: 'min', observations: [{ value: [score], step: 0 }] } } },
        score,
        status: 'COMPLETED',
      });
    const reading = await readFolder({ 'trial_0/trial.json': trial('0', 0.5), 'trial_1/trial.json': trial('1', 0.25) });
    expect([reading.tuning, reading.metrics[0]!.better]).toEqual(['trials', 'lower']);
    expect(reading.words.rules.join('\n')).toContain('nothing is compared');
  });

  it('Transformers: all_results.json holds what the files beside it hold', async () => {
    const files = (accuracy: number): Record<string, string> => {
      const text = JSON.stringify({ epoch: 3, eval_accuracy: accuracy });
      return {
        'all_results.json': text,
        'eval_results.json': text,
        'train_results.json': '{"epoch":3,"train_loss":1}',
      };
    };
    const all = Object.entries({ 'a/seed_1': 0.8, 'a/seed_2': 0.7, 'b/seed_1': 0.9, 'b/seed_2': 0.6 }).flatMap(
      ([folder, value]) => Object.entries(files(value)).map(([name, text]) => [`${folder}/${name}`, text] as const),
    );
    const reading = await readFolder(Object.fromEntries(all), { variant: ['folder 1'] });
    expect(valuesOfVariant(reading, 'a')).toEqual([0.8, 0.7]);
  });
});

describe('tables of tools', () => {
  it('Stable-Baselines3: rewards over time, more is better; curves of several files are never taken for one', async () => {
    const monitor = (reward: number): string =>
      `#{"t_start": 1.5, "env_id": "Hopper"}\nr,l,t\n${reward},10,1.5\n${reward + 1},12,2.5\n`;
    const files = {
      'ppo/x/0.monitor.csv': monitor(1),
      'ppo/y/0.monitor.csv': monitor(3),
      'sac/x/0.monitor.csv': monitor(5),
      'sac/y/0.monitor.csv': monitor(7),
    };
    const take = { kind: 'last' } as const;
    expect(await refusal(readFolder(files, { variant: ['folder 1'], take }))).toContain("--repeat 'folder 2'");
    const reading = await readFolder(files, { variant: ['folder 1'], repeat: ['folder 2'], take });
    expect([valuesOfVariant(reading, 'ppo'), reading.metrics[0]!.better]).toEqual([[2, 4], 'higher']);
  });

  it('AutoGluon turns every score so that more is better; what it took to fit is no setting', async () => {
    const reading = await readText(
      ',model,score_test,score_val,fit_time,fit_order\n0,a,-0.5,-0.4,1,2\n1,b,-0.6,-0.5,2,1\n',
    );
    expect([reading.metrics.map(({ name, better }) => [name, better]), reading.variants]).toEqual([
      [['score_test', 'higher']],
      ['a', 'b'],
    ]);
  });

  it('DVC: the workspace is no experiment, and a failed one counts as failed', async () => {
    const reading = await readText(
      'Experiment,rev,typ,State,roc_auc,seed,trees\n,workspace,baseline,,0.9,1,50\nx,1,b,Success,0.9,1,50\ny,2,b,Success,0.8,1,100\nz,3,b,Failed,,2,100\n',
      { variant: ['trees'] },
    );
    expect(reading.scores.filter(({ status }) => status !== 'missing').map(({ status }) => status)).toEqual([
      'ok',
      'ok',
      'failed',
    ]);
  });

  it('the AutoML benchmark: a result that a column of its own repeats is one metric', async () => {
    const reading = await readText(
      'task,framework,fold,result,metric,auc,logloss\nx,a,0,0.9,auc,0.9,0.3\nx,b,0,0.8,auc,0.8,0.4\ny,a,0,-0.5,neg_logloss,,0.5\ny,b,0,-0.6,neg_logloss,,0.6\n',
    );
    expect(reading.metrics.map(({ name }) => name)).toEqual(['auc', 'logloss', 'neg_logloss']);
  });

  it('the names of ClearML and Aim say which way is better', async () => {
    const text = 'model,seed,validation/accuracy/last,"loss {""subset"": ""test""}"\na,1,0.8,0.5\nb,1,0.9,0.4\n';
    const reading = await readText(text, { metrics: ['validation/accuracy/last', 'loss {"subset": "test"}'] });
    expect(reading.metrics.map(({ better }) => better)).toEqual(['higher', 'lower']);
  });

  it('the coefficients of a fitted model are refused', async () => {
    expect(
      await refusal(readText('term,estimate,std.error,statistic,p.value\nx,0.8,0.1,8,0\ny,0.1,0.1,1,0.3\n')),
    ).toContain('coefficients of a fitted model');
  });
});

describe('tables for readers', () => {
  it('bold type, dollar signs and stars around a number are read as the number, and counted', async () => {
    const text = 'method,MNIST,SVHN\nold,98.1,92.3*\nnew,**98.5**,$\\mathbf{93.0}$\nmine,\\textbf{98.2},__91__\n';
    const reading = await readText(text, { dataSet: ['columns'], metrics: ['accuracy'] });
    expect(valuesOfVariant(reading, 'new')).toEqual([0.985, 0.93]);
    expect(reading.words.rules.join('\n')).toContain('5 cells with bold type');
  });

  it('several columns with names like things come first as things, those that count come last', async () => {
    const said = await refusal(readText('no,CoLA,RTE\n1,60.1,70.2\n2,61.3,71.4\n3,62.1,72.2\n'));
    expect(said.indexOf('--dataset columns')).toBeLessThan(said.indexOf('--metric CoLA'));
    expect(said.indexOf('--metric RTE')).toBeLessThan(said.indexOf('--metric no'));
  });
});

describe('trec_eval', () => {
  const run = (system: string, ...values: readonly number[]): string =>
    [
      ...values.flatMap((map, i) => [
        `num_ret               \t${301 + i}\t1000`,
        `map                   \t${301 + i}\t${map}`,
      ]),
      `runid                 \tall\t${system}`,
      'map                   \tall\t0.9',
    ].join('\n');

  it('query by query: a row a query, paired by it; the line of all queries and the counts are no scores', async () => {
    const reading = await readFolder({ '1.eval': run('bm25', 0.2, 0.3, 0.4), '2.eval': run('dense', 0.3, 0.5, 0.4) });
    expect(reading.metrics.map(({ name }) => name)).toEqual(['map']);
    expect([valuesOfVariant(reading, 'bm25'), valuesOfVariant(reading, 'dense')]).toEqual([
      [0.2, 0.3, 0.4],
      [0.3, 0.5, 0.4],
    ]);
    expect(reading.words.rules.join('\n')).toContain('paired by query_id');
  });

  it('means alone: one score a system', async () => {
    const reading = await readFolder({ 'a.txt': run('bm25'), 'b.txt': run('dense') });
    expect([valuesOfVariant(reading, 'bm25'), valuesOfVariant(reading, 'dense')]).toEqual([[0.9], [0.9]]);
  });

  it('a text of three words in each line is none without a line of its own', async () => {
    expect(await refusal(readText('a all 1\nb all 2\n', {}, 'x.txt'))).not.toContain('query');
  });
});

describe('columns of fractions', () => {
  it('name no runs, no data sets and no blocks', async () => {
    const text = 'algorithm,parameters,qps,recall\na,m1,10.5,0.8\na,m2,20.25,0.9\nb,m1,11.5,0.7\nb,m2,21.5,0.8\n';
    const said = await refusal(readText(text));
    expect(said).toContain('--repeat parameters');
    expect(said).not.toMatch(/--(?:repeat|dataset|block) qps/);
  });
});

describe('what a score is called', () => {
  it('capitals are no marks: MASE, RMSSE and MSD sum nothing up, AUCSD is a spread beside its score', async () => {
    const text = 'model,seed,MASE,MSIS,sMAPE\na,1,1.2,8,0.1\na,2,1.3,9,0.2\nb,1,1.1,7,0.1\nb,2,1.0,7,0.3\n';
    expect((await readText(text)).metrics).toEqual(
      ['MASE', 'MSIS', 'sMAPE'].map((name) => ({ name, better: 'lower', scale: 'plain' })),
    );
    const spread = 'model,seed,AUC,AUCSD\na,1,0.8,0.1\na,2,0.7,0.2\nb,1,0.9,0.1\nb,2,0.8,0.3\n';
    const { metrics, words } = await readText(spread);
    expect(metrics.map(({ name }) => name)).toEqual(['AUC']);
    expect(words.columns.find(({ column }) => column === 'AUCSD')?.role).toBe('aggregate');
  });

  it('translation: chrF2 and COMET are scores and tell no runs apart, lang_pair names data sets', async () => {
    const text =
      'system\tlang_pair\tBLEU\tchrF2\tCOMET\nbase\ten-de\t28\t58\t0.80\nbase\ten-fr\t29\t59\t0.82\nbig\ten-de\t30\t60\t0.84\nbig\ten-fr\t31\t61\t0.86\n';
    const { dataSets, metrics } = await readText(text, {}, 'mt.tsv');
    expect([dataSets, metrics.map(({ name }) => name)]).toEqual([
      ['en-de', 'en-fr'],
      ['BLEU', 'chrF2', 'COMET'],
    ]);
    const said = await refusal(readText(text.replace('lang_pair', 'pair'), {}, 'mt.tsv'));
    expect(said).toContain('--dataset pair');
    expect(said).not.toMatch(/--\w+ (?:BLEU|chrF2|COMET)/);
  });
});

describe('WEKA’s experimenter', () => {
  const rows = ['J48,-C 0.25', 'J48,-U', 'ZeroR,'].flatMap((scheme, i) =>
    [1, 2].flatMap((run) =>
      [1, 2, 3].map((fold) => `iris,${run},${fold},${scheme},${135 + i},${12 + i},${3 - i},${80 + i},${20 - i}`),
    ),
  );
  const text = `Key_Dataset,Key_Run,Key_Fold,Key_Scheme,Key_Scheme_options,Number_of_training_instances,Number_correct,Number_incorrect,Percent_correct,Percent_incorrect\n${rows.join('\n')}\n`;

  it('one scheme with several options: the options are asked for, and no result', async () => {
    const said = await refusal(readText(text));
    expect(said).toContain('--variant Key_Scheme,Key_Scheme_options');
    expect(said).not.toMatch(/--\w+ '?(?:Key_Scheme,)?(?:Number|Percent)_/);
  });

  it('with them it is read, and counts are no settings', async () => {
    const { variants, metrics, pairing, words } = await readText(text, {
      variant: ['Key_Scheme', 'Key_Scheme_options'],
    });
    expect([variants.length, metrics[0]?.name, pairing]).toEqual([3, 'Percent_correct', 'block']);
    expect(words.rules.join('\n')).not.toContain('differ in');
  });
});

describe('texts that programs print', () => {
  it('rounds of xgboost.cv are means over folds, and refused as such; rounds of one training are a curve', async () => {
    const cv = '[0]\ttrain-auc:0.80+0.002\ttest-auc:0.75+0.01\n[1]\ttrain-auc:0.81+0.002\ttest-auc:0.76+0.01\n';
    expect(await refusal(readText(cv, {}, 'cv.txt'))).toMatch(/means over folds.*\n.*model,fold,auc/);
    const train = '[0]\teval-auc:0.75\n[1]\teval-auc:0.77\n[2]\teval-auc:0.76\n';
    expect((await readText(train, { take: { kind: 'last' } }, 'train.log')).scores.map(({ values }) => values)).toEqual(
      [[0.76]],
    );
  });

  it('a word in front of name=value is a column that may be the variant', async () => {
    const text = 'bert seed=1 f1=0.9\nbert seed=2 f1=0.91\nlstm seed=1 f1=0.8\nlstm seed=2 f1=0.82\n';
    expect(await refusal(readText(text, {}, 'log.txt'))).toContain('--variant word  2 variants: bert, lstm');
    expect(valuesOfVariant(await readText(text, { variant: ['word'] }, 'log.txt'), 'lstm')).toEqual([0.8, 0.82]);
  });

  it('a line a file, words in front of it; and runs as OGB’s logger prints them', async () => {
    const line = (f1: number): string => `test set: f1=${f1} loss=0.5\n`;
    const files = {
      'a-seed1.txt': line(0.8),
      'a-seed2.txt': line(0.7),
      'b-seed1.txt': line(0.9),
      'b-seed2.txt': line(0.6),
    };
    expect(valuesOfVariant(await readFolder(files, { variant: ['file'] }), 'b')).toEqual([0.9, 0.6]);
    const ogb = [1, 2, 3].map((run) => `Run 0${run}: Highest Valid: 9${run}.5, Final Test: 71.${run}`).join('\n');
    const { scores, words } = await readText(
      ogb,
      { metrics: ['Final Test'], better: parseBetter('higher') },
      'ogb.txt',
    );
    expect(scores.map(({ values }) => values)).toEqual([[71.1], [71.2], [71.3]]);
    expect(words.columns.find(({ column }) => column === 'Run')?.role).toBe('repeat');
  });

  it('folds between bars are read, and a line below them is left out and said to be', async () => {
    const text = 'Fold 1 | AUC: 0.78\nFold 2 | AUC: 0.79\nFold 3 | AUC: 0.77\nOOF AUC: 0.781\n';
    const { blockWord, scores, words } = await readText(text, {}, 'log.txt');
    expect([blockWord, scores.length]).toEqual(['fold', 3]);
    expect(words.rules.join('\n')).toContain('1 line below of another form left out: "OOF AUC: 0.781"');
    const between = await refusal(readText('Fold 1 | AUC: 0.78\nnote\nFold 2 | AUC: 0.79\n', {}, 'log.txt'));
    expect(between).not.toContain('left out');
  });
});

describe('cells that are no single number', () => {
  it.each([
    ['a.csv', 'Verfahren;F1\nRF;0,85 (0,02)\nSVM;0,83 (0,03)\n'],
    [
      'a.tex',
      '\\begin{tabular}{lc}\nMethod & F1 \\\\\nERM & 93.1$\\pm$0.2 \\\\\nMixup & \\textbf{94.2}$\\pm$0.1 \\\\\n\\end{tabular}\n',
    ],
    [
      'b.tex',
      '\\begin{tabular}{lc}\nMethod & F1 \\\\\nERM & $93.1_{\\pm 0.2}$ \\\\\nMixup & $94.2_{\\pm 0.1}$ \\\\\n\\end{tabular}\n',
    ],
  ])('means with spreads are called so, with and without --metric: %s', async (name, text) => {
    expect(await refusal(readText(text, {}, name))).toContain('means with their spreads');
    expect(await refusal(readText(text, { metrics: ['F1'] }, name))).toContain('means with their spreads');
  });

  it('two numbers in a cell are said to be, and are no setting', async () => {
    const text = 'Model,MNLI-m/mm,QQP,RTE\nBERT,84.6/83.4,71.2,66.4\nELMo,76.4/76.1,64.8,56.8\n';
    const { words } = await readText(text, { dataSet: ['columns'], metrics: ['accuracy'] });
    expect(words.columns.find(({ column }) => column === 'MNLI-m/mm')?.words).toContain('two numbers in a cell');
  });
});

it('steps below a path such as misc/ are steps; a dot parts a file’s name from its seed', async () => {
  const curve = 'misc/total_timesteps,eprewmean\n0,1\n100,2\n200,3\n';
  const files = Object.fromEntries(
    ['ppo', 'ppg'].flatMap((name) => [1, 2].map((seed) => [`${name}.seed${seed}.csv`, curve])),
  );
  const { variants, words } = await readFolder(files, { variant: ['file'], take: { kind: 'last' } });
  expect(variants).toEqual(['ppg', 'ppo']);
  expect(words.columns.find(({ column }) => column === 'misc/total_timesteps')?.role).toBe('step');
});
