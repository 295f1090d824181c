/** Files as tools and people write them: each is read right by someone who reads only what the command prints. */
import { describe, expect, it } from 'vitest';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSource, parseBetter, parseTake, readScores } from '../../../src/origins/scores/index.js';
import { readFolder, readText, refusal, valuesOfVariant } from './files.js';

async function readBytes(bytes: Buffer, encoding?: string): ReturnType<typeof readText> {
  const path = join(mkdtempSync(join(tmpdir(), 'reseed-scores-')), 'runs.csv');
  writeFileSync(path, bytes);
  return readScores(await openSource([path], encoding === undefined ? {} : { encoding }));
}

describe('encodings and dialects', () => {
  it('UTF-16 with tabs, and Windows-1252 with semicolons and decimal commas, are read', async () => {
    const wide = Buffer.from('\ufeffmodel\tseed\taccuracy\r\na\t1\t0.8\r\nb\t1\t0.9\r\n', 'utf16le');
    expect(valuesOfVariant(await readBytes(wide), 'b')).toEqual([0.9]);
    const western = Buffer.from('model;seed;accuracy\r\nB\xe4ume;1;0,8\r\nNetz;1;0,9\r\n', 'latin1');
    expect(valuesOfVariant(await readBytes(western), 'Bäume')).toEqual([0.8]);
    expect(valuesOfVariant(await readBytes(western, 'windows-1252'), 'Netz')).toEqual([0.9]);
  });

  it('comments above the heading and between the rows are no rows', async () => {
    const text = '# the ablation\n# of March\nmodel,seed,accuracy\na,1,.8\n# by hand:\nb,1,.9\n';
    expect((await readText(text)).scores).toHaveLength(2);
  });

  it('per cent signs, and commas in quotes, are numbers; "1,234" may be either and is none', async () => {
    const text = 'model,seed,accuracy,cost\na,1,81.5 %,"1,234.5"\nb,1,"82,5%","2,000.25"\n';
    expect((await readText(text, { metrics: ['accuracy'] })).scores.map(({ values }) => values[0])).toEqual([
      0.815, 0.825,
    ]);
    expect(await refusal(readText('model,seed,loss\na,1,"1,234"\nb,1,"2,345"\n'))).toContain('no column of numbers');
  });

  it('R’s row names without a heading are the numbers of the rows', async () => {
    expect((await readText('model,seed,accuracy\n1,a,1,.8\n2,b,1,.9\n')).variants).toEqual(['a', 'b']);
  });

  it('two lines of headings are refused: the second is no run', async () => {
    expect(await refusal(readText('dataset,x,x,y\nseed,0,1,0\na,.8,.7,.9\n'))).toContain(
      'more than one line of headings',
    );
  });
});

describe('columns and lists that are something else', () => {
  const table = 'Model,MNLI,QQP,Average\nBERT,84.1,91.2,87.6\nRoBERTa,87.5,91.9,89.7\n';
  it('--dataset columns: a column a data set, and their average is none', async () => {
    const reading = await readText(table, { dataSet: ['columns'], metrics: ['accuracy'] });
    expect([reading.variants, reading.dataSets]).toEqual([
      ['BERT', 'RoBERTa'],
      ['MNLI', 'QQP'],
    ]);
    expect(await refusal(readText(table))).toContain('--dataset columns');
  });

  it('--repeat columns and --block columns: headings that are numbers are runs, or folds', async () => {
    const text = 'model,0,1,2\na,.8,.7,.9\nb,.6,.7,.8\n';
    expect(await refusal(readText(text))).toContain('--repeat columns --metric accuracy');
    expect((await readText(text, { repeat: ['columns'], metrics: ['accuracy'] })).pairing).toBe('seed number');
    expect((await readText(text, { block: ['columns'], metrics: ['accuracy'] })).pairing).toBe('block');
  });

  it('a heading such as "folds:" says what the numbers beside it are', async () => {
    const text = 'folds:,0,1,2\nbeef,.8,.7,.9\nham,.6,.7,.8\n';
    const reading = await readFolder(
      { 'a.csv': text, 'b.csv': text },
      { variant: ['file'], better: parseBetter('higher') },
    );
    expect([reading.dataSets, reading.blockWord, reading.testToTrain]).toEqual([['beef', 'ham'], 'fold', 0.5]);
  });

  it('lists in cells are asked about; --repeat list makes each number a run', async () => {
    const text = JSON.stringify({
      results: [
        { solver: 'a', mean: 1.1, stddev: 0.1, times: [1, 1.2] },
        { solver: 'b', mean: 1.5, stddev: 0.1, times: [1.4, 1.6] },
      ],
    });
    const options = { metrics: ['times'], better: parseBetter('lower'), variant: ['solver'] };
    expect(await refusal(readText(text, {}, 'bench.json'))).toContain('--metric times --repeat list');
    const reading = await readText(text, { ...options, repeat: ['list'] }, 'bench.json');
    expect(valuesOfVariant(reading, 'b')).toEqual([1.4, 1.6]);
  });

  it('an average below the data sets is none, whether a flag names the column or not', async () => {
    const text = 'problem set,tree,forest\nx,.8,.81\ny,.7,.75\nz,.7,.75\nAvg. rank,2,1\n';
    const reading = await readText(text, { variant: ['columns'], metrics: ['accuracy'], dataSet: ['problem set'] });
    expect(reading.dataSets).toEqual(['x', 'y', 'z']);
  });
});

