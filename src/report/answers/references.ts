/** How the nets do beside an answer that learns nothing and a linear model, on the same splits: a score alone has no size. */
import { tableOf } from '../../origins/facts.js';
import type { Analysis, MetricInfo, ReferenceAnalysis, VariantAnalysis } from '../../analysis/analysis.js';
import type { ReferenceName } from '../../design/reference.js';
import type { Estimate } from '../../base/estimate.js';
import { unitWord } from '../../question/words.js';
import { judgeDifference, leadOf } from '../../stats/index.js';
import { describeDifference } from '../changes.js';
import { decimalsFor, showEstimate, valueStyle } from '../format.js';
import { placedLabel, present, primaryMetric, variantMetric } from '../reading.js';
import type { Sentence } from '../sentence.js';

/** With fewer blocks nothing is said of a difference. */
const FEWEST_BLOCKS = 3;

/** What a table calls a reference. */
export function referenceLabel(analysis: Analysis, name: ReferenceName): string {
  if (name === 'linear') return 'a linear model';
  if (tableOf(analysis.setup)?.data.task !== 'classification') return 'the mean';
  return countsRight(analysis) ? 'the largest class' : 'the shares of the classes';
}

/** The constant answers with the shares of the classes. Metrics that count right answers see only the largest class in that. */
function countsRight(analysis: Analysis): boolean {
  const { role } = primaryMetric(analysis);
  return role === 'shareRight' || role === 'classesAlike';
}

/** The size of the references' scores; undefined where there are none. */
export function referenceSentence(analysis: Analysis): string | undefined {
  const metric = primaryMetric(analysis);
  const known = referencesFor(analysis, metric);
  if (known.length === 0) return undefined;
  const style = valueStyle(metric);
  const means = analysis.variants.map((variant) => variantMetric(variant, metric.name)?.mean);
  const decimals = decimalsFor(present(means), style.factor);
  const shown = known.map(({ name, mean }, i) => {
    const value = showEstimate(mean, { ...style, decimals });
    return `${answerOf(analysis, name)}${i === 0 ? ` has ${metric.label}` : ''} ${value}`;
  });
  return `For scale, on the same splits: ${shown.join('; ')}.`;
}

/** Said where no net is better than one of them. */
export function referencesAnswer(analysis: Analysis): readonly Sentence[] {
  const metric = primaryMetric(analysis);
  const known = referencesFor(analysis, metric);
  // If no net beats the constant answer, nothing is said about the linear model.
  const judged = known.filter(({ differences }) => differences.length > 0);
  const beaten = judged.find(({ differences }) => !differences.some((each) => isBetter(each, metric)));
  const best = bestOf(analysis, { metric, among: (name) => (beaten?.of[name]?.n ?? 0) >= FEWEST_BLOCKS });
  if (beaten === undefined || best === undefined) return [];
  const difference = beaten.of[best.name];
  if (difference?.point == null) return [];
  // “No better” is said where the interval leaves no room for a gain that counts; else it is only not clear.
  const verdict = judgeDifference(difference, {
    threshold: metric.threshold,
    better: metric.better,
    unit: unitWord(analysis),
  });
  const isBehind = leadOf(verdict) < 0 || verdict.words === 'no clear difference';
  const other = answerOf(analysis, beaten.name).replace(/,$/, '');
  const head = isBehind
    ? `${analysis.variants.length === 1 ? 'The net is' : 'The nets are'} no better than ${other}`
    : `No net is clearly better than ${other}`;
  const ground = analysis.unit === 'seed' ? 'on these rows' : 'for new rows like these';
  return [
    {
      head,
      tail: `: ${ground}, mean ${metric.label} of ${placedLabel(analysis, best.name)}${analysis.variants.length === 1 ? '' : ', the best of them,'} is ${describeDifference(difference, { metric })}.`,
      tone: isBehind ? 'bad' : 'unsure',
    },
  ];
}

interface Known {
  readonly name: ReferenceName;
  readonly mean: Estimate;
  readonly of: Readonly<Record<string, Estimate>>;
  readonly differences: readonly Estimate[];
}

/** The constant one first. */
function referencesFor({ references = [] }: Analysis, { name: metric }: MetricInfo): readonly Known[] {
  return references.flatMap(({ name, metrics }: ReferenceAnalysis) => {
    const found = Object.hasOwn(metrics, metric) ? metrics[metric] : undefined;
    if (found === undefined) return [];
    const { mean, differences: of } = found;
    return [{ name, mean, of, differences: Object.values(of).filter(({ n }) => n >= FEWEST_BLOCKS) }];
  });
}

/** As the subject of a sentence. */
function answerOf(analysis: Analysis, name: ReferenceName): string {
  if (name === 'linear') return 'a linear model';
  const classes = tableOf(analysis.setup)?.data.classes ?? [];
  const [largest] = [...classes].sort((a, b) => b.rows - a.rows);
  if (largest === undefined) return 'always answering the mean';
  return countsRight(analysis)
    ? `always answering “${largest.name}”, the largest class,`
    : 'always answering the shares of the classes';
}

function isBetter({ point, low, high }: Estimate, metric: MetricInfo): boolean {
  // With this many blocks an interval is missing only if every block has the same difference.
  if (low === null || high === null) return signOf(metric) * (point ?? 0) > 0;
  return metric.better === 'higher' ? low > 0 : high < 0;
}

function signOf({ better }: MetricInfo): 1 | -1 {
  return better === 'higher' ? 1 : -1;
}

function bestOf(
  { variants }: Analysis,
  { metric, among }: { metric: MetricInfo; among: (name: string) => boolean },
): VariantAnalysis | undefined {
  const meanOf = (variant: VariantAnalysis): number | null => variantMetric(variant, metric.name)?.mean.point ?? null;
  const scored = variants.filter((variant) => among(variant.name) && meanOf(variant) !== null);
  return [...scored].sort((a, b) => signOf(metric) * (meanOf(b)! - meanOf(a)!))[0];
}
