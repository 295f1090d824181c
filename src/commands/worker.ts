/** `reseed worker --queue redis://…`: trains for the benches on a queue, and joins and leaves at any time. */
import { UserError } from '../base/errors.js';
import type { Question } from '../question/question.js';
import { listExperiments, loadExperiment } from '../experiment/load-experiment.js';
import { parseAddress } from '../queue/connect.js';
import { workForQueue } from '../queue/work.js';
import { isOn, text, wholeNumber } from './flags.js';
import { EXIT } from './io.js';
import type { ExitCode, Flags, Io } from './io.js';
import { whole } from '../base/how-many.js';

const LOCK_SECONDS = 30;

export async function worker(flags: Flags, io: Io): Promise<ExitCode> {
  const address = parseAddress(queueFlag(flags), process.env.RESEED_QUEUE_PASSWORD);
  const range = { least: 1, most: 1024 };
  const threads = wholeNumber(flags, 'workers', range) ?? wholeNumber(flags, 'jobs', range);
  const idle = wholeNumber(flags, 'idle', { least: 1 });
  const lock = wholeNumber(flags, 'lock', { least: 1, most: 86_400 }) ?? LOCK_SECONDS;
  const findExperiment = await experimentsOf(flags, io);
  const onNote = (note: string): void => {
    if (!isOn(flags, 'quiet')) io.err(`note: ${note}\n`);
  };
  const { runs } = await workForQueue({
    address,
    threads,
    findExperiment,
    lockMs: lock * 1000,
    idleMs: idle === undefined ? undefined : idle * 1000,
    signal: io.signal,
    onNote,
  });
  io.out(`${runs === 1 ? '1 run' : `${whole(runs)} runs`} trained\n`);
  return io.signal.aborted ? EXIT.interrupted : EXIT.done;
}

/** The address that --queue gives. @throws {UserError} if it is missing */
export function queueFlag(flags: Flags): string {
  const address = text(flags, 'queue');
  if (address === undefined)
    throw new UserError('worker needs --queue.', 'Write reseed worker --queue redis://host:6379');
  return address;
}

/** Only what the user names, or what "reseed list" shows here: a notice names an experiment and never a file. */
async function experimentsOf(flags: Flags, io: Io): Promise<(name: string) => Promise<Question>> {
  const named = text(flags, 'experiment');
  if (named !== undefined) {
    const experiment = await loadExperiment(named, io.cwd);
    return (name) => {
      if (name === experiment.name) return Promise.resolve(experiment);
      return Promise.reject(new UserError(`this worker is for ${experiment.name} only.`));
    };
  }
  return async (name) => {
    const found = listExperiments(io.cwd).find((each) => each.name === name);
    if (found === undefined) {
      const remedy = 'Name its file: reseed worker ./my-question.ts --queue …';
      throw new UserError('no experiment of that name is here.', remedy);
    }
    return loadExperiment(found.path, io.cwd);
  };
}
