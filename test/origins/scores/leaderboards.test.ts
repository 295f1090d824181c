/** What is asked or refused of leaderboards, summaries and files in which nothing tells what rows are. */
import { describe, expect, it } from 'vitest';
import { parseBetter } from '../../../src/origins/scores/index.js';
import { readFolder, readText, refusal, valuesOfVariant } from './files.js';

const LAST = { kind: 'last' } as const;
const JSON_NAME = 'runs.json';
const scalars = (values: readonly number[]): string =>
  JSON.stringify(values.map((value, i) => [1_700_000_000.5 + i, 10 * i, value]));

describe('what nothing in a file tells', () => {
  it('several rows of most steps are no curve of one run', async () => {
    const text = 'model,step,acc\na,1,0.5\na,1,0.6\na,2,0.7\na,2,0.8\n';
    expect(await refusal(readText(text, { take: LAST }))).toContain('most steps (step) come more than once');
  });

  it('rows without a variant or a data set are asked about: merged cells, or no runs', async () => {
    expect(await refusal(readText('model,seed,acc\na,1,0.5\n,2,0.6\nb,1,0.7\n,2,0.8\n'))).toContain('--fill model');
    const text = 'dataset,model,acc\np,a,0.5\n,b,0.6\nq,a,0.7\n,b,0.8\n';
    expect(await refusal(readText(text))).toContain('--fill dataset');
    expect((await readText(text, { fill: ['dataset'] })).dataSets).toEqual(['p', 'q']);
  });

  it('a W&B chart of groups alone has no single run', async () => {
    const text = 'Step,Group: a - acc,Group: a - acc__MIN,Group: a - acc__MAX\n1,0.5,0.4,0.6\n2,0.6,0.5,0.7\n';
    expect(await refusal(readText(text))).toContain('a mean over the runs of a group');
  });

  it('names of runs with a number behind may be variants and their runs', async () => {
    const file = scalars([0.5, 0.75]);
    const names = ['a_seed1', 'a_seed2', 'b_seed1', 'b_seed2'];
    const files = Object.fromEntries(names.map((name) => [`run-${name}-tag-acc.json`, file]));
    expect(await refusal(readFolder(files))).toContain('2 variants, numbered runs of each: a, b');
  });

  it('a run that was started again: its later row counts, and it is said', async () => {
    const text = 'model,seed,accuracy\na,1,0.5\nb,1,OOM\nb,1,0.75\n';
    expect(await refusal(readText(text))).toContain('--reruns');
    const reading = await readText(text, { reruns: true });
    expect([valuesOfVariant(reading, 'b'), reading.notes.join()]).toEqual([[0.75], expect.stringContaining('1 run')]);
  });

  it('one score with numbers behind it: runs, folds, or scores of their own', async () => {
    const text = 'model,acc_1,acc_2\na,0.5,0.6\nb,0.7,0.8\n';
    expect(await refusal(readText(text))).toContain('--repeat columns --metric acc');
    const reading = await readText(text, { block: ['columns'], metrics: ['acc'] });
    expect([reading.pairing, valuesOfVariant(reading, 'b')]).toEqual(['block', [0.7, 0.8]]);
    expect((await readText('model,bleu_1,bleu_2\na,0.5,0.6\nb,0.7,0.8\n')).metrics).toHaveLength(2);
    expect(await refusal(readText('model,S1,S2\na,0.5,0.6\nb,0.7,0.8\n'))).toContain('--repeat columns');
  });

  it('seeds in brackets of the heading, and a row of mean ± std among them', async () => {
    const wide = await readText('model,Accuracy (seed 1),Accuracy (seed 2)\na,0.5,0.75\nb,0.25,0.5\n');
    expect([wide.repeatWord, valuesOfVariant(wide, 'a')]).toEqual(['seed', [0.5, 0.75]]);
    const long = await readText('model,seed,acc\na,1,0.5\na,2,0.75\na,mean ± std,0.6\n');
    expect(valuesOfVariant(long, 'a')).toEqual([0.5, 0.75]);
  });

  it('what tells runs apart is asked before which step counts', async () => {
    const text = 'model,machine,epoch,acc\na,x,1,0.5\na,y,1,0.6\na,x,2,0.7\na,y,2,0.8\n';
    expect(await refusal(readText(text))).toContain('What tells them apart?');
  });

  it('shares beside per cent, in any number, are asked about; --scale mixed reads both', async () => {
    const text = 'model,seed,accuracy\na,1,0.5\na,2,0.75\nb,1,50\nb,2,75\n';
    expect(await refusal(readText(text))).toContain('--scale mixed');
    const reading = await readText(text, { scale: 'mixed' });
    expect([valuesOfVariant(reading, 'a'), valuesOfVariant(reading, 'b')]).toEqual([
      [0.5, 0.75],
      [0.5, 0.75],
    ]);
  });
});

