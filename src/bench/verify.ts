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
import { shellWord } from '../base/shell-word.js';

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

/**
 * @param shown the folder as its reader calls it, for the commands that mend it
 * @throws {UserError} if the folder holds neither a bench nor a report of ours
 */
export function verifyFolder(folder: string, shown = folder): Verified {
  const report = `"reseed report ${shellWord(shown)}"`;
  const rewrite = `${report} writes it again from the records.`;
  const published = anyPublished(folder);
  const manifest = loadManifest(folder);
  const alone = manifest === undefined && lookAt(join(folder, RUNS_FILE)) !== undefined;
  if (manifest === undefined && published === undefined && !alone) {
    throw new UserError(`${folder} holds neither a bench nor a report of Reseed.`, 'Give a folder below results/.');
  }
  const listed = published?.files?.size ?? null;
  const set = reportFindings(folder, {
    rewrite: manifest === undefined ? undefined : rewrite,
    isThere: published !== undefined,
  });
  if (manifest === undefined) return { listed, findings: [...(alone ? [WITHOUT_MANIFEST] : []), ...set] };
  const bench = openBench(folder);
  const again = `${manifest.setup.origin.kind === 'scores' ? 'This reads' : 'This makes'} what is missing again: ${manifest.setup.command}`;
  const { findings, checked } = checkBench(folder, { bench, again, report });
  const there = new Set(bench.records.keys()).size;
  if (published !== undefined && published.runs > there) {
    const text = `the report rests on ${counted(published.runs, 'run')}, and ${counted(there, 'record')} are there`;
    findings.push({ part: 'records', text, remedy: `Bring runs.jsonl back. ${again}` });
  }
  // The folder may hold more: of a larger bench before, or of runs that were under way when a rule of --until held.
  const planned = new Set(bench.runs.map(({ hash }) => hash));
  const reported = [...planned].filter((hash) => bench.records.has(hash)).length;
  if (published !== undefined && published.runs < reported) {
    const text = `the report is older than the records: it rests on ${published.runs} of ${reported}`;
    findings.push({ part: 'report', text, remedy: rewrite });
  }
  return {
    bench: { planned: planned.size, records: there, predictions: checked },
    listed,
    findings: [...findings, ...set],
  };
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
  { rewrite, isThere }: { rewrite: string | undefined; isThere: boolean },
): readonly Finding[] {
  const remedy = rewrite ?? 'Bring the folder back from version control.';
  const findings = troubleInSet(folder).map((text): Finding => ({ part: 'report', text, remedy }));
  const isIn = (name: string): boolean => lookAt(join(folder, name)) !== undefined;
  if (!isThere && isIn(SUMMARY_FILE))
    findings.push({
      part: 'report',
      text: `${SUMMARY_FILE} is damaged or no summary of Reseed's, so nothing is known of the files beside it`,
      remedy: `Move it away. ${remedy}`,
    });
  else if (!isThere && isIn('report.md'))
    findings.push({
      part: 'report',
      text: `report.md is here and ${SUMMARY_FILE}, which says what belongs to it, is not`,
      remedy,
    });
  if (!isHtmlWhole(folder))
    findings.push({
      part: 'report',
      text: `${HTML_FILE} was changed since Reseed made it, or is not Reseed's`,
      remedy: rewrite === undefined ? 'Move it away.' : `Move it away. ${rewrite}`,
    });
  return findings;
}

function checkBench(
  folder: string,
  { bench, again, report }: { bench: Bench; again: string; report: string },
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
    const remedy = damaged > 0 ? again : `${report} makes them again from the predictions.`;
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
