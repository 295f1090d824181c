import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../../src/analysis/analysis.js';
import type { Nets } from '../../../src/analysis/side-answers.js';
import { answerSentences } from '../../../src/report/answers/answer.js';
import { where } from '../../../src/report/answers/along-axis.js';
import { twoRunFactors } from '../../../src/report/answers/reruns.js';
import { sourcesSection } from '../../../src/report/sections/sources.js';
import { madeAnalysis } from '../made-analysis.js';
import {
  alongWidths,
  heldRows,
  ranked,
  withChoice,
  withEnsembles,
  withOutput,
  withSources,
} from '../made-side-answers.js';

const said = (analysis: Analysis): string[] =>
  answerSentences(analysis).map(({ head, tail }) => `${head}${tail}`.replaceAll('\u00a0', ' '));

describe('the answer about sources', () => {
  it('gives each source its share of the variance, largest first, what is not there, and what only combinations do', () => {
    const [none, dropout] = said(withSources({ split: 0.5, init: 0.25, order: 0.1, mask: 0.05 }));
    expect(none).toMatch(
      /^With none, the split alone gives 50 % \(95 % CI 42 to 58\) of the variance of accuracy, the random weights 25 % \(.*\), the batch order 10 % \(.*\) and the dropout masks nothing, as there are none; 15 % \(95 % CI 7 to 23\) comes only from combinations of them \(interaction\)\. From [\d,]+ base samples on this table\.$/,
    );
    expect(dropout).toContain('the dropout masks 5 % (');
    expect(dropout).toContain('10 % (95 % CI 2 to 18) comes only from combinations');
  });

  it('says the same figures as the table', () => {
    const analysis = withSources({ split: 0.5, init: 0.25, order: 0.1, mask: 0.05 });
    const table = sourcesSection(analysis, [])!.parts.find((part) => part.is === 'table')!;
    const cells = table.rows.flat().flatMap((cell) => (cell.is === 'estimate' ? [cell.estimate.point] : []));
    for (const { parts, interaction } of analysis.sources!) {
      expect(cells).toContain(interaction.point);
      for (const { none, alone } of parts) if (!none) expect(cells).toContain(alone.point);
    }
  });
});

describe('the answer about ensembles', () => {
  it.each<[readonly [Nets, Nets, Nets], RegExp]>([
    [
      [3.21, 2.1, 5],
      /^One net with dropout \.5 is worth more than one plain net on this table: by log loss, 3\.2 plain nets \(95 % CI 2\.1 to 5\.0\)/,
    ],
    [['fewer', 'fewer', 'fewer'], /by log loss, fewer than 1 plain net \(95 % CI: fewer than 1\)/],
    [['more', 12.4, 'more'], /by log loss, more than 25 plain nets \(95 % CI 12 to more than 25\)/],
  ])('puts %j nets in words', (nets, words) => {
    const [first] = said(withEnsembles(nets));
    expect(first).toMatch(words);
    expect(first).toContain('by accuracy, fewer than 1 (95 % CI: fewer than 1)');
    expect(first).toContain('by the steadiness of its accuracy, more than 25 (95 % CI 3.2 to more than 25)');
  });
});