const BOARD = 'Rank,Model,#Params (B),Average,MMLU - EM,BoolQ - F1\n1,a,70,0.7,0.75,0.5\n2,b,7,0.6,0.5,0.25\n';

describe('leaderboards', () => {
  it('scores with the names of tasks in their headings are asked about, and read as data sets', async () => {
    expect(await refusal(readText(BOARD))).toContain('--dataset columns --metric score --better higher');
    const options = { dataSet: ['columns'], metrics: ['score'], better: parseBetter('higher') };
    const reading = await readText(BOARD, options);
    expect([reading.dataSets, valuesOfVariant(reading, 'a')]).toEqual([
      ['MMLU - EM', 'BoolQ - F1'],
      [0.75, 0.5],
    ]);
    expect(reading.words.rules.join('\n')).toMatch(/left out \(Rank, #Params \(B\)\)\n.*unlike measures \(EM, F1\)/);
  });

  it('--dataset columns takes no rank, size or average for a data set, nor numbers that no share can be', async () => {
    const text =
      'Rank,Model,Size,Likes,Classification Average (2),MNLI,RTE\n1,a,70,1234,80,84.5,75\n2,b,7,567,70,75,70\n';
    const reading = await readText(text, { dataSet: ['columns'], metrics: ['accuracy'] });
    expect(reading.dataSets).toEqual(['MNLI', 'RTE']);
    const chosen = await readText(text, { dataSet: ['columns', 'RTE'], metrics: ['accuracy'] });
    expect([chosen.dataSets, valuesOfVariant(chosen, 'a')]).toEqual([['RTE'], [0.75]]);
  });

  it('columns of which more is better in one and less in another hold no one score', async () => {
    const text = 'Model,Wiki - perplexity,MMLU - EM,BoolQ - EM\na,9,0.5,0.6\nb,8,0.6,0.7\n';
    const options = { dataSet: ['columns'], metrics: ['score'], better: parseBetter('higher') };
    expect(await refusal(readText(text, options))).toContain("--dataset 'columns,MMLU - EM,BoolQ - EM'");
  });

  it('a table with one row a thing asks which column names it', async () => {
    expect(await refusal(readText('name,win_rate,filter\ngpt,77,x\nclaude,75,x\nvicuna,70,y\n'))).toContain(
      '--variant name',
    );
    expect(await refusal(readText(',win_rate\ngpt,77\nclaude,75\n'))).toContain('--variant index');
  });
});

describe('summaries are no runs, and what to export instead is said', () => {
  it.each([
    ['tidymodels', '.metric,.estimator,mean,n,std_err,.config\naccuracy,binary,0.8,10,0.01,m1\n', 'summarize = FALSE'],
    ['PyCaret', 'Model,Accuracy,AUC,TT (Sec)\nRidge,0.8,0.9,0.1\n', 'pull()'],
    [
      'pandas’ describe()',
      ',acc\ncount,4\nmean,0.5\nstd,0.1\nmin,0.4\n25%,0.4\n50%,0.5\n75%,0.6\nmax,0.6\n',
      'one row a run',
    ],
    ['means below means', ',acc,acc,f1,f1\n,mean,std,mean,std\nmodel,,,,\na,0.5,0.1,0.4,0.1\n', 'a row a run'],
    ['a mean and its limits', 'method,accuracy,ci_low,ci_high\na,0.8,0.7,0.9\nb,0.7,0.6,0.8\n', '--metric accuracy'],
    ['a mean and an SD a variant', 'method,accuracy,std\na,0.81,0.01\nb,0.83,0.02\n', 'one row a run'],
    [
      'means and SDs beside counts',
      'algo,env_id,mean_reward,std_reward,eval_episodes\na,x,1.5,0.5,150\nb,x,2.5,0.5,99\n',
      'one row a run',
    ],
  ])('%s', async (_, text, instead) => {
    expect(await refusal(readText(text))).toContain(instead);
  });

  it('rows without names for their columns', async () => {
    expect(await refusal(readText('[["a",1,0.5],["b",1,0.75]]', {}, JSON_NAME))).toContain('orient="records"');
  });

  it('lightgbm.cv, and benchmarks that kept no rounds', async () => {
    const cv = { 'valid auc-mean': [0.7, 0.8], 'valid auc-stdv': [0.1, 0.1] };
    expect(await refusal(readText(JSON.stringify(cv), {}, JSON_NAME))).toContain('means and spreads only');
    const pytest = { machine_info: {}, benchmarks: [{ name: 'a', stats: { mean: 1 } }] };
    expect(await refusal(readText(JSON.stringify(pytest), {}, JSON_NAME))).toContain('--benchmark-save-data');
  });

  it('on several data sets means with SDs beside them are compared, and said to be means', async () => {
    const reading = await readText('dataset,method,acc,acc_std\np,a,0.8,0.1\nq,a,0.7,0.1\np,b,0.9,0.1\nq,b,0.6,0.1\n');
    expect(reading.words.rules.join('\n')).toContain('each score is a mean with its spread beside it (acc_std)');
  });
});
