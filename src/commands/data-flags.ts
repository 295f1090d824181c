/** The flags of a table of one's own: which file, how it is read, what is predicted. Knows no file. */
import { basename } from 'node:path';
import { delimiterNamed } from '../data/dialect.js';
import { encodingNamed } from '../data/decode.js';
import { linesNamed } from '../data/skipped-lines.js';
import type { ReadingOptions } from '../data/reading.js';
import { COPIES } from '../data/target.js';
import { UserError } from '../base/errors.js';
import type { CsvFile } from '../experiment/experiment.js';
import { shellWord } from '../base/shell-word.js';
import { choice, isOn, texts, text } from './flags.js';
import type { Flags } from './io.js';

/** Flags that may be given several times, each a name or several with commas between them. */
const LISTS = ['drop', 'missing', 'skip-lines', 'numeric', 'category', 'same-words', 'keep'] as const;
const READING = ['delimiter', 'decimal', 'encoding'] as const;
const SWITCHES = ['ignore-index', 'drop-missing-target'] as const;

/** The table that `--data`, `--target` and their companions ask for, or undefined. */
export function dataFrom(flags: Flags): CsvFile | undefined {
  const path = text(flags, 'data');
  const target = text(flags, 'target');
  if (path === undefined) {
    for (const name of ['target', 'task', 'copies', ...READING, ...LISTS, ...SWITCHES] as const) {
      if (flags[name] !== undefined)
        throw new UserError(`--${name} goes with --data.`, `Write --data FILE.csv --target COLUMN.`);
    }
    return undefined;
  }
  if (target === undefined) {
    throw new UserError(
      '--data needs --target: the column to predict.',
      `Write --data ${path} --target COLUMN; "reseed inspect ${path}" shows its columns.`,
    );
  }
  const task = choice(flags, 'task', ['classification', 'regression']);
  return {
    kind: 'csv',
    path,
    target,
    drop: texts(flags, 'drop'),
    dropMissingTarget: isOn(flags, 'drop-missing-target'),
    ...(task === undefined ? {} : { task }),
    ...usedFrom(flags),
    ...readingFrom(flags),
  };
}

/** Columns and rows that are used though they look as if they should not. */
export function usedFrom(flags: Flags): Pick<CsvFile, 'keep' | 'copies'> {
  const [keep, copies] = [texts(flags, 'keep'), choice(flags, 'copies', COPIES)];
  return { ...(keep.length === 0 ? {} : { keep }), ...(copies === undefined ? {} : { copies }) };
}

/** How the file is to be read. @throws {UserError} for a name that no delimiter or encoding has */
export function readingFrom(flags: Flags): ReadingOptions {
  const delimiter = text(flags, 'delimiter');
  const encoding = text(flags, 'encoding');
  const decimal = choice(flags, 'decimal', ['.', ',']);
  const missing = texts(flags, 'missing').flatMap((entry) => entry.split(',').map((mark) => mark.trim()));
  const [numeric, category, sameWords] = [
    texts(flags, 'numeric'),
    texts(flags, 'category'),
    texts(flags, 'same-words'),
  ];
  const skipLines = linesNamed(texts(flags, 'skip-lines'));
  if (delimiter !== undefined) delimiterNamed(delimiter);
  if (encoding !== undefined) encodingNamed(encoding);
  return {
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(encoding === undefined ? {} : { encoding }),
    ...(decimal === undefined ? {} : { decimal }),
    ...(missing.length === 0 ? {} : { missing }),
    ...(skipLines.length === 0 ? {} : { skipLines }),
    ...(numeric.length === 0 ? {} : { numeric }),
    ...(category.length === 0 ? {} : { category }),
    ...(sameWords.length === 0 ? {} : { sameWords }),
    ...(isOn(flags, 'ignore-index') ? { ignoreIndex: true } : {}),
  };
}

/** The same as words of a command line, without the folder of the file. */
export function dataWords(flags: Flags): readonly string[] {
  const path = text(flags, 'data');
  if (path === undefined) return [];
  const words = [`--data ${shellWord(basename(path))}`];
  const add = (name: string, value: string): void => void words.push(`--${name} ${shellWord(value)}`);
  const target = text(flags, 'target');
  if (target !== undefined) add('target', target);
  for (const entry of texts(flags, 'drop')) add('drop', entry);
  for (const name of ['task', 'copies', ...READING] as const) {
    const value = text(flags, name);
    if (value !== undefined) add(name, value);
  }
  for (const name of ['missing', 'skip-lines', 'numeric', 'category', 'same-words', 'keep'] as const)
    for (const entry of texts(flags, name)) add(name, entry);
  for (const name of SWITCHES) if (isOn(flags, name)) words.push(`--${name}`);
  return words;
}
