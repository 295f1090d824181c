import { expect, it } from 'vitest';
import { code, emphasis, formula, link, strong, term } from '../../../src/report/page.js';
import { inline, ownId, plain, runningText } from '../../../src/report/render/html-line.js';

it('a number stays on one line with its per cent sign and with the “less than” before it', () => {
  expect(runningText('dropout 4 % lower (p < 0.001)')).toBe('dropout 4\u00a0% lower (p &lt;\u00a00.001)');
  expect(runningText('a < b, <script>')).toBe('a &lt; b, &lt;script&gt;');
});

const LINE = ['a<', strong('b', code('c&')), emphasis('d'), formula('x<y'), link('h?a&b', 'e'), term('f"', 'g')];

it('a line is text and marks, each escaped', () => {
  expect(inline(LINE)).toBe(
    'a&lt;<strong>b<code>c&amp;</code></strong><em>d</em><span class="formula">x&lt;y</span><a href="h?a&amp;b">e</a><a class="term" href="#g">f&quot;</a>',
  );
});

it('without its marks it is what one reads', () => {
  expect(plain(LINE)).toBe('a<bc&dx<yef"');
});

it('ids are words, each once on a page, and never empty nor long', () => {
  const place = { ids: new Map<string, number>() };
  const ids = ['Mean, of all!', 'mean of all', 'MEAN of all', '–', 'x'.repeat(50)].map((words) => ownId(words, place));
  expect(ids).toEqual(['mean-of-all', 'mean-of-all-2', 'mean-of-all-3', 'part', 'x'.repeat(40)]);
});
