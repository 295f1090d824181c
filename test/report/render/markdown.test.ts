import { describe, expect, it } from 'vitest';
import {
  alert,
  cell,
  code,
  emphasis,
  formula,
  left,
  link,
  list,
  paragraph,
  right,
  section,
  strong,
  term,
} from '../../../src/report/page.js';
import type { Part, Span } from '../../../src/report/page.js';
import { markdownPart, renderMarkdown } from '../../../src/report/render/markdown.js';
import { estimate } from '../made-analysis.js';

/** A name that would be a script, a link, an image of its own, a cell's end, bold, a heading and a control character. */
const EVIL = '<script>](http://x)|**b**\n# "&\u001b[1m';
const SAFE = String.raw`\<script\>\](http\://x)\|\*\*b\*\* # "\&` + '\ufffd' + String.raw`\[1m`;

const shown = (part: Part): string => markdownPart(part, 2);

describe('text in Markdown', () => {
  it.each<[string, Part, string]>([
    ['paragraph', paragraph(EVIL), SAFE],
    ['alert', alert('caution', EVIL), `> [!CAUTION]\n> ${SAFE}`],
    ['list', list([[EVIL], undefined, [EVIL]]), `- ${SAFE}\n- ${SAFE}`],
    ['heading of a section', section([EVIL], [paragraph(EVIL), undefined]), `## ${SAFE}\n\n${SAFE}`],
    ['notes', { is: 'notes', notes: [{ number: 1, line: [EVIL] }] }, `<sup>1</sup> ${SAFE}  `],
    ['answer', { is: 'answer', sentences: [{ head: EVIL, tail: EVIL, tone: 'flat' }] }, `**${SAFE}**${SAFE}`],
    [
      'glossary',
      { is: 'glossary', entries: [{ anchor: 'a', name: EVIL, line: [EVIL] }] },
      `- <a name="a"></a>**${SAFE}**: ${SAFE}`,
    ],
    [
      'figure',
      { is: 'figure', kind: 'runs', path: 'figures/runs.svg', svg: '', alt: EVIL, caption: [EVIL] },
      `![${SAFE}](figures/runs.svg)\n\n*${SAFE}*`,
    ],
    [
      'thumbnail',
      { is: 'figure', kind: 'runs', path: 'a/b.svg', svg: '', alt: '<"', thumbnail: { href: 'a/c.md', width: 9 } },
      '<a href="a/c.md"><img src="a/b.svg" width="9" alt="&lt;&quot;"></a>',
    ],
    ['code block', { is: 'code block', lines: ['a ``` b', 'c\u001b'] }, '````sh\na ``` b\nc\ufffd\n````'],
    [
      'table',
      {
        is: 'table',
        columns: [left(EVIL), left(), right('value')],
        rows: [
          [
            { is: 'name', label: EVIL, baseline: true },
            cell(EVIL),
            { is: 'estimate', estimate: estimate(1, 1), text: '1 | mpg', note: 2 },
          ],
          [{ is: 'name', label: 'b', baseline: false }, cell(), { is: 'number', value: 0.0001, text: '< 0.001' }],
        ],
      },
      [
        `| ${SAFE} |  | value |`,
        '|:---|:---|---:|',
        `| **${SAFE}** (baseline) | ${SAFE} | 1 \\| mpg <sup>2</sup> |`,
        '| **b** |  | < 0.001 |',
      ].join('\n'),
    ],
  ])('is escaped in a %s', (_, part, markdown) => {
    expect(shown(part)).toBe(markdown);
  });

  it.each<[string, Span, string]>([
    ['bold', strong(EVIL), `**${SAFE}**`],
    ['italic', emphasis(EVIL), `*${SAFE}*`],
    ['a link', link('a%20b/c.md', EVIL), `[${SAFE}](a%20b/c.md)`],
    ['a term', term(EVIL, 'anchor'), `[${SAFE}](#anchor)`],
    ['code', code('a ` b | c'), '`` a ` b ｜ c ``'],
    ['a formula', formula('|a − b|/√2'), '|a − b|/√2'],
  ])('is escaped in %s', (_, span, markdown) => {
    expect(shown(paragraph('see ', span))).toBe(`see ${markdown}`);
  });

  it.each(['# a', '- a', '+ a', '=', '1. a', '1) a'])('%j opens nothing at the start of a line', (text) => {
    expect(shown(paragraph(text))).toBe(text.replace(/[#\-+=.)]/, (found) => `\\${found}`));
    expect(shown(paragraph('so ', text))).toBe(`so ${text}`);
  });

  it('is escaped where a mark begins in one stretch and ends in the next', () => {
    expect(shown(paragraph('http:', '//x'))).toBe(String.raw`http\://x`);
  });

  it('keeps number and unit together where the page does', () => {
    expect(shown(paragraph('5\u00a0%  of it'))).toBe('5\u00a0% of it');
  });
});

describe('a page in Markdown', () => {
  it('has its title, then its parts apart by an empty line, sections inside sections a level deeper', () => {
    const inner = section(['Inner'], [paragraph('c')]);
    const page = { title: ['Why *so*?'], parts: [paragraph('a'), section(['Outer'], [paragraph('b'), inner])] };
    expect(renderMarkdown(page)).toBe('# Why \\*so\\*?\n\na\n\n## Outer\n\nb\n\n### Inner\n\nc\n');
  });
});
