/** Records of scores from a file → what the tables on them take: every score with the names that the file gave its place. Pure. */
import type { Evidence } from '../evidence.js';
import type { MetricInfo } from '../analysis.js';
import { withMissing } from '../../origins/scores/missing-runs.js';
import { isScoresQuestion } from '../../origins/scores/question.js';
import { recordsOf } from '../../store/record-table.js';
import type { GivenScore, GivenScores } from './given-scores.js';

/** Undefined where scores come from no file. */
export function givenScoresOf(
  { experiment, runs, records, paired = true }: Evidence,
  metrics: readonly MetricInfo[],
): GivenScores | undefined {
  if (!isScoresQuestion(experiment)) return undefined;
  const { name, variants, baseline, compared, scores: design } = experiment;
  const entries = Object.entries(variants);
  const against = entries.flatMap(([variant, { against: own }]) =>
    own === undefined ? [] : [[variant, own] as const],
  );
  const pairing = paired || design.dataSets.length > 1 ? design.pairing : 'none';
  return {
    ...design,
    name,
    metrics,
    variants: entries.map(([variant]) => variant),
    baseline,
    ...(against.length === 0 ? {} : { against: Object.fromEntries(against) }),
    pairing,
    ...(compared === false ? { compared } : {}),
    scores: scoresIn({ runs, records, metrics, pairing }),
  };
}

function scoresIn({
  runs,
  records,
  metrics,
  pairing,
}: Pick<Evidence, 'runs' | 'records'> & {
  metrics: readonly MetricInfo[];
  pairing: GivenScores['pairing'];
}): GivenScores['scores'] {
  if (records.given !== undefined) return records.given;
  const scores: GivenScore[] = [];
  for (const record of recordsOf(runs, records)) {
    const { variant, dataSet = '', given } = record;
    const place = { variant, dataSet, block: given?.block ?? '', repeat: given?.repeat ?? '' };
    if (record.status === 'failed') {
      scores.push({ ...place, status: 'failed', reason: record.reason, values: metrics.map(() => NaN) });
      continue;
    }
    const own = record.metrics;
    const values = metrics.map((metric) => (Object.hasOwn(own, metric.name) ? (own[metric.name] ?? NaN) : NaN));
    const errors = given?.errors?.map((error) => error ?? NaN);
    scores.push({ ...place, status: 'ok', values, ...(errors === undefined ? {} : { errors }) });
  }
  return withMissing(scores, { pairing });
}
