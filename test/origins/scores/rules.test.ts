/** The rules by which a file of scores is read, one after the other; each was found in a real file. */
import { describe, expect, it } from 'vitest';
import { recordedScores } from '../../../src/origins/scores/as-records.js';
import { parseBetter, parseScale, parseTake, parseWhere, readingLines } from '../../../src/origins/scores/index.js';
import { numberOfFolds } from '../../../src/origins/scores/number-of-folds.js';
import { LONG, readFolder, readText, refusal, valuesOfVariant } from './files.js';

const CURVES = `model,seed,epoch,val_loss,accuracy
a,1,1,0.5,0.70
a,1,2,0.3,0.90
a,1,3,0.4,0.60
b,1,1,0.6,0.75
b,1,2,0.5,0.80
b,1,3,0.2,0.78
`;

describe('rule 1: every column has a role, and the reading is said', () => {
  it('names variant, repeat and metric of a long file, with the baseline and the direction', async () => {
    const { words, variants, baseline } = await readText(LONG);
    const text = readingLines(words).join('\n');
    expect(variants).toEqual(['a', 'b']);
    expect(baseline).toBe('a');
    expect(text).toMatch(/model +variant +2: a, b/);
    expect(text).toMatch(/seed +repeat +3: 1, 2, 3/);
    expect(text).toMatch(/accuracy +metric +higher is better \(the name\); a share/);
    expect(text).toContain('baseline: a (the first; --baseline for another)');
  });

  it.each([
    ['test_rmse', '0.4', { least: 0 }],
    ['test_rmse', '-0.4', undefined],
    ['neg_rmse', '-0.4', undefined],
    ['loss', '0.4', undefined],
    ['mcc', '-0.4', { least: -1, most: 1 }],
    ['val_kappa', '0.4', { least: -1, most: 1 }],
    ['spearman', '83.4', undefined],
    ['r2', '-3.4', { most: 1 }],
  ])('%s of %s has a limit of its own: %j', async (name, value, range) => {
    const reading = await readText(`model,seed,${name}\na,1,${value}\na,2,0.5\nb,1,0.6\nb,2,0.7\n`);
    const asked = { question: 'Which?', level: 0.95, seed: 1, compared: true };
    expect(recordedScores(reading, asked).question.metrics).toMatchObject([{ name, ...(range && { range }) }]);
    expect(JSON.stringify(recordedScores(reading, asked).question.metrics).includes('range')).toBe(range !== undefined);
  });

  it('a share below 0 is a change of one: limits that leave its mean out are none', async () => {
    const text = 'model,seed,accuracy\na,1,-0.02\na,2,-0.03\nb,1,\nb,2,0.02\nb,3,0.01\n';
    const reading = await readText(text, { scale: 'mixed' });
    const asked = { question: 'Which?', level: 0.95, seed: 1, compared: true };
    expect(recordedScores(reading, asked).question.metrics).toMatchObject([
      { scale: 'share', range: { least: -1, most: 1 } },
    ]);
  });

  it('flags overrule the names', async () => {
    const { variants, baseline } = await readText(LONG, { variant: ['seed'], repeat: ['model'], baseline: '3' });
    expect(variants).toEqual(['1', '2', '3']);
    expect(baseline).toBe('3');
  });

  it('a flag that names no column says which there are, and a baseline that is no variant likewise', async () => {
    expect(await refusal(readText(LONG, { variant: ['modle'] }))).toMatch(/--variant: .*no column "modle"/);
    expect(await refusal(readText(LONG, { baseline: 'c' }))).toContain('--baseline a');
  });
});

