/**
 * One run in WebAssembly memory: lays it out, writes table, initial weights and plan, and reads parameters back. The
 * field order of plan and operations is the contract with assembly/program.ts.
 */
import type { EncodedTable, TrainTask } from '../engine.js';
import type { Optimizer } from '../../model/spec.js';
import { glorotUniform, maskThreshold } from '../../streams.js';
import {
  layOut,
  MEMORY_LIMIT,
  OPERATION_BYTES,
  type FusedSize,
  type Layout,
  type ParameterSpan,
  type RowsLayout,
} from './layout.js';
import { vectorBytes } from './arena.js';
import type { StageLayout } from './stage-layout.js';
import { ensureMemory, type Trainer } from './trainer.js';

export interface Session {
  readonly trainer: Trainer;
  readonly layout: Layout;
}

export function sizeOf({ network, batchSize, table, rows }: TrainTask): FusedSize {
  const { train, validation, test } = rows;
  return {
    network,
    batchSize,
    numericWidth: table.numericWidth,
    categories: table.levels.length,
    rows: { train: train.length, validation: validation.length, test: test.length },
  };
}

/**
 * Makes the trainer ready for this task; whatever it held before is gone.
 *
 * @throws {RangeError} if the task does not fit into WebAssembly memory, or its table does not match its network
 */
export function openSession(trainer: Trainer, task: TrainTask): Session {
  const width = task.table.numericWidth + task.table.widths.reduce((sum, w) => sum + w, 0);
  if (width !== task.network.inputs)
    throw new RangeError(`table of ${width} columns, network of ${task.network.inputs} inputs`);
  trainer.exports.setShadow(0);
  const layout = layOut(sizeOf(task), trainer.exports.heapBase());
  const shadow = trainer.checked ? Math.ceil(layout.bytes / 16) + 64 : 0;
  if (layout.bytes + shadow > MEMORY_LIMIT)
    throw new RangeError(`${layout.bytes} bytes do not fit into WebAssembly memory`);
  ensureMemory(trainer.memory, layout.bytes + shadow);
  const bytes = new Uint8Array(trainer.memory.buffer);
  bytes.fill(0, trainer.exports.heapBase(), layout.bytes + shadow);
  const session = { trainer, layout };
  if (trainer.checked) castShadow(bytes, layout);
  writeRows(session, task);
  writeInitial(session, task);
  writeOperations(session);
  writePlan(session, task);
  trainer.exports.begin(layout.plan);
  if (trainer.checked) trainer.exports.setShadow(layout.bytes);
  return session;
}

function castShadow(bytes: Uint8Array, { spans, bytes: shadow }: Layout): void {
  for (const { at, bytes: length } of spans) bytes.fill(1, shadow + at / 16, shadow + Math.ceil((at + length) / 16));
}

function writeRows({ trainer, layout }: Session, { table, rows }: TrainTask): void {
  const floats = new Float32Array(trainer.memory.buffer);
  const words = new Int32Array(trainer.memory.buffer);
  const starts = levelStarts(table);
  const write = (list: Uint32Array, place: RowsLayout): void => {
    words.set([list.length, place.numeric, place.levels, place.targets], place.header / 4);
    list.forEach((row, i) => {
      const { numeric, numericWidth } = table;
      const from = row * numericWidth;
      floats.set(numeric.subarray(from, from + numericWidth), (place.numeric + i * layout.numericStride) / 4);
      let at = place.levels / 4 + i * table.levels.length;
      for (let c = 0; c < table.levels.length; c++) {
        const level = table.levels[c]![row]!;
        words[at++] = level < 0 ? -1 : starts[c]! + level;
      }
      if (place.targets === 0) return;
      if (table.target.kind === 'classes') words[place.targets / 4 + i] = table.target.labels[row]!;
      else floats[place.targets / 4 + i] = table.target.values[row]!;
    });
  };
  write(rows.train, layout.rows.train);
  write(rows.validation, layout.rows.validation);
  write(rows.test, layout.rows.test);
}

