/** The one thing that fuzzing asks of every reader: a result, or a sentence for the user. */
import { UserError } from '../../src/base/errors.js';

/** The result of `read`, or undefined where it refused with a sentence; anything else that is thrown fails the test. */
export function resultOrSentence<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    expectSentence(error);
    return undefined;
  }
}

export async function resultOrSentenceLater<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    expectSentence(error);
    return undefined;
  }
}

/** No stack, and nothing that a terminal would obey. */
function expectSentence({ message, hint = '' }: UserError): void {
  const text = `${message}\n${hint}`;
  if (message.trim() === '' || /\n\s+at |[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/.test(text)) {
    throw new Error(`not a sentence for a user: ${JSON.stringify(text)}`);
  }
}