describe('rule 2: nothing that changes the answer is guessed in silence', () => {
  describe('one metric behind several names', () => {
    const WIDE = 'seed,rf_accuracy,svm_accuracy\n1,0.80,0.82\n2,0.81,0.83\n3,0.79,0.81\n';

    it('is asked about, and every answer that is printed is taken', async () => {
      const said = await refusal(readText(WIDE));
      expect(said).toContain('2 columns of accuracy: what are the names in front of it?');
      expect(said).toMatch(/--variant columns --metric accuracy .*rf, svm/);
      const variants = await readText(WIDE, { variant: ['columns'], metrics: ['accuracy'] });
      expect(variants.variants).toEqual(['rf', 'svm']);
      expect(valuesOfVariant(variants, 'svm')).toEqual([0.82, 0.83, 0.81]);
      const sets = await readText(WIDE, { dataSet: ['columns'], metrics: ['accuracy'] });
      expect(sets.dataSets).toEqual(['rf', 'svm']);
      const one = await readText(WIDE, { metrics: ['rf_accuracy'], variant: ['none'] });
      expect(valuesOfVariant(one, one.variants[0]!)).toEqual([0.8, 0.81, 0.79]);
    });

    it('of several metrics takes the one that is asked for, and says that the others are left out', async () => {
      const both = 'fold,Random Forest AUC,SVM AUC,Random Forest F1,SVM F1\n1,.9,.8,.7,.6\n2,.91,.82,.7,.61\n';
      expect(await refusal(readText(both))).toContain('--metric AUC');
      const { variants, words } = await readText(both, { variant: ['columns'], metrics: ['AUC'] });
      expect(variants).toEqual(['Random Forest', 'SVM']);
      expect(readingLines(words).join('\n')).toContain('2 columns of other scores: left out');
    });

    it.each([
      'macro_f1,weighted_f1',
      'train_accuracy,test_accuracy',
      'top1_accuracy,top5_accuracy',
      'accuracy,log_loss',
    ])('is no question where the names say how it is reckoned: %s', async (names) => {
      const { variants } = await readText(`seed,${names}\n1,0.8,0.82\n2,0.81,0.83\n3,0.79,0.81\n`);
      expect(variants).toHaveLength(1);
    });
  });

  it('asks for the direction of a metric whose name does not tell it', async () => {
    const said = await refusal(readText(LONG.replace('accuracy', 'gap')));
    expect(said).toContain('Is a higher or a lower "gap" better?');
    expect(said).toContain('--metric gap --better lower');
  });

  it('asks which setting tells the variants apart, with a command for each', async () => {
    const said = await refusal(
      readText('optimizer,depth,seed,accuracy\nadam,1,1,.8\nsgd,2,1,.7\nadam,2,2,.9\nsgd,1,2,.6\n'),
    );
    expect(said).toContain('--variant optimizer');
    expect(said).toContain('--variant depth');
  });

  it('asks which of several unknown numbers is the score', async () => {
    const said = await refusal(
      readText(
        'model,seed,alpha_x,beta_x\n' +
          Array.from({ length: 20 }, (_, i) => `m${i % 2},${i},${i * 1.5},${i * 2.5}`).join('\n'),
      ),
    );
    expect(said).toContain('--metric alpha_x --better higher');
  });
});

describe('rule 3: a curve is one score', () => {
  it('asks which step counts, and never takes its rows for runs', async () => {
    const said = await refusal(readText(CURVES, { metrics: ['accuracy'] }));
    for (const way of ['--take last', '--take mean:5', '--take at-best:val_loss', '--take best'])
      expect(said).toContain(way);
  });

  it.each([
    ['last', [0.6, 0.78]],
    ['best', [0.9, 0.8]],
    ['mean:2', [0.75, 0.79]],
    ['at-best:val_loss', [0.9, 0.78]],
  ])('--take %s gives one score a run', async (take, expected) => {
    const reading = await readText(CURVES, { metrics: ['accuracy'], take: parseTake(take) });
    expect(reading.scores).toHaveLength(2);
    reading.scores.forEach(({ values }, i) => expect(values[0]).toBeCloseTo(expected[i]!, 12));
  });

  it('warns that the best step on the scored rows flatters', async () => {
    const { notes } = await readText(CURVES, { metrics: ['accuracy'], take: parseTake('best') });
    expect(notes.join(' ')).toContain('flattered');
  });

  it('orders steps by number, and of two rows of one step takes the later', async () => {
    const text = 'model,seed,step,accuracy\na,1,10,.5\na,1,2,.9\na,1,10,.6\nb,1,2,.7\nb,1,10,.8\n';
    const reading = await readText(text, { take: parseTake('last') });
    expect(reading.scores.map(({ values }) => values[0])).toEqual([0.6, 0.8]);
  });
});

