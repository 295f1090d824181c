/**
 * Losses on the last layer's outputs: softmax and sigmoid cross-entropy by log-sum-exp, squared error. Each adds up row
 * losses in row order in double precision, and writes either the gradient of their mean or the predictions.
 */
import { at, at4 } from './memory';
import { LOGISTIC, Plan, SOFTMAX } from './program';
import { exp4, expNegative4, log1p4, log4 } from './transcendental';

// @ts-ignore: decorator
@inline
function laneMaximum(v: v128): v128 {
  const w = f32x4.pmax(v, v128.shuffle<f32>(v, v, 2, 3, 0, 1));
  return f32x4.pmax(w, v128.shuffle<f32>(w, w, 1, 0, 3, 2));
}

// @ts-ignore: decorator
@inline
function laneSum(v: v128): v128 {
  const w = f32x4.add(v, v128.shuffle<f32>(v, v, 2, 3, 0, 1));
  return f32x4.add(w, v128.shuffle<f32>(w, w, 1, 0, 3, 2));
}

/** The lanes of the last vector that hold classes. */
// @ts-ignore: decorator
@inline
function tailLanes(classes: i32): v128 {
  const used = ((classes - 1) & 3) + 1;
  return i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(used));
}

/** What the loss of a row of this class counts; a factor of 1 changes no bit. */
// @ts-ignore: decorator
@inline
function weightOf(plan: Plan, label: usize): f32 {
  return plan.classWeights == 0 ? 1 : load<f32>(at4(plan.classWeights + (label << 2)));
}

/** to = e^(z − max), zeros in the padding; sums[row] = its sum; returns nothing, `maxima` follow `sums` by `rows` entries. */
function exponentials(plan: Plan, rows: i32, to: usize, ldto: usize, maxima: usize): void {
  let z = plan.logits;
  let sums = plan.rowSums;
  const classes = plan.outputs;
  const tail = tailLanes(classes);
  const last = <usize>((classes - 1) >> 2) << 4;
  const lowest = f32x4.splat(-f32.MAX_VALUE);
  for (let row = 0; row < rows; row++) {
    let top = v128.bitselect(v128.load(at(z + last)), lowest, tail);
    for (let j: usize = 0; j < last; j += 16) top = f32x4.pmax(top, v128.load(at(z + j)));
    top = laneMaximum(top);
    let e = v128.and(expNegative4(f32x4.sub(v128.load(z + last), top)), tail);
    v128.store(at(to + last), e);
    let sum = e;
    for (let j: usize = 0; j < last; j += 16) {
      e = expNegative4(f32x4.sub(v128.load(z + j), top));
      v128.store(at(to + j), e);
      sum = f32x4.add(sum, e);
    }
    store<f32>(at4(sums), f32x4.extract_lane(laneSum(sum), 0));
    store<f32>(at4(maxima), f32x4.extract_lane(top, 0));
    z += plan.ldLogits;
    to += ldto;
    sums += 4;
    maxima += 4;
  }
}

/** sums[i] = ln sums[i] and reciprocal[i] = 1 / sums[i], four rows at a time. */
function logarithms(sums: usize, reciprocals: usize, rows: i32): void {
  for (let i: usize = 0; i < <usize>rows << 2; i += 16) {
    const s = v128.load(at(sums + i));
    v128.store(at(reciprocals + i), f32x4.div(f32x4.splat(1), s));
    v128.store(at(sums + i), log4(s));
  }
}

