/**
 * A dense network in float64 and plain loops: forward pass, loss with penalties, gradients by the chain rule. The
 * reference that the engines' gradients are held against; it is itself held against central differences.
 */
import type { Network, Operation } from '../../src/model/network.js';
import type { Regularizer } from '../../src/model/spec.js';

type Matrix = number[][];

export interface ReferenceBatch {
  /** [rows][inputs]. */
  readonly x: Matrix;
  /** Class numbers, or values. */
  readonly targets: readonly number[];
  /** What the loss of each row counts; 1 where absent. */
  readonly weights?: readonly number[];
  /** Factor of one unit under dropout: 0 or 1/(1−rate). */
  readonly mask: (dropoutIndex: number, row: number, unit: number) => number;
}

export interface ReferenceResult {
  /** Mean data loss of the rows. */
  readonly loss: number;
  /** Data loss plus penalties: what the gradients belong to. */
  readonly objective: number;
  /** One a parameter tensor, flat and row-major, in the order of `parameterSizes`. */
  readonly gradients: Float64Array[];
}

/** Sizes of the parameter tensors: kernel and bias of each dense operation, slopes of each prelu. */
export function parameterSizes(network: Network): number[] {
  return network.operations.flatMap((o) => {
    if (o.op === 'dense') return [o.inputs * o.units, o.units];
    return o.op === 'activation' && o.activation === 'prelu' ? [o.width] : [];
  });
}

interface Cursor {
  readonly parameters: readonly ArrayLike<number>[];
  readonly gradients: Float64Array[];
  readonly batch: ReferenceBatch;
  /** Next parameter tensor, counted up on the way forward. */
  next: number;
  penalty: number;
}

/** The way back through one operation: gradient of its output in, gradient of its input out. */
type Back = (dy: Matrix) => Matrix;

/** Loss and gradients of one batch. */
export function referenceGradients(
  network: Network,
  parameters: readonly ArrayLike<number>[],
  batch: ReferenceBatch,
): ReferenceResult {
  const gradients = parameterSizes(network).map((size) => new Float64Array(size));
  const cursor: Cursor = { parameters, gradients, batch, next: 0, penalty: 0 };
  const backs: Back[] = [];
  let x = batch.x;
  for (const operation of network.operations) {
    const [y, back] = forwardOne(operation, x, cursor);
    backs.push(back);
    x = y;
  }
  const { loss, dy } = lossOf(network, x, batch);
  backs.reduceRight((d, back) => back(d), dy);
  return { loss, objective: loss + cursor.penalty, gradients };
}

function forwardOne(operation: Operation, x: Matrix, cursor: Cursor): [Matrix, Back] {
  switch (operation.op) {
    case 'dense':
      return denseForward(operation, x, cursor);
    case 'activation': {
      const slopes = operation.activation === 'prelu' ? cursor.next++ : -1;
      const slopeOf = (unit: number): number => cursor.parameters[slopes]?.[unit] ?? operation.slope;
      const y = x.map((row) => row.map((v, u) => activate(operation.activation, v, slopeOf(u))));
      const back: Back = (dy) =>
        dy.map((row, r) =>
          row.map((d, u) => {
            const v = x[r]![u]!;
            if (slopes >= 0 && v <= 0) cursor.gradients[slopes]![u]! += d * v;
            return d * derivative(operation.activation, v, slopeOf(u));
          }),
        );
      return [y, back];
    }
    case 'activityPenalty': {
      cursor.penalty += x.reduce((sum, row) => sum + penaltyOf(row, operation.activity), 0) / x.length;
      const back: Back = (dy) =>
        dy.map((row, r) => row.map((d, u) => d + penaltySlope(x[r]![u]!, operation.activity) / x.length));
      return [x, back];
    }
    case 'dropout': {
      const factors = x.map((row, r) => row.map((_, u) => cursor.batch.mask(operation.dropoutIndex, r, u)));
      const times = (m: Matrix): Matrix => m.map((row, r) => row.map((v, u) => v * factors[r]![u]!));
      return [times(x), times];
    }
  }
}

