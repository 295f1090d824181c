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

/** Splits, weights, order and masks exchanged; ensembles; nets of several widths, on few rows and on all; masks averaged. */
const ASKED = `import { csv, dense, defineExperiment, dropout, fixedEpochs, holdout, pickFreeze, sequential, variant } from 'reseed';
const stopping = fixedEpochs(2);
const net = (width, ...more) => sequential([dense(width, { activation: 'relu' }), ...more]);
const axis = 'units';
export default defineExperiment({
  question: 'What is it all worth?',
  data: csv('table.csv', { target: 'bought', drop: ['id', 'when', 'price'], missing: ['n/a'] }),
  protocol: holdout({ splits: 6, seeds: 3 }),
  sources: pickFreeze({ samples: 6 }),
  ensembles: [2, 3],
  baseline: 'narrow',
  variants: {
    narrow: variant(net(2), { stopping, label: 'a narrow net', axis, at: 2, series: 'plain' }),
    wide: variant(net(8), { stopping, axis, at: 8, series: 'plain' }),
    'narrow, dropout': variant(net(2, dropout(0.3)), { stopping, monteCarloSamples: [1, 4], axis, at: 2, series: 'dropout' }),
    'wide, dropout': variant(net(8, dropout(0.3)), { stopping, monteCarloSamples: [1, 4], axis, at: 8, series: 'dropout', against: 'wide' }),
  },
});
`;
const NUMBERS = `import { adam, csv, dense, defineExperiment, earlyStopping, kFold, l2, sequential, variant } from 'reseed';
const stopping = earlyStopping({ patience: 2, maxEpochs: 6 });
export default defineExperiment({
  question: 'Does a penalty help with prices?',
  data: csv('table.csv', { target: 'price', drop: ['id', 'when'], missing: ['n/a'] }),
  protocol: kFold({ folds: 3, validation: 0.2, splits: 3, seeds: 2 }),
  metrics: ['rmse', 'mae'],
  baseline: 'none',
  variants: {
    none: variant(sequential([dense(4, { activation: 'relu' })]), { stopping, optimizer: adam(0.05) }),
    l2: variant(sequential([dense(4, { activation: 'relu', kernelRegularizer: l2(0.01) })]), { stopping, optimizer: adam(0.05) }),
  },
});
`;

const COURSE = `import { courseBootstrap, csv, dense, defineExperiment, earlyStopping, holdout, sequential, variant, wholeTable } from 'reseed';
const stopping = earlyStopping({ patience: 2, maxEpochs: 5 });
const model = sequential([dense(4, { activation: 'relu' })]);
export default defineExperiment({
  question: 'How much does the course’s way flatter?',
  data: csv('table.csv', { target: 'bought', drop: ['id', 'when', 'price'], missing: ['n/a'] }),
  encoding: wholeTable({ zscore: ['size'] }),
  protocol: courseBootstrap({ splits: 6, test: 0.2 }),
  baseline: 'honest',
  variants: {
    honest: variant(model, { stopping, protocol: holdout({ test: 0.2, validation: 0.2 }) }),
    course: variant(model, { stopping, label: 'the course’s way' }),
  },
});
`;

/** As long as file systems take, with letters of two bytes. */
const LONG = `${'é'.repeat(60)}${'n'.repeat(60)}`;

/** Small ones in the place of all that come with Reseed. */
const NAMES = ['rerun', 'dropout-vs-none', 'capacity'];
const OTHERS = [
  ...['regularizers', 'dropout-rate', 'dropout-placement', 'ensembling', 'sources', 'course-bootstrap', 'own-model'],
  ...['course-bootstrap-age', 'course-bootstrap-best', 'early-stopping-sklearn', 'shell-pipeline'],
];
const ONE = QUICK.replace('splits: 2, seeds: 2', 'splits: 1, seeds: 1');
const PROGRAM = `import { command, defineExperiment } from 'reseed';
export default defineExperiment({
  question: 'Is b better than a?',
  seeds: 1,
  metrics: [{ name: 'error', better: 'lower' }],
  NEEDS
  variants: { a: command('echo error: 1.{seed}'), b: command('echo error: 2.{seed}') },
});
`;
const EVERY = Object.fromEntries<string>([
  ...NAMES.map(
    (name, i) => [`experiments/${name}.ts`, ONE.replace('Does dropout', `Question ${i}: does dropout`)] as const,
  ),
  ...OTHERS.map(
    (name, i) =>
      [
        `experiments/${name}.ts`,
        PROGRAM.replace('NEEDS', i < 2 ? '' : "needs: { 'what nobody has': ['/bin/sh', '-c', 'exit 1'] },"),
      ] as const,
  ),
]);

