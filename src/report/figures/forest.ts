/**
 * Forest plot: for every comparison the difference of means (left; thin: for new rows) and the change of the SD (right,
 * equal steps for equal ratios), with their intervals, the line of no difference, and the band inside which a difference is small.
 */
import type { Analysis, Comparison, MetricInfo } from '../../analysis/analysis.js';
import type { Estimate } from '../../base/estimate.js';
import { describeDifference, describeSdRatio, sdChange } from '../changes.js';
import { changeStyle, decimalsFor, levelName, showEstimate, showInterval } from '../format.js';
import {
  baselineLabel,
  comparisonLabel,
  comparisonMetric,
  hasManyBaselines,
  hasNewRows,
  hasReruns,
  headlineRatio,
  present,
  primaryMetric,
  judgedLevel,
  withinWords,
} from '../reading.js';
import { bottomAxis, linearScale, linearTicks, logScale, maximum, minimum, spanOf } from './axis.js';
import type { Scale, Span, Tick } from './axis.js';
import { horizontalInterval } from './interval-mark.js';
import { labelColumn, rowLabel, rowNames } from './lettering.js';
import { changeTicks } from './ratio-ticks.js';
import { element, group, line, svgDocument, text, WIDTH } from './svg.js';
import { isFromFile, unitWord } from '../../question/words.js';

const TOP = 58;

/** A column of the plot: what it shows of each comparison, one or two intervals a row. */
interface Panel {
  readonly title: string;
  readonly note: string;
  readonly axisTitle: string;
  readonly left: number;
  readonly right: number;
  readonly domain: Span;
  readonly scale: Scale;
  readonly ticks: readonly Tick[];
  readonly none: number;
  readonly band: Span;
  readonly rows: readonly (readonly Entry[])[];
}

interface Entry {
  readonly estimate: Estimate;
  readonly label: string;
  readonly thin: boolean;
}

/** `figures/forest.svg`; undefined where there is nothing to compare. */
export function forestFigure(analysis: Analysis): { svg: string; alt: string } | undefined {
  const { comparisons } = analysis;
  if (comparisons.length === 0) return undefined;
  const metric = primaryMetric(analysis);
  const labels = comparisons.map((comparison) => comparisonLabel(analysis, comparison));
  const column = 14 + labelColumn(labels);
  const short = rowNames(labels, column - 14);
  const middle = column + (WIDTH - column) / 2;
  const rowHeight = hasReruns(analysis) || hasNewRows(analysis) ? 72 : 46;
  const bottom = TOP + comparisons.length * rowHeight + 2;
  const panels = [
    differencePanel(analysis, { metric, left: column + 14, right: middle - 22 }),
    ratioPanel(analysis, { metric, left: middle + 18, right: WIDTH - 18 }),
  ];
  const rowMiddle = (i: number): number => TOP + (i + 0.5) * rowHeight;
  const body = [
    ...panels.flatMap((panel) => drawPanel(panel, { bottom, rowMiddle })),
    ...labels.map((label, i) =>
      rowLabel(label, { x: column, y: rowMiddle(i) + 4, width: column - 14, short: short[i]! }),
    ),
  ];
  const title = `Compared with ${baselineLabel(analysis)}`;
  const alt = describeForest(analysis, metric);
  return { svg: svgDocument({ title, description: alt, height: bottom + 48, body }), alt };
}

function drawPanel(
  panel: Panel,
  { bottom, rowMiddle }: { bottom: number; rowMiddle: (i: number) => number },
): string[] {
  const { left, right, domain, scale, band, none } = panel;
  const clamp = (value: number): number => scale(Math.min(domain.to, Math.max(domain.from, value)));
  const [from, to] = [clamp(band.from), clamp(band.to)];
  return [
    element('rect', { x: from, y: TOP - 4, width: to - from, height: bottom - TOP + 4, class: 'band' }),
    text(panel.title, { x: left, y: 20, class: 'title' }),
    text(panel.note, { x: left, y: 39, class: 'note' }),
    ...bottomAxis(panel.ticks, { scale, top: TOP - 4, bottom, title: panel.axisTitle, middle: (left + right) / 2 }),
    line([scale(none), TOP - 4], [scale(none), bottom], 'zero'),
    ...panel.rows.map((entries, i) => {
      const first = rowMiddle(i) + (entries.length > 1 ? -10 : 7);
      const drawn = entries.map(({ estimate, label, thin }, j) => {
        const y = first + j * 33;
        const at = clamp(estimate.point ?? none);
        const half = (label.length * 6.3) / 2;
        const x = Math.min(right - half, Math.max(left + half, at));
        const mark = horizontalInterval(estimate, { scale, domain, y, thin });
        return mark + text(label, { x, y: y - 9, class: thin ? 'note' : 'small ink', anchor: 'middle' });
      });
      return group('b', drawn);
    }),
  ];
}

interface PanelPlace {
  readonly metric: MetricInfo;
  readonly left: number;
  readonly right: number;
}

