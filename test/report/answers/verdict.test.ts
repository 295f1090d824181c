import { describe, expect, it } from 'vitest';
import type { Words } from '../../../src/analysis/analysis.js';
import { forScaleSentence, verdictSentences } from '../../../src/report/answers/verdict.js';
import type { MadeOptions } from '../made-analysis.js';
import { madeAnalysis, TWO } from '../made-analysis.js';

const said = (options: MadeOptions): string[] =>
  verdictSentences(madeAnalysis(options)).map(({ head, tail }) => `${head}${tail}`.replaceAll('\u00a0', ' '));

describe('the verdict on two variants', () => {
  it('is two sentences, mean then steadiness: unit, estimand, size, interval and whom it is about', () => {
    const [mean, steadiness] = said({});
    expect(mean).toMatch(
      /^dropout \.5 is better, perhaps by little: over 20 splits of this table, mean accuracy is [\d.]+ points higher than with none \(95 % CI [\d.]+ to [\d.]+\); for new rows like these as well \(95 % CI [\d.]+ to [\d.]+ higher\)\.$/,
    );
    expect(steadiness).toMatch(
      /^It is steadier on this table: trained again on the same rows, the run-to-run SD of its accuracy is \d+ % lower \(95 % CI \d+ % to \d+ %\)\.$/,
    );
  });

  it('says of this table only what new rows do not confirm', () => {
    const variants = [TWO[0]!, { ...TWO[1]!, mean: 0.679 }];
    expect(said({ variants })[0]).toMatch(
      /^dropout \.5 is better on this table, perhaps by little: over 20 splits, mean .*; for new rows like these it cannot be told \(95 % CI [\d.]+ lower to [\d.]+ higher\)\.$/,
    );
  });

  it.each<[Words, RegExp, RegExp]>([
    ['better', /^dropout .5 is better:/, /^It is steadier on this table:/],
    ['worse', /^dropout .5 is worse:/, /^It is less steady on this table:/],
    [
      'better but small',
      /is better, but the difference is small:/,
      /is steadier on this table, but the difference is small:/,
    ],
    [
      'worse but small',
      /is worse, but the difference is small:/,
      /is less steady on this table, but the difference is small:/,
    ],
    ['better, perhaps by little', /is better, perhaps by little:/, /is steadier on this table, perhaps by little:/],
    [
      'no clear difference',
      /^No clear difference in accuracy: over 20 splits of this table, with dropout .5,/,
      /^No clear difference in steadiness on this table:/,
    ],
    [
      'too noisy',
      /^Too noisy to tell whether.*120 more splits would settle it .*in at least 4 of 5 cases, whatever the truth, 34 more splits if it is as large as seen\.$/,
      /^Too noisy.*120 more splits would settle it/,
    ],
    ['not judged', /^Not judged whether.*: no score\.$/, /^Not judged whether.*: no score\.$/],
  ])('words "%s" as decided in the analysis', (words, accuracy, steadiness) => {
    const sentences = said({ words: [words, words] });
    expect(sentences[0]).toMatch(accuracy);
    expect(sentences[1]).toMatch(steadiness);
  });

  it('says what it cannot separate: the luck of the split with one seed, these rows with a held split', () => {
    expect(said({ seeds: 1 })[1]).toMatch(/from split to split.*includes the luck of the split[.;]/);
    const held = said({ splits: 1, seeds: 30, unit: 'seed' });
    expect(held[0]).toMatch(/ for these rows.*: over 30 seeds on one held split, /);
    expect(held[1]).toMatch(/^It is steadier for these rows:/);
  });

  it('reads lower as better in the unit of the target for RMSE', () => {
    const variants = [
      { name: 'none', mean: 3.2, rerunSd: 0.2 },
      { name: 'dropout', mean: 2.9, rerunSd: 0.15 },
    ];
    expect(said({ task: 'regression', variants, splitSd: 0.3 })[0]).toMatch(
      /^dropout is better: over 20 splits of this table, mean RMSE is [\d.]+ mpg lower than with none/,
    );
  });
});

describe('the verdict on several variants', () => {
  const several = [...TWO, { name: 'L2', mean: 0.67, rerunSd: 0.013 }, { name: 'broken', mean: 0.6, rerunSd: 0.04 }];

  it('groups them against the baseline and ranks none against another', () => {
    const [accuracy, steadiness] = said({ variants: several });
    expect(accuracy).toMatch(
      /^Better than none in mean accuracy on this table \(for new rows like these it cannot be told\): dropout \.5 \(mean accuracy .* higher, 95 % CI .*\); worse than none in mean accuracy: broken; too noisy to tell in mean accuracy: L2\. Over 20 splits of this table, all 3 comparisons at once\.$/,
    );
    expect(steadiness).toMatch(
      /^Steadier than none on this table: dropout \.5 .*; less steady than none on this table: broken; too noisy/,
    );
  });

  it('says "all" of all, and quotes names that hold a comma', () => {
    const alike = ['a, 1', 'b', 'c', 'd'].map((name) => ({ name, mean: 0.668, rerunSd: 0.0135 }));
    const words = ['no clear difference', 'too noisy'] as const;
    expect(said({ variants: [TWO[0]!, ...alike], words })[0]).toBe(
      'No clear difference in mean accuracy from none on this table (for new rows like these it cannot be told): all 4 variants. Over 20 splits of this table, all 4 comparisons at once.',
    );
    expect(said({ variants: [TWO[0]!, ...alike.slice(0, 2)], words })[0]).toBe(
      'No clear difference in mean accuracy from none on this table (for new rows like these it cannot be told): “a, 1” and “b”. Over 20 splits of this table, both comparisons at once.',
    );
  });

  it('names at most six and counts the others', () => {
    const many = Array.from({ length: 9 }, (_, i) => ({ name: `v${i}`, mean: 0.75, rerunSd: 0.01 }));
    const [accuracy] = said({ variants: [TWO[0]!, ...many, { name: 'bad', mean: 0.5, rerunSd: 0.01 }] });
    expect(accuracy).toMatch(
      /: v0, v1, v2, v3, v4, v5 and 3 others \(most with .*\); worse than none in mean accuracy: bad\. Over/,
    );
  });

  it('with one variant alone there is nothing to compare', () => {
    expect(said({ variants: TWO.slice(0, 1) })).toHaveLength(1);
  });
});

describe('beside accuracy', () => {
  it('stand the majority class and balanced accuracy', () => {
    const sentence = forScaleSentence(madeAnalysis())?.replaceAll('\u00a0', ' ');
    expect(sentence).toMatch(
      /always answering “b”.* right 48\.\d % of the time\. Balanced accuracy.* with none and .* with dropout \.5\.$/,
    );
  });

  it('stands nothing for a number target', () => {
    expect(forScaleSentence(madeAnalysis({ task: 'regression' }))).toBeUndefined();
  });
});
