/** Questions to whoever sits at the terminal: on stderr, since stdout is the result. */
import { createInterface } from 'node:readline';
import { UserError } from '../base/errors.js';

/** @returns the way to ask, or undefined where stdin or stderr is no terminal */
export function asker(): ((question: string) => Promise<string>) | undefined {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return undefined;
  const ahead: string[] = [];
  let waiting: { readonly take: (line: string) => void; readonly leave: (error: Error) => void } | undefined;
  let lines: ReturnType<typeof createInterface> | undefined;
  const open = (): NonNullable<typeof lines> => {
    const opened = createInterface({ input: process.stdin, output: process.stderr });
    // Lines that were typed before the question are kept for it.
    opened.on('line', (line) => {
      if (waiting === undefined) return void ahead.push(line);
      waiting.take(line);
      waiting = undefined;
    });
    // Ctrl-D and Ctrl-C end the asking: nothing was written yet.
    opened.on('close', () => waiting?.leave(new UserError('Nothing was written.')));
    opened.on('SIGINT', () => opened.close());
    return opened;
  };
  return async (question) => {
    lines ??= open();
    lines.setPrompt(question);
    lines.prompt();
    try {
      const given = ahead.shift();
      return (given ?? (await new Promise<string>((take, leave) => (waiting = { take, leave })))).trim();
    } finally {
      waiting = undefined;
      // An open reader on the terminal would keep the process alive.
      lines.pause();
    }
  };
}