function denseForward(
  { inputs, units, kernel }: Extract<Operation, { op: 'dense' }>,
  x: Matrix,
  cursor: Cursor,
): [Matrix, Back] {
  const w = cursor.next++;
  const b = cursor.next++;
  const weights = cursor.parameters[w]!;
  const bias = cursor.parameters[b]!;
  cursor.penalty += penaltyOf(weights, kernel);
  const y = x.map((row) =>
    Array.from({ length: units }, (_, u) => row.reduce((sum, v, i) => sum + v * weights[i * units + u]!, bias[u]!)),
  );
  const back: Back = (dy) => {
    const gw = cursor.gradients[w]!;
    for (let i = 0; i < inputs * units; i++) gw[i]! += penaltySlope(weights[i]!, kernel);
    dy.forEach((row, r) => {
      row.forEach((d, u) => {
        cursor.gradients[b]![u]! += d;
        for (let i = 0; i < inputs; i++) gw[i * units + u]! += x[r]![i]! * d;
      });
    });
    return dy.map((row) =>
      Array.from({ length: inputs }, (_, i) => row.reduce((sum, d, u) => sum + d * weights[i * units + u]!, 0)),
    );
  };
  return [y, back];
}

function penaltyOf(values: ArrayLike<number>, { l1, l2 }: Regularizer): number {
  return Array.from(values).reduce((sum, v) => sum + l1 * Math.abs(v) + l2 * v * v, 0);
}

function penaltySlope(v: number, { l1, l2 }: Regularizer): number {
  return l1 * Math.sign(v) + 2 * l2 * v;
}

type Name = Extract<Operation, { op: 'activation' }>['activation'];

function activate(name: Name, v: number, slope: number): number {
  switch (name) {
    case 'relu':
      return Math.max(v, 0);
    case 'prelu':
    case 'leakyRelu':
      return v > 0 ? v : slope * v;
    case 'elu':
      return v > 0 ? v : Math.expm1(v);
    case 'gelu':
      return v * normalCdf(v);
    case 'tanh':
      return Math.tanh(v);
    case 'sigmoid':
      return 1 / (1 + Math.exp(-v));
  }
}

function derivative(name: Name, v: number, slope: number): number {
  switch (name) {
    case 'relu':
      return v > 0 ? 1 : 0;
    case 'prelu':
    case 'leakyRelu':
      return v > 0 ? 1 : slope;
    case 'elu':
      return v > 0 ? 1 : Math.exp(v);
    case 'gelu':
      return normalCdf(v) + (v * Math.exp((-v * v) / 2)) / Math.sqrt(2 * Math.PI);
    case 'tanh':
      return 1 - Math.tanh(v) ** 2;
    case 'sigmoid':
      return activate('sigmoid', v, 0) * activate('sigmoid', -v, 0);
  }
}

/**
 * Φ(x): the tail by Simpson's rule on Φ(−a) = φ(a) ∫₀^∞ e^(−a u − u²/2) du, so that small tails keep their relative
 * precision.
 */
export function normalCdf(x: number): number {
  const a = Math.abs(x);
  const upper = 9;
  const steps = 900;
  let sum = 0;
  for (let i = 0; i <= steps; i++) {
    const u = (upper * i) / steps;
    sum += (i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2) * Math.exp(-a * u - (u * u) / 2);
  }
  const tail = (Math.exp((-a * a) / 2) / Math.sqrt(2 * Math.PI)) * ((sum * upper) / steps / 3);
  return x < 0 ? tail : 1 - tail;
}

/** Mean loss over the rows and its gradient with respect to the outputs. */
function lossOf(network: Network, z: Matrix, { targets, weights }: ReferenceBatch): { loss: number; dy: Matrix } {
  const rows = z.map((row, r) => {
    const { loss, dy } = rowLoss(network, row, targets[r]!);
    const weight = weights?.[r] ?? 1;
    return { loss: weight * loss, dy: dy.map((d) => weight * d) };
  });
  return {
    loss: rows.reduce((sum, { loss }) => sum + loss, 0) / z.length,
    dy: rows.map(({ dy }) => dy.map((d) => d / z.length)),
  };
}

function rowLoss({ loss }: Network, z: number[], target: number): { loss: number; dy: number[] } {
  if (loss === 'meanSquaredError') return { loss: (z[0]! - target) ** 2, dy: [2 * (z[0]! - target)] };
  if (loss === 'sigmoidCrossEntropy') {
    const margin = target === 1 ? z[0]! : -z[0]!;
    const value = margin > 0 ? Math.log1p(Math.exp(-margin)) : Math.log1p(Math.exp(margin)) - margin;
    return { loss: value, dy: [activate('sigmoid', z[0]!, 0) - target] };
  }
  const top = Math.max(...z);
  const sum = z.reduce((total, v) => total + Math.exp(v - top), 0);
  const dy = z.map((v, c) => Math.exp(v - top) / sum - (c === target ? 1 : 0));
  return { loss: Math.log(sum) + top - z[target]!, dy };
}
