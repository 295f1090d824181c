/** Every shape that tools write, in small. */
import { describe, expect, it } from 'vitest';
import { parseBetter, parseDerive, parseTake } from '../../../src/origins/scores/index.js';
import { readFolder, readText, refusal, valuesOfVariant } from './files.js';

describe('scikit-learn cv_results_', () => {
  const HEAD =
    ';mean_fit_time;param_depth;param_trees;params;split0_test_score;split1_test_score;split2_test_score;mean_test_score;std_test_score;rank_test_score';
  const row = (i: number, depth: number, scores: readonly number[]): string => {
    const mean = scores.reduce((sum, x) => sum + x, 0) / 3;
    const sd = Math.sqrt(scores.reduce((sum, x) => sum + (x - mean) * (x - mean), 0) / 3);
    return [i, 1.5, depth, 50, `{'depth': ${depth}, 'trees': 50}`, ...scores, mean, sd, i + 1].join(';');
  };
  const text = [HEAD, row(0, 1, [0.8, 0.9, 0.7]), row(1, 2, [0.85, 0.95, 0.75])].join('\n');

  it('is a variant a row and a fold a column, higher is better, and a grid was searched', async () => {
    const { variants, scores, testToTrain, tuning, metrics } = await readText(text);
    expect(variants).toEqual(['depth=1', 'depth=2']);
    expect(scores).toHaveLength(6);
    expect(testToTrain).toBeCloseTo(1 / 2, 12);
    expect(tuning).toBe('grid');
    expect(metrics).toEqual([{ name: 'test_score', better: 'higher', scale: 'plain' }]);
  });

  it('says what its splits are taken for, and the flag for others', async () => {
    const said = (await readText(text)).words.rules.join('\n');
    expect(said).toMatch(/splits are taken for the folds of one cross-validation.*--test-share 1\/5/);
  });

  it('says that its SD has n in the denominator', async () => {
    expect((await readText(text)).notes.join(' ')).toContain(
      'std_test_score has the number of folds in the denominator',
    );
  });
});

describe('W&B', () => {
  const chart =
    '"epoch","run-1 - gap","run-1 - gap__MIN","run-1 - gap__MAX","run-2 - gap","run-2 - gap__MIN","run-2 - gap__MAX"\n"1","3","3","3","2","2","2"\n"2","1","1","1","","",""\n';

  it('charts: a run a column, twins left out, a curve each', async () => {
    const { variants, scores } = await readText(chart, { better: parseBetter('lower'), take: parseTake('last') });
    expect(variants).toEqual(['run-1', 'run-2']);
    expect(scores.map(({ values }) => values[0])).toEqual([1, 2]);
  });

  it('runs tables: a run’s own seed and lists in cells do no harm', async () => {
    const text =
      '"Name","ID","data.classes","seed","optimizer_name","val_accuracy"\n"a-1","x1","[""dog"",""cat""]","5104","Adam","0.8"\n"a-2","x2","[""cow""]","11","SGD","0.7"\n"a-3","x3","[""hen""]","12","SGD","0.6"\n';
    const { variants, pairing, metrics } = await readText(text, { variant: ['optimizer_name'] });
    expect([variants, pairing, metrics[0]!.name]).toEqual([['Adam', 'SGD'], 'none', 'val_accuracy']);
  });
});

it('TensorBoard: a file a run and a tag', async () => {
  const curve = (last: number): string => `Wall time,Step,Value\n1.5,0,0.1\n2.5,1,${last}\n`;
  const { scores, metrics } = await readFolder(
    { 'run-net-tag-accuracy.csv': curve(0.8), 'run-tree-tag-accuracy.csv': curve(0.7) },
    { take: parseTake('last') },
  );
  expect(metrics.map(({ name }) => name)).toEqual(['accuracy']);
  expect(scores.map(({ values }) => values[0])).toEqual([0.8, 0.7]);
});

it('MLflow: metrics and params by their prefixes, status words of its own', async () => {
  const text =
    'run_id,status,metrics.val_acc,params.model,params.seed,tags.mlflow.runName\nr1,FINISHED,.8,a,1,x\nr2,FAILED,,b,1,y\nr3,FINISHED,.9,b,2,z\nr4,FINISHED,.7,a,2,w\n';
  const { variants, metrics, failures, pairing } = await readText(text, { variant: ['model'] });
  expect([variants, metrics[0]!.name, pairing]).toEqual([['a', 'b'], 'val_acc', 'seed number']);
  expect([...failures]).toEqual([['FAILED', 1]]);
});

