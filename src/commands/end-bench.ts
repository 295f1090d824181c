/** What a bench does when its runs are there: it writes the report, shows the verdict, and judges the gate. */
import { conclude } from '../analysis/conclude.js';
import type { Conclusion } from '../analysis/conclude.js';
import type { Bench } from '../analysis/evidence.js';
import { judgeGate } from '../analysis/gate.js';
import type { Gate } from '../question/fail-on.js';
import { writeReport } from '../bench/publish.js';
import { summaryJson } from '../report/render/summary.js';
import { keepLook } from '../store/manifest.js';
import { exitCodeOf } from './exit-code.js';
import { firstScreen } from './first-screen.js';
import { isOn } from './flags.js';
import { showGate } from './gate-flags.js';
import { openHtml } from './html-flags.js';
import { EXIT } from './io.js';
import type { ExitCode, Flags, Io } from './io.js';

export { currentEstimate } from '../analysis/current-estimate.js';

/** To be called by the holder of the folder's lock. */
export function publish(there: Bench, { folder, html }: { folder: string; html: boolean }): Conclusion {
  const result = conclude(there);
  writeReport(folder, { ...result, html });
  keepLook(folder, result.analysis);
  return result;
}

export interface EndOptions {
  readonly folder: string;
  /** The folder as it is shown. */
  readonly where: string;
  readonly html: boolean;
  readonly gate: Gate | undefined;
  readonly flags: Flags;
  readonly io: Io;
}

export function showEnd(result: Conclusion, { folder, where, html, gate, flags, io }: EndOptions): ExitCode {
  openHtml(folder, flags, { onNote: (note) => io.err(`note: ${note}\n`) });
  const outcome = gate === undefined ? undefined : judgeGate(result.analysis, gate);
  if (isOn(flags, 'json')) io.out(summaryJson(result.analysis, { gate: outcome }));
  else {
    io.out(firstScreen(result.analysis, { flags, io }));
    if (!isOn(flags, 'quiet') && !isOn(flags, 'markdown'))
      io.out(`\nReport: ${where}/report.md${html ? ', to explore: report.html' : ''}\n`);
  }
  if (outcome !== undefined && showGate(outcome, io) === EXIT.gate) return EXIT.gate;
  return exitCodeOf(result);
}
