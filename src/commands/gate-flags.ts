/** `--fail-on`: one line on stderr for what each gate says, and the exit code. */
import type { GateOutcome } from '../analysis/gate.js';
import { parseGate } from '../analysis/gate.js';
import type { Gate } from '../analysis/gate.js';
import { text } from './flags.js';
import { EXIT } from './io.js';
import type { ExitCode, Flags, Io } from './io.js';

/** @throws {UserError} unless the flag's text is a gate */
export function gateFrom(flags: Flags): Gate | undefined {
  const given = text(flags, 'fail-on');
  return given === undefined ? undefined : parseGate(given);
}

/** A gate that passes without a word would not say how sure that is. */
export function showGate({ words, passes }: GateOutcome, io: Io): ExitCode {
  io.err(`${words}\n`);
  return passes ? EXIT.done : EXIT.gate;
}
