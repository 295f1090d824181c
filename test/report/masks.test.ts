import { describe, expect, it } from 'vitest';
import { generateSimple } from '../../src/data/simple.js';
import { chooseTarget } from '../../src/data/target.js';
import { maskFactors } from '../../src/engines/tfjs/masks.js';
import { defineExperiment, holdout, kFold, variant } from '../../src/experiment/experiment.js';
import type { Protocol } from '../../src/experiment/experiment.js';
import { dense, dropout, fixedEpochs, prelu, sequential } from '../../src/model/spec.js';
import { trainingStreams } from '../../src/design/plan.js';
import { animateMasks } from '../../src/report/masks/animation.js';
import { maskFigures, masksFigure } from '../../src/report/masks/figure.js';
import { countKept, drawKept } from '../../src/report/masks/kept.js';
import { FRAME_SECONDS, spellStyle, spellsOf } from '../../src/report/masks/spells.js';
import { keptUnits, maskStory } from '../../src/report/masks/story.js';
import { markdownPart } from '../../src/report/render/markdown.js';
import { maskHalfwords, maskThreshold } from '../../src/base/streams.js';
import { rowsOf } from '../../src/origins/table/rows.js';
import { DATA, droppedIn, edgesIn, experimentOf, unitsOf } from './masks-drawing.js';

const FRAMES = 12;
const setup = { data: DATA };
const relu = { activation: 'relu' } as const;
const first = { split: 0, init: 0, order: 0, mask: 0 };

const experiment = experimentOf({
  none: [dense(40, relu)],
  both: [dense(40, relu), dropout(0.5), dense(130), prelu(), dropout(0.25), dense(6, relu)],
});
const both = maskStory(experiment, setup)!;
const svg = animateMasks(both, { frames: FRAMES });
const { mask } = trainingStreams(experiment, { fold: 0, streams: first });