function differencePanel(analysis: Analysis, { metric, left, right }: PanelPlace): Panel {
  const { factor, unit } = changeStyle(metric);
  const found = analysis.comparisons.map((comparison) => comparisonMetric(comparison, metric.name));
  const table = present(found.map((values) => values?.differenceSimultaneous));
  const all = [...table, ...present(found.map((values) => values?.differenceNewRows))];
  const decimals = decimalsFor(table, factor);
  const { threshold } = metric;
  const domain = spanOf([...all.flatMap(ends), threshold, -threshold], 0.08);
  const ticks = linearTicks({ from: domain.from * factor, to: domain.to * factor }, 5);
  return {
    title: `Mean ${metric.label}`,
    note: hasNewRows(analysis)
      ? `${levelName(judgedLevel(analysis))}; thick: this table, thin: new rows`
      : `${levelName(judgedLevel(analysis))}${family(analysis)}; band: small`,
    axisTitle: `difference${unit === '' ? '' : `, ${unit}`} (${metric.better === 'higher' ? 'better →' : '← better'})`,
    left,
    right,
    domain,
    scale: linearScale(domain, { from: left, to: right }),
    ticks: ticks.map(({ value, label }) => ({
      value: value / factor,
      label: value > 0 ? `+${label}` : label,
    })),
    none: 0,
    band: { from: -threshold, to: threshold },
    rows: found.map((values) => {
      if (values === undefined) return [];
      const { differenceSimultaneous: own, differenceNewRows: newRows } = values;
      const shown = { factor, unit, decimals, plus: true };
      return [
        { estimate: own, label: showEstimate(own, shown), thin: false },
        ...(newRows === undefined
          ? []
          : [
              {
                estimate: newRows,
                label: `new rows: ${showInterval(newRows, { ...shown, plus: true }) ?? '?'}`,
                thin: true,
              },
            ]),
      ];
    }),
  };
}

function family({ comparisons }: Analysis): string {
  return comparisons.length > 1 ? ', simultaneous' : '';
}

function ratioPanel(analysis: Analysis, { metric, left, right }: PanelPlace): Panel {
  const reruns = hasReruns(analysis);
  const rows = analysis.comparisons.map((comparison) => ratioEntries(analysis, { comparison, metric, reruns }));
  const threshold = analysis.comparisons[0]?.verdict.steadiness.threshold ?? 0.1;
  const band = { from: 1 - threshold, to: 1 + threshold };
  const values = [...rows.flat().flatMap(({ estimate }) => ends(estimate)), band.from, band.to].filter(
    (value) => value > 0,
  );
  const domain = { from: Math.max(1 / 16, minimum(values) / 1.08), to: Math.min(16, maximum(values) * 1.08) };
  const baseline = hasManyBaselines(analysis) ? 'baseline' : baselineLabel(analysis);
  return {
    title:
      reruns && isFromFile(analysis)
        ? withinWords(analysis).sdOf
        : reruns || analysis.unit === 'seed'
          ? 'Run-to-run SD'
          : `SD from ${unitWord(analysis)} to ${unitWord(analysis)}`,
    note: reruns
      ? `thick: ${isFromFile(analysis) ? `within one ${unitWord(analysis)}` : 'same rows, trained again'}; thin: total`
      : `${levelName(judgedLevel(analysis))}${family(analysis)}`,
    axisTitle: `SD against ${baseline.length > 14 ? 'the baseline’s' : baseline} (← steadier)`,
    left,
    right,
    domain,
    scale: logScale(domain, { from: left, to: right }),
    ticks: changeTicks(domain, right - left),
    none: 1,
    band,
    rows,
  };
}

function ratioEntries(
  analysis: Analysis,
  { comparison, metric, reruns }: { comparison: Comparison; metric: MetricInfo; reruns: boolean },
): Entry[] {
  const values = comparisonMetric(comparison, metric.name);
  if (values === undefined) return [];
  const headline =
    values.sdRatioSimultaneous.point === null ? headlineRatio(analysis, values) : values.sdRatioSimultaneous;
  const entries: Entry[] = [{ estimate: sdFactor(headline), label: changeLabel(headline), thin: false }];
  if (reruns)
    entries.push({
      estimate: sdFactor(values.sdRatioTotal),
      label: `total: ${changeLabel(values.sdRatioTotal)}`,
      thin: true,
    });
  return entries;
}

/** `−24 % (−37 to −8)`: the change of the SD, as the sentences say it. */
function changeLabel(ratio: Estimate): string {
  return showEstimate(sdChange(ratio), { factor: 100, unit: '%', decimals: 0, plus: true });
}

/** SD(variant) / SD(baseline), so that less lies left, where the labels have their minus. */
function sdFactor(ratio: Estimate): Estimate {
  const change = sdChange(ratio);
  const plusOne = (value: number | null): number | null => (value === null ? null : value + 1);
  return { ...change, point: plusOne(change.point), low: plusOne(change.low), high: plusOne(change.high) };
}

function ends({ point, low, high }: Estimate): number[] {
  return [point, low, high].filter((value): value is number => value !== null && Number.isFinite(value));
}

function describeForest(analysis: Analysis, metric: MetricInfo): string {
  const parts = analysis.comparisons.map((comparison) => {
    const values = comparisonMetric(comparison, metric.name);
    const label = comparisonLabel(analysis, comparison);
    if (values === undefined) return `${label}: not known`;
    return `${label}: ${metric.label} ${describeDifference(values.differenceSimultaneous, { metric })}, SD ${describeSdRatio(values.sdRatioSimultaneous)}`;
  });
  const said = parts.length > 4 ? `${parts.length} comparisons; their figures stand in the table` : parts.join('; ');
  return `Forest plot of every comparison with ${baselineLabel(analysis)}. ${said}.`;
}
