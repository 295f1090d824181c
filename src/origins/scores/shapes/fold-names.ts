/** A column that names folds of repeats in words, `Fold03.Rep2` or `rep2_fold3`: a repeat and a fold. Pure. */
import { createColumn, textAt } from '../cells.js';
import type { CellColumn, CellTable } from '../cells.js';
import type { Hint, Shaped } from './shape.js';

const REPEAT = '(?:rep(?:eat|etition|lication|licate)?|run|iter(?:ation)?)[ _.:-]*0*(\\d+)';
const FOLD = '(?:cv[ _-]?)?fold[ _.:-]*0*(\\d+)';
/** Longer names are no folds, and the patterns would take the square of their length. */
const LONGEST = 64;
const BETWEEN = '[ _.,:;/|-]+';
const NAMES = [
  { pattern: new RegExp(`^${FOLD}$`, 'i'), fold: 1, repeat: 0 },
  { pattern: new RegExp(`^${FOLD}${BETWEEN}${REPEAT}$`, 'i'), fold: 1, repeat: 2 },
  { pattern: new RegExp(`^${REPEAT}${BETWEEN}${FOLD}$`, 'i'), fold: 2, repeat: 1 },
] as const;

/** The same where no column names folds so; else the column stays, ignored, with its parts beside it. */
export function withFoldNames(shaped: Shaped): Shaped {
  const { table, hints } = shaped;
  const taken = new Set(table.columns.map(({ name }) => name));
  if (taken.has('fold') || taken.has('repeat')) return shaped;
  for (const column of table.columns) {
    const parts = partsOf(column, table);
    if (parts === undefined) continue;
    const why = `read as ${parts.map(({ name }) => name).join(' and ')}`;
    return {
      ...shaped,
      table: { ...table, columns: [...table.columns, ...parts] },
      hints: new Map<string, Hint>([
        ...hints,
        [column.name, { role: 'ignored', why }],
        ...parts.map(
          ({ name }) => [name, { role: name === 'fold' ? 'fold' : 'repeat', why: `in ${column.name}` }] as const,
        ),
      ]),
    };
  }
  return shaped;
}

function partsOf(column: CellColumn, { rows }: CellTable): readonly CellColumn[] | undefined {
  const { levels } = column;
  if (levels.length < 2 || column.codes.some((code) => code < 0)) return undefined;
  const found = NAMES.find(({ pattern }) => levels.every((level) => level.length <= LONGEST && pattern.test(level)));
  if (found === undefined) return undefined;
  const [fold, repeat] = [createColumn(), createColumn()];
  for (let row = 0; row < rows; row++) {
    const match = found.pattern.exec(textAt(column, row)!)!;
    fold.pushNumber(Number(match[found.fold]));
    if (found.repeat !== 0) repeat.pushNumber(Number(match[found.repeat]));
  }
  return [...(found.repeat === 0 ? [] : [repeat.finish('repeat')]), fold.finish('fold')];
}
