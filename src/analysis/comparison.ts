/** Variants against their baselines: differences, SD ratios, families and verdicts. Pure. */
import { lookingAt, sequentialDifference, sequentialInFamily } from './sequential.js';
import type { Design } from './design.js';
import type { MomentsOverRows } from './over-rows.js';
import type { VariantEvidence } from './variant.js';
import type { GivenAnalysis, GivenComparison } from './given/given-analysis.js';
import type { Comparison, ComparisonMetric, MetricInfo } from './analysis.js';
import { compareFailures, differenceWithoutWorst } from './failures.js';
import { familyOf } from './family.js';
import { groundOf, judgeMean, judgeSteadiness } from './judge.js';
import { newRowsWord, overTestSets } from './design.js';
import { cutComparison } from './ranges.js';
import { comparisonPairs } from '../question/pairs.js';
import type { Question } from '../question/question.js';
import { churnDifference } from './output.js';
import type { Reduction } from '../store/reduce.js';
import { methodOf, methodOfDifference } from '../question/intervals.js';
import {
  allScores,
  alphaOfLook,
  differenceEstimate,
  failuresLast,
  momentsDifference,
  newRowsDifferences,
  probabilityOfImprovement,
  probabilityOfSeeds,
  sdRatioOnLogits,
  sdRatioRerun,
  sdRatioTotal,
  judgeDifference,
  varianceReduction,
  blockWord,
  wrongWinner,
} from '../stats/index.js';
import type { Estimate } from '../base/estimate.js';
import type { EstimateOptions, RowMoments, ScorePair, Scores } from '../stats/index.js';

export function analyseComparisons(
  experiment: Question,
  {
    variants,
    design,
    reduced,
    given,
    overRows,
  }: {
    variants: readonly VariantEvidence[];
    design: Design;
    reduced: (name: string) => readonly Reduction[];
    given?: GivenAnalysis | undefined;
    overRows?: MomentsOverRows | undefined;
  },
): readonly Comparison[] {
  const pairs = comparisonPairs(experiment);
  const evidence = new Map(variants.map((each) => [each.name, each]));
  const arms = pairs.map((pair): Arms => [evidence.get(pair.baseline)!, evidence.get(pair.variant)!]);
  const byMetric = design.metrics.map((metric) => ({
    metric,
    comparisons: compareAll(arms, { metric, design, given, moments: overRows?.[metric.name] }),
  }));
  return pairs.map((pair, i) => {
    const metrics = Object.fromEntries(byMetric.map(({ metric, comparisons }) => [metric.name, comparisons[i]!]));
    const churn = churnOf([reduced(pair.baseline), reduced(pair.variant)], { design, comparisons: pairs.length });
    const [baseline, variant] = arms[i]!;
    const failures = compareFailures([baseline.failed, variant.failed], design.options);
    const first = scoresOf(arms[i]!, design.metrics[0]!);
    const basis = { metric: design.metrics[0]!, values: byMetric[0]!.comparisons[i]!, pair: first };
    const withheld = givenOf(given, design.metrics[0]!, pair.variant)?.main?.withheld;
    const judged = {
      ...basis,
      failures,
      comparisons: pairs.length,
      ...(withheld === undefined ? {} : { withheld }),
    };
    return {
      ...pair,
      metrics,
      ...sensitivity(first, design),
      ...churn,
      ...(failures === undefined ? {} : { failures }),
      verdict: { mean: judgeMean(judged, design), steadiness: judgeSteadiness(judged, design) },
    };
  });
}

/** Less than a point of churn counts as none. */
const CHURN_THRESHOLD = 0.01;

/** The difference, and what it means: judged as all verdicts are, at the level of this look and for the whole family. */
function churnOf(
  [baseline, variant]: readonly [readonly Reduction[], readonly Reduction[]],
  { design, comparisons }: { design: Design; comparisons: number },
): Pick<Comparison, 'churnDifference' | 'churnVerdict'> {
  const at = overTestSets({ ...design, options: optionsAtLook(design) });
  const shown = churnDifference(baseline, variant, at);
  if (shown === undefined) return {};
  const level = 1 - (1 - at.level) / comparisons;
  const judged = comparisons === 1 ? shown : churnDifference(baseline, variant, { ...at, level })!;
  const facts = { threshold: CHURN_THRESHOLD, better: 'lower', ground: groundOf(design), ...blockWord(at) } as const;
  return { churnDifference: shown, churnVerdict: judgeDifference(judged, facts) };
}

/** What a file tells of a comparison beyond its runs. */
function givenOf(given: GivenAnalysis | undefined, { name }: MetricInfo, variant: string): GivenComparison | undefined {
  const metric = given?.metrics.find((each) => each.name === name);
  return metric?.comparisons.find((each) => each.variant === variant);
}

/**
 * The p-values that go with the difference shown: of the file's own answer, or Welch's where nothing pairs the runs. Both
 * come from one place: an adjusted one from elsewhere could lie below the single one.
 */
function testedBy(own: GivenComparison | undefined, { method }: Estimate): Partial<ComparisonMetric> {
  if (own === undefined) return {};
  const { main, pHolm, contrasts } = own;
  if (main !== undefined) return { differenceSimultaneous: main.simultaneous, pValue: main.p, pHolm };
  return method === 'welch' && contrasts[0]?.difference.method === 'welch' ? { pValue: contrasts[0].p, pHolm } : {};
}

/** Baseline first. */
type Arms = readonly [VariantEvidence, VariantEvidence];

function scoresOf([baseline, variant]: Arms, { name }: MetricInfo): ScorePair {
  return [baseline.scoresOf(name), variant.scoresOf(name)];
}

