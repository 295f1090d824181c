/** A column a seed, fold or variant: `seed_0, seed_1, …`, `acc_fold3`, or the variants' own names (`--variant columns`). */
import { contentOf } from '../cells.js';
import type { CellColumn, CellTable } from '../cells.js';
import { aggregateOf } from '../names.js';
import { namedRole } from '../role-names.js';
import { melt } from './melt.js';
import type { WideColumn } from './melt.js';
import type { Hint, Shaped } from './shape.js';

const NUMBERED =
  /^(.*?)[\s._/-]?[([]?(seed|fold|split|run|rep|repeat|repetition|trial|cv|replicate)[\s._/#-]?(\d+)[)\]]?(?:[\s._/-](.+))?$/i;

/** Columns numbered as seeds or folds. */
export function numberedColumns(table: CellTable): Shaped | undefined {
  const numbered = table.columns.flatMap((column) => {
    const match = NUMBERED.exec(column.name);
    if (match === null || contentOf(column).numbers === 0) return [];
    const [, before = '', word = '', number = '', after = ''] = match;
    return [
      { column, word: word.toLowerCase(), number, metric: [before, after].filter((part) => part !== '').join('_') },
    ];
  });
  if (numbered.length === 0) return bareNumbers(table);
  const words = new Set(numbered.map(({ word }) => word));
  const numbers = new Set(numbered.map(({ number }) => number));
  if (words.size !== 1 || numbers.size < 2) return undefined;
  const [word = 'seed'] = words;
  const name = word === 'cv' ? 'fold' : word;
  const wide = numbered.map(({ column, number, metric }): WideColumn => ({
    column,
    at: [number],
    metric: metric === '' ? 'value' : metric,
  }));
  const taken = new Set(wide.map(({ column }) => column));
  const keep = table.columns.filter((column) => !taken.has(column) && aggregateOf(column.name) === undefined);
  const dropped = table.columns.length - taken.size - keep.length;
  return {
    table: melt(table, { keep, coordinates: [name], wide, sparse: true }),
    shape: `wide: a column a ${name} (${numbers.size} of them)`,
    hints: new Map<string, Hint>([
      [
        name,
        {
          role: namedRole(name) ?? 'repeat',
          why: `the number in the column’s name, ${[...numbers].slice(0, 3).join(', ')} …`,
        },
      ],
    ]),
    notes: dropped > 0 ? [`${dropped} columns sum up the others and are left out`] : [],
  };
}

/** `folds:, 0, 1, 2, …`: the first heading says what the numbers in the others are, and its column lists data sets. */
function bareNumbers(table: CellTable): Shaped | undefined {
  const wordIn = ({ name }: CellColumn): string => name.trim().toLowerCase().replace(/s?:?$/, '');
  const first = table.columns.find(
    (column) => contentOf(column).numbers === 0 && namedRole(wordIn(column)) !== undefined,
  );
  const others = table.columns.filter((column) => column !== first);
  const word = first === undefined ? '' : wordIn(first);
  const role = namedRole(word);
  const numbers = others.filter(({ name }) => /^\d+$/.test(name));
  if (first === undefined || (role !== 'block' && role !== 'repeat') || numbers.length < 2) return undefined;
  const wide = numbers.map((column): WideColumn => ({ column, at: [column.name], metric: 'value' }));
  const rest = others.filter((column) => !numbers.includes(column) && aggregateOf(column.name) === undefined);
  return {
    table: melt(table, { keep: [{ ...first, name: 'dataset' }, ...rest], coordinates: [word], wide, sparse: true }),
    shape: `wide: a column a ${word} (${numbers.length} of them)`,
    hints: new Map<string, Hint>([[word, { role, why: 'the numbers in the heading' }]]),
    notes: [
      `${first.name} stands above names, and says what the numbers beside it are: the names are taken for data sets`,
    ],
  };
}
