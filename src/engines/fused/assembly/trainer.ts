/**
 * The training loop: batches in their order, forward, loss, backward, optimizer; blocks of rows at inference. The host
 * lays out memory (src/engines/fused/layout.ts), fills in the plan, and calls one function an epoch.
 */
import { columnSums, transpose } from './columns';
import { denseForward } from './dense-forward';
import { denseGradient } from './dense-gradient';
import { denseInputGradient } from './dense-input-gradient';
import { piecewiseBackward, piecewiseForward, smoothBackward, smoothForward } from './elementwise';
import { firstLayerGradient } from './first-layer';
import { lossRows } from './loss';
import { at, at4, prepareTables } from './memory';
import { optimizerStep, resetOptimizer } from './optimizer';
import { fillMask, fillOrder } from './philox';
import { activityPenaltyBackward, kernelPenalty, limitColumns } from './penalties';
import { DENSE, Op, PENALTY, PIECEWISE, Plan, Rows, SMOOTH } from './program';
import { levelsForward, levelsGradient } from './levels';
import { unitLists } from './lists';
import { scatterGradient, sparseForward, sparseInputGradient } from './sparse';

export { setShadow, setWide } from './memory';
// Exported functions are not inlined into the loops that call them, so the host's optimizing compiler meets them early.
export { adam, rmsprop, sgd } from './optimizer';
export { fillMask, fillOrder } from './philox';
export { columnSums, transpose } from './columns';
export { denseForward } from './dense-forward';
export { denseGradient } from './dense-gradient';
export { denseInputGradient } from './dense-input-gradient';
export { levelsForward, levelsGradient } from './levels';
export { unitLists } from './lists';
export { scatterGradient, sparseForward, sparseInputGradient } from './sparse';
export { piecewiseBackward, piecewiseForward, smoothBackward, smoothForward } from './elementwise';
export { activityPenaltyBackward, kernelPenalty, limitColumns } from './penalties';
export { firstLayerGradient } from './first-layer';
export { lossRows } from './loss';
export { mapUnary, multiplyAdds } from './probe';

let plan: Plan = changetype<Plan>(0);
/** The rows that the first operation reads now. */
let numeric: usize = 0;
let levels: usize = 0;

/** First address that the module itself does not use. */
export function heapBase(): usize {
  return __heap_base;
}

/** Starts a run: everything that follows works on this plan. */
export function begin(address: usize): void {
  prepareTables();
  resetOptimizer();
  plan = changetype<Plan>(address);
}

// @ts-ignore: decorator
@inline
function opAt(index: i32): Op {
  return changetype<Op>(plan.ops + <usize>index * offsetof<Op>());
}

/** What `touchRows` has read, kept so that no compiler leaves the reading out. */
let touched: i32 = 0;

/** Reads one word of every line of the batch's rows: their misses overlap, where a copy row by row waits for each in turn. */
function touchRows(first: i32, count: i32, numbers: usize, bytes: usize): void {
  let read = 0;
  for (let i = 0; i < count; i++) {
    const from = numbers + <usize>load<u32>(at4(plan.order + (<usize>(first + i) << 2))) * bytes;
    for (let j: usize = 0; j < bytes; j += 64) read |= load<i32>(at4(from + j));
  }
  touched = read;
}

/** Copies the rows `order[first..first+count)` of the training rows into the batch. */
export function gatherBatch(first: i32, count: i32): void {
  const rows = changetype<Rows>(plan.train);
  const bytes = plan.expand ? (<usize>plan.numericWidth * 4 + 15) & ~15 : plan.ldNumeric;
  touchRows(first, count, rows.numeric, bytes);
  const levelBytes = <usize>plan.categories << 2;
  for (let i = 0; i < count; i++) {
    const row = <usize>load<u32>(at4(plan.order + (<usize>(first + i) << 2)));
    const from = rows.numeric + row * bytes;
    const to = plan.batchNumeric + <usize>i * plan.ldNumeric;
    for (let j: usize = 0; j < bytes; j += 16) v128.store(at(to + j), v128.load(at(from + j)));
    const level = rows.levels + row * levelBytes;
    for (let j: usize = 0; j < levelBytes; j += 4) store<i32>(at4(plan.batchLevels + <usize>i * levelBytes + j), load<i32>(at4(level + j)));
    store<i32>(at4(plan.batchTargets + (<usize>i << 2)), load<i32>(at4(rows.targets + (row << 2))));
  }
  numeric = plan.batchNumeric;
  levels = plan.batchLevels;
  if (plan.expand) expandLevels(count);
}

