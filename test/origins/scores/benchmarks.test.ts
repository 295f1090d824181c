/** Files of benchmarks and logs, made here in their forms: each is read right. */
import { describe, expect, it } from 'vitest';
import { parseBetter } from '../../../src/origins/scores/index.js';
import type { ReadOptions, ScoresReading } from '../../../src/origins/scores/index.js';
import { readFolder, readText, valuesOfVariant } from './files.js';

interface Case {
  /** A file, or a folder by names. */
  readonly files: string | Readonly<Record<string, string>>;
  readonly name?: string;
  readonly options?: ReadOptions;
  /** Values of each variant, on a data set where there are several. */
  readonly values: Readonly<Record<string, readonly number[]>>;
  readonly reading?: (reading: ScoresReading) => unknown;
  readonly gives?: unknown;
}

const fuzz = (fuzzer: string, trial: number, edges: readonly number[]): string =>
  edges.map((each, i) => `x,${fuzzer},zlib,${trial},${900 * i},${each},0`).join('\n');
const openml = (flow: string, values: string): string =>
  `9,31,1,${flow},credit-g,predictive_accuracy,2018-01-01,0.75,"${values}"`;
const timed = (command: string, times: readonly number[]): object => ({
  command,
  mean: 1,
  user: 0.1,
  system: 0.2,
  times,
});
const google = (name: string, type: string, time: number): object => ({
  ...{ name, run_name: name, run_type: type, repetition_index: 0, real_time: time, cpu_time: time },
});
const swe = (resolved: readonly string[]): string =>
  JSON.stringify({ total_instances: 3, submitted_ids: ['i1', 'i2', 'i3'], resolved_ids: resolved });
const history = (values: readonly number[]): object => ({ val_accuracy: values, loss: [1, 0.5], val_loss: [1, 0.6] });
const LAST = { kind: 'last' } as const;
const scalars = (values: readonly number[]): string =>
  JSON.stringify(values.map((value, i) => [1_700_000_000.5 + i, 10 * i, value]));
const JSON_NAME = 'runs.json';

