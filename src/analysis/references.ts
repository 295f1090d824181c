/**
 * What stands beside the variants: scores of the references, and how each variant does against them. No part of the family:
 * nothing here is adjusted for it, and no verdict reads it. Pure.
 */
import type { ReferenceRecord, ReferenceScore } from '../design/reference.js';
import { REFERENCES } from '../design/reference.js';
import type { Estimate } from '../base/estimate.js';
import type { Question } from '../question/question.js';
import { cutAtRange, differenceEstimate, meanEstimate, newRowsDifferences, rangeOfDifference } from '../stats/index.js';
import type { Scores } from '../stats/index.js';
import type { MetricInfo, ReferenceAnalysis } from './analysis.js';
import type { Design } from './design.js';
import { newRowsWord } from './design.js';
import { rangeOf } from './ranges.js';
import type { VariantEvidence } from './variant.js';

/**
 * @param records one a split, all splits of the report; else there are no references
 * @returns those that have a score on every split
 */
export function analyseReferences(
  { protocol }: Question,
  {
    records,
    variants,
    design,
  }: { records: readonly ReferenceRecord[]; variants: readonly VariantEvidence[]; design: Design },
): readonly ReferenceAnalysis[] {
  if (records.length === 0) return [];
  return REFERENCES.flatMap((name) => {
    const scores = records.map((record) => record.scores[name]);
    if (!scores.every((score) => score !== null)) return [];
    const folded = protocol.kind === 'kFold';
    return [{ name, metrics: metricsOf({ scores, variants, design, folded }) }];
  });
}

interface Compared {
  readonly scores: readonly ReferenceScore[];
  readonly variants: readonly VariantEvidence[];
  readonly design: Design;
  readonly folded: boolean;
}

function metricsOf(compared: Compared): ReferenceAnalysis['metrics'] {
  const { scores, design } = compared;
  return Object.fromEntries(
    design.metrics.flatMap((metric) => {
      const values = scores.map(({ metrics }) => metrics[metric.name] ?? NaN);
      if (!values.every(Number.isFinite)) return [];
      const mean = cutAtRange(meanEstimate(asBlocks(values), design.options), rangeOf(metric));
      const of = { better: metric.better, mean };
      return [[metric.name, { ...of, differences: differencesOf(metric, compared) }]];
    }),
  );
}

/** variant − reference, split by split: for new rows like these where splits vary, else on these rows. */
function differencesOf(metric: MetricInfo, { scores, variants, design, folded }: Compared): Record<string, Estimate> {
  const { resplitting, heldSplit, options } = design;
  const reference = scores.map(({ metrics }) => metrics[metric.name] ?? NaN);
  const range = rangeOfDifference(rangeOf(metric));
  return Object.fromEntries(
    variants.map(({ name, scoresOf, blockScoresOf }) => {
      if (resplitting === undefined || heldSplit) {
        const own = scoresOf(metric.name);
        const against = heldSplit ? own.map(() => [reference[0]!]) : asBlocks(reference);
        return [name, cutAtRange(differenceEstimate(against, own, options), range)];
      }
      const blocks = folded
        ? scores.flatMap(({ folds = [] }) => folds.map((fold) => fold[metric.name] ?? NaN))
        : reference;
      const [difference] = newRowsDifferences([[asBlocks(blocks), blockScoresOf(metric.name)]], {
        ...newRowsWord({ options, resplitting }),
        level: options.level,
        ...resplitting,
      });
      return [name, cutAtRange(difference!, range)];
    }),
  );
}

/** One score a block. */
function asBlocks(values: readonly number[]): Scores {
  return values.map((value) => [value]);
}
