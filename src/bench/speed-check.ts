/**
 * How fast is an engine here? Trains the course's network on the built-in table for about a second, on one core. A check,
 * not a benchmark: one short stretch on whatever else the machine is doing.
 */
import { encodeTable } from '../data/encode.js';
import { shuffleSplit } from '../data/split.js';
import type { Engine, TrainTask } from '../engines/engine.js';
import { clock } from '../base/environment.js';
import { simple } from '../experiment/experiment.js';
import { loadTable } from '../experiment/load-table.js';
import { adam, dense, dropout, fixedEpochs, sequential } from '../model/spec.js';
import { streamKey } from '../base/streams.js';
import { networkOf } from '../origins/table/rows.js';

const MOST_EPOCHS = 100_000;

/** 50 relu, dropout .5, 25 relu, softmax on 2,000 rows: 1,600 train, 400 are scored after every epoch; Adam, batches of 32. */
export async function speedCheckTask(): Promise<(epochs: number) => TrainTask> {
  const table = await loadTable(simple());
  const labels = table.target.kind === 'classes' ? table.target.labels : undefined;
  const key = streamKey('speed check', 'split');
  const rows = shuffleSplit({ test: 0.2, stratified: true, rows: table.rows, labels, key });
  const encoded = encodeTable(table, {
    train: rows.train,
    encoding: { fit: 'train', zscore: 'all', target: 'zscore' },
  });
  const model = sequential([dense(50, { activation: 'relu' }), dropout(0.5), dense(25, { activation: 'relu' })]);
  const task = {
    network: networkOf(model, encoded),
    optimizer: adam(),
    batchSize: 32,
    table: encoded,
    rows,
    streams: {
      init: streamKey('speed check', 'init'),
      order: streamKey('speed check', 'order'),
      mask: streamKey('speed check', 'mask'),
    },
  };
  return (epochs) => ({ ...task, stopping: fixedEpochs(epochs) });
}

/** Replica-epochs a second: trainings of growing length until they have taken `ms`; the first epoch, which compiles, is not counted. */
export async function measureSpeed(
  engine: Pick<Engine, 'train'>,
  { taskOf, ms }: { taskOf: (epochs: number) => TrainTask; ms: number },
): Promise<number> {
  await engine.train(taskOf(1));
  let [done, taken, next] = [0, 0, 1];
  while (taken < ms && done < MOST_EPOCHS) {
    const startedAt = clock();
    await engine.train(taskOf(next));
    taken += Math.max(0, clock() - startedAt);
    done += next;
    // Twice as long as so far, but not longer than what is left by the speed so far.
    const left = taken > 0 ? Math.ceil((done / taken) * (ms - taken)) : next * 2;
    next = Math.max(1, Math.min(next * 2, left));
  }
  return (done / Math.max(1, taken)) * 1000;
}
