/** What the intervals rest on and hold for, the set-up they belong to, and how to make the report again. */
import type { Analysis, Setup } from '../../analysis/analysis.js';
import type { Estimate } from '../../estimate.js';
import type { Protocol } from '../../experiment/experiment.js';
import { describeDifference, describeSdRatio } from '../changes.js';
import { breakable, count, decimalsFor, listed, NBSP, showPoint, whole } from '../format.js';
import { cell, code, foldedSection, left, list, paragraph, section, strong } from '../page.js';
import type { Line, Section, Span, TextCell } from '../page.js';
import { stoppingLine } from './stopping.js';
import { hasReruns, labelOf, primaryMetric, variantMetric, comparisonMetric } from '../reading.js';

export function conditionsSection(analysis: Analysis): Section {
  return section(
    ['What the intervals rest on'],
    [
      list([
        unitLine(analysis),
        scopeLine(analysis),
        newDataLine(analysis),
        binomialLine(analysis),
        logitLine(analysis),
        methodLine(analysis),
        stoppingLine(analysis),
      ]),
    ],
  );
}

function unitLine(analysis: Analysis): Line {
  const { unit, splits, seeds } = analysis;
  if (unit === 'seed')
    return [
      strong('Unit: the seed.'),
      ` ${count(seeds, 'training')} on one held split; the intervals describe these rows and folds, and say nothing of other splits.`,
    ];
  const rest =
    seeds > 1
      ? `; the ${seeds} seeds of one ${unit} share their rows and do not count as separate evidence.`
      : ', one seed each.';
  return [strong(`Unit: the ${unit}.`), ` The ${count(splits, unit)} are what the intervals resample${rest}`];
}

function scopeLine({ setup, unit }: Analysis): Line {
  const rest =
    unit === 'seed'
      ? ', on this split of it and on this recipe of training.'
      : ` and on this way of splitting it. For new data from the same source the uncertainty is larger: these ${unit}s share their rows.`;
  return [strong('Conditional on this table'), ` (${whole(setup.data.rows)} rows)${rest}`];
}

/** The corrected t of Nadeau and Bengio, for every comparison. */
function newDataLine(analysis: Analysis): Line | undefined {
  const metric = primaryMetric(analysis);
  const parts = analysis.comparisons.flatMap(({ variant, newDataDifference }) =>
    newDataDifference === undefined
      ? []
      : [`${labelOf(analysis, variant)} ${describeDifference(newDataDifference, { metric })}`],
  );
  if (parts.length === 0) return undefined;
  return [
    strong('For new data from the same source'),
    ` (${metric.label} against the baseline, Nadeau–Bengio’s corrected t): ${breakable(parts.join('; '))}.`,
  ];
}

/** An accuracy near 1 has less room to vary; on the logit scale it has as much. */
function logitLine(analysis: Analysis): Line | undefined {
  const parts = analysis.comparisons.flatMap(({ variant, sdRatioLogit }) =>
    sdRatioLogit?.point == null ? [] : [`${labelOf(analysis, variant)} ${describeSdRatio(sdRatioLogit)}`],
  );
  if (parts.length === 0) return undefined;
  return [
    strong('The same on the logit scale'),
    `, where accuracies near 1 have as much room as others: total SD ${breakable(parts.join('; '))}.`,
  ];
}

/** Belongs beside a total hold-out SD only. */
function binomialLine(analysis: Analysis): Line | undefined {
  const { reference, setup, unit } = analysis;
  if (reference.binomialSd === null || setup.protocol.kind === 'kFold' || unit === 'seed') return undefined;
  const sd: Estimate = { point: reference.binomialSd, low: null, high: null, level: setup.level, method: 'none', n: 1 };
  const shown = showPoint(sd, { factor: 100, unit: 'points', decimals: Math.min(2, decimalsFor([sd], 100)) });
  return [
    strong('A reference for the total SD:'),
    ` drawing the ${whole(setup.rows.test)} test rows from these ${whole(setup.data.rows)} alone would give an SD of ${shown}. It shrinks as accuracy nears 100${NBSP}%, so a better variant looks steadier for free; it is no lower bound, and has no meaning beside a rerun SD.`,
  ];
}

