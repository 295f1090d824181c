/** What `summary.json` holds of scores from a file beside what it holds of every bench. */
import type { GivenAnalysis } from '../../analysis/given/given-analysis.js';

export function givenSummary({ given, metrics, failures }: GivenAnalysis): object {
  const { dataSets, pairing, blockWord, repeatWord, testToTrain, testToTrainOn, tuning, scores } = given;
  const missing = scores.filter(({ status }) => status === 'missing').length;
  return {
    dataSets,
    pairing,
    blockWord,
    repeatWord,
    testToTrain,
    ...(testToTrainOn === undefined ? {} : { testToTrainOn: Object.fromEntries(testToTrainOn) }),
    tuning,
    ...(missing === 0 ? {} : { missing }),
    failures: Object.fromEntries(failures),
    metrics: metrics.map(({ name, better, scale, threshold, variants, comparisons, duels, ranks, iqm, best }) => ({
      ...{ name, better, scale, threshold },
      variants: Object.fromEntries(variants.map(({ name: variant, ...rest }) => [variant, rest])),
      comparisons,
      duels,
      ranks,
      iqm,
      best,
    })),
  };
}
