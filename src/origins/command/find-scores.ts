/** A run's scores in what its program left: rules, `metrics.json`, a last line of JSON, `name: number`, one number. Pure. */
import { METRICS } from '../../question/registry.js';
import { mean } from '../../stats/moments.js';
import { metricName } from './metric-name.js';
import { printedLines, printedScores, numberFrom } from './printed-scores.js';
import type { Found, Scores } from './printed-scores.js';
import type { JsonRule, MatchRule, ScoreRules } from './variant.js';

export interface Left {
  readonly stdout: string;
  /** The text of a file in the run's own folder; undefined where there is none. */
  readonly read: (name: string) => string | undefined;
  /** The names of the files there; for patterns. */
  readonly names?: () => readonly string[];
}

export interface FindOptions {
  readonly rules?: ScoreRules;
  /** The metrics that the question names; nothing where they are not known yet. */
  readonly wanted: readonly string[];
  /** What predictions gave, which goes before everything else. */
  readonly predicted?: Scores;
}

export function findScores(left: Left, { rules, wanted, predicted }: FindOptions): Found {
  const given = predicted ?? {};
  const enough = predicted !== undefined && wanted.every((name) => Object.hasOwn(given, name));
  const all = enough ? { scores: {} } : rules === undefined ? withoutRules(left, wanted) : byRules(left, rules);
  if ('reason' in all && predicted === undefined) return all;
  const found: Scores = { ...('scores' in all ? all.scores : {}), ...given };
  const scores: Record<string, number> = {};
  for (const name of wanted.length > 0 ? wanted : Object.keys(found)) {
    const value = found[name] ?? found[metricName(name)];
    if (value === undefined) return { reason: `no score ${name}${seenInstead(Object.keys(found))}` };
    const trouble = Number.isFinite(value) ? outOfRange(name, value) : `${name} is ${String(value)}`;
    if (trouble !== undefined) return { reason: trouble };
    scores[name] = value;
  }
  return Object.keys(scores).length === 0 ? { reason: 'no score' } : { scores };
}

const MOST_NAMED = 8;

function seenInstead(names: readonly string[]): string {
  return names.length === 0 ? '' : `, but ${names.slice(0, MOST_NAMED).join(', ')}`;
}

/** A share that is written as a number of percent would be read a hundred times too large. */
function outOfRange(name: string, value: number): string | undefined {
  const range = METRICS.find((metric) => metric.name === name)?.range;
  if (range === undefined || (value >= range.least && value <= range.most)) return undefined;
  const percent = range.most === 1 && value > 1 && value <= 100 ? ': print a share, or a percent sign' : '';
  const limits = `from ${range.least} to ${range.most}`
    .replace(' to Infinity', '')
    .replace('from -Infinity to', 'up to');
  return `${name} is ${value}, and its values run ${limits}${percent}`;
}

function byRules(left: Left, rules: ScoreRules): Found {
  const scores: Record<string, number> = {};
  for (const [name, rule] of Object.entries(rules)) {
    const value = 'json' in rule ? atPath(left, rule) : matched(left.stdout, rule);
    if (value === undefined) return { reason: `no score ${name}` };
    scores[name] = value;
  }
  return { scores };
}

function matched(text: string, { match, flags = '', take = 'last' }: MatchRule): number | undefined {
  const pattern = new RegExp(match, [...new Set(`${typeof match === 'string' ? flags : match.flags}gm`)].join(''));
  const values = [...printedLines(text).join('\n').matchAll(pattern)].map((found) => numberFrom(found[1] ?? ''));
  if (values.length === 0) return undefined;
  if (take === 'first') return values[0];
  if (take === 'last') return values.at(-1);
  if (take === 'mean') return mean(values);
  return values.reduce((a, b) => (take === 'max' ? Math.max(a, b) : Math.min(a, b)));
}

function atPath({ read, names = () => [] }: Left, { json, path }: JsonRule): number | undefined {
  const name = json.includes('*') ? lastMatch(json, names()) : json;
  let value: unknown = name === undefined ? undefined : parsed(read(name));
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return typeof value === 'number' ? value : value === null ? NaN : undefined;
}

function lastMatch(glob: string, names: readonly string[]): string | undefined {
  const pattern = globPattern(glob);
  return [...names].sort().findLast((name) => pattern.test(name));
}

/** `*` stands for any letters of a file's name. */
export function globPattern(glob: string): RegExp {
  const parts = glob.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join('.*')}$`);
}

function withoutRules({ stdout, read }: Left, wanted: readonly string[]): Found {
  const file = read('metrics.json');
  if (file !== undefined) {
    const scores = numbersOf(parsed(file));
    return scores === undefined ? { reason: 'metrics.json holds no object of numbers' } : { scores };
  }
  const lines = printedLines(stdout).filter((line) => line.trim() !== '');
  const last = lines.at(-1);
  if (last === undefined) return { reason: 'it printed nothing on stdout' };
  const object = numbersOf(parsed(last));
  return object === undefined ? printedScores(lines, wanted) : { scores: object };
}

/** Python writes NaN and Infinity into JSON, which has no such numbers; they are read as `null`. */
function parsed(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '').replace(/([:,[]\s*)-?(?:NaN|Infinity)(?=\s*[,}\]])/g, '$1null'));
  } catch {
    return undefined;
  }
}

const DEEPEST = 4;

/** Objects within the object give names of both: `{ test: { accuracy: 1 } }` is `testAccuracy`. */
function numbersOf(value: unknown): Record<string, number> | undefined {
  const entries = numberEntries(value, { before: '', depth: 0 });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function numberEntries(
  value: unknown,
  { before, depth }: { before: string; depth: number },
): readonly (readonly [string, number])[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || depth > DEEPEST) return [];
  return Object.entries(value).flatMap(([key, each]): readonly (readonly [string, number])[] => {
    const name = before === '' ? key : `${before} ${key}`;
    if (typeof each === 'number') return [[metricName(name), each]];
    if (each === null) return [[metricName(name), NaN]];
    return numberEntries(each, { before: name, depth: depth + 1 });
  });
}
