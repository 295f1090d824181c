/** The three kinds of failure: programmers' errors are RangeError or TypeError, a failed run is data, and this is the user's. */

/** A mistake a user can mend: one clear sentence and a remedy. The command line prints both, without a stack, and exits 2. */
export class UserError extends Error {
  override readonly name = 'UserError';

  constructor(
    message: string,
    readonly hint?: string,
  ) {
    super(message);
  }
}
