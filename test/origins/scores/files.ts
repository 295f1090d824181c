/** Small files of the shapes that tools write, made here; and the reading of a text as a file. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { UserError } from '../../../src/base/errors.js';
import { openSource, readScores } from '../../../src/origins/scores/index.js';
import type { ReadOptions, ScoresReading } from '../../../src/origins/scores/index.js';

/** A folder with the files; its path. */
export function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'reseed-scores-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

export async function readFolder(
  files: Readonly<Record<string, string>>,
  options: ReadOptions = {},
): Promise<ScoresReading> {
  const source = await openSource([folderOf(files)], options.columns === undefined ? {} : { columns: options.columns });
  return readScores(source, options);
}

export async function readText(text: string, options: ReadOptions = {}, name = 'runs.csv'): Promise<ScoresReading> {
  const path = join(folderOf({ [name]: text }), name);
  return readScores(
    await openSource([path], options.columns === undefined ? {} : { columns: options.columns }),
    options,
  );
}

/** What a refusal says, message and hint. */
export async function refusal(reading: Promise<unknown>): Promise<string> {
  try {
    await reading;
  } catch (error) {
    if (error instanceof UserError) return `${error.message}\n${error.hint ?? ''}`;
    throw error;
  }
  throw new Error('it was read');
}

/** The first metric's values of one variant, in the order of the file. */
export function valuesOfVariant(reading: ScoresReading, variant: string, dataSet?: string): readonly number[] {
  return reading.scores
    .filter((score) => score.variant === variant && (dataSet === undefined || score.dataSet === dataSet))
    .map(({ values }) => values[0]!);
}

/** variant × seed, an accuracy each. */
export const LONG = `model,seed,accuracy
a,1,0.81
a,2,0.83
a,3,0.79
b,1,0.85
b,2,0.88
b,3,0.84
`;
