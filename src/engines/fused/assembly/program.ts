/**
 * What the host writes and the trainer reads: one `Plan`, its `Rows` lists and its `Op`s, as structures of 4-byte
 * fields (the optimizer's constants are doubles). Field order is the contract with src/engines/fused/program.ts.
 */

/** One list of rows, gathered: numbers [rows, ldNumeric], level columns [rows, categories], labels or target values. */
@unmanaged
export class Rows {
  count: i32;
  numeric: usize;
  levels: usize;
  targets: usize;
}

@unmanaged
export class Plan {
  ops: usize;
  opCount: i32;
  /** Rows of a training batch, and of a block at inference. */
  batchRows: i32;
  blockRows: i32;
  categories: i32;
  numericWidth: i32;
  /** Leading dimensions in bytes. */
  ldNumeric: usize;
  /** 1: the first operation is not dense and gets the row with its dummies written out, `ldNumeric` bytes a row. */
  expand: i32;
  loss: i32;
  outputs: i32;
  logits: usize;
  ldLogits: usize;
  dLogits: usize;
  /** Scratch, blockRows or batchRows rows: gathered batch. */
  batchNumeric: usize;
  batchLevels: usize;
  batchTargets: usize;
  rowSums: usize;
  order: usize;
  orderWords: usize;
  orderKey0: u32;
  orderKey1: u32;
  maskKey0: u32;
  maskKey1: u32;
  parameters: usize;
  gradients: usize;
  moment1: usize;
  moment2: usize;
  best: usize;
  parameterBytes: usize;
  train: usize;
  validation: usize;
  test: usize;
  optimizer: i32;
  nesterov: i32;
  learningRate: f64;
  /** beta1, rho or momentum of SGD. */
  beta1: f64;
  /** beta2, or momentum of RMSprop. */
  beta2: f64;
  epsilon: f64;
  weightDecay: f64;
  /** What the loss of a row counts, a float a class; 0: every row counts 1. */
  classWeights: usize;
}

@unmanaged
export class Op {
  kind: i32;
  /** Input [rows, ldx bytes]; 0: the gathered rows. */
  x: usize;
  ldx: usize;
  y: usize;
  ldy: usize;
  /** Gradients with respect to output and input; dx = 0: not needed. */
  dy: usize;
  lddy: usize;
  dx: usize;
  lddx: usize;
  /** Dense: exact number of input columns (numbers only in the first layer). Elementwise: width. */
  width: i32;
  /** Dense: bytes of one row of outputs in whole vectors. Elementwise: the same of its row. */
  bytes: usize;
  /** Kernel [.., ldw bytes], or slopes. */
  w: usize;
  ldw: usize;
  bias: usize;
  gw: usize;
  gbias: usize;
  /** Bytes of the whole kernel, for the penalties. */
  kernelBytes: usize;
  l1: f32;
  l2: f32;
  /** 1: reads numbers and levels. */
  first: i32;
  /** Compaction in training and at inference: the elementwise operation writes lists, the dense one after it reads them. */
  sparseTraining: i32;
  sparseInference: i32;
  lists: usize;
  listStride: usize;
  counts: usize;
  nibbles: usize;
  nibbleStride: usize;
  /** Bytes from one kernel row to the next in the dense operation that reads the lists. */
  listStep: i32;
  activation: i32;
  masked: i32;
  mask: usize;
  threshold: i32;
  scale: f32;
  dropoutIndex: i32;
  /** Dense after lists: the same by unit, for the gradient of the kernel. */
  unitLists: usize;
  unitStride: usize;
  unitCounts: usize;
  /** Dense with few outputs: room for the transposed kernel. First layer from lists: for the numbers' transposed gradient. */
  transposed: usize;
  /** Where `transposed` needs them: a row of zeros, and a row to write into that nobody reads. */
  zeros: usize;
  spare: usize;
  units: i32;
  /** 2³² / listStep, rounded up: an offset times this, shifted down by 32, is the unit. */
  unitFactor: u32;
  /** Dense: largest norm of a column of the kernel after a step; 0: no limit. */
  maxNorm: f32;
}

export const DENSE: i32 = 0;
export const PIECEWISE: i32 = 1;
export const SMOOTH: i32 = 2;
export const PENALTY: i32 = 3;

/** Piecewise linear activations: below zero 0, a trained slope, or a fixed one. */
export const RELU: i32 = 0;
export const TRAINED: i32 = 1;
export const FIXED: i32 = 2;

export const ELU: i32 = 0;
export const GELU: i32 = 1;
export const TANH: i32 = 2;
export const SIGMOID: i32 = 3;

export const SOFTMAX: i32 = 0;
export const LOGISTIC: i32 = 1;
export const SQUARED: i32 = 2;

export const ADAM: i32 = 0;
export const SGD: i32 = 1;
export const RMSPROP: i32 = 2;
