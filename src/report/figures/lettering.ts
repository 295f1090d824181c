/** How wide text is, without a font at hand: an estimate that errs on the wide side, for wrapping and shortening labels. */
import { plainText, xmlText } from '../escape.js';
import { cutInTheMiddle, shortNames } from '../short-names.js';
import { element, text } from './svg.js';

const NARROW = new Set(`iIjl.,:;'|!()[]ft `);
const BROAD = new Set('mwMW%@');

/** Estimated width in px at a font size. */
export function textWidth(content: string, fontSize = 13): number {
  let ems = 0;
  for (const letter of content) ems += widthOf(letter);
  return ems * fontSize;
}

function widthOf(letter: string): number {
  if (NARROW.has(letter)) return 0.34;
  if (BROAD.has(letter)) return 0.9;
  if ((letter.codePointAt(0) ?? 0) >= 0x1100) return letter >= '\u2000' && letter < '\u2e80' ? 0.7 : 1.05;
  return letter >= 'A' && letter <= 'Z' ? 0.7 : 0.57;
}

/** As many letters of both ends as fit, with an ellipsis where some do not. */
export function fitted(content: string, width: number, fontSize = 13): string {
  return cutInTheMiddle(plainText(content), { room: width, width: (part) => textWidth(part, fontSize) });
}

/** Broken at spaces into at most `lines` lines, the last shortened if need be. */
export function wrapped(
  content: string,
  { width, lines, fontSize = 13 }: { width: number; lines: number; fontSize?: number },
): string[] {
  const words = plainText(content)
    .split(' ')
    .flatMap((word) => broken(word, { width, fontSize }));
  const result: string[] = [];
  while (words.length > 0 && result.length < lines) {
    let current = words.shift() ?? '';
    if (result.length === lines - 1) current = [current, ...words.splice(0)].join(' ');
    while (words[0] !== undefined && textWidth(`${current} ${words[0]}`, fontSize) <= width)
      current += ` ${words.shift() ?? ''}`;
    result.push(fitted(current, width, fontSize));
  }
  return result;
}

/** A line that ends at a seam is at least this much of the width: what is left must fit on the next. */
const FULL = 0.7;

/** A word in pieces that each fit, broken where its parts meet, as far as that leaves no line too short. */
function broken(word: string, { width, fontSize }: { width: number; fontSize: number }): string[] {
  const pieces: string[] = [];
  let rest = Array.from(word);
  while (rest.length > 0) {
    const most = lettersThatFit(rest, { width, fontSize });
    const fullEnough = (end: number): boolean => textWidth(rest.slice(0, end).join(''), fontSize) >= FULL * width;
    const ends = most === rest.length ? [] : [lastSeam(rest, most), beforeNumber(rest, most)];
    const end = ends.find(fullEnough) ?? most;
    pieces.push(rest.slice(0, end).join(''));
    rest = rest.slice(end);
  }
  return pieces.length === 0 ? [''] : pieces;
}

/** At least one. */
function lettersThatFit(letters: readonly string[], { width, fontSize }: { width: number; fontSize: number }): number {
  let [end, used] = [0, 0];
  while (end < letters.length) {
    used += widthOf(letters[end]!) * fontSize;
    if (used > width) break;
    end++;
  }
  return Math.max(1, end);
}

/** Behind a slash, a line or the like up to `most`, 0 where there is none. A sign or a point before a digit stays with its number: `v1.1`, `=-0.5`. */
function lastSeam(letters: readonly string[], most: number): number {
  for (let at = most; at > 0; at--) {
    const [before, mark, after] = [letters[at - 2] ?? '', letters[at - 1]!, letters[at] ?? ''];
    if (/[/_=:,…]/.test(mark)) return at;
    if (mark === '-' && /[\p{L}\p{N}]/u.test(before)) return at;
    if (mark === '.' && !/\d/.test(after)) return at;
  }
  return 0;
}

/** `most`, or the place before the number, and its sign, that would be broken there. */
function beforeNumber(letters: readonly string[], most: number): number {
  let at = most;
  const within = (): boolean => {
    const [before, mark, after] = [letters[at - 2] ?? '', letters[at - 1]!, letters[at] ?? ''];
    return /[\d.]/.test(after) && (/[\d.]/.test(mark) || (mark === '-' && !/[\p{L}\p{N}]/u.test(before)));
  };
  while (at > 0 && within()) at--;
  return at;
}

/** Names for rows of this width, two lines each: those that are cut still tell their rows apart. */
export function rowNames(labels: readonly string[], width: number): readonly string[] {
  return shortNames(labels.map(plainText), { room: width * 1.7, width: textWidth });
}

/**
 * A row's name, right-aligned before `x` and centred on `y`: one or two lines, with the whole name as its tooltip.
 *
 * @param options.short  as `rowNames` gives it for all names of the figure, from which this one is to be told apart
 */
export function rowLabel(
  label: string,
  {
    x,
    y,
    width,
    note,
    short = rowNames([label], width)[0]!,
  }: { x: number; y: number; width: number; note?: string; short?: string },
): string {
  const names = wrapped(short, { width, lines: 2 });
  const all = [
    ...names.map((content) => ({ content, class: 'strong' })),
    ...(note === undefined ? [] : [{ content: fitted(note, width, 12), class: 'note' }]),
  ];
  const top = y + 4.5 - ((all.length - 1) * 16) / 2;
  const body = all.map(({ content, class: name }, i) =>
    text(content, { x, y: top + i * 16, class: name, anchor: 'end' }),
  );
  return element('g', {}, `<title>${xmlText(label)}</title>${body.join('')}`);
}

/** Width of a column of row labels: what the longest needs on two lines, within limits. */
export function labelColumn(labels: readonly string[]): number {
  const widest = labels.reduce((most, label) => Math.max(most, longestLine(label)), 40);
  return Math.min(190, widest + 4);
}

function longestLine(label: string): number {
  const whole = textWidth(plainText(label));
  if (whole <= 130) return whole;
  return Math.max(...wrapped(label, { width: Math.max(130, whole / 2 + 20), lines: 2 }).map((part) => textWidth(part)));
}
