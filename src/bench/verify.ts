/** Is everything in a results folder what it should be? Reads all of it, changes nothing, never prints. */
import type { Bench } from '../analysis/evidence.js';
import { join } from 'node:path';
import { lookAt } from '../base/open-file.js';
import { isHtmlWhole } from './publish-html.js';
import { openBench } from './open-bench.js';
import { UserError } from '../base/errors.js';
import { loadManifest } from '../store/manifest.js';
import { DamagedPredictions, readPredictions } from '../store/predictions-file.js';
import { anyPublished, HTML_FILE, SUMMARY_FILE, troubleInSet } from '../store/published.js';
import { splitsToReduce } from '../store/reductions.js';
import { areReferencesSound, REFERENCES_FILE } from '../store/references-file.js';
import { RUNS_FILE } from '../store/runs-file.js';

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

const REPORT = '"reseed report" writes it again from the records.';

/** @throws {UserError} if the folder holds neither a bench nor a report of ours */
export function verifyFolder(folder: string): Verified {
  const published = anyPublished(folder);
  const manifest = loadManifest(folder);
  const alone = manifest === undefined && lookAt(join(folder, RUNS_FILE)) !== undefined;
  if (manifest === undefined && published === undefined && !alone) {
    throw new UserError(`${folder} holds neither a bench nor a report of Reseed.`, 'Give a folder below results/.');
  }
  const listed = published?.files?.size ?? null;
  const set = reportFindings(folder, { manifested: manifest !== undefined, isThere: published !== undefined });
  if (manifest === undefined) return { listed, findings: [...(alone ? [WITHOUT_MANIFEST] : []), ...set] };
  const bench = openBench(folder);
  const again = `${manifest.setup.origin.kind === 'scores' ? 'This reads' : 'This makes'} what is missing again: ${manifest.setup.command}`;
  const { findings, checked } = checkBench(folder, { bench, again });
  const there = new Set(bench.records.keys()).size;
  if (published !== undefined && published.runs > there) {
    const text = `the report rests on ${counted(published.runs, 'run')}, and ${counted(there, 'record')} are there`;
    findings.push({ part: 'records', text, remedy: `Bring runs.jsonl back. ${again}` });
  }
  if (published !== undefined && published.runs < there) {
    const text = `the report is older than the records: it rests on ${published.runs} of ${there}`;
    findings.push({ part: 'report', text, remedy: REPORT });
  }
  const planned = new Set(bench.runs.map(({ hash }) => hash)).size;
  return { bench: { planned, records: there, predictions: checked }, listed, findings: [...findings, ...set] };
}

const WITHOUT_MANIFEST: Finding = {
  part: 'records',
  text: 'runs.jsonl is here and manifest.json is not, so nobody can say which runs were planned',
  remedy:
    'Bring manifest.json back; or start the bench’s own command again, which keeps the records and writes it again.',
};

/** The published set: `summary.json`, what it lists, and `report.html`, which says of itself whether it is whole. */
function reportFindings(
  folder: string,
  { manifested, isThere }: { manifested: boolean; isThere: boolean },
): readonly Finding[] {
  const remedy = manifested ? REPORT : 'Bring the folder back from version control.';
  const findings = troubleInSet(folder).map((text): Finding => ({ part: 'report', text, remedy }));
  const isIn = (name: string): boolean => lookAt(join(folder, name)) !== undefined;
  if (!isThere && isIn(SUMMARY_FILE))
    findings.push({
      part: 'report',
      text: `${SUMMARY_FILE} is damaged or no summary of Reseed's, so nothing is known of the files beside it`,
      remedy: `Move it away. ${REPORT}`,
    });
  else if (!isThere && isIn('report.md'))
    findings.push({
      part: 'report',
      text: `report.md is here and ${SUMMARY_FILE}, which says what belongs to it, is not`,
      remedy: REPORT,
    });
  if (!isHtmlWhole(folder))
    findings.push({
      part: 'report',
      text: `${HTML_FILE} was changed since Reseed made it, or is not Reseed's`,
      remedy: manifested ? `Move it away. ${REPORT}` : 'Move it away.',
    });
  return findings;
}

function checkBench(
  folder: string,
  { bench, again }: { bench: Bench; again: string },
): { findings: Finding[]; checked: number } {
  const findings: Finding[] = (bench.repairs ?? []).map((text) => ({ part: 'records', text, remedy: again }));
  const missing = new Set(bench.runs.filter(({ hash }) => !bench.records.has(hash)).map(({ hash }) => hash)).size;
  if (missing > 0)
    findings.push({
      part: 'records',
      text: `${counted(missing, 'run')} of the plan ${missing === 1 ? 'is' : 'are'} missing`,
      remedy: again,
    });
  const { checked, damaged } = checkPredictions(folder, bench);
  if (damaged > 0) {
    const text = `the predictions of ${damaged} of ${counted(checked, 'run')} are gone or do not match their checksum`;
    const remedy = `The report does not need those of finished splits. ${again}`;
    findings.push({ part: 'predictions', text, remedy });
  }
  const unreduced = splitsToReduce(folder, bench);
  if (unreduced > 0) {
    const text = `splits.jsonl lacks ${counted(unreduced, 'complete split')}`;
    const remedy = damaged > 0 ? again : '"reseed report" makes them again from the predictions.';
    findings.push({ part: 'reductions', text, remedy });
  }
  if (!areReferencesSound(folder)) {
    const text = `${REFERENCES_FILE} holds lines that are damaged or no references`;
    findings.push({ part: 'reductions', text, remedy: again });
  }
  return { findings, checked };
}

function checkPredictions(folder: string, { records }: Bench): { checked: number; damaged: number } {
  let [checked, damaged] = [0, 0];
  for (const record of records.values()) {
    if (record.status !== 'ok' || record.place === undefined) continue;
    checked++;
    if (!isSound(folder, record.place)) damaged++;
  }
  return { checked, damaged };
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
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
