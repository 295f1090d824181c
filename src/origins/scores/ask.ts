/** A question to the user: what the file does not say, the answers there are, and the flag that gives each. */
import { UserError } from '../../base/errors.js';
import { shellWord } from '../../base/shell-word.js';
import { printable } from './shown.js';

export interface Answer {
  /** As on the command line: `--variant "optimizer"`. */
  readonly flag: string;
  readonly means: string;
}

/** Holds the question and its answers, one a line; the command adds itself in front of the flags. */
export class OpenQuestion extends UserError {
  constructor(
    readonly question: string,
    readonly answers: readonly Answer[],
  ) {
    const width = Math.min(44, Math.max(...answers.map(({ flag }) => flag.length)));
    super(
      question,
      ['Say which:', ...answers.map(({ flag, means }) => `  ${flag.padEnd(width)}  ${means}`)].join('\n  '),
    );
  }
}

export function ask(question: string, answers: readonly Answer[]): OpenQuestion {
  return new OpenQuestion(question, answers);
}

/** `--variant optimizer,lr`, quoted for a shell where it must be: what is printed works when it is typed. */
export function flag(name: string, ...values: readonly string[]): string {
  return `--${name} ${shellWord(values.map(typed).join(','))}`;
}

/** A comma parts names, and marks in names do not count: a blank in its place finds the same column. */
function typed(name: string): string {
  return printable(name).replaceAll(',', ' ');
}
