/** Runs over worker threads: piscina outside, one run inside. Knows neither what a run is for nor where it is kept. */
import { Piscina } from 'piscina';
import type { Outcome } from '../design/record.js';
import type { ReferenceRecord, ReferenceRun } from '../design/reference.js';
import type { Run } from '../design/run.js';
import { UserError } from '../base/errors.js';
import type { Carrier } from './origin.js';

/**
 * @param options.file   compiled module whose default export carries out one run
 * @param options.setup  what it finds as `workerData`: plain data, or shared memory
 */
export function openThreads({ file, setup, threads }: { file: string; setup: unknown; threads: number }): Carrier {
  const pool = new Piscina<Run | ReferenceRun, Outcome | ReferenceRecord>({
    filename: file,
    workerData: setup,
    minThreads: threads,
    maxThreads: threads,
  });
  let fail: (error: Error) => void = () => undefined;
  const failed = new Promise<never>((_resolve, reject) => {
    fail = reject;
  });
  failed.catch(() => undefined);
  let ending: Promise<void> | undefined;
  pool.on('error', (error: Error) => {
    // A result that arrives after its thread was given up is no failure: its run is redone.
    if (ending === undefined && !error.message.startsWith('Unexpected message from Worker')) fail(cannotStart(error));
  });
  const lost = new Set<string>();
  let proven = false;
  const carry = async (run: Run | ReferenceRun): Promise<Outcome | ReferenceRecord> => {
    try {
      const outcome = await pool.run(run);
      proven = true;
      return outcome;
    } catch (error) {
      if (!proven && ending === undefined) {
        lost.add(run.hash);
        if (lost.size >= Math.max(FEWEST_LOST, threads * 2)) fail(cannotStart(error));
      }
      throw error;
    }
  };
  return {
    run: async (run) => (await carry(run)) as Outcome,
    references: async (run) => (await carry(run)) as ReferenceRecord,
    failed,
    // Once: a second `destroy` would reset the pool's own mark that it is going, and every thread that goes would be replaced.
    end: () => (ending ??= pool.destroy()),
  };
}

/** If two runs a thread, and at least this many, are lost before the first one ends well, no worker can start. */
const FEWEST_LOST = 5;

function cannotStart(error: unknown): UserError {
  const reason = error instanceof Error ? error.message : String(error);
  return new UserError(
    `No worker can start: ${reason.replace(/\.$/, '')}.`,
    'Fewer --workers may help; "reseed doctor" shows what works here. Nothing that was finished is lost.',
  );
}