describe('the animation', () => {
  it.each([
    { layer: 1, rate: 0.5, dropoutIndex: 0, width: 40, drawn: 40 },
    { layer: 2, rate: 0.25, dropoutIndex: 1, width: 130, drawn: 100 },
  ])('shows in layer $layer the masks that the engine multiplies with, row 0 of the batch', (at) => {
    const seen = droppedIn(svg, { layer: at.layer, frames: FRAMES });
    for (let step = 0; step < FRAMES; step++) {
      const factors = maskFactors(mask, { ...at, rows: 32, step, purpose: 0 });
      expect(seen[step]).toEqual(Array.from(factors.subarray(0, at.drawn), (factor) => factor === 0));
    }
    expect(seen.flat().filter(Boolean).length).toBeGreaterThan(FRAMES);
  });

  it('never drops an input or an output', () => {
    for (const layer of [0, both.layers.length - 1]) {
      const seen = droppedIn(svg, { layer, frames: FRAMES });
      expect(seen[0]).toHaveLength(both.layers[layer]!.units);
      expect(seen.flat()).not.toContain(true);
    }
  });

  it('drops inputs, and says that only the output remains, where the variant drops inputs', () => {
    const story = maskStory(experimentOf({ input: [dropout(0.5), dense(4)] }), setup)!;
    const drawn = animateMasks(story, { frames: FRAMES });
    expect(droppedIn(drawn, { layer: 0, frames: FRAMES }).flat()).toContain(true);
    expect(drawn).toContain('The output always remains.');
    expect(drawn).not.toContain('Input and output always remain.');
  });

  it('draws no black where the rate is 0', () => {
    const story = maskStory(experimentOf({ some: [dense(30), dropout(0), dense(30), dropout(0.5)] }), setup)!;
    const drawn = animateMasks(story, { frames: FRAMES });
    expect(droppedIn(drawn, { layer: 1, frames: FRAMES }).flat()).not.toContain(true);
    const entries = maskHalfwords(mask, 30, { step: 3, layer: 1 });
    const dropped = Array.from(entries, (entry) => entry < maskThreshold(0.5));
    expect(droppedIn(drawn, { layer: 2, frames: FRAMES })[3]).toEqual(dropped);
  });

  it('draws an edge exactly while both of its ends are there', () => {
    const all = new Set(
      Array.from({ length: FRAMES }, (_, frame) => edgesIn(svg, { frame, frames: FRAMES }))
        .flat()
        .map(String),
    );
    expect(all.size).toBeGreaterThan(200);
    for (let frame = 0; frame < FRAMES; frame++) {
      const gone = new Set(
        both.layers.flatMap((_, layer) => {
          const dropped = droppedIn(svg, { layer, frames: FRAMES })[frame]!;
          return unitsOf(svg, layer).filter((_point, unit) => dropped[unit]);
        }),
      );
      const expected = [...all].filter((edge) => edge.split(',').every((end) => !gone.has(end)));
      expect(edgesIn(svg, { frame, frames: FRAMES }).map(String).sort()).toEqual(expected.sort());
    }
  });

  it('says how many of a large layer are drawn, and counts them all', () => {
    expect(svg).toContain('>first 100 drawn<');
    const there = keptUnits(both.layers[2]!, { mask, step: 0 }).filter(Boolean).length;
    expect(svg).toContain(`>${there} remain<`);
  });

  it('holds no script, and moves only where motion is welcome', () => {
    expect(svg).not.toMatch(/<script|<animate|onload/);
    const [before, after] = svg.split('@media (prefers-reduced-motion:no-preference){');
    expect(before).not.toContain('animation');
    expect(after).toContain('animation-name');
    expect(svg).toContain('prefers-color-scheme:dark');
  });

  it('shows the first step where nothing moves', () => {
    const inside = /<g id="dropped-1">(.*?)<\/g>/s.exec(svg)![1]!;
    const still = [...inside.matchAll(/class="gone [^"]*\bf" d="([^"]*)"/g)].flatMap(
      ([, d]) => d!.match(/M[\d. ]+h0/g) ?? [],
    );
    const dropped = droppedIn(svg, { layer: 1, frames: FRAMES })[0]!;
    expect(still).toHaveLength(dropped.filter(Boolean).length);
  });

  it('stays below 300 kB for three layers of 100 units', () => {
    const layers = [dense(100), dropout(0.5), dense(100), dropout(0.5), dense(100), dropout(0.5)];
    const wide = { data: { ...DATA, inputs: 100 } };
    expect(masksFigure(experimentOf({ wide: layers }), wide)!.animation.length).toBeLessThan(300_000);
  });

  it('escapes names of variants, experiments and classes', () => {
    const nasty = '<b>&"\u202e';
    const named = { ...experimentOf({ [nasty]: [dense(4), dropout(0.5)] }), name: nasty };
    const data = { ...DATA, classes: DATA.classes.map((each) => ({ ...each, name: nasty })) };
    const figure = masksFigure(named, { data })!;
    for (const drawn of [figure.animation, figure.still]) {
      expect(drawn).not.toContain('<b>');
      expect(drawn).not.toContain('\u202e');
      expect(drawn).toContain('&lt;b&gt;&amp;&quot;');
    }
    for (const each of maskFigures(figure)) expect(markdownPart(each, 2)).not.toMatch(/(?<!\\)<b>/);
  });

  it('has the same bytes as ever', async () => {
    const small = masksFigure(experimentOf({ small: [dense(6, relu), dropout(0.5)] }), setup, { frames: 4 })!;
    await expect(small.animation).toMatchFileSnapshot('../golden/masks.svg');
    await expect(small.still.replace(/<style>.*<\/style>/s, '')).toMatchFileSnapshot('../golden/masks-kept.svg');
  });
});

describe('the still', () => {
  it('counts at how many of its steps each unit is there', () => {
    const [hidden1] = countKept(both);
    const counts = new Array<number>(40).fill(0);
    for (let step = 0; step < hidden1!.steps; step++) {
      maskHalfwords(mask, 40, { step, layer: 0 }).forEach((entry, unit) => {
        if (entry >= maskThreshold(0.5)) counts[unit]! += 1;
      });
    }
    expect(hidden1!.counts).toEqual(counts);
    expect(hidden1!.expected).toBe(0.5);
  });

  it('draws each unit at its share, on the scale of its ticks', () => {
    const drawn = drawKept(both);
    const [hidden1] = countKept(both);
    const panel = drawn.slice(drawn.indexOf('hidden 1, dropout'), drawn.indexOf('hidden 2, dropout'));
    const ticks = [...panel.matchAll(/y="([\d.]+)" class="tick" text-anchor="end">(\d+) %</g)];
    const [y1, p1] = [Number(ticks[0]![1]), Number(ticks[0]![2])];
    const [y2, p2] = [Number(ticks.at(-1)![1]), Number(ticks.at(-1)![2])];
    const dots = [...panel.matchAll(/M[\d.]+ ([\d.]+)h0/g)].map(([, y]) => Number(y));
    expect(dots).toHaveLength(40);
    dots.forEach((y, unit) => {
      const percent = p1 + ((y + 4 - y1) / (y2 - y1)) * (p2 - p1);
      expect(percent).toBeCloseTo((100 * hidden1!.counts[unit]!) / hidden1!.steps, 0);
    });
  });

  it('covers only steps that the run is sure to take', () => {
    const short = experimentOf({ short: [dense(4), dropout(0.5)] });
    const stops = { ...short.variants.short!, stopping: fixedEpochs(2) };
    const story = maskStory({ ...short, variants: { stops } }, setup)!;
    expect(story.stepsPerEpoch).toBe(6);
    expect(countKept(story)[0]!.steps).toBe(12);
    expect(masksFigure({ ...short, variants: { stops } }, setup, { frames: 24 })!.frames).toBe(12);
  });
});

describe('the story', () => {
  it('is of the first variant that drops anything, or of the one asked for', () => {
    const several = experimentOf({
      none: [dense(4)],
      zero: [dense(4), dropout(0)],
      a: [dense(4), dropout(0.1)],
      b: [dropout(0.2)],
    });
    expect(maskStory(several, setup)!.variant).toBe('a');
    expect(maskStory(several, setup, { variant: 'b' })!.variant).toBe('b');
    expect(maskStory(several, setup, { variant: 'zero' })).toBeUndefined();
    expect(masksFigure(experimentOf({ none: [dense(4)] }), setup)).toBeUndefined();
  });

  it.each<[string, Protocol]>([
    ['hold-out', holdout({ test: 0.15, validation: 0.13 })],
    ['a smaller training set', holdout({ trainRows: 77 })],
    ['folds', kFold({ folds: 7, validation: 0.1 })],
  ])('knows the number of training rows without the table: %s', (_name, protocol) => {
    const table = chooseTarget(generateSimple(), { target: 'product', drop: ['id'] });
    if (table.target.kind !== 'classes') throw new TypeError('the built-in target has classes');
    const { levels, labels } = table.target;
    const classes = levels.map((name, at) => ({ name, rows: labels.filter((label) => label === at).length }));
    const single = { drop: variant(sequential([dense(4), dropout(0.5)]), { batchSize: 1 }) };
    const asked = defineExperiment({ name: 'rows', question: 'How many?', protocol, variants: single });
    const story = maskStory(asked, { data: { ...DATA, rows: table.rows, classes } })!;
    expect(story.stepsPerEpoch).toBe(rowsOf(asked, table, { split: 0, fold: 0, variant: 'drop' }).train.length);
  });
});

describe('spells', () => {
  it('are the unbroken stretches, and one may run over the end', () => {
    expect(spellsOf([true, false, false, true, true])).toEqual([{ start: 3, length: 3 }]);
    expect(spellsOf([false, true, false, true])).toEqual([
      { start: 1, length: 1 },
      { start: 3, length: 1 },
    ]);
    expect(spellsOf([true, true])).toEqual([{ start: 0, length: 2 }]);
    expect(spellsOf([false, false])).toEqual([]);
  });

  it('show in exactly their frames, by the style sheet', () => {
    const frames = 7;
    const style = spellStyle(frames);
    for (let start = 0; start < frames; start++) {
      for (let length = 1; length < frames; length++) {
        for (let frame = 0; frame < frames; frame++) {
          const within = (frame - start + frames) % frames < length;
          expect(opacityAt(style, { start, length, seconds: (frame + 0.5) * FRAME_SECONDS })).toBe(within ? 1 : 0);
        }
      }
    }
  });
});

/** What a browser computes: the animation's progress at a time, and its keyframes there. */
function opacityAt(
  style: string,
  { start, length, seconds }: { start: number; length: number; seconds: number },
): number {
  const delay = Number(new RegExp(`\\.s${start}\\{animation-delay:(-[\\d.]+)s\\}`).exec(style)![1]);
  const duration = Number(/\.m\{animation:([\d.]+)s linear infinite\}/.exec(style)![1]);
  const frame = new RegExp(
    `@keyframes n${length}\\{0%,([\\d.]+)%,to\\{opacity:0\\}([\\d.]+)%,([\\d.]+)%\\{opacity:1\\}\\}`,
  ).exec(style)!;
  const [out, risen, falls] = [Number(frame[1]), Number(frame[2]), Number(frame[3])];
  const at = ((((seconds - delay) % duration) + duration) % duration) * (100 / duration);
  if (at < risen) return at / risen;
  if (at <= falls) return 1;
  return at < out ? (out - at) / (out - falls) : 0;
}
