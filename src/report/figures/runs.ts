/**
 * The runs themselves: a dot each, one row a variant, with mean and interval under the dots. Where reruns exist a second
 * panel shows each score's distance from the mean of its split: the spread that training again on the same rows makes.
 */
import type { Analysis, MetricInfo, Score, VariantAnalysis } from '../../analysis/analysis.js';
import { changeStyle, decimalsFor, levelName, showEstimate, showPoint, valueStyle, whole } from '../format.js';
import { hasReruns, isBaseline, present, primaryMetric, scoreNoun, variantMetric, withinWords } from '../reading.js';
import { bottomAxis, linearScale, linearTicks, maximum, spanOf } from './axis.js';
import type { Scale, Span, Tick } from './axis.js';
import { dots, labelUnder, rowShape, spreadBar } from './dot-row.js';
import type { RowShape } from './dot-row.js';
import { horizontalInterval } from './interval-mark.js';
import { labelColumn, rowLabel, rowNames, textWidth } from './lettering.js';
import { distancesWithin, splitMeans } from './splits.js';
import { element, group, line, svgDocument, text, WIDTH } from './svg.js';
import type { Hue } from './svg.js';
import { isFromFile, unitWord } from '../../question/words.js';

const TOP = 60;
const MOST_LINKS = 40;

interface Row {
  readonly variant: VariantAnalysis;
  readonly scores: readonly Score[];
  /** Height of the dots' middle. */
  readonly middle: number;
  readonly tone: Hue;
}

/** What the rows of both panels share. */
interface Sheet {
  readonly analysis: Analysis;
  readonly metric: MetricInfo;
  readonly rows: readonly Row[];
  readonly shape: RowShape;
  readonly bottom: number;
}

interface Sides {
  readonly left: number;
  readonly right: number;
}

/** `figures/runs.svg`, and the sentence that stands for it where it cannot be seen. */
export function runsFigure(analysis: Analysis): { svg: string; alt: string } {
  const sheet = layOut(analysis);
  const { metric, rows, bottom } = sheet;
  const names = analysis.variants.map(({ label }) => label);
  const notes = analysis.variants.flatMap((variant) => runNote(variant).note ?? []);
  const labels = 14 + Math.max(labelColumn(names), ...notes.map((note) => textWidth(note, 12) + 2));
  const short = rowNames(names, labels - 14);
  const both = hasReruns(analysis);
  const middle = both ? labels + (WIDTH - labels) * 0.6 : WIDTH;
  const body = [
    ...scorePanel(sheet, { left: labels + 14, right: middle - 24 }),
    ...(both ? rerunPanel(sheet, { left: middle + 24, right: WIDTH - 16 }) : []),
    ...rows.map(({ variant, middle: y }, i) =>
      rowLabel(variant.label, { x: labels, y: y + 6, width: labels - 14, short: short[i]!, ...runNote(variant) }),
    ),
  ];
  const title = `${metric.label}: ${whichRuns(analysis, metric)}`;
  const alt = describeRuns(analysis, metric);
  return { svg: svgDocument({ title, description: alt, height: bottom + 46, body }), alt };
}

function layOut(analysis: Analysis): Sheet {
  const metric = primaryMetric(analysis);
  const { variants, splits, unit, paired } = analysis;
  const joined = variants.length === 2 && unit !== 'seed' && splits <= MOST_LINKS && paired !== false;
  const shape = rowShape(variants.length, joined);
  const rows = variants.map((variant, i): Row => {
    const scores = variantMetric(variant, metric.name)?.scores ?? [];
    const tone = isBaseline(analysis, variant.name) ? 'a' : 'b';
    return { variant, scores, middle: TOP + i * shape.height + shape.half + 8, tone };
  });
  return { analysis, metric, rows, shape, bottom: TOP + rows.length * shape.height - shape.links };
}

/** Of too many to draw, one in this many is kept, and both ends. */
function whichRuns(analysis: Analysis, metric: MetricInfo): string {
  const steps = analysis.variants.map((variant) => variantMetric(variant, metric.name)?.oneOf ?? 1);
  const [least, most] = [Math.min(...steps), Math.max(...steps)];
  if (most === 1) return `every ${scoreNoun(analysis)}`;
  return `one ${scoreNoun(analysis)} of ${least === most ? '' : 'up to '}${whole(most)}`;
}

