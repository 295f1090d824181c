/** The Brier score (or squared error) of every variant as bias² plus variance over reruns: what training again would average away. */
import type { Analysis } from '../../analysis/analysis.js';
import { decimalsFor, fixed } from '../format.js';
import { isBaseline } from '../reading.js';
import { drawBars } from './bars.js';
import type { BarRow } from './bars.js';
import { hueKey } from './hue-key.js';
import { labelColumn } from './lettering.js';
import { svgDocument, text } from './svg.js';

/** `figures/loss-parts.svg`; undefined where no split has two nets. */
export function lossPartsFigure(analysis: Analysis): { svg: string; alt: string } | undefined {
  const shown = analysis.variants.flatMap((variant) =>
    variant.output === undefined || variant.output.votes === true ? [] : [{ variant, output: variant.output }],
  );
  if (shown.length === 0) return undefined;
  const all = shown.flatMap(({ output }) => [output.squaredLoss.bias, output.squaredLoss.variance]);
  const decimals = decimalsFor(all, 1);
  const classes = shown.every(({ output }) => output.zeroOneLoss !== undefined);
  const name = classes ? 'Brier score' : 'squared error';
  const rows = shown.map(({ variant, output }): BarRow => {
    const { bias, variance } = output.squaredLoss;
    const parts = [bias.point ?? 0, variance.point ?? 0];
    return {
      label: variant.label,
      bars: [
        {
          hue: isBaseline(analysis, variant.name) ? 'a' : 'b',
          pieces: parts,
          label: parts.map((part) => fixed(part, decimals)).join(' + '),
        },
      ],
    };
  });
  const labels = 14 + labelColumn(shown.map(({ variant }) => variant.label));
  const { body, bottom } = drawBars(rows, { top: 62, labels, axis: `${name}, lower is better`, factor: 1 });
  const alt = `Bars of the ${name} of every variant, split into bias² and variance over reruns; the figures stand in the table of predictions.`;
  return {
    svg: svgDocument({
      title: `${name}: bias² and variance`,
      description: alt,
      height: bottom + 48,
      body: [
        text(`${name} = bias² + variance over reruns`, { x: 14, y: 20, class: 'title' }),
        ...hueKey(
          [
            { name: 'bias²: what all reruns get wrong together', hue: 'b' },
            { name: 'variance: where reruns differ', hue: 'b', pale: true },
          ],
          { note: '', y: 40 },
        ),
        ...body,
      ],
    }),
    alt,
  };
}
