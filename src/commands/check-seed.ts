/** `--check-seed`: one run made twice, and once with another seed, before the bench; what it shows is kept for the report. */
import { chosenMetrics } from '../question/choose-metrics.js';
import { UserError } from '../base/errors.js';
import type { RunRecord } from '../design/record.js';
import { refuseLinkedLogs } from '../origins/command/run-log.js';
import { judgeSeedCheck, keepSeedCheck, seedCheckWords } from '../origins/command/seed-check.js';
import { planRuns } from '../design/plan.js';
import type { Run } from '../design/plan.js';
import { isOn } from './flags.js';
import type { Flags, Io } from './io.js';
import type { Prepared } from './prepare.js';

export async function checkSeed(
  { question, origin, folder }: Prepared,
  { flags, io }: { flags: Flags; io: Io },
): Promise<void> {
  if (origin.words === undefined)
    throw new UserError('--check-seed is for programs: our own nets repeat to the bit.', 'Leave it out.');
  const { protocol, baseline } = question;
  refuseLinkedLogs(folder);
  // Two seeds on one split, however many the question asks for.
  const runs = planRuns({ ...question, protocol: { ...protocol, splits: 1, seeds: 2 } }, origin).filter(
    ({ variant, fold }) => variant === baseline && fold === 0,
  );
  const [first, other] = runs as [Run, Run];
  if (!isOn(flags, 'quiet'))
    io.err(`note: --check-seed: ${baseline} is run twice with one seed and once with another\n`);
  const carrier = origin.open(1, { apart: true });
  const stop = (): void => void carrier.end();
  io.signal.addEventListener('abort', stop, { once: true });
  const records: RunRecord[] = [];
  try {
    for (const run of [first, first, other]) {
      records.push((await Promise.race([carrier.run(run), carrier.failed])).record);
    }
  } finally {
    io.signal.removeEventListener('abort', stop);
    await carrier.end();
  }
  const [one, again, third] = records as [RunRecord, RunRecord, RunRecord];
  const metric = chosenMetrics(question, undefined)[0]!.name;
  const check = judgeSeedCheck({ first: one, again, other: third }, metric);
  keepSeedCheck(folder, { check, identity: origin.identity(baseline) });
  if (!isOn(flags, 'quiet')) io.err(`note: ${seedCheckWords(check)}\n`);
}
