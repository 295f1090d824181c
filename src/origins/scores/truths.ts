/** Answers that are right or wrong, written as words: `passed` with True and False is a score of 1 and 0. Pure. */
import { contentOf, createColumn, textAt } from './cells.js';
import type { CellColumn, CellTable } from './cells.js';
import { lookUp } from './find-column.js';
import { knownMetric, wordsOf } from './names.js';
import type { ReadOptions } from './options.js';
import type { Hint } from './shapes/shape.js';
import { shown } from './shown.js';
import type { ScoresFile } from './source.js';

const RIGHT = /^(?:true|yes|pass|passed|correct|right|solved|resolved|success)$/i;
const WRONG = /^(?:false|no|fail|failed|incorrect|wrong|unsolved|unresolved|failure)$/i;
const NAMES = /^(?:passed|pass|solved|resolved|success|correct|right|match|won)$/;

/** Columns of such words as numbers: those that `--metric` names, or that say so where nothing else is a score. */
export function withTruths(source: ScoresFile, { metrics }: ReadOptions): ScoresFile {
  const { table } = source;
  const asked = new Set((metrics ?? []).flatMap((name) => lookUp(table, name)));
  const isAlone = metrics === undefined && !table.columns.some(isScore);
  const found = table.columns.filter(
    (column) => isTruth(column) && (asked.has(column) || (isAlone && saysTruth(column.name))),
  );
  if (found.length === 0) return source;
  const better: readonly [string, Hint][] = found.map(({ name }) => [
    name,
    { role: 'metric', why: 'a right answer counts 1, a wrong one 0', better: 'higher' },
  ]);
  return {
    ...source,
    table: {
      ...table,
      columns: table.columns.map((column) => (found.includes(column) ? asNumbers(column, table) : column)),
    },
    hints: new Map([...source.hints, ...better]),
    notes: [...source.notes, ...found.map(({ name, levels }) => `${shown(name)}: ${levelWords(levels)}`)],
  };
}

function isScore(column: CellColumn): boolean {
  return contentOf(column).numbers > 0 && knownMetric(column.name) !== undefined;
}

/** Whether every cell says right or wrong. */
export function isTruth(column: CellColumn): boolean {
  const { numbers, texts } = contentOf(column);
  return numbers === 0 && texts > 0 && column.levels.every((level) => RIGHT.test(level) || WRONG.test(level));
}

function saysTruth(name: string): boolean {
  const words = wordsOf(name).filter((word) => word !== 'is');
  return knownMetric(name) !== undefined || NAMES.test(words.at(-1) ?? '');
}

function asNumbers(column: CellColumn, { rows }: CellTable): CellColumn {
  const builder = createColumn();
  for (let row = 0; row < rows; row++) {
    const text = textAt(column, row);
    if (text === undefined) builder.pushMissing();
    else builder.pushNumber(RIGHT.test(text) ? 1 : 0);
  }
  return builder.finish(column.name);
}

function levelWords(levels: readonly string[]): string {
  return levels.map((level) => `${shown(level)} counts ${RIGHT.test(level) ? 1 : 0}`).join(', ');
}
