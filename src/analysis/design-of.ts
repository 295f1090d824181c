/** How a question is analysed: its metrics with their thresholds, its options, how its splits were made. Pure. */
import { streamKey } from '../base/streams.js';
import type { Setup } from '../design/setup.js';
import { tableOf, taskOf, testToTrainOf } from '../origins/facts.js';
import { chosenMetrics } from '../question/choose-metrics.js';
import { readMetric } from '../question/metric.js';
import type { Question } from '../question/question.js';
import { spreadThreshold } from '../question/thresholds.js';
import { unitWord } from '../question/words.js';
import { meanEstimate } from '../stats/index.js';
import type { Analysis, MetricInfo } from './analysis.js';
import type { Design } from './design.js';
import type { Evidence } from './evidence.js';
import type { VariantEvidence } from './variant.js';

export function designOf(
  experiment: Question,
  {
    setup,
    variants,
    reading,
    ...rest
  }: { setup: Setup; variants: readonly VariantEvidence[]; reading: NonNullable<Evidence['reading']> } & Pick<
    Design,
    'splits' | 'seeds' | 'heldSplit' | 'paired' | 'look' | 'onTable'
  >,
): Design {
  const spread = spreadThreshold(experiment.thresholds);
  const bare: Design = {
    ...rest,
    metrics: [],
    options: {
      level: experiment.level,
      key: streamKey(experiment.seed, 'bootstrap'),
      unit: unitWord({ setup, unit: unitOf(experiment, rest.heldSplit) }),
    },
    ...(experiment.intervals === undefined ? {} : { intervals: experiment.intervals }),
    ...resplittingOf(experiment, setup),
    ...(spread === undefined ? {} : { spreadThreshold: spread }),
    ...(setup.until === undefined ? {} : { until: setup.until }),
  };
  const baseline = variants.find(({ name }) => name === experiment.baseline)!;
  const meanOf = (name: string): number =>
    meanEstimate(baseline.scoresOf(name), { ...bare.options, method: 't' }).point ?? NaN;
  const metrics = chosenMetrics(experiment, taskOf(setup.origin)).map((metric) =>
    readMetric(metric, meanOf(metric.name)),
  );
  return { ...bare, metrics: readAs(metrics, reading) };
}

/** The metric that was asked for first, with the threshold that was asked for. */
function readAs(
  metrics: readonly MetricInfo[],
  { metric, threshold }: NonNullable<Evidence['reading']>,
): readonly MetricInfo[] {
  const chosen = metrics.find(({ name }) => name === metric) ?? metrics[0]!;
  const first = threshold === undefined ? chosen : { ...chosen, threshold };
  return [first, ...metrics.filter((each) => each !== chosen)];
}

/** How the splits were made, where that is known. */
function resplittingOf({ protocol, variants }: Question, { origin }: Setup): Pick<Design, 'resplitting'> {
  if (protocol.kind === 'kFold') return { resplitting: { folds: protocol.folds } };
  const ratio = testToTrainOf(origin);
  if (ratio === undefined || !(ratio > 0)) return {};
  // Of variants that train on fewer rows the fewest count: the wider interval for all.
  const rows = tableOf({ origin })?.rows;
  const fewer = Object.values(variants).flatMap(trainRowsOf);
  const widest = rows === undefined ? ratio : Math.max(ratio, ...fewer.map((train) => rows.test / train));
  return { resplitting: { testToTrain: widest } };
}

/** A table's variants may train on fewer rows, by themselves or by a protocol of their own. */
function trainRowsOf(variant: object): number[] {
  const own = 'trainRows' in variant ? variant.trainRows : undefined;
  const protocol = 'protocol' in variant ? variant.protocol : undefined;
  const theirs =
    typeof protocol === 'object' && protocol !== null && 'trainRows' in protocol ? protocol.trainRows : own;
  return [own ?? theirs].filter((rows) => typeof rows === 'number');
}

/** What is drawn again: the seed where the split is held. */
export function unitOf({ protocol }: Question, heldSplit: boolean): Analysis['unit'] {
  if (heldSplit) return 'seed';
  return protocol.kind === 'kFold' ? 'repeat' : 'split';
}
