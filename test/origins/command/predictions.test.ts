import { describe, expect, it } from 'vitest';
import { readPredictions } from '../../../src/origins/command/read-predictions.js';
import { scorePredictions } from '../../../src/origins/command/score-predictions.js';
import type { Expected } from '../../../src/origins/command/score-predictions.js';
import { unpackPredictions } from '../../../src/design/metrics.js';

const scored = (
  text: string,
  { expected = {}, wanted = [] as string[] }: { expected?: Expected; wanted?: string[] } = {},
) => {
  const read = readPredictions(text);
  return 'reason' in read ? read : scorePredictions(read, { expected, wanted });
};
const reasonOf = (result: ReturnType<typeof scored>): string => ('reason' in result ? result.reason : 'none');

describe('predictions that a program hands back', () => {
  it('give accuracy and balanced accuracy, and with probabilities log loss and Brier score', () => {
    const plain = scored('row,truth,prediction\n2,a,a\n0,b,a\n1,a,a\n3,b,b\n');
    expect(plain).toMatchObject({ scores: { accuracy: 0.75, balancedAccuracy: 0.75 } });
    expect(plain).not.toHaveProperty('scores.logLoss');
    const sure = scored('row,truth,prediction,p_a,p_b\n0,a,a,.8,.2\n1,b,b,.4,.6\n');
    // −(ln .8 + ln .6)/2, and ((.2² + .2²) + (.4² + .4²))/2.
    expect(sure).toMatchObject({ scores: { accuracy: 1 } });
    const { scores } = sure as { scores: Record<string, number> };
    expect(scores.logLoss).toBeCloseTo(0.36698, 4);
    expect(scores.brier).toBeCloseTo(0.2, 6);
  });

  it('are the same from JSON lines, and in any order of rows', () => {
    const csv = scored('row,truth,prediction\n10,a,a\n9,b,a\n');
    const json = scored('{"row":9,"truth":"b","prediction":"a"}\n{"row":10,"truth":"a","prediction":"a"}\n');
    expect(json).toEqual(csv);
    expect(scored('row;truth;prediction\r\n9;b;a\r\n10;a;a\r\n')).toEqual(csv);
  });

  it('name their rows: other truths or other rows make another name, other predictions do not', () => {
    const rowsOf = (text: string): string => (scored(text) as { rows: string }).rows;
    const one = rowsOf('row,truth,prediction\n1,a,a\n2,b,b\n');
    expect(rowsOf('row,truth,prediction\n1,a,b\n2,b,a\n')).toBe(one);
    expect(rowsOf('row,truth,prediction\n1,b,a\n2,a,b\n')).not.toBe(one);
    expect(rowsOf('row,truth,prediction\n1,a,a\n3,b,b\n')).not.toBe(one);
  });

  it('may say only whether a row is right', () => {
    const result = scored('row,correct\n1,1\n2,0\n3,true\n4,true\n');
    expect(result).toMatchObject({ scores: { accuracy: 0.75 } });
    expect(Object.keys((result as { scores: object }).scores)).toEqual(['accuracy']);
  });

  it('of numbers are scored in the target’s own unit, and kept so that they come back', () => {
    const result = scored('row,truth,prediction\n0,1000000.5,1000001.5\n1,2000000,2000000\n2,1500000.25,1500003.25\n');
    const { scores, packed, tally } = result as Exclude<typeof result, { reason: string }>;
    expect(scores.mae).toBeCloseTo(4 / 3, 1);
    expect(unpackPredictions(packed, tally).values[1]).toBeCloseTo(2000000, 0);
  });

  it('with whole numbers of few values are of classes, unless a metric of numbers is asked for', () => {
    const text = 'row,truth,prediction\n0,0,1\n1,1,1\n';
    expect(scored(text)).toMatchObject({ scores: { accuracy: 0.5 } });
    expect(scored(text, { wanted: ['mae'] })).toMatchObject({ scores: { mae: 0.5 } });
  });

  it('take one column of probabilities for two classes', () => {
    const result = scored('row,truth,prediction,p_1\n0,0,0,.2\n1,1,1,.9\n', { wanted: ['auc'] });
    expect(result).toMatchObject({ scores: { accuracy: 1, auc: 1 } });
  });

  it.each([
    ['row,truth\n1,a\n', 'no column prediction'],
    ['row,truth,prediction\n1,a,a\n1,b,b\n', 'the row 1 is there twice'],
    ['row,truth,prediction\n1,a,\n', 'prediction is empty'],
    ['row,truth,prediction,p_a,p_b\n1,a,a,.9,.9\n', 'add up to 1.8'],
    ['row,truth,prediction,p_a,p_b\n1,a,b,.9,.1\n', 'predicts b, and another class has a higher p_'],
    ['row,truth,prediction,p_a,p_b\n1,c,a,.9,.1\n', 'there is no class c, but a, b'],
    ['row,truth,prediction\n', 'hold no row'],
    ['row,truth,prediction\n1,"a\n', 'are no CSV'],
    ['{"row":1,\n', 'line 1 is no JSON'],
  ])('that cannot be scored say why: %j', (text, reason) => {
    expect(reasonOf(scored(text))).toContain(reason);
  });

  it('without probabilities give no metric that needs them', () => {
    expect(reasonOf(scored('row,truth,prediction\n1,a,a\n2,b,b\n', { wanted: ['logLoss'] }))).toBe(
      'logLoss needs probabilities: columns p_CLASS',
    );
  });

  it('must be of the rows that were given out, all of them, with their truth', () => {
    const truths = new Map([
      ['4', 'a'],
      ['7', 'b'],
    ]);
    const expected: Expected = {
      rows: 2,
      truthOf: (row) => truths.get(row),
      task: 'classification',
      classes: ['a', 'b', 'c'],
    };
    const head = 'row,truth,prediction\n';
    expect(scored(`${head}4,a,a\n7,b,c\n`, { expected })).toMatchObject({ scores: { accuracy: 0.5 } });
    expect(reasonOf(scored(`${head}4,a,a\n8,b,c\n`, { expected }))).toContain('8 is not a row of {test}');
    expect(reasonOf(scored(`${head}4,b,a\n7,b,c\n`, { expected }))).toContain(
      'row 4 has the truth b, and the table says a',
    );
    expect(reasonOf(scored(`${head}4,a,a\n`, { expected }))).toContain('1 of the 2 rows');
  });
});
