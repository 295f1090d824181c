/** Labels of rows without a heading (`Fold 1`, `Fold 2`, `Average`): a column that says what it is in its cells. Pure. */
import { createColumn, textAt } from './cells.js';
import type { CellColumn, CellTable } from './cells.js';
import { namedRole } from './role-names.js';

const LABEL = /^(fold|seed|split|run|rep|repeat|repetition|trial)[\s_#.-]*(\d+)$/i;

/** The first column gets the name that most of its cells begin with, and they become its numbers; other cells stay as they are. */
export function withRowLabels(table: CellTable): CellTable {
  const [first] = table.columns;
  if (first?.name !== 'index' || first.levels.length < 2) return table;
  const labels = first.levels.map((level) => LABEL.exec(level));
  const words = new Set(labels.flatMap((label) => (label === null ? [] : [label[1]!.toLowerCase()])));
  const labelled = labels.filter((label) => label !== null).length;
  const [word = ''] = words;
  if (words.size !== 1 || 2 * labelled <= labels.length || namedRole(word) === undefined) return table;
  return { ...table, columns: [numbered(first, { word, rows: table.rows }), ...table.columns.slice(1)] };
}

function numbered(column: CellColumn, { word, rows }: { word: string; rows: number }): CellColumn {
  const builder = createColumn();
  for (let row = 0; row < rows; row++) {
    const text = textAt(column, row);
    const number = LABEL.exec(text ?? '')?.[2];
    if (text === undefined) builder.pushMissing();
    else if (number === undefined) builder.push(text);
    else builder.pushNumber(Number(number));
  }
  return builder.finish(word);
}
