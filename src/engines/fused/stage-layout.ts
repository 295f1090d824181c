/** Where the activations, gradients, lists and masks of every stage lie. Knows sizes and addresses, no values. */
import { allocate, strideOf, type Arena } from './arena.js';
import type { Stage } from './lower.js';

export interface StageLayout {
  readonly stage: Stage;
  /** Bytes from row to row of the stage's input and output. */
  readonly strideIn: number;
  readonly strideOut: number;
  readonly input: number;
  readonly output: number;
  readonly gradientIn: number;
  readonly gradientOut: number;
  /** Lists, values, counts and bit patterns of a compacted row, where this stage writes them. */
  readonly lists: { readonly at: number; readonly stride: number } | undefined;
  readonly counts: number;
  /** The same lists by unit, where a dense stage reads lists. */
  readonly unitLists: { readonly at: number; readonly stride: number; readonly counts: number } | undefined;
  /** Room for a transposed kernel or gradient, with a row of zeros and one that nobody reads where they are needed (else 0). */
  readonly transposed: { readonly at: number; readonly zeros: number; readonly spare: number } | undefined;
  readonly nibbles: number;
  readonly mask: number;
  readonly slopes: number;
}

interface StageSizes {
  /** Most rows of a block, in training or at inference. */
  readonly capacity: number;
  readonly batchSize: number;
  readonly inputStride: number;
}

/** Up to this many outputs the way back goes through a transposed copy of the kernel. */
const TRANSPOSE_MAX_UNITS = 8;

/** The first layer's gradient from lists: row by row up to four vectors of numbers, unit by unit beyond eight. */
const FEW_NUMBERS_BYTES = 64;
const MANY_NUMBERS_BYTES = 128;

/** Units that are then gathered at the same time: UNITS_AT_A_TIME of assembly/first-layer.ts. */
const GATHERED_UNITS = 16;

/** Up to this many outputs a kernel's gradient is added row by row, in one panel; beyond, unit by unit. */
const SCATTER_MAX_UNITS = 32;

function allocateUnitLists(arena: Arena, { batchSize, width }: { batchSize: number; width: number }) {
  const stride = (Math.ceil(batchSize / 4) + 1) * 32;
  const units = Math.ceil(width / 4) * 4;
  return { at: allocate(arena, units * stride), stride, counts: allocate(arena, 4 * units) };
}

/**
 * The first dense stage takes its gradient from the lists that relu made, where that is faster than the dense product:
 * numbers are few, or many and dropout leaves a quarter of the units.
 */
function gathersByLists(stages: readonly Stage[], { index, strideIn }: { index: number; strideIn: number }): boolean {
  const [stage, next] = stages;
  if (index > 0 || stage?.kind !== 'dense' || next?.kind !== 'piecewise' || next.activation !== 'relu') return false;
  if (!next.lists.training || strideIn === 0) return false;
  return strideIn <= FEW_NUMBERS_BYTES || (strideIn > MANY_NUMBERS_BYTES && next.dropout !== undefined);
}

/** Room for the gradients that are gathered transposed: of all units, or of some at a time where numbers are many. */
function allocateGathered(arena: Arena, { width, strideIn }: { width: number; strideIn: number }) {
  const padded = Math.ceil(width / 4) * 4;
  const many = strideIn > FEW_NUMBERS_BYTES;
  return {
    at: allocate(arena, (many ? Math.min(GATHERED_UNITS, padded) : padded) * strideIn),
    zeros: many ? allocate(arena, strideIn) : 0,
    spare: allocate(arena, strideOf(width)),
  };
}

/** Activations of every stage, and two gradient buffers that dense stages swap and all others work on in place. */
export function layStages(
  arena: Arena,
  { stages, capacity, batchSize, inputStride }: StageSizes & { stages: readonly Stage[] },
): StageLayout[] {
  const widths = stages.map((stage) => (stage.kind === 'dense' ? stage.units : stage.width));
  const widest = Math.max(inputStride, ...widths.map(strideOf));
  const gradients = [0, 1].map(() => allocate(arena, capacity * widest + 16)) as [number, number];
  const hasParameters = (stage: Stage): boolean =>
    stage.kind === 'dense' || (stage.kind === 'piecewise' && stage.activation === 'trained');
  const firstTrained = stages.findIndex(hasParameters);
  const result: StageLayout[] = [];
  let input = 0;
  let strideIn = inputStride;
  let side = 0;
  stages.forEach((stage, index) => {
    const width = widths[index]!;
    const strideOut = strideOf(width);
    const output = stage.kind === 'penalty' ? input : allocate(arena, capacity * strideOut);
    const gradientIn = gradients[side]!;
    if (stage.kind === 'dense') side = 1 - side;
    const piecewise = stage.kind === 'piecewise' ? stage : undefined;
    const listed = piecewise?.lists.training === true;
    const listBytes = 2 * strideOut + 64;
    const lists = listed ? { at: allocate(arena, capacity * listBytes), stride: listBytes } : undefined;
    const needsGradient = index > firstTrained || piecewise?.activation === 'trained';
    const before = stages[index - 1];
    const readsLists = stage.kind === 'dense' && before?.kind === 'piecewise' && before.lists.training;
    const few = stage.kind === 'dense' && stage.units <= TRANSPOSE_MAX_UNITS && needsGradient && !readsLists;
    const byLists = gathersByLists(stages, { index, strideIn });
    result.push({
      stage,
      strideIn,
      strideOut,
      input,
      output,
      gradientIn: needsGradient ? gradientIn : 0,
      gradientOut: gradients[side]!,
      lists,
      unitLists:
        readsLists && stage.units > SCATTER_MAX_UNITS
          ? allocateUnitLists(arena, { batchSize, width: stage.inputs })
          : byLists && strideIn > FEW_NUMBERS_BYTES
            ? allocateUnitLists(arena, { batchSize, width })
            : undefined,
      transposed: few
        ? { at: allocate(arena, Math.ceil(stage.units / 4) * 4 * strideIn), zeros: allocate(arena, strideIn), spare: 0 }
        : byLists
          ? allocateGathered(arena, { width, strideIn })
          : undefined,
      counts: listed ? allocate(arena, capacity * 4) : 0,
      nibbles: listed ? allocate(arena, capacity * (strideOut >> 4) + 4) : 0,
      mask: piecewise?.dropout === undefined ? 0 : allocate(arena, capacity * width * 2 + 80),
      slopes: piecewise?.activation === 'fixed' ? allocate(arena, strideOut) : 0,
    });
    input = output;
    strideIn = strideOut;
  });
  return result;
}
