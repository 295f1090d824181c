/** How the fused engine's cost grows: with rows, columns and widths, on one core. */
import { createFusedEngine, fusedBytes } from '../src/engines/fused/index.js';
import { sizeOf } from '../src/engines/fused/session.js';
import { dense, dropout, sequential } from '../src/model/spec.js';
import { median } from './perf-crew.js';
import { madeTable, workload } from './workload.js';

export interface ScalingPoint {
  readonly rows: number;
  readonly columns: number;
  readonly width: number;
  readonly parameters: number;
  /** Milliseconds of processor time an epoch, the median of the rounds. */
  readonly epochMs: number;
  /** Rows × parameters a second, in thousand millions: constant if cost is linear in both. */
  readonly rate: number;
  /** WebAssembly memory, bytes. */
  readonly memory: number;
}

export interface ScalingSeries {
  readonly title: string;
  readonly points: readonly ScalingPoint[];
}

const SERIES: readonly {
  title: string;
  points: readonly (readonly [rows: number, columns: number, width: number])[];
}[] = [
  {
    title: 'Rows (100 columns, width 100)',
    points: [
      [1_000, 100, 100],
      [10_000, 100, 100],
      [100_000, 100, 100],
    ],
  },
  {
    title: 'Columns (10,000 rows, width 100)',
    points: [
      [10_000, 50, 100],
      [10_000, 100, 100],
      [10_000, 250, 100],
      [10_000, 500, 100],
    ],
  },
  {
    title: 'Width (10,000 rows, 100 columns)',
    points: [
      [10_000, 100, 64],
      [10_000, 100, 128],
      [10_000, 100, 256],
      [10_000, 100, 512],
    ],
  },
  { title: 'The largest (100,000 rows, 500 columns)', points: [[100_000, 500, 100]] },
];

/** Every point once a round: the processor's speed drifts, and what is compared should meet the same. */
const ROUNDS = 7;

/** Two hidden layers of the same width, relu, dropout .5 after the first; all columns are numbers. */
export function measureScaling(say: (line: string) => void): readonly ScalingSeries[] {
  const engine = createFusedEngine();
  const works = SERIES.map(({ points }) => points.map((point) => prepare(engine, point)));
  for (let round = 0; round < ROUNDS; round++) {
    say(`how cost grows, round ${round + 1} of ${ROUNDS}`);
    for (const work of works.flat()) work.measure();
  }
  return SERIES.map(({ title }, i) => ({ title, points: works[i]!.map((work) => work.result()) }));
}

function prepare(
  engine: ReturnType<typeof createFusedEngine>,
  [rows, columns, width]: readonly [rows: number, columns: number, width: number],
): { measure(): void; result(): ScalingPoint } {
  const table = madeTable({ rows, numericWidth: columns, widths: [], classes: 7 });
  const model = sequential([dense(width, { activation: 'relu' }), dropout(0.5), dense(width, { activation: 'relu' })]);
  const task = (epochs: number): ReturnType<typeof workload> => workload(model, { epochs, table });
  const { network, rows: lists } = task(1);
  const few = Math.max(1, Math.round(2e9 / (rows * network.parameters)));
  const timed = (epochs: number): number => {
    const start = process.cpuUsage();
    engine.train(task(epochs));
    return process.cpuUsage(start).user / 1000;
  };
  timed(1);
  const times: number[] = [];
  return {
    // Two lengths: their difference leaves out what a run costs once (copying the table, predicting the test rows).
    measure: () => times.push((timed(3 * few) - timed(few)) / (2 * few)),
    result() {
      const epochMs = median(times);
      const rate = (lists.train.length * network.parameters) / epochMs / 1e6;
      return {
        ...{ rows, columns, width, parameters: network.parameters, epochMs, rate },
        memory: fusedBytes(sizeOf(task(1))),
      };
    },
  };
}
