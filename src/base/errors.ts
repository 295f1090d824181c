/** The three kinds of failure: programmers' errors are RangeError or TypeError, a failed run is data, and this is the user's. */
import { printable } from './printable.js';

/** A mistake a user can mend: one clear sentence and a remedy. The command line prints both, without a stack, and exits 2. */
export class UserError extends Error {
  override readonly name = 'UserError';

  readonly hint?: string;

  /** Both may hold names from files and command lines: what a terminal would obey is escaped. */
  constructor(message: string, hint?: string) {
    super(printable(message));
    if (hint !== undefined) this.hint = printable(hint);
  }
}

/** A run was lost to no fault of its own (a process died, memory ran out); it may be tried again. */
export class IncidentError extends Error {
  override readonly name = 'IncidentError';

  /** @param reason what ended it, in a word or two: a signal's name, `exit code 7` */
  constructor(
    message: string,
    readonly reason: string,
  ) {
    super(message);
  }
}
