/** The reading in words: a line for the file, one a column, one a rule. What was not used is said as well. Pure. */
import { contentOf, valuesOf } from './cells.js';
import type { CellColumn } from './cells.js';
import { groupsOf } from './groups.js';
import type { ReadOptions } from './options.js';
import type { Line, ReadingWords, ScoresReading } from './scores-reading.js';
import type { Roles } from './roles.js';
import { longName } from './shapes/columns-as.js';
import type { Runs } from './runs.js';
import type { ScoresFile } from './source.js';
import { count, shown, someOf } from './shown.js';
import { whole } from '../../base/how-many.js';

/** More columns than this are counted, not listed. */
const MOST_IGNORED = 8;
/** Headings that became a column are what a reader must check: all are named, up to this many. */
const MOST_HEADINGS = 60;

export function describeReading(
  reading: Omit<ScoresReading, 'words'>,
  {
    source,
    roles,
    runs,
    rows,
    testShare,
  }: { source: ScoresFile; roles: Roles; runs: Runs; rows: number; testShare: ReadOptions['testShare'] },
): ReadingWords {
  return {
    headline: `${shown(source.name)}: ${count(rows, 'row')}. ${capital(source.shape)}.`,
    columns: [...columnLines(reading.metrics.length > 1, { roles, runs, source }), ...ignoredLines(roles)],
    rules: ruleLines(reading, { row: roles.row, runs, testShare }),
  };
}

