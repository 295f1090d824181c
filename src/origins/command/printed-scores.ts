/** Scores in the lines that a program printed: `name: number`, `name=number`, several of them a line, or one bare number. Pure. */
import { metricName } from './metric-name.js';

export type Scores = Readonly<Record<string, number>>;
export type Found = { readonly scores: Scores } | { readonly reason: string };

const NUMBER = String.raw`[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?\s?%?|[-+]?(?:nan|NaN|inf|Infinity)`;
const NAME = String.raw`[A-Za-z][\w /.@()-]{0,60}?`;
const NAMED = new RegExp(String.raw`^\s*(${NAME})\s*[:=]\s*(${NUMBER})\s*$`);
/** After the number stands the end, a blank or what separates: `0,91` is none. */
const AMONG_OTHERS = new RegExp(
  String.raw`(?:^|[\s,;|(\[])([A-Za-z][\w/.@-]{0,60})\s*[:=]\s*(${NUMBER})(?=$|[\s;|)\]]|,(?!\d))`,
  'g',
);
const BARE = new RegExp(String.raw`^\s*(${NUMBER})\s*$`);
const COMMA = /[:=]\s*[-+]?\d+,\d+\s*%?\s*$/;

/** Colours and cursor movements. */
const ESCAPES = /\u001b\[[0-9;?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)/g;

/** The lines as a terminal would show them in the end: no colours, and of a line that was drawn over, every drawing. */
export function printedLines(text: string): readonly string[] {
  return text.replace(ESCAPES, '').split(/\r?\n|\r/);
}

/** @param lines  none of them blank */
export function printedScores(lines: readonly string[], wanted: readonly string[]): Found {
  const whole = lines.flatMap((line) => {
    const found = NAMED.exec(line);
    return found === null ? [] : [[metricName(found[1]!), numberFrom(found[2]!)] as const];
  });
  const among = (): readonly (readonly [string, number])[] =>
    lines.flatMap((line) =>
      [...line.matchAll(AMONG_OTHERS)].map(([, name, value]) => [metricName(name!), numberFrom(value!)] as const),
    );
  const scores = Object.fromEntries(whole);
  if (whole.length > 0 && wanted.every((name) => Object.hasOwn(scores, name))) return { scores };
  const named: Readonly<Record<string, number>> = { ...Object.fromEntries(among()), ...scores };
  if (Object.keys(named).length > 0) return { scores: named };
  const bare = lines.flatMap((line) => BARE.exec(line)?.[1] ?? []);
  if (bare.length === 1) return { scores: { [wanted.length === 1 ? wanted[0]! : 'score']: numberFrom(bare[0]!) } };
  if (bare.length > 1) return { reason: 'several numbers without a name' };
  const comma = lines.find((line) => COMMA.test(line));
  return { reason: comma === undefined ? 'no score' : `no score: ${comma.trim().slice(0, 60)} has a decimal comma` };
}

/** `91.2 %` is .912. */
export function numberFrom(written: string): number {
  const text = written.trim();
  if (/inf/i.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  if (/nan/i.test(text)) return NaN;
  return text.endsWith('%') ? Number(text.slice(0, -1)) / 100 : Number(text);
}
