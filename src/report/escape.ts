/**
 * Names and data become text of a format: Markdown, XML, CSV, terminal. Every string that is not written in this folder
 * (labels, class and column names, questions, reasons) passes through one of these, and through exactly one.
 */

/** Controls, lone surrogates, non-characters and bidirectional overrides: none of them may reach a reader. */
const UNPRINTABLE =
  /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** One line of printable text: white space of any kind is one space, and what cannot be printed is U+FFFD. */
export function plainText(text: string): string {
  return text
    .replace(/[\s\u2028\u2029]+/g, ' ')
    .replace(UNPRINTABLE, '\ufffd')
    .trim();
}

/**
 * Text that GitHub's Markdown shows as it is, in a paragraph, heading, table cell or link text. Beside the usual marks it
 * escapes `$` (mathematics), `|` (cells), `:` of `://` and of `:emoji:`, and what would open a list, quote or heading.
 */
export function markdownText(text: string): string {
  return markdownStart(plainText(text));
}

/** The same for the start of a longer text: spaces at its ends stay, and those that hold number and unit together. */
export function markdownStart(text: string): string {
  return markdownPhrase(text)
    .replace(/^([#+\-=])/, '\\$1')
    .replace(/^(\d+)([.)])(?= |$)/, '$1\\$2');
}

/** The same for what stands inside a line, where no mark can open a list or a heading. */
export function markdownPhrase(text: string): string {
  return text
    .replace(/[^\S\u00a0]+/g, ' ')
    .replace(UNPRINTABLE, '\ufffd')
    .replace(/[\\`*_[\]<>|~$&^]/g, '\\$&')
    .replace(/:(?=\/\/|[a-z0-9+-]+:)/gi, '\\:')
    .replace(/\bwww\./gi, (www) => `${www.slice(0, 3)}\\.`);
}

/** A code span that ends where it should: its fence is longer than any run of backticks inside. */
export function markdownCode(text: string): string {
  const code = plainText(text).replaceAll('|', '\uff5c');
  const fence = '`'.repeat(longestBackticks(code) + 1);
  return fence.length > 1 || code === '' ? `${fence} ${code} ${fence}` : `${fence}${code}${fence}`;
}

/** A fenced block; the lines are the caller's, each of them made plain. */
export function markdownBlock(lines: readonly string[]): string {
  const body = lines.map(plainText);
  const fence = '`'.repeat(Math.max(3, longestBackticks(body.join('\n')) + 1));
  return `${fence}sh\n${body.join('\n')}\n${fence}`;
}

function longestBackticks(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Character data or an attribute's value in XML 1.0. */
export function xmlText(text: string): string {
  return plainText(text).replace(/[&<>"']/g, (mark) => ENTITIES[mark] ?? mark);
}

/** A stretch of text in HTML, spaces at its ends included. */
export function htmlText(text: string): string {
  return text
    .replace(/[^\S\u00a0]+/g, ' ')
    .replace(UNPRINTABLE, '\ufffd')
    .replace(/[&<>"']/g, (mark) => ENTITIES[mark] ?? mark);
}

/**
 * A CSV cell. Words that a spreadsheet would take for a formula (first character `=`, `+`, `-`, `@`) get an apostrophe in
 * front; numbers are left alone, and an absent value is an empty cell. Written here because every page holds it: a library
 * would add 25 kB and a Buffer to each for these two lines.
 */
export function csvCell(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  if (/^\w[\w.]*$/.test(value)) return value;
  const text = value.replace(UNPRINTABLE, '\ufffd');
  const safe = /^[\s]*[=+\-@]/.test(text) ? `'${text}` : text;
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function csvTable(rows: readonly (readonly (string | number | null | undefined)[])[]): string {
  // Put together piece by piece: a list for every row takes twice as long, and there may be a million.
  let text = '';
  for (const row of rows) {
    let mark = '';
    for (const value of row) {
      text += mark + csvCell(value);
      mark = ',';
    }
    text += '\n';
  }
  return text;
}