/** Points the first operation at consecutive rows of a list (or copies them, where dummies must be written out). */
export function pointAt(address: usize, first: i32, count: i32): void {
  const rows = changetype<Rows>(address);
  const bytes = plan.expand ? (<usize>plan.numericWidth * 4 + 15) & ~15 : plan.ldNumeric;
  numeric = rows.numeric + <usize>first * bytes;
  levels = rows.levels + <usize>first * (<usize>plan.categories << 2);
  if (plan.expand) {
    for (let i: usize = 0; i < <usize>count; i++) memory.copy(plan.batchNumeric + i * plan.ldNumeric, numeric + i * bytes, bytes);
    numeric = plan.batchNumeric;
    expandLevels(count);
  }
}

/** Writes the dummies of the batch's rows beside their numbers. */
function expandLevels(count: i32): void {
  let row = numeric;
  let level = levels;
  const written = <usize>plan.numericWidth << 2;
  for (let i = 0; i < count; i++) {
    memory.fill(row + written, 0, plan.ldNumeric - written);
    for (let category = 0; category < plan.categories; category++) {
      const column = load<i32>(at4(level));
      if (column >= 0) store<f32>(at4(row + (<usize>column << 2)), 1);
      level += 4;
    }
    row += plan.ldNumeric;
  }
}

/** Masks of every dropout layer for `rows` rows, entry 0 of group `firstRow` × width / 32 first. */
export function makeMasks(rows: i32, firstRow: i32, step: u32, purpose: u32): void {
  for (let i = 0; i < plan.opCount; i++) {
    const op = opAt(i);
    if (op.kind != PIECEWISE || !op.masked) continue;
    const entries = rows * op.width;
    fillMask(op.mask, (entries + 31) >> 5, (<u32>firstRow * <u32>op.width) >> 5, plan.maskKey0, plan.maskKey1, step, op.dropoutIndex, purpose);
  }
}

/** All operations in turn on `rows` rows; `masked` with dropout. */
export function forward(rows: i32, masked: bool): void {
  for (let i = 0; i < plan.opCount; i++) {
    const op = opAt(i);
    const lists = masked ? op.sparseTraining != 0 : op.sparseInference != 0;
    if (i == 0) op.x = numeric;
    if (op.kind == DENSE) {
      if (op.first) {
        if (plan.categories > 0) {
          levelsForward(levels, plan.categories, rows, op.w, op.ldw, op.bytes, op.bias, op.y, op.ldy);
          if (op.width > 0) denseForward(op.x, op.ldx, rows, op.width, op.w, op.ldw, op.bytes, op.y, op.ldy, op.y, op.ldy);
        } else denseForward(op.x, op.ldx, rows, op.width, op.w, op.ldw, op.bytes, op.bias, 0, op.y, op.ldy);
      } else if (lists) sparseForward(op.lists, op.listStride, op.counts, rows, op.w, op.width, op.bytes, op.bias, 0, op.y, op.ldy);
      else denseForward(op.x, op.ldx, rows, op.width, op.w, op.ldw, op.bytes, op.bias, 0, op.y, op.ldy);
    } else if (op.kind == PIECEWISE) piecewiseForward(op, rows, masked && op.masked != 0, lists);
    else if (op.kind == SMOOTH) smoothForward(op, rows);
  }
}

