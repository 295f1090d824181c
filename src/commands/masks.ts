/** `reseed masks`: draws the dropout masks of an experiment's network, step by step, without training anything. */
import { resolve } from 'node:path';
import { didYouMean, quoted } from '../data/names.js';
import { UserError } from '../base/errors.js';
import { isTable } from '../origins/facts.js';
import { isTableQuestion } from '../origins/table/kind.js';
import type { Question } from '../question/question.js';
import { masksFigure } from '../report/masks/figure.js';
import type { MasksFigure } from '../report/masks/figure.js';
import { countKept } from '../report/masks/kept.js';
import { loadManifest } from '../store/manifest.js';
import { addToJournal, ownNames, refuseForeignFiles } from '../store/published.js';
import { replaceFile } from '../store/write-files.js';
import { isOn, text, wholeNumber } from './flags.js';
import { EXIT } from './io.js';
import { shownPath } from './folders.js';
import type { ExitCode, Flags, Io } from './io.js';
import { prepareBench } from './prepare.js';

export async function masks(flags: Flags, io: Io): Promise<ExitCode> {
  const prepared = await prepareBench({ ...flags, out: undefined }, io);
  const variant = text(flags, 'variant');
  const frames = wholeNumber(flags, 'steps', { least: 2, most: 120 });
  const { question: experiment, origin, folder } = prepared;
  checkVariant(experiment, variant);
  const figure =
    isTable(origin.facts) && isTableQuestion(experiment)
      ? masksFigure(experiment, origin.facts, { variant, frames })
      : undefined;
  if (figure === undefined) throw nothingDropped(experiment, variant);
  const files = filesFor(resolve(io.cwd, text(flags, 'out') ?? resolve(folder, 'figures/masks.svg')));
  if (text(flags, 'out') === undefined) claim(folder, experiment.name);
  replaceFile(files.animation, figure.animation);
  replaceFile(files.still, figure.still);
  const shown = (path: string): string => shownPath(io, path);
  const written = { animation: shown(files.animation), still: shown(files.still) };
  if (isOn(flags, 'json')) io.out(`${JSON.stringify(summary(figure, written), null, 2)}\n`);
  else io.out(sentences(figure, { asked: frames, written }));
  return EXIT.done;
}

/** The still lies beside the animation: `masks.svg` and `masks-kept.svg`. */
function filesFor(animation: string): { animation: string; still: string } {
  if (!animation.endsWith('.svg')) {
    throw new UserError(`--out ${quoted(animation)} is not the name of an SVG file.`, 'Write --out masks.svg.');
  }
  return { animation, still: `${animation.slice(0, -'.svg'.length)}-kept.svg` };
}

/** The usual place is that of a report's own pictures. @throws {UserError} if somebody else's lie there */
function claim(folder: string, name: string): void {
  const wanted = ['figures/masks.svg', 'figures/masks-kept.svg'];
  const own = ownNames(folder, { name, manifested: loadManifest(folder) !== undefined });
  refuseForeignFiles(folder, { wanted, own });
  if (!wanted.every((each) => own.has(each))) addToJournal(folder, wanted);
}

function checkVariant({ name, variants }: Question, variant: string | undefined): void {
  if (variant === undefined || Object.hasOwn(variants, variant)) return;
  throw new UserError(`${name} has no variant ${quoted(variant)}.`, didYouMean(variant, Object.keys(variants)));
}

function nothingDropped({ name }: Question, variant: string | undefined): UserError {
  const message =
    variant === undefined
      ? `No variant of ${name} drops units, so there are no masks to draw.`
      : `The variant ${quoted(variant)} of ${name} drops no units, so it has no masks to draw.`;
  return new UserError(
    message,
    'Choose an experiment or a --variant that has a dropout(rate) layer with a rate above 0.',
  );
}

function summary(figure: MasksFigure, files: { animation: string; still: string }) {
  const { story, frames } = figure;
  return {
    schema: 1,
    experiment: story.experiment,
    variant: story.variant,
    frames,
    stepsPerEpoch: story.stepsPerEpoch,
    layers: story.layers.map(({ name, units, dropouts }) => ({ name, units, rates: dropouts.map(({ rate }) => rate) })),
    kept: countKept(story).map(({ layer, steps, counts, expected }) => ({
      layer: layer.name,
      steps,
      expected,
      counts,
    })),
    files,
  };
}

function sentences(
  { alt, stillAlt, frames }: MasksFigure,
  { asked, written }: { asked: number | undefined; written: { animation: string; still: string } },
): string {
  const fewer =
    asked !== undefined && asked > frames ? `The run may end after ${frames} steps: no more are drawn.\n` : '';
  return `${alt}\n${stillAlt}\n${fewer}\nAnimation: ${written.animation}\nStill:     ${written.still}\n`;
}
