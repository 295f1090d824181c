/**
 * The metrics of a question that names none: those that its runs have, or those of one run that is made to see. That run is
 * no trial: it is kept for the bench, which then need not make it again.
 */
import { UserError } from '../../base/errors.js';
import { makePassingFolder, removePassingFolder } from '../../base/passing-folder.js';
import { planRuns } from '../../design/plan.js';
import type { MetricChoice } from '../../question/metric.js';
import { METRICS } from '../../question/registry.js';
import type { MetricLearning } from '../origin.js';
import { everyVariantFailed } from './first-runs.js';
import { keepWaiting, scoresOf, waitingRuns } from './early-runs.js';
import type { Scores } from './printed-scores.js';
import type { EarlyRuns } from './early-runs.js';
import type { Carrying } from './open-command.js';
import { describeCommands, openCommands } from './open-command.js';
import type { CommandQuestion } from './variant.js';

export interface Learned {
  readonly metrics: readonly MetricChoice[];
  readonly early?: EarlyRuns;
}

/** @throws {UserError} if the scores leave open which one the verdict is about, or which way is better */
export async function learnMetrics(
  question: CommandQuestion,
  place: Carrying,
  {
    learning,
    onNote,
    folder,
  }: { learning: MetricLearning; onNote: (text: string) => void; folder: string | undefined },
): Promise<Learned> {
  const there = learning.scoresThere();
  if (there !== undefined) return { metrics: chosenAmong(there, { learning, onNote }) };
  if (learning.startsNothing === true) {
    onNote('no metric is named: the first run of the bench will show which scores there are');
    return { metrics: [{ name: 'score', better: 'higher' }] };
  }
  const waiting = folder === undefined || learning.startsAnew === true ? undefined : waitingRuns(folder);
  const waited =
    waiting &&
    planRuns(question, describeCommands(question, place.facts)).find(({ hash }) => waiting.records.has(hash));
  if (waiting !== undefined && waited !== undefined)
    return { metrics: chosenAmong(scoresOf(waiting.records.get(waited.hash)!)!, { learning, onNote }), early: waiting };
  onNote('no metric is named: the first run shows which scores there are');
  // The bench removes it when it has taken all runs over. It may fail before: then the folder goes when the process exits.
  const early: EarlyRuns = { logs: makePassingFolder('reseed-first-'), records: new Map() };
  try {
    const found = await scoresOfFirst(question, { place, early, signal: learning.signal });
    return { metrics: chosenAmong(found, { learning, onNote }), early };
  } catch (error) {
    // The next start will name a metric, and need not make this run again.
    if (folder !== undefined) keepWaiting(early, folder);
    removePassingFolder(early.logs);
    throw error;
  }
}

/** One variant after the other, until one gives scores. */
async function scoresOfFirst(
  question: CommandQuestion,
  { place, early, signal }: { place: Carrying; early: EarlyRuns; signal: AbortSignal },
): Promise<Scores> {
  const kept: CommandQuestion = { ...question, keepLogs: 'all', cleanOut: false };
  const origin = openCommands(kept, { ...place, logs: early.logs });
  const carrier = origin.open(1);
  const stop = (): void => void carrier.end();
  signal.addEventListener('abort', stop, { once: true });
  const reasons: string[] = [];
  try {
    for (const run of planRuns(kept, origin).slice(0, Object.keys(question.variants).length)) {
      try {
        const { record } = await Promise.race([carrier.run(run), carrier.failed]);
        early.records.set(run.hash, record);
        if (record.status === 'ok') return record.metrics as Scores;
        reasons.push(`${record.variant}: ${record.reason}`);
      } catch (error) {
        if (signal.aborted) throw new UserError('Interrupted at the first run.', 'The same command starts over.');
        // An incident (a signal, out of memory) says nothing of the program: the bench will do this run again.
        if (error instanceof UserError) throw error;
        reasons.push(`${run.variant}: ${(error as Error).message}`);
      }
    }
  } finally {
    signal.removeEventListener('abort', stop);
    await carrier.end();
  }
  throw everyVariantFailed(reasons, { kept: false });
}

/** What programs print of a run beside its scores. */
const COUNTED =
  /^(?:seed|randomState|split|fold|rank|n?epochs?|(?:global)?steps?|iter(?:ation)?s?|batch(?:es|Size)?|lr|learningRate|time|duration|elapsed|runtime|seconds|params|parameters)$/i;

function chosenAmong(
  all: Scores,
  { learning, onNote }: { learning: MetricLearning; onNote: (text: string) => void },
): readonly MetricChoice[] {
  const scores = Object.keys(all).filter((name) => !COUNTED.test(name));
  const found = scores.length > 0 ? scores : Object.keys(all);
  const known = found.filter((name) => METRICS.some((metric) => metric.name === name));
  if (found.length === 1) {
    const rest = Object.keys(all).filter((name) => name !== found[0]);
    if (rest.length > 0) onNote(`the verdict is about ${found[0]!}, and not about ${rest.join(', ')}`);
    return [learning.declared(found[0]!)];
  }
  if (known.length > 0 && known.length === found.length) {
    onNote(`the verdict is about ${known[0]!}, the first of ${known.join(', ')}`);
    return known;
  }
  const shown = found.map((name) => `${name} (${all[name]!})`).join(', ');
  throw new UserError(`The commands give several scores: ${shown}.`, learning.askWhich(found));
}
