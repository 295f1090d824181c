/** What the parts of a sentence may look like once they are put together: number and noun agree, no capital in mid-sentence. */
import { describe, expect, it } from 'vitest';

import type { Analysis } from '../../src/analysis/analysis.js';
import { answerSentences } from '../../src/report/answers/answer.js';
import { renderReport } from '../../src/report/render/report-files.js';
import { kindsOfAnswers } from './made-kinds.js';

const KINDS: Readonly<Record<string, Analysis>> = await kindsOfAnswers();

/** Nouns in the plural, and verbs of a plural, behind a lone 1; words that only look so, and kinds of pages, are none. */
const ONE_OF_MANY =
  /(?<![\d.,–−+‑-])\b1 (?!(?:class|loss|less|pass|has|is|was|this|plus|as|process|axis)\b)[a-z]{2,}s\b/;
const ONE_ARE = /(?<![\d.,–−+‑-])\b1 (?:of (?:the )?[\d,]+ )?(?:[a-z]+ ){1,2}(?:are|were|have|lie|differ|fail)\b/;
const FAULTS: readonly (readonly [string, RegExp])[] = [
  ['one of something in the plural', ONE_OF_MANY],
  ['one that are', ONE_ARE],
  ['a value that is none', /\bundefined\b|\bNaN\b|\bnull\b|\[object|\bInfinity\b/],
  ['two full stops', /(?<![./])\.\.(?![./])/],
  ['a blank before a comma or a stop', /[^|\s] +[,;](?=\s)/],
  ['a mark after a mark', /[,;:] ?[,;]|[.:] [.,;]/],
  ['empty brackets', /\(\s*\)(?!;|`)/],
];
/** A capital that follows a colon within brackets, or within a sentence of the answer; names of people keep theirs. */
const CAPITAL_IN_BRACKETS = /\((?:[^()]*: )[A-Z](?:[a-z]+)? (?!et al)/;

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

/** Prose and tables; without code, pictures' addresses and the table's own text. */
function prose(markdown: string): readonly string[] {
  const withoutCode = markdown.replaceAll(/^```[\s\S]*?^```/gm, '').replaceAll(/`[^`\n]*`/g, 'x');
  return plain(withoutCode)
    .replaceAll(/\]\([^)]*\)/g, ']')
    .split('\n');
}

describe.each(Object.entries(KINDS))('the report on %s', (_kind, analysis) => {
  it('is well written in every line', () => {
    const lines = prose(renderReport(analysis).files['report.md'] ?? '');
    expect(lines.length).toBeGreaterThan(20);
    for (const [what, fault] of FAULTS)
      expect(
        lines.filter((line) => fault.test(line)),
        what,
      ).toEqual([]);
  });

  it('has no capital in mid-sentence in its answer, and no two blanks', () => {
    const said = answerSentences(analysis).map(({ head, tail }) => plain(`${head}${tail}`));
    expect(said.filter((sentence) => CAPITAL_IN_BRACKETS.test(sentence) || sentence.includes('  '))).toEqual([]);
    for (const sentence of said) expect(sentence).toMatch(/[.!?]$/);
  });
});
