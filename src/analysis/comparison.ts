/** Variants against their baselines: differences, SD ratios, families and verdicts. Pure. */
import { lookingAt, sequentialDifference, sequentialInFamily } from './sequential.js';
import type { Design } from './design.js';
import type { VariantEvidence } from './variant.js';
import type { Comparison, ComparisonMetric, MetricInfo, Verdict } from './analysis.js';
import type { Question } from '../question/question.js';
import { churnDifference } from './output.js';
import type { Reduction } from '../store/reduce.js';
import { methodOf, methodOfDifference } from '../question/intervals.js';
import {
  alphaOfLook,
  differenceEstimate,
  differenceVerdict,
  newDataEstimate,
  probabilityOfImprovement,
  sdRatioOnLogits,
  sdRatioRerun,
  sdRatioTotal,
  simultaneousPairDifferences,
  simultaneousPairSdRatios,
  SPREAD_THRESHOLD,
  steadinessVerdict,
  varianceReduction,
  wrongWinner,
} from '../stats/index.js';
import type { EstimateOptions, ScorePair, Scores } from '../stats/index.js';

interface Pair {
  readonly variant: string;
  readonly baseline: string;
}

/** Who is compared with whom: every variant with its own baseline; a variant that serves as one is not compared itself. */
export function comparisonPairs({ variants, baseline }: Question): readonly Pair[] {
  const against = (name: string): string => variants[name]!.against ?? baseline;
  const own = new Set(Object.values(variants).flatMap(({ against: name }) => (name === undefined ? [] : [name])));
  return Object.keys(variants)
    .filter((name) => name !== against(name) && !own.has(name))
    .map((name) => ({ variant: name, baseline: against(name) }));
}

export function analyseComparisons(
  experiment: Question,
  {
    variants,
    design,
    reduced,
  }: { variants: readonly VariantEvidence[]; design: Design; reduced: (name: string) => readonly Reduction[] },
): readonly Comparison[] {
  const pairs = comparisonPairs(experiment);
  const evidence = new Map(variants.map((each) => [each.name, each]));
  const scoresOf = (variant: string, metric = design.metrics[0]!): Scores =>
    evidence.get(variant)!.scoresOf(metric.name);
  const byMetric = design.metrics.map((metric) => {
    const scores = pairs.map(({ variant, baseline }): ScorePair => [
      scoresOf(baseline, metric),
      scoresOf(variant, metric),
    ]);
    return { metric, comparisons: compareAll(scores, { metric, design }) };
  });
  const first = pairs.map(({ variant, baseline }): ScorePair => [scoresOf(baseline), scoresOf(variant)]);
  return pairs.map((pair, i) => {
    const metrics = Object.fromEntries(byMetric.map(({ metric, comparisons }) => [metric.name, comparisons[i]!]));
    const churn = churnDifference(reduced(pair.baseline), reduced(pair.variant), design.options);
    return {
      ...pair,
      metrics,
      ...sensitivity(first[i]!, design),
      ...(churn === undefined ? {} : { churnDifference: churn }),
      verdict: verdictOf(byMetric[0]!.comparisons[i]!, design),
    };
  });
}

/** Beside the first metric: the difference for new data, and the SD ratio where nearness to 1 plays no part. */
function sensitivity(
  [baseline, variant]: ScorePair,
  { options, testToTrain, paired, heldSplit, metrics }: Design,
): Pick<Comparison, 'newDataDifference' | 'sdRatioLogit'> {
  if (!paired || heldSplit) return {};
  return {
    ...(testToTrain === undefined
      ? {}
      : { newDataDifference: newDataEstimate(variant, { ...options, testToTrain, baseline }) }),
    ...(metrics[0]!.scale === 'share' ? { sdRatioLogit: sdRatioOnLogits(baseline, variant, options) } : {}),
  };
}