describe('Sacred folders', () => {
  const run = (init: string, values: readonly number[], status = 'COMPLETED'): Record<string, string> => ({
    'config.json': JSON.stringify({ init, lr: 0.1, seed: values.length * 7 + values[0]! }),
    'run.json': JSON.stringify({ status, result: null }),
    'metrics.json': JSON.stringify({ testAccuracy: { steps: values.map((_, i) => i), values, timestamps: [] } }),
  });
  const folder = (runs: readonly Record<string, string>[]): Record<string, string> =>
    Object.fromEntries(
      runs.flatMap((files, i) => Object.entries(files).map(([name, text]) => [`${i + 1}/${name}`, text])),
    );

  it('are a run each, whose lists are curves; a run that says COMPLETED and has no score failed', async () => {
    const dead = { ...run('b', [0]), 'metrics.json': '{}' };
    const reading = await readFolder(
      folder([run('a', [0.1, 0.5]), run('b', [0.2, 0.9, 0.3]), run('b', [0.4], 'INTERRUPTED'), dead]),
      {
        variant: ['init'],
        take: parseTake('last'),
      },
    );
    expect(reading.scores.map(({ status }) => status)).toEqual(['ok', 'ok', 'failed', 'failed']);
    expect(reading.scores.map(({ values }) => values[0]).slice(0, 2)).toEqual([0.5, 0.3]);
    expect([...reading.failures]).toEqual([
      ['INTERRUPTED', 1],
      ['no score', 1],
    ]);
  });
});

describe('lm-evaluation-harness', () => {
  const results = (name: string, acc: number): string =>
    JSON.stringify({
      results: {
        piqa: { 'acc,none': acc, 'acc_stderr,none': 0.01, alias: 'piqa' },
        mmlu: { 'acc,none': 0.3 },
        mmlu_law: { 'acc,none': acc / 2 },
      },
      groups: { mmlu: { 'acc,none': 0.3 } },
      group_subtasks: { mmlu: ['mmlu_law'] },
      configs: {},
      versions: {},
      config: { model: 'hf', model_args: `pretrained=org/${name},dtype=float` },
    });

  it('results: a model a file, a task a data set, groups of tasks left out, the standard error kept', async () => {
    const reading = await readFolder({
      'small/results_2025-01-01T00.json': results('small', 0.7),
      'large/results_2025-01-02T00.json': results('large', 0.8),
    });
    expect(reading.variants).toEqual(['org/large', 'org/small']);
    expect(reading.dataSets).toEqual(['piqa', 'mmlu_law']);
    expect(reading.scores.at(0)).toMatchObject({ values: [0.8], errors: [0.01] });
    expect(reading.notes.join(' ')).toContain('a group of tasks (mmlu) sums up its tasks');
  });

  it('a group in a file that does not say which are groups has no settings of its own', async () => {
    const old = JSON.stringify({
      results: { mmlu: { acc: 0.3 }, mmlu_law: { acc: 0.2 }, mmlu_math: { acc: 0.4 }, arc: { acc: 0.5 } },
      configs: { mmlu_law: {}, mmlu_math: {}, arc: {} },
      config: { model_args: 'pretrained=m' },
    });
    expect((await readText(old, {}, 'results.json')).dataSets).toEqual(['mmlu_law', 'mmlu_math', 'arc']);
  });

  it('a pattern cuts a model’s name into variant and block', async () => {
    const files = Object.fromEntries(
      ['net-1b', 'net-1b-wide', 'net-2b', 'net-2b-wide'].map((name, i) => [
        `${name}/results.json`,
        results(name, 0.5 + i / 10),
      ]),
    );
    const { variants, pairing, blockWord } = await readFolder(files, {
      derive: [parseDerive('size,kind=model:net-(\\d+b)(-wide)?')],
      variant: ['kind'],
      block: ['size'],
    });
    expect([variants, pairing, blockWord]).toEqual([['without', '-wide'], 'block', 'size']);
  });

  it('logs: a row a question', async () => {
    const log = (right: readonly number[]): string =>
      right.map((acc, doc_id) => JSON.stringify({ doc_id, doc: { q: 'x' }, target: 'y', acc })).join('\n');
    const reading = await readFolder({
      'small/samples_piqa_2025-01-01T00-00-00.1.jsonl': log([1, 0, 1]),
      'large/samples_piqa_2025-01-01T00-00-00.2.jsonl': log([1, 1, 1]),
    });
    expect(reading.variants).toEqual(['large', 'small']);
    expect(valuesOfVariant(reading, 'small')).toEqual([1, 0, 1]);
    expect(reading.scores.at(1)).toMatchObject({ row: '1', variant: 'large' });
  });
});

