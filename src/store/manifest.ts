/**
 * The manifest of a results folder: what was asked, of which data, by which version, on which machine. Reads it with
 * suspicion, since a folder may come from anywhere; knows no records.
 */
import { join } from 'node:path';
import * as v from 'valibot';
import { readTextIfThere } from '../base/open-file.js';
import type { Encoding } from '../data/encoding.js';
import { factsOf } from '../design/setup.js';
import type { Setup } from '../design/setup.js';
import { setupForm, setupFrom } from '../design/setup-form.js';
import type { SetupForm } from '../design/setup-form.js';
import { UserError } from '../base/errors.js';
import { fingerprintOf } from '../origins/facts.js';
import { checkQuestion, kindOf } from '../origins/open.js';
import type { Question } from '../question/question.js';
import { lookOf, withLook } from './looks.js';
import type { PastLook } from './looks.js';
import type { Shard } from '../design/shard.js';
import { MANIFEST_SHAPE } from './manifest-shape.js';
import { MANIFEST_FILE } from './store.js';
import { replaceFile } from './write-files.js';

/** One start of a bench in a folder; the manifest keeps them all. */
export interface Session {
  readonly startedAt: number;
  readonly wallMs: number;
  readonly workers: number;
  readonly trained: number;
  /** The user's own code at that start: its commit, and whether files differed from it. */
  readonly commit?: string;
  readonly changed?: boolean;
}

export interface Manifest {
  readonly schema: 1;
  readonly reseed: string;
  readonly experiment: Question;
  readonly setup: Setup;
  /** Where it was trained: one machine, or those of all folders that were merged. */
  readonly machine: object;
  readonly sessions: readonly Session[];
  readonly shard?: Shard;
  /** Reports over a finished plan, in the order in which they were first written. */
  readonly looks?: readonly PastLook[];
}

const REMEDY = 'Choose another folder with --out, or start over with --fresh.';
/** Starting over would delete what this version cannot even read. */
const NOT_OURS = 'Choose another folder with --out; nothing there was changed.';

/**
 * The manifest of a folder, or undefined where there is none.
 *
 * @throws {UserError} if it is damaged, of another version, or no manifest at all
 */
export function loadManifest(folder: string): Manifest | undefined {
  const value = readManifest(folder);
  if (value === undefined) return undefined;
  const result = v.safeParse(MANIFEST_SHAPE, value, { abortEarly: true });
  if (!result.success) {
    const where = v.getDotPath(result.issues[0]) ?? 'the file';
    throw new UserError(
      `${folder}/manifest.json is not a manifest that this version of Reseed reads (${where}).`,
      newerHint(value) ?? NOT_OURS,
    );
  }
  const manifest = value as Manifest & { readonly setup: SetupForm };
  const { name } = manifest.setup;
  // The set-up repeats parts of the experiment. They are read from the experiment alone, so that a file cannot contradict itself.
  const experiment = checkQuestion(manifest.experiment, { file: `${folder}/manifest.json`, name });
  const { encoding } = experiment as { encoding?: Encoding };
  const kept = 'origin' in manifest.setup ? manifest.setup.origin.kind : 'table';
  if (kindOf(experiment).kind !== kept)
    throw new UserError(
      `${folder}/manifest.json is not a manifest that this version of Reseed reads (its question and its origin differ in kind).`,
      NOT_OURS,
    );
  const form = { ...manifest.setup, ...factsOf(experiment), ...(encoding === undefined ? {} : { encoding }) };
  return { ...manifest, experiment, setup: setupFrom(form) };
}

function newerHint(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { schema: number, reseed } = value as Partial<Record<string, unknown>>;
  if (typeof number !== 'number' || number <= 1 || typeof reseed !== 'string') return undefined;
  return `A newer Reseed (${reseed.slice(0, 20)}) has written it: use that one. ${NOT_OURS}`;
}

/** What of a report counts as a look. */
interface LookedAt {
  readonly runs: { readonly missing: number };
  readonly splits: number;
  readonly seeds: number;
  readonly setup: Setup;
}

/** Keeps that somebody saw a report of this folder; one of an unfinished plan does not count. Call once it is written. */
export function keepLook(folder: string, { runs, splits, seeds, setup }: LookedAt): void {
  const manifest = loadManifest(folder);
  if (manifest === undefined || runs.missing > 0) return;
  const { looks = [] } = manifest;
  const now = withLook(looks, lookOf({ splits, seeds, setup }));
  if (now === looks) return;
  const changed = { ...(readManifest(folder) as object), looks: now };
  replaceFile(join(folder, MANIFEST_FILE), `${JSON.stringify(changed, null, 2)}\n`);
}

/** Results of another question or another table are never mixed into one folder. @throws {UserError} */
export function refuseForeignFolder(folder: string, wanted: Pick<Setup, 'name' | 'origin'>): void {
  const manifest = loadManifest(folder);
  if (manifest === undefined) return;
  if (manifest.setup.name !== wanted.name) {
    throw new UserError(`${folder} holds the experiment ${manifest.setup.name}, not ${wanted.name}.`, REMEDY);
  }
  if (fingerprintOf(manifest.setup.origin) !== fingerprintOf(wanted.origin)) {
    throw new UserError(
      `${folder} holds results on other data: the table, its target or its dropped columns changed.`,
      REMEDY,
    );
  }
}

/** A manifest is a few thousand bytes, and as many more as a bench was started or looked at. */
const MOST_BYTES = 64 * 1024 * 1024;

function readManifest(folder: string): unknown {
  const path = join(folder, MANIFEST_FILE);
  const text = readTextIfThere(path, { most: MOST_BYTES });
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new UserError(`${path} is not valid JSON.`, `Bring it back if it is yours. ${NOT_OURS}`);
  }
}

/** The manifest as its file holds it. */
export function manifestForm({ setup: of, ...rest }: Manifest): object {
  const { schema: number, reseed, experiment, ...others } = rest;
  return { schema: number, reseed, experiment, setup: setupForm(of), ...others };
}
