/** Which connections are drawn: the strongest ones, before training, so that the picture stays light. Knows no SVG. */
import type { PlacedLayer } from './layout.js';
import { initialWeights } from './story.js';
import type { MaskStory } from './story.js';

/** For every drawn unit: the strongest weights into it, and the strongest out of it. */
export const STRONGEST = 2;

export interface Edge {
  /** Number of the layer that it leads into, from 1; it comes from the layer before. */
  readonly layer: number;
  readonly from: number;
  readonly to: number;
}

/** Edges between drawn units, in order of layer, source, destination. */
export function strongestEdges(story: MaskStory, layers: readonly PlacedLayer[]): Edge[] {
  return layers.slice(1).flatMap((into, i) => {
    const layer = i + 1;
    const [sources, destinations] = [layers[i]!.places.length, into.places.length];
    const weights = initialWeights(story, layer);
    const size = (from: number, to: number): number => Math.abs(weights[from * into.units + to]!);
    const chosen = new Set<number>();
    for (let to = 0; to < destinations; to++) {
      for (const from of largest(sources, (each) => size(each, to))) chosen.add(from * destinations + to);
    }
    for (let from = 0; from < sources; from++) {
      for (const to of largest(destinations, (each) => size(from, each))) chosen.add(from * destinations + to);
    }
    return [...chosen]
      .sort((a, b) => a - b)
      .map((code) => ({ layer, from: Math.floor(code / destinations), to: code % destinations }));
  });
}

/** The numbers, of 0 to n − 1, with the largest sizes; the lower number first among equals. */
function largest(n: number, size: (each: number) => number): number[] {
  return Array.from({ length: n }, (_, each) => each)
    .sort((a, b) => size(b) - size(a) || a - b)
    .slice(0, STRONGEST);
}
