/** `reseed compare A B`: do two results folders differ? Also as a gate, for a team's own CI. */
import { basename, relative, resolve } from 'node:path';
import { openBench } from '../open-bench.js';
import { compareBenches } from '../compare.js';
import { UserError } from '../errors.js';
import { judge, parseGate } from '../analysis/gate.js';
import type { Judgement } from '../analysis/gate.js';
import { writeReport } from '../publish.js';
import { equivalenceLines } from '../report/sections/equivalence.js';
import { summaryJson } from '../report/render/summary.js';
import { renderLines, renderTerminal } from '../report/render/terminal.js';
import { screenPage } from '../report/screen.js';
import { metricsFrom } from './metric-flags.js';
import { isOn, text } from './flags.js';
import { EXIT } from './io.js';
import type { ExitCode, Flags, Io } from './io.js';

export function compare(flags: Flags, io: Io): ExitCode {
  const gate = text(flags, 'fail-on');
  const parsed = gate === undefined ? undefined : parseGate(gate);
  const [first, second] = [sideOf(flags, io, 'first'), sideOf(flags, io, 'second')];
  const names = first.name === second.name ? [`${first.name} (1)`, `${second.name} (2)`] : [first.name, second.name];
  const compared = compareBenches({ ...first, name: names[0]! }, { ...second, name: names[1]! });
  const out = text(flags, 'out');
  if (out !== undefined) {
    const folder = resolve(io.cwd, out);
    writeReport(folder, compared);
    io.err(`Report: ${relative(io.cwd, folder).replaceAll('\\', '/')}/report.md\n`);
  }
  const { analysis, paired, equivalence } = compared;
  if (!paired) io.err('note: the two met other splits, so the comparison is unpaired and its intervals are wider\n');
  if (isOn(flags, 'json')) io.out(summaryJson(analysis, equivalence));
  else {
    io.out(renderTerminal(screenPage(analysis), { colour: io.colour }));
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

function sideOf(flags: Flags, io: Io, which: 'first' | 'second') {
  const given = text(flags, which);
  if (given === undefined)
    throw new UserError('compare needs two results folders.', 'Write reseed compare results/A results/B.');
  const folder = resolve(io.cwd, given);
  return { name: basename(folder), bench: openBench(folder, metricsFrom(flags)) };
}
