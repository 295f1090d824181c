/** What ten more seeds (splits, folds) of each variant would tell: how wide the intervals would be. Pure. */
import { MORE, tenMore } from '../../analysis/given/ten-more.js';
import type { Widths } from '../../analysis/given/ten-more.js';
import type { GivenAnalysis, GivenMetricAnalysis } from '../../analysis/given/given-analysis.js';
import type { Estimate } from '../../base/estimate.js';
import { fixed, levelName, withUnit } from '../format.js';
import { cell, left, paragraph, right, section } from '../page.js';
import type { Cell, Section } from '../page.js';
import { changeShown } from './styles.js';

/** More comparisons than this are not planned for one by one. */
const MOST = 20;

export function tenMoreSection({ given, level }: GivenAnalysis, metric: GivenMetricAnalysis): Section | undefined {
  if (given.tuning !== undefined) return undefined;
  const ratioOf = (dataSet: string): number | undefined =>
    given.testToTrainOn?.find(([name]) => name === dataSet)?.[1] ?? given.testToTrain;
  const rows = metric.comparisons.slice(0, MOST).flatMap((comparison) => {
    const more = tenMore(comparison, { level, ratioOf });
    return more === undefined ? [] : [{ variant: comparison.variant, more }];
  });
  if (rows.length === 0) return undefined;
  const several = given.dataSets.length > 1;
  const word = `${given.pairing === 'block' ? given.blockWord : given.repeatWord}s`;
  const like = rows.some(({ more }) => more.likeThese !== undefined);
  const shown = changeShown(
    metric,
    rows.flatMap(({ more }) => [widthOf(more.these)]),
    false,
  );
  const show = (widths: Widths | undefined, pick: keyof Widths): Cell =>
    cell(widths === undefined ? '–' : `± ${withUnit(fixed(widths[pick] * shown.factor, shown.decimals), shown.unit)}`);
  const now = `now (${levelName(level)})`;
  const then = `with ${MORE} more`;
  return section(
    [`What ${MORE} more ${word} would tell`],
    [
      paragraph(
        `How far the interval of the difference reaches to either side, now and with ${MORE} more ${word} of each variant${several ? ' on every data set' : ''}, if they scatter as these do; by t, so that it may differ a little from the intervals above.`,
        given.testToTrain === undefined
          ? ''
          : ` It is that of the corrected test, which more ${word} narrow little: they share their training rows.`,
        like
          ? ` About data sets like these more ${word} take away their own luck alone: by how much data sets differ stays as it is.`
          : '',
      ),
      {
        is: 'table',
        columns: [
          left('variant'),
          right(several ? `these data sets, ${now}` : now),
          right(then),
          ...(like ? [right(`data sets like these, ${now}`), right(then)] : []),
        ],
        rows: rows.map(({ variant, more }) => [
          cell(variant),
          show(more.these, 'now'),
          show(more.these, 'then'),
          ...(like ? [show(more.likeThese, 'now'), show(more.likeThese, 'then')] : []),
        ]),
      },
    ],
  );
}

function widthOf({ now, then }: Widths): Estimate {
  return { point: now, low: then, high: now + then, level: 0.95, method: 't', n: 2 };
}
