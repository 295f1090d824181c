/** Limits cut where a quantity cannot be: accuracies within 0 and 1, losses and spreads from 0. Pure; coverage is unharmed. */
import type { ComparisonMetric, MetricInfo, VariantMetric } from './analysis.js';
import type { OutputSpread } from './side-answers.js';
import type { Estimate } from '../base/estimate.js';
import { cutAtRange, rangeOfDifference, rangeOfSd, type MetricRange } from '../stats/index.js';

const SHARE: MetricRange = [0, 1];
const NOT_NEGATIVE: MetricRange = [0, Infinity];

/** The values that a metric can take. */
export function rangeOf({ range, scale }: Pick<MetricInfo, 'range' | 'scale'>): MetricRange {
  const [least, most] = scale === 'share' ? SHARE : [-Infinity, Infinity];
  return [range?.least ?? least, range?.most ?? most];
}

export function cutVariant(values: VariantMetric, metric: MetricInfo): VariantMetric {
  const range = rangeOf(metric);
  const { sd, sdRerun } = values;
  return { ...values, mean: cutAtRange(values.mean, range), sd: cutSd(sd, range), sdRerun: cutSd(sdRerun, range) };
}

/** Few values at both ends have an SD above the largest that there is, by n − 1 in the denominator: never below the point. */
export function cutSd(sd: Estimate, range: MetricRange): Estimate {
  const [least, most] = rangeOfSd(range);
  return cutAtRange(sd, [least, Math.max(most, sd.point ?? 0)]);
}

/** Ratios and shares keep their ranges by themselves. */
export function cutComparison(values: ComparisonMetric, metric: MetricInfo): ComparisonMetric {
  const range = rangeOfDifference(rangeOf(metric));
  return {
    ...values,
    difference: cutAtRange(values.difference, range),
    differenceSimultaneous: cutAtRange(values.differenceSimultaneous, range),
    ...(values.differenceNewRows === undefined
      ? {}
      : { differenceNewRows: cutAtRange(values.differenceNewRows, range) }),
    ...(values.differenceOverRows === undefined
      ? {}
      : { differenceOverRows: cutAtRange(values.differenceOverRows, range) }),
  };
}

export function cutOutput(output: OutputSpread): OutputSpread {
  const { churn, variance, squaredLoss, zeroOneLoss, votes } = output;
  return {
    ...(votes === undefined ? {} : { votes }),
    ...(churn === undefined ? {} : { churn: cutAtRange(churn, SHARE) }),
    variance: cutAtRange(variance, NOT_NEGATIVE),
    squaredLoss: {
      bias: cutAtRange(squaredLoss.bias, NOT_NEGATIVE),
      variance: cutAtRange(squaredLoss.variance, NOT_NEGATIVE),
    },
    ...(zeroOneLoss === undefined
      ? {}
      : {
          zeroOneLoss: {
            bias: cutAtRange(zeroOneLoss.bias, SHARE),
            unbiasedVariance: cutAtRange(zeroOneLoss.unbiasedVariance, SHARE),
            biasedVariance: cutAtRange(zeroOneLoss.biasedVariance, SHARE),
          },
        }),
  };
}
