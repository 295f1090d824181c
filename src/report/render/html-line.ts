/** Running text as HTML, and the ids by which parts of one page are told apart. */
import { htmlText } from '../escape.js';
import type { Line, Span } from '../page.js';

/** Where a part stands: how deep, and under which words, so that a table or a picture can be told from the others. */
export interface Place {
  readonly level: number;
  readonly under: string;
  /** Ids that are taken, each with how often; one map for a page. */
  readonly ids: Map<string, number>;
}

/** An id made of words that no other part of the page has. */
export function ownId(words: string, { ids }: Pick<Place, 'ids'>): string {
  const slug =
    words
      .toLowerCase()
      .match(/[a-z0-9]+/g)
      ?.join('-')
      .slice(0, 40) ?? 'part';
  const before = ids.get(slug) ?? 0;
  ids.set(slug, before + 1);
  return before === 0 ? slug : `${slug}-${before + 1}`;
}

export function inline(line: Line): string {
  return line.map(span).join('');
}

/** A number stays on one line with its per cent sign, and with the “less than” before it. */
export function runningText(text: string): string {
  return htmlText(text)
    .replace(/(\d) %/g, '$1\u00a0%')
    .replace(/&lt; (?=\d)/g, '&lt;\u00a0');
}

function span(part: Span): string {
  if (typeof part === 'string') return runningText(part);
  switch (part.is) {
    case 'strong':
      return `<strong>${inline(part.line)}</strong>`;
    case 'emphasis':
      return `<em>${inline(part.line)}</em>`;
    case 'code':
      return `<code>${htmlText(part.text)}</code>`;
    case 'formula':
      return `<span class="formula">${htmlText(part.text)}</span>`;
    case 'link':
      return `<a href="${htmlText(part.href)}">${inline(part.line)}</a>`;
    case 'term':
      return `<a class="term" href="#${htmlText(part.anchor)}">${htmlText(part.text)}</a>`;
  }
}

/** A line without its marks. */
export function plain(line: Line): string {
  return line.map((part) => (typeof part === 'string' ? part : 'text' in part ? part.text : plain(part.line))).join('');
}
