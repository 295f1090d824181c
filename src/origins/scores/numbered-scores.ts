/** `acc_1, acc_2, acc_3`: one score with numbers behind it, which may be those of runs, of folds, or of something else. Pure. */
import { ask, flag } from './ask.js';
import type { CellColumn, CellTable } from './cells.js';
import { knownMetric } from './names.js';
import { whole } from '../../base/how-many.js';

export interface NumberedScore {
  readonly column: CellColumn;
  readonly metric: string;
  readonly number: string;
}

const HEADING = /^(.*[^\d\s._-])[\s._-]+(\d+)$/;
/** BLEU-1 to BLEU-4, recall at 1 and 5: the number is part of what is measured. */
const AT = /(?:bleu|rouge|top|hits?|recall|precision|ndcg|map|pass|mrr|acc@|@)$/i;

/** Columns of one known score that are numbered one by one, from 0 or 1; none unless there are several. */
export function numberedScores(columns: readonly CellColumn[]): readonly NumberedScore[] {
  const found = columns.flatMap((column): NumberedScore[] => {
    const [, metric = '', number = ''] = HEADING.exec(column.name) ?? [];
    return knownMetric(metric) === undefined || AT.test(metric) ? [] : [{ column, metric, number }];
  });
  const own = found.filter(({ metric }) => metric === found[0]!.metric);
  const first = Number(own[0]?.number);
  const inTurn = own.every(({ number }, i) => Number(number) === first + i);
  return own.length > 1 && (first === 0 || first === 1) && inTurn ? own : [];
}

/** @throws {OpenQuestion} where all scores of a table are such columns */
export function refuseNumbered(metrics: readonly CellColumn[], { name }: CellTable): void {
  const found = numberedScores(metrics);
  if (found.length === 0 || found.length < metrics.length) return;
  const [{ metric }] = found as readonly [NumberedScore];
  throw ask(`${name} has ${whole(found.length)} columns of ${metric} with numbers behind it: what are the numbers?`, [
    { flag: `--repeat columns ${flag('metric', metric)}`, means: 'runs of their own (seeds)' },
    { flag: `--block columns ${flag('metric', metric)}`, means: 'folds or splits that the variants share' },
    ...found.slice(0, 6).map(({ column }) => ({
      flag: flag('metric', column.name),
      means: 'neither: this is the score, and the others are left out',
    })),
  ]);
}
