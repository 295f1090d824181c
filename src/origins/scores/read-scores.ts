/**
 * Files → scores, and the reading: how every column and rule was understood, in words that a newcomer can check. Nothing is
 * trained or judged here.
 */
import { UserError } from '../../base/errors.js';
import { madeList } from '../../base/walked-list.js';
import type { WalkedList } from '../../base/walked-list.js';
import { ask, flag } from './ask.js';
import type { CellTable } from './cells.js';
import { withColumnsAs, withEntries, withNamedCells } from './columns-as-one.js';
import { lookUp } from './find-column.js';
import { inEnglish } from './foreign-names.js';
import { meansBesideSpreads } from './means-alone.js';
import { withMissing } from './missing-runs.js';
import { wordsOf } from './names.js';
import { namesIn } from './numbered.js';
import { derived, filledFromAbove, filtered } from './narrow.js';
import { testToTrain } from './test-share.js';
import type { ReadOptions } from './options.js';
import { describeReading } from './reading.js';
import { assignRoles } from './roles.js';
import type { Roles } from './roles.js';
import { namesFolds } from './role-names.js';
import { onlyRuns } from './rows-that-are-no-runs.js';
import { runsOf } from './runs.js';
import type { Runs } from './runs.js';
import type { ScoresReading } from './scores-reading.js';
import { plainScore } from './scores.js';
import type { Score } from './scores.js';
import { unfoldLists } from './shapes/unfold.js';
import { count, shown, someOf } from './shown.js';
import type { ScoresFile } from './source.js';
import { withTruths } from './truths.js';
import { meansInCells } from './which-score.js';
import { withUnits } from './units.js';

/** @throws {UserError} where the file cannot be read one way only: the question, its answers, and the flag for each */
export function readScores(source: ScoresFile, options: ReadOptions = {}): ScoresReading {
  const byList = options.repeat?.[0] === 'list' || options.block?.[0] === 'list';
  const filled = filledFromAbove(byList ? unfoldLists(source.table) : source.table, options);
  const chosen = filtered(derived(filled, options), options);
  const kept = onlyRuns(chosen, flaggedNames(chosen, options));
  const counted = withTruths({ ...source, table: kept.table, notes: [...source.notes, ...kept.notes] }, options);
  const shaped = withNamedCells(counted, options);
  const [wide, inner] = withColumnsAs(shaped, byList ? withEntries(options) : options);
  const roles = withUnits(assignRoles(wide, inner), wide.table, inner);
  const runs = runsOf(wide.table, roles, inner);
  const scores = withoutEmpty(runs);
  if (!scores.some(({ status }) => status === 'ok'))
    throw (
      meansInCells(wide.table, [roles.metrics[0]!.column]) ??
      new UserError(
        `No run of ${source.name} has a score in ${roles.metrics[0]!.name}.`,
        'Name another column with --metric.',
      )
    );
  const dataSets = namesIn(scores, 'dataSet');
  const found = namesIn(scores, 'variant');
  const variants = found.map((name) => (name === '' ? source.name : name));
  const named = found.includes('') ? madeList(scores.length, (i) => withName(scores.at(i)!, source.name)) : scores;
  const complete = withMissing(named, { pairing: runs.pairing });
  const baseline = baselineOf(variants, options);
  const reading = {
    name: source.name,
    metrics: roles.metrics.map(({ name, better, scale }) => ({ name: name.replace(/^metrics\./, ''), better, scale })),
    variants,
    baseline,
    baselineChosen: options.baseline !== undefined,
    dataSets,
    pairing: runs.pairing,
    blockWord: wordOf(roles, { columns: runs.blockColumns.map(({ name }) => name), fallback: 'row' }),
    repeatWord: wordOf(roles, { columns: runs.repeatColumns.map(({ name }) => name), fallback: 'run' }),
    ...testToTrain(roles, { runs, options, scores: named }),
    ...(source.tuning === undefined ? {} : { tuning: source.tuning }),
    ...(source.errorsFrom === undefined ? {} : { errorsFrom: source.errorsFrom }),
    scores: complete,
    failures: failuresOf(named),
    notes: [
      ...wide.notes,
      ...emptySets(runs, roles.metrics[0]!.name),
      ...summaryNotes(source.summaries, named),
      ...meansBesideSpreads(roles, {
        name: source.name,
        most: () => mostInCell(named),
        named: options.metrics !== undefined,
        dataSets: dataSets.length,
      }),
      ...runs.notes,
    ],
  };
  return {
    ...reading,
    words: describeReading(reading, { source: wide, roles, runs, rows: wide.table.rows, testShare: options.testShare }),
  };
}

