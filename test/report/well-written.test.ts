/**
 * Every kind of answer, read: number and noun agree, no capital in mid-sentence; unit, estimand and population are named, and every
 * number of blocks is the one that the estimates rest on.
 */
import { describe, expect, it } from 'vitest';

import type { Analysis } from '../../src/analysis/analysis.js';
import { answerSentences } from '../../src/report/answers/answer.js';
import { isOverQuestions } from '../../src/report/reading.js';
import { renderReport } from '../../src/report/render/report-files.js';
import { kindsCompared } from './made-compared.js';
import { kindsOfAnswers } from './made-kinds.js';

const KINDS: Readonly<Record<string, Analysis>> = { ...(await kindsOfAnswers()), ...(await kindsCompared()) };

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
  ['a block, where the reader knows splits, seeds or data sets', /\bblocks?\b(?! \(| share training rows)/],
  ['a name of the code', /Methods\..*\b[a-z]{2,}(?:[A-Z][a-z]*)+\b/],
  ['between one and the other', /\bbetween [−\d.,]+ to /],
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
    const { files } = renderReport(analysis);
    const lines = prose(files['report.md'] ?? '');
    expect(files['figures/runs.svg'], 'how many runs ended well, cut').not.toMatch(/…[a-z ]*ok</);
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
    expect(
      said.filter((sentence) => /\(no interval: .(.{20,})\).*\1/.test(sentence)),
      'a reason twice',
    ).toEqual([]);
  });
});

const UNIT = /points|%|plain nets?|\d ± \d|times the SD|no interval/;
const ESTIMAND =
  /mean (accuracy|log loss|RMSE|correct)|SD |variance of accuracy|by log loss|test rows|picks the (wrong|right) winner|reruns differ|in steadiness|true SD|Best of \d+ by these scores: run e, accuracy/;
const POPULATION =
  /(on|of) this table|for (new|these) rows|these same rows|on one held split|on the same splits|by these scores|on (these \d+ )?data sets( like these| alone)?|on questions like these/i;
/** What speaks of no quantity, or of any two runs whatsoever. */
const APART = /^(For scale|Two runs say next to nothing)/;
/** One variant alone, data set by data set: each sentence is about the data set that it names. */
const OF_ITS_DATA_SET = /^set \d: mean accuracy/;

describe.each(Object.entries(KINDS))('the answer of %s', (_kind, analysis) => {
  const said = answerSentences(analysis).map(({ head, tail }) => `${head}${tail}`.replaceAll('\u00a0', ' '));
  const asked = said.filter((sentence) => !APART.test(sentence));

  it('names unit and estimand in every sentence', () => {
    expect(asked.length).toBeGreaterThan(0);
    for (const sentence of asked) {
      expect(sentence).toMatch(ESTIMAND);
      if (!/^(too noisy to tell|no clear difference|not judged) in |cannot be told apart/i.test(sentence))
        expect(sentence).toMatch(UNIT);
    }
  });

  it('says of whom: in the sentence itself, or in the one before it that it continues', () => {
    for (const [at, sentence] of asked.entries()) {
      if (OF_ITS_DATA_SET.test(sentence)) continue;
      const continues = /\b(it is|whether it is|in steadiness)\b/i.test(sentence.split(':')[0]!);
      expect(continues && at > 0 ? `${asked[at - 1]!} ${sentence}` : sentence).toMatch(POPULATION);
    }
  });
});

describe.each(Object.entries(KINDS))('numbers of blocks: %s', (_kind, analysis) => {
  it('are those that the comparison rests on, in every sentence, the methods paragraph and the caption', () => {
    const verdicts = analysis.comparisons.flatMap(({ verdict }) => [verdict.mean, verdict.steadiness]);
    const rest = new Set([
      ...verdicts.map(({ interval }) => interval.n),
      ...analysis.variants.flatMap(({ metrics }) => Object.values(metrics).map(({ mean }) => mean.n)),
    ]);
    const all = analysis.unit === 'seed' ? analysis.seeds : analysis.splits;
    for (const { head, tail } of answerSentences(analysis)) {
      const [, said] =
        /\bover (\d[\d,a-z ]*?) (?:splits|repeats|seeds|runs|data sets|questions)\b/i.exec(plain(`${head}${tail}`)) ??
        [];
      if (said === undefined) continue;
      const [own, whole] = said.split(' of ');
      for (const number of own!.split(/ to | and /))
        expect([...rest], said).toContain(Number(number.replaceAll(',', '')));
      if (whole !== undefined) expect([Number(whole), own], said).toEqual([all, expect.not.stringMatching(`^${all}$`)]);
      if (whole === undefined && analysis.paired !== false && !isOverQuestions(analysis))
        expect(
          verdicts.every(({ interval }) => interval.n >= Number(own)),
          said,
        ).toBe(true);
    }
    const page = plain(renderReport(analysis).files['report.md']!);
    const least = Math.min(...analysis.variants.map(({ metrics }) => metrics[analysis.metrics[0]!.name]!.mean.n));
    if (least < all) expect(page).not.toMatch(new RegExp(`(Every estimate rests on|The) ${all} \\w+ (are what|\\.)`));
    for (const { text } of analysis.warnings) if (/^Only \d/.test(text)) expect(text).toContain(`Only ${least} `);
  });
});

it('the words for answers to questions are about questions', () => {
  const said = plain(renderReport(KINDS['answers of three runs to questions']!).files['report.md'] ?? '');
  expect(said).toContain('Of the mean it is said “on questions like these”, of steadiness “by these scores”.');
  expect(said).toContain('compared question by question.');
  expect(said).toContain('Differences are paired by question, ratios by seed.');
  expect(said).toContain('The difference in the mean rests on the questions too.');
});
