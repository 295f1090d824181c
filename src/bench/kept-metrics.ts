/** Lets the records of a folder say the metrics that their predictions give, where an experiment asks for such. */
import type { ScoredRecords } from '../analysis/scores.js';
import { chosenMetrics, madeFromPredictions } from '../question/choose-metrics.js';
import type { MetricChoices, Task } from '../question/metric.js';
import { keptPredictions, keptScores } from '../store/kept-scores.js';

/** The same table, which may go on growing. */
export function withKeptScores<T extends ScoredRecords>(
  records: T,
  { folder, experiment, task }: { folder: string; experiment: MetricChoices; task: Task | undefined },
): T & ScoredRecords {
  const wanted = madeFromPredictions(chosenMetrics(experiment, task));
  const predictionsOf = keptPredictions(folder);
  return Object.assign(records, {
    predictionsOf,
    ...(wanted.length === 0 ? {} : { further: keptScores(folder, wanted) }),
  });
}
