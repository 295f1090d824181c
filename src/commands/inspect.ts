/** `reseed inspect FILE`: how a table is read, a line a column, and what in it calls for a look. Trains nothing. */
import { resolve } from 'node:path';
import { readCsv } from '../data/csv.js';
import type { Dataset, Table } from '../data/dataset.js';
import { describeTable, withoutValues, type TableDescription } from '../data/description.js';
import { askedFor, nameMeant, quoted } from '../data/names.js';
import type { Trouble } from '../data/reading.js';
import { noColumn } from '../data/no-column.js';
import { chooseTarget, type TargetChoice } from '../data/target.js';
import { code, paragraph, type Part } from '../report/page.js';
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
    const parts = [...readingParts(description), ...lookAtParts(description), ...withoutTarget(description)];
    const page = { title: [`What Reseed reads in ${quoted(description.file)}`], parts };
    io.out(renderTerminal(page, { colour: io.colour, columns: io.outColumns }));
  }
  return hasTrouble(description) || description.refused !== undefined ? EXIT.usage : EXIT.done;
}

function withoutTarget(description: TableDescription): readonly Part[] {
  return description.target !== undefined || description.refused !== undefined || hasTrouble(description)
    ? []
    : [paragraph('With ', code('--target COLUMN'), ': the task and why, and columns that give the target away.')];
}

async function describedFile(flags: Flags, io: Io): Promise<TableDescription> {
  const path = text(flags, 'file') ?? '';
  const target = text(flags, 'target');
  const task = choice(flags, 'task', ['classification', 'regression']);
  const drop = texts(flags, 'drop');
  if (target === undefined && task !== undefined)
    throw new UserError('--task goes with --target.', 'Give the column to predict.');
  const used = usedFrom(flags);
  const progress = readingProgress(io, { quiet: isOn(flags, 'json') });
  const values = showsValues(flags);
  const reading = { ...readingFrom(flags), unused: drop, tolerant: true, values, onProgress: progress.onProgress };
  const dataset = await readCsv(resolve(io.cwd, path), reading);
  progress.end();
  const trouble = dataset.reading?.columns.some((column) => column.trouble !== undefined) ?? false;
  const [group, time] = [text(flags, 'group'), text(flags, 'time')];
  checkNames(dataset, { drop, keep: used.keep });
  checkNamed(dataset, { target, group, time });
  // While columns cannot be read, findings about the target would be wrong, so it is left out.
  if (target === undefined) return describeTable(dataset);
  if (trouble) return withTargetNamed(describeTable(dataset), target);
  const chosen = {
    target,
    drop,
    dropMissingTarget: isOn(flags, 'drop-missing-target'),
    values,
    division: group ?? time,
    category: reading.category,
    ...used,
    ...(task === undefined ? {} : { task }),
  };
  const table = chosenOrWhyNot(dataset, chosen);
  if ('remedy' in table) return { ...withTargetNamed(describeTable(dataset), target), refused: [table] };
  return withSplits(describeTable(dataset, { choice: chosen, table }), { table, flags });
}

/** The table, or why a bench would refuse it: what was read is shown all the same. */
function chosenOrWhyNot(dataset: Dataset, choice: TargetChoice): Table | Trouble {
  try {
    return chooseTarget(dataset, choice);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { text: error.message, remedy: error.hint ?? 'Choose another --target.' };
  }
}

/** Names that a bench would refuse, where no target makes a table of them. */
function checkNames(
  { name: file, columns }: Dataset,
  asked: Readonly<Record<string, readonly string[] | undefined>>,
): void {
  const names = columns.map(({ name }) => name);
  for (const [flag, entries = []] of Object.entries(asked)) {
    const unknown = askedFor(entries, names).find((name) => !names.includes(name));
    if (unknown !== undefined) throw noColumn(unknown, { file, option: `--${flag}`, names });
  }
}

/** The same of flags that name one column: a comma belongs to its name. */
function checkNamed({ name: file, columns }: Dataset, asked: Readonly<Record<string, string | undefined>>): void {
  const names = columns.map(({ name }) => name);
  for (const [flag, name] of Object.entries(asked)) {
    if (name !== undefined && nameMeant(name, names) === undefined)
      throw noColumn(name, { file, option: `--${flag}`, names });
  }
}

/** Only which column it is: the rest is said once all columns can be read. */
function withTargetNamed(description: TableDescription, target: string): TableDescription {
  const names = description.columns.map(({ name }) => name);
  const columns = description.columns.map((column) =>
    column.name === nameMeant(target, names) && column.trouble === undefined
      ? { ...column, role: 'target' as const, becomes: 'is predicted' }
      : column,
  );
  return { ...description, columns };
}

/** What a bench would find in its splits: small test parts, rare classes, levels that are never trained on. */
async function withSplits(
  description: TableDescription,
  { table, flags }: { readonly table: Table; readonly flags: Flags },
): Promise<TableDescription> {
  if (description.refused !== undefined) return description;
  const { usualFindings } = await import('./usual-splits.js');
  const { findings, refused } = await usualFindings(table, flags);
  if (refused !== undefined) return { ...description, refused: [refused] };
  const isKnown = (what: string): boolean => description.findings.some((each) => each.what === what);
  return { ...description, findings: [...description.findings, ...findings.filter(({ what }) => !isKnown(what))] };
}

function hasTrouble({ columns }: TableDescription): boolean {
  return columns.some(({ trouble }) => trouble !== undefined);
}

/** A finding is said once: with its values, unless those are left out. */
function forJson({ findings, ...rest }: TableDescription): object {
  return { ...rest, findings: findings.map(({ bare: _bare, ...finding }) => finding) };
}