const METHODS: readonly (readonly [string, string])[] = [
  ['studentized', 'studentized bootstrap'],
  ['t', 'Student’s t'],
  ['welch', 'Welch’s t'],
  ['bonett', 'Bonett (2006)'],
  ['logJackknifeT', 'log-jackknife-t'],
  ['expandedPercentile', 'expanded-percentile bootstrap'],
  ['percentile', 'percentile bootstrap'],
  ['basic', 'basic bootstrap'],
  ['bca', 'BCa bootstrap'],
  ['confidenceSequence', 'confidence sequence'],
  ['maxT', 'max-|t| over the bootstrap resamples'],
];

export function methodName(key: string): string {
  return METHODS.find(([name]) => name === key)?.[1] ?? key;
}

const PAIRED = 'Differences and ratios are paired: variants meet the same splits and seeds.';
const UNPAIRED =
  'Differences and ratios are not paired: the two sides met other splits. For P(variant wins) the first split of one is set beside the first of the other, and so on, although they share nothing but their place.';

function methodLine(analysis: Analysis): Line {
  const { name } = primaryMetric(analysis);
  const variants = analysis.variants.flatMap((variant) => variantMetric(variant, name) ?? []);
  const comparisons = analysis.comparisons.flatMap((comparison) => comparisonMetric(comparison, name) ?? []);
  const reruns = hasReruns(analysis);
  const rows: (readonly [string, readonly Estimate[]])[] = [
    ['means', variants.map(({ mean }) => mean)],
    ['SDs', variants.flatMap(({ sd, sdRerun }) => (reruns ? [sd, sdRerun] : [sd]))],
    ['differences', comparisons.map(({ difference }) => difference)],
    [
      'SD ratios',
      comparisons.flatMap(({ sdRatioRerun, sdRatioTotal }) => (reruns ? [sdRatioRerun, sdRatioTotal] : [sdRatioTotal])),
    ],
    ['P(variant wins)', comparisons.map(({ probabilityOfImprovement }) => probabilityOfImprovement)],
  ];
  const shown = rows.flatMap(([what, estimates]) => {
    const methods = [...new Set(estimates.filter(({ low }) => low !== null).map(({ method }) => methodName(method)))];
    return methods.length === 0 ? [] : [`${what}: ${listed(methods)}`];
  });
  return [strong('Methods.'), ` ${shown.join('; ')}. ${analysis.paired === false ? UNPAIRED : PAIRED}`];
}

export function setupSection(analysis: Analysis): Section {
  const { setup, runs, variants } = analysis;
  const { data } = setup;
  const rows: readonly (readonly [Line, Line])[] = [
    [
      ['Table'],
      [
        code(data.name),
        `${data.made ? ' (made, not measured)' : ''}: ${count(data.rows, 'row')}, ${count(data.numbers, 'number column')}, ${count(data.categories, 'category column')}, encoded as ${count(data.inputs, 'input')}`,
      ],
    ],
    [['Target'], [code(data.target), ...classList(setup)]],
    [['Encoding'], encodingWords(setup)],
    [['Protocol'], [`${protocolWords(analysis)}; ${rowWords(setup)}`]],
    [['Varies'], [listed(setup.vary.map((source) => SOURCES[source]))]],
    [
      ['Runs'],
      [
        `${whole(runs.planned)} planned, ${whole(runs.ok)} ok, ${whole(runs.failed)} failed${runs.missing > 0 ? `, ${whole(runs.missing)} missing` : ''}`,
      ],
    ],
    ...variants.map(({ label, recipe }): [Line, Line] => [['Variant ', strong(label)], [breakable(recipe)]]),
  ];
  const cells = rows.map(([what, value]): TextCell[] => [cell(...what), cell(...value)]);
  return foldedSection(['Set-up'], [{ is: 'table', columns: [left(), left()], rows: cells }]);
}

