/**
 * Variants that stand on a numeric axis (a dropout rate, a width): mean and SD against it, each with its interval, and the
 * band that holds for all of them at once. Variants of one series are joined by a line; each axis has a figure of its own.
 */
import type { Analysis, MetricInfo, VariantAnalysis } from '../../analysis/analysis.js';
import type { Estimate } from '../../base/estimate.js';
import { changeStyle, levelName, valueStyle } from '../format.js';
import { hasReruns, primaryMetric, variantMetric } from '../reading.js';
import { maximum, minimum } from './axis.js';
import { FIRST_TOP, HUES, linePanel, PANEL_STEP, placeAxis } from './line-panel.js';
import type { LineSeries } from './line-panel.js';
import { svgDocument } from './svg.js';
import type { Hue } from './svg.js';

interface Placed {
  readonly variant: VariantAnalysis;
  readonly at: number;
}

interface Series {
  readonly name: string;
  readonly hue: Hue;
  readonly members: readonly Placed[];
}

/** One figure for each axis on which at least three places are taken, in the order in which the axes first occur. */
export function traceFigures(analysis: Analysis): { svg: string; alt: string }[] {
  const axes = new Map<string, Placed[]>();
  for (const variant of analysis.variants) {
    const { at, axis = '' } = variant;
    if (at !== undefined) axes.set(axis, [...(axes.get(axis) ?? []), { variant, at }]);
  }
  return [...axes]
    .filter(([, placed]) => new Set(placed.map(({ at }) => at)).size >= 3)
    .map(([axis, placed]) => traceFigure(analysis, { axis, placed }));
}

function traceFigure(
  analysis: Analysis,
  { axis, placed }: { axis: string; placed: readonly Placed[] },
): { svg: string; alt: string } {
  const metric = primaryMetric(analysis);
  const series = seriesOf(placed);
  const reruns = hasReruns(analysis);
  const spread = reruns ? `Run-to-run SD of ${metric.label} (same rows, trained again)` : `SD of ${metric.label}`;
  const panels = [
    { title: `Mean ${metric.label}`, style: valueStyle(metric), pick: pickOf(metric, 'mean'), band: 'mean' },
    { title: spread, style: changeStyle(metric), pick: pickOf(metric, reruns ? 'sdRerun' : 'sd'), band: 'sd' },
  ] as const;
  const places = placed.map(({ at }) => at);
  const x = placeAxis(places);
  // Bands are drawn for a single series only: several would hide each other.
  const banded = series.length === 1 && placed.some(({ variant }) => variant.band !== undefined);
  const level = levelName(analysis.setup.level);
  const note = banded ? `points with ${level}; band: ${level} for all at once` : `points with ${level}`;
  const body = panels.flatMap(({ pick, band, ...panel }, i) =>
    linePanel(
      series.map((each) => lineOf(each, { pick, band: banded ? band : undefined })),
      { ...panel, ...x, axis, note, top: FIRST_TOP + i * PANEL_STEP, key: i === 0 && series.length > 1 },
    ),
  );
  const along = axis === '' ? 'the axis of the experiment' : axis;
  const alt = `${panels.map(({ title }) => title).join(' and ')} along ${along}, from ${minimum(places)} to ${maximum(places)}, with intervals; the figures stand in the table of variants.`;
  const title = `Mean and SD of ${metric.label} along ${along}`;
  const height = FIRST_TOP + panels.length * PANEL_STEP - 44;
  return { svg: svgDocument({ title, description: alt, height, body }), alt };
}

type Pick = (variant: VariantAnalysis) => Estimate | undefined;

function pickOf(metric: MetricInfo, key: 'mean' | 'sd' | 'sdRerun'): Pick {
  return (variant) => variantMetric(variant, metric.name)?.[key];
}

function lineOf(
  { name, hue, members }: Series,
  { pick, band }: { pick: Pick; band: 'mean' | 'sd' | undefined },
): LineSeries {
  const points = members.flatMap(({ variant, at }) => {
    const estimate = pick(variant);
    return estimate === undefined
      ? []
      : [{ at, estimate, band: band === undefined ? undefined : variant.band?.[band] }];
  });
  return { name, hue, points };
}

/** By the name that the experiment gave; variants without one share a line. */
function seriesOf(placed: readonly Placed[]): Series[] {
  const names = new Map<string, Placed[]>();
  for (const place of placed) {
    const name = place.variant.series ?? '';
    names.set(name, [...(names.get(name) ?? []), place]);
  }
  const hues: readonly Hue[] = names.size === 1 ? ['b'] : HUES;
  return [...names].map(([name, members], i) => ({
    name,
    hue: hues[i % hues.length] ?? 'b',
    members: [...members].sort((a, b) => a.at - b.at),
  }));
}
