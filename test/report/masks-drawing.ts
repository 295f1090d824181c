/** Reads back what an animation of masks shows in each frame, from the SVG text alone; and a small set-up to draw. */
import type { TableFacts } from '../../src/origins/facts.js';
import { defineExperiment, holdout, variant } from '../../src/experiment/experiment.js';
import type { Experiment } from '../../src/experiment/experiment.js';
import { sequential } from '../../src/model/spec.js';
import type { Layer } from '../../src/model/spec.js';

export const DATA: TableFacts['data'] = {
  source: 'simple',
  name: 'simple',
  made: true,
  fingerprint: '',
  rows: 300,
  target: 'kind',
  task: 'classification',
  classes: [
    { name: 'plain', rows: 180 },
    { name: 'odd', rows: 120 },
  ],
  numbers: 5,
  categories: 0,
  inputs: 5,
};

export function experimentOf(variants: Readonly<Record<string, readonly Layer[]>>): Experiment {
  const recipes = Object.entries(variants).map(([name, layers]) => [name, variant(sequential(layers))] as const);
  return defineExperiment({
    name: 'drawn',
    question: 'What is there?',
    protocol: holdout({ splits: 2, seeds: 1 }),
    variants: Object.fromEntries(recipes),
  });
}

type Point = string;

interface Mark {
  readonly start: number;
  readonly length: number;
  readonly d: string;
}

/** The dropped units of a layer by frame: [frame][unit], only for units that are drawn. */
export function droppedIn(svg: string, { layer, frames }: { layer: number; frames: number }): boolean[][] {
  const units = unitsOf(svg, layer);
  const inside = new RegExp(`<g id="dropped-${layer}">(.*?)</g>`, 's').exec(svg)?.[1] ?? '';
  return Array.from({ length: frames }, (_, frame) => {
    const black = new Set(
      marksOf(inside, 'gone').flatMap((mark) => (shows(mark, { frame, frames }) ? dotsOf(mark.d) : [])),
    );
    return units.map((unit) => black.has(unit));
  });
}

/** Where the drawn units of a layer stand, in order of unit. */
export function unitsOf(svg: string, layer: number): Point[] {
  const discs = [...svg.matchAll(/<path class="there" d="([^"]*)"\/>\n<g id="dropped-(\d+)"/g)];
  return dotsOf(discs.find(([, , index]) => index === String(layer))?.[1] ?? '');
}

/** Both ends of every edge that is drawn in a frame. */
export function edgesIn(svg: string, at: { frame: number; frames: number }): (readonly [Point, Point])[] {
  return marksOf(svg, 'edge').flatMap((mark) =>
    shows(mark, at)
      ? [...mark.d.matchAll(/M([\d.]+ [\d.]+)L([\d.]+ [\d.]+)/g)].map(([, a, b]) => [a!, b!] as const)
      : [],
  );
}

function marksOf(svg: string, name: string): Mark[] {
  return [...svg.matchAll(new RegExp(`<path class="${name} (?:m n(\\d+) s(\\d+)(?: f)?|f)" d="([^"]*)"`, 'g'))].map(
    ([, length, start, d]) => ({ start: Number(start ?? 0), length: Number(length ?? Infinity), d: d! }),
  );
}

function shows({ start, length }: Mark, { frame, frames }: { frame: number; frames: number }): boolean {
  return (frame - start + frames) % frames < length;
}

function dotsOf(d: string): Point[] {
  return [...d.matchAll(/M([\d.]+ [\d.]+)h0/g)].map(([, point]) => point!);
}
