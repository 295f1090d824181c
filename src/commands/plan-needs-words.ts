/** The answer of `reseed plan --detect …` in words. Pure; knows no flags and no files. */
import type { Basis, Bought, Need, Wish } from '../planning/needs.js';
import { duration } from '../bench/progress.js';
import { whole } from '../base/how-many.js';

export interface Priced {
  /** Of all variants and folds. */
  readonly runs: number;
  readonly minutes: number;
}

/** What `--json` prints. */
export interface NeedsSummary {
  readonly schema: 1;
  readonly experiment: string;
  readonly metric: string;
  readonly wish: Wish;
  readonly basis: Basis & {
    readonly from: 'pilot' | 'assumed' | 'nothing';
    readonly blocks?: number;
    readonly seeds?: number;
  };
  readonly best?: Need & Priced;
  /** The fewest runs that answer for new rows as well; absent where no number of splits does. */
  readonly bestForNewRows?: Need & Priced;
  /** The smallest difference for new rows that any number of splits tells, with the best number of seeds. */
  readonly newRowsLimit?: number;
  readonly needs: readonly (Need & Priced)[];
  readonly budget?: {
    readonly runs: number;
    readonly mean: (NonNullable<Bought['mean']> & Priced) | null;
    readonly sdRatio: (NonNullable<Bought['sdRatio']> & Priced) | null;
  };
  readonly msPerRun: number;
  readonly workers: number;
}

interface Reading {
  /** Shares are worded in points. */
  readonly scale: 'share' | 'plain';
  /** Runs for one score of every variant. */
  readonly perNeed: number;
  /** The bench that was asked about, without numbers of splits and seeds. */
  readonly command: string;
}

export function describeNeeds(summary: NeedsSummary, reading: Reading): string {
  const { experiment, metric, wish, needs, best, budget } = summary;
  const wishes = wishWords(wish, reading);
  return [
    `${experiment}, ${metric}${wishes.length === 0 ? '' : `: ${wishes.join(', and ')}`}`,
    ...(best === undefined
      ? []
      : [
          '',
          ...table(needs),
          '',
          `Fewest runs: ${place(best)}`,
          commandFor(summary, { ...best, ...reading }),
          ...newRowsLines(summary, reading),
        ]),
    ...(budget === undefined ? [] : ['', ...budgetLines(budget, summary, reading)]),
    '',
    assumptions(summary, reading),
    '',
  ].join('\n');
}

function wishWords({ level, power, detect, halfWidth, sdRatio, totalSdRatio }: Wish, reading: Reading): string[] {
  const chance = `with ${percent(power)} power`;
  return [
    ...(detect === undefined ? [] : [`tell a difference of ${amount(detect, reading)} from none ${chance}`]),
    ...(halfWidth === undefined
      ? []
      : [`a ${percent(level)} interval of the difference no wider than ${amount(halfWidth, reading)} either way`]),
    ...(sdRatio === undefined ? [] : [`tell a rerun SD ratio of ${figure(sdRatio)} from 1 ${chance}`]),
    ...(totalSdRatio === undefined ? [] : [`tell a total SD ratio of ${figure(totalSdRatio)} from 1 ${chance}`]),
  ];
}

function table(needs: readonly (Need & Priced)[]): string[] {
  const asked = needs.some(({ newRows }) => newRows !== undefined);
  const rows = [
    ['seeds a split', 'splits', 'runs', 'time', ...(asked ? ['splits for new rows'] : [])],
    ...needs.map(({ seeds, splits, runs, minutes, newRows }) => [
      String(seeds),
      Number.isFinite(splits) ? String(splits) : 'more than a million',
      Number.isFinite(runs) ? whole(runs) : '',
      duration(minutes * 60_000),
      ...(newRows === undefined ? [] : [Number.isFinite(newRows) ? String(newRows) : 'more rows']),
    ]),
  ];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) => row.map((cell, column) => cell.padStart(widths[column]!)).join('  '));
}

/** What the splits cannot do: new rows like these. */
function newRowsLines(summary: NeedsSummary, reading: Reading): string[] {
  const { best, bestForNewRows, newRowsLimit, wish, basis } = summary;
  const { power } = wish;
  if (best?.newRows === undefined) {
    const asked = (wish.detect ?? wish.halfWidth) !== undefined;
    return asked && basis.folds !== undefined && basis.foldPilots === undefined
      ? ['', 'The answer above is about this table. For new rows like these a plan with k-fold takes a pilot.']
      : [];
  }
  const seeds = `with ${counted(best.seeds, 'seed')} a split`;
  const limit =
    newRowsLimit === undefined
      ? ''
      : ` Whatever the splits, the least difference told for new rows ${seeds} is ${amount(newRowsLimit, reading)} with ${percent(power)} power.`;
  const needed = Number.isFinite(best.newRows)
    ? `${theSame(wish)} for new rows like these takes ${counted(best.newRows, 'split')} ${seeds}.`
    : `${theSame(wish)} for new rows like these: no number of splits ${seeds} is enough; only more rows help (and more seeds a little).`;
  const both =
    bestForNewRows === undefined
      ? []
      : [`Fewest runs for both: ${place(bestForNewRows)}`, commandFor(summary, { ...bestForNewRows, ...reading })];
  return ['', `The answer above is about this table. ${needed}${limit}`, ...both];
}

/** What was asked for: to tell a difference, to know it so well, or both. */
function theSame({ detect, halfWidth }: Wish): string {
  if (detect === undefined) return 'An interval as narrow';
  return halfWidth === undefined ? 'The same difference' : 'The same';
}

