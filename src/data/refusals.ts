/**
 * What in a table and its target leaves no answer for new rows: a column that is a copy of the target, classes that are one,
 * many copies of rows. Each is refused with the flags that say how it is meant. May not know files or splits.
 */
import type { Column, Dataset, Table } from './dataset.js';
import { copiesOfTarget } from './give-away.js';
import { askedFor, flagged, listed, quoted } from './names.js';
import type { Trouble } from './reading.js';
import { copiesTrouble } from './repeated-rows.js';
import { groupsOf, isGenotype } from './same-words.js';
import type { TargetChoice } from './target.js';

/** All there are. */
export function refusalsOf(dataset: Dataset, table: Table, choice: TargetChoice): readonly Trouble[] {
  const all = [
    copiedTarget(table, choice),
    sameClasses(table, choice),
    choice.copies === undefined ? copiesTrouble(table, namesIn(dataset, table)) : undefined,
  ];
  return all.filter((each) => each !== undefined);
}

function namesIn({ columns, reading, rows }: Dataset, table: Table): readonly Column[] {
  if (rows !== table.rows) return [];
  const naming = new Set(reading?.columns.flatMap(({ name, namesRows }) => (namesRows === true ? [name] : [])));
  const used = new Set(table.features.map(({ name }) => name));
  return columns.filter(({ kind, name }) => kind === 'category' && naming.has(name) && !used.has(name));
}

function copiedTarget(table: Table, { keep = [] }: TargetChoice): Trouble | undefined {
  const kept = new Set(
    askedFor(
      keep,
      table.features.map(({ name }) => name),
    ),
  );
  const copies = copiesOfTarget(table).filter((name) => !kept.has(name));
  if (copies.length === 0) return undefined;
  const one = copies.length === 1;
  const flags = (name: 'drop' | 'keep'): string => copies.map((each) => flagged(name, each)).join(' ');
  return {
    text: `${one ? 'Column' : 'Columns'} ${listed(copies)} ${one ? 'is' : 'are'} the target ${quoted(table.target.name)} in other words: no score with ${one ? 'it' : 'them'} says anything.`,
    remedy: `Leave ${one ? 'it' : 'them'} out with ${flags('drop')}; if ${one ? 'it is' : 'they are'} known before the target is, say ${flags('keep')}.`,
  };
}

/** Classes that say the same in other capitals, spaces or words, and were not said to differ. */
function sameClasses({ target }: Table, { category = [], values }: TargetChoice): Trouble | undefined {
  if (target.kind === 'number') return undefined;
  const { name, levels } = target;
  const [first, ...more] = groupsOf(levels, 'all');
  if (first === undefined || askedFor(category, [name]).includes(name) || first.every(isGenotype)) return undefined;
  const others = more.length === 0 ? '' : ` and ${more.length} more such ${more.length === 1 ? 'group' : 'groups'}`;
  const which = values === false ? '' : `: ${first.map(quoted).join(', ')}${others}`;
  const differ = `if they differ, say ${flagged('category', name)}`;
  const joinable = levels.length - [first, ...more].reduce((sum, { length }) => sum + length - 1, 0) >= 2;
  return {
    text: `The target ${quoted(name)} has classes that say the same${which}.`,
    remedy: joinable
      ? `Make them one with ${flagged('same-words', name)}; ${differ}.`
      : `Choose another --target; ${differ}.`,
  };
}
