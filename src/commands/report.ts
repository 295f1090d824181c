/** `reseed report DIR`: writes the report again from the records alone; equal records give equal bytes. */

import { UserError } from '../base/errors.js';
import { shellWord } from '../base/shell-word.js';
import { openBench, readBench, repairedBench } from '../bench/open-bench.js';
import { holdingFolder } from '../store/hold.js';
import { refusePoorerReport } from '../store/ownership.js';
import { troubleInSet } from '../store/published.js';
import { keepLook } from '../store/manifest.js';
import { writeReport } from '../bench/publish.js';
import { summaryJson } from '../report/render/summary.js';
import { bibtexOf, latexOf } from '../report/render/latex.js';
import { exitCodeOf } from './exit-code.js';
import { metricsFrom } from './metric-flags.js';
import { openHtml, wantsHtml } from './html-flags.js';
import { firstScreen } from './first-screen.js';
import { isOn } from './flags.js';
import { EXIT } from './io.js';
import { folderGiven, shownPath } from './folders.js';
import type { ExitCode, Flags, Io } from './io.js';

/** What a paper takes over, of the folder as it is; undefined where that is not asked for. */
function forPaper(folder: string, flags: Flags): string | undefined {
  const [latex, bibtex] = [isOn(flags, 'latex'), isOn(flags, 'bibtex')];
  if (!latex && !bibtex) return undefined;
  if (latex && bibtex) throw new UserError('--latex and --bibtex make a file each.', 'Give one, then the other.');
  const { analysis } = readBench(folder, metricsFrom(flags));
  return latex ? latexOf(analysis) : bibtexOf(analysis);
}

export function report(flags: Flags, io: Io): ExitCode {
  const folder = folderGiven(flags, { io, name: 'dir' });
  // A folder without a manifest holds no bench, so nothing has to be locked.
  openBench(folder);
  const paper = forPaper(folder, flags);
  if (paper !== undefined) {
    io.out(paper);
    return EXIT.done;
  }
  const result = holdingFolder(folder, () => {
    const { notes, ...read } = repairedBench(folder, metricsFrom(flags));
    for (const note of notes) io.err(`note: ${note}\n`);
    for (const trouble of troubleInSet(folder)) io.err(`note: ${trouble}; the report is written again\n`);
    if (!isOn(flags, 'force')) refusePoorerReport(folder, read.there, poorer(shownPath(io, folder)));
    writeReport(folder, { ...read.result, html: wantsHtml(flags) });
    keepLook(folder, read.result.analysis);
    return read.result;
  });
  openHtml(folder, flags, { onNote: (note) => io.err(`note: ${note}\n`) });
  io.out(isOn(flags, 'json') ? summaryJson(result.analysis) : firstScreen(result.analysis, { flags, io }));
  return exitCodeOf(result);
}

const poorer = (shown: string): string =>
  `Bring runs.jsonl back, or train what is missing ("reseed verify ${shellWord(shown)}" says how), or say --force.`;
