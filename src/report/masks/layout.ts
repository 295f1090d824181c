/** Where the units of a network stand in the picture, and which of many are drawn. Pure geometry, in px; knows no masks. */
import type { UnitLayer } from './story.js';

/** Units in a file; a layer of more stands in several files side by side, each half a place lower than the one before. */
const FILE_LENGTH = 25;
const MOST_FILES = 4;
const PITCH = 15;
const WIDEST_PITCH = 30;
const FILE_STEP = 13;
const LEAST_GAP = 44;
export const UNIT_RADIUS = 5;

export interface PlacedLayer extends UnitLayer {
  /** The first `places.length` units are drawn. */
  readonly places: readonly (readonly [number, number])[];
  readonly middle: number;
}

export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
}

export interface NetworkLayout {
  readonly layers: readonly PlacedLayer[];
  /** Distance between the middles of neighbouring layers at the narrowest place: the room for their lettering. */
  readonly room: number;
  readonly bottom: number;
}

/** Places all layers inside the box, on whole pixels (thousands of edges are written as text); a layer shows its first 100 units (fewer where many layers must share the width). */
export function layOut(layers: readonly UnitLayer[], { left, right, top }: Box): NetworkLayout {
  const files = mostFiles(layers, right - left);
  const shapes = layers.map((layer) => shapeOf(layer, files));
  const taken = shapes.reduce((sum, { width }) => sum + width, 0);
  const gap = Math.max(0, right - left - taken) / Math.max(1, layers.length - 1);
  const height = Math.max(...shapes.map((shape) => shape.height));
  let x = left;
  const placed = layers.map((layer, i) => {
    const shape = shapes[i]!;
    const offset = top + (height - shape.height) / 2;
    const places = shape.spots.map(([dx, dy]) => [Math.round(x + dx), Math.round(offset + dy)] as const);
    const middle = x + shape.width / 2;
    x += shape.width + gap;
    return { ...layer, places, middle };
  });
  const distances = placed.slice(1).map(({ middle }, i) => middle - placed[i]!.middle);
  return { layers: placed, room: Math.min(...distances), bottom: top + height };
}

function mostFiles(layers: readonly UnitLayer[], width: number): number {
  for (let files = MOST_FILES; files > 1; files--) {
    const taken = layers.reduce((sum, layer) => sum + shapeOf(layer, files).width, 0);
    if (taken + LEAST_GAP * (layers.length - 1) <= width) return files;
  }
  return 1;
}

function shapeOf(
  { units }: UnitLayer,
  most: number,
): { width: number; height: number; spots: (readonly [number, number])[] } {
  const shown = Math.min(units, most * FILE_LENGTH);
  const files = Math.ceil(shown / FILE_LENGTH);
  const length = Math.ceil(shown / files);
  const pitch = files > 1 ? PITCH : Math.min(WIDEST_PITCH, Math.max(PITCH, (FILE_LENGTH * PITCH) / length));
  const spots = Array.from({ length: shown }, (_, unit) => {
    const file = Math.floor(unit / length);
    const lower = file % 2 === 1 ? pitch / 2 : 0;
    return [UNIT_RADIUS + file * FILE_STEP, UNIT_RADIUS + (unit % length) * pitch + lower] as const;
  });
  const height = Math.max(...spots.map(([, y]) => y)) + UNIT_RADIUS;
  return { width: (files - 1) * FILE_STEP + 2 * UNIT_RADIUS, height, spots };
}