describe('rule 4: copies are dropped and counted, contradictions are asked about', () => {
  it('drops an exact copy and says so', async () => {
    const { scores, notes } = await readText(`${LONG}b,3,0.84\n`);
    expect(scores).toHaveLength(6);
    expect(notes.join(' ')).toContain('1 rows are exact copies');
  });

  it('asks where two different rows lie in one place, and averages nothing', async () => {
    const said = await refusal(readText(`${LONG}b,3,0.80\n`));
    expect(said).toContain('2 different rows lie in one place');
    expect(said).toContain('--repeat row');
  });

  it('offers the setting that differs', async () => {
    const said = await refusal(
      readText('model,lr,seed,accuracy\na,1,1,.8\na,2,1,.7\nb,1,1,.9\nb,2,1,.6\n', { variant: ['model'] }),
    );
    expect(said).toContain('--variant model,lr');
    expect(said).toContain('--where lr=1');
  });
});

describe('rule 5: what failed or never ended counts, and what is missing is seen', () => {
  it('a run that the status calls failed or running has no score, whatever number stands in it', async () => {
    const text = 'model,seed,status,accuracy\na,1,finished,.8\na,2,crashed,.9\nb,1,running,.7\nb,2,finished,.6\n';
    const { scores, failures } = await readText(text);
    expect(scores.map(({ status }) => status)).toEqual(['ok', 'failed', 'failed', 'ok']);
    expect([...failures]).toEqual([
      ['crashed', 1],
      ['unfinished', 1],
    ]);
  });

  it('a row without a score counts as failed, with the reason of its error column', async () => {
    const { failures } = await readText(
      `${LONG.replace('accuracy', 'accuracy,info').replaceAll(/(\d)\n/g, '$1,\n')}b,4,,"Error: out of memory (8 GB)"\na,4,0.8,\n`,
    );
    expect([...failures]).toEqual([['out of memory', 1]]);
  });

  it('a place that another variant met and this one did not is missing', async () => {
    const { scores } = await readText(`${LONG}a,4,0.8\n`);
    expect(scores.filter(({ status }) => status === 'missing')).toMatchObject([{ variant: 'b', repeat: '4' }]);
  });
});

describe('rule 6: aggregates are no runs', () => {
  it('leaves out spreads, and means beside their spreads', async () => {
    const { metrics, words } = await readText('model,seed,acc,acc_stderr\na,1,.8,.01\nb,1,.7,.01\n');
    expect(metrics.map(({ name }) => name)).toEqual(['acc']);
    expect(readingLines(words).join('\n')).toMatch(/acc_stderr +aggregate/);
  });

  it('refuses a file of means and SDs alone, and says why', async () => {
    const said = await refusal(readText('model,accuracy_mean,accuracy_std\na,.8,.01\nb,.7,.02\n'));
    expect(said).toContain('means and spreads only (accuracy_mean, accuracy_std), no single runs');
  });

  it.each([
    ['s0,s1,s2', '.70,.72,.71,.71,.01', '.74,.73,.75,.74,.01'],
    ['42,43,44', '.70,.72,.71,.71,.01', '.74,.73,.75,.74,.01'],
    ['rep_a,rep_b,rep_c', '.70,.72,.72,.7133,.0115', '.74,,.75,.745,.0071'],
  ])('runs in columns called %s beside their mean are asked about, and answered', async (names, a, b) => {
    const text = `method,${names},mean,std\nA,${a}\nB,${b}\n`;
    const said = await refusal(readText(text));
    expect(said).toContain('--repeat columns --metric accuracy');
    expect(said).toContain('--block columns --metric accuracy');
    const { scores, metrics } = await readText(text, { repeat: ['columns'], metrics: ['accuracy'] });
    expect(metrics.map(({ name }) => name)).toEqual(['accuracy']);
    expect(scores.filter(({ status }) => status === 'ok')).toHaveLength(names.startsWith('rep') ? 5 : 6);
  });

  it('columns of which the mean is no mean stay means and what they were taken of', async () => {
    const text = 'model,n_runs,hours,mean,std\na,10,3,.71,.01\nb,12,4,.74,.01\n';
    expect(await refusal(readText(text))).toContain('holds means and spreads only (mean, std)');
  });

  it('refuses a spread that --metric asks for', async () => {
    expect(
      await refusal(readText('model,seed,acc,acc_std\na,1,.8,.01\nb,1,.7,.01\n', { metrics: ['acc_std'] })),
    ).toContain('is a spread, not a score');
  });

  it('leaves out MLflow’s parent runs', async () => {
    const { scores, notes } = await readText(
      'run_id,status,metrics.accuracy,params.model,tags.mlflow.parentRunId\np,FINISHED,.75,a,\nr1,FINISHED,.8,a,p\nr2,FINISHED,.7,b,p\n',
      { variant: ['model'] },
    );
    expect(scores).toHaveLength(2);
    expect(notes.join(' ')).toContain('1 parent runs');
  });
});

