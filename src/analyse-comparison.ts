/** Variants against their baselines: differences, SD ratios, families and verdicts. Pure. */
import { metricScores } from './analyse-variant.js';
import type { Design, VariantEvidence } from './analyse-variant.js';
import type { Comparison, ComparisonMetric, MetricInfo, Verdict } from './analysis.js';
import type { Estimate } from './estimate.js';
import type { Experiment } from './experiment.js';
import { SD_THRESHOLD } from './metric-info.js';
import {
  differenceEstimate,
  probabilityOfImprovement,
  sdRatioRerun,
  sdRatioTotal,
  simultaneousDifferences,
  simultaneousRatios,
  varianceReduction,
  verdict,
} from './stats/index.js';
import type { Scores } from './stats/index.js';

interface Pair {
  readonly variant: string;
  readonly baseline: string;
}

/** Who is compared with whom: every variant with its own baseline; a variant that serves as one is not compared itself. */
export function comparisonPairs({ variants, baseline }: Experiment): readonly Pair[] {
  const against = (name: string): string => variants[name]!.against ?? baseline;
  const own = new Set(Object.values(variants).flatMap(({ against: name }) => (name === undefined ? [] : [name])));
  return Object.keys(variants)
    .filter((name) => name !== against(name) && !own.has(name))
    .map((name) => ({ variant: name, baseline: against(name) }));
}

export function analyseComparisons(
  experiment: Experiment,
  { variants, design }: { variants: readonly VariantEvidence[]; design: Design },
): readonly Comparison[] {
  const pairs = comparisonPairs(experiment);
  const pooled = new Map(variants.map((evidence) => [evidence.name, evidence.pooled]));
  const byMetric = design.metrics.map((metric) => {
    const scores = pairs.map(({ variant, baseline }) => ({
      baseline: metricScores(pooled.get(baseline)!, { name: metric.name, design }),
      variant: metricScores(pooled.get(variant)!, { name: metric.name, design }),
    }));
    return { metric, comparisons: compareAll(scores, { metric, design }) };
  });
  return pairs.map((pair, i) => {
    const metrics = Object.fromEntries(byMetric.map(({ metric, comparisons }) => [metric.name, comparisons[i]!]));
    return { ...pair, metrics, verdict: verdictOf(byMetric[0]!.comparisons[i]!, design) };
  });
}

interface ScorePair {
  readonly baseline: Scores;
  readonly variant: Scores;
}

function compareAll(
  pairs: readonly ScorePair[],
  { metric, design }: { metric: MetricInfo; design: Design },
): readonly ComparisonMetric[] {
  const { options, heldSplit } = design;
  const differences = simultaneousDifferences(pairs, options);
  const headline = !heldSplit && design.seeds > 1 ? 'rerun' : 'total';
  const ratios = simultaneousRatios(pairs, { ...options, of: headline });
  return pairs.map(({ baseline, variant }, i) => {
    const sdRatioOverall = sdRatioTotal(baseline, variant, options);
    const sdRatioWithin = heldSplit ? sdRatioOverall : sdRatioRerun(baseline, variant, options);
    const of = headline === 'rerun' || heldSplit ? 'rerun' : 'total';
    return {
      better: metric.better,
      difference: differenceEstimate(baseline, variant, options),
      sdRatioTotal: sdRatioOverall,
      sdRatioRerun: sdRatioWithin,
      varianceReduction: { ...varianceReduction(of === 'rerun' ? sdRatioWithin : sdRatioOverall), of },
      probabilityOfImprovement: probabilityOfImprovement(baseline, variant, { ...options, better: metric.better }),
      differenceSimultaneous: differences[i]!.estimate,
      sdRatioSimultaneous: ratios[i]!.estimate,
      pValue: differences[i]!.p,
      pHolm: differences[i]!.pAdjusted,
    };
  });
}

/** The words for the first metric: its difference in the direction that is better, and the headline SD ratio. */
function verdictOf(comparison: ComparisonMetric, { metrics }: Design): Comparison['verdict'] {
  const { better, threshold } = metrics[0]!;
  const say = (
    interval: Estimate,
    rule: { threshold: number; scale: 'difference' | 'ratio'; better: 'higher' | 'lower' },
  ): Verdict => ({
    ...verdict(interval, rule),
    interval,
    threshold: rule.threshold,
  });
  return {
    accuracy: say(comparison.differenceSimultaneous, { threshold, scale: 'difference', better }),
    steadiness: say(comparison.sdRatioSimultaneous, { threshold: SD_THRESHOLD, scale: 'ratio', better: 'higher' }),
  };
}
