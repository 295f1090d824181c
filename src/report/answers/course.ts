/** The course's bootstrap: the score as the course writes it, mean ± SD over splits, and how much the protocol flatters. */
import type { Analysis, Comparison, MetricInfo } from '../../analysis/analysis.js';
import { describeDifference, trimStop } from '../changes.js';
import { decimalsFor, fixed, listed } from '../format.js';
import { comparisonMetric, labelOf, metricOfRole, primaryMetric, variantMetric, variantNamed } from '../reading.js';
import { capital, uncapital } from '../sentence.js';
import type { Sentence } from '../sentence.js';
import { judgeDifference, leadOf, type Judgement } from '../../stats/index.js';
import { groundOfAnalysis } from '../reading.js';
import { unitWord } from '../../question/words.js';
import { blocks, groundOf } from './ground.js';
import { sizeOf, verdictSentences } from './verdict.js';

/** The loss that the course reports: log loss, or RMSE for a number. */
export function courseAnswer(analysis: Analysis): readonly Sentence[] {
  const { setup, comparisons, variants } = analysis;
  const metric = metricOfRole(analysis, 'loss') ?? primaryMetric(analysis);
  if (setup.protocol.kind !== 'courseBootstrap') return [];
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
    head: `${capital(metric.label)}, mean ± SD over ${blocks(
      analysis,
      shown.map(({ mean }) => mean),
    )}`,
    tail: `: ${listed(parts)}. As in the course, ± is the standard deviation, no confidence interval.`,
    tone: 'flat',
  };
  const [only, another] = comparisons;
  if (only === undefined || another !== undefined) return [scores, ...verdictSentences(analysis)];
  const [, steadiness] = verdictSentences(analysis);
  return [comingOut(analysis, { comparison: only, metric }), scores, ...(steadiness === undefined ? [] : [steadiness])];
}

/** Says how scores come out, not who is better: part of any gain may be the protocol's flattery. */
function comingOut(
  analysis: Analysis,
  { comparison, metric }: { comparison: Comparison; metric: MetricInfo },
): Sentence {
  const name = labelOf(analysis, comparison.variant);
  const than = labelOf(analysis, comparison.baseline);
  const difference = comparisonMetric(comparison, metric.name)?.difference;
  const primary = primaryMetric(analysis);
  const other = primary.name === metric.name ? undefined : comparisonMetric(comparison, primary.name)?.difference;
  if (difference?.point == null) return { head: 'No difference is known', tail: '.', tone: 'unsure' };
  const ground = groundOfAnalysis(analysis);
  const judged = comparison.verdict.mean;
  // If the verdict is withheld, so is this sentence: one metric must not get two judgements.
  const withheld = judged.words === 'not judged' && judged.reason !== undefined ? { withheld: judged.reason } : {};
  const verdict =
    primary.name === metric.name
      ? judged
      : judgeDifference(difference, { ...metric, ground, unit: unitWord(analysis), ...withheld });
  const lead = leadOf(verdict);
  const heads = {
    'no clear difference': `No clear difference in ${metric.label}${groundOf(verdict)}`,
    'too noisy': `Too noisy to tell whether scores come out better with ${name}`,
    'not judged': `Not judged whether scores come out better with ${name}`,
  };
  const also =
    other === undefined ? '' : `; mean ${primary.label} is ${describeDifference(other, { metric: primary })}`;
  const [baseline, variant] = [comparison.baseline, comparison.variant].map((each) => variantNamed(analysis, each));
  const same =
    baseline !== undefined && baseline.recipe === variant?.recipe
      ? ' The network is the same both times; what differs is which rows stop the training, and how many rows train.'
      : '';
  return {
    head:
      lead !== 0
        ? `With ${name}, scores come out ${lead > 0 ? 'better' : 'worse'}${groundOf(verdict)}${sizeOf(verdict)}`
        : heads[
            verdict.words === 'no clear difference' || verdict.words === 'too noisy' ? verdict.words : 'not judged'
          ],
    tail: `: over ${blocks(analysis, [difference])}, ${lead !== 0 ? '' : `with ${name}, `}mean ${metric.label} is ${describeDifference(difference, { metric, than })}${also}${whyNot(verdict)}.${same}`,
    tone: lead !== 0 || verdict.words === 'no clear difference' ? 'flat' : 'unsure',
  };
}

/** Why nothing is judged, behind what was seen. */
function whyNot({ words, reason }: Judgement): string {
  return words === 'not judged' && reason !== undefined ? `: ${uncapital(trimStop(reason))}` : '';
}
