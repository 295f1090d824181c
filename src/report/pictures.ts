/** All figures of a report, named, in the order of the page; the first is the one that stands for the whole report. */
import type { Analysis } from '../analysis.js';
import { markdownText } from './escape.js';
import { curvesFigure } from './figures/curves.js';
import { forestFigure } from './figures/forest.js';
import { runsFigure } from './figures/runs.js';
import { traceFigures } from './figures/trace.js';

export interface Picture {
  /** What it is, for the page that places it: `runs`, `trace`, `forest`, … */
  readonly kind: string;
  /** Relative to the results folder. */
  readonly path: string;
  readonly svg: string;
  readonly alt: string;
  readonly markdown: string;
}

/** Those that this analysis gives something to draw for; at least one. */
export function pictures(analysis: Analysis): readonly [Picture, ...Picture[]] {
  const own: Picture[] = [
    ...traceFigures(analysis).map((figure, i) =>
      picture('trace', { ...figure, file: i === 0 ? 'trace' : `trace-${i + 1}` }),
    ),
  ];
  const forest = forestFigure(analysis);
  const curves = curvesFigure(analysis);
  const rest = [
    picture('runs', runsFigure(analysis)),
    ...(forest === undefined ? [] : [picture('forest', forest)]),
    ...(curves === undefined ? [] : [picture('curves', curves)]),
  ];
  const [first, ...others] = [...own, ...rest];
  if (first === undefined) throw new Error('unreachable: there is always a figure of the runs');
  return [first, ...others];
}

function picture(kind: string, { svg, alt, file = kind }: { svg: string; alt: string; file?: string }): Picture {
  const path = `figures/${file}.svg`;
  return { kind, path, svg, alt, markdown: `![${markdownText(alt)}](${path})` };
}