describe('rule 7: per cent or share; one direction', () => {
  it('a Brier score may exceed 1, so that nobody is asked whether it is per cent', async () => {
    const { words } = await readText('model,seed,brier\na,1,0.4\na,2,1.03\nb,1,0.5\nb,2,0.6\n');
    expect(readingLines(words).join('\n')).toMatch(/brier +metric +lower is better \(the name\)(?!; a share)/);
  });

  it('reads an accuracy in per cent as a share', async () => {
    const reading = await readText('model,seed,accuracy\na,1,81\na,2,83.5\nb,1,90\nb,2,91\n');
    expect(valuesOfVariant(reading, 'a')).toEqual([0.81, 0.835]);
    expect(readingLines(reading.words).join('\n')).toContain('per cent, read as shares');
  });

  it('asks where some values look like shares and some like per cent', async () => {
    expect(
      await refusal(readText('model,seed,accuracy\na,1,.81\na,2,.83\na,3,.7\nb,1,90\nb,2,.8\nb,3,.9\n')),
    ).toContain('--scale percent');
  });

  describe('two units in one column', () => {
    const MIXED =
      'model,dataset,seed,accuracy\na,x,1,.81\na,x,2,.83\na,y,1,90\na,y,2,91\nb,x,1,.7\nb,x,2,.72\nb,y,1,80\nb,y,2,81\n';
    const BY_MODEL = 'model,seed,accuracy\na,1,81\na,2,82\nb,1,.8\nb,2,.79\n';

    it.each([
      ['by data set', MIXED, /values up to 1 \(x\) and values up to 91 \(y\).*--scale by:dataset/s],
      ['by variant', BY_MODEL, /values up to 1 \(b\) and values up to 82 \(a\).*--scale by:model/s],
      ['here and there', 'model,seed,accuracy\na,1,81\na,2,.82\nb,1,.8\nb,2,79\n', /--scale mixed/],
      ['a little above 1', 'model,seed,accuracy\na,1,.81\na,2,1.02\nb,1,.8\nb,2,.9\n', /--scale share/],
      [
        'beyond 100',
        'model,seed,accuracy\na,1,81\na,2,812\nb,1,80\nb,2,90\n',
        /holds 812, which is neither.*--scale plain/s,
      ],
      [
        'below 0',
        'model,seed,accuracy\na,1,.8\na,2,-1\nb,1,.8\nb,2,.9\n',
        /holds -1, which is neither.*--scale plain/s,
      ],
      ['in lists', 'model,accuracy\na,"[81, 82]"\nb,"[0.8, 0.79]"\n', /shares or per cent/],
    ])('%s: asks', async (_title, text, said) => {
      expect(await refusal(readText(text, text.includes('[') ? { take: parseTake('last') } : {}))).toMatch(said);
    });

    it.each([
      [MIXED, 'by:dataset', [0.81, 0.83, 0.9, 0.91]],
      [BY_MODEL, 'by:model', [0.81, 0.82]],
      [BY_MODEL, 'mixed', [0.81, 0.82]],
      [BY_MODEL, 'percent', [0.81, 0.82]],
      [BY_MODEL, 'plain', [81, 82]],
    ])('an answer settles it: %#', async (text, scale, values) => {
      const reading = await readText(text, { scale: parseScale(scale) });
      expect(valuesOfVariant(reading, 'a')).toEqual(values);
      if (scale.startsWith('by') || scale === 'mixed')
        expect(readingLines(reading.words).join('\n')).toMatch(/\d in per cent and \d as shares/);
    });

    it('a per cent sign says it cell by cell; errors around 1 % are one unit', async () => {
      const signs = await readText('model,seed,accuracy\na,1,81.2%\na,2,82.3\nb,1,79.1%\nb,2,80\n');
      expect(valuesOfVariant(signs, 'a')).toEqual([0.812, 0.823]);
      const low = await readText('model,seed,error_rate\na,1,.9\na,2,1.4\nb,1,.7\nb,2,2.1\n');
      expect(valuesOfVariant(low, 'b')).toEqual([0.006999999999999999, 0.021]);
    });

    it('--scale takes no other word', () => {
      expect(() => parseScale('shares')).toThrow('--scale "shares" is not known');
    });
  });

  it.each([
    ['higher_is_better', 'True', 'False'],
    ['direction', 'maximize', 'minimize'],
    ['minimize', 'no', 'yes'],
  ])(
    'a column %s that is one way here and the other there refuses, and one way throughout answers',
    async (name, up, down) => {
      const text = (second: string): string =>
        `model,task,seed,${name},points\na,x,1,${up},5\na,x,2,${up},6\nb,x,1,${up},4\nb,x,2,${up},6\na,y,1,${second},.5\nb,y,1,${second},.4\n`;
      const said = await refusal(readText(text(down), { better: parseBetter('higher') }));
      expect(said).toContain('"points" is no one metric');
      expect(said).toContain(`--where ${name}=${down} --better lower`);
      expect((await readText(text(up))).metrics).toMatchObject([{ name: 'points', better: 'higher' }]);
    },
  );

  it('refuses cells that a column names different metrics for', async () => {
    const text = 'task,metric,a,b\nt1,auc,.9,.8\nt2,rmse,.9,.8\nt3,auc,.7,.8\n';
    const said = await refusal(readText(text, { variant: ['columns'], metrics: ['accuracy'] }));
    expect(said).toContain('by metric higher is better on 4 rows and lower on 2');
  });

  it('refuses a column that is an AUC on some tasks and a log loss on others', async () => {
    const text = 'framework,task,fold,result,auc,logloss\nx,t1,0,.9,.9,\nx,t2,0,.3,,.3\ny,t1,0,.8,.8,\ny,t2,0,.4,,.4\n';
    const said = await refusal(readText(text, { metrics: ['result'] }));
    expect(said).toContain('"result" is no one metric');
    expect(said).toContain('--metric auc or --metric logloss');
  });
});

