/** Analysis → what the terminal shows: the question, a table of variants, and the verdict; at most 100 columns. */
import { styleText } from 'node:util';
import type { Analysis, VariantAnalysis } from '../analysis/analysis.js';
import type { Estimate } from '../estimate.js';
import { answerSentences } from './answer.js';
import { plainText } from './escape.js';
import { changeStyle, decimalsFor, levelName, NOTHING, PLAIN, showEstimate, showPoint, valueStyle } from './format.js';
import type { Style } from './format.js';
import { hasReruns, isBaseline, present, primaryMetric, variantMetric } from './reading.js';
import { stoppedSentence } from './sections/stopping.js';
import { majoritySentence } from './sentences.js';
import type { Tone } from './sentences.js';

const COLUMNS = 100;
const SHORTEST_NAME = 20;

type Format = Parameters<typeof styleText>[0];
type Paint = (format: Format, text: string) => string;

/** @param options  `colour`: with ANSI colours; the caller decides, by the terminal and NO_COLOR. Ends in a newline. */
export function renderTerminal(analysis: Analysis, { colour }: { colour: boolean }): string {
  const paint: Paint = colour
    ? (format, text) => styleText(format, text, { validateStream: false })
    : (_, text) => text;
  const verdict = answerSentences(analysis).map(({ head, tail, tone }) => {
    const [heading, rest] = [plainText(head), plainText(`${head}${tail}`)];
    const folded = fold(rest, COLUMNS);
    return folded.startsWith(heading) ? paint(TONES[tone], heading) + folded.slice(heading.length) : folded;
  });
  const majority = majoritySentence(analysis);
  const stopped = stoppedSentence(analysis);
  const parts = [
    ...fold(plainText(analysis.setup.question), COLUMNS)
      .split('\n')
      .map((part) => paint('bold', part)),
    ...(analysis.setup.data.made ? [paint('dim', 'The data are made by a generator, not measured.')] : []),
    '',
    ...table(analysis, paint),
    '',
    ...verdict,
    ...(majority === undefined ? [] : [paint('dim', fold(plainText(majority), COLUMNS))]),
    ...(stopped === undefined ? [] : [paint('dim', fold(plainText(stopped), COLUMNS))]),
    ...trouble(analysis).map((line) => paint('yellow', fold(line, COLUMNS))),
  ];
  return `${parts.join('\n').replaceAll('\u00a0', ' ')}\n`;
}

const TONES: Readonly<Record<Tone, Format>> = {
  good: ['bold', 'green'],
  bad: ['bold', 'red'],
  flat: 'bold',
  unsure: ['bold', 'yellow'],
};

function table(analysis: Analysis, paint: Paint): string[] {
  const metric = primaryMetric(analysis);
  const of = (variant: VariantAnalysis): ReturnType<typeof variantMetric> => variantMetric(variant, metric.name);
  const value = valueStyle(metric);
  const change = changeStyle(metric);
  const spreads = (pick: (variant: VariantAnalysis) => Estimate | undefined): string[] =>
    shown(analysis.variants.map(pick), { style: { ...change, unit: '' }, interval: false });
  const numbers: (readonly string[])[] = [
    [
      `${metric.label} (${levelName(analysis.setup.level)})`,
      ...shown(
        analysis.variants.map((v) => of(v)?.mean),
        { style: value, interval: true },
      ),
    ],
    [heading('SD total', change), ...spreads((v) => of(v)?.sd)],
    ...(hasReruns(analysis) ? [[heading('SD rerun', change), ...spreads((v) => of(v)?.sdRerun)]] : []),
    [
      'epochs',
      ...shown(
        analysis.variants.map(({ epochs }) => epochs),
        { style: PLAIN, interval: false },
      ),
    ],
    ['runs', ...analysis.variants.map(({ runs }) => `${runs.ok}/${runs.planned}`)],
  ];
  const taken = numbers.reduce((sum, cells) => sum + 2 + Math.max(...cells.map(width)), 0);
  const room = Math.max(SHORTEST_NAME, COLUMNS - taken);
  const names = analysis.variants.map(({ name, label }) =>
    nameOf(label, { baseline: isBaseline(analysis, name), room }),
  );
  const columns = [['variant (* baseline)', ...names], ...numbers];
  const widths = columns.map((cells) => Math.max(...cells.map((cell) => width(cell))));
  const rows = (columns[0] ?? []).map((_, row) =>
    columns
      .map((cells, i) => pad(cells[row] ?? '', { width: widths[i] ?? 0, right: i > 0 }))
      .join('  ')
      .trimEnd(),
  );
  return rows.map((row, i) => (i === 0 ? paint('dim', row) : row));
}

function heading(name: string, { unit }: Style): string {
  return unit === '' ? name : `${name}, ${unit}`;
}

function nameOf(label: string, { baseline, room: all }: { baseline: boolean; room: number }): string {
  const letters = Array.from(plainText(label));
  const room = all - (baseline ? 2 : 0);
  const short = letters.length > room ? `${letters.slice(0, room - 1).join('')}…` : letters.join('');
  return baseline ? `${short} *` : short;
}

function shown(
  estimates: readonly (Estimate | undefined)[],
  { style, interval }: { style: Style; interval: boolean },
): string[] {
  const decimals = decimalsFor(present(estimates), style.factor);
  return estimates.map((estimate) => {
    if (estimate === undefined) return NOTHING;
    return interval ? showEstimate(estimate, { ...style, decimals }) : showPoint(estimate, { ...style, decimals });
  });
}

function width(cell: string): number {
  return Array.from(cell).length;
}

function pad(cell: string, { width: wanted, right }: { width: number; right: boolean }): string {
  const space = ' '.repeat(Math.max(0, wanted - width(cell)));
  return right ? space + cell : cell + space;
}

function trouble({ warnings }: Analysis): string[] {
  return warnings.map(({ text, remedy }) => plainText(`Warning: ${text} ${remedy}`));
}

/** Broken at spaces into lines of at most `columns`. */
function fold(text: string, columns: number): string {
  const lines: string[] = [];
  for (const word of text.split(/ +/)) {
    const current = lines.at(-1);
    if (current !== undefined && current.length + word.length < columns) lines[lines.length - 1] = `${current} ${word}`;
    else lines.push(word);
  }
  return lines.join('\n');
}