const SOURCES = { split: 'the split', init: 'initial weights', order: 'batch order', mask: 'dropout masks' } as const;

/** After the target's name: how many classes, and how many rows the first of them have. */
function classList({ data: { classes } }: Setup): Line {
  if (classes.length === 0) return [];
  const shown = classes.slice(0, 12).map(({ name, rows }): Line => [code(name), ` ${whole(rows)}`]);
  const more: readonly Line[] = classes.length > shown.length ? [[`and ${classes.length - shown.length} more`]] : [];
  return [`, ${count(classes.length, 'class')} (`, ...separated([...shown, ...more]), ')'];
}

function separated(lines: readonly Line[]): Line {
  return lines.flatMap((line, i): readonly Span[] => (i === 0 ? line : [', ', ...line]));
}

function encodingWords({ encoding }: Setup): Line {
  const fit =
    encoding.fit === 'train'
      ? 'fitted on the training rows of each split'
      : 'fitted on the whole table, as the course does, so that test rows leak into it';
  return [...zscoreWords(encoding), `, dummies of categories; ${fit}`];
}

function zscoreWords({ zscore }: Setup['encoding']): Line {
  if (zscore === 'all') return ['z-scores of all numbers'];
  if (zscore.length === 0) return ['no z-scores'];
  const names = zscore.flatMap((name, i): readonly Span[] => [
    ...(i === 0 ? [] : [i === zscore.length - 1 ? ' and ' : ', ']),
    code(name),
  ]);
  return ['z-scores of ', ...names];
}

export function protocolWords({ setup, splits, seeds }: Analysis): string {
  const { protocol } = setup;
  const each = `${count(seeds, 'seed')} each`;
  const stratified = protocol.stratified ? 'stratified ' : '';
  const held = setup.vary.includes('split') ? '' : ', held fixed';
  if (protocol.kind === 'kFold')
    return `${stratified}${protocol.folds}-fold, ${count(splits, 'repeat')}${held}, ${each}, out-of-fold scores`;
  if (protocol.kind === 'courseBootstrap')
    return `the course’s bootstrap: ${count(splits, `${stratified}shuffled split`)}${held}, ${each}; the scored rows also stop the training`;
  return `hold-out: ${count(splits, `${stratified}shuffled split`)}${held}, ${each}${trainRowsWords(protocol)}`;
}

function trainRowsWords(protocol: Extract<Protocol, { kind: 'holdout' }>): string {
  return protocol.trainRows === undefined ? '' : `, trained on ${whole(protocol.trainRows)} of the training rows`;
}

function rowWords({ rows }: Setup): string {
  return [
    `${whole(rows.train)} rows train`,
    ...(rows.validation > 0 ? [`${whole(rows.validation)} validate`] : []),
    `${whole(rows.test)} are scored`,
  ].join(', ');
}

export function reproduceSection({ setup }: Analysis): Section {
  const version = `Reseed ${setup.version}, numerics version ${setup.numericsVersion}, engine ${setup.engine} (${setup.backend}), experiment seed ${setup.seed}.`;
  const sameBytes =
    setup.engine === 'fused'
      ? 'The command gives these bytes again on any machine, with any number of workers.'
      : 'The command gives these bytes again on one machine, with any number of workers; TensorFlow’s kernels may round otherwise on another.';
  return foldedSection(
    ['Make it again'],
    [
      { is: 'code block', lines: [setup.command] },
      paragraph(
        `${version} Data fingerprint: `,
        code(setup.data.fingerprint),
        `. ${sameBytes} Records and files: `,
        code('summary.json'),
        ', ',
        code('summary.csv'),
        ', ',
        code('runs.csv'),
        '.',
      ),
    ],
  );
}
