/**
 * The report in a results folder as a set of files: which of them are ours, and whether they belong together. `summary.json`
 * lists every other file of the set with its SHA-256 and is written last; while a set is being written its names stand in a
 * journal, so that a killed process leaves nothing of which it cannot be told whose it is. Knows no analysis.
 */
import { createHash } from 'node:crypto';
import { closeSync, readSync, rmSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { join } from 'node:path';
import { explainingReadErrors, lookAt, openFile, readTextIfThere } from '../base/open-file.js';
import { UserError } from '../base/errors.js';
import { explainingWriteErrors, refuseLinks, replaceFile } from './write-files.js';

export const SUMMARY_FILE = 'summary.json';
export const HTML_FILE = 'report.html';
export const JOURNAL_FILE = 'publishing.json';
const FIGURES = 'figures';

/** Names that a report may have: whatever else a list names is not believed. */
const NAME = /^(?:report\.(?:md|html)|runs\.csv|summary\.(?:json|csv)|figures\/[A-Za-z0-9][\w.-]{0,150}\.svg)$/;
const MOST_BYTES = 256 * 1024 * 1024;

/** What `summary.json` says of itself. */
export interface Published {
  /** The name of the experiment. */
  readonly name: string;
  /** The runs on which the report rests. */
  readonly runs: number;
  /** SHA-256 by name, in the order of writing; absent in what Reseed 0.1.0 has written. */
  readonly files?: ReadonlyMap<string, string>;
}

/** A report on a bench, or on scores that were made elsewhere: neither replaces the other. */
export type PublishedKind = 'bench' | 'scores';

/** The published report of a folder, of either kind. */
export function anyPublished(folder: string): Published | undefined {
  return readPublished(folder) ?? readPublished(folder, 'scores');
}

/** The published report of a folder; undefined where there is none of this kind, or `summary.json` is somebody else's. */
export function readPublished(folder: string, wanted: PublishedKind = 'bench'): Published | undefined {
  const value = parse(readTextIfThere(join(folder, SUMMARY_FILE), { most: MOST_BYTES }));
  const { schema, kind, runs, files, ...rest } = value as Record<string, unknown>;
  const experiment = wanted === 'bench' ? rest.experiment : kind === 'scores' ? rest.name : undefined;
  if (typeof schema !== 'number' || typeof experiment !== 'string' || typeof runs !== 'object' || runs === null)
    return undefined;
  const { ok, failed } = runs as Record<string, unknown>;
  if (typeof ok !== 'number' || typeof failed !== 'number') return undefined;
  const listed = typeof files === 'object' && files !== null ? Object.entries(files) : undefined;
  return {
    name: experiment,
    runs: ok + failed,
    ...(listed === undefined ? {} : { files: new Map(listed.filter(isEntry)) }),
  };
}

function isEntry(entry: [string, unknown]): entry is [string, string] {
  return NAME.test(entry[0]) && typeof entry[1] === 'string' && /^[0-9a-f]{64}$/.test(entry[1]);
}

/**
 * The names in a folder that a report of this experiment may replace or delete.
 *
 * @param known.manifested the folder's manifest says that it is a bench of ours: without a list that can be read, whatever
 *   the report is about to write (`wanted`) is then its own
 */
export function ownNames(
  folder: string,
  {
    name,
    manifested,
    wanted = [],
    kind = 'bench',
  }: { name: string; manifested: boolean; wanted?: Iterable<string>; kind?: PublishedKind },
): ReadonlySet<string> {
  const published = readPublished(folder, kind);
  const own = new Set(journalled(folder));
  if (published?.files !== undefined) {
    for (const each of [...published.files.keys(), SUMMARY_FILE]) own.add(each);
    return own;
  }
  if (manifested) for (const each of [...FIXED, ...wanted]) own.add(each);
  // Folders of 0.1.0 have no list: the files that every report has, and the figures that this one shows, are then taken to be
  // the report's own.
  if (published !== undefined && (manifested || published.name === name)) {
    for (const each of [...FIXED, ...figuresIn(folder)]) own.add(each);
  }
  return own;
}

/** What every report has, beside its figures. */
const FIXED = ['report.md', SUMMARY_FILE, 'summary.csv', 'runs.csv'];

/** @throws {UserError} if one of these files is there and is not ours */
export function refuseForeignFiles(
  folder: string,
  { wanted, own }: { wanted: Iterable<string>; own: ReadonlySet<string> },
): void {
  for (const name of wanted) {
    if (own.has(name) || lookAt(join(folder, name)) === undefined) continue;
    throw new UserError(
      `${join(folder, name)} is there already and is no file of Reseed's, so it is not replaced.`,
      'Move it away, or choose another folder with --out.',
    );
  }
}

/**
 * Puts a set of files into a folder in place of the set that is there, `summary.json` last. To be called by the holder of
 * the folder's lock.
 *
 * @param set.files by name, `summary.json` aside; long ones in pieces
 * @param set.summaryWith the text of `summary.json`, given the list of the others
 * @throws {UserError} if a file of somebody else stands in the way; then nothing is changed
 */
export function publishSet(
  folder: string,
  {
    files,
    own,
    summaryWith,
  }: {
    files: ReadonlyMap<string, string | Iterable<string>>;
    own: ReadonlySet<string>;
    summaryWith: (list: Readonly<Record<string, string>>) => string;
  },
): void {
  refuseLinks(folder, [FIGURES]);
  refuseForeignFiles(folder, { wanted: [...files.keys(), SUMMARY_FILE], own });
  addToJournal(folder, [...own, ...files.keys(), SUMMARY_FILE]);
  const list: [string, string][] = [];
  for (const [name, content] of files) {
    const hash = createHash('sha256');
    replaceFile(join(folder, name), hashing(content, hash));
    list.push([name, hash.digest('hex')]);
  }
  for (const name of own) {
    if (name !== SUMMARY_FILE && !files.has(name)) remove(folder, name);
  }
  replaceFile(join(folder, SUMMARY_FILE), summaryWith(Object.fromEntries(list)));
  remove(folder, JOURNAL_FILE);
}

function remove(folder: string, name: string): void {
  explainingWriteErrors(folder, () => rmSync(join(folder, name), { force: true }));
}

/** Names that are ours from now on, until a list says so. */
export function addToJournal(folder: string, names: Iterable<string>): void {
  const all = new Set([...journalled(folder), ...names].filter((name) => NAME.test(name)));
  replaceFile(join(folder, JOURNAL_FILE), `${JSON.stringify({ reseed: 'publishing', files: [...all].sort() })}\n`);
}

/**
 * What is wrong with the published set, a sentence each; nothing where there is none, or it has no list.
 *
 * @param options.whole  false where it may be a part: git need not keep more than `summary.json` and `runs.csv`
 */
export function troubleInSet(folder: string, { whole = true }: { whole?: boolean } = {}): readonly string[] {
  const published = anyPublished(folder);
  const troubles: string[] = [];
  if (published !== undefined && journalled(folder).includes(SUMMARY_FILE)) {
    troubles.push(
      'a report was being written when its process ended: some of its files may be newer than summary.json',
    );
  }
  for (const [name, expected] of published?.files ?? []) {
    const path = join(folder, name);
    const file = lookAt(path);
    if (file === undefined) troubles.push(...(whole ? [`${name} is missing`] : []));
    else if (hashOf(path) !== expected) {
      troubles.push(`${name} is not the one that belongs to summary.json: ${agesOf(folder, file)}`);
    }
  }
  return troubles;
}

/** Written last, `summary.json` is the youngest of its set. A clone or a copy dates all files alike. */
function agesOf(folder: string, file: Pick<Stats, 'mtimeMs'>): string {
  const ahead = file.mtimeMs - (lookAt(join(folder, SUMMARY_FILE))?.mtimeMs ?? NaN);
  if (ahead > 0) return 'by its date it is newer, or was changed since, and summary.json is older';
  return ahead < -ONE_REPORT_MS
    ? 'by its date it is older'
    : 'it is older, newer, or was changed; their dates do not tell';
}

/** No report takes so long to write. */
const ONE_REPORT_MS = 60_000;

function journalled(folder: string): readonly string[] {
  const { reseed, files } = parse(readTextIfThere(join(folder, JOURNAL_FILE), { most: MOST_BYTES })) as Record<
    string,
    unknown
  >;
  if (reseed !== 'publishing' || !Array.isArray(files)) return [];
  return files.filter((name): name is string => typeof name === 'string' && NAME.test(name));
}

function figuresIn(folder: string): readonly string[] {
  const text = readTextIfThere(join(folder, 'report.md'), { most: MOST_BYTES }) ?? '';
  return [...text.matchAll(/figures\/[A-Za-z0-9][\w.-]*\.svg/g)]
    .map(([name]) => name)
    .filter((name) => NAME.test(name));
}

function parse(text: string | undefined): object {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

function* hashing(content: string | Iterable<string>, hash: { update(text: string): unknown }): Generator<string> {
  for (const piece of typeof content === 'string' ? [content] : content) {
    hash.update(piece);
    yield piece;
  }
}

function hashOf(path: string): string {
  return explainingReadErrors(path, () => {
    const file = openFile(path, 'read');
    const hash = createHash('sha256');
    const buffer = Buffer.allocUnsafe(64 * 1024);
    try {
      for (let size = readSync(file, buffer); size > 0; size = readSync(file, buffer))
        hash.update(buffer.subarray(0, size));
      return hash.digest('hex');
    } finally {
      closeSync(file);
    }
  });
}

/** A summary with the list of the other files: it stands last, so that what comes before it is what `--json` prints. */
export function withFiles(summary: string, list: Readonly<Record<string, string>>): string {
  const text = JSON.stringify({ files: list }, null, 2).slice(2);
  return `${summary.replace(/\n\}\n$/, '')},\n${text}\n`;
}
