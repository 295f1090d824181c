/** Is everything in a results folder what it should be? Reads all of it, changes nothing, never prints. */
import type { Bench } from './analysis/evidence.js';
import { openBench } from './open-bench.js';
import { UserError } from './errors.js';
import { loadManifest } from './store/manifest.js';
import { DamagedPredictions, readPredictions } from './store/predictions-file.js';
import { anyPublished, troubleInSet } from './store/published.js';
import { splitsToReduce } from './store/reductions.js';

export interface Finding {
  readonly part: 'records' | 'predictions' | 'reductions' | 'report';
  readonly text: string;
  /** What to do about it. */
  readonly remedy: string;
}

export interface Verified {
  /** Absent where the folder holds a report alone, as committed ones do. */
  readonly bench?: { readonly planned: number; readonly records: number; readonly predictions: number };
  /** How many files `summary.json` lists; null where it has no list. */
  readonly listed: number | null;
  readonly findings: readonly Finding[];
}

const TRAIN = 'The bench’s own command trains what is missing.';
const REPORT = '"reseed report" writes it again from the records.';

/** @throws {UserError} if the folder holds neither a bench nor a report of ours */
export function verifyFolder(folder: string): Verified {
  const published = anyPublished(folder);
  const manifested = loadManifest(folder) !== undefined;
  if (!manifested && published === undefined) {
    throw new UserError(`${folder} holds neither a bench nor a report of Reseed.`, 'Give a folder below results/.');
  }
  const set = troubleInSet(folder).map((text): Finding => {
    return { part: 'report', text, remedy: manifested ? REPORT : 'Bring the folder back from version control.' };
  });
  const listed = published?.files?.size ?? null;
  if (!manifested) return { listed, findings: set };
  const bench = openBench(folder);
  const { findings, checked } = checkBench(folder, bench);
  const there = new Set(bench.records.keys()).size;
  if (published !== undefined && published.runs > there) {
    const text = `the report rests on ${published.runs} runs, and ${there} records are there`;
    findings.push({ part: 'records', text, remedy: `Bring runs.jsonl back, or train again: ${TRAIN}` });
  }
  const planned = new Set(bench.runs.map(({ hash }) => hash)).size;
  return { bench: { planned, records: there, predictions: checked }, listed, findings: [...findings, ...set] };
}

function checkBench(folder: string, bench: Bench): { findings: Finding[]; checked: number } {
  const findings: Finding[] = (bench.repairs ?? []).map((text) => ({ part: 'records', text, remedy: TRAIN }));
  const missing = new Set(bench.runs.filter(({ hash }) => !bench.records.has(hash)).map(({ hash }) => hash)).size;
  if (missing > 0) findings.push({ part: 'records', text: `${missing} runs of the plan are missing`, remedy: TRAIN });
  let [checked, damaged] = [0, 0];
  for (const record of bench.records.values()) {
    if (record.status !== 'ok' || record.place === undefined) continue;
    checked++;
    if (!isSound(folder, record.place)) damaged++;
  }
  if (damaged > 0) {
    const text = `the predictions of ${damaged} of ${checked} runs are gone or do not match their checksum`;
    const remedy =
      'The report does not need those of finished splits; the bench’s own command trains the others again.';
    findings.push({ part: 'predictions', text, remedy });
  }
  const unreduced = splitsToReduce(folder, bench);
  if (unreduced > 0) {
    const text = `splits.jsonl lacks ${unreduced} complete splits`;
    findings.push({ part: 'reductions', text, remedy: '"reseed report" makes them again from the predictions.' });
  }
  return { findings, checked };
}

function isSound(folder: string, place: Parameters<typeof readPredictions>[1]): boolean {
  try {
    readPredictions(folder, place);
    return true;
  } catch (error) {
    if (error instanceof DamagedPredictions) return false;
    throw error;
  }
}
