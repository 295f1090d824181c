/** Look-ups in an Analysis that every part of the report needs, each with one answer. Knows no Markdown and no SVG. */
import type {
  Analysis,
  Comparison,
  ComparisonMetric,
  MetricInfo,
  VariantAnalysis,
  VariantMetric,
} from '../analysis/analysis.js';
import type { Estimate } from '../base/estimate.js';
import { alphaOfLook } from '../stats/index.js';
import { tableOf } from '../origins/facts.js';
import type { VerdictGround } from '../stats/index.js';
import type { MetricRole } from '../question/metric.js';
import { isFromFile, isOnTable, unitWord } from '../question/words.js';
import { digitsOf, fixed, NBSP, withUnit } from './format.js';

/** The metric that the verdict is about. @throws {RangeError} if the analysis lists no metric */
export function primaryMetric({ metrics }: Analysis): MetricInfo {
  const [first] = metrics;
  if (first === undefined) throw new RangeError('an analysis without metrics cannot be reported');
  return first;
}

export function metricNamed({ metrics }: Analysis, name: string): MetricInfo | undefined {
  return metrics.find((metric) => metric.name === name);
}

/** The first metric with this role; undefined where the report shows none. */
export function metricOfRole({ metrics }: Analysis, wanted: MetricRole): MetricInfo | undefined {
  return metrics.find(({ role }) => role === wanted);
}

export function variantNamed({ variants }: Analysis, name: string): VariantAnalysis | undefined {
  return variants.find((variant) => variant.name === name);
}

/** What prose and figures call a variant. */
export function labelOf(analysis: Analysis, name: string): string {
  return variantNamed(analysis, name)?.label ?? name;
}

/** The same, with the axis before a label that is a bare number: `dropout rate 0`. */
export function placedLabel(analysis: Analysis, name: string): string {
  const label = labelOf(analysis, name);
  const axis = variantNamed(analysis, name)?.axis;
  return axis !== undefined && /^[\d.,]+$/.test(label) ? `${axis} ${label}` : label;
}

/** Do comparisons differ in their baseline? Then each must name its own. */
export function hasManyBaselines({ comparisons }: Analysis): boolean {
  return new Set(comparisons.map(({ baseline }) => baseline)).size > 1;
}

/** A comparison's name: the variant's label, with its baseline's where comparisons have several. */
export function comparisonLabel(analysis: Analysis, { variant, baseline }: Comparison): string {
  const label = labelOf(analysis, variant);
  return hasManyBaselines(analysis) ? `${label} against ${labelOf(analysis, baseline)}` : label;
}

/** What variants are compared with, in prose. */
export function baselineLabel(analysis: Analysis): string {
  return hasManyBaselines(analysis)
    ? 'its baseline'
    : placedLabel(analysis, analysis.comparisons[0]?.baseline ?? analysis.setup.baseline);
}

export function isBaseline({ comparisons, setup }: Analysis, name: string): boolean {
  return name === setup.baseline || comparisons.some(({ baseline }) => baseline === name);
}

/** A variant's figures for a metric; undefined where it has none (a name such as `constructor` finds none either). */
export function variantMetric({ metrics }: VariantAnalysis, name: string): VariantMetric | undefined {
  return Object.hasOwn(metrics, name) ? metrics[name] : undefined;
}

export function comparisonMetric({ metrics }: Comparison, name: string): ComparisonMetric | undefined {
  return Object.hasOwn(metrics, name) ? metrics[name] : undefined;
}

/** How long a variant trained: its cost; undefined where scores came without a training. */
export function epochsOf({ training }: VariantAnalysis): Estimate | undefined {
  return training?.epochs;
}

/** Is it known of any variant? Else nothing is said of epochs. Of a program whose runs all failed it is not. */
export function hasEpochs({ variants, setup }: Analysis): boolean {
  const trains = tableOf(setup) !== undefined;
  return variants.some((variant) => epochsOf(variant) !== undefined && (trains || variant.runs.ok > 0));
}

/** How many blocks the design holds; some answers rest on fewer. */
export function allBlocks({ unit, splits, seeds }: Pick<Analysis, 'unit' | 'splits' | 'seeds'>): number {
  return unit === 'seed' ? seeds : splits;
}

/** Whether differences are taken over the answers to single questions; means and spreads are of runs all the same. */
export function isOverQuestions({ given }: Analysis): boolean {
  return given?.given.dataSets.length === 1 && given.metrics[0]?.comparisons[0]?.questions?.[0] !== undefined;
}

