/** The refusal of a column that a table has not. May not know tables. */
import { UserError } from '../base/errors.js';
import { didYouMean, quoted } from './names.js';

/** @param option  what named it: `--target` */
export function noColumn(
  name: string,
  { file, option, names }: { readonly file: string; readonly option: string; readonly names: readonly string[] },
): UserError {
  const [only = ''] = names;
  const isUncut = names.length === 1 && only !== name && only.includes(name);
  return new UserError(
    `${file} has no column ${quoted(name)} (${option}).`,
    isUncut
      ? `Its first line is one cell, ${quoted(only)}: save the table with commas, semicolons, tabs or bars between the cells.`
      : didYouMean(name, names),
  );
}
