/** Flags, read strictly: a value that is not a number, a flag given twice or without its value is an error that names it. */
import { UserError } from '../base/errors.js';
import { didYouMean, quoted } from '../data/names.js';
import type { FlagName } from './flag-names.js';
import type { Flags } from './io.js';

/** The one value of a flag, or undefined. @throws {UserError} if it was given twice or without a value */
export function text(flags: Flags, name: FlagName): string | undefined {
  const value = flags[name];
  if (value === undefined) return undefined;
  if (Array.isArray(value)) throw new UserError(`--${name} was given ${value.length} times.`, 'Give it once.');
  if (typeof value !== 'string' || value === '')
    throw new UserError(`--${name} needs a value.`, `Write --${name} VALUE.`);
  return value;
}

/** @throws {UserError} unless the flag's value is a whole number in the range */
export function wholeNumber(
  flags: Flags,
  name: FlagName,
  { least, most = 1_000_000 }: { least: number; most?: number },
): number | undefined {
  const value = text(flags, name);
  if (value === undefined) return undefined;
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < least || number > most) {
    throw new UserError(
      `--${name} ${quoted(value)} is not a whole number from ${least} to ${most}.`,
      `For example: --${name} ${Math.max(least, 5)}`,
    );
  }
  return number;
}

/** @throws {UserError} unless the flag's value is a number strictly between the two, or equal to `from` */
export function decimal(
  flags: Flags,
  name: FlagName,
  { above = -Infinity, below = Infinity, from, example }: DecimalRange,
): number | undefined {
  const value = text(flags, name);
  if (value === undefined) return undefined;
  const number = Number(value);
  const written = /^-?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(value);
  if (!written || !Number.isFinite(number) || !((number > above && number < below) || number === from)) {
    const least = from === undefined ? `above ${above}` : `from ${from}`;
    throw new UserError(
      `--${name} ${quoted(value)} is not a number ${least}${below === Infinity ? '' : ` and below ${below}`}.`,
      `For example: --${name} ${example}`,
    );
  }
  return number;
}

interface DecimalRange {
  readonly above?: number;
  readonly below?: number;
  readonly from?: number;
  readonly example: string;
}

/** @throws {UserError} unless the flag's value is one of `choices` */
export function choice<T extends string>(flags: Flags, name: FlagName, choices: readonly T[]): T | undefined {
  const value = text(flags, name);
  if (value === undefined) return undefined;
  const found = choices.find((each) => each === value);
  if (found === undefined) throw new UserError(`--${name} ${quoted(value)} is not known.`, didYouMean(value, choices));
  return found;
}

export function isOn(flags: Flags, name: FlagName): boolean {
  const value = flags[name];
  if (Array.isArray(value)) throw new UserError(`--${name} was given ${value.length} times.`, 'Give it once.');
  return value === true;
}

/** Whether values of cells may be shown: unless --no-values. */
export function showsValues(flags: Flags): boolean {
  return flags.values === undefined || isOn(flags, 'values');
}

/** All values of a flag that may be given several times, as they were written. @throws {UserError} for one without a value */
export function texts(flags: Flags, name: FlagName): readonly string[] {
  const value: unknown = flags[name];
  if (value === undefined) return [];
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all.map((each) => {
    if (typeof each === 'string' && each !== '') return each;
    throw new UserError(`--${name} needs a value.`, `Write --${name} VALUE.`);
  });
}

/** A comma-separated list; empty items are dropped. */
export function list(flags: Flags, name: FlagName): readonly string[] | undefined {
  return text(flags, name)
    ?.split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}
