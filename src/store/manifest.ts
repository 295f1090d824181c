/**
 * The manifest of a results folder: what was asked, of which data, by which version, on which machine. Reads it with
 * suspicion, since a folder may come from anywhere; knows no records.
 */
import { join } from 'node:path';
import * as v from 'valibot';
import { readTextIfThere } from '../base/open-file.js';
import type { Analysis, Setup } from '../analysis/analysis.js';
import { checkExperiment } from '../experiment/check-experiment.js';
import { ENGINE_NAMES } from '../engines/engine.js';
import { UserError } from '../errors.js';
import type { Experiment } from '../experiment/experiment.js';
import { lookOf, withLook } from './looks.js';
import type { PastLook } from './looks.js';
import type { Shard } from '../shard.js';
import { MANIFEST_FILE } from './store.js';
import { replaceFile } from './write-files.js';

/** One start of a bench in a folder; the manifest keeps them all. */
export interface Session {
  readonly startedAt: number;
  readonly wallMs: number;
  readonly workers: number;
  readonly trained: number;
}

export interface Manifest {
  readonly schema: 1;
  readonly reseed: string;
  readonly experiment: Experiment;
  readonly setup: Setup;
  /** Where it was trained: one machine, or those of all folders that were merged. */
  readonly machine: object;
  readonly sessions: readonly Session[];
  readonly shard?: Shard;
  /** Reports over a finished plan, in the order in which they were first written. */
  readonly looks?: readonly PastLook[];
}

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const setup = v.looseObject({
  name: v.string(),
  question: v.string(),
  background: v.optional(v.string()),
  baseline: v.string(),
  level: v.number(),
  seed: count,
  data: v.strictObject({
    source: v.picklist(['simple', 'csv']),
    name: v.string(),
    made: v.boolean(),
    fingerprint: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
    rows: count,
    target: v.string(),
    task: v.picklist(['classification', 'regression']),
    classes: v.array(v.strictObject({ name: v.string(), rows: count })),
    numbers: count,
    categories: count,
    inputs: count,
  }),
  rows: v.strictObject({ train: count, validation: count, test: count }),
  engine: v.picklist(ENGINE_NAMES),
  backend: v.string(),
  numericsVersion: count,
  version: v.string(),
  command: v.string(),
  until: v.optional(
    v.pipe(
      v.strictObject({
        metric: v.string(),
        quantity: v.picklist(['difference', 'mean']),
        halfWidth: v.pipe(v.number(), v.gtValue(0)),
        minimum: v.pipe(count, v.minValue(3)),
        maximum: count,
      }),
      v.check(({ minimum, maximum }) => minimum <= maximum),
    ),
  ),
});
const schema = v.looseObject({
  schema: v.literal(1),
  reseed: v.string(),
  setup,
  machine: v.looseObject({}),
  sessions: v.array(v.strictObject({ startedAt: v.number(), wallMs: v.number(), workers: count, trained: count })),
  shard: v.optional(v.strictObject({ number: count, of: count })),
  looks: v.optional(
    v.array(v.strictObject({ splits: count, seeds: count, seed: count, until: v.optional(v.string()) })),
  ),
});

const REMEDY = 'Choose another folder with --out, or start over with --fresh.';

/**
 * The manifest of a folder, or undefined where there is none.
 *
 * @throws {UserError} if it is damaged, of another version, or no manifest at all
 */
export function loadManifest(folder: string): Manifest | undefined {
  const value = readManifest(folder);
  if (value === undefined) return undefined;
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (!result.success) {
    const where = v.getDotPath(result.issues[0]) ?? 'the file';
    throw new UserError(
      `${folder}/manifest.json is not a manifest that this version of Reseed reads (${where}).`,
      REMEDY,
    );
  }
  const manifest = value as Manifest;
  const { name } = manifest.setup;
  // The set-up repeats parts of the experiment: taken from there, so that no file can say two things.
  const experiment = checkExperiment(manifest.experiment, { file: `${folder}/manifest.json`, name });
  const { question, baseline, level, seed, vary, protocol, encoding } = experiment;
  return {
    ...manifest,
    experiment,
    setup: { ...manifest.setup, name: experiment.name, question, baseline, level, seed, vary, protocol, encoding },
  };
}

/** Keeps that somebody saw a report of this folder; one of an unfinished plan does not count. Call once it is written. */
export function keepLook(folder: string, { runs, splits, seeds, setup }: Analysis): void {
  const manifest = loadManifest(folder);
  if (manifest === undefined || runs.missing > 0) return;
  const { looks = [] } = manifest;
  const now = withLook(looks, lookOf({ splits, seeds, setup }));
  if (now === looks) return;
  const changed = { ...(readManifest(folder) as object), looks: now };
  replaceFile(join(folder, MANIFEST_FILE), `${JSON.stringify(changed, null, 2)}\n`);
}

/** Results of another question or another table are never mixed into one folder. @throws {UserError} */
export function refuseForeignFolder(folder: string, wanted: Pick<Setup, 'name' | 'data'>): void {
  const manifest = loadManifest(folder);
  if (manifest === undefined) return;
  if (manifest.setup.name !== wanted.name) {
    throw new UserError(`${folder} holds the experiment ${manifest.setup.name}, not ${wanted.name}.`, REMEDY);
  }
  if (manifest.setup.data.fingerprint !== wanted.data.fingerprint) {
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
    throw new UserError(`${path} is not valid JSON.`, 'Restore it, use another --out, or start over with --fresh.');
  }
}
