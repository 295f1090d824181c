/**
 * Several results folders of one bench → one folder with the records that a single machine would have left, in plan order.
 * Never prints. Knows no statistics: the caller writes the report.
 */
import { UserError } from '../base/errors.js';
import { type PastLook, withLook } from './looks.js';
import { loadManifest, manifestForm, refuseForeignFolder } from './manifest.js';
import type { Manifest } from './manifest.js';
import { refuseSomebodysFolder } from './ownership.js';
import { refuseStrangers } from './merge-check.js';
import { distinctRuns, planRuns } from '../design/plan.js';
import type { Run } from '../design/plan.js';
import { canonicalRecord } from '../design/record.js';
import type { RunRecord } from '../design/record.js';
import { repeatsOf } from '../origins/facts.js';
import { describeOrigin, kindOf } from '../origins/open.js';
import { appendReference, readReferences, repairReferences } from './references-file.js';
import { noRecords } from './no-records.js';
import { openStore, readPredictions, readRecords } from './store.js';
import type { Store } from './store.js';
import { whole } from '../base/how-many.js';

export interface MergeRequest {
  /** At least one; the first one's manifest is the measure. */
  readonly folders: readonly string[];
  /** Where the merged records go; may be one of `folders`. */
  readonly out: string;
  /** With tfjs: take records from unlike processors together, the first where two of a run differ. */
  readonly allowMixed: boolean;
  /** A sentence about something that the user should know. */
  readonly onNote: (text: string) => void;
}

export interface MergeResult {
  readonly manifest: Manifest;
  readonly planned: number;
  /** Runs of the plan that no folder holds. */
  readonly missing: readonly Run[];
  /** Runs that more than one folder holds. */
  readonly duplicates: number;
}

interface HeldFolder {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly records: ReadonlyMap<string, RunRecord>;
}

/**
 * @throws {UserError} if the folders do not belong together, or two of them hold unequal results of one run where the
 * engine gives equal bits everywhere
 */
export function mergeFolders(request: MergeRequest): MergeResult {
  const { out, onNote } = request;
  const sources = readSources(request);
  const { experiment, setup } = sources[0]!.manifest;
  const runs = distinctRuns(planRuns(experiment, describeOrigin(experiment, setup.origin)));
  refuseSomebodysFolder(out, setup.name);
  refuseForeignFolder(out, setup);
  const store = openStore(out);
  try {
    for (const text of store.loaded.repairs) onNote(`${out}: ${text}`);
    const missing: Run[] = [];
    const unequal: Run[] = [];
    let duplicates = 0;
    for (const run of runs) {
      const held = sources.filter(({ records }) => records.has(run.hash));
      if (held.length > 1) duplicates++;
      const there = store.loaded.records.has(run.hash);
      const merged = { ...sources[0]!, folder: out, records: store.loaded.records };
      if (areUnequal(run, there ? [merged, ...held] : held, request)) unequal.push(run);
      if (!there && !held.some((source) => carryOver(run, source, { store, onNote }))) missing.push(run);
    }
    if (unequal.length > 0) {
      onNote(
        `${whole(unequal.length)} runs have unequal results, such as ${describeRun(unequal[0]!)}: the first folder's stay`,
      );
    }
    carryReferences(sources, out);
    const manifest = mergedManifest(sources);
    store.writeManifest(manifestForm(manifest));
    return { manifest, planned: runs.length, missing, duplicates };
  } finally {
    store.close();
  }
}

function readSources({ folders, allowMixed, onNote }: MergeRequest): readonly HeldFolder[] {
  const sources = [...new Set(folders)].map((folder) => {
    const manifest = loadManifest(folder);
    if (manifest === undefined) throw noRecords(folder);
    if (manifest.setup.until !== undefined) {
      throw new UserError(
        `${folder} was trained until a rule held, so there are no parts to join.`,
        'Fix the number of splits with --splits, and merge folders without --until.',
      );
    }
    const { records, repairs } = readRecords(folder);
    for (const text of repairs) onNote(`${folder}: ${text}`);
    return { folder, manifest, records };
  });
  for (const source of sources.slice(1)) refuseStrangers(sources[0]!, source, { allowMixed });
  return sources;
}

