/**
 * Trains made networks of every kind and prints one hash over all they give. The same number of networks gives the same
 * hash on every machine, Node version and width of vectors: `node dist/perf/same-bytes.js [networks]`, by default 300.
 */
import { createHash } from 'node:crypto';
import { createFusedEngine } from '../src/engines/fused/index.js';
import { decodeText } from '../src/data/decode.js';
import type { TrainTask } from '../src/engines/engine.js';
import * as spec from '../src/model/spec.js';
import { streamKey, uniforms } from '../src/base/streams.js';
import { madeTable, workload } from './workload.js';

const count = Number(process.argv[2] ?? 300);
const engine = createFusedEngine();
const hash = createHash('sha256');
for (let i = 0; i < count; i++) {
  const result = engine.train(madeTask(i));
  hash.update(JSON.stringify(result.status === 'trained' ? result.curve : result));
  if (result.status === 'trained') hash.update(new Uint8Array(result.predictions.buffer));
}
// TextDecoder differs from Node to Node in the bytes 0x80 to 0x9F of Windows-1252.
const bytes = Uint8Array.from({ length: 128 }, (_, i) => 0x80 + i).filter(
  (byte) => ![0x81, 0x8d, 0x8f, 0x90, 0x9d].includes(byte),
);
const { text, encoding } = decodeText(bytes, { name: 'all bytes' });
const words = `${text.slice(0, 3)} … ${createHash('sha256').update(text).digest('hex')}`;
console.log(`Windows-1252: read as ${encoding}, ${words}`);
console.log(`${count} networks: ${hash.digest('hex')}`);

/** A network, table, optimizer and batch size of its own for every number. */
function madeTask(number: number): TrainTask {
  const next = uniforms(streamKey('bench', 'same-bytes', number));
  const whole = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  const pick = <T>(values: readonly T[]): T => values[whole(0, values.length - 1)]!;
  const widths = Array.from({ length: whole(0, 3) }, () => whole(2, 12));
  const numericWidth = whole(widths.length > 0 ? 0 : 1, 80);
  const table = madeTable({ rows: whole(20, 300), numericWidth, widths, classes: whole(2, 9) });
  const penalty = () => spec.l1l2(pick([0, 0, 0.001]), pick([0, 0, 0.01]));
  const activations = ['linear', 'relu', 'prelu', 'leakyRelu', 'elu', 'gelu', 'tanh', 'sigmoid'] as const;
  const layers: spec.Layer[] = next() < 0.15 ? [spec.dropout(0.2)] : [];
  for (let layer = whole(1, 3); layer > 0; layer--) {
    const penalties = { kernelRegularizer: penalty(), activityRegularizer: penalty() };
    layers.push(spec.dense(whole(1, 160), { activation: pick(activations), ...penalties }));
    if (next() < 0.6) layers.push(spec.dropout(pick([0.1, 0.5, 0.8])));
  }
  return {
    ...workload(spec.sequential(layers), { epochs: whole(1, 4), seed: number, table }),
    batchSize: whole(1, 48),
    optimizer: pick([
      spec.adam(),
      spec.adam(),
      spec.adamW(0.01),
      spec.sgd(0.05, { momentum: 0.9 }),
      spec.rmsprop(0.003),
    ]),
  };
}
