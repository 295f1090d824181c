/** `reseed compare A B`: do two results folders differ? Also as a gate, for a team's own CI. */
import { basename, relative, resolve } from 'node:path';
import { analyseGiven } from '../analysis/given/analyse-given.js';
import { gateOutcome, parseGivenGate } from '../analysis/given/given-gate.js';
import { compareCommitted, isCommitted } from '../compare-committed.js';
import { VERSION } from '../environment.js';
import { publishGiven } from '../publish-given.js';
import { givenPage, givenScreen } from '../report/given/page.js';
import { givenSummaryJson } from '../report/given/summary.js';
import { shellWord } from '../shell-word.js';
import { openBench, repairsOf } from '../open-bench.js';
import { compareBenches } from '../compare.js';
import { holdingFolder } from '../store/hold.js';
import { loadManifest } from '../store/manifest.js';
import { troubleInSet } from '../store/published.js';
import { UserError } from '../errors.js';
import { judge, parseGate } from '../analysis/gate.js';
import type { Judgement } from '../analysis/gate.js';
import { writeReport } from '../publish.js';
import { equivalenceLines } from '../report/sections/equivalence.js';
import { summaryJson } from '../report/render/summary.js';
import { renderLines, renderTerminal } from '../report/render/terminal.js';
import { screenPage } from '../report/screen.js';
import { metricsFrom } from './metric-flags.js';
import { openHtml, wantsHtml } from './html-flags.js';
import { isOn, text } from './flags.js';
import { EXIT } from './io.js';
import type { ExitCode, Flags, Io } from './io.js';

export async function compare(flags: Flags, io: Io): Promise<ExitCode> {
  const folders = (['first', 'second'] as const).map((which) => resolve(io.cwd, text(flags, which) ?? ''));
  if (folders.some(isCommitted)) return compareWhatGitKeeps(folders as [string, string], { flags, io });
  return compareRecords(flags, io);
}

/** Folders without records, as a clone has them. */
async function compareWhatGitKeeps(
  [first, second]: readonly [string, string],
  { flags, io }: { flags: Flags; io: Io },
): Promise<ExitCode> {
  const { given, notes } = await compareCommitted(first, second);
  for (const folder of [first, second]) {
    for (const trouble of troubleInSet(folder)) io.err(`note: ${basename(folder)}: ${trouble}\n`);
  }
  const gate = text(flags, 'fail-on');
  const parsed =
    gate === undefined
      ? undefined
      : parseGivenGate(
          gate,
          given.metrics.map(({ name }) => name),
        );
  const analysis = analyseGiven(given, { level: 0.95, seed: 1 });
  const headline = `${basename(first)} and ${basename(second)}, as git keeps them: runs.csv and summary.json, without records.`;
  const command = ['reseed compare', shellWord(basename(first)), shellWord(basename(second))].join(' ');
  const how = { headline, columns: [], rules: notes, command, fingerprint: '', version: VERSION };
  const out = text(flags, 'out');
  if (out !== undefined) publishGiven(resolve(io.cwd, out), { analysis, how, page: givenPage(analysis, how) });
  const outcome = parsed === undefined ? undefined : gateOutcome(analysis, parsed);
  for (const note of notes) io.err(`note: ${note}\n`);
  io.out(
    isOn(flags, 'json')
      ? givenSummaryJson(analysis, how, outcome === undefined ? {} : { gate: outcome })
      : renderTerminal(givenScreen(analysis, how), { colour: io.colour, columns: io.outColumns }),
  );
  if (outcome === undefined) return EXIT.done;
  io.err(`gate ${outcome.gate}: ${outcome.words}\n`);
  return outcome.passes ? EXIT.done : EXIT.gate;
}

function compareRecords(flags: Flags, io: Io): ExitCode {
  const gate = text(flags, 'fail-on');
  const parsed = gate === undefined ? undefined : parseGate(gate);
  const [first, second] = [sideOf(flags, io, 'first'), sideOf(flags, io, 'second')];
  const names = first.name === second.name ? [`${first.name} (1)`, `${second.name} (2)`] : [first.name, second.name];
  const compared = compareBenches({ ...first, name: names[0]! }, { ...second, name: names[1]! });
  const out = text(flags, 'out');
  if (out !== undefined) {
    const folder = resolve(io.cwd, out);
    refuseBench(folder);
    holdingFolder(folder, () => writeReport(folder, { ...compared, html: wantsHtml(flags) }));
    openHtml(folder, flags, { onNote: (note) => io.err(`note: ${note}\n`) });
    io.err(`Report: ${relative(io.cwd, folder).replaceAll('\\', '/')}/report.md\n`);
  }
  const { analysis, paired, equivalence } = compared;
  if (!paired) io.err('note: the two met other splits, so the comparison is unpaired and its intervals are wider\n');
  if (isOn(flags, 'json')) io.out(summaryJson(analysis, equivalence));
  else {
    io.out(renderTerminal(screenPage(analysis), { colour: io.colour, columns: io.outColumns }));
    io.out(`\n${renderLines(equivalenceLines(analysis, equivalence))}`);
  }
  if (parsed === undefined) return EXIT.done;
  return showJudgements(judge(analysis, parsed), { gate: gate ?? '', io });
}

/** A gate that passes in silence tells nothing of how sure that is. */
function showJudgements(judgements: readonly Judgement[], { gate, io }: { gate: string; io: Io }): ExitCode {
  for (const { variant, outcome, why } of judgements) {
    if (outcome === 'fails') io.err(`gate ${gate} failed: ${variant}\n`);
    if (outcome === 'cannot judge')
      io.err(`gate ${gate} cannot be judged, and so it failed: ${variant}: ${why ?? ''}\n`);
    if (outcome === 'undecided')
      io.err(`gate ${gate} is undecided, and so it passed: ${variant}: its interval holds the limit\n`);
  }
  return judgements.some(({ outcome }) => outcome === 'fails' || outcome === 'cannot judge') ? EXIT.gate : EXIT.done;
}

/** A comparison has no place in the folder of a bench, whose report it would replace. @throws {UserError} */
function refuseBench(folder: string): void {
  if (loadManifest(folder) === undefined) return;
  throw new UserError(`${folder} holds a bench, whose report would be replaced.`, 'Choose another folder with --out.');
}

function sideOf(flags: Flags, io: Io, which: 'first' | 'second') {
  const given = text(flags, which);
  if (given === undefined)
    throw new UserError('compare needs two results folders.', 'Write reseed compare results/A results/B.');
  const folder = resolve(io.cwd, given);
  const bench = openBench(folder, metricsFrom(flags));
  for (const trouble of [...repairsOf(bench), ...troubleInSet(folder)]) {
    io.err(`note: ${basename(folder)}: ${trouble}; "reseed report" mends what can be mended\n`);
  }
  return { name: basename(folder), bench };
}
