/** Made-up parts that only some analyses have, put onto a made-up analysis. */
import { judgeDifference } from '../../src/stats/index.js';
import type {
  Choice,
  EnsembleAnalysis,
  Nets,
  OutputSpread,
  Ranking,
  SourceBreakdown,
} from '../../src/analysis/side-answers.js';
import type { Analysis } from '../../src/analysis/analysis.js';
import { estimate, madeAnalysis, ratioEstimate, TWO } from './made-analysis.js';
import type { MadeVariant } from './made-analysis.js';

/** Shares alone; with others each source does .1 more, and the rest is interaction. */
const words = (decided: 'better' | 'worse') => ({ words: decided, about: 'this table', newRows: 'not asked' }) as const;

export function withSources(shares: Readonly<Record<'split' | 'init' | 'order' | 'mask', number>>): Analysis {
  const analysis = madeAnalysis();
  const share = (point: number, half = 0.08) => ({ ...estimate(point, half), method: 'jackknifeT', raw: point });
  const sources = analysis.variants.map(({ name }): SourceBreakdown => {
    const parts = (['split', 'init', 'order', 'mask'] as const).map((source) => {
      const none = source === 'mask' && name === 'none';
      const alone = none ? 0 : shares[source];
      return { source, none, alone: share(alone), withOthers: share(none ? 0 : alone + 0.1) };
    });
    const sum = parts.reduce((total, { alone }) => total + (alone.point ?? 0), 0);
    return { variant: name, samples: 100, sd: 0.02, parts, interaction: share(1 - sum) };
  });
  return { ...analysis, sources };
}

export function withEnsembles([point, low, high]: readonly [Nets, Nets, Nets]): Analysis {
  const analysis = madeAnalysis();
  const worth = { variant: 'dropout', least: 1, most: 25, level: 0.95, n: 20 };
  const ensembles: EnsembleAnalysis = {
    plain: 'none',
    sizes: [1, 2, 5, 25].map((size) => ({
      size,
      metrics: {
        accuracy: {
          mean: estimate(0.67 + size / 2000, 0.01),
          rerunSd: size < 25 ? ratioEstimate(0.013 / size, 0.3) : null,
        },
        logLoss: { mean: estimate(0.83 - size / 1000, 0.02), rerunSd: null },
      },
    })),
    monteCarlo: [
      {
        variant: 'dropout',
        samples: [1, 10, 100].map((masks) => ({
          masks,
          metrics: { accuracy: estimate(0.68, 0.01), logLoss: estimate(0.82, 0.02) },
        })),
      },
    ],
    worth: [
      { ...worth, metric: 'logLoss', by: 'score', point, low, high, verdict: words('better') },
      {
        ...worth,
        metric: 'accuracy',
        by: 'score',
        point: 'fewer',
        low: 'fewer',
        high: 'fewer',
        verdict: words('worse'),
      },
      {
        ...worth,
        metric: 'accuracy',
        by: 'variance',
        point: 'more',
        low: 3.21,
        high: 'more',
        verdict: words('better'),
      },
    ],
  };
  return { ...analysis, ensembles };
}

export const SIX: readonly MadeVariant[] = [0, 0.2, 0.4, 0.5, 0.6, 0.8].map((at) => ({
  name: `rate ${at}`,
  label: String(at),
  at,
  axis: 'dropout rate',
  mean: 0.69 - ((at - 0.4) * (at - 0.4)) / 10,
  rerunSd: 0.013 - at / 100,
}));

/** @param share  how often the best variant, rate 0.4, is best */
export function withChoice(share: number, nestedDifference = 0.004): Analysis {
  const analysis = madeAnalysis({ variants: SIX });
  const rest = (1 - share) / 2;
  const choice: Choice = {
    metric: 'accuracy',
    best: 'rate 0.4',
    bestShare: [0, rest, share, rest, 0, 0].map((each, i) => ({ variant: SIX[i]!.name, share: each })),
    naive: estimate(0.69, 0.008),
    fresh: estimate(0.688, 0.008),
    nested: estimate(0.687, 0.008),
    nestedDifference: estimate(nestedDifference, 0.006),
    nestedVerdict: judgeDifference(estimate(nestedDifference, 0.006), { threshold: 0.005, better: 'higher' }),
  };
  const variants = analysis.variants.map((variant) => {
    const { mean, sdRerun } = variant.metrics.accuracy!;
    const band = { mean: estimate(mean.point, 0.02), sd: ratioEstimate(sdRerun.point, 0.5) };
    return { ...variant, band };
  });
  return { ...analysis, variants, choice, ranking: ranked(analysis, ['ab', 'a', 'a', 'ab', 'b', 'c']) };
}

export function ranked(analysis: Analysis, letters: readonly string[]): Ranking {
  const order = analysis.variants.map(({ name }, i) => ({ variant: name, letters: letters[i]! }));
  const mean = (name: string): number =>
    analysis.variants.find((variant) => variant.name === name)!.metrics.accuracy!.mean.point!;
  return { metric: 'accuracy', order: order.sort((a, b) => mean(b.variant) - mean(a.variant)) };
}

/** Networks with dropout and without at three widths, each pair compared with itself. */
export function alongWidths(differences: readonly number[]): Analysis {
  const widths = [10, 100, 400];
  const made = widths.flatMap((at, i): MadeVariant[] => [
    { name: `none ${at}`, at, axis: 'units', series: 'none', mean: 0.67, rerunSd: 0.012 },
    { name: `dropout ${at}`, at, axis: 'units', series: 'dropout', mean: 0.67 + differences[i]!, rerunSd: 0.012 },
  ]);
  const pairs = widths.map((_, i) => madeAnalysis({ variants: made.slice(2 * i, 2 * i + 2), seed: 7 }));
  const whole = madeAnalysis({ variants: made });
  return { ...whole, comparisons: pairs.flatMap(({ comparisons }) => comparisons) };
}

export function withOutput(churns: readonly [number, number], half: number): Analysis {
  const analysis = madeAnalysis();
  const variants = analysis.variants.map((variant, i): Analysis['variants'][number] => {
    const churn = churns[i]!;
    const output: OutputSpread = {
      churn: estimate(churn, 0.01),
      variance: estimate(churn / 9, 0.002),
      squaredLoss: { bias: estimate(0.39, 0.01), variance: estimate(churn / 9, 0.001) },
      zeroOneLoss: {
        bias: estimate(0.28, 0.01),
        unbiasedVariance: estimate(0.04, 0.004),
        biasedVariance: estimate(0.03, 0.004),
      },
    };
    return { ...variant, output };
  });
  const churnDifference = estimate(churns[1] - churns[0], half);
  const churnVerdict = judgeDifference(churnDifference, { threshold: 0.01, better: 'lower' });
  return {
    ...analysis,
    variants,
    comparisons: analysis.comparisons.map((each) => ({ ...each, churnDifference, churnVerdict })),
  };
}

export function heldRows(): Analysis {
  const analysis = madeAnalysis({ splits: 1, seeds: 40, unit: 'seed', variants: TWO });
  return analysis;
}
