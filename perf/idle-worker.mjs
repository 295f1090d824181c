// A worker that trains nothing: it answers at once with a record of usual size (7 classes, and 400 test rows unless
// RESEED_IDLE_ROWS says otherwise), so that what remains is the cost of everything around training. Scores differ from run
// to run as trained ones do: statistics of equal ones would cost next to nothing.
const ROWS = Number(process.env.RESEED_IDLE_ROWS ?? 400);
const CLASSES = 7;
const predictions = new Float32Array(ROWS * (CLASSES + 1)).fill(1 / CLASSES);
for (let row = 0; row < ROWS; row++) predictions[ROWS * CLASSES + row] = row % CLASSES;
const perClass = Array.from({ length: CLASSES }, (_, c) => Math.ceil((ROWS - c) / CLASSES));

const curves = Array.from({ length: 64 }, (_, i) => ({
  train: curve(1.8 + i / 640),
  validation: curve(1.9 + i / 640),
}));

function curve(last) {
  return Array.from({ length: 24 }, (_, i) => Number((last * (1 + 1 / (i + 1))).toPrecision(4)));
}

export default function trainOne({ hash, variant, split, fold, seed }) {
  const draw = parseInt(hash.slice(0, 8), 16) / 2 ** 32;
  const about = (value) => value * (1 + (draw - 0.5) / 20);
  return {
    record: {
      hash,
      variant,
      split,
      fold,
      seed,
      status: 'ok',
      metrics: {
        accuracy: about(0.1425) + (split % 9) / 1000,
        balancedAccuracy: about(0.1428),
        logLoss: about(1.9459),
        brier: about(0.8571),
      },
      tally: {
        kind: 'classes',
        rows: perClass,
        hits: perClass.map((rows) => Math.floor(rows / 7)),
        logLoss: about(778.364),
        brier: about(342.857),
      },
      training: {
        epochs: 50,
        bestEpoch: 40,
        validationLoss: about(1.9459),
        curve: curves[Math.floor(draw * curves.length)],
      },
      timing: { durationMs: 12.5 + draw, startedAt: 1.7e12 + draw * 1e6 },
    },
    predictions,
  };
}