const READ: Readonly<Record<string, Case>> = {
  'FuzzBench: a trial is a curve over time, its number belongs to one fuzzer': {
    files: `git_hash,fuzzer,benchmark,trial_id,time,edges_covered,bugs_covered\n${fuzz('afl', 1, [5, 9])}\n${fuzz('afl', 2, [6, 8])}\n${fuzz('lib', 3, [4, 7])}\n`,
    options: { take: LAST },
    values: { afl: [9, 8], lib: [7] },
    reading: ({ pairing, metrics }) => [pairing, metrics[0]!.better],
    gives: ['none', 'higher'],
  },
  'OpenML: the folds in a list are folds that all runs of a task share': {
    files: `run_id,task_id,setup_id,flow_name,data_name,function,upload_time,value,values\n${openml('rf', '[0.7, 0.8]')}\n${openml('svm', '[0.6, 0.9]')}\n`,
    values: { rf: [0.7, 0.8], svm: [0.6, 0.9] },
    reading: ({ pairing, testToTrain, metrics }) => [pairing, testToTrain, metrics[0]!.name],
    gives: ['block', 1, 'predictive_accuracy'],
  },
  'hyperfine: every time in the list is a run, and a time called system is no variant': {
    files: JSON.stringify({ results: [timed('fd', [1, 1.5]), timed('find', [2, 2.5])] }),
    name: JSON_NAME,
    values: { fd: [1, 1.5], find: [2, 2.5] },
    reading: ({ metrics }) => metrics[0]!.better,
    gives: 'lower',
  },
  'Google Benchmark: aggregates are no runs': {
    files: JSON.stringify({
      context: {},
      benchmarks: [
        ...[google('a', 'iteration', 10), google('a', 'iteration', 12)],
        ...[google('a', 'aggregate', 11), google('b', 'iteration', 20)],
      ],
    }),
    name: JSON_NAME,
    values: { a: [10, 12], b: [20] },
  },
  'pytest-benchmark: the data of every round': {
    files: JSON.stringify({ machine_info: {}, benchmarks: [{ name: 'a', stats: { data: [1, 2] } }] }),
    name: JSON_NAME,
    values: { a: [1, 2] },
  },
  'SWE-bench: an instance is a question, and one that is not resolved counts 0': {
    files: { 'agent-a.json': swe(['i1', 'i3']), 'agent-b.json': swe(['i2']) },
    values: { 'agent-a': [1, 1, 0], 'agent-b': [1, 0, 0] },
  },
  'HumanEval: true and false are 1 and 0, and a task is a question': {
    files: 'task_id,completion,passed\nH/0,x,True\nH/1,y,False\n',
    options: { variant: ['none'] },
    values: { runs: [1, 0] },
    reading: ({ scores }) => scores.map(({ row }) => row),
    gives: ['H/0', 'H/1'],
  },
  'scikit-learn’s cross_validate: the lists are folds': {
    files: JSON.stringify({
      rf: { fit_time: [1, 2], score_time: [1, 2], test_accuracy: [0.7, 0.8] },
      svm: { fit_time: [1, 2], score_time: [1, 2], test_accuracy: [0.6, 0.9] },
    }),
    name: JSON_NAME,
    options: { variant: ['key 1'] },
    values: { rf: [0.7, 0.8], svm: [0.6, 0.9] },
    reading: ({ pairing, testToTrain }) => [pairing, testToTrain],
    gives: ['block', 1],
  },
  'Keras’ histories below the names of runs are curves': {
    files: JSON.stringify({ cnn: history([0.5, 0.75]), vit: history([0.25, 0.5]) }),
    name: JSON_NAME,
    options: { variant: ['key 1'], take: LAST },
    values: { cnn: [0.75], vit: [0.5] },
    reading: ({ metrics }) => metrics.map(({ name }) => name).sort(),
    gives: ['val_accuracy', 'val_loss'],
  },
  'XGBoost’s evals_result: the phases of one run are columns, and training rows do not count': {
    files: {
      'depth4_seed0.json': JSON.stringify({ train: { logloss: [0.5, 0.1] }, valid: { logloss: [0.6, 0.25] } }),
      'depth8_seed0.json': JSON.stringify({ train: { logloss: [0.5, 0.1] }, valid: { logloss: [0.6, 0.5] } }),
    },
    options: { variant: ['file'], take: LAST },
    values: { depth4: [0.25], depth8: [0.5] },
  },
  'pandas’ cv_results_ as JSON, its params objects': {
    files: JSON.stringify({
      param_C: { 0: 1, 1: 2 },
      params: { 0: { C: 1 }, 1: { C: 2 } },
      split0_test_score: { 0: 0.5, 1: 0.75 },
      split1_test_score: { 0: 0.25, 1: 1 },
    }),
    name: JSON_NAME,
    values: { 'C=1': [0.5, 0.25], 'C=2': [0.75, 1] },
  },
  'cv_results_ as lists, its params among them': {
    files: JSON.stringify({
      param_C: [1, 2],
      params: [{ C: 1 }, { C: 2 }],
      split0_test_score: [0.5, 0.75],
      split1_test_score: [0.25, 1],
    }),
    name: JSON_NAME,
    values: { 'C=1': [0.5, 0.25], 'C=2': [0.75, 1] },
  },
  'TensorBoard’s JSON': {
    files: { 'run-a_seed1-tag-acc.json': scalars([0.25, 0.5]), 'run-b_seed1-tag-acc.json': scalars([0.5, 0.75]) },
    options: { take: LAST, variant: ['run name'] },
    values: { a_seed1: [0.5], b_seed1: [0.75] },
  },
  'ultralytics: mAP is known behind its path and class of boxes': {
    files: '   epoch,  metrics/mAP50-95(B),  val/box_loss,  train/box_loss\n  1,  0.25,  2,  3\n  2,  0.5,  1,  2\n',
    options: { take: LAST, variant: ['none'] },
    values: { runs: [0.5] },
    reading: ({ metrics }) => metrics.map(({ name }) => name),
    gives: ['metrics/mAP50-95(B)', 'val/box_loss'],
  },
  'eval_results.txt: names and values, a line each': {
    files: {
      'a-seed1/eval_results.txt': 'acc = 0.75\nf1 = 0.5\n',
      'b-seed1/eval_results.txt': 'acc = 0.5\nf1 = 0.25\n',
    },
    options: { variant: ['folder 1'] },
    values: { a: [0.75], b: [0.5] },
  },
  'WEKA’s ARFF: quotes, comments, and a number of rows that is no score': {
    files:
      "% made by the experimenter\n@relation 'x y'\n@attribute Key_Dataset {iris}\n@attribute Key_Run {1,2}\n@attribute Key_Scheme {J48,ZeroR}\n@attribute Key_Scheme_options {'-C 0.25, -M 2',''}\n@attribute Number_correct numeric\n@attribute Percent_correct numeric\n@data\niris,1,J48,'-C 0.25, -M 2',48,96\niris,2,J48,'-C 0.25, -M 2',47,94\niris,1,ZeroR,'',17,34\niris,2,ZeroR,'',16,32\n",
    name: 'weka.arff',
    values: { J48: [0.96, 0.94], ZeroR: [0.34, 0.32] },
    reading: ({ metrics }) => metrics.map(({ name }) => name),
    gives: ['Percent_correct'],
  },
  'rows of a metric each with a column a model: those of the metric that is named': {
    files: 'unique_id,metric,ARIMA,Naive\nm1,mae,1,2\nm1,rmse,3,4\nm2,mae,5,6\nm2,rmse,7,8\n',
    options: { variant: ['columns'], dataSet: ['unique_id'], metrics: ['rmse'] },
    values: { ARIMA: [3, 7], Naive: [4, 8] },
  },
  'folds as labels of rows, their average left out': {
    files: '|  | Accuracy |\n|---|---|\n| Fold 1 | 80% |\n| Fold 2 | 70% |\n| Average | 75% |\n',
    name: 'runs.md',
    values: { 'runs.md': [0.8, 0.7] },
    reading: ({ blockWord }) => blockWord,
    gives: 'fold',
  },
  'a report of classes: averages over them, and the accuracy of all, are no classes': {
    files:
      'model,seed,class,precision\na,1,cat,0.5\na,1,dog,0.75\na,1,accuracy,0.9\na,1,macro avg,0.6\na,1,weighted avg,0.7\n',
    options: { dataSet: ['class'] },
    values: { a: [0.5, 0.75] },
  },
  'a column called error is what a model gets wrong': {
    files: 'method,dataset,error\na,p,0.25\na,q,0.5\nb,p,0.125\nb,q,0.25\n',
    values: { a: [0.25, 0.5], b: [0.125, 0.25] },
    reading: ({ metrics }) => metrics[0]!.better,
    gives: 'lower',
  },
  'ann-benchmarks: a setting is part of the variant, recall and speed are scores': {
    files: 'algorithm,parameters,dataset,count,qps,k-nn\nhnsw,M=8,glove,10,900,0.5\nhnsw,M=16,glove,10,500,0.75\n',
    options: { variant: ['algorithm', 'parameters'] },
    values: { 'hnsw, M=8': [900], 'hnsw, M=16': [500] },
    reading: ({ metrics }) => metrics.map(({ name }) => name),
    gives: ['qps', 'k-nn'],
  },
  'a solver that answers has ended well, and less time is better': {
    files: 'solver,instance,status,cputime\na,x,SAT,5.5\na,y,TIMEOUT,99\nb,x,UNSAT,4.5\nb,y,SAT,3.5\n',
    options: { metrics: ['cputime'] },
    values: { a: [5.5], b: [4.5, 3.5] },
    reading: ({ metrics, failures }) => [metrics[0]!.better, [...failures]],
    gives: ['lower', [['TIMEOUT', 1]]],
  },
  'LaTeX’s merged rows, filled from above': {
    files:
      '\\begin{tabular}{llcc}\nDataset & Method & Seed 1 & Seed 2 \\\\\n\\multirow{2}{*}{Cora} & a & 80 & 81 \\\\\n & b & 82 & 83 \\\\\n\\end{tabular}\n',
    name: 'runs.txt',
    options: { metrics: ['accuracy'], fill: ['Dataset'] },
    values: { a: [0.8, 0.81], b: [0.82, 0.83] },
  },
  'words for runs that failed do not drop a column of a wide table': {
    files: 'dataset,gcn,gat\ncora,81,83\narxiv,71,OOM\npubmed,70,-\nppi,60,61\n',
    options: { variant: ['columns'], metrics: ['accuracy'] },
    values: { gcn: [0.81, 0.71, 0.7, 0.6], gat: [0.83, 0.61] },
    reading: ({ failures }) => [...failures.keys()],
    gives: ['score OOM', 'score -'],
  },
  'true minus signs, and thousands where other numbers have decimal points': {
    files: 'game,dqn,human\nalien,"1,620",227.5\npong,−20.5,14.5\n',
    options: { variant: ['columns'], dataSet: ['game'], metrics: ['score'], better: parseBetter('higher') },
    values: { dqn: [1620, -20.5], human: [227.5, 14.5] },
  },
  'columns with spaces between them, the heading behind a mark of comments': {
    files: '# model seed acc\na 1 0.5\na 2 0.75\nb 1 0.25\n',
    name: 'runs.dat',
    values: { a: [0.5, 0.75], b: [0.25] },
  },
  'lines of name=value are rows': {
    files: 'seed=1 model=a acc=0.5\nseed=2 model=a acc=0.75\nseed=1 model=b acc=0.25\n',
    name: 'runs.txt',
    values: { a: [0.5, 0.75], b: [0.25] },
  },
  'Dopamine: the k-th row of every iteration is the k-th run': {
    files: JSON.stringify(
      [0, 1].flatMap((step) => [1, 2].map((run) => ({ Iteration: step, Value: 10 * step + run, Agent: 'DQN' }))),
    ),
    name: JSON_NAME,
    options: { better: parseBetter('higher'), repeat: ['row'], take: LAST },
    values: { DQN: [11, 12] },
  },
  'Optuna’s own number names a trial, and not pandas’ row number': {
    files: ',number,value,state\n0,7,0.5,COMPLETE\n1,8,0.25,COMPLETE\n',
    options: { better: parseBetter('lower') },
    values: { 7: [0.5], 8: [0.25] },
  },
};

describe('files of tools', () => {
  it.each(Object.entries(READ))('%s', async (_, { files, name, options = {}, values, reading: look, gives }) => {
    const reading = await (typeof files === 'string' ? readText(files, options, name) : readFolder(files, options));
    const scored = (variant: string): readonly number[] =>
      valuesOfVariant(reading, variant).filter((value) => !Number.isNaN(value));
    const found = Object.keys(values).map((variant) => [variant, [...scored(variant)].sort()]);
    expect(found).toEqual(Object.entries(values).map(([variant, own]) => [variant, [...own].sort()]));
    if (look !== undefined) expect(look(reading)).toEqual(gives);
  });
});
