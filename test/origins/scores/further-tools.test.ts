/** More tools' files, made here in their forms: what is known of them is used, and what is not is asked for. */
import { describe, expect, it } from 'vitest';
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
