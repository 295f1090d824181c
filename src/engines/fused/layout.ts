/**
 * Where everything lies in WebAssembly memory: pure arithmetic over sizes, done before anything is allocated, so that
 * what does not fit is refused with its number of bytes. Arrays start on multiples of 64 bytes, 64 bytes apart.
 */
import type { Network } from '../../model/network.js';
import { lowerNetwork, type Stage } from './lower.js';

/** The sizes that decide how much memory a run takes. */
export interface FusedSize {
  readonly network: Network;
  readonly batchSize: number;
  readonly numericWidth: number;
  /** Number of categorical columns. */
  readonly categories: number;
  readonly rows: { readonly train: number; readonly validation: number; readonly test: number };
}

/** A stretch of memory. */
export interface Span {
  readonly at: number;
  readonly bytes: number;
}

/** Trained values of one stage, as offsets into the parameter block: rows × width floats, `stride` bytes a row. */
export interface ParameterSpan {
  readonly stage: number;
  readonly name: 'kernel' | 'bias' | 'slopes';
  readonly offset: number;
  readonly rows: number;
  readonly width: number;
  readonly stride: number;
}

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
  /**
   * Room for the transposed kernel of a dense stage with few units, and a row of zeros; or for the transposed gradient
   * of a first stage that reads lists, and a row that nobody reads.
   */
  readonly transposed: { readonly at: number; readonly zeros: number } | undefined;
  readonly nibbles: number;
  readonly mask: number;
  readonly slopes: number;
}

export interface RowsLayout {
  readonly header: number;
  readonly numeric: number;
  readonly levels: number;
  readonly targets: number;
}

export interface Layout {
  readonly bytes: number;
  readonly spans: readonly Span[];
  readonly stages: readonly StageLayout[];
  readonly parameters: readonly ParameterSpan[];
  readonly parameterBytes: number;
  /** Parameters, gradients, two moments, best weights. */
  readonly blocks: readonly [number, number, number, number, number];
  readonly plan: number;
  readonly operations: number;
  readonly rows: { readonly train: RowsLayout; readonly validation: RowsLayout; readonly test: RowsLayout };
  readonly blockRows: number;
  readonly numericWidth: number;
  /** Bytes from row to row of the stored numbers, and of the first stage's input. */
  readonly numericStride: number;
  readonly inputStride: number;
  readonly expand: boolean;
  readonly batch: { readonly numeric: number; readonly levels: number; readonly targets: number };
  readonly rowSums: number;
  readonly order: number;
  readonly orderWords: number;
}

export const PLAN_BYTES = 256;
export const OPERATION_BYTES = 4 * 41;
export const MEMORY_LIMIT = 65535 * 65536;

/** Bytes of a row of `width` floats in whole vectors. */
export function vectorBytes(width: number): number {
  return Math.ceil(width / 4) * 16;
}

/** Bytes from row to row: whole vectors, and not a multiple of 128 in wide matrices, whose columns would share cache sets. */
function strideOf(width: number): number {
  const bytes = vectorBytes(width);
  return bytes >= 512 && bytes % 128 === 0 ? bytes + 64 : bytes;
}

interface Arena {
  readonly spans: Span[];
  next: number;
}

function allocate(arena: Arena, bytes: number): number {
  const at = Math.ceil(arena.next / 64) * 64;
  arena.next = at + Math.ceil(bytes / 16) * 16 + 64;
  arena.spans.push({ at, bytes });
  return at;
}

/** Rows of one block at inference: whole groups of mask entries (32 rows), fewer where rows are wide. */
function inferenceRows(network: Network): number {
  const widest = Math.max(network.inputs, ...network.operations.map((o) => (o.op === 'dense' ? o.units : o.width)));
  return widest <= 64 ? 64 : 32;
}

