/**
 * The same training as a user of TensorFlow.js writes it without this project: layers, `compile`, `model.fit`. Uses
 * nothing of our engine but the encoding of the table. Not repeatable: weights, order and masks come from Math.random.
 */
import type { TrainTask } from '../src/engines/engine.js';
import { expandInputs, expandTargets } from '../src/engines/tfjs/inputs.js';
import { tfjs as tf, type Tfjs } from '../src/engines/tfjs/own-model.js';
import type { ModelName } from './workload.js';

type LayersModel = ReturnType<Tfjs['sequential']>;

/** The networks of workload.ts in layers of TensorFlow.js, with its own defaults. */
export const FIT_MODELS: Readonly<Record<ModelName, () => LayersModel>> = {
  M: () =>
    tf.sequential({
      layers: [
        tf.layers.dense({ units: 50, activation: 'relu', inputShape: [47] }),
        tf.layers.dropout({ rate: 0.5 }),
        tf.layers.dense({ units: 25, activation: 'relu' }),
        tf.layers.dense({ units: 7, activation: 'softmax' }),
      ],
    }),
  B: () =>
    tf.sequential({
      layers: [
        tf.layers.dense({ units: 100, inputShape: [47] }),
        tf.layers.prelu(),
        tf.layers.dropout({ rate: 0.5 }),
        tf.layers.dense({ units: 100 }),
        tf.layers.prelu(),
        tf.layers.dropout({ rate: 0.5 }),
        tf.layers.dense({ units: 100 }),
        tf.layers.prelu(),
        tf.layers.dense({ units: 7, activation: 'softmax' }),
      ],
    }),
};

export interface FitResult {
  /** Mean loss of every epoch. */
  readonly train: readonly number[];
  readonly validation: readonly number[];
  /** Probabilities of the test rows, row-major [rows, classes]. */
  readonly predictions: Float32Array;
}

/** One run from the encoded table to its predictions, on the current backend; leaves no tensor behind. */
export async function trainByFit(
  name: ModelName,
  { network, table, rows, batchSize, stopping }: TrainTask,
): Promise<FitResult> {
  if (stopping.type !== 'fixedEpochs') throw new TypeError('model.fit is timed over a fixed number of epochs');
  const inputs = (of: Uint32Array) => tf.tensor2d(expandInputs(table, of), [of.length, network.inputs]);
  const targets = (of: Uint32Array) => tf.tensor2d(expandTargets(table, of, network), [of.length, network.outputs]);
  const [x, y, validationX, validationY] = [
    inputs(rows.train),
    targets(rows.train),
    inputs(rows.validation),
    targets(rows.validation),
  ];
  const model = FIT_MODELS[name]();
  try {
    model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' });
    const { history } = await model.fit(x, y, {
      batchSize,
      epochs: stopping.epochs,
      validationData: [validationX, validationY],
      verbose: 0,
    });
    const predictions = tf.tidy(
      () => (model.predict(inputs(rows.test)) as ReturnType<typeof inputs>).dataSync() as Float32Array,
    );
    return { train: history['loss'] as number[], validation: history['val_loss'] as number[], predictions };
  } finally {
    tf.dispose([x, y, validationX, validationY]);
    model.dispose(); // its optimizer too
  }
}
