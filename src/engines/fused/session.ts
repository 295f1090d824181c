/**
 * One run in WebAssembly memory: lays it out, writes table, initial weights and plan, and reads parameters
 * back. What plan and operations look like stands in program.ts.
 */
import type { EncodedTable, TrainTask } from '../engine.js';
import { glorotUniform } from '../../base/streams.js';
import { layOut, MEMORY_LIMIT, type FusedSize, type Layout, type ParameterSpan, type RowsLayout } from './layout.js';
import { writeOperations, writePlan } from './program.js';
import { ensureMemory, type Trainer } from './trainer.js';

export interface Session {
  readonly trainer: Trainer;
  readonly layout: Layout;
}

export function sizeOf({ network, batchSize, table, rows, classWeights }: TrainTask): FusedSize {
  const { train, validation, test } = rows;
  return {
    network,
    batchSize,
    numericWidth: table.numericWidth,
    categories: table.levels.length,
    rows: { train: train.length, validation: validation.length, test: test.length },
    ...(classWeights === undefined ? {} : { weightedClasses: classWeights.length }),
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
  if (task.classWeights) new Float32Array(trainer.memory.buffer).set(task.classWeights, layout.classWeights / 4);
  writeOperations(trainer.memory.buffer, layout);
  writePlan(trainer.memory.buffer, layout, task);
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
