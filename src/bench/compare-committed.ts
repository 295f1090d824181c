/**
 * Two results folders as git keeps them: `runs.csv` and `summary.json`, without the records; or files of scores. Paired where data fingerprint,
 * protocol and experiment seed agree and both have their runs; from summaries alone unpaired, by their intervals.
 */
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { WalkedList } from '../base/walked-list.js';
import { UserError } from '../base/errors.js';
import { lookAt } from '../base/open-file.js';
import { shellWord } from '../base/shell-word.js';
import { RUNS_FILE } from '../store/runs-file.js';
import { MANIFEST_FILE } from '../store/store.js';
import { aloneNotes } from './alone.js';
import { knownMetric } from '../origins/scores/names.js';
import type { AsRead } from '../origins/scores/as-records.js';
import { OpenQuestion, openSource, readScores } from '../origins/scores/index.js';
import { plainScore } from '../origins/scores/scores.js';
import type { Pairing, Score } from '../origins/scores/scores.js';
import { isObject, own, readJson } from '../origins/scores/read-json.js';
import type { Json, JsonObject } from '../origins/scores/read-json.js';
import { impliedError } from '../origins/scores/implied-error.js';

/** Whether a folder has no records, but what git keeps of them; or is a file of scores. */
export function isCommitted(path: string): boolean {
  if (lookAt(path)?.isFile() === true) return true;
  if (existsSync(join(path, MANIFEST_FILE)) && existsSync(join(path, RUNS_FILE))) return false;
  return existsSync(join(path, 'summary.json')) || existsSync(join(path, 'runs.csv'));
}

interface CommittedSide {
  readonly name: string;
  readonly summary: JsonObject;
  readonly scores: WalkedList<Score>;
  readonly metrics: readonly string[];
  /** Whether the scores are single runs. */
  readonly runs: boolean;
  readonly words: Words;
}

/** What a block and a repeat are called. */
interface Words {
  readonly block: string;
  readonly repeat: string;
}

const OURS: Words = { block: 'split', repeat: 'seed' };

export interface CommittedComparison {
  readonly read: AsRead;
  readonly paired: boolean;
  readonly notes: readonly string[];
}

/** @throws {UserError} if a folder is none of ours, or the two have no variant or metric in common */
export async function compareCommitted(first: string, second: string): Promise<CommittedComparison> {
  const names = [basename(first), basename(second)].map((name) => name.replace(/\.(?:csv|tsv|json|jsonl)$/i, ''));
  const labels = names[0] === names[1] ? [`${names[0]!} (1)`, `${names[1]!} (2)`] : names;
  const [a, b] = [await sideOf(first, labels[0]!), await sideOf(second, labels[1]!)];
  const metrics = a.metrics.filter((name) => b.metrics.includes(name) && knownMetric(name) !== undefined);
  const variantsOf = ({ scores }: CommittedSide): readonly string[] => [
    ...new Set(scores.map(({ variant }) => variant)),
  ];
  const shared = variantsOf(a).filter((name) => variantsOf(b).includes(name));
  if (shared.length === 0)
    throw new UserError(`${a.name} and ${b.name} have no variant in common.`, 'Variants are matched by name.');
  if (metrics.length === 0) throw new UserError(`${a.name} and ${b.name} have no metric in common.`);
  const runs = a.runs && b.runs;
  const paired = runs && fingerprint(a.summary) !== '' && fingerprint(a.summary) === fingerprint(b.summary);
  const relabelled = [a, b].flatMap((side) =>
    (runs ? side.scores : summarized(side, shared.length))
      .filter(({ variant }) => shared.includes(variant))
      .map((score) => ({
        ...plainScore(score),
        variant: `${score.variant} (${side.name})`,
        ...picked(score, { side, metrics }),
      })),
  );
  const dataSets = [...new Set(relabelled.map(({ dataSet }) => dataSet))];
  const blocks = relabelled.some(({ block }) => block !== '');
  const pairing = !paired ? 'none' : blocks ? 'block' : 'seed number';
  const label = (variant: string, side: CommittedSide): string => `${variant} (${side.name})`;
  const read: AsRead = {
    name: `${a.name}-against-${b.name}`,
    metrics: metrics.map((name) => ({ name, ...knownMetric(name)! })),
    variants: shared.flatMap((name) => [label(name, a), label(name, b)]),
    baseline: label(shared[0]!, a),
    against: Object.fromEntries(shared.map((name) => [label(name, b), label(name, a)])),
    dataSets,
    pairing,
    blockWord: a.words.block,
    repeatWord: a.words.repeat,
    ...(runs ? {} : { errorsFrom: 'intervals' as const }),
    scores: paired ? relabelled : relabelled.map(unpairedBlock),
  };
  const untold = [a, b].filter(({ summary }) => Object.keys(summary).length === 0).map(({ name }) => name);
  const alone = aloneNotes([
    { name: a.name, variants: variantsOf(a) },
    { name: b.name, variants: variantsOf(b) },
  ]);
  return { read, paired, notes: [...notesOf({ runs, pairing, dataSets, words: a.words, untold }), ...alone] };
}

