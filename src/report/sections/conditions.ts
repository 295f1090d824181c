/** What the intervals rest on and hold for, the set-up they belong to, and how to make the report again. */
import type { Analysis, Setup } from '../../analysis/analysis.js';
import type { Estimate } from '../../estimate.js';
import type { Protocol } from '../../experiment/experiment.js';
import { describeDifference, describeSdRatio } from '../changes.js';
import { markdownBlock, markdownCode, markdownText } from '../escape.js';
import { count, decimalsFor, fixed, listed, NBSP, showPoint, whole } from '../format.js';
import { blocks, markdownTable } from '../markdown.js';
import { stoppingLine } from './stopping.js';
import { hasReruns, labelOf, primaryMetric, variantMetric, comparisonMetric } from '../reading.js';

export function conditionsSection(analysis: Analysis): string {
  return blocks([
    '## What the intervals rest on',
    bulletList([
      unitLine(analysis),
      scopeLine(analysis),
      newDataLine(analysis),
      binomialLine(analysis),
      logitLine(analysis),
      methodLine(analysis),
      stoppingLine(analysis),
    ]),
  ]);
}

function bulletList(items: readonly (string | undefined)[]): string {
  return items
    .filter((item) => item !== undefined)
    .map((item) => `- ${item}`)
    .join('\n');
}

function unitLine(analysis: Analysis): string {
  const { unit, splits, seeds } = analysis;
  if (unit === 'seed')
    return `**Unit: the seed.** ${count(seeds, 'training')} on one held split; the intervals describe these rows and folds, and say nothing of other splits.`;
  const start = `**Unit: the ${unit}.** The ${count(splits, unit)} are what the intervals resample`;
  return seeds > 1
    ? `${start}; the ${seeds} seeds of one ${unit} share their rows and do not count as separate evidence.`
    : `${start}, one seed each.`;
}

function scopeLine({ setup, unit }: Analysis): string {
  const rows = `**Conditional on this table** (${whole(setup.data.rows)} rows)`;
  return unit === 'seed'
    ? `${rows}, on this split of it and on this recipe of training.`
    : `${rows} and on this way of splitting it. For new data from the same source the uncertainty is larger: these ${unit}s share their rows.`;
}

/** The corrected t of Nadeau and Bengio, for every comparison. */
function newDataLine(analysis: Analysis): string | undefined {
  const metric = primaryMetric(analysis);
  const parts = analysis.comparisons.flatMap(({ variant, newDataDifference }) =>
    newDataDifference === undefined
      ? []
      : [`${labelOf(analysis, variant)} ${describeDifference(newDataDifference, { metric })}`],
  );
  if (parts.length === 0) return undefined;
  return `**For new data from the same source** (${markdownText(metric.label)} against the baseline, Nadeau–Bengio’s corrected t): ${markdownText(parts.join('; '))}.`;
}

/** An accuracy near 1 has less room to vary; on the logit scale it has as much. */
function logitLine(analysis: Analysis): string | undefined {
  const parts = analysis.comparisons.flatMap(({ variant, sdRatioLogit }) =>
    sdRatioLogit?.point == null ? [] : [`${labelOf(analysis, variant)} ${describeSdRatio(sdRatioLogit)}`],
  );
  if (parts.length === 0) return undefined;
  return `**The same on the logit scale**, where accuracies near 1 have as much room as others: total SD ${markdownText(parts.join('; '))}.`;
}

/** Belongs beside a total hold-out SD only. */
function binomialLine(analysis: Analysis): string | undefined {
  const { reference, setup, unit } = analysis;
  if (reference.binomialSd === null || setup.protocol.kind === 'kFold' || unit === 'seed') return undefined;
  const sd: Estimate = { point: reference.binomialSd, low: null, high: null, level: setup.level, method: 'none', n: 1 };
  const shown = showPoint(sd, { factor: 100, unit: 'points', decimals: Math.min(2, decimalsFor([sd], 100)) });
  return `**A reference for the total SD:** drawing the ${whole(setup.rows.test)} test rows from these ${whole(setup.data.rows)} alone would give an SD of ${shown}. It shrinks as accuracy nears 100${NBSP}%, so a better variant looks steadier for free; it is no lower bound, and has no meaning beside a rerun SD.`;
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
  return METHODS.find(([name]) => name === key)?.[1] ?? markdownCode(key);
}

