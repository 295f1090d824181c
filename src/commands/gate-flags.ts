/** `--fail-on`: one line on stderr for what each gate says, and the exit code. */
import type { GateOutcome } from '../analysis/gate.js';
import { UserError } from '../base/errors.js';
import { gateNote, parseGate, refuseGate } from '../question/fail-on.js';
import type { Gate } from '../question/fail-on.js';
import { text } from './flags.js';
import { EXIT } from './io.js';
import type { ExitCode, Flags, Io } from './io.js';

/** @throws {UserError} unless the flag's text is a gate, and one that can be judged */
export function gateFrom(flags: Flags): Gate | undefined {
  if (Array.isArray(flags['fail-on']))
    throw new UserError(
      `--fail-on was given ${flags['fail-on'].length} times, and takes one limit.`,
      'Give it once, and run the command again for the other: nothing is done twice.',
    );
  const given = text(flags, 'fail-on');
  if (given !== undefined && flags.shard !== undefined)
    throw new UserError(
      '--fail-on cannot go with --shard: a part of the plan has no report to judge.',
      'Give it to the same command without --shard, once "reseed merge" has joined the parts: nothing is trained again.',
    );
  return given === undefined ? undefined : parseGate(given);
}

/** To be called before anything is carried out or written. @throws {UserError} for a gate on none of these metrics */
export function checkGate(gate: Gate | undefined, metrics: Parameters<typeof refuseGate>[1], io: Io): void {
  if (gate === undefined) return;
  refuseGate(gate, metrics);
  const note = gateNote(gate, metrics);
  if (note !== undefined) io.err(`note: ${note}\n`);
}

/** A gate that passes without a word would not say how sure that is. */
export function showGate({ words, passes }: GateOutcome, io: Io): ExitCode {
  io.err(`${words}\n`);
  return passes ? EXIT.done : EXIT.gate;
}
