/** What a command may do to the outside: two streams, a signal, an exit code. Commands never touch `process` otherwise. */
import type { FlagName } from './flag-names.js';

export interface Io {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly terminal: boolean;
  readonly colour: boolean;
  /** Of the terminal that shows progress. */
  readonly columns: number;
  /** Of the terminal that shows the result. */
  readonly outColumns: number;
  readonly cwd: string;
  /** Asks whoever sits at the terminal, and gives the answer without blanks around it; absent where nobody does. */
  readonly ask?: (question: string) => Promise<string>;
  /** Aborts on Ctrl-C or SIGTERM. */
  readonly signal: AbortSignal;
  /**
   * Whether Ctrl-C ends the process there and then: while a file is read nobody would hear of `signal`, and nothing is lost.
   * Absent where there is no process to end.
   */
  readonly endAtOnce?: (atOnce: boolean) => void;
}

/** Documented in `reseed --help`. */
export const EXIT = { done: 0, failed: 1, usage: 2, gate: 3, interrupted: 130 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Flags as yargs hands them over: text, several texts where a flag was given twice, or nothing. */
export type Flags = Readonly<Partial<Record<FlagName, unknown>>>;
