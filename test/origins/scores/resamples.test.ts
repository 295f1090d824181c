import { describe, expect, it } from 'vitest';
import { readText, refusal } from './files.js';

const value = (i: number): string => (0.6 + ((i * 37) % 101) / 400).toFixed(4);

/** A line for each place, by the order of its parts. */
function lines(heading: string, lists: readonly (readonly (string | number)[])[], separator = ','): string {
  const places = lists.reduce<(string | number)[][]>(
    (all, list) => all.flatMap((row) => list.map((each) => [...row, each])),
    [[]],
  );
  return [heading, ...places.map((row, i) => [...row, value(i)].join(separator))].join('\n');
}

describe('resamples of R', () => {
  it('caret: a column a model and metric, rf~Accuracy', async () => {
    const text = ['Resample,rf~Accuracy,rf~Kappa,svm~Accuracy,svm~Kappa'];
    for (let k = 1; k <= 5; k++) text.push(`Fold${k},0.9${k},0.8${k},0.8${k},0.7${k}`);
    const { variants, metrics, pairing, scores } = await readText(text.join('\n'));
    expect([variants, metrics.map(({ name }) => name), pairing]).toEqual([
      ['rf', 'svm'],
      ['Accuracy', 'Kappa'],
      'block',
    ]);
    expect(scores.at(1)).toMatchObject({ variant: 'svm', block: '1', values: [0.81, 0.71] });
  });

  it('tidymodels: .metric names the score, id2 is the fold of a repeat', async () => {
    const text = lines('wflow_id,.config,.estimator,id,id2,.metric,.estimate', [
      ...[['rf', 'glm'], ['Preprocessor1_Model1'], ['binary'], ['Repeat1', 'Repeat2'], ['Fold1', 'Fold2', 'Fold3']],
      ['accuracy', 'roc_auc'],
    ]);
    const { variants, metrics, scores, testToTrain } = await readText(text);
    expect([variants, metrics.map(({ name }) => name), scores.length]).toEqual([
      ['rf', 'glm'],
      ['accuracy', 'roc_auc'],
      12,
    ]);
    expect(testToTrain).toBe(1 / 2);
  });

  it('mlr3: iterations of a cross-validation are folds, no steps, and classif.ce is an error', async () => {
    const text = lines('nr,task_id,learner_id,resampling_id,iteration,classif.ce', [
      ...[[1], ['sonar', 'pima'], ['rpart', 'ranger'], ['cv'], [1, 2, 3]],
    ]);
    const { variants, dataSets, metrics, testToTrain } = await readText(text);
    expect([variants, dataSets]).toEqual([
      ['rpart', 'ranger'],
      ['sonar', 'pima'],
    ]);
    expect([metrics, testToTrain]).toEqual([[{ name: 'classif.ce', better: 'lower', scale: 'share' }], 1 / 2]);
  });

  it('WEKA’s experimenter: Key_ stands in front of scheme, data set, run and fold', async () => {
    const text = lines('Key_Dataset,Key_Scheme,Key_Run,Key_Fold,Percent_correct', [
      ['iris', 'glass'],
      ['J48', 'ZeroR'],
      [1, 2],
      [1, 2, 3],
    ]);
    const { variants, dataSets, pairing, blockWord } = await readText(text);
    expect([variants, dataSets, pairing, blockWord]).toEqual([['J48', 'ZeroR'], ['iris', 'glass'], 'block', 'fold']);
  });
});

describe('headings in other languages', () => {
  it.each([
    ['German', 'Modell;Datensatz;Durchgang;Genauigkeit'],
    ['French', 'modèle;jeu de données;graine;exactitude'],
    ['Spanish', 'modelo;conjunto de datos;semilla;exactitud'],
    ['Italian', 'modello;insieme di dati;seme;accuratezza'],
  ])('%s, with decimal commas', async (_, heading) => {
    const text = lines(
      heading,
      [
        ['A', 'B'],
        ['x', 'y'],
        [1, 2, 3],
      ],
      ';',
    ).replaceAll('.', ',');
    const { variants, dataSets, pairing, metrics, scores } = await readText(text);
    expect([variants, dataSets, pairing]).toEqual([['A', 'B'], ['x', 'y'], 'seed number']);
    expect([metrics[0]!.better, metrics[0]!.scale, scores.length, scores.at(1)!.values]).toEqual([
      'higher',
      'share',
      12,
      [0.6925],
    ]);
  });

  it('Falte and Wiederholung are folds and their repeats; a Fehlerrate is better where it is low', async () => {
    const text = lines('Verfahren,Wiederholung,Falte,Fehlerrate', [
      ['A', 'B'],
      [1, 2],
      [1, 2, 3, 4, 5],
    ]);
    const { metrics, blockWord, testToTrain } = await readText(text);
    expect([metrics[0]!.better, blockWord, testToTrain]).toEqual(['lower', 'fold', 1 / 4]);
  });

  it('Excel’s first line sep=; is no heading', async () => {
    const { variants, scores } = await readText(
      `sep=;\n${lines(
        'Modell;Lauf;Genauigkeit',
        [
          ['A', 'B'],
          [1, 2, 3],
        ],
        ';',
      ).replaceAll('.', ',')}`,
    );
    expect([variants, scores.length]).toEqual([['A', 'B'], 6]);
  });
});

describe('JSON of other tools', () => {
  it('MLflow’s answer lists names with their values', async () => {
    const runs = [0, 1, 2, 3].map((i) => ({
      info: { run_id: `r${i}`, status: 'FINISHED' },
      data: {
        metrics: [{ key: 'accuracy', value: [0.8, 0.81, 0.82, 0.83][i], step: 0 }],
        params: [
          { key: 'model', value: i < 2 ? 'a' : 'b' },
          { key: 'seed', value: String(i % 2) },
        ],
      },
    }));
    const { variants, metrics, pairing, scores } = await readText(JSON.stringify({ runs }), {}, 'runs.json');
    expect([variants, metrics[0]!.name, pairing]).toEqual([['a', 'b'], 'data.metrics.accuracy', 'seed number']);
    expect(scores.map(({ values }) => values[0])).toEqual([0.8, 0.81, 0.82, 0.83]);
  });

  it('rliable’s matrices are variants: a row a run, a column a task', async () => {
    const text = JSON.stringify({
      DQN: [
        [0.1, 0.2],
        [0.3, 0.4],
        [0.5, 0.6],
      ],
      IQN: [
        [0.2, 0.3],
        [0.4, 0.5],
        [0.6, 0.7],
      ],
    });
    expect(await refusal(readText(text, {}, 'scores.json'))).toContain('Is a higher or a lower "value" better?');
    const { variants, dataSets, scores } = await readText(
      text,
      { metrics: ['value'], better: new Map([['', 'higher']]) },
      'scores.json',
    );
    expect([variants, dataSets]).toEqual([
      ['DQN', 'IQN'],
      ['task 1', 'task 2'],
    ]);
    expect(
      scores.filter(({ variant, dataSet }) => variant === 'IQN' && dataSet === 'task 2').map(({ values }) => values[0]),
    ).toEqual([0.3, 0.5, 0.7]);
  });
});
