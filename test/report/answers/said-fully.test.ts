/** Unit, estimand and population of every kind of answer: what it is measured in, of what, and of whom it is said. */
import { describe, expect, it } from 'vitest';

import type { Analysis } from '../../../src/analysis/analysis.js';
import { answerSentences } from '../../../src/report/answers/answer.js';
import { madeAnalysis, TWO } from '../made-analysis.js';
import type { MadeVariant } from '../made-analysis.js';
import { alongWidths, heldRows, withChoice, withEnsembles, withOutput, withSources } from '../made-side-answers.js';

const course = { kind: 'courseBootstrap', splits: 20, seeds: 1, test: 0.1, stratified: true } as const;
const three = madeAnalysis({
  variants: ['none', 'a', 'b'].map((name): MadeVariant => ({ ...TWO[0]!, name, label: name })),
});
const one = ((analysis: Analysis): Analysis => ({
  ...analysis,
  comparisons: [],
  variants: analysis.variants.slice(0, 1),
}))(madeAnalysis());

const KINDS: Readonly<Record<string, Analysis>> = {
  'a comparison': madeAnalysis(),
  'one seed a split': madeAnalysis({ seeds: 1 }),
  'rows that are held': heldRows(),
  'a family': three,
  'one variant': one,
  sources: withSources({ split: 0.5, init: 0.25, order: 0.1, mask: 0.05 }),
  ensembles: withEnsembles([3.21, 2.1, 5]),
  'a sure choice': withChoice(0.99),
  'a choice': withChoice(0.6, 0),
  'along an axis': alongWidths([0, 0.03, 0.05]),
  'along an axis, nothing': alongWidths([0, 0, 0]),
  churn: withOutput([0.2, 0.1], 0.02),
  'the course': madeAnalysis({ seeds: 1, protocol: course }),
};

const UNIT = /points|%|plain nets?|\d ± \d|times the SD/;
const ESTIMAND =
  /mean (accuracy|log loss)|SD |variance of accuracy|by log loss|test rows|picks the (wrong|right) winner|reruns differ|in steadiness|true SD/;
const POPULATION =
  /(on|of) this table|for (new|these) rows|these same rows|on one held split|on the same splits|by these scores/;
/** What speaks of no quantity, or of any two runs whatsoever. */
const APART = /^(For scale|Two runs say next to nothing)/;

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
      const continues = /\b(it is|whether it is|in steadiness)\b/i.test(sentence.split(':')[0]!);
      expect(continues && at > 0 ? `${asked[at - 1]!} ${sentence}` : sentence).toMatch(POPULATION);
    }
  });
});
