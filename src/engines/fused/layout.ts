/**
 * Where everything lies in WebAssembly memory: pure arithmetic over sizes, done before anything is allocated, so that
 * what does not fit is refused with its number of bytes.
 */
import type { Network } from '../../model/network.js';
import { allocate, strideOf, vectorBytes, type Arena, type Span } from './arena.js';
import { lowerNetwork, type Stage } from './lower.js';
import { layStages, type StageLayout } from './stage-layout.js';

/** The sizes that decide how much memory a run takes. */
export interface FusedSize {
  readonly network: Network;
  readonly batchSize: number;
  readonly numericWidth: number;
  /** Number of categorical columns. */
  readonly categories: number;
  readonly rows: { readonly train: number; readonly validation: number; readonly test: number };
  /** Number of classes whose losses are weighted; 0 for none. */
  readonly weightedClasses?: number;
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
  /** One float a class; 0: no class is weighted. */
  readonly classWeights: number;
}

export const PLAN_BYTES = 256;
export const OPERATION_BYTES = 4 * 43;
export const MEMORY_LIMIT = 65535 * 65536;

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
    classWeights: allocateWeights(arena, size),
    bytes: arena.next,
  };
}

function allocateWeights(arena: Arena, { weightedClasses = 0 }: FusedSize): number {
  return weightedClasses === 0 ? 0 : allocate(arena, weightedClasses * 4);
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