describe('rule 8: pairing is shown, not believed', () => {
  it('seed numbers alone pair by number, and the reading says what that is worth', async () => {
    const { pairing, words } = await readText(LONG);
    expect(pairing).toBe('seed number');
    expect(readingLines(words).join('\n')).toContain('that alone makes no pairs');
  });

  it('a split that every run has for itself is no block', async () => {
    const { pairing, notes } = await readText('model,split,accuracy\na,1,.8\na,2,.7\nb,3,.9\nb,4,.8\n');
    expect(pairing).toBe('none');
    expect(notes.join(' ')).toContain('every run has its own');
  });

  it('equal seed numbers by chance pair nothing where runs have names', async () => {
    const text = `name,model,seed,accuracy\n${Array.from({ length: 12 }, (_, i) => `r${i},${i % 2 === 0 ? 'a' : 'b'},${i === 1 ? 0 : i * 7},.${i + 10}`).join('\n')}`;
    const { pairing, scores } = await readText(text);
    expect(pairing).toBe('none');
    expect(scores.at(0)!.repeat).toBe('r0');
  });

  it.each([
    ['test_hash', 'h1', 'h2', 'none', /by test_hash two variants have other rows/],
    ['n_test', '200', '250', 'none', /by n_test two variants have other rows/],
    ['test_hash', 'h1', 'h1', 'block', /by test_hash the variants have the same rows/],
    ['n_train', '200', '250', 'block', /^(?!.*rows under one name)/],
  ])('%s of %s and %s on one split: %s', async (name, one, other, pairing, said) => {
    const rows = [1, 2, 3].flatMap((split) => [
      `a,${split},${one}${split},.8${split}`,
      `b,${split},${other}${split},.7${split}`,
    ]);
    const reading = await readText(`model,split,${name},accuracy\n${rows.join('\n')}\n`);
    expect(reading.pairing).toBe(pairing);
    expect(reading.notes.join(' ')).toMatch(said);
  });

  it('folds of one number that hold other rows pair nothing', async () => {
    const rows = [0, 1, 2, 3, 4, 5].flatMap((row) => [`a,${row % 2},${row},1`, `b,${row % 3},${row},0`]);
    const { pairing, notes, testToTrain } = await readText(`model,fold,row_id,correct\n${rows.join('\n')}\n`);
    expect([pairing, testToTrain]).toEqual(['none', undefined]);
    expect(notes.join(' ')).toContain('fold: two variants have other rows under one name');
  });

  it('a few common splits pair nothing by themselves, which is said; --block pairs those', async () => {
    const text = `model,split,accuracy\n${[0, 1, 2, 3, 4, 5].map((i) => `a,${i},.8${i}\nb,${i + 4},.7${i}`).join('\n')}\n`;
    const { pairing, notes } = await readText(text);
    expect([pairing, notes.join(' ')]).toEqual([
      'none',
      expect.stringContaining('only 2 of 10 are met by two variants'),
    ]);
    expect((await readText(text, { block: ['split'] })).pairing).toBe('block');
  });

  it('splits that the variants share pair', async () => {
    const { pairing, blockWord } = await readText('model,split,accuracy\na,1,.8\na,2,.7\nb,1,.9\nb,2,.8\n');
    expect([pairing, blockWord]).toEqual(['block', 'split']);
  });
});

