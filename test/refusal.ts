/** What users are told. */
import { UserError } from '../src/base/errors.js';

/** Message and hint of what is refused; undefined where it is not. Any other error is ours, and fails the test. */
export function refusalOf(work: () => unknown, between = ' '): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return `${error.message}${between}${error.hint ?? ''}`;
  }
}
