/** Texts of names and values: a line each, as `eval_results.txt` of Transformers is (`acc = 0.86`), or several in each line of a log. Pure. */
import { tableOf } from './cells.js';
import type { CellTable } from './cells.js';

const PAIR = /^([A-Za-z][\w ./@-]*(?:\t\s*)?)[=:]\s*(\S+)$/;
const MOST_LINES = 1000;

const WORDS = /(?:^|[\s,;])([A-Za-z][\w./@-]*)=([^\s,;=]+)/g;

/** Rows; undefined unless every line is nothing but `name=value` several times, all with the same names. */
function rowsOfPairs(lines: readonly string[], name: string): CellTable | undefined {
  const rows = lines.map((line) => [...line.matchAll(WORDS)]);
  const names = rows[0]!.map((match) => match[1]!);
  const same = rows.every(
    (row, i) => row.map((match) => match[1]).join() === names.join() && /^[\s,;]*$/.test(lines[i]!.replace(WORDS, '')),
  );
  if (names.length < 2 || rows.length < 2 || new Set(names).size < names.length || !same) return undefined;
  return tableOf(
    name,
    names,
    rows.map((row) => row.map((match) => match[2]!)),
  );
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
