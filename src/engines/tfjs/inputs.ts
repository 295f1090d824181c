/**
 * From the encoded table to dense matrices: categories become dummies, targets become what the loss reads.
 * Plain typed arrays; knows nothing of tensors.
 */
import type { Network } from '../../model/network.js';
import type { EncodedTable } from '../engine.js';

/** What a model takes and gives: input width, output width, and the loss that says what its outputs mean. */
export type ModelEnds = Pick<Network, 'inputs' | 'outputs' | 'loss'>;

/** Width of the expanded input: numbers first, then one column a level of every category. */
export function inputWidth(table: EncodedTable): number {
  return table.widths.reduce((sum, width) => sum + width, table.numericWidth);
}

/** Row-major [rows, inputWidth]; a level of −1 is all zeros in the columns of its category. */
export function expandInputs(table: EncodedTable, rows: Uint32Array): Float32Array {
  const { numeric, numericWidth, levels, widths } = table;
  const width = inputWidth(table);
  const result = new Float32Array(rows.length * width);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const from = i * width;
    for (let j = 0; j < numericWidth; j++) result[from + j] = numeric[row * numericWidth + j]!;
    let at = from + numericWidth;
    for (let column = 0; column < levels.length; column++) {
      const level = levels[column]![row]!;
      if (level >= 0) result[at + level] = 1;
      at += widths[column]!;
    }
  }
  return result;
}

/**
 * Row-major [rows, outputs], by loss: one-hot rows for softmax; for sigmoid −1 for class 1 and +1 for class 0 (the sign
 * that turns softplus into the cross-entropy); scaled values for the squared error.
 */
export function expandTargets(
  table: EncodedTable,
  rows: Uint32Array,
  { loss, outputs }: Pick<ModelEnds, 'loss' | 'outputs'>,
): Float32Array {
  const { target } = table;
  const result = new Float32Array(rows.length * outputs);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    if (target.kind === 'number') result[i] = target.values[row]!;
    else if (loss === 'sigmoidCrossEntropy') result[i] = target.labels[row] === 1 ? -1 : 1;
    else result[i * outputs + target.labels[row]!] = 1;
  }
  return result;
}