describe('what programs export', () => {
  it('W&B’s summary and config in one cell each become columns', async () => {
    const text = `,summary,config,name\n0,"{'val_acc': 0.8, '_step': 9}","{'optimizer': 'sgd', 'seed': 1}",r0\n1,"{'val_acc': 0.9, '_step': 9}","{'optimizer': 'adam', 'seed': 1}",r1\n`;
    const reading = await readText(text, { variant: ['optimizer'] });
    expect(reading.metrics.map(({ name }) => name)).toEqual(['summary.val_acc']);
    expect(reading.variants).toEqual(['sgd', 'adam']);
  });

  it('tags of scores beside a value are metrics, and names with numbers are asked to be cut', async () => {
    const rows = ['ppo', 'sac'].flatMap((algo) =>
      [0, 1].flatMap((seed) => [1, 2].map((step) => `${step},rollout/ep_rew_mean,${step + seed},${algo}_s${seed}`)),
    );
    const text = `step,tag,value,dir_name\n${rows.join('\n')}\n`;
    expect(await refusal(readText(text))).toContain('2 variants, numbered runs of each: ppo, sac');
    const reading = await readText(text, { variant: ['dir_name'], take: parseTake('last') });
    expect(reading.scores.map(({ values }) => values[0])).toEqual([2, 3, 2, 3]);
  });

  it('JSON lines in a file called .json, with a trial’s id beside its seed: seeds are shared, ids are not', async () => {
    const lines = (act: string, seed: number): string =>
      [1, 2]
        .map((i) =>
          JSON.stringify({
            accuracy: i / 8 + seed / 16,
            training_iteration: i,
            trial_id: act + String(seed),
            config: { act, seed },
          }),
        )
        .join('\n');
    const files = Object.fromEntries(
      ['relu', 'gelu'].flatMap((act) =>
        [1, 2].map((seed) => [`act=${act},seed=${seed}/result.json`, lines(act, seed)]),
      ),
    );
    const reading = await readFolder(files, { variant: ['act'], take: parseTake('last') });
    expect([reading.pairing, reading.repeatWord]).toEqual(['seed number', 'seed']);
    expect(valuesOfVariant(reading, 'relu')).toEqual([0.3125, 0.375]);
  });

  it('settings beside the scores are the run’s: config.json, and Hydra’s YAML in its hidden folder', async () => {
    const models = ['a', 'a', 'b', 'b'];
    const folder = (
      at: (i: number) => string,
      settings: (model: string, seed: number) => string,
    ): Record<string, string> =>
      Object.fromEntries(
        models.flatMap((model, i) => [
          [at(i), settings(model, i % 2)],
          [`${i}/results.json`, JSON.stringify({ test_acc: 0.8 + i / 100 })],
        ]),
      );
    const plain = folder(
      (i) => `${i}/config.json`,
      (model, seed) => JSON.stringify({ model, seed }),
    );
    const yaml = folder(
      (i) => `${i}/.hydra/config.yaml`,
      (model, seed) => `model: '${model}'\noptim:\n  lr: 0.1 # set\nseed: ${seed}\n`,
    );
    for (const files of [plain, yaml]) {
      const reading = await readFolder(files, { variant: ['model'] });
      expect([reading.variants, reading.pairing]).toEqual([['a', 'b'], 'seed number']);
    }
  });

  it('a value in a folder’s name may hold an underscore', async () => {
    const reading = await readFolder({
      'method=no_aug/seed=1/m.json': '{"acc":0.8}',
      'method=full/seed=1/m.json': '{"acc":0.9}',
    });
    expect(reading.variants).toEqual(['full', 'no_aug']);
  });

  it('pandas’ records by number, and its split form, are rows', async () => {
    const split = {
      columns: ['model', 'seed', 'acc'],
      index: [0, 1],
      data: [
        ['a', 1, 0.8],
        ['b', 1, 0.9],
      ],
    };
    const numbered = { 0: { model: 'a', seed: 1, acc: 0.8 }, 1: { model: 'b', seed: 1, acc: 0.9 } };
    for (const form of [split, numbered])
      expect(valuesOfVariant(await readText(JSON.stringify(form), {}, 'runs.json'), 'b')).toEqual([0.9]);
  });

  it('times, counts and identifiers are not offered as scores', async () => {
    const said = await refusal(
      readText('setup_id,fit_time_marginal,count,score_a,score_b\n1,2,3,.4,.5\n2,3,4,.5,.6\n'),
    );
    expect(said).toContain('--metric score_a');
    expect(said).not.toMatch(/setup_id|fit_time|count/);
  });

  it('rows of a curve are told as such where only a time rises', async () => {
    const rows = ['afl', 'hongg'].flatMap((each) =>
      [1, 2].flatMap((trial) => [10, 20].map((t) => `${each},${trial},${t},${t + trial}`)),
    );
    const said = await refusal(
      readText(`fuzzer,trial,time,edges\n${rows.join('\n')}\n`, { better: parseBetter('higher') }),
    );
    expect(said).toContain('--step time --take last');
  });

  it('questions of one topic are noticed, with the flag that clusters them', async () => {
    const rows = ['a', 'b'].flatMap((model) => [1, 2, 3, 4].map((q) => `${model},${q},topic${q % 2},${q % 2}`));
    const { notes } = await readText(`model,question,topic,correct\n${rows.join('\n')}\n`);
    expect(notes.join(' ')).toContain('--cluster topic');
  });
});

