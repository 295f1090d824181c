/**
 * The plan and the operations of a run, as the trainer reads them. The field order is the contract with
 * assembly/program.ts.
 */
import type { Optimizer } from '../../model/spec.js';
import { maskThreshold } from '../../base/streams.js';
import type { TrainTask } from '../engine.js';
import { vectorBytes } from './arena.js';
import { OPERATION_BYTES, type Layout } from './layout.js';
import type { StageLayout } from './stage-layout.js';

const KINDS = { dense: 0, piecewise: 1, smooth: 2, penalty: 3 } as const;
const PIECEWISE = { relu: 0, trained: 1, fixed: 2 } as const;
const SMOOTH = { elu: 0, gelu: 1, tanh: 2, sigmoid: 3 } as const;

/** One `Op` a stage. */
export function writeOperations(buffer: ArrayBuffer, layout: Layout): void {
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
    if (step > 0) words[41] = Math.ceil(4294967296 / step);
    if (dense) {
      writeBackwardFields(words, place, dense.units);
      floats[42] = dense.maxNorm;
    }
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
  if (transposed) words.set([transposed.at, transposed.zeros, transposed.spare], 37);
  words[40] = units;
}

/** Bytes from kernel row to kernel row of the dense stage that follows. */
function listStep(layout: Layout, index: number): number {
  return layout.parameters.find((span) => span.stage === index + 1 && span.name === 'kernel')?.stride ?? 0;
}

const LOSSES = { softmaxCrossEntropy: 0, sigmoidCrossEntropy: 1, meanSquaredError: 2 } as const;

/** The `Plan`. */
export function writePlan(
  buffer: ArrayBuffer,
  layout: Layout,
  { network, batchSize, table, streams, optimizer }: TrainTask,
): void {
  const words = new Int32Array(buffer, layout.plan, 48);
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
  new Float64Array(buffer, layout.plan + 34 * 4, 5).set(constants);
  words[44] = layout.classWeights;
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
