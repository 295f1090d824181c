import { describe, expect, it } from 'vitest';
import type { Words } from '../../../src/analysis/analysis.js';
import { majoritySentence, verdictSentences } from '../../../src/report/answers/verdict.js';
import type { MadeOptions } from '../made-analysis.js';
import { madeAnalysis, TWO } from '../made-analysis.js';

const said = (options: MadeOptions): string[] =>
  verdictSentences(madeAnalysis(options)).map(({ head, tail }) => `${head}${tail}`.replaceAll('\u00a0', ' '));

describe('the verdict on two variants', () => {
  it('is two sentences, accuracy then steadiness, with size and interval', () => {
    const [accuracy, steadiness] = said({});
    expect(accuracy).toMatch(
      /^Dropout \.5 is better: accuracy is [\d.]+ points higher than with none \(95 % CI [\d.]+ to [\d.]+\)\.$/,
    );
    expect(steadiness).toMatch(
      /^It is steadier: trained again on the same rows, the run-to-run SD of its accuracy is \d+ % lower \(95 % CI \d+ % to \d+ %\)\.$/,
    );
  });

  it.each<[Words, RegExp, RegExp]>([
    ['better', /^Dropout .5 is better:/, /^It is steadier:/],
    ['worse', /^Dropout .5 is worse:/, /^It is less steady:/],
    ['better but small', /is better, but only slightly:/, /is steadier, but only slightly:/],
    ['worse but small', /is worse, but only slightly:/, /is less steady, but only slightly:/],
    [
      'no clear difference',
      /^No clear difference in accuracy: with dropout .5,/,
      /^No clear difference in steadiness:/,
    ],
    [
      'too noisy',
      /^Too noisy to tell whether.*about 34 more splits would settle it\.$/,
      /^Too noisy.*about 34 more splits/,
    ],
    ['undecided', /^Undecided whether/, /^Undecided whether/],
  ])('words "%s" as decided in the analysis', (words, accuracy, steadiness) => {
    const sentences = said({ words: [words, words] });
    expect(sentences[0]).toMatch(accuracy);
    expect(sentences[1]).toMatch(steadiness);
  });

  it('says what it cannot separate: the luck of the split with one seed, these rows with a held split', () => {
    expect(said({ seeds: 1 })[1]).toMatch(/from split to split.*includes the luck of the split[.;]/);
    expect(said({ splits: 1, seeds: 30, unit: 'seed' })[1]).toMatch(/for these rows and folds[.;]/);
  });

  it('reads lower as better in the unit of the target for RMSE', () => {
    const variants = [
      { name: 'none', mean: 3.2, rerunSd: 0.2 },
      { name: 'dropout', mean: 2.9, rerunSd: 0.15 },
    ];
    expect(said({ task: 'regression', variants, splitSd: 0.3 })[0]).toMatch(
      /^Dropout is better: RMSE is [\d.]+ mpg lower than with none/,
    );
  });
});

describe('the verdict on several variants', () => {
  const several = [...TWO, { name: 'L2', mean: 0.67, rerunSd: 0.013 }, { name: 'broken', mean: 0.6, rerunSd: 0.04 }];

  it('groups them against the baseline and ranks none against another', () => {
    const [accuracy, steadiness] = said({ variants: several });
    expect(accuracy).toMatch(
      /^Better than none in accuracy: dropout \.5 \(accuracy .* higher, 95 % CI .*\); worse than none in accuracy: broken; too noisy to tell in accuracy: L2\.$/,
    );
    expect(steadiness).toMatch(/^Steadier than none: dropout \.5 .*; less steady than none: broken; too noisy/);
  });

  it('says "all" of all, and quotes names that hold a comma', () => {
    const alike = ['a, 1', 'b', 'c', 'd'].map((name) => ({ name, mean: 0.668, rerunSd: 0.0135 }));
    const words = ['no clear difference', 'too noisy'] as const;
    expect(said({ variants: [TWO[0]!, ...alike], words })[0]).toBe(
      'No clear difference in accuracy from none: all 4 variants.',
    );
    expect(said({ variants: [TWO[0]!, ...alike.slice(0, 2)], words })[0]).toBe(
      'No clear difference in accuracy from none: “a, 1” and “b”.',
    );
  });

  it('names at most six and counts the others', () => {
    const many = Array.from({ length: 9 }, (_, i) => ({ name: `v${i}`, mean: 0.69, rerunSd: 0.01 }));
    const [accuracy] = said({ variants: [TWO[0]!, ...many, { name: 'bad', mean: 0.5, rerunSd: 0.01 }] });
    expect(accuracy).toMatch(
      /: v0, v1, v2, v3, v4, v5 and 3 others \(most with .*\); worse than none in accuracy: bad\.$/,
    );
  });

  it('with one variant alone there is nothing to compare', () => {
    expect(said({ variants: TWO.slice(0, 1) })).toHaveLength(1);
  });
});

describe('beside accuracy', () => {
  it('stand the majority class and balanced accuracy', () => {
    const sentence = majoritySentence(madeAnalysis())?.replaceAll('\u00a0', ' ');
    expect(sentence).toMatch(
      /always answering “b”.* right 48\.\d % of the time\. Balanced accuracy.* with none and .* with dropout \.5\.$/,
    );
  });

  it('stands nothing for a number target', () => {
    expect(majoritySentence(madeAnalysis({ task: 'regression' }))).toBeUndefined();
  });
});
