/** The still: how often each unit was there over the steps of a run, beside what its rate lets expect. Pure; gives SVG text. */
import { leftAxis, linearScale, linearTicks, spanOf } from '../figures/axis.js';
import type { Scale } from '../figures/axis.js';
import { fitted } from '../figures/lettering.js';
import { element, line, round, svgDocument, text, WIDTH } from '../figures/svg.js';
import { fixed, listed, whole } from '../format.js';
import { chanceToStay, keptUnits } from './story.js';
import type { MaskStory, UnitLayer } from './story.js';

/** Enough that a unit's share is known to within about three points. */
const MOST_STEPS = 1000;
const LEFT = 62;
const RIGHT = WIDTH - 24;
const FIRST_PANEL = 84;
const PANEL = 130;
const PANEL_STEP = PANEL + 70;
/** Standard errors either side that hold 95 of 100 units. */
const NORMAL_975 = 1.959964;

/** One masked layer, counted. */
export interface KeptCounts {
  readonly layer: UnitLayer;
  readonly steps: number;
  /** One count a unit: at how many of the steps it was there. */
  readonly counts: readonly number[];
  /** Chance that a unit is there at a step. */
  readonly expected: number;
  /** About 95 of 100 units are expected between these shares. */
  readonly low: number;
  readonly high: number;
  /** Units between them, both included. */
  readonly inside: number;
}

/** Counts every layer that has a mask, over the first 1,000 steps or all that the run is sure to take. */
export function countKept(story: MaskStory): KeptCounts[] {
  const steps = Math.min(MOST_STEPS, story.sureSteps);
  return story.layers
    .filter(({ dropouts }) => dropouts.length > 0)
    .map((layer) => {
      const counts = new Array<number>(layer.units).fill(0);
      for (let step = 0; step < steps; step++) {
        keptUnits(layer, { mask: story.streams.mask, step }).forEach((there, unit) => {
          if (there) counts[unit]! += 1;
        });
      }
      const expected = chanceToStay(layer);
      const half = NORMAL_975 * Math.sqrt((expected * (1 - expected)) / steps);
      const [low, high] = [Math.max(0, expected - half), Math.min(1, expected + half)];
      const inside = counts.filter((count) => count / steps >= low && count / steps <= high).length;
      return { layer, steps, counts, expected, low, high, inside };
    });
}

/** An SVG file with one panel a masked layer: a dot a unit, the expected share, and the band that chance alone would fill. */
export function drawKept(story: MaskStory): string {
  const all = countKept(story);
  const steps = all[0]?.steps ?? 0;
  const title = fitted(`${story.variant}: how often each unit was there`, RIGHT - 24, 15);
  return svgDocument({
    title: `${story.experiment}: how often each unit of ${story.variant} was there`,
    description: describeKept(story),
    height: FIRST_PANEL + all.length * PANEL_STEP - 4,
    body: [
      text(title, { x: 24, y: 28, class: 'title' }),
      text(
        `Share of the first ${whole(steps)} training steps; first split, first seed, row 1 of each batch. ${untouched(story)}`,
        { x: 24, y: 48, class: 'note' },
      ),
      ...all.flatMap((counts, i) => panel(counts, FIRST_PANEL + i * PANEL_STEP)),
    ],
  });
}

/** The alternative text: expectation and outcome of every masked layer, in words. */
export function describeKept(story: MaskStory): string {
  const all = countKept(story);
  const parts = all.map(
    ({ layer, counts, steps, expected, inside }) =>
      `${layer.name}: ${percent(mean(counts) / steps)} on average where ${percent(expected)} are expected, ` +
      `${inside} of ${layer.units} units inside the band that holds about 95 % by chance`,
  );
  return `How often each unit was there over the first ${whole(all[0]?.steps ?? 0)} training steps. ${parts.join('; ')}. ${untouched(story)}`;
}

function untouched({ layers }: MaskStory): string {
  const names = layers.filter(({ dropouts }) => dropouts.length === 0).map(({ name }) => name);
  return `Always there: ${listed(names)}.`;
}

function panel(kept: KeptCounts, top: number): string[] {
  const { layer, steps, counts, expected, low, high, inside } = kept;
  const [plotTop, plotBottom] = [top + 30, top + PANEL];
  const domain = spanOf([low, high, ...counts.map((count) => count / steps)], 0.12);
  const y = linearScale(domain, { from: plotBottom, to: plotTop });
  const inset = 10;
  const x = linearScale({ from: 0, to: Math.max(1, layer.units - 1) }, { from: LEFT + inset, to: RIGHT - inset });
  const ticks = linearTicks({ from: domain.from * 100, to: domain.to * 100 }, 4).map(({ value, label }) => ({
    value: value / 100,
    label: `${label} %`,
  }));
  const rates = layer.dropouts.map(({ rate }) => String(rate).replace(/^0\./, '.')).join(', ');
  const found = `${inside} of ${whole(layer.units)} units inside the band; chance alone puts about 95 % there`;
  return [
    text(`${layer.name}, dropout ${rates}`, { x: 24, y: top + 10, class: 'strong' }),
    text(`expected ${percent(expected)}; ${found}`, { x: RIGHT, y: top + 10, class: 'note', anchor: 'end' }),
    ...leftAxis(ticks, { scale: y, left: LEFT, right: RIGHT }),
    element('rect', { x: LEFT, y: y(high), width: RIGHT - LEFT, height: y(low) - y(high), class: 'band' }),
    line([LEFT, y(expected)], [RIGHT, y(expected)], 'zero'),
    dots(kept, { x, y }),
    ...unitTicks(layer.units).map((unit) =>
      text(String(unit), { x: x(unit - 1), y: plotBottom + 18, class: 'tick', anchor: 'middle' }),
    ),
    text('unit', { x: LEFT - 7, y: plotBottom + 18, class: 'note', anchor: 'end' }),
  ];
}

/** All dots are one path of round points; wide layers get smaller ones. */
function dots({ layer, counts, steps }: KeptCounts, { x, y }: { x: Scale; y: Scale }): string {
  const d = counts.map((count, unit) => `M${round(x(unit))} ${round(y(count / steps))}h0`).join('');
  const size = layer.units > 300 ? 4 : layer.units > 120 ? 5.5 : 8;
  return element('g', { class: 'b' }, element('path', { class: 'dots', 'stroke-width': size, d }));
}

/** The first unit, the last, and round numbers between. */
function unitTicks(units: number): number[] {
  const round = linearTicks({ from: 1, to: units }, 6)
    .map(({ value }) => value)
    .filter((value) => Number.isInteger(value) && value > 1 + units * 0.04 && value < units * 0.96);
  return units === 1 ? [1] : [1, ...round, units];
}

function mean(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0) / counts.length;
}

function percent(share: number): string {
  const tenths = fixed(share * 100, 1);
  return `${tenths.endsWith('.0') ? tenths.slice(0, -2) : tenths} %`;
}
