/** `{seed}` and its like in command lines: replaced in one pass, so that no value is read as a placeholder. Pure. */
import { didYouMean, quoted } from '../../data/names.js';
import { UserError } from '../../errors.js';

const PLACE = /\{\{|\}\}|\{([A-Za-z_]\w*)\}/g;

/** What Reseed itself puts in. */
export const OWN_NAMES = ['seed', 'split', 'fold', 'variant', 'out'] as const;

export function fillIn(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(PLACE, (found, name: string | undefined) => {
    if (name === undefined) return found[0]!;
    const value = values.get(name);
    if (value === undefined) throw new RangeError(`the placeholder ${found} was not checked`);
    return value;
  });
}

export function namesIn(text: string): readonly string[] {
  return [...text.matchAll(PLACE)].flatMap(([, name]) => (name === undefined ? [] : [name]));
}

/** @throws {UserError} for a name that nobody gives a value */
export function checkPlaceholders(text: string, { where, known }: { where: string; known: readonly string[] }): void {
  for (const name of namesIn(text)) {
    if (known.includes(name)) continue;
    throw new UserError(
      `${where}: nothing is known to put in for ${quoted(`{${name}}`)}.`,
      `${didYouMean(name, known)} There are: ${known.map((each) => `{${each}}`).join(', ')}; {{ and }} stand for { and }.`,
    );
  }
}
