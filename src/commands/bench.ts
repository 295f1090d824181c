/** `reseed bench`: trains what is missing, writes the report, prints the verdict. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { collectRecords } from '../bench/bench.js';
import type { BenchRequest } from '../bench/bench-request.js';
import type { Conclusion } from '../analysis/conclude.js';
import type { Bench } from '../analysis/evidence.js';
import { chosenMetrics } from '../question/choose-metrics.js';
import { taskOf } from '../origins/facts.js';
import { clock } from '../base/environment.js';
import { createProgress } from '../bench/progress.js';
import type { Shard } from '../design/shard.js';
import { OWN_FILES } from '../store/store.js';
import type * as EndBench from './end-bench.js';
import { checkGate, gateFrom } from './gate-flags.js';
import { wantsHtml } from './html-flags.js';
import { isOn, text } from './flags.js';
import { EXIT } from './io.js';
import { shownPath } from './folders.js';
import type { ExitCode, Flags, Io } from './io.js';
import { metricsAreNamed, prepareBench } from './prepare.js';
import type { OwnQuestion, Prepared } from './prepare.js';
import type { Metric } from '../question/metric.js';
import { IS, outOf, whole } from '../base/how-many.js';

export async function bench(flags: Flags, io: Io): Promise<ExitCode> {
  return benchOn(flags, io);
}

/** @param own  a question that the command line itself holds, and the command that asks it again */
export async function benchOn(flags: Flags, io: Io, own?: OwnQuestion): Promise<ExitCode> {
  const gate = gateFrom(flags);
  let prepared = await prepareBench(flags, io, own);
  if (isOn(flags, 'dry-run')) {
    if (metricsAreNamed(prepared, flags)) checkGate(gate, metricsOf(prepared), io);
    return (await import('./plan.js')).showPlan(prepared, { flags, io });
  }
  if (isOn(flags, 'check-seed')) {
    await (await import('./check-seed.js')).checkSeed(prepared, { flags, io });
    // The origin is opened again, now with the metrics that were found.
    const { metrics } = prepared.question;
    prepared = await prepareBench({ ...flags, quiet: true }, io, {
      ...own,
      ...(metrics === undefined ? {} : { metrics }),
    });
  }
  const quiet = isOn(flags, 'quiet');
  const html = wantsHtml(flags);
  const { folder } = prepared;
  const metrics = metricsOf(prepared);
  const metric = metrics[0]!;
  checkGate(gate, metrics, io);
  if (prepared.fresh) sayWhatGoes(folder, io);
  let ending: typeof EndBench | undefined;
  const progress = createProgress({
    write: quiet ? () => undefined : io.err,
    terminal: io.terminal,
    columns: io.columns,
    clock,
    estimate: (runs) => ending?.currentEstimate(prepared.question, { runs, metric }) ?? '',
  });
  let collected: Bench;
  let result: Conclusion | undefined;
  try {
    const queue = text(flags, 'queue');
    const ways =
      queue === undefined
        ? {}
        : await wayOfQueue(queue, { folder, question: prepared.question, onEvent: progress.onEvent });
    const collecting = collectRecords({
      ...prepared,
      ...ways,
      force: isOn(flags, 'force'),
      signal: io.signal,
      onEvent: progress.onEvent,
      async whileLocked(there) {
        if (there.interrupted || prepared.shard !== undefined) return;
        result = (await loading).publish(there, { folder, html });
      },
    });
    // Most of the code is needed after the training only, and is loaded while the workers train.
    const loading = import('./end-bench.js');
    [ending, collected] = await Promise.all([loading.then((module) => (ending = module)), collecting]);
  } finally {
    progress.end();
  }
  const where = shownPath(io, folder);
  const planned = collected.runs.length;
  const finished = collected.runs.filter(({ hash }) => collected.records.has(hash)).length;
  if (collected.interrupted) {
    io.err(
      `Interrupted: ${outOf(finished, `${whole(planned)} runs`, IS)} kept in ${where}; the same command continues.\n`,
    );
    return EXIT.interrupted;
  }
  if (prepared.shard !== undefined) return showShard(prepared.shard, { collected, flags, io, where });
  if (result === undefined) throw new TypeError('a bench has ended without a result');
  return ending.showEnd(result, { folder, where, html, gate, flags, io });
}

function metricsOf({ question, origin }: Pick<Prepared, 'question' | 'origin'>): readonly Metric[] {
  return chosenMetrics(question, taskOf(origin.facts));
}

/** Others train: whoever works for the queue. Nothing of it is imported unless asked for. */
async function wayOfQueue(
  queue: string,
  { folder, question, onEvent }: Pick<BenchRequest, 'folder' | 'question' | 'onEvent'>,
): Promise<Pick<BenchRequest, 'carryOut' | 'workers'>> {
  const [{ parseAddress }, { queueTrainer }] = await Promise.all([
    import('../queue/connect.js'),
    import('../queue/collect.js'),
  ]);
  const address = parseAddress(queue, process.env.RESEED_QUEUE_PASSWORD);
  const onNote = (note: string): void => onEvent({ type: 'note', text: note });
  return { carryOut: queueTrainer({ address, folder, question, onNote }), workers: 0 };
}

/** A part of a plan has no report of its own. */
function showShard(
  { number, of }: Shard,
  { collected, flags, io, where }: { collected: Bench; flags: Flags; io: Io; where: string },
): ExitCode {
  const { runs, records } = collected;
  const found = [...runs].flatMap(({ hash }) => records.get(hash) ?? []);
  const failed = found.filter(({ status }) => status === 'failed').length;
  const missing = runs.length - found.length;
  // A folder that the user named does not tell what the folders of the other shards are called.
  const name = where.replace(/\.shard-\d+-of-\d+$/, '');
  const all = name === where ? `${where} … (the folders of all ${of})` : `${name}.shard-*-of-${of}`;
  if (isOn(flags, 'json')) {
    const summary = {
      schema: 1,
      shard: { number, of },
      planned: runs.length,
      ok: found.length - failed,
      failed,
      missing,
    };
    io.out(`${JSON.stringify({ ...summary, folder: where }, null, 2)}\n`);
  } else {
    io.out(
      `Shard ${number} of ${of}: ${whole(found.length)} of ${whole(runs.length)} runs in ${where}${failed > 0 ? `, ${whole(failed)} failed` : ''}\n` +
        `When all ${of} are there: reseed merge ${all}\n`,
    );
  }
  return failed + missing > 0 ? EXIT.failed : EXIT.done;
}

function sayWhatGoes(folder: string, io: Io): void {
  const there = OWN_FILES.filter((name) => existsSync(join(folder, name)));
  if (there.length > 0) io.err(`--fresh: deleting ${there.join(', ')} in ${shownPath(io, folder)}\n`);
}