/** What stands beside the variants, as far as any folder has it. */
function carryReferences(sources: readonly HeldFolder[], out: string): void {
  const there = repairReferences(out);
  for (const { folder } of sources) {
    for (const record of readReferences(folder).values()) {
      if (there.has(record.hash)) continue;
      appendReference(out, record);
      there.set(record.hash, record);
    }
  }
}

/** Appends a source's record of the run with its predictions; false, with a note, if those cannot be trusted. */
function carryOver(
  { hash, index, variant }: Run,
  { folder, records }: HeldFolder,
  { store, onNote }: { store: Store; onNote: (text: string) => void },
): boolean {
  const record = { ...records.get(hash)!, variant };
  if (record.status !== 'ok' || record.place === undefined) {
    store.append(record);
    return true;
  }
  let predictions: Float32Array;
  try {
    predictions = readPredictions(folder, record.place);
  } catch {
    onNote(`${folder}: the predictions of run ${index} do not match their checksum; that record is left out`);
    return false;
  }
  store.append(record, predictions);
  return true;
}

/** Whether the folders differ about a run, where that may be. @throws {UserError} where it may not */
function areUnequal(run: Run, held: readonly HeldFolder[], { allowMixed }: MergeRequest): boolean {
  const [first, ...others] = held;
  if (first === undefined || others.length === 0) return false;
  const repeats = repeatsOf(first.manifest.setup.origin);
  const expected = canonicalText(first.records.get(run.hash)!);
  const other = others.find(({ records }) => canonicalText(records.get(run.hash)!) !== expected);
  if (other === undefined) return false;
  const what = `${describeRun(run)} has unequal results in ${first.folder} and ${other.folder}`;
  if (repeats !== 'everywhere') {
    if (!allowMixed) {
      throw new UserError(
        `${what}: ${WHY_UNEQUAL[repeats]}.`,
        `--allow-mixed keeps the one in ${first.folder}; or leave one of the folders out.`,
      );
    }
    return true;
  }
  throw new UserError(
    `${what}, although the fused engine gives equal bits on every machine.`,
    'One of the machines, a disk or a changed copy of Reseed is at fault: train that run again, and keep neither before you know.',
  );
}

const WHY_UNEQUAL = {
  'one machine': "TensorFlow's kernels repeat on one kind of processor only",
  'not promised': 'nobody promised that a run gives the same again',
} as const;

/** Name and place aside: a variant may have been renamed, and designs that overlap share runs. */
function canonicalText(record: RunRecord): string {
  const outcome: Partial<Record<keyof RunRecord, unknown>> = { ...canonicalRecord(record) };
  return JSON.stringify({ ...outcome, variant: '', split: 0, fold: 0, seed: 0, cell: undefined });
}

export function describeRun({ index, variant, split, fold, seed }: Run): string {
  return `run ${index} (${variant}, split ${split}, fold ${fold}, seed ${seed})`;
}

function mergedManifest(sources: readonly HeldFolder[]): Manifest {
  const { reseed, experiment, setup } = sources[0]!.manifest;
  const machines = sources.map(({ manifest: { machine, shard } }) => ({ ...machine, ...(shard ? { shard } : {}) }));
  const sessions = sources.flatMap(({ manifest }) => manifest.sessions);
  // Looks of several shards at the same number of splits count as one look.
  const looks = sources.flatMap(({ manifest }) => manifest.looks ?? []).reduce<readonly PastLook[]>(withLook, []);
  const looked = looks.length === 0 ? {} : { looks };
  const kept = kindOf(experiment).kept(experiment);
  return { schema: 1, reseed, experiment: kept, setup, machine: { merged: machines }, sessions, ...looked };
}
