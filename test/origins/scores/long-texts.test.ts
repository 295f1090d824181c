/** What takes the square of a text's length, or more, never ends on these: whoever reads a file must be able to wait for it. */
import { describe, expect, it } from 'vitest';
import { bare } from '../../../src/data/number-format.js';
import { arffCells } from '../../../src/origins/scores/arff.js';
import { withoutMarks } from '../../../src/origins/scores/bare-number.js';
import { keyValues } from '../../../src/origins/scores/key-values.js';
import { wordsOf } from '../../../src/origins/scores/names.js';
import { LONG, readText } from './files.js';

const LENGTH = 1_000_000;
const UNITS = [' ', '0', '9', 'A', 'x', '.', '-', '\\', '1 ', '†', '_', '(', '{'];
const long = (unit: string): string => unit.repeat(LENGTH / unit.length);

describe('a text of a million characters', () => {
  it('of empty lines or comments before a table is read at once', async () => {
    for (const before of ['\n', ' \n', '%\n']) {
      const text = `${long(before)}@relation x\n@attribute accuracy numeric\n@data\n 0.8 \n`;
      expect(arffCells(text)!(text).trim()).toBe('accuracy\n0.8');
      expect(arffCells(long(before))).toBeUndefined();
    }
    expect((await readText(`${'\n'.repeat(20_000)}${LONG}`)).variants).toEqual(['a', 'b']);
  });

  it.each(UNITS)('of %j alone is no number, no mark and no pair, and is told so at once', (unit) => {
    const text = `x${long(unit)}!`;
    expect(bare(text)).toEqual({ digits: text, sign: '' });
    expect(withoutMarks(text)).toBe(text);
    expect(keyValues(`${text} 1\n`, 'f')).toBeUndefined();
    expect(wordsOf(text).join('').length).toBeLessThanOrEqual(text.length);
    const relation = '@relation x\n@attribute a string\n@data\n';
    expect(arffCells(relation)!(`${relation}${text},1`)).toMatch(/\t1$/);
  });

  it.each(UNITS)('of %j in a cell or a name of a fold leaves the rest of the file as it is', async (unit) => {
    const cell = `Fold${unit.repeat(200_000 / unit.length)}`;
    const rows = ['a', 'b'].flatMap((model) => [1, 2].map((fold) => `${model},"${cell}${fold}x",0.${fold}`));
    const { scores } = await readText(`model,fold,accuracy\n${rows.join('\n')}\n`);
    expect(scores.length).toBe(4);
  });
});

describe('names and pairs are cut as before', () => {
  it('at capitals, and at the sign between name and value', () => {
    expect(wordsOf('RMSETest')).toEqual(['rmse', 'test']);
    expect(wordsOf('valAUCScoreMAE')).toEqual(['val', 'auc', 'score', 'mae']);
    expect(keyValues(' eval acc \t = 0.86 \nloss:1\n', 'f')?.columns.map(({ name }) => name)).toEqual([
      'eval acc',
      'loss',
    ]);
  });
});
