/** What is settled of scores before they become records: who may be compared, and what single rows tell. Pure. */
import type { RowAnswers } from '../../origins/scores/scores.js';
import { scoresByCell } from './cell.js';
import type { GivenMetric, GivenScores } from './given-scores.js';
import { questionContrast } from './questions.js';

type Read = Omit<GivenScores, 'metrics'> & { readonly metrics: readonly Omit<GivenMetric, 'threshold'>[] };

/** Against the baseline, up to here. */
const MOST_COMPARED = 200;

/** Not trials of a tuner, nor single scores that come without an error: their differences may all be luck. */
export function areComparable({ tuning, variants, dataSets, scores }: Read): boolean {
  if (tuning === 'trials' || variants.length > MOST_COMPARED) return false;
  if (dataSets.length > 1 || variants.length < 2) return true;
  const runs = new Map<string, Set<string>>();
  for (const { variant, block, repeat, row, status } of scores) {
    if (status !== 'ok') continue;
    const own = runs.get(variant) ?? new Set();
    runs.set(variant, own.add(`${block}\u0000${repeat}\u0000${row ?? ''}\u0000${own.size}`));
    if (own.size > 1) return true;
  }
  return scores.every(({ errors }) => errors?.some((error) => error > 0) === true);
}

/** Every comparison question by question, where rows were scored one by one. */
export function rowAnswers(
  { scores, variants, baseline, dataSets, metrics }: Read,
  level: number,
): { readonly byRow?: readonly RowAnswers[] } {
  if (scores.every(({ row }) => row === undefined)) return {};
  const scoresIn = scoresByCell(scores);
  const others = variants.filter((variant) => variant !== baseline).slice(0, MOST_COMPARED);
  const joint = 1 - (1 - level) / Math.max(1, others.length);
  return {
    byRow: metrics.flatMap(({ name }, metric) =>
      others.map((variant): RowAnswers => {
        const at = (confidence: number): RowAnswers['contrasts'] =>
          dataSets.map((dataSet) =>
            questionContrast(scoresIn(variant, dataSet), scoresIn(baseline, dataSet), {
              ...{ metric, level: confidence, dataSet },
            }),
          );
        const contrasts = at(level);
        return {
          ...{ metric: name, variant, baseline, contrasts },
          simultaneous: others.length === 1 ? contrasts : at(joint),
        };
      }),
    ),
  };
}
