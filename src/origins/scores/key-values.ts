/** Texts of names and values: a line each, as `eval_results.txt` of Transformers is (`acc = 0.86`), or several in each line of a log. Pure. */
import { quoted } from '../../data/names.js';
import { tableOf } from './cells.js';
import type { CellTable } from './cells.js';
import { count } from './shown.js';

const PAIR = /^([A-Za-z][\w ./@-]*(?:\t\s*)?)[=:]\s*(\S+)$/;
/** Between bars: `Fold 2`, `AUC: 0.78`, `f1=0.9`. */
const PART = /^([A-Za-z][\w .@/-]*?)(?:\s*[=:]\s*(\S+)|\s+([\d.]+))$/;
const NUMBERED = /^(\s*[A-Za-z]+ \d+)\s*:\s/;
const MOST_LINES = 1000;
const LONGEST = 4000;

const WORDS = /(?:^|[\s,;])([A-Za-z][\w./@-]*)=([^\s,;=]+)/g;

/** Of `bert seed=3 f1=0.9` or `Fold 2 | AUC: 0.78 | LogLoss: 0.51`: names and values in their order. */
function pairsIn(line: string): readonly (readonly [name: string, value: string])[] | undefined {
  // The patterns take the square of a line's length: a line of a megabyte is none of these.
  if (line.length > LONGEST) return undefined;
  // `Run 01: Highest Valid: 91.2, Final Test: 71.7`, as OGB's logger prints it.
  const parts = /[|:]/.test(line) ? line.replace(NUMBERED, '$1 | ').split(/\||,\s/) : [];
  const bars = parts.length > 1 ? parts.map((part) => PART.exec(part.trim())) : [];
  if (bars.length > 0 && bars.every((part) => part !== null))
    return bars.map((part) => [part[1]!, part[2] ?? part[3]!]);
  const pairs = [...line.matchAll(WORDS)].map((match) => [match[1]!, match[2]!] as const);
  const rest = line.replace(WORDS, ' ').replace(/^[\s,;:|]+|[\s,;:|]+$/g, '');
  if (rest === '') return pairs;
  // Words in front of the pairs name what was run.
  return /^[^\s|,;]+(?: [^\s|,;]+){0,3}$/.test(rest) && line.trimStart().startsWith(rest)
    ? [['word', rest], ...pairs]
    : undefined;
}

/** Rows; undefined unless lines hold several names with values, all the same names. Few of another form at the end sum up, and are said. */
function rowsOfPairs(lines: readonly string[], name: string): CellTable | undefined {
  const rows = lines.map(pairsIn);
  const names = namesOf(rows[0]);
  const isLike = (row: (typeof rows)[number]): boolean => namesOf(row).join() === names.join();
  const end = rows.findIndex((row) => !isLike(row));
  const kept = rows.slice(0, end < 0 ? rows.length : end);
  const others = lines.slice(kept.length);
  if (names.length < 2 || new Set(names).size < names.length || others.length > 3) return undefined;
  if (!kept.some((row) => row!.some(([, value]) => Number.isFinite(Number(value))))) return undefined;
  if (others.length >= kept.length || rows.slice(kept.length).some(isLike)) return undefined;
  const table = tableOf(
    name,
    names,
    kept.map((row) => row!.map((pair) => pair[1])),
  );
  if (others.length === 0) return table;
  return {
    ...table,
    aside: [`${count(others.length, 'line')} below of another form left out: ${others.map(quoted).join(', ')}`],
  };
}

function namesOf(pairs: ReturnType<typeof pairsIn>): readonly string[] {
  return (pairs ?? []).map(([name]) => name);
}

/** One row; undefined unless every line is such a pair, at least one of them with a number, and no name comes twice. */
export function keyValues(text: string, name: string): CellTable | undefined {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (lines.length === 0 || lines.length > MOST_LINES) return undefined;
  const several = rowsOfPairs(lines, name);
  if (several !== undefined) return several;
  const pairs = lines.map((line) => PAIR.exec(line.trim()));
  if (pairs.some((pair) => pair === null)) return undefined;
  const names = pairs.map((pair) => pair![1]!.trim());
  const values = pairs.map((pair) => pair![2]!);
  if (new Set(names).size < names.length || !values.some((value) => Number.isFinite(Number(value)))) return undefined;
  return tableOf(name, names, [values]);
}
