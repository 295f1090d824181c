/**
 * Score and steadiness against the number of plain nets that are averaged, beside one net of each other variant (a level
 * line) and that variant with its masks kept on and averaged.
 */
import type { Analysis, MetricInfo } from '../../analysis/analysis.js';
import type { EnsembleAnalysis } from '../../analysis/side-answers.js';
import { netName } from '../answers/ensembles.js';
import { changeStyle, levelName, valueStyle } from '../format.js';
import { labelOf, metricOfRole, primaryMetric, variantMetric, variantNamed } from '../reading.js';
import { FIRST_TOP, linePanel, PANEL_STEP, placeAxis } from './line-panel.js';
import type { LineSeries, PanelStyle } from './line-panel.js';
import { svgDocument } from './svg.js';
import type { Hue } from './svg.js';

const OTHERS: readonly (readonly [Hue, Hue])[] = [
  ['b', 'w'],
  ['g', 'w'],
];

/** `figures/ensembles.svg`; undefined where the experiment asks for none. */
export function ensemblesFigure(analysis: Analysis): { svg: string; alt: string } | undefined {
  const { ensembles } = analysis;
  if (ensembles === undefined) return undefined;
  const primary = primaryMetric(analysis);
  const loss = metricOfRole(analysis, 'loss');
  const x = placeAxis([
    ...ensembles.sizes.map(({ size }) => size),
    ...ensembles.monteCarlo.flatMap(({ samples }) => samples.map(({ masks }) => masks)),
  ]);
  const axis = ensembles.monteCarlo.length === 0 ? 'nets averaged' : 'nets averaged, or masks averaged (logarithmic)';
  const level = levelName(analysis.setup.level);
  const panels: { readonly series: readonly LineSeries[]; readonly panel: Omit<PanelStyle, 'top'> }[] = [
    ...[loss, primary]
      .filter((metric) => metric !== undefined)
      .map((metric) => ({
        series: scoreSeries(analysis, ensembles, metric),
        panel: {
          ...x,
          axis,
          title: `${metric.label}, ${metric.better} is better`,
          note: `${level}, with the luck of the split`,
          style: valueStyle(metric),
          key: true,
        },
      })),
    {
      series: spreadSeries(analysis, ensembles, primary),
      panel: {
        ...x,
        axis,
        title: `Run-to-run SD of ${primary.label} (same rows, trained again)`,
        note: level,
        style: changeStyle(primary),
        key: true,
      },
    },
  ];
  const body = panels.flatMap(({ series, panel }, i) =>
    linePanel(series, { ...panel, top: FIRST_TOP + i * PANEL_STEP }),
  );
  const sizes = ensembles.sizes.map(({ size }) => size).join(', ');
  const alt = `Score and steadiness of means of ${sizes} nets, beside one net of each other variant${ensembles.monteCarlo.length === 0 ? '' : ' and its masks averaged'}; the figures stand in the table of ensembles.`;
  const height = FIRST_TOP + panels.length * PANEL_STEP - 44;
  return { svg: svgDocument({ title: 'Ensembles of nets', description: alt, height, body }), alt };
}

function plural(name: string): string {
  return name.replace(/\bnet\b/, 'nets');
}

function scoreSeries(analysis: Analysis, ensembles: EnsembleAnalysis, metric: MetricInfo): LineSeries[] {
  const plain: LineSeries = {
    name: `${plural(netName(labelOf(analysis, ensembles.plain)))}, averaged`,
    hue: 'a',
    points: ensembles.sizes.flatMap(({ size, metrics }) => {
      const values = metrics[metric.name];
      return values === undefined ? [] : [{ at: size, estimate: values.mean }];
    }),
  };
  return [
    plain,
    ...others(analysis, ensembles).flatMap(({ variant, name, hues }) => {
      const own = variantNamed(analysis, variant);
      const samples = ensembles.monteCarlo.find((each) => each.variant === variant)?.samples ?? [];
      const masks = samples.flatMap(({ masks: at, metrics }) => {
        const estimate = metrics[metric.name];
        return estimate === undefined ? [] : [{ at, estimate }];
      });
      return [
        { name: `one ${name}`, hue: hues[0], points: [], level: own && variantMetric(own, metric.name)?.mean },
        ...(masks.length === 0 ? [] : [{ name: `${name}, masks averaged`, hue: hues[1], points: masks }]),
      ];
    }),
  ];
}

function spreadSeries(analysis: Analysis, ensembles: EnsembleAnalysis, metric: MetricInfo): LineSeries[] {
  return [
    {
      name: `${plural(netName(labelOf(analysis, ensembles.plain)))}, averaged`,
      hue: 'a',
      points: ensembles.sizes.flatMap(({ size, metrics }) => {
        const sd = metrics[metric.name]?.rerunSd;
        return sd == null ? [] : [{ at: size, estimate: sd }];
      }),
    },
    ...others(analysis, ensembles).map(({ variant, name, hues }): LineSeries => {
      const own = variantNamed(analysis, variant);
      return { name: `one ${name}`, hue: hues[0], points: [], level: own && variantMetric(own, metric.name)?.sdRerun };
    }),
  ];
}

function others(
  analysis: Analysis,
  { plain }: EnsembleAnalysis,
): { variant: string; name: string; hues: readonly [Hue, Hue] }[] {
  return analysis.variants
    .filter(({ name }) => name !== plain)
    .slice(0, OTHERS.length)
    .map(({ name, label }, i) => ({ variant: name, name: netName(label), hues: OTHERS[i] ?? ['b', 'w'] }));
}
