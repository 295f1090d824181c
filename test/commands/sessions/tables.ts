/** What is typed about a table of one's own: looked at, planned, trained, drawn. */
import type { Sessions } from './lines.js';

/** 60 rows that a net learns in a moment, with a gap, a date, a code and copies among them. */
export const TABLE = `id,size,colour,when,site,price,bought\n${Array.from({ length: 60 }, (_, i) => {
  const row = i % 20 === 19 ? i - 1 : i;
  const size = ((row * 29) % 50) + 10;
  const price = (size * 1.5 + ((row * 7) % 11)).toFixed(2);
  return [
    row,
    i === 5 ? '' : i === 9 ? 'n/a' : size,
    ['red', 'Blue', 'green', 'blue'][row % 4],
    `2024-${String((row % 12) + 1).padStart(2, '0')}-03`,
    `s${row % 6}`,
    price,
    size + ((row * 13) % 17) > 40 ? 'yes' : 'no',
  ].join(',');
}).join('\n')}\n`;

const QUICK = `import { csv, dense, defineExperiment, dropout, fixedEpochs, holdout, sequential, variant } from 'reseed';
export default defineExperiment({
  question: 'Does dropout help?',
  data: csv('table.csv', { target: 'bought', drop: ['id', 'when', 'price'], missing: ['n/a'] }),
  protocol: holdout({ splits: 2, seeds: 2 }),
  baseline: 'none',
  variants: {
    none: variant(sequential([dense(4, { activation: 'relu' })]), { stopping: fixedEpochs(2) }),
    dropout: variant(sequential([dense(4, { activation: 'relu' }), dropout(0.2)]), { stopping: fixedEpochs(2) }),
  },
});
`;

export const TABLES: Sessions = {
  inspect: {
    files: { 'table.csv': TABLE, 'semi.csv': TABLE.replaceAll(',', ';'), 'one.csv': 'a\n1\n2\n' },
    lines: [
      'inspect table.csv',
      'inspect table.csv --target bought',
      'inspect table.csv --target price --drop id,when --missing n/a --json',
      'inspect table.csv --target bought --no-values --numeric size --category site',
      'inspect table.csv --target bought --same-words colour --group site --copies drop --ignore-index',
      'inspect table.csv --target bought --time when',
      'inspect semi.csv --delimiter semicolon',
      'inspect semi.csv --delimiter comma',
      'inspect one.csv',
      'inspect missing.csv',
      'inspect',
    ],
  },
  'inspect refused': {
    files: { 'table.csv': TABLE },
    lines: [
      ...[
        '--target nothing',
        '--drop nothing',
        '--task guess --target bought',
        '--task regression --target bought',
        '--decimal x',
        '--encoding x',
        '--delimiter x',
        '--copies maybe',
        '--numeric colour',
        '--group nothing --target bought',
        '--time colour --target bought',
        '--keep nothing --target bought',
        '--drop-missing-target',
      ].map((rest) => `inspect table.csv ${rest}`),
    ],
  },
  plan: {
    files: { 'table.csv': TABLE, 'quick.ts': QUICK },
    lines: [
      'plan quick.ts --workers 2',
      'plan quick.ts --workers 2 --json --splits 4 --seeds 1',
      'bench quick.ts --quiet --workers 1 --no-html',
      'plan quick.ts --workers 2',
      'bench quick.ts --dry-run --workers 2 --shard 1/2',
      'bench quick.ts --dry-run --workers 2 --fresh --until accuracy.difference<0.01',
    ],
  },
  needs: {
    files: { 'table.csv': TABLE, 'quick.ts': QUICK },
    lines: [
      ...[
        '--detect 0.01 --sd-split 0.02 --sd-seed 0.01',
        '--detect 0.01 --sd-split 0.02 --sd-seed 0.01 --correlation 0.5 --power 0.9 --json',
        '--half-width 0.01 --sd-split 0.02 --sd-seed 0.01',
        '--sd-ratio 0.8 --sd-split 0.02 --sd-seed 0.01',
        '--total-sd-ratio 0.8 --sd-split 0.02 --sd-seed 0.01',
        '--budget 40 --sd-split 0.02 --sd-seed 0.01',
        '--budget 40 --detect 0.01 --sd-split 0.02 --sd-seed 0.01',
        '--detect 0.01 --sd-split 0.02',
        '--detect 0.01',
        '--detect 0 --sd-split 0.02 --sd-seed 0.01',
        '--detect x --sd-split 0.02 --sd-seed 0.01',
        '--detect 0.01 --power 1 --sd-split 0.02 --sd-seed 0.01',
        '--sd-ratio 1 --sd-split 0.02 --sd-seed 0.01',
        '--budget 1 --sd-split 0.02 --sd-seed 0.01',
        '--detect 0.01 --correlation 1 --sd-split 0.02 --sd-seed 0.01',
        '--power 0.9',
        '--detect 0.01 --half-width 0.01',
      ].map((rest) => `plan quick.ts --workers 1 ${rest}`),
    ],
  },
  bench: {
    files: { 'table.csv': TABLE, 'quick.ts': QUICK },
    lines: [
      'bench quick.ts --quiet --workers 1 --no-html',
      'bench quick.ts --quiet --workers 1 --no-html --json --metrics logLoss',
      'bench quick.ts --quiet --workers 1 --no-html --splits 3 --class-weight balanced --out weighted',
      'bench quick.ts --workers 1 --no-html --shard 1/2 --quiet',
      'compare results/quick weighted',
      'report results/quick --metric logLoss',
      'verify results/quick',
    ],
  },
  'bench refused': {
    files: { 'table.csv': TABLE, 'quick.ts': QUICK },
    lines: [
      ...[
        '--splits 0',
        '--splits x',
        '--seeds 1.5',
        '--workers 0',
        '--seed -1',
        '--engine fast',
        '--backend gpu',
        '--engine tfjs --backend gpu',
        '--group colour --time when',
        '--group nothing',
        '--time nothing',
        '--class-weight equal',
        '--log-target log',
        '--log-target ln',
        '--metric nothing',
        '--metrics rmse',
        '--better higher',
        '--target bought',
        '--data table.csv',
        '--data table.csv --target nothing',
        '--data missing.csv --target x',
        '--drop x',
        '--numeric x',
        '--until x',
        '--until accuracy.difference<0.01 --min-splits x',
        '--min-splits 5',
        '--shard 0/2',
        '--jobs x',
        '--check-seed',
        '--fail-on x',
        '--threshold x',
        '--splits 2 --splits 3',
        '--out',
      ].map((rest) => `bench quick.ts --quiet --dry-run ${rest}`),
      'bench nothing --dry-run',
      'bench missing.ts --dry-run',
      'bench quick.ts --dry-run --workers 1 --data table.csv --target price --drop id --seed 5 --no-values',
    ],
  },
  masks: {
    files: { 'table.csv': TABLE, 'quick.ts': QUICK },
    lines: [
      'masks quick.ts --steps 3 --json',
      'masks quick.ts --steps 2 --variant none',
      'masks quick.ts --steps 1',
      'masks quick.ts --steps x',
      'masks quick.ts --variant nothing',
    ],
  },
};
