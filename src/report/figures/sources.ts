/** What share of the variance each source of randomness gives, alone and with others, and what only combinations do. */
import type { Analysis } from '../../analysis/analysis.js';
import type { SourceShare } from '../../analysis/side-answers.js';
import { SOURCES } from '../../question/question.js';
import { SOURCE_NAMES } from '../answers/sources.js';
import { levelName, showEstimate } from '../format.js';
import { labelOf, primaryMetric } from '../reading.js';
import { drawBars } from './bars.js';
import type { Bar, BarRow } from './bars.js';
import { hueKey } from './hue-key.js';
import { HUES } from './line-panel.js';
import { svgDocument, text } from './svg.js';

const LABELS = 190;

/** `figures/sources.svg`; undefined where the experiment has no base samples. */
export function sourcesFigure(analysis: Analysis): { svg: string; alt: string } | undefined {
  const shown = (analysis.sources ?? []).slice(0, HUES.length);
  if (shown.length === 0) return undefined;
  const bar = (share: SourceShare | undefined, i: number): Bar => {
    const hue = HUES[i] ?? 'b';
    if (share?.point == null) return { hue, pieces: [], label: share === undefined ? 'none' : 'not known' };
    const label = showEstimate(share, { factor: 100, unit: '', decimals: 0 });
    return { hue, pieces: [share.point], interval: share, label };
  };
  const part = (source: (typeof SOURCES)[number], key: 'alone' | 'withOthers', apart: boolean): BarRow => ({
    label: `${SOURCE_NAMES[source].replace(/^the /, '')}${key === 'alone' ? ' alone' : ', with others'}`,
    bars: shown.map(({ parts }, i) => {
      const found = parts.find((each) => each.source === source);
      return bar(found === undefined || found.none ? undefined : found[key], i);
    }),
    apart,
  });
  const rows: BarRow[] = [
    ...SOURCES.flatMap((source, i) => [part(source, 'alone', i > 0), part(source, 'withOthers', false)]),
    { label: 'only in combination', bars: shown.map(({ interaction }, i) => bar(interaction, i)), apart: true },
  ];
  const { label } = primaryMetric(analysis);
  const axis = `share of the variance of ${label}, %`;
  const { body, bottom } = drawBars(rows, { top: 62, labels: LABELS, axis, factor: 100 });
  const note = `share with ${levelName(analysis.setup.level)}`;
  const names = shown.map(({ variant }, i) => ({ name: labelOf(analysis, variant), hue: HUES[i] ?? ('b' as const) }));
  const alt = `Bars of the share of the variance of ${label} that each source of randomness gives, alone and with others: ${SOURCES.map((source) => SOURCE_NAMES[source]).join(', ')}, and what only combinations of them give; the figures stand in the table of sources.`;
  return {
    svg: svgDocument({
      title: 'Sources of the spread',
      description: alt,
      height: bottom + 48,
      body: [
        text('Where the spread comes from: each source alone, with others, and only in combination', {
          x: 14,
          y: 20,
          class: 'title',
        }),
        ...hueKey(names, { note, y: 40 }),
        ...body,
      ],
    }),
    alt,
  };
}
