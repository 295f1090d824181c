/**
 * Every variant against every other as a matrix: what the row's mean lies above or below the column's, on how many data sets
 * it wins, and Holm's p. The same numbers stand in the table beside it.
 */
import type { Duel } from '../../analysis/given/wins.js';
import { fitted, textWidth, wrapped } from '../figures/lettering.js';
import { element, group, svgDocument, text, WIDTH } from '../figures/svg.js';
import type { Hue } from '../figures/svg.js';
import { count, whole } from '../format.js';
import type { Figure } from '../page.js';

const MOST_VARIANTS = 12;
const LEFT = 150;
const TOP = 92;
const CELL = { height: 58, least: 56, most: 130 };

export interface WinMatrix {
  readonly variants: readonly string[];
  readonly duels: readonly Duel[];
  readonly metric: string;
  readonly level: number;
  /** As texts: a mean difference, a p-value, the threshold with its unit. */
  readonly words: {
    readonly difference: (duel: Duel) => string;
    readonly p: (p: number) => string;
    readonly threshold: string;
    /** Of the differences; empty where they have none. */
    readonly unit: string;
  };
}

/** Undefined where fewer than two variants met. */
export function winMatrix(matrix: WinMatrix): Figure | undefined {
  const shown = matrix.variants.slice(0, MOST_VARIANTS);
  const duels = matrix.duels.filter(({ first, second }) => shown.includes(first) && shown.includes(second));
  if (duels.length === 0) return undefined;
  const width = Math.min(CELL.most, (WIDTH - LEFT - 20) / (shown.length - 1));
  const place = (name: string): number => shown.indexOf(name);
  const body = [
    ...shown.slice(1).flatMap((name, i) => columnName(name, { number: i + 2, x: LEFT + (i + 0.5) * width, width })),
    ...shown.slice(0, -1).map((name, i) =>
      text(fitted(`${i + 1} ${name}`, LEFT - 24), {
        x: LEFT - 10,
        y: TOP + (i + 0.5) * CELL.height + 4,
        anchor: 'end',
        class: 'strong',
      }),
    ),
    ...duels.map((duel) =>
      cellOf(duel, matrix, {
        x: LEFT + (place(duel.second) - 1) * width,
        y: TOP + place(duel.first) * CELL.height,
        width,
      }),
    ),
  ];
  const title = `Every variant against every other: ${matrix.metric}`;
  const bottom = TOP + (shown.length - 1) * CELL.height;
  const key = keyOf(matrix, matrix.variants.length - shown.length).flatMap((sentence) =>
    wrapped(sentence, { width: WIDTH - 40, lines: 3, fontSize: 12 }),
  );
  const description = described(duels, matrix);
  const svg = svgDocument({
    title,
    description,
    height: bottom + 26 + key.length * 17,
    body: [
      text(fitted(title, WIDTH - 24, 15), { x: 12, y: 28, class: 'title' }),
      ...body,
      ...key.map((words, i) => text(words, { x: 12, y: bottom + 24 + i * 17, class: 'note' })),
    ],
  });
  return { is: 'figure', kind: 'wins', path: 'figures/wins.svg', svg, alt: description };
}

function columnName(
  name: string,
  { number, x, width }: { number: number; x: number; width: number },
): readonly string[] {
  const at = { x, anchor: 'middle', class: 'strong small' } as const;
  return [text(String(number), { ...at, y: TOP - 25 }), text(fitted(name, width - 6), { ...at, y: TOP - 10 })];
}

function cellOf(
  duel: Duel,
  { level, words }: WinMatrix,
  { x, y, width }: { x: number; y: number; width: number },
): string {
  const decided = duel.pHolm <= 1 - level;
  const rowWins = duel.above > duel.below;
  const tone: Hue = !decided ? 'a' : rowWins ? 'b' : 'w';
  const middle = x + width / 2;
  const counts = `${duel.wins}/${duel.ties}/${duel.losses}`;
  return [
    group(tone, [
      element('rect', { x: x + 1.5, y: y + 1.5, width: width - 3, height: CELL.height - 3, rx: 3, class: 'area' }),
    ]),
    text(fitted(words.difference(duel), width - 4), {
      x: middle,
      y: y + 19,
      anchor: 'middle',
      class: decided ? 'strong small' : 'small',
    }),
    text(textWidth(counts, 12) > width - 4 ? fitted(counts, width - 4, 12) : counts, {
      x: middle,
      y: y + 35,
      anchor: 'middle',
      class: 'small',
    }),
    text(fitted(words.p(duel.pHolm), width - 4, 12), { x: middle, y: y + 51, anchor: 'middle', class: 'note' }),
  ].join('\n');
}

function keyOf({ words, level, duels }: WinMatrix, further: number): readonly string[] {
  const several = duels.length > 1;
  const alpha = String(Math.round((1 - level) * 1e6) / 1e6);
  return [
    `First line: mean difference, row − column${words.unit === '' ? '' : `, ${words.unit}`}. Second: data sets on which the row is better / within ${words.threshold} / worse. Third: Wilcoxon’s p${several ? ', with Holm over all pairs' : ''}.`,
    `Coloured and bold where that p is at most ${alpha}: blue, the row is better; orange, the column.`,
    ...(further > 0
      ? [`${whole(further)} further ${further === 1 ? 'variant is' : 'variants are'} left out here.`]
      : []),
  ];
}

function described(duels: readonly Duel[], { words, metric }: WinMatrix): string {
  const some = duels.slice(0, 6).map((duel) => {
    return `${duel.first} against ${duel.second}: ${words.difference(duel)}${words.unit === '' ? '' : ` ${words.unit}`}, better on ${count(duel.wins, 'data set')}, within ${words.threshold} on ${duel.ties}, worse on ${duel.losses}`;
  });
  const more = duels.length > some.length ? `; and ${whole(duels.length - some.length)} more pairs, in the table` : '';
  return `${metric}, every variant against every other: ${some.join('; ')}${more}`;
}
