/** How often each variant comes out best when the splits are resampled: one bar for each variant. */
import type { Analysis } from '../../analysis/analysis.js';
import { fixed, NBSP } from '../format.js';
import { labelOf, metricNamed } from '../reading.js';
import { drawBars } from './bars.js';
import { labelColumn } from './lettering.js';
import { svgDocument, text } from './svg.js';
import { unitWord } from '../../question/words.js';

/** `figures/choice.svg`; undefined where nothing is chosen. */
export function choiceFigure(analysis: Analysis): { svg: string; alt: string } | undefined {
  const { choice } = analysis;
  if (choice === undefined) return undefined;
  const label = metricNamed(analysis, choice.metric)?.label ?? choice.metric;
  const rows = choice.bestShare.map(({ variant, share }) => ({
    label: labelOf(analysis, variant),
    bars: [
      {
        hue: variant === choice.best ? ('b' as const) : ('a' as const),
        pieces: [share],
        label: `${fixed(share * 100, 0)}${NBSP}%`,
      },
    ],
  }));
  const labels = 14 + labelColumn(rows.map((row) => row.label));
  const { body, bottom } = drawBars(rows, { top: 56, labels, axis: 'best in this share of resamples, %', factor: 100 });
  const alt = `Bars: how often each variant has the best mean ${label} when the ${unitWord(analysis)}s are drawn again: ${choice.bestShare.map(({ variant, share }) => `${labelOf(analysis, variant)} ${fixed(share * 100, 0)} %`).join(', ')}.`;
  return {
    svg: svgDocument({
      title: 'How sure is the choice?',
      description: alt,
      height: bottom + 48,
      body: [
        text('How sure is the choice?', { x: 14, y: 20, class: 'title' }),
        text(`how often each has the best mean ${label} when the ${unitWord(analysis)}s are drawn again`, {
          x: 14,
          y: 39,
          class: 'note',
        }),
        ...body,
      ],
    }),
    alt,
  };
}
