/** Files made to mislead, to fill the memory, or to be taken for code: each is read as text, or refused in a sentence. */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSource, readScores, readingLines } from '../../../src/origins/scores/index.js';
import { folderOf, LONG, readFolder, readText, refusal } from './files.js';

describe('text that is more than text', () => {
  it('names that a terminal would obey, or read from right to left, are shown harmless', async () => {
    const { words } = await readText('model,seed,accuracy\n"a\u202egpj\u001b[31m",1,.8\nb,1,.7\n');
    expect(readingLines(words).join('\n')).not.toMatch(/[\u202e\u001b]/);
  });

  it('names of prototypes are names', async () => {
    const { variants, metrics } = await readText(
      'model,seed,accuracy,constructor\n__proto__,1,.8,1.5\nconstructor,1,.7,2.5\n',
    );
    expect(variants).toEqual(['__proto__', 'constructor']);
    expect(metrics.map(({ name }) => name)).toEqual(['accuracy']);
    const json = await readText(
      '[{"__proto__":{"polluted":1},"model":"a","seed":1,"accuracy":0.8},{"model":"b","seed":1,"accuracy":0.7}]',
      {},
      'x.json',
    );
    expect(json.variants).toEqual(['a', 'b']);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it('formulae are texts', async () => {
    const { variants } = await readText('model,seed,accuracy\n=cmd|x!A1,1,.8\n@b,1,.7\n');
    expect(variants).toEqual(['=cmd|x!A1', '@b']);
  });
});

describe('a key that stands twice in one object', () => {
  const one = '{"model":"a","seed":1,"accuracy":0.8}';
  const twice = '{"model":"b","seed":1,"accuracy":0.7,"accuracy":0.9}';

  it('is refused with its line, in JSON lines and in JSON', async () => {
    expect(await refusal(readText(`${one}\n${twice}\n`, {}, 'x.jsonl'))).toContain(
      'Line 2 of x.jsonl has the key "accuracy" twice',
    );
    expect(await refusal(readText(`${one}\n${twice}\n`, {}, 'x.json'))).toContain(
      'Line 2 of x.json has the key "accuracy" twice',
    );
    const document = `[\n${one},\n${twice.replace('"accuracy":0.9', '"acc\\u0075racy" :\n 0.9')}]`;
    expect(await refusal(readText(document, {}, 'x.json'))).toContain('twice in one object (the second on line 3)');
    const deep = `{"runs":[${one},{"model":"b","seed":2,"scores":{"accuracy":NaN,"accuracy":1}}]}`;
    expect(await refusal(readText(deep, {}, 'x.json'))).toContain('the key "accuracy" twice');
  });

  it('is none in two objects, or within a text', async () => {
    const notes = ['x\\": 1', '\\"a\\":\\"a\\":'].map(
      (note, seed) => `{"model":"a","seed":${seed},"accuracy":0.8,"note":"${note}"}`,
    );
    expect((await readText(`[${notes.join(',\n')}]`, {}, 'x.json')).scores.length).toBe(2);
  });
});

describe('size', () => {
  it('a million columns are refused', async () => {
    expect(await refusal(readText(`${Array.from({ length: 1_000_000 }, (_, i) => `c${i}`).join(',')}\n`))).toContain(
      'columns, and 20000 are the most',
    );
  });

  it('a line without an end is refused before it fills the memory', async () => {
    expect(await refusal(readText('a'.repeat(40_000_000)))).toContain('more than 16 million characters');
    expect(await refusal(readText(`{"a":"${'a'.repeat(40_000_000)}"}`, {}, 'x.jsonl'))).toContain(
      'more than 16 million characters',
    );
  });

  it('a quote that is never closed is refused', async () => {
    expect(await refusal(readText(`${LONG}"c,9,.5\n${LONG}`))).toMatch(/double quote|cells where the first has/);
  });

  it('nesting without end is refused', async () => {
    const deep = `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`;
    expect(await refusal(readText(deep, {}, 'deep.json'))).toMatch(/nests deeper|holds no/);
  });
});

describe('what is no table', () => {
  it.each([
    ['', 'is empty'],
    ['model,seed,accuracy\n', 'no rows'],
    ['model,seed,accuracy\na,1\n', 'Line 2 of runs.csv has 2 cells where the first has 3'],
    ['PK\u0003\u0004\0\0', 'is a zip archive'],
  ])('%j is refused', async (text, words) => {
    expect(await refusal(readText(text))).toContain(words);
  });

  it('JSON that is cut off is refused, and a folder with nothing to read', async () => {
    expect(await refusal(readText('{"a": [1, 2', {}, 'x.json'))).toContain('x.json is not JSON');
    expect(await refusal(readFolder({ 'readme.md': 'x' }))).toContain('holds no CSV');
  });

  it('a path that is not there is said so', async () => {
    expect(await refusal(openSource([join(folderOf({}), 'nothing.csv')]))).toContain('There is no file or folder');
  });

  it('links are not followed', async () => {
    const folder = folderOf({ 'a/runs.csv': LONG });
    const elsewhere = folderOf({ 'secret.csv': LONG.replaceAll('a,', 'z,') });
    mkdirSync(join(folder, 'b'));
    symlinkSync(join(elsewhere, 'secret.csv'), join(folder, 'b', 'runs.csv'));
    const { variants } = readScores(await openSource([folder]));
    expect(variants).toEqual(['a', 'b']);
  });

  it('a file with a byte-order mark, carriage returns, tabs and decimal commas is read', async () => {
    const path = join(folderOf({}), 'x.tsv');
    writeFileSync(path, '\ufeffmodel\tseed\taccuracy\r\na\t1\t0,8\r\nb\t1\t0,7\r\n');
    const { scores } = readScores(await openSource([path]));
    expect(scores.map(({ values }) => values[0])).toEqual([0.8, 0.7]);
  });
});
