/** All figures of a report, named, in the order of the page; the first is the one that stands for the whole report. */
import type { Analysis } from '../analysis/analysis.js';
import { choiceFigure } from './figures/choice.js';
import { curvesFigure } from './figures/curves.js';
import { ensemblesFigure } from './figures/ensembles.js';
import { forestFigure } from './figures/forest.js';
import { gainFigures } from './figures/gain.js';
import { lossPartsFigure } from './figures/loss-parts.js';
import { runsFigure } from './figures/runs.js';
import { sourcesFigure } from './figures/sources.js';
import { traceFigures } from './figures/trace.js';
import type { Figure } from './page.js';

/** Those that this analysis gives something to draw for; at least one. */
export function pictures(analysis: Analysis): readonly [Figure, ...Figure[]] {
  const traces = traceFigures(analysis).map((figure, i) => picture('trace', { ...figure, file: numbered('trace', i) }));
  const gains = gainFigures(analysis).map((figure, i) => picture('gain', { ...figure, file: numbered('gain', i) }));
  return [
    ...one('sources', sourcesFigure(analysis)),
    ...one('ensembles', ensemblesFigure(analysis)),
    ...traces,
    ...gains,
    picture('runs', runsFigure(analysis)),
    ...one('choice', choiceFigure(analysis)),
    ...one('forest', forestFigure(analysis)),
    ...one('loss-parts', lossPartsFigure(analysis)),
    ...one('curves', curvesFigure(analysis)),
  ] as readonly Figure[] as readonly [Figure, ...Figure[]];
}

function numbered(name: string, i: number): string {
  return i === 0 ? name : `${name}-${i + 1}`;
}

function one(kind: string, figure: { svg: string; alt: string } | undefined): Figure[] {
  return figure === undefined ? [] : [picture(kind, figure)];
}

function picture(kind: string, { svg, alt, file = kind }: { svg: string; alt: string; file?: string }): Figure {
  return { is: 'figure', kind, path: `figures/${file}.svg`, svg, alt };
}