/** First input column of every categorical column. */
function levelStarts({ numericWidth, widths }: EncodedTable): readonly number[] {
  const starts: number[] = [];
  let column = numericWidth;
  for (const width of widths) {
    starts.push(column);
    column += width;
  }
  return starts;
}

function writeInitial(session: Session, { streams }: TrainTask): void {
  const { layout } = session;
  for (const span of layout.parameters) {
    const { stage } = layout.stages[span.stage]!;
    if (span.name !== 'kernel' || stage.kind !== 'dense') continue;
    const options = { fanIn: stage.inputs, fanOut: stage.units };
    writeParameter(session, span, glorotUniform(streams.init, stage.denseIndex, options));
  }
  const floats = new Float32Array(session.trainer.memory.buffer);
  for (const { stage, slopes } of layout.stages) {
    if (stage.kind === 'piecewise' && slopes !== 0) floats.fill(stage.slope, slopes / 4, slopes / 4 + stage.width);
  }
}

/** Writes one tensor, row-major [rows, width], into the parameter block. */
export function writeParameter({ trainer, layout }: Session, span: ParameterSpan, values: Float32Array): void {
  const floats = new Float32Array(trainer.memory.buffer);
  for (let row = 0; row < span.rows; row++) {
    const at = (layout.blocks[0] + span.offset + row * span.stride) / 4;
    floats.set(values.subarray(row * span.width, (row + 1) * span.width), at);
  }
}

/** Reads one tensor, row-major, from a block of the layout: 0 parameters, 1 gradients, 2 and 3 moments, 4 best weights. */
export function readParameter({ trainer, layout }: Session, span: ParameterSpan, block = 0): Float32Array {
  const floats = new Float32Array(trainer.memory.buffer);
  const result = new Float32Array(span.rows * span.width);
  for (let row = 0; row < span.rows; row++) {
    const at = (layout.blocks[block]! + span.offset + row * span.stride) / 4;
    result.set(floats.subarray(at, at + span.width), row * span.width);
  }
  return result;
}

const KINDS = { dense: 0, piecewise: 1, smooth: 2, penalty: 3 } as const;
const PIECEWISE = { relu: 0, trained: 1, fixed: 2 } as const;
const SMOOTH = { elu: 0, gelu: 1, tanh: 2, sigmoid: 3 } as const;

function writeOperations({ trainer, layout }: Session): void {
  const { buffer } = trainer.memory;
  layout.stages.forEach((place, index) => {
    const words = new Int32Array(buffer, layout.operations + index * OPERATION_BYTES, OPERATION_BYTES / 4);
    const floats = new Float32Array(words.buffer, words.byteOffset, words.length);
    const { stage } = place;
    const dense = stage.kind === 'dense' ? stage : undefined;
    const previous = layout.stages[index - 1];
    const width = dense ? (dense.first ? denseColumns(layout, dense.inputs) : dense.inputs) : widthOf(place);
    words.set([KINDS[stage.kind], place.input, place.strideIn, place.output, place.strideOut]);
    words.set([place.gradientOut, place.strideOut, place.gradientIn, place.strideIn, width], 5);
    words[10] = vectorBytes(widthOf(place));
    writeParameterFields(words, { layout, index, slopes: place.slopes });
    const penalty = dense?.kernel ?? (stage.kind === 'penalty' ? stage.activity : undefined);
    floats[17] = penalty?.l1 ?? 0;
    floats[18] = penalty?.l2 ?? 0;
    words[19] = dense?.first === true ? 1 : 0;
    writeListFields(words, dense ? previous : place);
    const step = listStep(layout, index);
    words[27] = step;
    if (step > 0) words[40] = Math.ceil(4294967296 / step);
    if (dense) writeBackwardFields(words, place, dense.units);
    if (stage.kind === 'piecewise') words[28] = PIECEWISE[stage.activation];
    if (stage.kind === 'smooth') words[28] = SMOOTH[stage.activation];
    if (stage.kind !== 'piecewise' || stage.dropout === undefined) return;
    words.set([1, place.mask, maskThreshold(stage.dropout.rate)], 29);
    floats[32] = 1 / (1 - stage.dropout.rate);
    words[33] = stage.dropout.index;
  });
}