function compareAll(
  pairs: readonly ScorePair[],
  { metric, design }: { metric: MetricInfo; design: Design },
): readonly ComparisonMetric[] {
  const { heldSplit, paired, intervals } = design;
  const options = optionsAtLook(design);
  const later = design.look > 1;
  const spread = { ...options, ...(later ? LATER_SPREAD : methodOf(intervals, 'sdRatio')), paired };
  const mean = { ...options, ...(later ? laterMean(paired) : methodOfDifference(intervals, { paired })), paired };
  const of = heldSplit || design.seeds > 1 ? 'rerun' : 'total';
  const looking = lookingAt(design, { metric: metric.name, quantity: 'difference' });
  const family = familyOf(pairs, design);
  return pairs.map(([baseline, variant], i) => {
    const total = sdRatioTotal(baseline, variant, spread);
    // With a held split every block is one seed: what varies from block to block is the rerun.
    const rerun = heldSplit ? total : sdRatioRerun(baseline, variant, spread);
    const difference =
      looking === undefined
        ? differenceEstimate(baseline, variant, mean)
        : sequentialDifference(baseline, variant, looking);
    const probability = probabilityOfImprovement(variant, baseline, { ...design.options, better: metric.better });
    return {
      better: metric.better,
      difference,
      sdRatioTotal: total,
      sdRatioRerun: rerun,
      varianceReduction: { ...varianceReduction(of === 'rerun' ? rerun : total), of },
      probabilityOfImprovement: probability,
      wrongWinner: wrongWinner(probability, { difference, better: metric.better }),
      ...family[i]!,
      ...(looking === undefined ? {} : inSequence([baseline, variant], { looking, size: pairs.length })),
    };
  });
}

/** From the second look on Student's t and the log-jackknife alone, at the level that the look may spend. */
const LATER_SPREAD = { method: 'logJackknifeT' } as const;

function laterMean(paired: boolean): { readonly method: 't' | 'welch' } {
  return { method: paired ? 't' : 'welch' };
}

function optionsAtLook({ options, look }: Design): EstimateOptions {
  return { ...options, level: 1 - alphaOfLook(look, options) };
}

type FamilyPart = Pick<ComparisonMetric, 'differenceSimultaneous' | 'sdRatioSimultaneous' | 'pValue' | 'pHolm'>;

/** Intervals that hold together; for comparisons that met different splits by Bonferroni, which needs no pairs. */
function familyOf(pairs: readonly ScorePair[], design: Design): readonly FamilyPart[] {
  const { options, heldSplit, paired, seeds, intervals, look } = design;
  // A family of one comparison is its single interval, by the method that the question asks for.
  const single = pairs.length === 1;
  const mean = single ? { ...options, ...methodOfDifference(intervals, { paired }) } : options;
  const spread = single ? { ...options, ...methodOf(intervals, 'sdRatio') } : options;
  const component = !heldSplit && seeds > 1 ? 'seed' : 'total';
  if (!paired) {
    const level = 1 - alphaOfLook(look, options) / Math.max(1, pairs.length);
    const ratio = component === 'seed' ? sdRatioRerun : sdRatioTotal;
    return pairs.map(([baseline, variant]) => ({
      differenceSimultaneous: differenceEstimate(baseline, variant, { ...mean, level, paired }),
      sdRatioSimultaneous: ratio(baseline, variant, { ...spread, level, paired }),
      pValue: null,
      pHolm: null,
    }));
  }
  const differences = simultaneousPairDifferences(pairs, { ...mean, look });
  const ratios = simultaneousPairSdRatios(pairs, { ...spread, component, look });
  return differences.map(({ estimate, pMarginal, pHolm }, i) => ({
    differenceSimultaneous: estimate,
    sdRatioSimultaneous: ratios[i]!.estimate,
    pValue: pMarginal,
    pHolm,
  }));
}

/** p-values that belong to no interval shown are left out. */
function inSequence(
  pair: ScorePair,
  options: Parameters<typeof sequentialInFamily>[1],
): Pick<ComparisonMetric, 'differenceSimultaneous' | 'pValue' | 'pHolm'> {
  return { differenceSimultaneous: sequentialInFamily(pair, options), pValue: null, pHolm: null };
}

/** The words for the first metric: its difference in the direction that is better, and the headline SD ratio. */
function verdictOf(
  { differenceSimultaneous, sdRatioSimultaneous, better }: ComparisonMetric,
  { metrics }: Design,
): Comparison['verdict'] {
  const { threshold } = metrics[0]!;
  return {
    mean: inWords(differenceVerdict(differenceSimultaneous, { threshold, better }), {
      interval: differenceSimultaneous,
      threshold,
    }),
    steadiness: inWords(steadinessVerdict(sdRatioSimultaneous), {
      interval: sdRatioSimultaneous,
      threshold: SPREAD_THRESHOLD,
    }),
  };
}

function inWords(
  { word, moreBlocks }: ReturnType<typeof differenceVerdict>,
  basis: Pick<Verdict, 'interval' | 'threshold'>,
): Verdict {
  return { words: word, ...(moreBlocks === undefined ? {} : { moreBlocks }), ...basis };
}