describe('rule 9: folds share training rows', () => {
  it('k folds give a test-to-train ratio of 1/(k − 1), repeated or not', async () => {
    const rows = ['a', 'b'].flatMap((model) =>
      [1, 2].flatMap((repeat) =>
        [0, 1, 2, 3, 4].map((fold) => `${model},${repeat},${fold},.${model === 'a' ? 5 : 6}${repeat}${fold}`),
      ),
    );
    const { testToTrain, scores } = await readText(`model,repeat,fold,accuracy\n${rows.join('\n')}\n`);
    expect(testToTrain).toBeCloseTo(1 / 4, 12);
    expect(new Set(scores.map(({ block }) => block)).size).toBe(10);
  });

  it.each([
    ['Fold01.Rep1', 'Fold02.Rep1', 'Fold03.Rep1', 'Fold01.Rep2', 'Fold02.Rep2', 'Fold03.Rep2'],
    ['rep0_fold0', 'rep0_fold1', 'rep0_fold2', 'rep1_fold0', 'rep1_fold1', 'rep1_fold2'],
    [
      'Repeat 1 - Fold 1',
      'Repeat 1 - Fold 2',
      'Repeat 1 - Fold 3',
      'Repeat 2 - Fold 1',
      'Repeat 2 - Fold 3',
      'Repeat 2 - Fold 2',
    ],
  ])('%s … names a fold of a repeat', async (...names) => {
    const rows = names.flatMap((name, i) => [`a,${name},.${i + 10}`, `b,${name},.${20 - i}`]);
    const { testToTrain, blockWord, scores } = await readText(`model,id,accuracy\n${rows.join('\n')}\n`);
    expect([testToTrain, blockWord, new Set(scores.map(({ block }) => block)).size]).toEqual([1 / 2, 'fold', 6]);
  });

  it('data sets divided into different numbers of folds have a share each', async () => {
    const rows = ['a', 'b'].flatMap((model) =>
      [
        ['x', 5],
        ['y', 10],
      ].flatMap(([set, k]) => Array.from({ length: Number(k) }, (_, fold) => `${model},${set},${fold},.${fold}1`)),
    );
    const { testToTrain, testToTrainOn, words } = await readText(`model,dataset,fold,accuracy\n${rows.join('\n')}\n`);
    expect([testToTrain, testToTrainOn]).toEqual([
      1 / 4,
      [
        ['x', 1 / 4],
        ['y', 1 / 9],
      ],
    ]);
    expect(words.rules.join(' ')).toContain('are 1/9 on y, 1/4 on x');
  });

  it.each([
    [['0', '1', '2', '4'], 5],
    [['1', '2', '3'], 3],
    [['7', '8', '9'], 3],
    [['a', 'b'], 2],
    [['0', '40'], 2],
  ])('folds %j are of %i', (labels, folds) => {
    expect(numberOfFolds(labels)).toBe(folds);
  });

  it('asks what seeds beside folds do, and takes either answer', async () => {
    const rows = ['a', 'b'].flatMap((model) =>
      [1, 2, 3].flatMap((seed) => [0, 1, 2, 3].map((fold) => `${model},${seed},${fold},.${seed}${fold}`)),
    );
    const text = `model,seed,fold,accuracy\n${rows.join('\n')}\n`;
    const said = await refusal(readText(text));
    expect(said).toContain('--block seed,fold --test-share 1/4');
    expect(said).toContain('--repeat seed');
    const anew = await readText(text, { block: ['seed', 'fold'], testShare: 0.25 });
    expect([new Set(anew.scores.map(({ block }) => block)).size, anew.testToTrain, anew.blockWord]).toEqual([
      12,
      1 / 3,
      'fold',
    ]);
    expect(new Set((await readText(text, { repeat: ['seed'] })).scores.map(({ block }) => block)).size).toBe(4);
    const oneSplit = text.replaceAll('\na,', '\n0,a,').replaceAll('\nb,', '\n0,b,').replace('model', 'split,model');
    expect((await readText(oneSplit)).repeatWord).toBe('seed');
  });

  it.each([
    ['resample', 'Bootstrap', '--test-share 0.368'],
    ['split', 's', '--test-share 0.2'],
  ])('%s: says which share the corrected test would take, unless none was said to', async (name, stem, share) => {
    const text = `model,${name},accuracy\n${['a', 'b'].flatMap((model) => [1, 2, 3].map((i) => `${model},${stem}${i},.${i}`)).join('\n')}\n`;
    expect((await readText(text)).words.rules.join(' ')).toContain(share);
    expect((await readText(text, { testShare: 'none' })).words.rules.join(' ')).not.toContain('--test-share');
  });

  it('asks for the share where rows are paired by their order', async () => {
    const text = 'model,accuracy\na,.8\na,.7\nb,.9\nb,.6\n';
    expect(await refusal(readText(text, { block: ['row'] }))).toContain('--block row --test-share 1/10');
    expect((await readText(text, { block: ['row'], testShare: 0.1 })).testToTrain).toBeCloseTo(1 / 9, 12);
  });
});