describe('nested JSON', () => {
  it('levels of keys are columns, named by what wraps them; summaries that repeat are left out', async () => {
    const text = JSON.stringify({
      per_seed: { 1: { fr: 0.7, de: 0.6 }, 2: { fr: 0.8, de: 0.5 } },
      summary: { fr: { mean: 0.75, std: 0.05, values: [0.7, 0.8] }, de: { mean: 0.55, std: 0.05, values: [0.6, 0.5] } },
    });
    const reading = await readText(
      text,
      { variant: ['none'], dataSet: ['key 3'], better: parseBetter('higher') },
      'seeds.json',
    );
    expect(reading.dataSets).toEqual(['fr', 'de']);
    expect(reading.scores.map(({ repeat }) => repeat)).toEqual(['1', '1', '2', '2']);
    expect(reading.notes.join(' ')).toContain('they repeat them');
  });

  it('the last keys are metrics where they are known as such', async () => {
    const reading = await readText(
      JSON.stringify({
        net: { seed_1: { accuracy: 0.8, f1: 0.7 }, seed_2: { accuracy: 0.9, f1: 0.6 } },
        tree: { seed_1: { accuracy: 0.6, f1: 0.5 }, seed_2: { accuracy: 0.5, f1: 0.4 } },
      }),
      { variant: ['key 1'] },
      'runs.json',
    );
    expect(reading.metrics.map(({ name }) => name)).toEqual(['accuracy', 'f1']);
    expect(valuesOfVariant(reading, 'tree')).toEqual([0.6, 0.5]);
  });

  it('results beside a config of one’s own are none of lm-evaluation-harness', async () => {
    const seeds = (from: number): object => ({ seed_0: { test_acc: from }, seed_1: { test_acc: from + 0.1 } });
    const text = JSON.stringify({ config: { epochs: 10 }, results: { mc: seeds(0.5), deep: seeds(0.7) } });
    const reading = await readText(text, { variant: ['result'] }, 'runs.json');
    expect([reading.variants, reading.metrics[0]?.name]).toEqual([['mc', 'deep'], 'test_acc']);
    const flat = JSON.stringify({ config: { epochs: 10 }, results: { mc: { acc: 0.5 }, deep: { acc: 0.6 } } });
    expect(await refusal(readText(flat, {}, 'runs.json'))).toContain('--variant result');
  });

  it('a list of objects, and JSON lines, are rows', async () => {
    const rows = [
      { model: 'a', seed: 1, accuracy: 0.8 },
      { model: 'b', seed: 1, accuracy: 0.7 },
    ];
    const list = await readText(JSON.stringify({ when: 'today', runs: rows }), {}, 'runs.json');
    const lines = await readText(rows.map((each) => JSON.stringify(each)).join('\n'), {}, 'runs.jsonl');
    expect([...list.scores]).toEqual([...lines.scores]);
    expect(list.variants).toEqual(['a', 'b']);
  });

  it('Python’s NaN is a score that is none', async () => {
    const { scores } = await readText(
      '[{"model":"a","seed":1,"loss":NaN},{"model":"b","seed":1,"loss":0.5}]',
      {},
      'runs.json',
    );
    expect(scores.map(({ status, reason }) => [status, reason])).toEqual([
      ['failed', 'score NaN'],
      ['ok', undefined],
    ]);
  });
});