function notesOf({
  runs,
  pairing,
  dataSets,
  words,
  untold,
}: {
  runs: boolean;
  pairing: Pairing;
  dataSets: readonly string[];
  words: Words;
  /** Sides without a summary. */
  untold: readonly string[];
}): readonly string[] {
  if (!runs) return ['unpaired, from summary.json alone: without runs.csv nobody can say which runs belong together'];
  const sets = dataSets.length > 1 ? ['data sets are matched by name, and each counts once'] : [];
  if (pairing === 'block') return [...sets, `paired by ${words.block}: data, protocol and experiment seed agree`];
  if (pairing === 'seed number')
    return [
      ...sets,
      `paired by the number of the ${words.repeat}: the scores are of one file, and nothing else pairs them`,
    ];
  if (untold.length > 0)
    return [
      ...sets,
      `${sets.length > 0 ? 'within a data set ' : ''}unpaired: nothing in ${untold.join(' and ')} says of which data, protocol and experiment seed its runs are`,
    ];
  return [
    ...sets,
    sets.length > 0
      ? `within a data set unpaired: data, protocol or experiment seed differ, so that no ${words.repeat} is the same`
      : 'unpaired: data, protocol or experiment seed differ, so that no split is the same',
  ];
}

/** Seeds of one split are no blocks of their own: the split's mean is. */
function unpairedBlock(score: Score): Score {
  return score.block === '' ? score : { ...plainScore(score), repeat: score.block };
}

async function sideOf(folder: string, name: string): Promise<CommittedSide> {
  const path = join(folder, 'summary.json');
  if (!existsSync(path)) return sideOfFile(folder, name);
  const summary = readJson(path);
  if (!isObject(summary) || own(summary, 'kind') === 'scores' || !isObject(own(summary, 'variants')))
    throw new UserError(
      `The summary.json of ${name} is not that of a bench.`,
      'For scores from elsewhere use reseed scores.',
    );
  const metrics = metricNames(summary);
  const table = join(folder, 'runs.csv');
  if (!existsSync(table))
    return { name, summary, metrics, runs: false, words: OURS, scores: variantNames(summary).map(emptyScore) };
  const reading = readScores(await openSource([table]), { metrics });
  const given = at(summary, 'setup', 'origin', 'kind') === 'scores';
  const words = given ? { block: reading.blockWord, repeat: reading.repeatWord } : OURS;
  return { name, summary, metrics, runs: true, words, scores: reading.scores };
}

