/** `reseed inspect FILE`: how a table is read, a line a column, and what in it calls for a look. Trains nothing. */
import { resolve } from 'node:path';
import { readCsv } from '../data/csv.js';
import { describeTable, type TableDescription } from '../data/description.js';
import { quoted } from '../data/names.js';
import { chooseTarget } from '../data/target.js';
import { lookAtParts, readingParts } from '../report/sections/reading.js';
import { renderTerminal } from '../report/render/terminal.js';
import { UserError } from '../errors.js';
import { readingFrom } from './data-flags.js';
import { choice, isOn, text, texts } from './flags.js';
import { EXIT } from './io.js';
import type { ExitCode, Flags, Io } from './io.js';
import { readingProgress } from './reading-progress.js';

export async function inspect(flags: Flags, io: Io): Promise<ExitCode> {
  const description = await describedFile(flags, io);
  const values = isOn(flags, 'values') || flags.values === undefined;
  if (isOn(flags, 'json')) {
    io.out(`${JSON.stringify({ schema: 1, ...(values ? description : withoutValues(description)) }, null, 2)}\n`);
  } else {
    const parts = [...readingParts(description, { values }), ...lookAtParts(description, { values })];
    const page = { title: [`What Reseed reads in ${quoted(description.file)}`], parts };
    io.out(renderTerminal(page, { colour: io.colour }));
    if (description.target === undefined && !hasTrouble(description)) {
      io.out('\nWith --target COLUMN: the task and why, and columns that give the target away.\n');
    }
  }
  return hasTrouble(description) ? EXIT.usage : EXIT.done;
}

async function describedFile(flags: Flags, io: Io): Promise<TableDescription> {
  const path = text(flags, 'file') ?? '';
  const target = text(flags, 'target');
  const task = choice(flags, 'task', ['classification', 'regression']);
  const drop = texts(flags, 'drop');
  if (target === undefined && task !== undefined)
    throw new UserError('--task goes with --target.', 'Give the column to predict.');
  const progress = readingProgress(io, { quiet: isOn(flags, 'json') });
  const reading = { ...readingFrom(flags), unused: drop, tolerant: true, onProgress: progress.onProgress };
  const dataset = await readCsv(resolve(io.cwd, path), reading);
  progress.end();
  const trouble = dataset.reading?.columns.some((column) => column.trouble !== undefined) ?? false;
  // A target among columns that cannot be read would be judged by what it is not.
  if (target === undefined || trouble) return describeTable(dataset);
  const choices = {
    target,
    drop,
    dropMissingTarget: isOn(flags, 'drop-missing-target'),
    ...(task === undefined ? {} : { task }),
  };
  return describeTable(dataset, { choice: choices, table: chooseTarget(dataset, choices) });
}

function hasTrouble({ columns }: TableDescription): boolean {
  return columns.some(({ trouble }) => trouble !== undefined);
}

/** Ranges and the texts of odd cells taken out. */
function withoutValues(description: TableDescription): object {
  return {
    ...description,
    columns: description.columns.map(({ range, odd, trouble, ...rest }) => ({
      ...rest,
      odd: odd.map(({ line }) => ({ line })),
      ...(trouble === undefined ? {} : { trouble: { text: 'cannot be read', remedy: 'see it without --no-values' } }),
    })),
    findings: description.findings.map(({ what, column, remedy }) => ({
      what,
      column,
      remedy: what === 'case variants' ? '' : remedy,
    })),
  };
}