/** From the loss's gradient to those of all parameters, which are added to the gradient block. */
export function backward(rows: i32): void {
  for (let i = plan.opCount - 1; i >= 0; i--) {
    const op = opAt(i);
    if (op.kind == DENSE && op.first && op.transposed != 0) {
      firstLayerGradient(op, opAt(1), levels, plan.categories, rows);
      if (op.l1 != 0 || op.l2 != 0) kernelPenalty(op.w, op.gw, op.kernelBytes, op.l1, op.l2);
    } else if (op.kind == DENSE) {
      columnSums(op.dy, op.lddy, rows, op.gbias, op.bytes);
      if (op.sparseTraining) {
        if (op.unitLists == 0) scatterGradient(op.lists, op.listStride, op.counts, rows, op.dy, op.lddy, op.gw, op.bytes);
        else unitGradient(op, rows);
        if (op.dx != 0) sparseInputGradient(op.lists, op.listStride, op.counts, rows, op.dy, op.lddy, op.w, op.bytes, op.dx, op.lddx);
      } else {
        if (op.first && plan.categories > 0) levelsGradient(levels, plan.categories, rows, op.dy, op.lddy, op.gw, op.ldw, op.bytes);
        if (op.width > 0) denseGradient(op.x, op.ldx, op.dy, op.lddy, rows, op.width, op.gw, op.ldw, op.bytes);
        if (op.dx != 0) {
          if (op.transposed != 0) {
            transpose(op.w, op.ldw, op.width, op.bytes, op.transposed, op.ldx);
            denseForward(op.dy, op.lddy, rows, op.units, op.transposed, op.ldx, (<usize>op.width * 4 + 15) & ~15, op.zeros, 0, op.dx, op.lddx);
          } else denseInputGradient(op.dy, op.lddy, rows, op.w, op.ldw, op.width, op.bytes, op.dx, op.lddx);
        }
      }
      if (op.l1 != 0 || op.l2 != 0) kernelPenalty(op.w, op.gw, op.kernelBytes, op.l1, op.l2);
    } else if (op.dx == 0) break;
    else if (op.kind == PIECEWISE) {
      // A first layer that reads the lists itself needs no gradient spread out.
      if (i != 1 || !opAt(0).first || opAt(0).transposed == 0) piecewiseBackward(op, rows);
    } else if (op.kind == SMOOTH) smoothBackward(op, rows);
    else if (op.kind == PENALTY) activityPenaltyBackward(op, rows);
  }
}

/** The kernel's gradient by unit: one list of rows a unit, sums in registers. */
function unitGradient(op: Op, rows: i32): void {
  const bytes = (<usize>op.width * 4 + 15) & ~15;
  unitLists(op.x, op.ldx, rows, bytes, op.lddy, op.unitLists, op.unitStride, op.unitCounts);
  sparseForward(op.unitLists, op.unitStride, op.unitCounts, op.width, op.dy, rows, op.bytes, op.gw, op.ldw, op.gw, op.ldw);
}

/** Loss sum and gradients of one batch, from the order as it stands; the parameters stay. */
export function batchGradients(first: i32, count: i32, step: u32): f64 {
  gatherBatch(first, count);
  makeMasks(count, 0, step, 0);
  forward(count, true);
  const total = lossRows(plan, count, plan.batchTargets, plan.dLogits, plan.ldLogits, true);
  backward(count);
  return total;
}

export function applyGradients(): void {
  optimizerStep(plan);
  limitKernels();
}

/** After a step: no unit's incoming weights are longer than its layer allows. */
function limitKernels(): void {
  for (let i = 0; i < plan.opCount; i++) {
    const op = opAt(i);
    if (op.kind == DENSE && op.maxNorm > 0) limitColumns(op.w, op.ldw, op.bytes, op.kernelBytes, op.maxNorm);
  }
}

export function orderRows(epoch: i32): void {
  fillOrder(plan.order, changetype<Rows>(plan.train).count, plan.orderWords, plan.orderKey0, plan.orderKey1, epoch);
}

/** One epoch (from 0): returns the mean data loss over the batches as they were trained. */
export function trainEpoch(epoch: i32): f64 {
  orderRows(epoch);
  const rows = changetype<Rows>(plan.train).count;
  const batches = (rows + plan.batchRows - 1) / plan.batchRows;
  let total: f64 = 0;
  for (let batch = 0; batch < batches; batch++) {
    const first = batch * plan.batchRows;
    total += batchGradients(first, min(plan.batchRows, rows - first), <u32>(epoch * batches + batch));
    applyGradients();
  }
  return total / <f64>rows;
}

/** Predictions for rows first..first+count of a list (count ≤ block rows), to `out`, `ldout` bytes a row; returns the loss sum. */
export function inferBlock(address: usize, first: i32, count: i32, masked: bool, out: usize, ldout: usize): f64 {
  pointAt(address, first, count);
  forward(count, masked);
  const targets = changetype<Rows>(address).targets;
  return lossRows(plan, count, targets == 0 ? 0 : targets + (<usize>first << 2), out, ldout, false);
}

/** Mean data loss on the validation rows, dropout off. */
export function validationLoss(): f64 {
  const rows = changetype<Rows>(plan.validation).count;
  let total: f64 = 0;
  for (let first = 0; first < rows; first += plan.blockRows) {
    total += inferBlock(plan.validation, first, min(plan.blockRows, rows - first), false, plan.dLogits, plan.ldLogits);
  }
  return total / <f64>rows;
}

export function keepBest(): void {
  memory.copy(plan.best, plan.parameters, plan.parameterBytes);
}

export function restoreBest(): void {
  memory.copy(plan.parameters, plan.best, plan.parameterBytes);
}