function place({ splits, seeds, runs, minutes }: Need & Priced): string {
  return `${counted(splits, 'split')} × ${counted(seeds, 'seed')}, ${whole(runs)} runs in all, about ${duration(minutes * 60_000)}`;
}

function commandFor({ basis }: NeedsSummary, { splits, seeds, command }: Need & Reading): string {
  return `  ${command}${basis.heldSplit ? '' : ` --splits ${splits}`} --seeds ${seeds}`;
}

function budgetLines(
  { runs, mean, sdRatio }: NonNullable<NeedsSummary['budget']>,
  { wish, basis }: NeedsSummary,
  reading: Reading,
): string[] {
  const { level, power } = wish;
  const head = `With ${counted(runs, 'run')} (${whole(Math.floor(runs / reading.perNeed))} a variant):`;
  const lacking = basis.variances.length === 0 ? 'variances are not known' : 'too few runs for five splits';
  return [
    head,
    mean === null
      ? `  a mean difference: ${lacking}`
      : `  a mean difference: best ${place(mean)}: ${percent(level)} interval of ± ${amount(mean.halfWidth, reading)}, ${amount(mean.detect, reading)} told with ${percent(power)} power`,
    sdRatio === null
      ? '  an SD ratio: too few runs for ten splits of two seeds'
      : `  a rerun SD ratio: best ${place(sdRatio)}: a ratio of ${figure(sdRatio.detect)} told with ${percent(power)} power`,
  ];
}

/** What the numbers suppose, for somebody who has to defend them. */
function assumptions({ basis, wish, budget, workers }: NeedsSummary, reading: Reading): string {
  const unit = basis.heldSplit ? 'seed' : 'split';
  const aboutMeans = basis.variances.length > 0 && (wish.detect ?? wish.halfWidth ?? budget) !== undefined;
  const aboutRatio = (wish.sdRatio ?? wish.totalSdRatio ?? budget) !== undefined;
  const sentences = [
    ...(aboutMeans
      ? [
          sourceWords(basis, reading),
          `Power and width are those of the interval that the report will judge by${basis.comparisons > 1 ? `, ${basis.comparisons} comparisons at once` : ''}; ${unit}s have normal differences, and further ${unit}s are like these.`,
        ]
      : []),
    ...(aboutMeans && basis.variances.length > 1 ? ['The most demanding comparison counts.'] : []),
    ...(aboutMeans && basis.from === 'pilot' && !basis.apart && !basis.heldSplit
      ? ['With one seed a split in the pilot, only one seed a split can be planned.']
      : []),
    ...(aboutRatio
      ? [
          `SD ratios are judged by the widened jackknife${basis.comparisons > 1 ? ` of ${basis.comparisons} comparisons at once` : ''}; scores are taken as normal, and those of two variants as correlated by ${figure(basis.correlation)}.`,
        ]
      : []),
    ...(wish.totalSdRatio === undefined ? [] : [totalsWords(basis)]),
    `Times are for ${counted(workers, 'worker')}.`,
  ];
  return `Assumptions: ${sentences.join(' ')}`;
}

/** Whose spreads a total ratio was planned with. */
function totalsWords({ totals, from }: NeedsSummary['basis']): string {
  if (totals === undefined) {
    return 'The total ratio is planned with one seed a split, since nothing is known of splits and seeds apart.';
  }
  const parts = 'the share of the split and the correlations of a total SD';
  return from === 'assumed'
    ? `As assumed are ${parts}.`
    : `${parts.charAt(0).toUpperCase()}${parts.slice(1)} are taken as the pilot has them: a ratio does not depend on how large a spread is, so there is no variance to plan with the upper limit of. Few splits tell the correlations badly, and where they are lower it takes more splits. The power is promised for what the pilot shows, not in 4 of 5 pilots.`;
}

function sourceWords(
  { from, variances, blocks, seeds, heldSplit, apart }: NeedsSummary['basis'],
  reading: Reading,
): string {
  const [widest] = variances.toSorted((a, b) => b.split + b.seed - a.split - a.seed);
  const sd = (variance: number): string => amount(Math.sqrt(variance), reading);
  const parts =
    apart && widest !== undefined
      ? `an SD of the paired difference of ${sd(widest.split)} between splits and ${sd(widest.seed)} between seeds`
      : `an SD of the paired difference of ${sd(widest?.split ?? 0)}`;
  if (from === 'assumed') return `${parts}, as assumed.`;
  const pilot = heldSplit
    ? counted(blocks ?? 0, 'seed')
    : `${counted(blocks ?? 0, 'split')} × ${figure(seeds ?? 1)} ${seeds === undefined || seeds === 1 ? 'seed' : 'seeds'}`;
  return `${parts}, from ${pilot} already there; planned with its upper limit, so that 4 of 5 pilots plan enough.`;
}

function amount(value: number, { scale }: Reading): string {
  if (scale === 'plain') return figure(value);
  return figure(value * 100) === '1' ? '1 point' : `${figure(value * 100)} points`;
}

function figure(value: number): string {
  const rounded = Number(value.toPrecision(3));
  return Number.isInteger(rounded) ? whole(rounded) : String(rounded);
}

function percent(share: number): string {
  return `${figure(share * 100)} %`;
}

function counted(n: number, what: string): string {
  return `${whole(n)} ${what}${n === 1 ? '' : 's'}`;
}
