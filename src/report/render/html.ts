/** The parts of a page as HTML: what stands in the body of `report.html`, with or without a program beside it. */
import { htmlText } from '../escape.js';
import type { Alert, Cell, Column, Glossary, Page, Part, Section, Table } from '../page.js';
import type { Sentence } from '../sentence.js';
import { htmlFigure } from './html-figure.js';
import { inline, ownId, plain, runningText } from './html-line.js';
import type { Place } from './html-line.js';

/** A cell of more letters is running text: it needs room, and breaks into lines. */
const WORDS = 24;
const NO_BREAK = '\u00a0';

/** The heading and all parts; the same text for the same page. */
export function renderHtml({ title, parts }: Page): string {
  const place: Place = { level: 2, under: plain(title), ids: new Map() };
  return [`<h1>${inline(title)}</h1>`, ...parts.map((part) => htmlPart(part, place))].join('\n');
}

export function htmlPart(part: Part, place: Place): string {
  switch (part.is) {
    case 'paragraph':
      return `<p${part.aside === true ? ' class="aside"' : ''}>${inline(part.line)}</p>`;
    case 'answer':
      return `<p class="answer">${part.sentences.map(sentence).join(' ')}</p>`;
    case 'alert':
      return alert(part);
    case 'table':
      return table(part, place);
    case 'notes':
      return `<p class="notes">${part.notes.map(({ number, line }) => `<sup>${number}</sup> ${inline(line)}`).join('<br>')}</p>`;
    case 'figure':
      return htmlFigure(part, place);
    case 'list':
      return `<ul>${part.items.map((item) => `<li>${inline(item)}</li>`).join('')}</ul>`;
    case 'code block':
      return `<pre tabindex="0"><code>${part.lines.map(htmlText).join('\n')}</code></pre>`;
    case 'section':
      return section(part, place);
    case 'glossary':
      return glossary(part);
  }
}

function section({ heading, parts, folded }: Section, place: Place): string {
  const { level } = place;
  const under = plain(heading);
  const title = `<h${level} id="${ownId(under, place)}">${inline(heading)}</h${level}>`;
  const body = parts.map((part) => htmlPart(part, { ...place, level: Math.min(6, level + 1), under })).join('\n');
  return folded === true
    ? `<details class="section"><summary>${title}</summary>\n${body}\n</details>`
    : `<section class="section">\n${title}\n${body}\n</section>`;
}

function sentence({ head, tail, tone }: Sentence): string {
  return `<strong class="${tone}">${runningText(head)}</strong>${runningText(tail)}`;
}

function alert({ level, line }: Alert): string {
  return `<div class="alert ${level}" role="note"><p>${inline(line)}</p></div>`;
}

/** A column of numbers lies right; the first cell of a row names it. `data-value` is what a sorting program compares. */
function table({ columns, rows }: Table, place: Place): string {
  const head = columns.map(
    ({ heading, align }) => `<th scope="col" class="${align}">${inline(heading) || '&nbsp;'}</th>`,
  );
  const body = rows.map((cells) => `<tr>${cells.map((each, i) => cell(each, columns[i], i)).join('')}</tr>`);
  const id = ownId(`table ${place.under}`, place);
  // A row of empty headings says nothing, and nobody would sort by one.
  const named = columns.some(({ heading }) => heading.length > 0 && plain(heading) !== '');
  return [
    `<div class="scroll" tabindex="0" role="group" aria-label="${htmlText(`Table: ${place.under}`)}">`,
    `<table id="${id}">${named ? `<thead><tr>${head.join('')}</tr></thead>` : ''}`,
    `<tbody>${body.join('\n')}</tbody></table></div>`,
  ].join('\n');
}

function cell(content: Cell, column: Column | undefined, index: number): string {
  const tag = index === 0 ? 'th scope="row"' : 'td';
  const value = valueOf(content);
  const data = value === undefined ? '' : ` data-value="${value ?? ''}"`;
  const align = column?.align ?? 'left';
  const words = index > 0 && align === 'left' && content.is === 'text' && plain(content.line).length > WORDS;
  return `<${tag} class="${align}${words ? ' words' : ''}"${data}>${cellText(content)}</${index === 0 ? 'th' : 'td'}>`;
}

function valueOf(content: Cell): number | null | undefined {
  switch (content.is) {
    case 'text':
    case 'name':
      return undefined;
    case 'number':
      return content.value;
    case 'estimate':
      return content.estimate.point;
  }
}

function cellText(content: Cell): string {
  switch (content.is) {
    case 'text':
      return inline(content.line);
    case 'name':
      return `<bdi>${htmlText(content.label)}</bdi>${content.baseline ? ' <span class="role">baseline</span>' : ''}`;
    case 'number':
      return runningText(content.text);
    case 'estimate':
      return `${estimateText(content.text)}${content.note === undefined ? '' : `<sup>${content.note}</sup>`}`;
  }
}

/** The interval in one piece: a narrow page breaks the line between it and its value, and nowhere else. */
function estimateText(text: string): string {
  return htmlText(text.replace(/ \(.*\)$/, (range) => ` ${range.slice(1).replaceAll(' ', NO_BREAK)}`));
}

function glossary({ entries }: Glossary): string {
  const items = entries.map(
    ({ anchor, name, line }) => `<dt id="${htmlText(anchor)}">${htmlText(name)}</dt><dd>${inline(line)}</dd>`,
  );
  return `<dl>${items.join('\n')}</dl>`;
}
