/** The three kinds of failure: programmers' errors are RangeError or TypeError, a failed run is data, and this is the user's. */

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

/** Control characters, line ends aside, as `\\u001b`. */
function printable(text: string): string {
  return text.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
