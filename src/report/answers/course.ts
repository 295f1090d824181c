/** The course's bootstrap: the score as the course writes it, mean ± SD over splits, and how much the protocol flatters. */
import type { Analysis } from '../../analysis.js';
import { describeDifference } from '../changes.js';
import { decimalsFor, fixed, listed, NBSP } from '../format.js';
import { excludes } from '../phrases.js';
import { comparisonMetric, labelOf, metricNamed, variantMetric } from '../reading.js';
import { capital } from '../sentences.js';
import type { Sentence } from '../sentences.js';

/** The loss that the course reports: log loss, or RMSE for a number. */
export function courseAnswer(analysis: Analysis): readonly Sentence[] {
  const { setup, comparisons, variants } = analysis;
  const metric = metricNamed(analysis, 'logLoss') ?? metricNamed(analysis, 'rmse');
  if (setup.protocol.kind !== 'courseBootstrap' || metric === undefined) return [];
  const shown = variants.flatMap((variant) => {
    const values = variantMetric(variant, metric.name);
    return values?.mean.point == null || values.sd.point === null
      ? []
      : [{ label: variant.label, mean: values.mean, sd: values.sd }];
  });
  const decimals = Math.max(
    3,
    Math.min(
      4,
      decimalsFor(
        shown.map(({ sd }) => sd),
        1,
      ),
    ),
  );
  const parts = shown.map(
    ({ label, mean, sd }) =>
      `${fixed(mean.point ?? NaN, decimals)} ± ${fixed(sd.point ?? NaN, decimals)} with ${label}`,
  );
  const scores: Sentence = {
    head: `${capital(metric.label)}, mean ± SD over ${analysis.splits}${NBSP}splits`,
    tail: `: ${listed(parts)}. As in the course, ± is the standard deviation, no confidence interval.`,
    tone: 'flat',
  };
  const [only, another] = comparisons;
  const difference = only && another === undefined ? comparisonMetric(only, metric.name)?.difference : undefined;
  if (only === undefined || difference?.point == null) return [scores];
  const sure = excludes(difference, 0);
  const lower = difference.point < 0;
  const name = labelOf(analysis, only.variant);
  return [
    {
      head: sure
        ? `${capital(name)} ${lower ? 'gives better' : 'gives worse'} scores`
        : `No clear difference in ${metric.label} between the ways of scoring`,
      tail: `: ${metric.label} is ${describeDifference(difference, { metric, than: labelOf(analysis, only.baseline) })}.`,
      tone: sure ? (lower ? 'good' : 'bad') : 'unsure',
    },
    scores,
  ];
}
