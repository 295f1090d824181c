/** Is this a question about commands? Checks everything that can be seen before one starts; names the place of a mistake. */
import { dirname } from 'node:path';
import { didYouMean, quoted } from '../../data/names.js';
import { UserError } from '../../base/errors.js';
import { checkShape } from '../../experiment/check-experiment.js';
import { checkIntervals } from '../../question/intervals.js';
import { checkBenchOptions } from './bench-options.js';
import { designFrom } from './check-design.js';
import { checkVariant } from './check-variant.js';
import { metricsFrom, plainRule } from './check-score.js';
import { COMMAND_QUESTION_SHAPE } from './question-shape.js';
import type { CommandInput, CommandQuestion } from './variant.js';

/** @throws {UserError} that names the place of a mistake and what was expected */
export function checkCommands(value: unknown, { file, name }: { file: string; name: string }): CommandQuestion {
  checkShape(COMMAND_QUESTION_SHAPE, { name, variants: {}, ...(value as object) }, file);
  refuseUnknown(value as object, { known: KNOWN, where: file });
  const { variants = {}, score, ...written } = value as Partial<CommandInput> & Partial<CommandQuestion>;
  for (const [variant, each] of Object.entries(variants)) {
    refuseUnknown(each, { known: KNOWN_OF_VARIANT, where: `${file}: variants.${variant}` });
    checkVariant(each, { where: `${file}: variants.${variant}`, data: written.data });
  }
  const names = Object.keys(variants);
  if (names.length < 2) throw new UserError(`${file}: ${names.length} variant.`, 'Give two or more to compare.');
  const baseline = written.baseline ?? names[0]!;
  if (!names.includes(baseline))
    throw new UserError(`${file}: baseline names no variant.`, `There are: ${names.join(', ')}.`);
  for (const [variant, { against }] of Object.entries(variants)) {
    if (against !== undefined && !names.includes(against))
      throw new UserError(`${file}: ${variant} is compared with ${quoted(against)}, which is no variant.`);
  }
  if (written.intervals !== undefined) checkIntervals(written.intervals, file);
  const { seeds: _seeds, splits: _splits, ...rest } = written;
  const design = designFrom({ ...written, variants }, file);
  return {
    name,
    question: 'Which of them scores better?',
    seed: 1,
    level: 0.95,
    ...rest,
    ...checkBenchOptions(written, file),
    ...metricsFrom(written, { score, file }),
    ...design,
    variants,
    baseline,
    folder: dirname(file),
    ...(score === undefined
      ? {}
      : { score: Object.fromEntries(Object.entries(score).map(([key, rule]) => [key, plainRule(rule)])) }),
  };
}

/** Beside what the shape lists: what files say of design and bench, and what a question has once it was checked. */
const KNOWN = [
  ...Object.keys(COMMAND_QUESTION_SHAPE.entries),
  ...['vary', 'encoding', 'folder', 'paired', 'compared'],
  ...['keepLogs', 'gpus', 'gpusPerRun', 'incidentCodes'],
];
const KNOWN_OF_VARIANT = [...Object.keys(COMMAND_QUESTION_SHAPE.entries.variants.value.entries), 'command', 'uses'];

/** A misspelt option would be left out in silence. @throws {UserError} */
function refuseUnknown(value: object, { known, where }: { known: readonly string[]; where: string }): void {
  const odd = Object.keys(value).find((key) => !known.includes(key));
  if (odd !== undefined) throw new UserError(`${where}: ${quoted(odd)} is not known here.`, didYouMean(odd, known));
}
