/** How often commands run, and what ties the runs of different variants together. Pure. */
import { UserError } from '../../base/errors.js';
import { SOURCES } from '../../question/question.js';
import type { Protocol, Source } from '../../question/question.js';
import { isRowFile, placesOf } from './check-variant.js';
import type { CommandInput, CommandQuestion, CommandVariant } from './variant.js';

const DEFAULT_SEEDS = 10;
const DEFAULT_SPLITS = 10;
const SEED_SOURCES = SOURCES.filter((source) => source !== 'split');

interface Written extends Omit<Partial<CommandInput>, 'protocol' | 'variants'>, Pick<CommandQuestion, 'variants'> {
  readonly protocol?: Protocol;
  readonly seedNumbers?: readonly number[];
}
type SeedNumbers = Pick<CommandQuestion, 'seedNumbers'>;
type DesignPart = Pick<CommandQuestion, 'protocol' | 'vary'> & SeedNumbers;

/** @throws {UserError} where the numbers do not fit, or the commands cannot know what they are told */
export function designFrom(written: Written, file: string): DesignPart {
  const { data, protocol, seedNumbers } = written;
  if (data !== undefined) return onTable(written, file);
  if (protocol !== undefined && protocol.kind !== 'given')
    throw new UserError(
      `${file}: a protocol divides the rows of a table, and there is none.`,
      "Give data: csv('table.csv', { target: 'label' }); or splits: 10, where the programs divide their rows themselves.",
    );
  // A manifest holds a question that was checked before: there the amounts stand in the protocol.
  const { seeds = seedNumbers ?? protocol?.seeds, splits = protocol?.splits, variants } = written;
  const splitting = whoHas(variants, (name) => name === 'split');
  if ((splits ?? 1) > 1 || splitting.length > 0) needAll(splitting, { variants, splits, file });
  const { count, numbers } = seedsFrom(seeds ?? (splitting.length > 0 ? 1 : DEFAULT_SEEDS), file);
  return {
    vary: splitting.length > 0 ? SOURCES : SEED_SOURCES,
    protocol: { kind: 'given', splits: splits ?? (splitting.length > 0 ? DEFAULT_SPLITS : 1), seeds: count },
    ...numbers,
  };
}

/** Reseed divides the rows. */
function onTable({ protocol, seeds, splits, seedNumbers, variants, vary }: Written, file: string): DesignPart {
  if (protocol === undefined || protocol.kind === 'given')
    throw new UserError(
      `${file}: data without a protocol.`,
      'Say how its rows are divided: protocol: holdout({ splits: 10, seeds: 2 }), or kFold({ repeats: 10 }).',
    );
  if (splits !== undefined)
    throw new UserError(`${file}: splits stands beside a protocol.`, 'Write it into the protocol.');
  if (typeof seeds === 'number')
    throw new UserError(`${file}: seeds stands beside a protocol.`, 'Write it into the protocol.');
  const dividing = whoHas(variants, isRowFile);
  const without = Object.keys(variants).filter((name) => !dividing.includes(name));
  if (without.length > 0)
    throw new UserError(
      `${file}: ${without.join(', ')} has none of the files of rows, so it cannot know which rows are whose.`,
      'Put in {train} and {test} (row numbers), or {trainCsv} and {testCsv} (rows).',
    );
  const { count, numbers } = seedsFrom(seeds ?? seedNumbers ?? protocol.seeds, file);
  return { vary: varyFrom(vary, file), protocol: { ...protocol, seeds: count }, ...numbers };
}

function varyFrom(vary: readonly Source[] | undefined, file: string): readonly Source[] {
  if (vary === undefined) return SOURCES;
  const given: unknown = vary;
  if (!Array.isArray(given) || given.some((source) => !(SOURCES as readonly unknown[]).includes(source)))
    throw new UserError(`${file}: vary names something else than ${SOURCES.join(', ')}.`);
  // A program's seed drives all of its own randomness. That must vary, or all runs would be the same one.
  return vary.includes('split') ? SOURCES : SEED_SOURCES;
}

function needAll(
  splitting: readonly string[],
  { variants, splits, file }: { variants: Written['variants']; splits: number | undefined; file: string },
): void {
  const without = Object.keys(variants).filter((name) => !splitting.includes(name));
  if (without.length === 0) return;
  const all = splitting.length === 0;
  throw new UserError(
    all
      ? `${file}: ${splits ?? DEFAULT_SPLITS} splits, but no command has {split}.`
      : `${file}: ${without.join(', ')} has no {split}, and the others have.`,
    'Put {split} in, or leave splits out.',
  );
}

function whoHas(
  variants: Readonly<Record<string, CommandVariant>>,
  wanted: (name: string) => boolean,
): readonly string[] {
  return Object.keys(variants).filter((name) => placesOf(variants[name]!).some(wanted));
}

function seedsFrom(
  seeds: number | readonly number[],
  file: string,
): { readonly count: number; readonly numbers: SeedNumbers } {
  const listed = typeof seeds === 'number' ? undefined : seeds;
  const count = typeof seeds === 'number' ? seeds : seeds.length;
  const fits = (each: number): boolean => Number.isInteger(each) && each >= 0 && each < 2147483648;
  if (
    !Number.isInteger(count) ||
    count < 1 ||
    (listed !== undefined && (new Set(listed).size < count || !listed.every(fits)))
  )
    throw new UserError(
      `${file}: seeds is neither a number of seeds nor a list of distinct ones.`,
      'Whole numbers from 0 to 2147483647.',
    );
  return { count, numbers: listed === undefined ? {} : { seedNumbers: listed } };
}