function emptySets({ scores }: Runs, metric: string): readonly string[] {
  const there = withScores(scores);
  const empty = namesIn(scores, 'dataSet').filter((name) => !there.has(name));
  if (empty.length === 0) return [];
  return [`${count(empty.length, 'data set')} without any ${shown(metric)}, left out: ${someOf(empty)}`];
}

/** Whether the SDs that a document gives beside its values divide by n: said, never used. */
function summaryNotes(summaries: ScoresFile['summaries'], scores: WalkedList<Score>): readonly string[] {
  const wrong = summaries.filter(({ group, sd }) => {
    const values = scores
      .filter(({ dataSet, variant }) => dataSet === group || variant === group)
      .map((score) => score.values[0]!);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
    return values.length > 1 && sd !== undefined && Math.abs(sd - Math.sqrt(squares / values.length)) < 1e-6 * sd;
  });
  return wrong.length === 0
    ? []
    : ['SDs in the file have the number of values in the denominator; the SDs here have one less, and are larger'];
}

/** The most scores that a variant has on one data set; 2 stands for any number above 1. */
function mostInCell(scores: WalkedList<Score>): number {
  const seen = new Set<string>();
  for (const { variant, dataSet } of scores) {
    const cell = JSON.stringify([variant, dataSet]);
    if (seen.has(cell)) return 2;
    seen.add(cell);
  }
  return 1;
}

function withName(score: Score, name: string): Score {
  return score.variant === '' ? { ...plainScore(score), variant: name } : score;
}

function failuresOf(scores: WalkedList<Score>): ReadonlyMap<string, number> {
  const failures = new Map<string, number>();
  scores.forEach(({ status, reason = 'failed' }) => {
    if (status === 'failed') failures.set(reason, (failures.get(reason) ?? 0) + 1);
  });
  return failures;
}

/** Columns that the user has spoken of. */
function flaggedNames(table: CellTable, options: ReadOptions): Parameters<typeof onlyRuns>[1] {
  const { variant = [], dataSet = [], block = [], repeat = [], metrics = [], where = [] } = options;
  const known = (names: readonly string[]): ReadonlySet<string> =>
    new Set(names.flatMap((name) => lookUp(table, name).map((column) => column.name)));
  const narrowed = where.map(({ column }) => column);
  const places = [...dataSet, ...block, ...repeat].filter((name) => !narrowed.includes(name));
  return { flagged: known([...variant, ...places, ...metrics, ...narrowed]), places: known(places) };
}

/** Data sets on which some run has a score. */
function withScores(scores: WalkedList<Score>): ReadonlySet<string> {
  const names = new Set<string>();
  scores.forEach(({ status, dataSet }) => {
    if (status === 'ok') names.add(dataSet);
  });
  return names;
}

/** Data sets in which no run has the first metric are no part of the question. */
function withoutEmpty({ scores }: Runs): WalkedList<Score> {
  const there = withScores(scores);
  return scores.every(({ dataSet }) => there.has(dataSet))
    ? scores
    : scores.filter(({ dataSet }) => there.has(dataSet));
}

function baselineOf(variants: readonly string[], { baseline }: ReadOptions): string {
  if (baseline === undefined) return variants[0]!;
  const found =
    variants.find((name) => name === baseline) ??
    variants.find((name) => name.toLowerCase() === baseline.toLowerCase());
  if (found !== undefined) return found;
  throw ask(
    `--baseline ${flag('x', baseline).slice(4)} is no variant of the file.`,
    variants.slice(0, 12).map((name) => ({ flag: flag('baseline', name), means: '' })),
  );
}

function wordOf(
  { byOrder, fold }: Roles,
  { columns, fallback }: { columns: readonly string[]; fallback: string },
): string {
  if (byOrder === 'block' && fallback === 'row') return 'row';
  if (fallback === 'row' && fold !== undefined) return 'fold';
  const own = columns.find(namesFolds) ?? columns[0];
  if (own === undefined) return fallback;
  const name = inEnglish(wordsOf(own).join('')) ?? own;
  return /seed|state/i.test(name)
    ? 'seed'
    : /fold(?!er)|^cv(?!.*split)/i.test(name)
      ? 'fold'
      : /split|partition/i.test(name)
        ? 'split'
        : /^(?:id|name|run.*|number|trial.*)$/i.test(name)
          ? 'run'
          : name.toLowerCase();
}
