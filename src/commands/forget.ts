/** `reseed forget DIR --variant a --seed 3`: takes runs out of a folder, so that the same bench does them again. */

import { openBench } from '../bench/open-bench.js';
import { UserError } from '../base/errors.js';
import { quoted } from '../data/names.js';
import { seedNumber } from '../origins/command/command-line.js';
import type { CommandQuestion } from '../origins/command/variant.js';
import type { Run } from '../design/plan.js';
import type { Question } from '../question/question.js';
import { forgetRuns } from '../store/forget.js';
import { holdingFolder } from '../store/hold.js';
import { loadManifest } from '../store/manifest.js';
import { describeOrigin } from '../origins/open.js';
import { planRuns } from '../design/plan.js';
import { readRecords } from '../store/store.js';
import { choice, text, wholeNumber } from './flags.js';
import { EXIT } from './io.js';
import { folderGiven, shownPath } from './folders.js';
import type { ExitCode, Flags, Io } from './io.js';

export function forget(flags: Flags, io: Io): ExitCode {
  const folder = folderGiven(flags, { io, name: 'dir' });
  const { experiment } = openBench(folder);
  const wanted = runsWanted(flags, folder);
  const where = shownPath(io, folder);
  const count = holdingFolder(folder, () => forgetRuns(folder, new Set(wanted.map(({ hash }) => hash))));
  if (count === 0)
    throw new UserError(`${where} holds no such run of ${experiment.name}.`, 'runs.csv lists those that are there.');
  io.out(
    `${count} ${count === 1 ? 'run' : 'runs'} taken out of ${where}; the same bench does ${count === 1 ? 'it' : 'them'} again\n`,
  );
  return EXIT.done;
}

/** @throws {UserError} if nothing says which, or a name or number is none of the plan's */
function runsWanted(flags: Flags, folder: string): readonly Run[] {
  const { experiment, setup } = loadManifest(folder)!;
  const variant = text(flags, 'variant');
  const seed = wholeNumber(flags, 'seed', { least: 0, most: 2147483647 });
  const split = wholeNumber(flags, 'split', { least: 0 });
  const status = choice(flags, 'status', ['failed']);
  if (variant === undefined && seed === undefined && split === undefined && status === undefined)
    throw new UserError('forget needs to know which runs.', 'Give --variant, --seed, --split, or --status failed.');
  if (variant !== undefined && !Object.hasOwn(experiment.variants, variant))
    throw new UserError(
      `There is no variant ${quoted(variant)}.`,
      `There are: ${Object.keys(experiment.variants).join(', ')}.`,
    );
  const { records } = readRecords(folder, { withoutPredictions: true });
  return planRuns(experiment, describeOrigin(experiment, setup.origin)).filter(
    (run) =>
      (variant === undefined || run.variant === variant) &&
      (split === undefined || run.split === split) &&
      (seed === undefined || isSeed(run, { seed, experiment })) &&
      (status === undefined || records.get(run.hash)?.status === 'failed'),
  );
}

/** The number that a program got, where seeds were listed; else the seed's place, or the number drawn for it. */
function isSeed(run: Run, { seed, experiment }: { seed: number; experiment: Question }): boolean {
  const { variants, seedNumbers, protocol } = experiment;
  const isCommand = Object.values(variants).some((each) => 'command' in each);
  if (seedNumbers !== undefined) return seedNumbers[run.seed] === seed;
  if (!isCommand || seed < protocol.seeds) return run.seed === seed;
  return seedNumber(experiment as CommandQuestion, run) === seed;
}
