/** `reseed inspect FILE`: how a table is read, a line a column, and what in it calls for a look. Trains nothing. */
import { resolve } from 'node:path';
import { readCsv } from '../data/csv.js';
import { describeTable, withoutValues, type TableDescription } from '../data/description.js';
import { quoted } from '../data/names.js';
import { chooseTarget } from '../data/target.js';
import { lookAtParts, readingParts } from '../report/sections/reading.js';
import { renderTerminal } from '../report/render/terminal.js';
import { UserError } from '../base/errors.js';
import { readingFrom, usedFrom } from './data-flags.js';
import { choice, isOn, showsValues, text, texts } from './flags.js';
import { EXIT } from './io.js';
import type { ExitCode, Flags, Io } from './io.js';
import { readingProgress } from './reading-progress.js';

export async function inspect(flags: Flags, io: Io): Promise<ExitCode> {
  const read = await describedFile(flags, io);
  const description = showsValues(flags) ? read : withoutValues(read);
  if (isOn(flags, 'json')) {
    io.out(`${JSON.stringify({ schema: 1, ...forJson(description) }, null, 2)}\n`);
  } else {
    const parts = [...readingParts(description), ...lookAtParts(description)];
    const page = { title: [`What Reseed reads in ${quoted(description.file)}`], parts };
    io.out(renderTerminal(page, { colour: io.colour, columns: io.outColumns }));
    if (description.target === undefined && !hasTrouble(description)) {
      io.out('\nWith --target COLUMN: the task and why, and columns that give the target away.\n');
    }
  }
  return hasTrouble(description) || description.refused !== undefined ? EXIT.usage : EXIT.done;
}

async function describedFile(flags: Flags, io: Io): Promise<TableDescription> {
  const path = text(flags, 'file') ?? '';
  const target = text(flags, 'target');
  const task = choice(flags, 'task', ['classification', 'regression']);
  const drop = texts(flags, 'drop');
  if (target === undefined && task !== undefined)
    throw new UserError('--task goes with --target.', 'Give the column to predict.');
  const progress = readingProgress(io, { quiet: isOn(flags, 'json') });
  const values = showsValues(flags);
  const reading = { ...readingFrom(flags), unused: drop, tolerant: true, values, onProgress: progress.onProgress };
  const dataset = await readCsv(resolve(io.cwd, path), reading);
  progress.end();
  const trouble = dataset.reading?.columns.some((column) => column.trouble !== undefined) ?? false;
  // While columns cannot be read, findings about the target would be wrong, so it is left out.
  if (target === undefined || trouble) return describeTable(dataset);
  const choices = {
    target,
    drop,
    dropMissingTarget: isOn(flags, 'drop-missing-target'),
    values,
    division: text(flags, 'group') ?? text(flags, 'time'),
    category: reading.category,
    ...usedFrom(flags),
    ...(task === undefined ? {} : { task }),
  };
  return describeTable(dataset, { choice: choices, table: chooseTarget(dataset, choices) });
}

function hasTrouble({ columns }: TableDescription): boolean {
  return columns.some(({ trouble }) => trouble !== undefined);
}

/** A finding is said once: with its values, unless those are left out. */
function forJson({ findings, ...rest }: TableDescription): object {
  return { ...rest, findings: findings.map(({ bare: _bare, ...finding }) => finding) };
}
