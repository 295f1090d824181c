/** What calls for a look once it is known how a table is split: small test parts, rare classes, levels never trained on. */
import type { CategoryColumn, ClassTarget, Table } from '../../data/dataset.js';
import type { Finding } from '../../data/finding.js';
import { flagged, flaggedIn, quoted } from '../../data/names.js';
import { repeatedAcross } from '../../data/repeated-rows.js';
import type { RowParts } from '../../data/split.js';
import type { Experiment } from '../../experiment/experiment.js';
import { splitKey } from '../../design/plan.js';
import { divideRows } from './divide-rows.js';
import { whole } from '../../base/how-many.js';

/** More would only take time: what is rare shows in the first. */
const SPLITS_LOOKED_AT = 10;
/** With fewer rows in a test part one row is more than three points of accuracy. */
const SMALL_TEST_PART = 30;
/** Two rows for each of five folds. */
const FEWEST_FOR_FOLDS = 10;

/** @throws {UserError} if the table cannot be split as the protocol asks */
export function splitFindings(experiment: Experiment, table: Table): readonly Finding[] {
  const { protocol } = experiment;
  const count = Math.min(experiment.vary.includes('split') ? protocol.splits : 1, SPLITS_LOOKED_AT);
  const splits = Array.from({ length: count }, (_, split) =>
    divideRows(protocol, { table, key: splitKey(experiment, split), fold: 0 }),
  );
  const { target } = table;
  return [
    ...(protocol.kind === 'kFold' ? [] : smallTestPart(splits, { total: table.rows, ofTime: 'time' in protocol })),
    ...(target.kind === 'classes' ? rareClasses(target, { splits, folded: protocol.kind === 'kFold' }) : []),
    ...repeatedAcross(table, splits),
    ...table.features.flatMap((column) => (column.kind === 'category' ? unseenLevels(column, splits) : [])),
  ];
}

function smallTestPart(
  splits: readonly RowParts[],
  { total, ofTime }: { readonly total: number; readonly ofTime: boolean },
): Finding[] {
  const rows = Math.min(...splits.map(({ test }) => test.length));
  if (rows >= SMALL_TEST_PART) return [];
  return [
    {
      what: 'small test part',
      text: `A test part has only ${rows} ${rows === 1 ? 'row' : 'rows'}, and all splits share the same ${whole(total)} rows: more splits do not make up for it.`,
      remedy:
        ofTime || total < FEWEST_FOR_FOLDS
          ? 'Take more rows.'
          : 'With --folds 5 every row is scored; or take more rows.',
    },
  ];
}

function rareClasses(
  { labels, levels, name }: ClassTarget,
  { splits, folded }: { readonly splits: readonly RowParts[]; readonly folded: boolean },
): Finding[] {
  const isAbsent = (rows: Uint32Array, label: number): boolean => !rows.some((row) => labels[row] === label);
  const rare = levels.filter((_, label) =>
    splits.some(({ train, test }) => isAbsent(train, label) || (!folded && isAbsent(test, label))),
  );
  if (rare.length === 0) return [];
  const shown = rare.slice(0, 5).map(quoted).join(', ');
  const single = rare.some((level) => labels.filter((label) => levels[label] === level).length < 2);
  const marks = rare.slice(0, 5).map((value) => flaggedIn('missing', { name, value }));
  const flags = [...marks, '--drop-missing-target'].join(' ');
  const left = levels.length - rare.length;
  return [
    {
      what: 'rare class',
      column: name,
      text: `${rare.length === 1 ? 'The class' : `${rare.length} classes,`} ${shown}${rare.length > 5 ? ' …,' : ''} ${rare.length === 1 ? 'has' : 'have'} too few rows to be in every training and test part.`,
      remedy:
        left < 2
          ? `Take more rows of each class${folded || single || labels.length < FEWEST_FOR_FOLDS ? '' : '; or say --folds 5, by which every row is scored'}.`
          : folded
            ? `Leave ${rare.length === 1 ? 'its' : 'their'} rows out with ${flags}, or join them with others in the file.`
            : `Leave ${rare.length === 1 ? 'its' : 'their'} rows out with ${flags}${single ? ', or correct them' : '; or say --folds 5, by which every row is scored'}.`,
      bare: {
        text: `${rare.length === 1 ? 'A class has' : `${rare.length} classes have`} too few rows to be in every training and test part.`,
        remedy: 'Leave these rows out, or say --folds 5, by which every row is scored.',
      },
    },
  ];
}

function unseenLevels(column: CategoryColumn, splits: readonly RowParts[]): Finding[] {
  const { codes, name } = column;
  const shares = splits.map(({ train, test }) => {
    const known = new Set(Array.from(train, (row) => codes[row]!));
    return test.filter((row) => !known.has(codes[row]!)).length / test.length;
  });
  const worst = Math.max(...shares);
  if (worst < 0.01) return [];
  return [
    {
      what: 'unseen levels',
      column: name,
      text: `Column ${quoted(name)}: up to ${Math.round(worst * 100)} % of the test rows have a word that no training row has; it tells the network nothing.`,
      remedy: `Group its rare words, or leave it out with ${flagged('drop', name)}.`,
    },
  ];
}
