/** A forest of data sets: each one's difference from the baseline, and below them both intervals over data sets. */
import type { GivenAnalysis, GivenComparison, GivenMetricAnalysis } from '../../analysis/given/given-analysis.js';
import type { Estimate } from '../../base/estimate.js';
import { bottomAxis, linearScale, linearTicks, spanOf } from '../figures/axis.js';
import { horizontalInterval } from '../figures/interval-mark.js';
import { fitted } from '../figures/lettering.js';
import { group, line, svgDocument, text, WIDTH } from '../figures/svg.js';
import { levelName } from '../format.js';
import type { Figure } from '../page.js';
import { changeShown } from './styles.js';

const ROW = 20;
const LEFT = 230;
const TOP = 72;
/** Comparisons in one picture; data sets of each. */
const MOST_COMPARISONS = 4;
const MOST_DATA_SETS = 60;

export function dataSetsFigure({ given, level }: GivenAnalysis, metric: GivenMetricAnalysis): Figure | undefined {
  const comparisons = metric.comparisons.slice(0, MOST_COMPARISONS);
  if (given.dataSets.length < 2 || comparisons.length === 0 || given.dataSets.length > MOST_DATA_SETS) return undefined;
  const shown = changeShown(metric, []);
  const scaled = comparisons.map((comparison) => ({
    comparison,
    rows: rowsOf(comparison, shown.factor),
  }));
  const all = scaled
    .flatMap(({ rows }) => rows.flatMap(({ estimate: { point, low, high } }) => [point, low, high]))
    .filter((value) => value !== null);
  if (all.length === 0) return undefined;
  const domain = spanOf([0, ...all]);
  const scale = linearScale(domain, { from: LEFT, to: WIDTH - 30 });
  const body: string[] = [];
  let y = TOP;
  for (const { comparison, rows } of scaled) {
    body.push(
      text(fitted(`${comparison.variant} − ${comparison.baseline}`, WIDTH - 40), { x: 12, y, class: 'strong' }),
    );
    y += ROW;
    for (const { name, estimate, summary } of rows) {
      body.push(
        text(fitted(name, LEFT - 30), {
          x: LEFT - 12,
          y: y + 4,
          anchor: 'end',
          class: summary ? 'strong small' : 'small',
        }),
      );
      body.push(group(summary ? 'w' : 'b', [horizontalInterval(estimate, { scale, domain, y, thin: !summary })]));
      y += ROW;
    }
    y += ROW / 2;
  }
  const title = 'Difference on each data set, on these together, and on others like them';
  const better =
    metric.better === 'higher' ? 'to the right: the variant is better' : 'to the left: the variant is better';
  const axis = bottomAxis(linearTicks(domain, 6), {
    scale,
    top: TOP - 14,
    bottom: y,
    title: `${metric.name}, variant − baseline${shown.unit === '' ? '' : `, ${shown.unit}`} (${better})`,
    middle: (LEFT + WIDTH - 30) / 2,
  });
  const svg = svgDocument({
    title,
    description: describe(comparisons),
    height: y + 52,
    body: [
      text(title, { x: 12, y: 28, class: 'title' }),
      text(`${levelName(level)}, each on its own`, { x: 12, y: 44, class: 'note' }),
      ...axis,
      line([scale(0), TOP - 14], [scale(0), y], 'zero'),
      ...body,
    ],
  });
  return { is: 'figure', kind: 'data sets', path: 'figures/data-sets.svg', svg, alt: describe(comparisons) };
}

function describe(comparisons: readonly GivenComparison[]): string {
  return comparisons
    .map(
      ({ variant, baseline, across, main }) =>
        `${variant} against ${baseline}, on these ${across?.dataSets ?? 0} data sets: ${main?.these?.words ?? 'not judged'}`,
    )
    .join('; ');
}

function rowsOf(
  { contrasts, across, questions }: GivenComparison,
  factor: number,
): readonly { readonly name: string; readonly estimate: Estimate; readonly summary: boolean }[] {
  const times = (estimate: Estimate): Estimate => ({
    ...estimate,
    point: mul(estimate.point, factor),
    low: mul(estimate.low, factor),
    high: mul(estimate.high, factor),
  });
  const single = contrasts.map(({ dataSet, difference }, i) => ({
    name: dataSet,
    estimate: times(questions?.[i]?.difference ?? difference),
    summary: false,
  }));
  if (across === undefined) return single;
  return [
    ...single,
    { name: `these ${across.dataSets} data sets`, estimate: times(across.these), summary: true },
    { name: 'data sets like these', estimate: times(across.likeTheseWider), summary: true },
  ];
}

function mul(value: number | null, factor: number): number | null {
  return value === null ? null : value * factor;
}
