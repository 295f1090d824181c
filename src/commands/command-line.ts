/** The program on this process: its streams, its signals, its arguments, its exit code. */
import { hideBin } from 'yargs/helpers';
import type { Io } from './io.js';
import { EXIT } from './io.js';
import { asker } from './ask.js';
import { openOutput } from './output.js';
import { carryOut } from './program.js';

const interrupt = new AbortController();
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;
const stop = (): void => {
  if (interrupt.signal.aborted) process.exit(EXIT.interrupted);
  interrupt.abort();
};
for (const signal of SIGNALS) process.on(signal, stop);
/** How long threads and connections that are left over may run on after an interruption or an error. */
const LAST_WORDS_MS = 1000;

const colour = process.stdout.isTTY && (process.env.NO_COLOR ?? '') === '';
const [out, err] = [
  openOutput(() => process.stdout, { colour }),
  openOutput(() => process.stderr, { colour: process.stderr.isTTY && (process.env.NO_COLOR ?? '') === '' }),
];
// Reported when the process exits, since a stream says late that it could not write.
process.on('exit', () => {
  const trouble = out.trouble();
  if (trouble === undefined) return;
  err.write(`reseed: The output is lost: ${trouble}.\n`);
  if (process.exitCode === undefined || process.exitCode === EXIT.done) process.exitCode = EXIT.failed;
});

const ask = asker(process);
const io: Io = {
  ...(ask === undefined ? {} : { ask }),
  out: out.write,
  err: err.write,
  terminal: process.stderr.isTTY,
  colour,
  columns: process.stderr.columns || 80,
  outColumns: process.stdout.columns || 100,
  cwd: process.cwd(),
  signal: interrupt.signal,
  endAtOnce: (atOnce) => {
    for (const signal of SIGNALS) process.off(signal, stop);
    if (!atOnce) for (const signal of SIGNALS) process.on(signal, stop);
  },
};

/** Runs the command of this process's arguments, and sets its exit code. */
export async function main(): Promise<void> {
  process.exitCode = await carryOut(hideBin(process.argv), io);
  // An interrupted command may leave threads and connections behind; they must not keep the process alive.
  if (interrupt.signal.aborted || process.exitCode === EXIT.usage)
    setTimeout(() => process.exit(), LAST_WORDS_MS).unref();
}