describe('wide tables', () => {
  it('a column a seed', async () => {
    const { scores, metrics } = await readText('model,acc_seed1,acc_seed2,acc_mean\na,.8,.7,.75\nb,.9,.6,.75\n');
    expect(scores.map(({ variant, repeat, values }) => [variant, repeat, values[0]])).toEqual([
      ['a', '1', 0.8],
      ['a', '2', 0.7],
      ['b', '1', 0.9],
      ['b', '2', 0.6],
    ]);
    expect(metrics.map(({ name }) => name)).toEqual(['acc']);
  });

  it('a column a fold', async () => {
    const { testToTrain, metrics } = await readText(
      'model,fold1,fold2,fold3,fold4,fold5\na,.8,.7,.7,.8,.9\nb,.9,.6,.7,.8,.8\n',
      { better: parseBetter('higher') },
    );
    expect(testToTrain).toBeCloseTo(1 / 4, 12);
    expect(metrics[0]!.name).toBe('value');
  });

  it('a column a variant, if the user says so', async () => {
    const text = 'dataset,J48,NaiveBayes\niris,95.1,96.2\nwine,93.3,97.4\n';
    expect(await refusal(readText(text))).toMatch(/--metric|--variant columns/);
    const { variants, dataSets, scores } = await readText(text, { variant: ['columns'], metrics: ['accuracy'] });
    expect([variants, dataSets]).toEqual([
      ['J48', 'NaiveBayes'],
      ['iris', 'wine'],
    ]);
    expect(scores.at(0)!.values[0]).toBeCloseTo(0.951, 12);
  });
});

it('a column with the metric’s name and one with its value become a column a metric', async () => {
  const { metrics, scores } = await readText(
    'model,seed,metric,value\na,1,accuracy,.8\na,1,loss,.5\nb,1,accuracy,.7\nb,1,loss,.6\n',
  );
  expect(metrics).toEqual([
    { name: 'accuracy', better: 'higher', scale: 'share' },
    { name: 'loss', better: 'lower', scale: 'plain' },
  ]);
  expect(scores.map(({ values }) => values)).toEqual([
    [0.8, 0.5],
    [0.7, 0.6],
  ]);
});

it('a runs.csv of Reseed’s own: splits pair, seeds repeat, cells of the one-source design are left out', async () => {
  const text =
    'variant,split,fold,seed,status,epochs,best_epoch,cell_source,cell_context,accuracy,logLoss\nnone,0,0,0,ok,9,8,,,.7,.6\ndropout,0,0,0,diverged,3,,,,,\nnone,1,0,0,ok,9,8,,,.6,.7\ndropout,1,0,0,ok,9,8,,,.8,.5\nnone,0,0,1,ok,9,8,init,0,.9,.4\n';
  const { scores, pairing, blockWord, failures } = await readText(text);
  expect([pairing, blockWord, scores.length]).toEqual(['block', 'split', 4]);
  expect([...failures]).toEqual([['diverged', 1]]);
});

describe('files without headings', () => {
  it('are asked for names', async () => {
    expect(await refusal(readText('1,1,.8\n1,2,.7\n'))).toContain('--columns variant,dataset,accuracy');
    const { scores } = await readText('1,1,.8\n2,1,.7\n', { columns: ['variant', 'seed', 'accuracy'] });
    expect(scores.map(({ variant }) => variant)).toEqual(['1', '2']);
  });

  it('may lie side by side; a name that comes twice keeps its number', async () => {
    const files = {
      'ModelID.dat': '1\n1\n2\n2\n',
      'ModelNames.dat': 'net\ntree\n',
      'TaskID.dat': '1\n2\n1\n2\n',
      'TaskNames.dat': 'credit\ncredit\n',
      'Score.dat': '90\n80\n70\n60\n',
    };
    expect(await refusal(readFolder(files))).toContain('ModelID.dat=ROLE,Score.dat=ROLE,TaskID.dat=ROLE');
    const { variants, dataSets, scores } = await readFolder(files, {
      columns: ['ModelID.dat=variant', 'TaskID.dat=dataset', 'Score.dat=accuracy'],
    });
    expect([variants, dataSets, scores.at(0)!.values[0]]).toEqual([['net', 'tree'], ['credit (1)', 'credit (2)'], 0.9]);
  });
});