function capital(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

function runNote({ runs }: VariantAnalysis): { note?: string } {
  return runs.failed === 0 ? {} : { note: `${runs.ok} of ${runs.planned} runs ok` };
}

function scorePanel({ analysis, metric, rows, shape, bottom }: Sheet, { left, right }: Sides): string[] {
  const style = valueStyle(metric);
  const means = rows.map(({ variant }) => variantMetric(variant, metric.name)?.mean);
  const domain = spanOf(
    [
      ...rows.flatMap(({ scores }) => scores.map(({ value }) => value)),
      ...present(means).flatMap(({ low, high }) => [low, high].filter((v) => v !== null)),
    ],
    0.03,
  );
  const scale = linearScale(domain, { from: left, to: right });
  const decimals = decimalsFor(present(means), style.factor);
  const unit = style.unit === '' ? '' : ` (${style.unit})`;
  const title = `${metric.label}${unit}${metric.better === 'higher' ? '' : ', lower is better'}`;
  const links = linkLines(rows, { scale, shape });
  const ticks = ticksOf(domain, { factor: style.factor, width: right - left });
  return [
    text(capital(whichRuns(analysis, metric)), { x: left, y: 22, class: 'title' }),
    text(scoreNote(analysis, links !== ''), { x: left, y: 41, class: 'note' }),
    ...bottomAxis(ticks, { scale, top: TOP - 6, bottom, title, middle: (left + right) / 2 }),
    links,
    ...rows.map(({ scores, middle, tone }, i) => {
      const mean = means[i];
      const y = middle + shape.half + 10;
      const marks =
        mean === undefined
          ? []
          : [
              horizontalInterval(mean, { scale, domain, y }),
              labelUnder(showEstimate(mean, { ...style, decimals }), {
                x: scale(mean.point ?? domain.from),
                y: y + 19,
                left,
                right,
              }),
            ];
      return group(tone, [
        dots(
          scores.map(({ value }) => scale(value)),
          { middle, half: shape.half },
        ),
        ...marks,
      ]);
    }),
  ];
}

function scoreNote({ setup, unit }: Analysis, linked: boolean): string {
  const mean = `below the dots: mean, ${levelName(setup.level)}`;
  return linked ? `${mean}; lines: the same ${unit}` : mean;
}

function rerunPanel({ metric, rows, shape, bottom, analysis }: Sheet, { left, right }: Sides): string[] {
  const style = changeStyle(metric);
  const distances = rows.map(({ scores }) => distancesWithin(scores));
  const reach = maximum([...distances.flat().map(Math.abs), 0]) * 1.06 || 1;
  const domain = { from: -reach, to: reach };
  const scale = linearScale(domain, { from: left, to: right });
  const spreads = rows.map(({ variant }) => variantMetric(variant, metric.name)?.sdRerun);
  const decimals = decimalsFor(present(spreads), style.factor);
  const title = `distance${style.unit === '' ? '' : ` (${style.unit})`}`;
  const ticks = ticksOf(domain, { factor: style.factor, width: right - left });
  return [
    text(isFromFile(analysis) ? `Within one ${unitWord(analysis)}` : 'Same rows, trained again', {
      x: left,
      y: 22,
      class: 'title',
    }),
    text(`distance from the mean of the ${unitWord(analysis)}`, { x: left, y: 41, class: 'note' }),
    ...bottomAxis(ticks, { scale, top: TOP - 6, bottom, title, middle: (left + right) / 2 }),
    line([scale(0), TOP - 6], [scale(0), bottom], 'axis'),
    ...rows.map(({ middle, tone }, i) => {
      const sd = spreads[i];
      const y = middle + shape.half + 10;
      const label = sd === undefined ? '' : `SD ${showPoint(sd, { ...style, decimals })}`;
      return group(tone, [
        dots((distances[i] ?? []).map(scale), { middle, half: shape.half }),
        sd?.point == null ? '' : spreadBar(scale(-sd.point), scale(sd.point), y),
        labelUnder(label, { x: scale(0), y: y + 19, left, right }),
      ]);
    }),
  ];
}

/** Split means joined from row to row show that both variants met the same splits; '' where the lines would be too many. */
function linkLines(rows: readonly Row[], { scale, shape }: { scale: Scale; shape: RowShape }): string {
  const [first, second] = rows;
  if (shape.links === 0 || first === undefined || second === undefined) return '';
  const [above, below] = [splitMeans(first.scores), splitMeans(second.scores)];
  const [top, low] = [first.middle + shape.half + 36, second.middle - shape.half - 2];
  const bend = (top + low) / 2;
  const lines = [...above].flatMap(([split, mean]) => {
    const other = below.get(split);
    if (other === undefined) return [];
    const [from, to] = [scale(mean).toFixed(1), scale(other).toFixed(1)];
    return [`M${from} ${top.toFixed(1)}C${from} ${bend.toFixed(1)} ${to} ${bend.toFixed(1)} ${to} ${low.toFixed(1)}`];
  });
  return element('path', { d: lines.join(''), class: 'pair', fill: 'none' });
}

function ticksOf({ from, to }: Span, { factor, width }: { factor: number; width: number }): Tick[] {
  const ticks = linearTicks({ from: from * factor, to: to * factor }, Math.max(2, Math.round(width / 70)));
  return ticks.map(({ value, label }) => ({ value: value / factor, label }));
}

function describeRuns(analysis: Analysis, metric: MetricInfo): string {
  const style = valueStyle(metric);
  const change = changeStyle(metric);
  const [which, key] = hasReruns(analysis)
    ? ([withinWords(analysis).sdOf, 'sdRerun'] as const)
    : (['SD', 'sd'] as const);
  const parts = analysis.variants.flatMap((variant) => {
    const values = variantMetric(variant, metric.name);
    if (values === undefined) return [];
    const mean = showEstimate(values.mean, { ...style, decimals: decimalsFor([values.mean], style.factor) });
    const sd = showPoint(values[key], { ...change, decimals: decimalsFor([values[key]], change.factor) });
    return [`${variant.label}: mean ${mean}, ${which} ${sd}`];
  });
  const said =
    parts.length > 4 ? `${parts.length} variants; their figures stand in the table of variants` : parts.join('; ');
  return `Dot plot of ${metric.label}, a dot for ${whichRuns(analysis, metric)}. ${said}.`;
}
