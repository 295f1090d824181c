/** Questions to whoever sits at the terminal: on stderr, since stdout is the result. */
import { createInterface } from 'node:readline';
import { UserError } from '../base/errors.js';

/** Of a process. */
export interface Terminal {
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
}

/** @returns the way to ask, or undefined where stdin or stderr is no terminal */
export function asker({ stdin, stderr }: Terminal): ((question: string) => Promise<string>) | undefined {
  if (stdin.isTTY !== true || stderr.isTTY !== true) return undefined;
  const ahead: string[] = [];
  let waiting: { readonly take: (line: string) => void; readonly leave: (error: Error) => void } | undefined;
  let lines: ReturnType<typeof createInterface> | undefined;
  const open = (): NonNullable<typeof lines> => {
    const opened = createInterface({ input: stdin, output: stderr });
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
