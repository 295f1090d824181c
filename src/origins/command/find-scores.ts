/** A run's scores in what its program left: rules, `metrics.json`, a last line of JSON, `name: number`, one number. Pure. */
import { mean } from '../../stats/index.js';
import type { JsonRule, MatchRule, ScoreRule } from './variant.js';

export interface Left {
  readonly stdout: string;
  /** The text of a file in the run's own folder; undefined where there is none. */
  readonly read: (name: string) => string | undefined;
}

export type Found = { readonly scores: Readonly<Record<string, number>> } | { readonly reason: string };

const NUMBER = String.raw`[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|[-+]?(?:nan|NaN|inf|Infinity)`;
const NAMED = new RegExp(String.raw`^\s*([A-Za-z][\w /.-]{0,60}?)\s*[:=]\s*(${NUMBER})\s*$`);
const BARE = new RegExp(String.raw`^\s*(${NUMBER})\s*$`);

/** @param wanted  the metrics that the question names; nothing where they are not known yet */
export function findScores(
  left: Left,
  { rules, wanted }: { rules?: Readonly<Record<string, ScoreRule>>; wanted: readonly string[] },
): Found {
  const all = rules === undefined ? withoutRules(left, wanted) : byRules(left, rules);
  if ('reason' in all) return all;
  const scores: Record<string, number> = {};
  for (const name of wanted.length > 0 ? wanted : Object.keys(all.scores)) {
    const value = all.scores[name];
    if (value === undefined) return { reason: `no score ${name}` };
    if (!Number.isFinite(value)) return { reason: `${name} is ${String(value)}` };
    scores[name] = value;
  }
  return Object.keys(scores).length === 0 ? { reason: 'no score' } : { scores };
}

function byRules(left: Left, rules: Readonly<Record<string, ScoreRule>>): Found {
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
  const values = [...text.matchAll(pattern)].map((found) => numberFrom(found[1] ?? ''));
  if (values.length === 0) return undefined;
  if (take === 'first') return values[0];
  if (take === 'last') return values.at(-1);
  if (take === 'mean') return mean(values);
  return values.reduce((a, b) => (take === 'max' ? Math.max(a, b) : Math.min(a, b)));
}

function atPath({ read }: Left, { json, path }: JsonRule): number | undefined {
  let value: unknown = parsed(read(json));
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return typeof value === 'number' ? value : value === null ? NaN : undefined;
}

function withoutRules({ stdout, read }: Left, wanted: readonly string[]): Found {
  const file = read('metrics.json');
  if (file !== undefined) {
    const scores = numbersOf(parsed(file));
    return scores === undefined ? { reason: 'metrics.json holds no object of numbers' } : { scores };
  }
  const lines = stdout.split(/\r?\n|\r/).filter((line) => line.trim() !== '');
  const last = lines.at(-1);
  if (last === undefined) return { reason: 'it printed nothing' };
  const object = numbersOf(parsed(last));
  if (object !== undefined) return { scores: object };
  const named: Record<string, number> = {};
  for (const line of lines) {
    const found = NAMED.exec(line);
    if (found !== null) named[metricName(found[1]!)] = numberFrom(found[2]!);
  }
  if (Object.keys(named).length > 0) return { scores: named };
  const bare = lines.flatMap((line) => BARE.exec(line)?.[1] ?? []);
  if (bare.length === 1) return { scores: { [wanted.length === 1 ? wanted[0]! : 'score']: numberFrom(bare[0]!) } };
  return { reason: bare.length > 1 ? 'several numbers without a name' : 'no score' };
}

/** Python writes NaN and Infinity into JSON, which are none; they are found again as `null`. */
function parsed(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text.replace(/(?<=[:,[]\s*)-?(?:NaN|Infinity)(?=\s*[,}\]])/g, 'null'));
  } catch {
    return undefined;
  }
}

function numbersOf(value: unknown): Record<string, number> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const numbers = Object.entries(value).flatMap(([name, each]): [string, number][] =>
    typeof each === 'number' ? [[metricName(name), each]] : each === null ? [[metricName(name), NaN]] : [],
  );
  return numbers.length === 0 ? undefined : Object.fromEntries(numbers);
}

function numberFrom(text: string): number {
  return /inf/i.test(text) ? (text.startsWith('-') ? -Infinity : Infinity) : /nan/i.test(text) ? NaN : Number(text);
}

/** As files and flags can hold it: `test accuracy` and `test_accuracy` are `testAccuracy`. */
export function metricName(name: string): string {
  return name
    .trim()
    .replace(/[^A-Za-z0-9]+([A-Za-z0-9])?/g, (_, letter: string | undefined) => (letter ?? '').toUpperCase());
}
