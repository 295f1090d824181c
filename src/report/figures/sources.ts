/** How far scores spread when one source of randomness varies and all others are held, beside the spread of everything. */
import type { Analysis } from '../../analysis/analysis.js';
import type { Estimate } from '../../estimate.js';
import { SOURCES } from '../../question/question.js';
import { SOURCE_NAMES } from '../answers/sources.js';
import { changeStyle, decimalsFor, levelName, showEstimate } from '../format.js';
import { labelOf, primaryMetric } from '../reading.js';
import { drawBars } from './bars.js';
import type { Bar, BarRow } from './bars.js';
import { hueKey } from './hue-key.js';
import { HUES } from './line-panel.js';
import { svgDocument, text } from './svg.js';

const LABELS = 150;

/** `figures/sources.svg`; undefined where sources were not varied one at a time. */
export function sourcesFigure(analysis: Analysis): { svg: string; alt: string } | undefined {
  const shown = (analysis.sources ?? []).slice(0, HUES.length);
  if (shown.length === 0) return undefined;
  const metric = primaryMetric(analysis);
  const { factor, unit } = changeStyle(metric);
  const all = shown.flatMap(({ parts, total }) => [...parts.flatMap(({ none, sd }) => (none ? [] : [sd])), total]);
  const decimals = decimalsFor(all, factor);
  const bar = (sd: Estimate | undefined, i: number): Bar => {
    const hue = HUES[i] ?? 'b';
    if (sd?.point == null) return { hue, pieces: [], label: sd === undefined ? 'none by construction' : 'not known' };
    return { hue, pieces: [sd.point], interval: sd, label: showEstimate(sd, { factor, unit: '', decimals }) };
  };
  const rows: BarRow[] = [
    ...SOURCES.map((source) => ({
      label: `${SOURCE_NAMES[source].replace(/^the /, '')} alone`,
      bars: shown.map(({ parts }, i) => {
        const part = parts.find((each) => each.source === source);
        return bar(part === undefined || part.none ? undefined : part.sd, i);
      }),
    })),
    { label: 'everything', bars: shown.map(({ total }, i) => bar(total, i)), apart: true },
  ];
  const axis = `SD of ${metric.label}${unit === '' ? '' : `, ${unit}`}`;
  const { body, bottom } = drawBars(rows, { top: 62, labels: LABELS, axis, factor });
  const note = `SD with ${levelName(analysis.setup.level)}`;
  const names = shown.map(({ variant }, i) => ({ name: labelOf(analysis, variant), hue: HUES[i] ?? ('b' as const) }));
  const alt = `Bars of the SD of ${metric.label} when one source of randomness varies and the others are held: ${SOURCES.map((source) => SOURCE_NAMES[source]).join(', ')}, beside the SD when everything varies; the figures stand in the table of sources.`;
  return {
    svg: svgDocument({
      title: 'Sources of the spread',
      description: alt,
      height: bottom + 48,
      body: [
        text('Where the spread comes from: one source varies, all others are held', { x: 14, y: 20, class: 'title' }),
        ...hueKey(names, { note, y: 40 }),
        ...body,
      ],
    }),
    alt,
  };
}
