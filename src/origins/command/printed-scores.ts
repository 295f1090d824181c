/**
 * Scores in the lines that a program printed: `name: number`, `name=number`, several of them a line, a table of names and
 * numbers, or one bare number. Pure.
 */
import { metricName } from './metric-name.js';

export type Scores = Readonly<Record<string, number>>;
export type Found = { readonly scores: Scores } | { readonly reason: string };

// A program may print megabytes in one line: each pattern must get through it in a time that grows as the line does, so no two
// of its parts next to each other may take the same letters.

/** `9912/10000` is .9912, as programs print how many were right. */
const SHARE = String.raw`\d+\s?/\s?\d+`;
const NUMBER = String.raw`${SHARE}|[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?\s?%?|[-+]?(?:nan|NaN|inf|Infinity)`;
const NAME = String.raw`[A-Za-z][\w /.@()-]{0,60}?`;
/** What stands in brackets says it again: `0.93 (93.1 %)`. */
const NAMED = new RegExp(String.raw`^\s*(${NAME})\s*[:=]\s*(${NUMBER})\s*(?:\([^()]{0,60}\)\s*)?$`);
/** After the number stands the end, a blank or what separates: `0,91` is none. */
const AMONG_OTHERS = new RegExp(
  String.raw`(?:^|[\s,;|(\[{])['"]?([A-Za-z][\w/.@-]{0,60})['"]?\s*[:=]\s*(${NUMBER})(?=$|[\s;|)\]}]|,(?!\d))`,
  'g',
);
/** R numbers what it prints. */
const BARE = new RegExp(String.raw`^\s*(?:\[1\]\s+)?(${NUMBER})\s*$`);
/** A row of a table with two columns, drawn with bars. */
const ROW = new RegExp(String.raw`^\s*[│┃|]\s*(${NAME})\s*[│┃|]\s*(${NUMBER})\s*[│┃|]\s*$`);
/** How far a program is, and no score. */
const PROGRESS = /(?:epoch|step|iter|iteration|batch)s?$/i;
const COMMA = /[:=]\s*[-+]?\d+,\d+(?:\s*%)?\s*$/;

const LINES_SHOWN = 5;
const LETTERS_SHOWN = 80;

/** Colours and cursor movements. */
const ESCAPES = /\u001b\[[0-9;?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)/g;

/** The lines as a terminal would show them in the end: no colours, and of a line that was drawn over, every drawing. */
export function printedLines(text: string): readonly string[] {
  return text.replace(ESCAPES, '').split(/\r?\n|\r/);
}

/** @param lines  none of them blank */
export function printedScores(lines: readonly string[], wanted: readonly string[]): Found {
  const whole = lines.flatMap((line) => {
    const found = NAMED.exec(line) ?? ROW.exec(line);
    return found === null || isProgress(found) ? [] : [[metricName(found[1]!), numberFrom(found[2]!)] as const];
  });
  const among = (): readonly (readonly [string, number])[] =>
    lines.flatMap((line) =>
      [...line.matchAll(AMONG_OTHERS)].flatMap((found) =>
        isProgress(found) ? [] : [[metricName(found[1]!), numberFrom(found[2]!)] as const],
      ),
    );
  const scores = Object.fromEntries(whole);
  if (whole.length > 0 && wanted.every((name) => Object.hasOwn(scores, name))) return { scores };
  const named: Readonly<Record<string, number>> = { ...Object.fromEntries(among()), ...scores };
  if (Object.keys(named).length > 0) return { scores: named };
  const bare = lines.flatMap((line) => BARE.exec(line)?.[1] ?? []);
  if (bare.length === 1) return { scores: { [wanted.length === 1 ? wanted[0]! : 'score']: numberFrom(bare[0]!) } };
  if (bare.length > 1) return { reason: 'several numbers without a name' };
  const comma = lines.find((line) => COMMA.test(line));
  if (comma !== undefined) return { reason: `no score: ${comma.trim().slice(0, 60)} has a decimal comma` };
  const last = lines.slice(-LINES_SHOWN).map((line) => line.trim().replace(/\s+/g, ' ').slice(0, LETTERS_SHOWN));
  return { reason: `no score in what it printed: ${last.join(' / ')}` };
}

function isProgress([, name, value]: readonly string[]): boolean {
  return PROGRESS.test(name!) && value!.includes('/');
}

/** `91.2 %` is .912, and `9912/10000` is .9912. */
export function numberFrom(written: string): number {
  const text = written.trim();
  if (/inf/i.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  if (/nan/i.test(text)) return NaN;
  const [part, whole] = text.split('/');
  if (whole !== undefined) return Number(part) / Number(whole);
  if (!text.endsWith('%')) return Number(text);
  const percent = text.slice(0, -1).trim();
  // The decimal point is moved in the text, since 93.1 / 100 is not .931 to the bit.
  return /e/i.test(percent) ? Number(percent) / 100 : Number(`${percent}e-2`);
}
