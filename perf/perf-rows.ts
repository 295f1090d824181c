/** The rows of the speed table: who trains, under which name, and what a reader must know of it. Measures nothing. */
import { NATIVE_SETTINGS } from '../src/engines/tfjs/backends.js';
import type { Trainer } from './perf-jobs.js';
import type { ModelName } from './workload.js';

export interface Row {
  /** Its name in the table, and in the ratios that are stored. */
  readonly engine: string;
  readonly trainer: Trainer;
  /** Epochs of the one run that a worker trains in a repeat: half a second to a second of work. */
  readonly epochs: Readonly<Record<ModelName, number>>;
  /** Environment of its processes. */
  readonly env?: Readonly<Record<string, string>>;
  /** What it is, for the reader of the table. */
  readonly what: string;
  /** What to do if it cannot be had. */
  readonly remedy?: string;
}

const BUILD_NATIVE = '`npm run setup:tfjs-node` builds it';

/** What the names of the rows have in common. */
export const LOOPS =
  "**own loop** is this project's training loop over TensorFlow.js; **model.fit** is what one writes without this project (`perf/perf-fit.ts`): `tf.sequential`, `compile` with Adam and categorical cross-entropy, `await model.fit(x, y, { batchSize: 32, epochs, validationData, verbose: 0 })`.";

export const ROWS: readonly Row[] = [
  {
    engine: 'fused',
    trainer: { loop: 'fused' },
    epochs: { M: 1000, B: 120 },
    what: 'the default engine of this project. From Node 24 on V8 joins its vectors to 256 bits.',
  },
  {
    engine: 'fused, 128 bits',
    trainer: { loop: 'fused' },
    epochs: { M: 1000, B: 120 },
    env: { RESEED_WIDE_VECTORS: '0' },
    what: 'the same engine, vectors not joined (`RESEED_WIDE_VECTORS=0`), as on Node 20 and 22.',
  },
  {
    engine: 'tfjs-node, own loop',
    trainer: { loop: 'own loop', backend: 'tensorflow' },
    epochs: { M: 8, B: 5 },
    env: NATIVE_SETTINGS,
    what: "TensorFlow's C library (`--engine tfjs --backend tensorflow`). As in a bench, its process has oneDNN off and one thread, set before the library loads.",
    remedy: BUILD_NATIVE,
  },
  {
    engine: 'tfjs-node, model.fit',
    trainer: { loop: 'model.fit', backend: 'tensorflow' },
    epochs: { M: 5, B: 3 },
    env: NATIVE_SETTINGS,
    what: 'the same library in a process with the same settings.',
    remedy: BUILD_NATIVE,
  },
  {
    engine: 'tfjs wasm, own loop',
    trainer: { loop: 'own loop', backend: 'wasm' },
    epochs: { M: 20, B: 6 },
    what: 'the WebAssembly backend of TensorFlow.js (`--engine tfjs --backend wasm`).',
  },
  {
    engine: 'tfjs wasm, model.fit',
    trainer: { loop: 'model.fit', backend: 'wasm' },
    epochs: { M: 12, B: 5 },
    what: 'the same backend.',
  },
  {
    engine: 'tfjs cpu, own loop',
    trainer: { loop: 'own loop', backend: 'cpu' },
    epochs: { M: 5, B: 1 },
    what: 'the JavaScript backend of TensorFlow.js (`--engine tfjs --backend cpu`).',
  },
  {
    engine: 'tfjs cpu, model.fit',
    trainer: { loop: 'model.fit', backend: 'cpu' },
    epochs: { M: 4, B: 1 },
    what: 'the same backend.',
  },
];

export interface Peer {
  readonly engine: string;
  /** Its program in `perf/peers/`. */
  readonly script: string;
  /** The module that tells whether a Python has it, and the package to install. */
  readonly module: string;
  readonly install: string;
  readonly what: string;
}

export const PEERS: readonly Peer[] = [
  {
    engine: 'JAX',
    script: 'jax_peer.py',
    module: 'jax',
    install: 'jax[cpu]',
    what: 'the same networks in JAX (`perf/peers/jax_peer.py`): replicas side by side by `vmap`, one process pinned to each core, compilation not counted.',
  },
  {
    engine: 'PyTorch',
    script: 'torch_peer.py',
    module: 'torch',
    install: 'torch',
    what: 'the same networks in PyTorch (`perf/peers/torch_peer.py`): 32 replicas side by side in one tensor, fused Adam, one process with one thread pinned to each core.',
  },
  {
    engine: 'scikit-learn',
    script: 'sklearn_peer.py',
    module: 'sklearn',
    install: 'scikit-learn',
    what: 'less work: `MLPClassifier` has no dropout and no PReLU, so there is none of the first and relu for the second (`perf/peers/sklearn_peer.py`); one process with one thread pinned to each core.',
  },
];
