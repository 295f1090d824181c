/** The animated picture: the network of one run, one frame a training step, dropped units black. Pure; gives SVG text. */
import { xmlText } from '../escape.js';
import { fitted, textWidth } from '../figures/lettering.js';
import { element, round, text, WIDTH } from '../figures/svg.js';
import { listed, whole } from '../format.js';
import { strongestEdges, STRONGEST } from './edges.js';
import { layOut, UNIT_RADIUS } from './layout.js';
import type { NetworkLayout, PlacedLayer } from './layout.js';
import { createSpells, spellClasses, spellStyle } from './spells.js';
import { keptUnits } from './story.js';
import type { MaskStory, UnitLayer } from './story.js';

const TOP = 116;
const LEFT = 46;
/** Room for the names of the outputs, at most. */
const LONGEST_NAME = 92;

/** White and black mean the same in light and dark; only paper and ink around them follow the page. */
const STYLE = `
text{font-family:-apple-system,BlinkMacSystemFont,"Segoe UI","Noto Sans",Helvetica,Arial,sans-serif;font-size:13px;fill:#1f2328}
.title{font-size:15px;font-weight:600}.strong{font-weight:600}.note{font-size:12px;fill:#59636e}
.edge{stroke:#818b98;stroke-width:.6;stroke-opacity:.55;fill:none}
.rim{stroke:#59636e;stroke-width:${2 * UNIT_RADIUS + 2}}.there{stroke:#fff;stroke-width:${2 * UNIT_RADIUS}}.gone{stroke:#000;stroke-width:${2 * UNIT_RADIUS}}
.rim,.there,.gone{stroke-linecap:round;fill:none}.past{fill:#d1d9e0}.now{fill:#0072b2}
@media (prefers-color-scheme:dark){text{fill:#f0f6fc}.note{fill:#9198a1}.edge{stroke:#9198a1;stroke-opacity:.5}
.rim{stroke:#818b98}.past{fill:#3d444d}.now{fill:#56b4e9}}
`;

interface Scene {
  readonly story: MaskStory;
  readonly layout: NetworkLayout;
  readonly frames: number;
  /** [frame][layer][unit]: true where the unit is there. */
  readonly kept: readonly (readonly (readonly boolean[])[])[];
}

/**
 * An SVG file that loops over the first `frames` training steps, with no script; without motion it shows the first one.
 *
 * @throws {RangeError} unless 2 ≤ frames
 */
export function animateMasks(story: MaskStory, { frames }: { frames: number }): string {
  if (!Number.isInteger(frames) || frames < 2) throw new RangeError(`${frames} frames: expected at least 2`);
  const layout = layOut(story.layers, { left: LEFT, right: WIDTH - 24 - rightMargin(story), top: TOP });
  const kept = Array.from({ length: frames }, (_, step) =>
    story.layers.map((layer) => keptUnits(layer, { mask: story.streams.mask, step })),
  );
  const scene: Scene = { story, layout, frames, kept };
  const height = layout.bottom + 106;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${round(height)}" viewBox="0 0 ${WIDTH} ${round(height)}" role="img" aria-labelledby="title description">`,
    `<title id="title">${xmlText(`${story.experiment}: the dropout masks of ${story.variant}, step by step`)}</title>`,
    `<desc id="description">${xmlText(describeAnimation(story, { frames }))}</desc>`,
    `<style>${STYLE}${spellStyle(frames)}\n</style>`,
    ...heading(scene),
    ...drawEdges(scene),
    ...layout.layers.flatMap((layer, i) => drawLayer(scene, { layer, index: i })),
    ...footer(scene, layout.bottom),
    '</svg>\n',
  ].join('\n');
}

/** The alternative text: what the animation shows, in words. */
export function describeAnimation(story: MaskStory, { frames }: { frames: number }): string {
  const shape = story.layers.map(({ name, units }) => `${name} ${units}`);
  const masked = story.layers.flatMap((layer) => {
    if (layer.dropouts.length === 0) return [];
    let there = 0;
    for (let step = 0; step < frames; step++) {
      there += keptUnits(layer, { mask: story.streams.mask, step }).filter(Boolean).length;
    }
    return [`${(there / frames).toFixed(1)} of the ${layer.units} units of ${layer.name}`];
  });
  return (
    `The network of the variant ${story.variant} (units: ${shape.join(', ')}) over its first ${frames} training steps. ` +
    `Units that dropout leaves out turn black and lose their edges: on average ${listed(masked)} are there. ${remain(story)}`
  );
}

/** Which layers no mask touches: the output always, the input unless the variant drops inputs. */
function remain({ layers }: MaskStory): string {
  return layers[0]!.dropouts.length === 0 ? 'Input and output always remain.' : 'The output always remains.';
}

/** Room on the right of the output units: their names, or half of the longest line over or under them. */
function rightMargin({ outputs }: MaskStory): number {
  const widths = outputs.map((name) => textWidth(name, 12) + 12);
  return Math.max(24, Math.min(LONGEST_NAME + 12, Math.max(...widths)));
}