describe('rule 10: tuning trials are no comparison', () => {
  it('knows Optuna’s trials, and that a tuner chose them', async () => {
    const { tuning, variants } = await readText(
      'number,value,params_lr,state\n0,.5,.1,COMPLETE\n1,.4,.2,COMPLETE\n2,,.3,PRUNED\n',
      { better: parseBetter('lower') },
    );
    expect(tuning).toBe('trials');
    expect(variants).toEqual(['0', '1', '2']);
  });

  it('numbered trials of settings of their own are offered as what they are', async () => {
    const rows = Array.from({ length: 15 }, (_, i) => `${i},${0.001 * (i + 1)},.${10 + i}`);
    expect(await refusal(readText(`trial,learning_rate,accuracy\n${rows.join('\n')}\n`))).toContain('--variant trial');
  });
});

describe('rule 11: scores of single questions', () => {
  it('questions are rows, crossed with what the variants share, and may lie in clusters', async () => {
    const text = 'model,question_id,passage,correct\na,1,x,1\na,2,x,0\nb,1,x,1\nb,2,x,1\n';
    const { scores } = await readText(text, {
      metrics: ['correct'],
      better: parseBetter('higher'),
      cluster: 'passage',
    });
    expect(scores.at(0)).toMatchObject({ variant: 'a', row: '1', cluster: 'x', values: [1] });
    expect(scores).toHaveLength(4);
  });

  it.each([
    ['2', 'paired by question_id'],
    ['9', 'no question (question_id) was answered by two variants'],
  ])('with a second question %s of b the reading says what was answered by two', async (question, said) => {
    const first = question === '2' ? 1 : 8;
    const text = `model,question_id,correct\na,1,1\na,2,0\nb,${first},1\nb,${question},1\n`;
    expect((await readText(text)).words.rules.join(' ')).toContain(said);
  });

  it('a cluster holds whole questions, and a question without one none', async () => {
    const text = 'model,question_id,grader,correct\na,1,x,1\na,2,,0\nb,1,y,1\nb,2,,1\n';
    expect(await refusal(readText(text, { cluster: 'grader' }))).toContain(
      'answers to one question of question_id lie in different clusters',
    );
    const whole = await readText(text.replace('b,1,y', 'b,1,x'), { cluster: 'grader' });
    expect(whole.scores.map(({ cluster }) => cluster)).toEqual(['x', undefined, 'x', undefined]);
  });
});

