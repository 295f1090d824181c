/** Is a variant a command line that could be started? And which placeholders does it have? Pure. */
import { UserError } from '../../base/errors.js';
import type { TableChoice } from '../../experiment/table-choice.js';
import { OWN_NAMES, ROW_FILES, checkPlaceholders, checkShellPlaces, namesIn } from './placeholders.js';
import type { CommandVariant } from './variant.js';
import { splitWords } from './words.js';

export interface VariantPlace {
  readonly where: string;
  /** The table of the question: only with one are there files of rows. */
  readonly data: TableChoice | undefined;
}

/** @throws {UserError} that says what is wrong with it */
export function checkVariant(variant: CommandVariant, { where, data }: VariantPlace): void {
  const { command, shell, timeout, values = {}, uses } = variant;
  const lines: unknown = command;
  const fits =
    typeof lines === 'string' ||
    (Array.isArray(lines) && lines.length > 0 && lines.every((each) => typeof each === 'string'));
  if (!fits)
    throw new UserError(`${where} is no command.`, "Write command('program --flag {seed}'), or a list of words.");
  if (shell === true && typeof command !== 'string')
    throw new UserError(`${where}: a list of words needs no shell.`, 'Write the line as one text.');
  if (typeof command === 'string' && shell !== true) splitWords(command);
  if (typeof command === 'string' && shell === true) checkShellPlaces(command, where);
  if (uses !== undefined && !(Array.isArray(uses) && uses.every((each) => typeof each === 'string')))
    throw new UserError(`${where}: uses is no list of files.`, "Write uses: ['train.py', 'model.py'].");
  if (timeout !== undefined) timeoutMs(timeout, where);
  checkOwnValues(Object.keys(values), where);
  const known = [...OWN_NAMES, ...Object.keys(values)];
  for (const text of typeof command === 'string' ? [command] : command) checkPlaceholders(text, { where, known });
  const rows = placesOf(variant).find((name) => isRowFile(name));
  if (rows === undefined) return;
  if (data === undefined)
    throw new UserError(
      `${where}: {${rows}} is a file of rows, and there is no table to take rows from.`,
      "Give data: csv('table.csv', { target: 'label' }) and a protocol; or {split}, where the program divides its rows itself.",
    );
  const leavesOut =
    data.kind !== 'csv'
      ? undefined
      : data.dropMissingTarget
        ? 'dropMissingTarget'
        : data.copies === 'drop'
          ? 'copies'
          : undefined;
  if (leavesOut !== undefined && placesOf(variant).some(isNumberFile))
    throw new UserError(
      `${where}: {${rows}} numbers the rows of the file, and ${leavesOut} leaves some of them out.`,
      'Take {trainCsv} and {testCsv}, or remove those rows from the file.',
    );
}

function checkOwnValues(names: readonly string[], where: string): void {
  const taken = names.find((name) => (OWN_NAMES as readonly string[]).includes(name));
  if (taken !== undefined)
    throw new UserError(`${where}: {${taken}} is put in by Reseed.`, 'Give the value another name.');
}

export function placesOf({ command }: Pick<CommandVariant, 'command'>): readonly string[] {
  return (typeof command === 'string' ? [command] : command).flatMap(namesIn);
}

export function isRowFile(name: string): boolean {
  return (ROW_FILES as readonly string[]).includes(name);
}

/** Those that hold row numbers, not rows. */
export function isNumberFile(name: string): boolean {
  return isRowFile(name) && !name.endsWith('Csv');
}

const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000 };

/** @throws {UserError} unless it is a number with s, m or h */
export function timeoutMs(text: string, where: string): number {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)([smh])$/.exec(text) ?? [];
  if (amount === undefined) throw new UserError(`${where}: "${text}" is not a time.`, 'Write 90s, 20m or 2h.');
  return Number(amount) * UNITS[unit!]!;
}
