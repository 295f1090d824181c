/** `reseed compare A B`: do two results folders differ? Also as a gate, for a team's own CI. */
import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { Conclusion } from '../analysis/conclude.js';
import { judgeGate } from '../analysis/gate.js';
import { aloneNotes } from '../bench/alone.js';
import { compareCommitted, isCommitted } from '../bench/compare-committed.js';
import { concludeScores } from '../bench/keep-scores.js';
import type { MetricChoices } from '../question/metric.js';
import { shellWord } from '../base/shell-word.js';
import { folderGiven, shownPath } from './folders.js';
import { openBench, repairsOf } from '../bench/open-bench.js';
import { compareBenches } from '../bench/compare.js';
import { holdingFolder } from '../store/hold.js';
import { loadManifest } from '../store/manifest.js';
import { troubleInSet } from '../store/published.js';
import { UserError } from '../base/errors.js';
import { writeReport } from '../bench/publish.js';
import { equivalenceLines } from '../report/sections/equivalence.js';
import { summaryJson } from '../report/render/summary.js';
import { renderLines } from '../report/render/terminal.js';
import { checkGate, gateFrom, showGate } from './gate-flags.js';
import { metricsFrom } from './metric-flags.js';
import { openHtml, wantsHtml } from './html-flags.js';
import { firstScreen } from './first-screen.js';
import { isOn, text } from './flags.js';
import { EXIT } from './io.js';
import type { ExitCode, Flags, Io } from './io.js';

export async function compare(flags: Flags, io: Io): Promise<ExitCode> {
  const folders = [folderGiven(flags, { io, name: 'first' }), folderGiven(flags, { io, name: 'second' })] as const;
  if (folders.some(isCommitted)) return compareWhatGitKeeps(folders, { flags, io });
  return compareRecords(folders, { flags, io });
}

/** Folders without records, as a clone has them. */
async function compareWhatGitKeeps(
  [first, second]: readonly [string, string],
  { flags, io }: { flags: Flags; io: Io },
): Promise<ExitCode> {
  const gate = gateFrom(flags);
  const { read, notes } = await compareCommitted(first, second);
  checkGate(gate, read.metrics, io);
  for (const folder of [first, second].filter((path) => existsSync(join(path, 'summary.json')))) {
    for (const trouble of troubleInSet(folder, { whole: false })) io.err(`note: ${basename(folder)}: ${trouble}\n`);
  }
  const headline = `${basename(first)} and ${basename(second)}, as git keeps them: runs.csv and summary.json, without records.`;
  const { conclusion } = concludeScores(read, {
    question: `Do ${read.name.replace('-against-', ' and ')} differ?`,
    ...{ level: 0.95, seed: 1, compared: true, ...thresholdsFrom(flags) },
    command: ['reseed compare', shellWord(basename(first)), shellWord(basename(second))].join(' '),
    facts: {
      ...{ kind: 'scores', what: headline, repeats: 'everywhere' },
      reading: { headline, columns: [], rules: notes },
    },
  });
  for (const note of notes) io.err(`note: ${note}\n`);
  publish(conclusion, { flags, io });
  const outcome = gate === undefined ? undefined : judgeGate(conclusion.analysis, gate);
  if (isOn(flags, 'json')) io.out(summaryJson(conclusion.analysis, { gate: outcome }));
  else io.out(firstScreen(conclusion.analysis, { flags, io }));
  return outcome === undefined ? EXIT.done : showGate(outcome, io);
}

function compareRecords(folders: readonly [string, string], { flags, io }: { flags: Flags; io: Io }): ExitCode {
  const gate = gateFrom(flags);
  const [first, second] = [sideOf(folders[0], { flags, io }), sideOf(folders[1], { flags, io })];
  const names = first.name === second.name ? [`${first.name} (1)`, `${second.name} (2)`] : [first.name, second.name];
  const compared = compareBenches({ ...first, name: names[0]! }, { ...second, name: names[1]! });
  const { analysis, paired, equivalence } = compared;
  checkGate(gate, analysis.metrics, io);
  publish(compared, { flags, io });
  const variantsOf = ({ name, bench }: typeof first): { name: string; variants: readonly string[] } => ({
    name,
    variants: Object.keys(bench.experiment.variants),
  });
  for (const note of aloneNotes([variantsOf(first), variantsOf(second)])) io.err(`note: ${note}\n`);
  if (!paired) io.err('note: the two met other splits, so the comparison is unpaired and its intervals are wider\n');
  const outcome = gate === undefined ? undefined : judgeGate(analysis, gate);
  if (isOn(flags, 'json')) io.out(summaryJson(analysis, { equivalence, gate: outcome }));
  else {
    io.out(firstScreen(analysis, { flags, io }));
    if (!isOn(flags, 'markdown')) io.out(`\n${renderLines(equivalenceLines(analysis, equivalence))}`);
  }
  return outcome === undefined ? EXIT.done : showGate(outcome, io);
}

/** Where a folder is named for it. */
function publish(conclusion: Conclusion, { flags, io }: { flags: Flags; io: Io }): void {
  const out = text(flags, 'out');
  if (out === undefined) return;
  const folder = resolve(io.cwd, out);
  refuseBench(folder);
  holdingFolder(folder, () => writeReport(folder, { ...conclusion, html: wantsHtml(flags) }));
  openHtml(folder, flags, { onNote: (note) => io.err(`note: ${note}\n`) });
  io.err(`Report: ${shownPath(io, folder)}/report.md\n`);
}

function thresholdsFrom(flags: Flags): Pick<MetricChoices, 'thresholds'> {
  const { thresholds } = metricsFrom(flags);
  return thresholds === undefined ? {} : { thresholds };
}

/** A comparison has no place in the folder of a bench, whose report it would replace. @throws {UserError} */
function refuseBench(folder: string): void {
  if (loadManifest(folder) === undefined) return;
  throw new UserError(`${folder} holds a bench, whose report would be replaced.`, 'Choose another folder with --out.');
}

function sideOf(folder: string, { flags, io }: { flags: Flags; io: Io }) {
  const bench = openBench(folder, metricsFrom(flags));
  for (const trouble of [...repairsOf(bench), ...troubleInSet(folder)]) {
    io.err(
      `note: ${basename(folder)}: ${trouble}; "reseed report ${shellWord(shownPath(io, folder))}" mends what can be mended\n`,
    );
  }
  return { name: basename(folder), bench };
}
