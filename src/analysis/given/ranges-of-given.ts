/**
 * Every interval of scores from a file with its limits cut at what the metric can be: an accuracy of 0.97 (0.92 to 1.02) on one
 * data set promises what cannot happen. Last of all, for tests are made from the limits as they came. Pure.
 */
import type { Estimate } from '../../base/estimate.js';
import type { QuestionContrast } from '../../origins/scores/scores.js';
import { cutAtRange, rangeOfDifference } from '../../stats/index.js';
import type { MetricRange } from '../../stats/index.js';
import { rangeOf } from '../ranges.js';
import type { Across } from './across.js';
import type { Contrast } from './contrast.js';
import type { GivenComparison, GivenMetricAnalysis, GivenVariant, MainAnswer } from './given-analysis.js';

type Cut = (estimate: Estimate) => Estimate;

export function cutGiven(analysed: GivenMetricAnalysis): GivenMetricAnalysis {
  const range = rangeOf(analysed);
  if (!range.some(Number.isFinite)) return analysed;
  const [ofValue, ofChange] = [range, rangeOfDifference(range)].map(cutTo) as [Cut, Cut];
  return {
    ...analysed,
    variants: analysed.variants.map((variant) => cutVariant(variant, ofValue)),
    comparisons: analysed.comparisons.map((comparison) => cutComparison(comparison, ofChange)),
  };
}

function cutTo(range: MetricRange): Cut {
  return (estimate) => cutAtRange(estimate, range);
}

function cutVariant(variant: GivenVariant, cut: Cut): GivenVariant {
  const { cells, meanOfDataSets } = variant;
  return {
    ...variant,
    cells: Object.fromEntries(
      Object.entries(cells).map(([dataSet, cell]) => [dataSet, { ...cell, mean: cut(cell.mean) }]),
    ),
    ...(meanOfDataSets === undefined ? {} : { meanOfDataSets: cut(meanOfDataSets) }),
  };
}

function cutComparison(comparison: GivenComparison, cut: Cut): GivenComparison {
  const { contrasts, questions, across, main } = comparison;
  return {
    ...comparison,
    contrasts: contrasts.map((each) => cutContrast(each, cut)),
    ...(questions === undefined ? {} : { questions: questions.map((each) => cutQuestions(each, cut)) }),
    ...(across === undefined ? {} : { across: cutAcross(across, cut) }),
    ...(main === undefined ? {} : { main: cutMain(main, cut) }),
  };
}

function cutContrast(contrast: Contrast, cut: Cut): Contrast {
  const { difference, unpaired } = contrast;
  return {
    ...contrast,
    difference: cut(difference),
    ...(unpaired === undefined ? {} : { unpaired: { ...unpaired, difference: cut(unpaired.difference) } }),
  };
}

function cutQuestions(contrast: QuestionContrast, cut: Cut): QuestionContrast {
  return { ...contrast, difference: cut(contrast.difference) };
}

function cutAcross(across: Across, cut: Cut): Across {
  const { these, likeThese, skewnessCorrected, likeTheseWider, median } = across;
  return {
    ...across,
    these: cut(these),
    likeThese: cut(likeThese),
    skewnessCorrected: cut(skewnessCorrected),
    likeTheseWider: cut(likeTheseWider),
    median: cut(median),
  };
}

function cutMain(main: MainAnswer, cut: Cut): MainAnswer {
  const { difference, simultaneous, these } = main;
  return {
    ...main,
    difference: cut(difference),
    simultaneous: cut(simultaneous),
    ...(these === undefined ? {} : { these: { ...these, interval: cut(these.interval) } }),
  };
}