export const TABLES: Sessions = {
  inspect: {
    files: {
      'table.csv': TABLE,
      'semi.csv': TABLE.replaceAll(',', ';'),
      'one.csv': 'a\n1\n2\n',
      'wide.csv': `sold,tiny,huge,below,day,same,share,y\n${Array.from({ length: 30 }, (_, i) =>
        [
          1234567 + i * 7654321,
          `${i + 1}e-7`,
          `${i + 1}.25e15`,
          -1234.5 * (i + 1),
          '2024-02-29',
          1234,
          (i / 29).toFixed(5),
          i % 3 === 0 ? 'yes' : 'no',
        ].join(','),
      ).join('\n')}\n`,
    },
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
      'inspect wide.csv --target y',
      'inspect wide.csv --target y --keep day,same --json',
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
  'needs of other designs': {
    files: {
      'table.csv': TABLE,
      'held.ts': QUICK.replace('baseline:', "vary: ['init', 'order', 'mask'],\n  baseline:"),
      'folds.ts': QUICK.replaceAll('holdout', 'kFold')
        .replace('splits: 2, seeds: 2', 'folds: 3, repeats: 2, seeds: 2')
        .replace(
          '    dropout: variant',
          "    more: variant(sequential([dense(5, { activation: 'relu' })]), { stopping: fixedEpochs(2) }),\n    dropout: variant",
        ),
    },
    lines: [
      ...[
        '--detect 0.02 --sd-seed 0.01',
        '--detect 0.02 --sd-split 0.01 --sd-seed 0.01',
        '--total-sd-ratio 1.5',
        '--sd-ratio 1.5',
        '--detect 0.02',
        '--budget 30',
      ].map((wish) => `plan held.ts --workers 1 --no-values ${wish}`),
      ...[
        '--detect 5 --sd-split 0.01 --sd-seed 0.01',
        '--half-width 150',
        '--detect 0.03 --sd-split 0.01 --sd-seed 0.01 --json',
        '--total-sd-ratio 1.5 --sd-ratio 1.5',
        '--total-sd-ratio 1.5',
        '--detect 0.000001 --sd-split 0.1 --sd-seed 0.1',
      ].map((wish) => `plan folds.ts --workers 1 --no-values ${wish}`),
      'bench held.ts --quiet --workers 1 --no-html --seeds 8',
      'plan held.ts --workers 1 --no-values --detect 0.05 --correlation 0.5',
      'plan held.ts --workers 1 --no-values --detect 0.05 --json',
      'bench folds.ts --quiet --workers 1 --no-html --splits 5 --seeds 1',
      'plan folds.ts --workers 1 --no-values --detect 0.05',
      'plan folds.ts --workers 1 --no-values --detect 0.05 --total-sd-ratio 2 --fresh',
    ],
  },
  bench: {
    files: { 'table.csv': TABLE, 'quick.ts': QUICK },
    lines: [
      'bench quick.ts --quiet --workers 1 --no-html',
      'bench quick.ts --quiet --workers 1 --no-html --json --metrics logLoss',
      'bench quick.ts --quiet --workers 1 --no-html --splits 3 --class-weight balanced --out weighted',
      'bench quick.ts --workers 1 --no-html --shard 1/2 --quiet',
      'cat weighted/report.md',
      'compare results/quick--table weighted',
      'report results/quick--table --metric logLoss',
      'verify results/quick--table',
      'bench quick.ts --workers 1 --no-html --shard 2/2 --json',
      'bench quick.ts --workers 1 --shard 2/2 --out half',
      'interrupted: bench quick.ts --workers 1 --out stopped --seeds 1',
      'compare results/quick--table weighted --metric logLoss --json --no-html',
      'rm weighted/runs.jsonl results/quick--table/runs.jsonl',
      "compare results/quick--table weighted --fail-on 'accuracy<0.5'",
      'verify weighted',
      { 'weighted/summary.json': '{}' },
      'verify weighted',
      'rm weighted/summary.json',
      'verify weighted',
      'rm results/quick--table/manifest.json results/quick--table/summary.json',
      'compare results/quick--table weighted',
      { 'bare/runs.jsonl': '' },
      'verify bare',
    ],
  },
  'asked of nets': {
    files: { 'table.csv': TABLE, 'asked.ts': ASKED },
    lines: [
      'bench asked.ts --workers 2 --no-html --quiet',
      'cat results/asked--table/report.md',
      'cat results/asked--table/summary.csv',
      'report results/asked--table --metric logLoss --no-html',
      'report results/asked--table --latex',
      'verify results/asked--table --json',
      'on a terminal: report results/asked--table',
      { 'results/asked--table/references.jsonl': 'none\n' },
      'verify results/asked--table',
      'forget results/asked--table --variant wide --split 1',
      'report results/asked--table --no-html --force',
    ],
  },
  'asked of prices': {
    files: { 'table.csv': TABLE, 'numbers.ts': NUMBERS, 'quick.ts': QUICK, 'course.ts': COURSE },
    lines: [
      'bench numbers.ts --workers 2 --quiet',
      'cat results/numbers--table/report.md',
      'report results/numbers--table --metrics mae,r2 --no-html',
      'bench numbers.ts --workers 2 --quiet --no-html --log-target log --splits 1 --folds 4 --out logs',
      'compare results/numbers--table logs',
      'bench quick.ts --quiet --workers 1 --no-html --markdown',
      'compare results/numbers--table results/quick--table',
      ...['--group site', '--time when', '--folds 5', '--group site --folds 3', '--group site --time when'].flatMap(
        (rest) => [
          `bench quick.ts --dry-run --quiet --workers 1 ${rest}`,
          `bench numbers.ts --dry-run --quiet --workers 1 ${rest}`,
        ],
      ),
      'bench course.ts --quiet --workers 1 --no-html',
      'cat results/course--table/report.md',
      'bench course.ts --dry-run --quiet --folds 3',
      'plan numbers.ts --workers 1 --detect 0.5 --no-values --json',
    ],
  },
  'long names': {
    files: { [`${LONG}.csv`]: TABLE, 'quick.ts': QUICK },
    lines: [
      `bench quick.ts --dry-run --workers 1 --data ${LONG}.csv --target bought`,
      `bench quick.ts --dry-run --workers 1 --data ${LONG}.csv --target bought --seeds 1 --shard 1/2`,
    ],
  },
  everything: {
    files: { 'table.csv': TABLE, ...EVERY },
    lines: [
      'list',
      'list --json',
      'bench --all --no-html',
      'ls results',
      'interrupted: bench --all --fresh',
      { 'results/README.md': 'mine' },
      'bench --all',
    ],
  },
  'a pilot': {
    files: { 'table.csv': TABLE, 'quick.ts': QUICK },
    lines: [
      'bench quick.ts --quiet --workers 1 --no-html --splits 8 --seeds 2 --markdown',
      ...['--detect 0.05', '--half-width 0.02', '--sd-ratio 0.7', '--total-sd-ratio 0.7', '--budget 100'].map(
        (wish) => `plan quick.ts --workers 1 --no-values ${wish}`,
      ),
      'plan quick.ts --workers 1 --detect 0.1 --metric logLoss --json',
      'bench quick.ts --quiet --workers 1 --no-html --splits 8 --seeds 2 --seed 9 --out nine',
      'compare results/quick--table nine --out both --markdown',
      'cat both/report.md',
      'cat results/quick--table/report.md',
      'cat results/quick--table/summary.csv',
      'compare results/quick--table nine --fail-on accuracy<-0.5',
      'verify both',
      { 'results/quick--table/predictions.bin': 'none' },
      'verify results/quick--table',
      'report results/quick--table --no-html',
      { 'results/quick--table/splits.jsonl': 'none\n' },
      'verify results/quick--table --json',
      'bench quick.ts --quiet --workers 1 --no-html --splits 3 --seeds 2',
      'bench quick.ts --quiet --workers 1 --no-html --splits 3 --seeds 2 --force --masks',
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
        '--until accuracy.difference<0.01 --shard 1/2',
        '--until accuracy.difference<0.01 --queue redis://127.0.0.1:1',
        '--until accuracy.difference<0.01 --splits 4 --min-splits 5',
        '--until nothing.difference<0.01',
        '--until accuracy.median<0.01',
        '--min-splits 5',
        '--data table.csv --target price --log-target log',
        '--data table.csv --target bought --decimal x',
        '--data table.csv --target bought --same-words nothing',
        '--data table.csv --target bought --drop nothing',
        '--data table.csv --target bought --task regression',
        '--shard 0/2',
        '--jobs x',
        '--check-seed',
        '--fail-on x',
        '--threshold x',
        '--splits 2 --splits 3',
        '--out',
      ].map((rest) => `bench quick.ts --quiet --dry-run ${rest}`),
      'bench --all --splits 3',
      'bench dropout-vs-none --all',
      'bench rerun --dry-run --splits 3',
      'bench rerun --dry-run --until accuracy.mean<0.01',
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