/** Ready to print. */
export function readingLines({ headline, columns, rules }: ReadingWords): readonly string[] {
  const wide = Math.min(40, Math.max(...columns.map(({ column }) => column.length)));
  const role = Math.max(...columns.map((line) => line.role.length));
  return [
    headline,
    '',
    ...columns.map((line) => `  ${line.column.padEnd(wide)}  ${line.role.padEnd(role)}  ${line.words}`.trimEnd()),
    '',
    ...rules.map((rule) => `- ${rule}`),
  ];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function columnLines(
  several: boolean,
  { roles, runs, source }: { roles: Roles; runs: Runs; source: ScoresFile },
): Line[] {
  const line = (column: CellColumn, role: string, words: string): Line => ({ column: shown(column.name), role, words });
  const levels = (column: CellColumn): string => {
    // Groups are made already, and they name missing cells too.
    const whole = contentOf(column).missing === 0;
    const values = whole ? groupsOf([column], column.codes.length).names : valuesOf(column);
    const most = isOfHeadings(column) ? MOST_HEADINGS : undefined;
    return `${count(values.length, 'value').replace(/ values?$/, '')}: ${someOf(values, most)}`;
  };
  const single =
    roles.variant.length === 0 ? [{ column: '(none)', role: 'variant', words: 'all runs are of one kind' }] : [];
  return [
    ...single,
    ...roles.variant.map((column) => line(column, 'variant', levels(column))),
    ...roles.dataSet.map((column) => line(column, 'data set', levels(column))),
    ...runs.blockColumns.map((column) =>
      line(column, column === roles.fold ? 'block (fold)' : 'block', levels(column)),
    ),
    ...runs.repeatColumns.map((column) => line(column, 'repeat', levels(column))),
    ...(roles.row === undefined ? [] : [line(roles.row, 'row', `${levels(roles.row)}: scored one by one`)]),
    ...(roles.cluster === undefined ? [] : [line(roles.cluster, 'cluster', levels(roles.cluster))]),
    ...roles.metrics.map(({ column, better, why, divisor, divisors, scale }, i) =>
      line(
        column,
        'metric',
        [
          `${better} is better (${why})`,
          ...(divisors !== undefined
            ? [mixedWords(divisors)]
            : divisor === 100
              ? ['per cent, read as shares']
              : scale === 'share'
                ? ['a share']
                : []),
          ...(i === 0 && several ? ['the verdict is about it (--metric for another)'] : []),
        ].join('; '),
      ),
    ),
    ...(roles.step === undefined
      ? []
      : [
          runs.curves
            ? line(roles.step, 'step', 'the place on a run’s curve')
            : line(roles.step, 'ignored', 'every run has one row: no curve'),
        ]),
    ...(roles.status === undefined ? [] : [line(roles.status, 'status', levels(roles.status))]),
    ...(roles.failure === undefined ? [] : [line(roles.failure, 'failure', 'says why a run has no score')]),
    ...roles.cost.map((column) => line(column, 'cost', 'not compared')),
    ...roles.aggregates.map((column) =>
      line(column, 'aggregate', source.hints.get(column.name)?.why ?? 'sums up others: no run'),
    ),
    ...roles.ids
      .filter((column) => !runs.repeatColumns.includes(column) && !roles.variant.includes(column))
      .map((column) => line(column, 'id', 'names runs')),
  ];
}

function isOfHeadings({ name }: CellColumn): boolean {
  return (['variant', 'data set', 'block', 'repeat'] as const).some((role) => name === longName(role));
}

/** `20 per cent and 40 shares, read as shares (--scale)` */
function mixedWords(divisors: Float64Array): string {
  const percent = divisors.reduce((sum, divisor) => sum + (divisor === 100 ? 1 : 0), 0);
  return `${whole(percent)} in per cent and ${whole(divisors.length - percent)} as shares, all read as shares (--scale)`;
}

function ignoredLines({ settings, ignored }: Roles): Line[] {
  const lines = [
    ...settings.map((column) => ({
      column: shown(column.name),
      role: 'setting',
      words: someOf(valuesOf(column, 5), 3),
    })),
    ...[...ignored].map(([column, why]) => ({
      column: shown(column.name),
      role: 'ignored',
      words: contentOf(column).missing === column.codes.length ? 'empty' : why,
    })),
  ];
  if (lines.length <= MOST_IGNORED) return lines;
  const more = lines.slice(MOST_IGNORED);
  return [
    ...lines.slice(0, MOST_IGNORED),
    { column: '…', role: '', words: `and ${more.length} more settings and other columns that do not count` },
  ];
}

function ruleLines(
  reading: Omit<ScoresReading, 'words'>,
  { row, runs, testShare }: { row: CellColumn | undefined; runs: Runs; testShare: ReadOptions['testShare'] },
): readonly string[] {
  const { scores, variants, dataSets, baseline, baselineChosen, tuning, testToTrain, testToTrainOn } = reading;
  const numberOf = (wanted: string): number =>
    scores.reduce((sum, { status }) => (status === wanted ? sum + 1 : sum), 0);
  const [ok, missing] = [numberOf('ok'), numberOf('missing')];
  const failed = [...reading.failures].map(([reason, number]) => `${number} ${shown(reason)}`);
  return [
    `${count(ok, 'score')} of ${count(variants.length, 'variant')}${dataSets.length > 1 ? ` on ${count(dataSets.length, 'data set')}` : ''}` +
      `${failed.length > 0 ? `; failed: ${failed.join(', ')} (they count against their variant)` : ''}${missing > 0 ? `; ${count(missing, 'run')} ${missing === 1 ? 'is' : 'are'} missing` : ''}`,
    ...(variants.length > 1 && tuning !== 'trials'
      ? [`baseline: ${shown(baseline)}${baselineChosen ? '' : ' (the first; --baseline for another)'}`]
      : []),
    ...(variants.length > 1 && tuning !== 'trials' ? [pairingWords(reading, { row, runs })] : []),
    ...(tuning === undefined ? [] : [TUNING[tuning]]),
    ...(testToTrain === undefined
      ? shareWords(reading, { runs, testShare })
      : [
          `blocks share training rows, so the corrected test is used: test rows over training rows are ${ratiosWords(testToTrain, testToTrainOn)} (--test-share)`,
        ]),
    ...reading.notes,
  ];
}

const TUNING = {
  trials:
    'trials of a tuner: nothing is compared, since each was chosen by what came before, and the best of many is flattered',
  grid: 'the settings were chosen by these very scores: their differences are shown, and not judged',
};

function pairingWords(
  { pairing, blockWord, repeatWord, dataSets }: Omit<ScoresReading, 'words'>,
  { row, runs: { answeredByTwo = 1 } }: { row: CellColumn | undefined; runs: Runs },
): string {
  if (row !== undefined)
    return answeredByTwo < 0.5
      ? `${answeredByTwo === 0 ? 'no' : 'hardly a'} question (${shown(row.name)}) was answered by two variants: where two have hardly one in common, all answers of each are compared`
      : `paired by ${shown(row.name)}: variants that answered the same question are held against each other`;
  if (pairing === 'block') return `paired by ${blockWord}: variants that met the same one are held against each other`;
  if (pairing === 'seed number')
    return `paired by the number of the ${repeatWord}: that alone makes no pairs, so the correlation and the unpaired answer stand beside`;
  return dataSets.length > 1
    ? 'paired by data set alone: within one, nothing pairs the runs of two variants'
    : 'unpaired: nothing pairs the runs of two variants';
}

/** Blocks that may be splits of one table: the plain interval is then about this table alone. */
function shareWords(
  { pairing, blockWord, variants }: Omit<ScoresReading, 'words'>,
  { runs: { blockColumns }, testShare }: { runs: Runs; testShare: ReadOptions['testShare'] },
): readonly string[] {
  if (pairing !== 'block' || variants.length < 2 || testShare === 'none') return [];
  const isBootstrap = blockColumns.some(
    (column) =>
      /boot/i.test(column.name) || (column.levels.length > 0 && column.levels.every((level) => /^boot/i.test(level))),
  );
  const what =
    blockWord === 'fold' ? 'these are folds' : `${blockWord}s are ${isBootstrap ? 'bootstraps' : 'splits or folds'}`;
  const share = isBootstrap
    ? '--test-share 0.368 (what a bootstrap leaves out)'
    : blockWord === 'fold'
      ? '--test-share 1/10 (for 10 folds)'
      : '--test-share 0.2 (or 1/10 for 10 folds)';
  return [`if ${what} of one table, the interval is about that table alone; ${share} gives the one for new rows`];
}

function ratiosWords(largest: number, on: ScoresReading['testToTrainOn']): string {
  if (on === undefined) return ratioWords(largest);
  const ratios = [...new Set(on.map(([, ratio]) => ratio))].sort((a, b) => a - b);
  return ratios
    .map(
      (ratio) =>
        `${ratioWords(ratio)} on ${someOf(on.filter((each) => each[1] === ratio).map(([dataSet]) => dataSet))}`,
    )
    .join(', ');
}

function ratioWords(ratio: number): string {
  const parts = 1 / ratio;
  return ratio === 1
    ? '1'
    : Math.abs(parts - Math.round(parts)) < 1e-9
      ? `1/${Math.round(parts)}`
      : String(Math.round(ratio * 1e4) / 1e4);
}