const PAIRED = 'Differences and ratios are paired: variants meet the same splits and seeds.';
const UNPAIRED =
  'Differences and ratios are not paired: the two sides met other splits. For P(variant wins) the first split of one is set beside the first of the other, and so on, although they share nothing but their place.';

function methodLine(analysis: Analysis): string {
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
  return `**Methods.** ${shown.join('; ')}. ${analysis.paired === false ? UNPAIRED : PAIRED}`;
}

export function setupSection(analysis: Analysis): string {
  const { setup, runs, variants } = analysis;
  const { data } = setup;
  const classes = data.classes.length === 0 ? '' : `, ${count(data.classes.length, 'class')} (${classList(setup)})`;
  const rows: [string, string][] = [
    [
      'Table',
      `${markdownCode(data.name)}${data.made ? ' (made, not measured)' : ''}: ${count(data.rows, 'row')}, ${count(data.numbers, 'number column')}, ${count(data.categories, 'category column')}, encoded as ${count(data.inputs, 'input')}`,
    ],
    ['Target', `${markdownCode(data.target)}${classes}`],
    ['Encoding', encodingWords(setup)],
    ['Protocol', `${protocolWords(analysis)}; ${rowWords(setup)}`],
    ['Varies', listed(setup.vary.map((source) => SOURCES[source]))],
    [
      'Runs',
      `${whole(runs.planned)} planned, ${whole(runs.ok)} ok, ${whole(runs.failed)} failed${runs.missing > 0 ? `, ${whole(runs.missing)} missing` : ''}`,
    ],
    ...variants.map(({ label, recipe }): [string, string] => [
      `Variant **${markdownText(label)}**`,
      markdownText(recipe),
    ]),
  ];
  return blocks([
    '## Set-up',
    markdownTable(
      [
        { heading: '', align: 'left' },
        { heading: '', align: 'left' },
      ],
      rows,
    ),
  ]);
}

const SOURCES = { split: 'the split', init: 'initial weights', order: 'batch order', mask: 'dropout masks' } as const;

function classList({ data }: Setup): string {
  const shown = data.classes.slice(0, 12).map(({ name, rows }) => `${markdownCode(name)} ${whole(rows)}`);
  return [
    ...shown,
    ...(data.classes.length > shown.length ? [`and ${data.classes.length - shown.length} more`] : []),
  ].join(', ');
}

function encodingWords({ encoding }: Setup): string {
  const fit =
    encoding.fit === 'train'
      ? 'fitted on the training rows of each split'
      : 'fitted on the whole table, as the course does, so that test rows leak into it';
  const zscore =
    encoding.zscore === 'all'
      ? 'z-scores of all numbers'
      : encoding.zscore.length === 0
        ? 'no z-scores'
        : `z-scores of ${listed(encoding.zscore.map(markdownCode))}`;
  return `${zscore}, dummies of categories; ${fit}`;
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

export function reproduceSection({ setup }: Analysis): string {
  const version = `Reseed ${setup.version}, numerics version ${setup.numericsVersion}, engine ${setup.engine} (${setup.backend}), experiment seed ${setup.seed}.`;
  const sameBytes =
    setup.engine === 'fused'
      ? 'The command gives these bytes again on any machine, with any number of workers.'
      : 'The command gives these bytes again on one machine, with any number of workers; TensorFlow’s kernels may round otherwise on another.';
  const fingerprint = `Data fingerprint: ${markdownCode(setup.data.fingerprint)}.`;
  return blocks([
    '## Make it again',
    markdownBlock([setup.command]),
    `${markdownText(version)} ${fingerprint} ${sameBytes} Records and files: \`summary.json\`, \`summary.csv\`, \`runs.csv\`.`,
  ]);
}

export function percentOf(value: number): string {
  return `${fixed(value * 100, 0)}${NBSP}%`;
}
