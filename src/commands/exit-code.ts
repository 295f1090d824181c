/** What a process says of the runs behind a report. */
import type { Conclusion } from '../analysis/conclude.js';
import { EXIT } from './io.js';
import type { ExitCode } from './io.js';

export function exitCodeOf({ analysis }: Pick<Conclusion, 'analysis'>): ExitCode {
  return analysis.runs.failed + analysis.runs.missing > 0 ? EXIT.failed : EXIT.done;
}
