/** The form above a page: what its reader may change. Hidden until the program that obeys it runs. */
import type { Analysis, MetricInfo } from '../../analysis/analysis.js';
import { htmlText } from '../escape.js';
import { changeStyle, levelName } from '../format.js';

const LEVELS = [0.8, 0.9, 0.95, 0.99];

export function renderControls({ metrics, variants, setup }: Analysis): string {
  const levels = [...new Set([...LEVELS, setup.level])].sort((a, b) => a - b);
  return [
    '<form id="controls" hidden aria-label="Look at it another way">',
    '<div class="fields">',
    select('metric', { label: 'Metric', options: metrics.map(metricOption) }),
    ...(variants.length < 2
      ? []
      : [
          select('baseline', {
            label: 'Baseline',
            options: variants.map(({ name, label }) => option(name, { label, chosen: name === setup.baseline })),
          }),
        ]),
    select('level', {
      label: 'Level',
      options: levels.map((level) =>
        option(String(level), { label: levelName(level).replace(/.CI$/, ''), chosen: level === setup.level }),
      ),
    }),
    '<label>No difference within ±<span class="pair"><input name="threshold" type="number" min="0" step="any" inputmode="decimal"> <span data-unit></span></span></label>',
    '<span class="buttons"><button type="reset">Reset</button> <button type="button" data-do="link">Copy link</button></span>',
    '</div>',
    ...(variants.length < 2 ? [] : [shownVariants(variants)]),
    '<p role="status" id="said"></p>',
    '</form>',
  ].join('\n');
}

function shownVariants(variants: Analysis['variants']): string {
  const boxes = variants.map(
    ({ name, label }) =>
      `<label><input type="checkbox" name="show" value="${htmlText(name)}" checked> <bdi>${htmlText(label)}</bdi></label>`,
  );
  return `<fieldset><legend>Show</legend><div class="boxes">${boxes.join('\n')}</div></fieldset>`;
}

function select(name: string, { label, options }: { label: string; options: readonly string[] }): string {
  return `<label>${label}<select name="${name}" autocomplete="off">${options.join('')}</select></label>`;
}

function option(value: string, { label, chosen }: { label: string; chosen: boolean }): string {
  return `<option value="${htmlText(value)}"${chosen ? ' selected' : ''}>${htmlText(label)}</option>`;
}

/** With what the field of the threshold needs: its factor, its unit and the threshold of the report. */
function metricOption(metric: MetricInfo, i: number): string {
  const { factor, unit } = changeStyle(metric);
  const data = `data-factor="${factor}" data-unit="${htmlText(unit)}" data-threshold="${metric.threshold}"`;
  return `<option value="${htmlText(metric.name)}"${i === 0 ? ' selected' : ''} ${data}>${htmlText(metric.label)}</option>`;
}
