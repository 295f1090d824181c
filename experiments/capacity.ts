/** When does dropout start to pay? Wider networks, and fewer training rows. */
import { defineExperiment, dense, dropout, holdout, sequential, variant } from 'reseed';

/** One hidden layer of `width`, then 25 relu; with dropout .5 between them, or without. */
function network(width: number, rate: number) {
  return sequential([dense(width, { activation: 'relu' }), dropout(rate), dense(25, { activation: 'relu' })]);
}

const FULL = 1600;
const widths = [10, 25, 50, 100, 200, 400].map((at) => ({
  axis: 'units in the first layer',
  at,
  width: at,
  rows: FULL,
}));
const rows = [100, 200, 400, 800, FULL].map((at) => ({ axis: 'training rows', at, width: 50, rows: at }));

export default defineExperiment({
  name: 'capacity',
  question: 'When does dropout start to pay: in wider networks, or with fewer rows to learn from?',
  protocol: holdout({ splits: 60, seeds: 2, test: 0.1, validation: 0.1 }),
  variants: Object.fromEntries(
    [...widths, ...rows].flatMap(({ axis, at, width, rows: trainRows }) => {
      const name = `${at} ${axis === 'training rows' ? 'rows' : 'units'}`;
      return [
        [`none, ${name}`, variant(network(width, 0), { trainRows, axis, at, series: 'none' })],
        [
          `dropout, ${name}`,
          variant(network(width, 0.5), { trainRows, axis, at, series: 'dropout', against: `none, ${name}` }),
        ],
      ];
    }),
  ),
});