function widthOf({ stage }: StageLayout): number {
  return stage.kind === 'dense' ? stage.units : stage.width;
}

/** Input columns of the first dense stage that are numbers: all that are not levels. */
function denseColumns(layout: Layout, inputs: number): number {
  return Math.min(inputs, layout.numericWidth);
}

function writeParameterFields(
  words: Int32Array,
  { layout, index, slopes }: { layout: Layout; index: number; slopes: number },
): void {
  const [block, gradients] = layout.blocks;
  words[11] = slopes;
  for (const span of layout.parameters) {
    if (span.stage !== index) continue;
    const at = span.name === 'bias' ? { value: 13, gradient: 15 } : { value: 11, gradient: 14 };
    words[at.value] = block + span.offset;
    words[at.gradient] = gradients + span.offset;
    if (span.name !== 'kernel') continue;
    words[12] = span.stride;
    words[16] = span.rows * span.stride;
  }
}

function writeListFields(words: Int32Array, place: StageLayout | undefined): void {
  if (place?.lists === undefined || place.stage.kind !== 'piecewise') return;
  const { training, inference } = place.stage.lists;
  words.set([training ? 1 : 0, inference ? 1 : 0, place.lists.at, place.lists.stride], 20);
  words.set([place.counts, place.nibbles, place.strideOut >> 4], 24);
}

function writeBackwardFields(words: Int32Array, { unitLists, transposed }: StageLayout, units: number): void {
  if (unitLists) words.set([unitLists.at, unitLists.stride, unitLists.counts], 34);
  if (transposed) words.set([transposed.at, transposed.zeros], 37);
  words[39] = units;
}

/** Bytes from kernel row to kernel row of the dense stage that follows. */
function listStep(layout: Layout, index: number): number {
  return layout.parameters.find((span) => span.stage === index + 1 && span.name === 'kernel')?.stride ?? 0;
}

const LOSSES = { softmaxCrossEntropy: 0, sigmoidCrossEntropy: 1, meanSquaredError: 2 } as const;

function writePlan({ trainer, layout }: Session, { network, batchSize, table, streams, optimizer }: TrainTask): void {
  const words = new Int32Array(trainer.memory.buffer, layout.plan, 48);
  const last = layout.stages[layout.stages.length - 1]!;
  const { batch, rows, blocks } = layout;
  words.set([
    ...[layout.operations, layout.stages.length, batchSize, layout.blockRows],
    ...[table.levels.length, table.numericWidth, layout.inputStride, layout.expand ? 1 : 0],
    ...[LOSSES[network.loss], network.outputs, last.output, last.strideOut, last.gradientOut],
    ...[batch.numeric, batch.levels, batch.targets, layout.rowSums, layout.order, layout.orderWords],
    ...[...streams.order, ...streams.mask, ...blocks, layout.parameterBytes],
    ...[rows.train.header, rows.validation.header, rows.test.header],
  ]);
  const { kind, nesterov, constants } = optimizerFields(optimizer);
  words.set([kind, nesterov], 32);
  new Float64Array(trainer.memory.buffer, layout.plan + 34 * 4, 5).set(constants);
}

interface OptimizerFields {
  readonly kind: number;
  readonly nesterov: number;
  /** Learning rate, β1 (ρ, momentum), β2 (RMSprop's momentum), ε, weight decay. */
  readonly constants: readonly number[];
}

function optimizerFields(o: Optimizer): OptimizerFields {
  switch (o.type) {
    case 'adam':
      return { kind: 0, nesterov: 0, constants: [o.learningRate, o.beta1, o.beta2, o.epsilon, 0] };
    case 'adamW':
      return { kind: 0, nesterov: 0, constants: [o.learningRate, o.beta1, o.beta2, o.epsilon, o.weightDecay] };
    case 'sgd':
      return { kind: 1, nesterov: o.nesterov ? 1 : 0, constants: [o.learningRate, o.momentum, 0, 0, 0] };
    case 'rmsprop':
      return { kind: 2, nesterov: 0, constants: [o.learningRate, o.rho, o.momentum, o.epsilon, 0] };
  }
}