/** @param base first free address */
export function layOut(size: FusedSize, base: number): Layout {
  const { network } = size;
  const arena: Arena = { spans: [], next: base };
  const stages = lowerNetwork(network);
  const blockRows = inferenceRows(network);
  const capacity = Math.max(size.batchSize, blockRows);
  const expand = stages[0]!.kind !== 'dense';
  const numericStride = expand ? vectorBytes(size.numericWidth) : strideOf(size.numericWidth);
  const inputStride = expand ? strideOf(network.inputs) : numericStride;
  const { parameters, parameterBytes } = parameterSpans(stages);
  const plan = allocate(arena, PLAN_BYTES);
  const operations = allocate(arena, OPERATION_BYTES * stages.length);
  const block = (): number => allocate(arena, parameterBytes);
  const blocks = [block(), block(), block(), block(), block()] as const;
  const batch = {
    numeric: allocate(arena, capacity * inputStride),
    levels: allocate(arena, capacity * size.categories * 4),
    targets: allocate(arena, capacity * 4),
  };
  const rowSums = allocate(arena, 12 * Math.ceil(capacity / 4) * 4);
  const orderWords = allocate(arena, 64);
  const laidOut = layStages(arena, { stages, capacity, batchSize: size.batchSize, inputStride });
  const rowsOf = (count: number, scored = true): RowsLayout => ({
    header: allocate(arena, 16),
    numeric: allocate(arena, count * numericStride),
    levels: allocate(arena, count * size.categories * 4),
    targets: scored ? allocate(arena, count * 4) : 0,
  });
  return {
    spans: arena.spans,
    stages: laidOut,
    parameters,
    parameterBytes,
    blocks,
    plan,
    operations,
    rows: {
      train: rowsOf(size.rows.train),
      validation: rowsOf(size.rows.validation),
      test: rowsOf(size.rows.test, false),
    },
    blockRows,
    numericWidth: size.numericWidth,
    numericStride,
    inputStride,
    expand,
    batch,
    rowSums,
    order: allocate(arena, size.rows.train * 4),
    orderWords,
    bytes: arena.next,
  };
}

/** Kernels row by row, then the bias; slopes of a piecewise stage. Everything is padded to whole vectors. */
function parameterSpans(stages: readonly Stage[]): { parameters: ParameterSpan[]; parameterBytes: number } {
  const parameters: ParameterSpan[] = [];
  let offset = 0;
  const add = (stage: number, name: ParameterSpan['name'], { rows, width }: { rows: number; width: number }): void => {
    const stride = rows === 1 && name !== 'kernel' ? vectorBytes(width) : strideOf(width);
    parameters.push({ stage, name, offset, rows, width, stride });
    offset = Math.ceil((offset + rows * stride) / 64) * 64;
  };
  stages.forEach((stage, index) => {
    if (stage.kind === 'dense') {
      add(index, 'kernel', { rows: stage.inputs, width: stage.units });
      add(index, 'bias', { rows: 1, width: stage.units });
    } else if (stage.kind === 'piecewise' && stage.activation === 'trained') {
      add(index, 'slopes', { rows: 1, width: stage.width });
    }
  });
  return { parameters, parameterBytes: offset };
}

interface StageSizes {
  /** Most rows of a block, in training or at inference. */
  readonly capacity: number;
  readonly batchSize: number;
  readonly inputStride: number;
}

/** Up to this many outputs the way back goes through a transposed copy of the kernel. */
const TRANSPOSE_MAX_UNITS = 8;

/** Up to this many outputs a kernel's gradient is added row by row, in one panel; beyond, unit by unit. */
const SCATTER_MAX_UNITS = 32;

function allocateUnitLists(arena: Arena, { batchSize, width }: { batchSize: number; width: number }) {
  const stride = (Math.ceil(batchSize / 4) + 1) * 32;
  const units = Math.ceil(width / 4) * 4;
  return { at: allocate(arena, units * stride), stride, counts: allocate(arena, 4 * units) };
}

/** The first dense stage can take its gradient from the lists that relu made, if its numbers are few. */
function gathersByLists(stages: readonly Stage[], { index, strideIn }: { index: number; strideIn: number }): boolean {
  const [stage, next] = stages;
  if (index > 0 || stage?.kind !== 'dense' || next?.kind !== 'piecewise' || next.activation !== 'relu') return false;
  return next.lists.training && strideIn >= 16 && strideIn <= 64;
}

/** Activations of every stage, and two gradient buffers that dense stages swap and all others work on in place. */
function layStages(
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
          : undefined,
      transposed: few
        ? { at: allocate(arena, Math.ceil(stage.units / 4) * 4 * strideIn), zeros: allocate(arena, strideIn) }
        : byLists
          ? { at: allocate(arena, Math.ceil(width / 4) * 4 * strideIn), zeros: allocate(arena, strideOut) }
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

/** Bytes of WebAssembly memory that a run of these sizes takes. */
export function fusedBytes(size: FusedSize): number {
  return layOut(size, 4096).bytes;
}

/** Why the fused engine cannot train this, or undefined: it expresses every network, so only memory can be the reason. */
export function fusedRefusal(size: FusedSize): string | undefined {
  const bytes = fusedBytes(size);
  if (bytes <= MEMORY_LIMIT) return undefined;
  return `the fused engine would need ${bytes} bytes of WebAssembly memory, and there are ${MEMORY_LIMIT}: take fewer rows, smaller batches or narrower layers, or the tfjs engine`;
}
