import { describe, expect, it } from 'vitest';
import { findScores } from '../../../src/origins/command/find-scores.js';
import type { ScoreRule } from '../../../src/origins/command/variant.js';

const found = (
  stdout: string,
  {
    wanted = [],
    rules,
    files = {},
  }: { wanted?: string[]; rules?: Record<string, ScoreRule>; files?: Record<string, string> } = {},
) => findScores({ stdout, read: (name) => files[name] }, { wanted, ...(rules === undefined ? {} : { rules }) });

describe('the scores of a run', () => {
  it('are those of a declared rule before all others', () => {
    const rules = (take: 'last' | 'first' | 'mean' | 'max' | 'min') => ({ fun: { match: /^fun=(\S+)/, take } });
    const text = 'fun=1\nfun=4\nfun=2.5\naccuracy: 0.5\n';
    const of = (take: 'last' | 'first' | 'mean' | 'max' | 'min') => found(text, { rules: rules(take) });
    expect(of('last')).toEqual({ scores: { fun: 2.5 } });
    expect(of('first')).toEqual({ scores: { fun: 1 } });
    expect(of('mean')).toEqual({ scores: { fun: 2.5 } });
    expect(of('max')).toEqual({ scores: { fun: 4 } });
    expect(of('min')).toEqual({ scores: { fun: 1 } });
    expect(found('nothing', { rules: rules('last') })).toEqual({ reason: 'no score fun' });
  });

  it('are at a path of a JSON file', () => {
    const rules = { fun: { json: 'r.json', path: 'test.fun' } };
    expect(found('', { rules, files: { 'r.json': '{"test":{"fun":3}}' } })).toEqual({ scores: { fun: 3 } });
  });

  it('are in metrics.json before anything printed', () => {
    const files = { 'metrics.json': '{"accuracy": 0.9, "note": "x"}' };
    expect(found('accuracy: 0.1', { files })).toEqual({ scores: { accuracy: 0.9 } });
  });

  it('are the last line where it is a JSON object, else lines of a name and a number, the last of a name', () => {
    expect(found('accuracy: 0.1\n{"accuracy": 0.2}\n')).toEqual({ scores: { accuracy: 0.2 } });
    expect(found('test accuracy: 0.1\r\nval_loss = 3e-2\ntest accuracy: 0.3\n')).toEqual({
      scores: { testAccuracy: 0.3, valLoss: 0.03 },
    });
  });

  it('are one bare number, under the name of the one metric that is declared', () => {
    expect(found('0.75\n', { wanted: ['accuracy'] })).toEqual({ scores: { accuracy: 0.75 } });
    expect(found('0.75\n0.5\n', { wanted: ['accuracy'] })).toEqual({ reason: 'several numbers without a name' });
  });

  it('are read as programs of many kinds print them', () => {
    const scores = (text: string): unknown => found(text);
    // A bar that is drawn over, colours, per cent, and the name that Reseed knows in capitals.
    expect(scores('\rEpoch 1: 50%|███  | 1/2 [00:01, 3it/s]\n\u001b[32mAccuracy: 93.1%\u001b[0m\n')).toEqual({
      scores: { accuracy: 0.931 },
    });
    expect(scores('epoch 3 loss=0.3 acc=0.9')).toEqual({ scores: { loss: 0.3, acc: 0.9 } });
    expect(scores('│   test_acc   │   0.875   │\n| test_loss | 0.25 |')).toEqual({
      scores: { testAcc: 0.875, testLoss: 0.25 },
    });
    expect(scores("{'eval_loss': 0.5, 'eval_accuracy': 0.75}\ndone")).toEqual({
      scores: { evalLoss: 0.5, evalAccuracy: 0.75 },
    });
    expect(scores('Epoch: 3/10\nTest set: Average loss: 0.03, Accuracy: 9912/10000 (99%)')).toEqual({
      scores: { loss: 0.03, accuracy: 0.9912 },
    });
    expect(scores('[1] 0.25')).toEqual({ scores: { score: 0.25 } });
    expect(scores('3/3 ━━━━ 0s 12ms/step - accuracy: 0.5 - val_accuracy: 0.75')).toEqual({
      scores: { accuracy: 0.5, valAccuracy: 0.75 },
    });
    expect(scores('speed: 12.5 img/s')).toEqual({ scores: { speed: 12.5 } });
  });

  it('are whole lines also where brackets say them again', () => {
    const read = (): undefined => undefined;
    const stdout = 'Epoch 10/10 loss=0.2 acc=0.8\nTest accuracy: 0.93 (93.1%)';
    expect(findScores({ stdout, read }, { wanted: [] })).toEqual({ scores: { TestAccuracy: 0.93 } });
    expect(findScores({ stdout, read }, { wanted: ['acc'] })).toEqual({ scores: { acc: 0.8 } });
    const table = '          precision\n accuracy      0.82    200';
    expect(findScores({ stdout: table, read }, { wanted: [] })).toEqual({
      reason: 'no score in what it printed: precision / accuracy 0.82 200',
    });
  });

  it.each([
    ['digits', `${'1'.repeat(1e6)}x`],
    ['a name and digits', `a=${'1'.repeat(1e6)}x`],
    ['blanks', `a: 1${' '.repeat(1e6)}x`],
    ['a comma and blanks', `a: 0,1${' '.repeat(1e6)}x`],
    ['what looks like JSON', `{"a":${' '.repeat(1e6)}`],
    ['bars and blanks', `| a ${' '.repeat(1e6)}|x`],
  ])('are looked for in a line of a megabyte of %s, without hanging on it', (_, line) => {
    const read = (): undefined => undefined;
    expect(findScores({ stdout: line, read }, { wanted: [] })).toHaveProperty(
      line.includes(': 1 ') ? 'scores' : 'reason',
    );
    expect(findScores({ stdout: `${line}\nacc: 0.5`, read }, { wanted: ['acc'] })).toEqual({ scores: { acc: 0.5 } });
  });

  it('are none where nothing is printed, the wanted one is missing, or it is no finite number', () => {
    expect(found('')).toEqual({ reason: 'it printed nothing on stdout' });
    expect(found('loss: 1', { wanted: ['accuracy'] })).toEqual({ reason: 'no score accuracy, but loss' });
    expect(found('accuracy: nan', { wanted: ['accuracy'] })).toEqual({ reason: 'accuracy is NaN' });
    expect(found('{"accuracy": NaN}')).toEqual({ reason: 'accuracy is NaN' });
  });
});
