/** The two pictures of an experiment's dropout masks, for the report and for `reseed masks`. Pure. */
import type { Setup } from '../../design/setup.js';
import { tableOf } from '../../origins/facts.js';
import type { TableFacts } from '../../origins/facts.js';
import type { Experiment } from '../../experiment/experiment.js';
import type { Figure } from '../page.js';
import { animateMasks, describeAnimation } from './animation.js';
import { describeKept, drawKept } from './kept.js';
import { maskStory } from './story.js';
import type { MaskStory } from './story.js';

export const DEFAULT_FRAMES = 24;

export interface MasksFigure {
  /** What the pictures were drawn from. */
  readonly story: MaskStory;
  readonly frames: number;
  /** The text of an SVG file: the network, one frame a training step. */
  readonly animation: string;
  /** The text of an SVG file: how often each unit was there. */
  readonly still: string;
  /** Alternative text of the animation, and of the still. */
  readonly alt: string;
  readonly stillAlt: string;
}

/**
 * Draws the run on the first split with the first seed.
 *
 * @param options.variant a variant's name; by default the first that drops anything
 * @param options.frames  training steps to show, at least 2; fewer where the run may end sooner
 * @returns undefined if there is no dropout to show
 */
export function masksFigure(
  experiment: Experiment,
  facts: Pick<TableFacts, 'data'>,
  options: { variant?: string | undefined; frames?: number | undefined } = {},
): MasksFigure | undefined {
  const story = maskStory(experiment, facts, options);
  if (story === undefined) return undefined;
  const frames = Math.max(2, Math.min(options.frames ?? DEFAULT_FRAMES, story.sureSteps));
  return {
    story,
    frames,
    animation: animateMasks(story, { frames }),
    still: drawKept(story),
    alt: describeAnimation(story, { frames }),
    stillAlt: describeKept(story),
  };
}

/** Where dropout is the question on our own table, and where the command asks for them: elsewhere they would take half a page for little. */
export function showsMasks(setup: Setup): boolean {
  const ours = tableOf(setup)?.data.made === true && setup.name.startsWith('dropout-');
  return ours || setup.command.split(' ').includes('--masks');
}

/** For a page that lies beside the folder of its figures: the animation with its caption, then the still. */
export function maskFigures({ story, animation, still, alt, stillAlt }: MasksFigure): readonly Figure[] {
  const caption = `The network of ${story.variant} in training: white units are there, black ones dropped, one frame a training step, from the masks of the run on the first split with the first seed (row 1 of each batch).`;
  return [
    { is: 'figure', kind: 'masks', path: 'figures/masks.svg', svg: animation, alt, caption: [caption] },
    { is: 'figure', kind: 'masks', path: 'figures/masks-kept.svg', svg: still, alt: stillAlt },
  ];
}