describe('the answer about a choice on an axis', () => {
  it('names the best, how often it is best, its rivals, and its score without the luck of the choice', () => {
    const [first, second] = said(withChoice(0.44));
    expect(first).toMatch(
      /^dropout rate 0\.4 has the best mean accuracy on this table, but the choice is not sure: 69\.0 %; it comes out best in 44 % of resamples, 0\.2 in 28 % and 0\.5 in 28 %; 3 others cannot be told apart from it\. Chosen on half of the splits and scored on the others, it is 68\.8 %/,
    );
    expect(second).toMatch(
      /^Too noisy to tell whether choosing on the validation rows pays: .* than with dropout rate 0 \(/,
    );
  });

  it('is sure where resamples hardly ever disagree, and sees a gain that excludes none', () => {
    const chosen = withChoice(0.98, 0.012);
    const alone = { ...chosen, ranking: ranked(chosen, ['b', 'b', 'a', 'b', 'b', 'b']) };
    const [first, second] = said(alone);
    expect(first).toMatch(/^dropout rate 0\.4 has the best mean accuracy on this table: /);
    // Best in 98 % of resamples, and yet a letter shared: not sure.
    expect(said(chosen)[0]).toMatch(/^dropout rate 0\.4 has the best mean accuracy on this table, but/);
    expect(second).toMatch(/^Choosing on the validation rows pays on this table: /);
  });
});

describe('the answer of a ranking', () => {
  const analysis = madeAnalysis({
    variants: ['none', 'L2', 'dropout'].map((name, i) => ({ name, mean: 0.66 + i / 50, rerunSd: 0.01 + i / 40 })),
  });

  it('calls nobody the shortest or the longest whom others equal', () => {
    const epochs = (...of: readonly number[]): string => {
      const variants = analysis.variants.map((variant, i) => {
        const point = of[i]!;
        const all = { ...variant.training!.epochs, point, low: point, high: point };
        return { ...variant, training: { ...variant.training!, epochs: all } };
      });
      return said({ ...analysis, variants, ranking: ranked(analysis, ['a', 'a', 'a']) })[0]!;
    };
    expect(epochs(15, 15, 1)).toMatch(/Of all, dropout trains shortest \(1\.0 epochs\)\./);
    expect(epochs(15, 1, 1)).toMatch(/Of all, none trains longest \(15\.0 epochs\)\./);
    expect(epochs(15, 7, 1)).toMatch(/Of all, dropout trains shortest \(1\.0 epochs\) and none longest \(15\.0\)\./);
    expect(epochs(15, 15, 15)).not.toContain('trains');
  });

  it('says who cannot be told apart from the best mean, and who can', () => {
    const [first] = said({ ...analysis, ranking: ranked(analysis, ['b', 'a', 'a']) });
    expect(first).toMatch(
      /^dropout has the best mean accuracy on this table, and cannot be told apart from L2 \(accuracy .*\); told apart from it: none \(over 20 splits of this table, all 3 pairs at once\)\./,
    );
    expect(first).toMatch(/L2 trains shortest .* and dropout longest/);
  });

  it('never sets apart from the best what shares a letter with it', () => {
    const order = [
      { variant: 'dropout', letters: 'ab' },
      { variant: 'L2', letters: 'a' },
      { variant: 'none', letters: 'b' },
    ];
    const [first] = said({ ...analysis, ranking: { metric: 'accuracy', order } });
    expect(first).toMatch(
      /^No variant can be told apart from the one with the best mean accuracy on this table, dropout/,
    );
  });

  it('crowns nobody where all share a letter, and ranks nobody without scores', () => {
    const ranking = { ...ranked(analysis, ['a', 'a', 'a']), unranked: ['broken'] };
    const [first] = said({ ...analysis, ranking });
    expect(first).toMatch(
      /^No variant can be told apart from the one with the best mean accuracy on this table, dropout, over 20 splits of this table, all 3 pairs at once; its mean accuracy is [\d.]+ points higher than with none \(95 % CI [^()]*\)\. Not ranked, for lack of scores: broken\./,
    );
  });
});

describe('the answer along an axis', () => {
  it('says from where on the variant pays', () => {
    expect(said(alongWidths([0, 0.03, 0.05]))[0]).toMatch(
      /^Along units, dropout pays from 100 on( on this table)?: at 400, mean accuracy is [\d.]+ points higher/,
    );
  });

  it('says that it pays nowhere where no interval excludes zero, with the largest difference', () => {
    const [first] = said(alongWidths([-0.004, 0.001, 0]));
    expect(first).toMatch(
      /^Along units, it cannot be told whether accuracy changes with dropout [a-z0-9 ,]+: at .* Over 20 splits of this table, all \d+ comparisons at once\.$/,
    );
  });

  it('puts places in words', () => {
    const all = [1, 2, 3, 4];
    expect([[3, 4], [1, 2], [2], [1, 3], all].map((places) => where(places, all))).toEqual([
      'from 3 on',
      'up to 2',
      'at 2 alone',
      'at 1 and 3',
      'at every place, 1 to 4',
    ]);
  });
});

describe('the answer about reruns on held rows', () => {
  it('says how often two differ, for these rows, and what two runs can say', () => {
    const [first, second] = said(heldRows());
    expect(first).toMatch(
      /^Two reruns differ by a point of accuracy or more in \d+ % of cases with none \(95 % CI .*\), in \d+ % with dropout \.5 .*; for these rows and folds\. A second run that lies so far away is nothing unusual\.$/,
    );
    expect(second).toMatch(/true SD lies between 0\.45 and 32 times .*picks the wrong winner in 19 % of cases/);
  });

  it('has the exact factors of two runs: 1/√χ² at one degree of freedom', () => {
    // scipy.stats.chi2.ppf([.975, .025], 1) = 5.023886187314888, 0.0009820691171752587
    const { low, high } = twoRunFactors(0.95);
    expect(low).toBeCloseTo(1 / Math.sqrt(5.023886187314888), 10);
    expect(high).toBeCloseTo(1 / Math.sqrt(0.0009820691171752587), 8);
  });

  it('says nothing of the kind where splits vary', () => {
    expect(said(madeAnalysis()).join(' ')).not.toContain('Two reruns differ');
  });
});

describe('the answer about predictions', () => {
  it('says on how many rows two reruns disagree, and who is steadier where the interval says so', () => {
    expect(said(withOutput([0.11, 0.09], 0.008))).toContainEqual(
      expect.stringMatching(
        /^Predictions are steadier with dropout \.5 on this table: .* 9\.0 % .* 11\.0 % .* 2\.0 points lower \(95 % CI 1\.2 to 2\.8\)\.$/,
      ),
    );
    expect(said(withOutput([0.11, 0.107], 0.008))).toContainEqual(
      expect.stringMatching(/^Too noisy to tell whether the predictions move less/),
    );
    expect(said(withOutput([0.11, 0.109], 0.004))).toContainEqual(
      expect.stringMatching(/^No clear difference in how much the predictions move on this table/),
    );
  });
});

describe('the answer of the course’s bootstrap', () => {
  const protocol = { kind: 'courseBootstrap', splits: 20, seeds: 1, test: 0.1, stratified: true } as const;

  it('calls nobody better: scores come out so, and ± is an SD', () => {
    const sentences = said(madeAnalysis({ seeds: 1, protocol }));
    expect(sentences[0]).toMatch(
      /^(With dropout \.5, scores come out|No clear difference|Too noisy to tell whether scores come out)/,
    );
    expect(sentences[1]).toMatch(
      /^Log loss, mean ± SD over 20 splits of this table: 0\.\d+ ± 0\.\d+ with none and .*no confidence interval\.$/,
    );
    expect(sentences.join(' ')).not.toMatch(/is better/);
  });
});