function softmax(plan: Plan, rows: i32, targets: usize, to: usize, ldto: usize, gradient: bool): f64 {
  const padded = (<usize>max(plan.batchRows, plan.blockRows) + 3) & ~3;
  const maxima = plan.rowSums + 4 * padded;
  const reciprocals = maxima + 4 * padded;
  exponentials(plan, rows, to, ldto, maxima);
  logarithms(plan.rowSums, reciprocals, rows);
  const bytes = (<usize>plan.outputs * 4 + 15) & ~15;
  const share: f32 = 1 / <f32>rows;
  let total: f64 = 0;
  let z = plan.logits;
  for (let row: usize = 0; row < <usize>rows; row++) {
    let factor = load<f32>(at4(reciprocals + (row << 2)));
    const weight: f32 = targets == 0 ? 1 : weightOf(plan, <usize>load<i32>(at4(targets + (row << 2))));
    if (gradient) factor *= share * weight;
    const f = f32x4.splat(factor);
    for (let j: usize = 0; j < bytes; j += 16) v128.store(at(to + j), f32x4.mul(v128.load(to + j), f));
    if (targets != 0) {
      const label = <usize>load<i32>(at4(targets + (row << 2))) << 2;
      const lost = load<f32>(plan.rowSums + (row << 2)) + load<f32>(maxima + (row << 2)) - load<f32>(at4(z + label));
      total += <f64>lost * <f64>weight;
      if (gradient) store<f32>(at4(to + label), load<f32>(to + label) - share * weight);
    }
    z += plan.ldLogits;
    to += ldto;
  }
  return total;
}

/** The value, and zeros in the padding beside it. */
// @ts-ignore: decorator
@inline
function storeAlone(to: usize, value: f32): void {
  v128.store(at(to), f32x4.replace_lane(f32x4.splat(0), 0, value));
}

/** One logit z a row, label y of 0 or 1: loss max(z, 0) − z y + ln(1 + e^−|z|). Predictions are two columns, 1 − p and p. */
function logistic(plan: Plan, rows: i32, targets: usize, to: usize, ldto: usize, gradient: bool): f64 {
  let z = plan.logits;
  let total: f64 = 0;
  const share: f32 = 1 / <f32>rows;
  for (let row: usize = 0; row < <usize>rows; row++) {
    const value = load<f32>(at4(z));
    const e = f32x4.extract_lane(exp4(f32x4.splat(-abs(value))), 0);
    const p: f32 = value >= 0 ? 1 / (1 + e) : e / (1 + e);
    const q: f32 = value >= 0 ? e / (1 + e) : 1 / (1 + e);
    if (targets != 0) {
      const label = <f32>load<i32>(at4(targets + (row << 2)));
      const weight = weightOf(plan, <usize>label);
      const lost: f32 = max(value, 0) - value * label + f32x4.extract_lane(log1p4(f32x4.splat(e)), 0);
      total += <f64>lost * <f64>weight;
      if (gradient) storeAlone(to, (label > 0 ? -q : p) * (share * weight));
    }
    if (!gradient) {
      store<f32>(at4(to), q);
      store<f32>(at4(to + 4), p);
    }
    z += plan.ldLogits;
    to += ldto;
  }
  return total;
}

function squared(plan: Plan, rows: i32, targets: usize, to: usize, ldto: usize, gradient: bool): f64 {
  let z = plan.logits;
  let total: f64 = 0;
  const share: f32 = 2 / <f32>rows;
  for (let row: usize = 0; row < <usize>rows; row++) {
    const value = load<f32>(at4(z));
    if (targets != 0) {
      const off = value - load<f32>(at4(targets + (row << 2)));
      total += <f64>off * <f64>off;
      if (gradient) storeAlone(to, off * share);
    }
    if (!gradient) store<f32>(at4(to), value);
    z += plan.ldLogits;
    to += ldto;
  }
  return total;
}

/** Sum of the row losses (0 without targets); writes the gradient of their mean, or the predictions, to `to`. */
export function lossRows(plan: Plan, rows: i32, targets: usize, to: usize, ldto: usize, gradient: bool): f64 {
  if (plan.loss == SOFTMAX) return softmax(plan, rows, targets, to, ldto, gradient);
  if (plan.loss == LOGISTIC) return logistic(plan, rows, targets, to, ldto, gradient);
  return squared(plan, rows, targets, to, ldto, gradient);
}
