/** Whether a task fits its table; what does not is a programming error above the seam. */
import type { TrainTask } from '../engine.js';
import type { LoopTask } from './epochs.js';
import { inputWidth, type ModelEnds } from './inputs.js';
import { watchStopping } from './stopping.js';

/** @throws {RangeError} if widths, loss, rows, batch size, epochs or samples do not fit */
export function checkTask(task: LoopTask & Pick<TrainTask, 'monteCarloSamples'>, ends: ModelEnds): void {
  const width = inputWidth(task.table);
  if (width !== ends.inputs) {
    throw new RangeError(`the network takes ${ends.inputs} inputs, the table encodes to ${width}`);
  }
  if ((task.table.target.kind === 'number') !== (ends.loss === 'meanSquaredError')) {
    throw new RangeError(`loss ${ends.loss} does not fit a target of kind ${task.table.target.kind}`);
  }
  if (task.rows.train.length === 0) throw new RangeError('no training rows');
  positive(task.batchSize, 'batch size');
  positive(watchStopping(task.stopping).maxEpochs, 'epochs');
  let previous = 0;
  for (const samples of task.monteCarloSamples ?? []) {
    if (positive(samples, 'Monte-Carlo samples') <= previous) throw new RangeError('Monte-Carlo samples must ascend');
    previous = samples;
  }
}

function positive(value: number, what: string): number {
  if (Number.isInteger(value) && value >= 1) return value;
  throw new RangeError(`${what} ${value}: expected a whole number of at least 1`);
}
