/**
 * Evidence and a view → the analysis as this reader wants it: the same functions as ever, asked about another metric,
 * baseline, level or threshold. Hidden variants still count in every family of comparisons: what one does not look at
 * makes no interval narrower. Pure.
 */
import { analyse } from '../../analysis/analyse.js';
import type { Analysis } from '../../analysis/analysis.js';
import type { Setup } from '../../design/setup.js';
import type { Question } from '../../question/question.js';
import type { Evidence } from '../../analysis/evidence.js';
import type { CurveSummaries } from './packed.js';
import type { View } from './view.js';

export function lookAt(evidence: Evidence, view: View, summaries: CurveSummaries = {}): Analysis {
  const { experiment: asked, warnings = [], ...rest } = evidence;
  const { metric, threshold } = view;
  const level = view.level ?? asked.level;
  const baseline = view.baseline ?? asked.baseline;
  const experiment = withBaseline({ ...asked, level }, view.baseline);
  const setup: Setup = { ...rest.setup, level, baseline };
  const reading = {
    ...(metric === undefined ? {} : { metric }),
    ...(threshold === undefined ? {} : { threshold }),
  };
  const analysis = analyse({ ...rest, experiment, setup, reading });
  return without({ ...withCurves(analysis, summaries), warnings: [...analysis.warnings, ...warnings] }, view.hide);
}

/** Chosen by the reader, a baseline is everyone's. */
function withBaseline(experiment: Question, baseline: string | undefined): Question {
  if (baseline === undefined || baseline === experiment.baseline) return experiment;
  const variants = Object.entries(experiment.variants).map(
    ([name, { against, ...variant }]) => [name, variant] as const,
  );
  return { ...experiment, baseline, variants: Object.fromEntries(variants) };
}

/** The lines of the report itself: what is packed of single runs is coarser. */
function withCurves(analysis: Analysis, summaries: CurveSummaries): Analysis {
  const variants = analysis.variants.map((variant) => {
    const curve = summaries[variant.name];
    return variant.training === undefined || curve === undefined
      ? variant
      : { ...variant, training: { ...variant.training, curve } };
  });
  return { ...analysis, variants };
}

function without(analysis: Analysis, hide: readonly string[]): Analysis {
  if (hide.length === 0) return analysis;
  const shown = (name: string): boolean => !hide.includes(name) || name === analysis.setup.baseline;
  const { sources, ensembles, ranking, choice, ...rest } = analysis;
  return {
    ...rest,
    variants: analysis.variants.filter(({ name }) => shown(name)),
    comparisons: analysis.comparisons.filter(({ variant, baseline }) => shown(variant) && shown(baseline)),
    ...(sources === undefined ? {} : { sources: sources.filter(({ variant }) => shown(variant)) }),
    ...(ensembles === undefined || !shown(ensembles.plain)
      ? {}
      : {
          ensembles: {
            ...ensembles,
            monteCarlo: ensembles.monteCarlo.filter(({ variant }) => shown(variant)),
            worth: ensembles.worth.filter(({ variant }) => shown(variant)),
          },
        }),
    ...(ranking === undefined
      ? {}
      : { ranking: { ...ranking, order: ranking.order.filter(({ variant }) => shown(variant)) } }),
    // A choice made among all variants says nothing about those that are still shown.
  };
}
