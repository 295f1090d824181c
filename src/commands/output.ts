/**
 * The one way out to a terminal or a pipe. A reader that has gone, or a full disk, loses output and nothing else: training
 * goes on, and what a command found out is still its exit code.
 */
import { CLEAR_LINE, printable } from '../base/printable.js';
import { systemWords } from '../base/system-errors.js';

export interface Output {
  readonly write: (text: string) => void;
  /** Why output was lost, in words; undefined while none was, and where only the reader has gone. */
  readonly trouble: () => string | undefined;
}

type Stream = Pick<NodeJS.WriteStream, 'write' | 'on'>;

/** @param options.colour  lets the colours of `report/terminal.ts` through; everything else that a terminal would obey is written out */
export function openOutput(stream: () => Stream, { colour = false }: { colour?: boolean } = {}): Output {
  let target: Stream | undefined;
  let trouble: string | undefined;
  const lose = (error: unknown): void => {
    target = undefined;
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') trouble ??= systemWords(error) ?? String(error);
  };
  try {
    target = stream();
    target.on('error', lose);
  } catch (error) {
    lose(error);
  }
  return {
    write(text) {
      try {
        target?.write(text === CLEAR_LINE ? text : harmless(text, colour));
      } catch (error) {
        lose(error);
      }
    },
    trouble: () => trouble,
  };
}

/** Bold, dim, red, green, yellow, and their ends. */
const COLOURS = /(\u001b\[(?:1|2|22|31|32|33|39)m)/;

function harmless(text: string, colour: boolean): string {
  if (!colour) return printable(text);
  return text
    .split(COLOURS)
    .map((part, i) => (i % 2 === 1 ? part : printable(part)))
    .join('');
}
