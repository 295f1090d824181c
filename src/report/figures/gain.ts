/**
 * What each variant of an axis gains over its own baseline at the same place: difference of means, and ratio of SDs, with
 * intervals that hold for all comparisons at once. Where a whisker leaves the zero line, the gain is real.
 */
import type { Analysis, Comparison } from '../../analysis/analysis.js';
import type { Estimate } from '../../base/estimate.js';
import { axisComparisons } from '../answers/along-axis.js';
import type { AxisComparisons } from '../answers/along-axis.js';
import { changeStyle, levelName, PLAIN, signed } from '../format.js';
import { comparisonMetric, hasNewRows, hasReruns, judgedLevel, primaryMetric } from '../reading.js';
import { linearTicks } from './axis.js';
import type { Span, Tick } from './axis.js';
import { ratioTicks } from './ratio-ticks.js';
import { FIRST_TOP, linePanel, PANEL_HEIGHT, PANEL_STEP, placeAxis } from './line-panel.js';
import type { LineSeries, PanelStyle } from './line-panel.js';
import { svgDocument } from './svg.js';

/** One figure an axis whose variants each have a baseline of their own. */
export function gainFigures(analysis: Analysis): { svg: string; alt: string }[] {
  return axisComparisons(analysis).map((axis) => gainFigure(analysis, axis));
}

function gainFigure(analysis: Analysis, { axis, series, places }: AxisComparisons): { svg: string; alt: string } {
  const metric = primaryMetric(analysis);
  const { factor } = changeStyle(metric);
  const x = placeAxis(places.map(({ at }) => at));
  const lineOf = (
    pick: (comparison: Comparison) => Estimate | undefined,
    wideOf: (comparison: Comparison) => Estimate | undefined = () => undefined,
  ): readonly LineSeries[] => [
    {
      name: series,
      hue: 'b',
      points: places.flatMap(({ at, comparison }) => {
        const estimate = pick(comparison);
        return estimate === undefined ? [] : [{ at, estimate, wide: wideOf(comparison) }];
      }),
    },
  ];
  const name = series === '' ? 'the variant' : series;
  const level = `${levelName(judgedLevel(analysis))}, all comparisons at once; band: small`;
  const common = { ...x, axis, key: false };
  const better = metric.better === 'higher' ? 'up' : 'down';
  const means: PanelStyle = {
    ...common,
    title: `Difference in ${metric.label}: with ${name} less without`,
    note: `${better} is better; ${level}${hasNewRows(analysis) ? '; thin: new rows' : ''}`,
    style: changeStyle(metric),
    top: FIRST_TOP,
    none: { at: 0, band: { from: -metric.threshold, to: metric.threshold } },
    values: { logarithmic: false, ticks: (domain) => signedTicks(domain, factor) },
  };
  const threshold = places[0]?.comparison.verdict.steadiness.threshold ?? 0.1;
  const ratios: PanelStyle = {
    ...common,
    title: `${hasReruns(analysis) ? 'Run-to-run SD' : 'SD from split to split'} without ${name} ÷ with it`,
    note: `up is steadier; ${level}`,
    style: PLAIN,
    top: FIRST_TOP + PANEL_STEP,
    none: { at: 1, band: { from: 1 / (1 + threshold), to: 1 / (1 - threshold) } },
    values: { logarithmic: true, ticks: (domain) => ratioTicks(domain, PANEL_HEIGHT) },
  };
  const body = [
    ...linePanel(
      lineOf(
        (each) => comparisonMetric(each, metric.name)?.differenceSimultaneous,
        (each) => comparisonMetric(each, metric.name)?.differenceNewRows,
      ),
      means,
    ),
    ...linePanel(
      lineOf((each) => comparisonMetric(each, metric.name)?.sdRatioSimultaneous),
      ratios,
    ),
  ];
  const alt = `What ${name} changes along ${axis}: difference in ${metric.label} and ratio of SDs against the baseline at the same place, with intervals; the figures stand in the table of comparisons.`;
  const title = `Gain of ${name} along ${axis}`;
  return { svg: svgDocument({ title, description: alt, height: FIRST_TOP + 2 * PANEL_STEP - 44, body }), alt };
}

function signedTicks(domain: Span, factor: number): Tick[] {
  return linearTicks({ from: domain.from * factor, to: domain.to * factor }, 5).map(({ value, label }) => ({
    value: value / factor,
    label: signed(value, label.includes('.') ? label.length - label.indexOf('.') - 1 : 0),
  }));
}