describe('what tools keep beside the score', () => {
  const log = (accuracy: number): string =>
    JSON.stringify({
      global_step: 200,
      log_history: [1, 2].flatMap((epoch) => [
        { epoch, step: 100 * epoch, loss: 1 / epoch },
        { epoch, step: 100 * epoch, eval_accuracy: accuracy - 0.1 * (2 - epoch), eval_loss: 2 / epoch },
      ]),
    });
  const folders = {
    'a/seed_1/trainer_state.json': log(0.8),
    'a/seed_2/trainer_state.json': log(0.82),
    'b/seed_1/trainer_state.json': log(0.9),
    'b/seed_2/trainer_state.json': log(0.91),
  };

  it('a training log beside an evaluation: rows of the evaluation are scored, and the training loss is no score', async () => {
    const reading = await readFolder(folders, { take: parseTake('last'), variant: ['folder 1'] });
    expect(reading.metrics.map(({ name }) => name)).toEqual(['eval_accuracy', 'eval_loss']);
    expect(valuesOfVariant(reading, 'b')).toEqual([0.9, 0.91]);
    expect(reading.failures.size).toBe(0);
  });

  it('scores that a log holds in rows of their own do not hide each other', async () => {
    const reading = await readFolder(folders, {
      take: parseTake('last'),
      variant: ['folder 1'],
      metrics: ['loss', 'eval_loss'],
    });
    expect(reading.scores.map(({ values }) => values)).toEqual(Array.from({ length: 4 }, () => [0.5, 1]));
  });

  it('MTEB: the experiments of a task are its runs, the main score is scored', async () => {
    const task = (task_name: string, up: number): string => {
      const runs = [1, 2, 3].map((i) => ({ accuracy: up + i / 10, f1: up + i / 20 }));
      const entry = { accuracy: up + 0.2, f1: up + 0.1, main_score: up + 0.2, hf_subset: 'default' };
      return JSON.stringify({ task_name, scores: { test: [{ ...entry, scores_per_experiment: runs }] } });
    };
    const files = ['x', 'y'].flatMap((model, i) =>
      ['Banking77', 'Emotion'].map((name) => [`${model}/${name}.json`, task(name, i / 10)] as const),
    );
    const { variants, dataSets, metrics, scores } = await readFolder(Object.fromEntries(files));
    expect([variants, dataSets]).toEqual([
      ['x', 'y'],
      ['Banking77', 'Emotion'],
    ]);
    expect(metrics).toMatchObject([{ name: 'main_score', better: 'higher' }]);
    expect(scores.map(({ values }) => values).slice(0, 3)).toEqual([[0.1], [0.2], [0.3]]);
    expect(scores).toHaveLength(12);
  });

  it('a workbook is refused with the way to a CSV, alone and in a folder', async () => {
    const reading = readText('PK', {}, 'runs.xlsx');
    expect(await refusal(reading)).toMatch(/"runs.xlsx" is a workbook.*\n.*save as CSV/);
    expect(await refusal(readFolder({ 'runs.xlsx': 'PK' }))).toContain('save as CSV');
  });
});