/** A file of scores, or a folder that holds `runs.csv` alone: nothing says of which data its runs are. */
async function sideOfFile(path: string, name: string): Promise<CommittedSide> {
  const isFile = lookAt(path)?.isFile() === true;
  const table = isFile ? path : join(path, 'runs.csv');
  if (!existsSync(table))
    throw new UserError(
      `${name} has neither summary.json nor runs.csv: it is no results folder.`,
      'Give two results folders, or files of scores.',
    );
  try {
    const { metrics, blockWord, repeatWord, scores } = readScores(await openSource([table]));
    const words = isFile ? { block: blockWord, repeat: repeatWord } : OURS;
    return { name, summary: {}, metrics: metrics.map((metric) => metric.name), runs: true, words, scores };
  } catch (error) {
    if (!(error instanceof OpenQuestion)) throw error;
    throw new UserError(
      `${name} can be read in more than one way. ${error.question}`,
      `Read it first, with the answer: reseed scores ${shellWord(basename(table))}. Then compare the folder that it writes.`,
    );
  }
}

function emptyScore(variant: string): Score {
  return { variant, dataSet: '', block: '', repeat: '', status: 'ok', values: [] };
}

function variantNames(summary: JsonObject): readonly string[] {
  const variants = own(summary, 'variants');
  return isObject(variants) ? Object.keys(variants) : [];
}

function metricNames(summary: JsonObject): readonly string[] {
  const metrics = own(summary, 'metrics');
  return Array.isArray(metrics)
    ? (metrics as readonly Json[]).flatMap((metric) =>
        isObject(metric) && typeof own(metric, 'name') === 'string' ? [own(metric, 'name') as string] : [],
      )
    : [];
}

/** Values in the order of the shared metrics. */
function picked(
  score: Score,
  { side, metrics }: { side: CommittedSide; metrics: readonly string[] },
): Pick<Score, 'values' | 'errors'> {
  const at = metrics.map((name) => side.metrics.indexOf(name));
  return {
    values: at.map((i) => score.values[i] ?? NaN),
    ...(score.errors === undefined ? {} : { errors: at.map((i) => score.errors![i] ?? NaN) }),
  };
}

/** One score a variant: its mean, with the error that its interval implies. */
function summarized(side: CommittedSide, comparisons: number): readonly Score[] {
  const variants = own(side.summary, 'variants') as JsonObject;
  return variantNames(side.summary).map((variant): Score => {
    const means = side.metrics.map((metric) => {
      const { scale = 'plain' } = knownMetric(metric) ?? {};
      return { mean: at(variants, variant, 'metrics', metric, 'mean') ?? at(variants, variant, metric, 'mean'), scale };
    });
    const number = (mean: Json | undefined, key: string): number => {
      const value = isObject(mean) ? own(mean, key) : undefined;
      return typeof value === 'number' ? value : NaN;
    };
    const values = means.map(({ mean }) => number(mean, 'point'));
    const errors = means.map(({ mean, scale }) => {
      const [point, low, high, level, n] = ['point', 'low', 'high', 'level', 'n'].map((key) => number(mean, key));
      return impliedError({ point: point!, low: low!, high: high!, level: level!, n: n! }, { comparisons, scale });
    });
    return { variant, dataSet: '', block: '', repeat: '', status: 'ok', values, errors };
  });
}

function at(value: Json | undefined, ...keys: readonly string[]): Json | undefined {
  return keys.reduce<Json | undefined>((inner, key) => (isObject(inner) ? own(inner, key) : undefined), value);
}

/** What decides which rows each split holds; empty where the summary does not say. */
function fingerprint(summary: JsonObject): string {
  const data =
    at(summary, 'setup', 'data', 'fingerprint') ??
    at(summary, 'setup', 'origin', 'data', 'fingerprint') ??
    at(summary, 'setup', 'origin', 'fingerprint');
  const protocol = at(summary, 'setup', 'protocol');
  const seed = at(summary, 'setup', 'seed');
  if (typeof data !== 'string' || !isObject(protocol) || typeof seed !== 'number') return '';
  const { splits: _splits, seeds: _seeds, ...division } = protocol;
  return JSON.stringify([data, division, seed, at(summary, 'setup', 'vary') ?? null]);
}
