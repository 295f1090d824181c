/** A column beside the scores that says which way is better, row by row: `higher_is_better`, `direction`, or the metric’s name. Pure. */
import { UserError } from '../../base/errors.js';
import { quoted } from '../../data/names.js';
import { whole } from '../../base/how-many.js';
import { flag } from './ask.js';
import { textAt } from './cells.js';
import type { CellColumn, CellTable } from './cells.js';
import { knownMetric, wordsOf } from './names.js';
import { namedRole } from './role-names.js';
import { shown } from './shown.js';

type Side = 'higher' | 'lower';

const WORDS: ReadonlyMap<string, Side> = new Map([
  ...['max', 'maximize', 'maximise', 'maximum', 'higher', 'up', '↑', 'desc', 'descending'].map(
    (word) => [word, 'higher'] as const,
  ),
  ...['min', 'minimize', 'minimise', 'minimum', 'lower', 'down', '↓', 'asc', 'ascending'].map(
    (word) => [word, 'lower'] as const,
  ),
]);
const YES = new Set(['true', 'yes', '1', 't', 'y']);
const NO = new Set(['false', 'no', '0', 'f', 'n']);

/** What `True` in such a column stands for; undefined of any other name. */
function sideOfName(name: string): Side | undefined {
  const joined = wordsOf(name).join('');
  if (/^(?:is)?(?:(?:higher|greater|bigger|larger|more)(?:is)?better|maximi[sz]e|maximi[sz]ation)$/.test(joined))
    return 'higher';
  return /^(?:is)?(?:(?:lower|smaller|less)(?:is)?better|minimi[sz]e|minimi[sz]ation)$/.test(joined)
    ? 'lower'
    : undefined;
}

function sideAt(column: CellColumn, row: number): Side | undefined {
  const text = textAt(column, row)?.toLowerCase();
  if (text === undefined) return undefined;
  if (namedRole(column.name) === 'metric name') return knownMetric(text)?.better;
  const said = WORDS.get(text);
  if (said !== undefined) return said;
  const yes = sideOfName(column.name);
  if (yes === undefined) return undefined;
  return YES.has(text) ? yes : NO.has(text) ? (yes === 'higher' ? 'lower' : 'higher') : undefined;
}

/** Every cell says a direction, and the name is that of such a column. */
function saysDirections(column: CellColumn): boolean {
  const isNamed =
    sideOfName(column.name) !== undefined ||
    namedRole(column.name) === 'metric name' ||
    /^(?:optimi[sz]ation|metric|score)?direction$/.test(wordsOf(column.name).join(''));
  return isNamed && column.codes.every((_, row) => sideAt(column, row) !== undefined);
}

/**
 * The direction that a column gives for all rows with a score; undefined where there is none.
 *
 * @throws {UserError} where it is one way on some rows and the other on others: their mean would mean nothing
 */
export function saidDirection(
  metric: CellColumn,
  { columns }: CellTable,
): { readonly better: Side; readonly by: string } | undefined {
  for (const column of columns.filter((each) => each !== metric && saysDirections(each))) {
    const counts = { higher: 0, lower: 0 };
    const example = { higher: '', lower: '' };
    metric.numbers.forEach((value, row) => {
      if (Number.isNaN(value)) return;
      const side = sideAt(column, row)!;
      counts[side]++;
      example[side] = textAt(column, row)!;
    });
    if (counts.higher > 0 && counts.lower > 0) {
      const where = (side: Side): string => `${flag('where', `${column.name}=${example[side]}`)} --better ${side}`;
      throw new UserError(
        `${quoted(metric.name)} is no one metric: by ${shown(column.name)} higher is better on ${whole(counts.higher)} rows and lower on ${whole(counts.lower)}.`,
        `Take those of one direction: ${where('higher')} or ${where('lower')}`,
      );
    }
    if (counts.higher + counts.lower > 0) return { better: counts.higher > 0 ? 'higher' : 'lower', by: column.name };
  }
  return undefined;
}