function heading({ story, frames }: Scene): string[] {
  const { stepsPerEpoch } = story;
  const title = fitted(`${story.variant}: the units that are there, step by step`, 560, 15);
  const steps = Array.from({ length: frames }, (_, step) => {
    const epoch = Math.floor(step / stepsPerEpoch) + 1;
    const place = `step ${step + 1}, epoch ${epoch}`;
    return appear(step, frames, text(place, { x: WIDTH - 24, y: 28, class: 'strong', anchor: 'end' }));
  });
  const room = Math.min(8, 220 / frames);
  const tick = (step: number, name: string): string =>
    element('rect', { x: WIDTH - 24 - (frames - step) * room, y: 38, width: room * 0.7, height: 4, class: name });
  return [
    text(title, { x: 24, y: 28, class: 'title' }),
    text('One frame a training step, with the masks of a real run: first split, first seed, row 1 of each batch.', {
      x: 24,
      y: 48,
      class: 'note',
    }),
    ...Array.from({ length: frames }, (_, step) => tick(step, 'past')),
    ...Array.from({ length: frames }, (_, step) => appear(step, frames, tick(step, 'now'))),
    ...steps,
  ];
}

function appear(step: number, frames: number, child: string): string {
  return element('g', { class: spellClasses({ start: step, length: 1 }, frames) }, child);
}

/** An edge is there while both of its ends are. */
function drawEdges({ story, layout, frames, kept }: Scene): string[] {
  const spells = createSpells(frames);
  for (const { layer, from, to } of strongestEdges(story, layout.layers)) {
    const shows = kept.map((units) => units[layer - 1]![from]! && units[layer]![to]!);
    const [x1, y1] = layout.layers[layer - 1]!.places[from]!;
    const [x2, y2] = layout.layers[layer]!.places[to]!;
    spells.add(shows, `M${round(x1)} ${round(y1)}L${round(x2)} ${round(y2)}`);
  }
  return spells.paths('edge');
}

/** Rims and white discs of all drawn units, black discs over those that are dropped, and the lettering. */
function drawLayer(scene: Scene, { layer, index }: { layer: PlacedLayer; index: number }): string[] {
  const dots = layer.places.map(([x, y]) => `M${round(x)} ${round(y)}h0`);
  const spells = createSpells(scene.frames);
  dots.forEach((dot, unit) => {
    spells.add(
      scene.kept.map((units) => !units[index]![unit]!),
      dot,
    );
  });
  return [
    element('path', { class: 'rim', d: dots.join('') }),
    element('path', { class: 'there', d: dots.join('') }),
    element('g', { id: `dropped-${index}` }, spells.paths('gone').join('\n')),
    ...nameLayer(scene, layer),
    ...countLayer(scene, { layer, index }),
    ...(layer.role === 'output' ? nameOutputs(scene.story, layer) : []),
  ];
}

function nameLayer({ layout }: Scene, layer: PlacedLayer): string[] {
  const { middle: x } = layer;
  const about = [whole(layer.units), layer.activation].filter((part) => part !== '').join(' ');
  return [
    text(fitted(layer.name, layout.room, 13), { x, y: 82, class: 'strong', anchor: 'middle' }),
    text(fitted(about, layout.room, 12), { x, y: 98, class: 'note', anchor: 'middle' }),
  ];
}

function countLayer(
  { layout, frames, kept }: Scene,
  { layer, index }: { layer: PlacedLayer; index: number },
): string[] {
  const { middle: x } = layer;
  const y = layout.bottom + 24;
  const note = (content: string, line: number): string =>
    text(fitted(content, layout.room, 12), { x, y: y + line * 16, class: 'note', anchor: 'middle' });
  const thinned = layer.places.length < layer.units ? [note(`first ${layer.places.length} drawn`, 2)] : [];
  if (layer.dropouts.length === 0) return [note('all remain', 0), ...thinned];
  const counts = kept.map((units) => units[index]!.filter(Boolean).length);
  return [
    note(`dropout ${layer.dropouts.map(({ rate }) => decimal(rate)).join(', ')}`, 0),
    ...counts.map((there, step) =>
      appear(step, frames, text(`${there} remain`, { x, y: y + 16, class: 'strong', anchor: 'middle' })),
    ),
    ...thinned,
  ];
}

function nameOutputs({ outputs }: MaskStory, { places }: UnitLayer & PlacedLayer): string[] {
  const step = places.length > 1 ? Math.abs(places[1]![1] - places[0]![1]) : 16;
  if (outputs.length !== places.length || step < 14) return [];
  return places.map(([x, y], i) => text(fitted(outputs[i]!, LONGEST_NAME, 12), { x: x + 12, y: y + 4, class: 'note' }));
}

function footer({ story }: Scene, bottom: number): string[] {
  const y = bottom + 88;
  const disc = (x: number, name: string): string => element('path', { class: name, d: `M${x} ${round(y - 4)}h0` });
  return [
    disc(30, 'rim'),
    disc(30, 'there'),
    text('there', { x: 41, y, class: 'note' }),
    disc(88, 'rim'),
    disc(88, 'gone'),
    text('dropped', { x: 99, y, class: 'note' }),
    text(`${remain(story)} Edges: the ${STRONGEST} strongest weights into and out of each unit, before training.`, {
      x: WIDTH - 24,
      y,
      class: 'note',
      anchor: 'end',
    }),
  ];
}

/** As people write a rate: .5. */
function decimal(rate: number): string {
  return String(rate).replace(/^0\./, '.');
}
