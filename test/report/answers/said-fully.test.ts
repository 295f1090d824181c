/** Unit, estimand and population of every kind of answer: what it is measured in, of what, and of whom it is said. */
import { describe, expect, it } from 'vitest';

import type { Analysis } from '../../../src/analysis/analysis.js';
import { answerSentences } from '../../../src/report/answers/answer.js';
import { kindsOfAnswers } from '../made-kinds.js';

const KINDS: Readonly<Record<string, Analysis>> = await kindsOfAnswers();

const UNIT = /points|%|plain nets?|\d ± \d|times the SD|no interval/;
const ESTIMAND =
  /mean (accuracy|log loss|correct)|SD |variance of accuracy|by log loss|test rows|picks the (wrong|right) winner|reruns differ|in steadiness|true SD|Best of \d+ by these scores: run e, accuracy/;
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
