import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  csvCell,
  csvTable,
  markdownBlock,
  markdownCode,
  markdownText,
  plainText,
  xmlText,
} from '../../src/report/escape.js';

describe('text from data', () => {
  it('is one line without controls, overrides or half characters', () => {
    expect(plainText('a\r\nb\tc\u2028d')).toBe('a b c d');
    expect(plainText('\u001b[31mred\u0000')).toBe('\ufffd[31mred\ufffd');
    expect(plainText('abc\u202ecba')).toBe('abc\ufffdcba');
    expect(plainText('\ud83d!')).toBe('\ufffd!');
    expect(plainText('😀')).toBe('😀');
  });

  it('opens no tag, link, cell, emphasis or formula in Markdown', () => {
    expect(markdownText('<script>')).toBe('\\<script\\>');
    expect(markdownText('](http://x)')).toBe('\\](http\\://x)');
    expect(markdownText('a|b')).toBe('a\\|b');
    expect(markdownText('*a* _b_ `c` $d$ ~e~ &amp;')).toBe('\\*a\\* \\_b\\_ \\`c\\` \\$d\\$ \\~e\\~ \\&amp;');
    expect(markdownText('a\\|b')).toBe('a\\\\\\|b');
  });

  it('opens no heading, list or quotation at the start of a paragraph', () => {
    expect(markdownText('# a')).toBe('\\# a');
    expect(markdownText('- a')).toBe('\\- a');
    expect(markdownText('1. a')).toBe('1\\. a');
    expect(markdownText('12) a')).toBe('12\\) a');
    expect(markdownText('0.5 points')).toBe('0.5 points');
    expect(markdownText('a\n\n# b')).toBe('a # b');
  });

  it('leaves plain words alone, so that reports read well', () => {
    expect(markdownText('50 relu → dropout .5 → softmax (L1 + L2)')).toBe('50 relu → dropout .5 → softmax (L1 + L2)');
  });

  it('stays inside its code span and its fence', () => {
    expect(markdownCode('a`b')).toBe('`` a`b ``');
    expect(markdownCode('')).toBe('`  `');
    expect(markdownBlock(['run ``` x', 'b\nc'])).toBe('````sh\nrun ``` x\nb c\n````');
  });

  it('leaves no mark of XML bare, whatever it is', () => {
    expect(xmlText(`<a b="c" d='e'>&`)).toBe('&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (any) => !/[<>"']|&(?!amp;|lt;|gt;|quot;|#39;)/.test(xmlText(any))),
    );
  });
});

describe('CSV cells', () => {
  it('are quoted where they hold a comma, a quote or a line break', () => {
    expect(csvTable([['a,b', 'c"d', 'e\nf', 'g']])).toBe('"a,b","c""d","e\nf",g\n');
  });

  it('are no formulas when they are words, and numbers when they are numbers', () => {
    expect(['=1+1', '+x', '-x', '@x', ' =1'].map(csvCell)).toEqual(
      ["'=1+1", "'+x", "'-x", "'@x", `"' =1"`].map((cell) => (cell === `"' =1"` ? "' =1" : cell)),
    );
    expect(csvCell(-0.5)).toBe('-0.5');
  });

  it('are empty where there is no value', () => {
    expect([null, undefined, NaN, Infinity].map(csvCell)).toEqual(['', '', '', '']);
  });
});
