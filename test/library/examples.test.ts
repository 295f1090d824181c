/** Every function that the package exports has an example in its comment, and the example says what the function returns. */
import { readdirSync, readFileSync } from 'node:fs';

import ts from 'typescript';
import { describe, expect, it } from 'vitest';

import { fileURLToPath } from 'node:url';
import * as experiments from '../../src/index.js';
import * as report from '../../src/library/report.js';
import * as results from '../../src/library/results.js';
import * as stats from '../../src/library/stats.js';

const library = { ...experiments, ...stats, ...results, ...report };

const root = new URL('../../src/', import.meta.url);
const files = ['stats/', 'library/'].flatMap((folder) =>
  readdirSync(new URL(folder, root)).map((name) => new URL(`${folder}${name}`, root)),
);
/** The most specific comment wins: what the library wraps is documented there. */
const examples = new Map<string, string>();
const saysWhatComes = new Set<string>();
const VOCABULARY = [
  'experiment/experiment.ts',
  'experiment/protocols.ts',
  'model/spec.ts',
  'data/encoding.ts',
  'origins/command/variant.ts',
];
for (const file of [...files, ...['base/streams.ts', ...VOCABULARY].map((name) => new URL(name, root))]) {
  const source = ts.createSourceFile(file.pathname, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true);
  source.forEachChild((node) => {
    if (!ts.isFunctionDeclaration(node) || node.name === undefined) return;
    const tag = ts.getJSDocTags(node).find(({ tagName }) => tagName.text === 'example');
    const text = ts.getTextOfJSDocComment(tag?.comment);
    if (text !== undefined) examples.set(node.name.text, text);
    if (ts.getJSDocTags(node).some(({ tagName }) => tagName.text === 'returns')) saysWhatComes.add(node.name.text);
  });
}

const functions = Object.entries(library).flatMap(([name, value]) => (typeof value === 'function' ? [name] : []));

/** What stands for the folder of the examples: committed ones hold no records. */
const FOLDER = fileURLToPath(new URL('../fixtures/0.1.0/hold-out', import.meta.url));

/** The value of the last expression of an example, and what its comment says it is ('' if nothing). */
function run(text: string): { value: unknown; said: string } {
  const example = text.replace(/results\/dropout-vs-none(?=')/, FOLDER);
  const lines = example.split('\n').filter((line) => line.trim() !== '' && !line.trim().startsWith('//'));
  const last = /^(.*?);\s*(?:\/\/\s*(.*))?$/.exec(lines.at(-1)!)!;
  const script = `${lines.slice(0, -1).join('\n')}\nreturn ${last[1]!.replace(/^const \w+ = /, '')};`;
  const { outputText } = ts.transpileModule(`function example() {${script}}`, {
    compilerOptions: { target: ts.ScriptTarget.ES2022 },
  });
  // In a block of its own, so that an example may call a value as a function is called.
  const body = `{${outputText.slice(outputText.indexOf('{') + 1, outputText.lastIndexOf('}'))}}`;
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the text is this repository's own
  const call = new Function(...functions, 'intervalMethods', body) as (...given: unknown[]) => unknown;
  const value = call(...functions.map((name) => library[name as keyof typeof library]), library.intervalMethods);
  return { value, said: last[2] ?? '' };
}

function matches(value: unknown, said: string): void {
  const number = /^-?\d+(\.\d+)?(e-?\d+)?/.exec(said)?.[0];
  if (typeof value === 'number' && number !== undefined) {
    const digits = said.startsWith(`${number}…`) ? Math.abs(value - Number(number)) : 0;
    if (digits > 0) expect(String(value).startsWith(number)).toBe(true);
    else expect(Math.abs(value - Number(number))).toBeLessThanOrEqual(1e-4 * Math.abs(value));
  } else if (typeof value === 'string') expect(said).toContain(value);
  else if (said !== 'undefined') expect(value).toBeDefined();
  else expect(value).toBeUndefined();
}

it.each(functions)('%s has an example', (name) => {
  expect(examples.has(name)).toBe(true);
});

it('every function of reseed/stats says what comes back, with its unit', () => {
  const own = Object.keys(stats).filter((name) => functions.includes(name));
  expect(own.filter((name) => !saysWhatComes.has(name))).toEqual([]);
});

describe('the example of', () => {
  it.each(functions.filter((name) => examples.has(name)))('%s runs, and returns what it says', (name) => {
    const { value, said } = run(examples.get(name)!);
    matches(value, said);
  });
});

it('lists in examples are the lists that come out', () => {
  const lists = functions.flatMap((name) => {
    const { value, said } = run(examples.get(name) ?? 'undefined;');
    return Array.isArray(value) && said.startsWith('[') && !said.includes("'") ? [{ value, said }] : [];
  });
  expect(lists.length).toBeGreaterThan(5);
  for (const { value, said } of lists) {
    const expected = JSON.parse(said) as unknown[];
    expect(value).toHaveLength(expected.length);
    value.forEach((one, i) => {
      if (typeof one === 'number') expect(one).toBeCloseTo(expected[i] as number, 3);
      else expect(one).toEqual(expected[i]);
    });
  }
});

it('without options an estimate is at 95 %, and the same seed gives the same limits', () => {
  const scores = Array.from({ length: 12 }, (_, i) => [0.9 + Math.sin(i * i) / 100]);
  const estimate = library.meanEstimate(scores);
  expect(estimate).toMatchObject({ level: 0.95, method: 'studentized', n: 12 });
  expect(library.meanEstimate(scores, { seed: 1 })).toEqual(estimate);
  expect(library.meanEstimate(scores, { seed: 2 }).low).not.toBe(estimate.low);
  expect(library.meanEstimate(scores, { level: 0.9 }).low).toBeGreaterThan(estimate.low!);
});

it('whatever refuses a value says so: a function that throws, or asks a check to, has it in its comment', () => {
  const silent = files.flatMap((file) => {
    const source = ts.createSourceFile(file.pathname, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true);
    return source.statements.filter(ts.isFunctionDeclaration).flatMap((node) => {
      const own = node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;
      const refuses = /\bthrow |\bcheck[A-Z]\w*\(/.test(node.body?.getText() ?? '');
      const says = ts.getJSDocTags(node).some(({ tagName }) => tagName.text === 'throws');
      return own && refuses && !says && !node.name!.text.startsWith('check') ? [node.name!.text] : [];
    });
  });
  expect(silent).toEqual([]);
});