/** Were the means compared question by question, so that runs are but a part of their luck? */
export function isByQuestion(analysis: Analysis): boolean {
  const questions = analysis.given?.metrics[0]?.comparisons.flatMap((each) => each.questions ?? []) ?? [];
  return isOverQuestions(analysis) && questions.every(({ shared }) => shared !== false);
}

/** Least and most blocks of those variants that have scores of the first metric; the design's where none has any. */
export function blocksOfVariants(analysis: Analysis): readonly [number, number] {
  const { name } = primaryMetric(analysis);
  const all = analysis.variants.flatMap((variant) => variantMetric(variant, name)?.mean.n ?? []);
  const numbers = all.filter((n) => n > 0);
  return numbers.length === 0
    ? [allBlocks(analysis), allBlocks(analysis)]
    : [Math.min(...numbers), Math.max(...numbers)];
}

/** Is the spread within a split known, so that the steadiness verdict is about training again on the same rows? */
export function hasReruns({ seeds, unit }: Analysis): boolean {
  return seeds > 1 && unit !== 'seed';
}

/** What the spread among runs of one block is called; of a file nobody knows whether they had the same rows. */
export function withinWords(analysis: Analysis): { readonly sd: string; readonly sdOf: string; readonly risk: string } {
  if (!isFromFile(analysis)) return { sd: 'SD, rerun', sdOf: 'rerun SD', risk: 'rerun risk' };
  const within = `SD within one ${unitWord(analysis)}`;
  return { sd: within, sdOf: within, risk: 'two runs differ' };
}

/** Whom words about the order of variants are about: where means are about others like these, so is their order. */
export function groundOfRanks(analysis: Analysis): VerdictGround {
  const [first] = analysis.comparisons;
  // For new rows no two variants but those with a baseline are compared.
  const about = first?.verdict.mean.about;
  return about === 'data sets like these' ? about : groundOfAnalysis(analysis);
}

/** Whom words about spreads, ranks and predictions are about. */
export function groundOfAnalysis(analysis: Analysis): Exclude<VerdictGround, 'new rows like these'> {
  if (!isOnTable(analysis)) return 'these scores';
  return analysis.unit === 'seed' ? 'these rows' : 'this table';
}

/** Is anything said of new rows, beside this table? */
export function hasNewRows(analysis: Analysis): boolean {
  const { name } = primaryMetric(analysis);
  return analysis.comparisons.some((comparison) => comparisonMetric(comparison, name)?.differenceNewRows !== undefined);
}

/** Is anything said of new rows and these trained models? */
export function hasOverRows(analysis: Analysis): boolean {
  const { name } = primaryMetric(analysis);
  return analysis.comparisons.some(
    (comparison) => comparisonMetric(comparison, name)?.differenceOverRows !== undefined,
  );
}

/** Which SD ratio the steadiness verdict speaks of. */
export function headlineRatio(analysis: Analysis, metric: ComparisonMetric): Estimate {
  return hasReruns(analysis) && metric.varianceReduction.of === 'rerun' ? metric.sdRatioRerun : metric.sdRatioTotal;
}

/** Do the variants stand along one axis, so that the question is which place on it to choose? */
export function isOnAxis({ variants }: Analysis): boolean {
  return variants.length > 2 && variants.every(({ at }) => at !== undefined);
}

/** What counts as another result: a point of a share, else two per cent of the baseline's mean. */
export function noticeableGap({ scale, label, threshold, unit, fixedThreshold }: MetricInfo): string {
  if (scale === 'share') return `a point of ${label}`;
  const gap = 2 * threshold;
  const shown = withUnit(fixed(gap, Math.max(gap < 0.1 ? 3 : 2, digitsOf(gap))), unit);
  return fixedThreshold === true ? shown : `${shown} (2${NBSP}% of the baseline’s mean)`;
}

/** A dot of the figures: a run, or for k-fold the out-of-fold score of all folds together. */
export function scoreNoun({ setup }: Analysis): string {
  return setup.protocol.kind === 'kFold' ? 'out-of-fold score' : 'run';
}

/** Estimates that exist, for choosing decimals and axis limits. */
export function present(estimates: readonly (Estimate | undefined)[]): Estimate[] {
  return estimates.filter((estimate): estimate is Estimate => estimate !== undefined);
}

/** Level of the intervals of comparisons: the set-up's at the first look at a folder, a higher one at later looks. */
export function judgedLevel({ look = 1, setup }: Analysis): number {
  return 1 - alphaOfLook(look, setup);
}