/** Only for the first metric: the SD ratio on the logit scale, on which scores near 1 have as much room to vary as others. */
function sensitivity(
  [baseline, variant]: ScorePair,
  { options, paired, heldSplit, metrics }: Design,
): Pick<Comparison, 'sdRatioLogit'> {
  if (!paired || heldSplit || metrics[0]!.scale !== 'share') return {};
  return { sdRatioLogit: sdRatioOnLogits(baseline, variant, options) };
}

function compareAll(
  arms: readonly Arms[],
  {
    metric,
    design,
    given,
    moments,
  }: { metric: MetricInfo; design: Design; given: GivenAnalysis | undefined; moments: RowMoments | undefined },
): readonly ComparisonMetric[] {
  const { heldSplit, paired, intervals } = design;
  const options = optionsAtLook(design);
  const later = design.look > 1;
  const spread = { ...options, ...(later ? LATER_SPREAD : methodOf(intervals, 'sdRatio')), paired };
  const mean = { ...options, ...(later ? laterMean(paired) : methodOfDifference(intervals, { paired })), paired };
  const of = heldSplit || design.seeds > 1 ? 'rerun' : 'total';
  const looking = lookingAt(design, { metric: metric.name, quantity: 'difference' });
  const pairs = arms.map((each) => scoresOf(each, metric));
  const family = familyOf(pairs, design);
  const newRows = newRowsOf(arms, { metric, design });
  const level = 1 - alphaOfLook(design.look, design.options) / Math.max(1, pairs.length);
  return pairs.map(([baseline, variant], i) => {
    const total = sdRatioTotal(baseline, variant, spread);
    // With a held split every block is one seed: what varies from block to block is the rerun.
    const rerun = heldSplit ? total : sdRatioRerun(baseline, variant, spread);
    const own = givenOf(given, metric, arms[i]![1].name);
    const difference =
      own?.main?.difference ??
      (looking === undefined
        ? differenceEstimate(baseline, variant, mean)
        : sequentialDifference(baseline, variant, looking));
    const probability = probabilityOfWin(arms[i]!, { metric, design });
    const trimmed = differenceWithoutWorst([baseline, variant], {
      places: [arms[i]![0].failed, arms[i]![1].failed],
      better: metric.better,
      estimate: (a, b) => differenceEstimate(a, b, { ...design.options, level, paired }),
    });
    const compared: ComparisonMetric = {
      better: metric.better,
      difference,
      sdRatioTotal: total,
      sdRatioRerun: rerun,
      varianceReduction: { ...varianceReduction(of === 'rerun' ? rerun : total), of },
      probabilityOfImprovement: probability,
      wrongWinner: wrongWinner(probability, { difference, better: metric.better }),
      ...family[i]!,
      ...(trimmed === undefined ? {} : { differenceTrimmed: trimmed }),
      ...(newRows === undefined ? {} : { differenceNewRows: newRows[i]! }),
      ...(moments === undefined
        ? {}
        : { differenceOverRows: overRowsOf(moments, { arms: arms[i]!, level: design.options.level }) }),
      ...(looking === undefined ? {} : inSequence([baseline, variant], { looking, size: pairs.length })),
      ...testedBy(own, difference),
    };
    return cutComparison(compared, metric);
  });
}

function overRowsOf(
  moments: RowMoments,
  { arms: [baseline, variant], level }: { arms: Arms; level: number },
): Estimate {
  return momentsDifference(moments, { baseline: baseline.name, variant: variant.name, level });
}

/** From the second look on Student's t and the log-jackknife alone, at the level that the look may spend. */
const LATER_SPREAD = { method: 'logJackknifeT' } as const;

function laterMean(paired: boolean): { readonly method: 't' | 'welch' } {
  return { method: paired ? 't' : 'welch' };
}

function optionsAtLook({ options, look }: Design): EstimateOptions {
  return { ...options, level: 1 - alphaOfLook(look, options) };
}

/** A failed run loses to every score, and two failed runs tie. */
function probabilityOfWin(
  arms: Arms,
  { metric: { name, better }, design: { options, heldSplit } }: { metric: MetricInfo; design: Design },
): Estimate {
  const [baseline, variant] = arms.map(({ scoresOf: of, failed }) => {
    return failuresLast(of(name), { failures: failed, better });
  }) as [Scores, Scores];
  return heldSplit
    ? probabilityOfSeeds(allScores(variant), allScores(baseline), {
        ...blockWord(options),
        better,
        level: options.level,
      })
    : probabilityOfImprovement(variant, baseline, { ...options, better });
}

/** For new rows from the same source, all comparisons at once; undefined where nothing can be said of these. */
function newRowsOf(
  arms: readonly Arms[],
  { metric: { name }, design }: { metric: MetricInfo; design: Design },
): readonly Estimate[] | undefined {
  const { paired, heldSplit, resplitting } = design;
  if (!paired || heldSplit || resplitting === undefined) return undefined;
  const pairs = arms.map(([a, b]): ScorePair => [a.blockScoresOf(name), b.blockScoresOf(name)]);
  return newRowsDifferences(pairs, { ...newRowsWord(design), level: optionsAtLook(design).level, ...resplitting });
}

/** p-values that belong to no interval shown are left out. */
function inSequence(
  pair: ScorePair,
  options: Parameters<typeof sequentialInFamily>[1],
): Pick<ComparisonMetric, 'differenceSimultaneous' | 'pValue' | 'pHolm'> {
  return { differenceSimultaneous: sequentialInFamily(pair, options), pValue: null, pHolm: null };
}