it('--where keeps the rows it names, and refuses to leave none', async () => {
  const reading = await readText(LONG, { where: [parseWhere('seed=1,2')] });
  expect(reading.scores).toHaveLength(4);
  expect(await refusal(readText(LONG, { where: [parseWhere('seed=9')] }))).toContain('leaves no row');
});

it('settings that vary among the runs of one variant are said to', async () => {
  const { notes } = await readText('model,seed,config.lr,accuracy\na,1,.1,.8\na,2,.2,.7\nb,1,.1,.6\nb,2,.1,.5\n');
  expect(notes.join(' ')).toContain('runs of one variant differ in config.lr');
});

it('files of a folder get columns from the folders on the way', async () => {
  const runs = Object.fromEntries(
    ['net', 'tree'].flatMap((model) =>
      [1, 2].map((seed) => [
        `${model}/seed_${seed}/metrics.json`,
        JSON.stringify({ test: { accuracy: 0.5 + seed / 10 } }),
      ]),
    ),
  );
  const { variants, scores } = await readFolder(runs, { variant: ['folder 1'] });
  expect(variants).toEqual(['net', 'tree']);
  expect(scores.map(({ repeat }) => repeat)).toEqual(['1', '2', '1', '2']);
});

describe('rows that are no runs', () => {
  it('a mean over seeds that stands among them is left out', async () => {
    const { scores, notes } = await readText(`${LONG}a,mean,0.81\nb,mean,0.857\n`);
    expect(scores).toHaveLength(6);
    expect(notes.join(' ')).toContain('2 rows with seed = mean sum up others');
  });

  it('a column of "train" and "test" is no block: the test rows count', async () => {
    const text =
      'model,seed,split,accuracy\na,1,train,.9\na,1,test,.8\nb,1,train,.95\nb,1,test,.7\na,2,train,.9\na,2,test,.6\nb,2,train,.95\nb,2,test,.5\n';
    const { scores, pairing, notes } = await readText(text);
    expect(scores.map(({ values }) => values[0])).toEqual([0.8, 0.7, 0.6, 0.5]);
    expect(pairing).toBe('seed number');
    expect(notes.join(' ')).toContain('only test counts, 4 rows left out');
  });

  it('cells such as 95.1 ± 0.2 are refused as the means they are', async () => {
    expect(await refusal(readText('method,CIFAR\nResNet,95.1 ± 0.2\nWRN,96.0 ± 0.1\n'))).toContain(
      'means with their spreads, such as "95.1 ± 0.2"',
    );
  });
});

it('a table of data sets by variants is asked about, with the flag that reads it', async () => {
  expect(await refusal(readText('dataset,tree,forest\nx,80.1,81.2\ny,70.3,75.4\nz,60.5,65.6\n'))).toContain(
    '--variant columns --metric accuracy',
  );
});

it('lists of fold scores below metrics below models are asked about, and read', async () => {
  const text = JSON.stringify({
    tree: { fit_time: [0.1, 0.2], test_accuracy: [0.8, 0.7] },
    net: { fit_time: [0.1, 0.1], test_accuracy: [0.9, 0.6] },
  });
  expect(await refusal(readText(text, { variant: ['key 1'] }, 'cv.json'))).toContain('--block list');
  const reading = await readText(text, { variant: ['key 1'], block: ['list'] }, 'cv.json');
  expect(reading.metrics.map(({ name }) => name)).toEqual(['test_accuracy']);
  expect(valuesOfVariant(reading, 'net')).toEqual([0.9, 0.6]);
});

it('curves of several runs are not joined into one: what tells them apart is asked for', async () => {
  const rows = ['a', 'b'].flatMap((model) =>
    [0, 1].flatMap((version) => [1, 2].map((epoch) => `${model},v${version},${epoch},.${version + 5}${epoch}`)),
  );
  const said = await refusal(
    readText(`model,version_name,epoch,accuracy\n${rows.join('\n')}\n`, { take: parseTake('last') }),
  );
  expect(said).toContain('--repeat version_name');
});

it('rows of a run that log something else than the score are no runs and no steps', async () => {
  const { scores } = await readText('model,seed,train_loss,accuracy\na,1,.5,\na,1,,.8\nb,1,.4,\nb,1,,.7\n');
  expect(scores.map(({ values }) => values[0])).toEqual([0.8, 0.7]);
});
