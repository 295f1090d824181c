/**
 * The verdict in two plain sentences, mean then steadiness. The words are decided in the analysis; here they only
 * become English. Returns plain text with its emphasis apart, so that Markdown and terminal can each escape and colour it.
 */
import { tableOf } from '../../origins/facts.js';
import type { Analysis, Comparison, MetricInfo, VariantAnalysis, Verdict } from '../../analysis/analysis.js';
import { groundWords, leadOf } from '../../stats/index.js';
import { describeDifference, describeSdRatio, intervalWords, trimStop } from '../changes.js';
import { changeStyle, listed, roughly, showPoint, valueStyle, decimalsFor } from '../format.js';
import { phrase, sharePhrase } from '../phrases.js';
import {
  hasManyBaselines,
  hasReruns,
  labelOf,
  metricOfRole,
  noticeableGap,
  placedLabel,
  present,
  primaryMetric,
  variantMetric,
  variantNamed,
} from '../reading.js';
import { capital, uncapital } from '../sentence.js';
import type { Sentence, Tone } from '../sentence.js';
import { blocks, overBlocks, groundOf } from './ground.js';
import { referenceSentence } from './references.js';
import { describeGroups } from './verdict-groups.js';
import { isFromFile, isOfPrograms, repeatWord, unitWord } from '../../question/words.js';

/** The mean, then steadiness; a single sentence where there is nothing to compare. */
export function verdictSentences(analysis: Analysis): readonly Sentence[] {
  const { comparisons } = analysis;
  const [only] = comparisons;
  if (only === undefined) return [nothingToCompare(analysis)];
  if (comparisons.length > 1) return describeGroups(analysis);
  // A single run each shows no spread between runs.
  const alone = isFromFile(analysis) && analysis.splits * analysis.seeds < 2;
  return alone ? [meanSentence(analysis, only)] : [meanSentence(analysis, only), steadinessSentence(analysis, only)];
}

function nothingToCompare(analysis: Analysis): Sentence {
  const metric = primaryMetric(analysis);
  const variant = analysis.variants[0]!;
  const { mean } = variantMetric(variant, metric.name)!;
  return {
    head: `${variant.label}: mean ${metric.label} ${phrase(mean, { style: valueStyle(metric) })}`,
    tail: `, over ${blocks(analysis, [mean])}${spreadWords(analysis, variant)}.`,
    tone: 'flat',
  };
}

/** How far a run lies from the mean, and what training again may do to it. */
function spreadWords(analysis: Analysis, variant: VariantAnalysis): string {
  const metric = primaryMetric(analysis);
  const values = variantMetric(variant, metric.name)!;
  const style = changeStyle(metric);
  const sd = values.sd.point === null ? '' : `; ${sdPhraseOf(analysis)} is ${phrase(values.sd, { style })}`;
  const rerun =
    hasReruns(analysis) && values.sdRerun.point !== null
      ? `; trained again on the same rows, ${phrase(values.sdRerun, { style })}`
      : '';
  const { rerunRisk } = values;
  const risk =
    rerunRisk.point === null
      ? ''
      : `${isFromFile(analysis) ? '. Two runs' : '. Two reruns on the same rows'} differ by ${noticeableGap(metric)} or more in ${sharePhrase(rerunRisk, { of: ' of cases' })}`;
  return `${sd}${rerun}${risk}`;
}

function sdPhraseOf(analysis: Analysis): string {
  const { unit } = analysis;
  if (isFromFile(analysis)) return `the SD from ${unitWord(analysis)} to ${unitWord(analysis)}`;
  return unit === 'seed' ? 'the SD from run to run on these rows' : `the SD from ${unit} to ${unit}`;
}

function meanSentence(analysis: Analysis, comparison: Comparison): Sentence {
  const { variant, baseline, verdict } = comparison;
  const { mean } = verdict;
  const metric = primaryMetric(analysis);
  const name = labelOf(analysis, variant);
  const against = labelOf(analysis, baseline);
  const change = `mean ${metric.label} is ${describeDifference(mean.interval, { metric, than: against })}`;
  const heads = {
    better: `${name} is better`,
    worse: `${name} is worse`,
    'no clear difference': `No clear difference in ${metric.label}`,
    'too noisy': `Too noisy to tell whether ${name} is better`,
    'not judged': `Not judged whether ${name} is better`,
  };
  const subject = leadOf(mean) === 0 ? `with ${name}, ${change}` : change;
  return {
    head: headOf(heads, mean),
    tail: `: ${overBlocks(analysis, [comparison], { bare: groundOf(mean) === ' on this table' })}, ${subject}${newRowsPart(mean, metric)}${medianPart(mean, metric)}${whyNot(mean)}${settle(analysis, mean)}.`,
    tone: toneOf(mean),
  };
}

function steadinessSentence(analysis: Analysis, comparison: Comparison): Sentence {
  const { mean, steadiness } = comparison.verdict;
  const metric = primaryMetric(analysis);
  const heads = {
    better: 'It is steadier',
    worse: 'It is less steady',
    'no clear difference': 'No clear difference in steadiness',
    'too noisy': 'Too noisy to tell whether it is steadier',
    'not judged': 'Not judged whether it is steadier',
  };
  const over =
    steadiness.interval.n === mean.interval.n ? '' : `${overBlocks(analysis, [comparison], { of: 'steadiness' })}, `;
  const tail = `: ${over}${sdPhrase(analysis, metric)} is ${describeSdRatio(steadiness.interval)}${luck(analysis)}${whyNot(steadiness)}${settle(analysis, steadiness)}.`;
  return { head: headOf(heads, steadiness), tail, tone: toneOf(steadiness) };
}

type Heads = Readonly<Record<'better' | 'worse' | 'no clear difference' | 'too noisy' | 'not judged', string>>;

function headOf(heads: Heads, verdict: Verdict): string {
  const lead = leadOf(verdict);
  const head = lead > 0 ? heads.better : lead < 0 ? heads.worse : heads[verdict.words as keyof Heads];
  return `${head}${groundOf(verdict)}${sizeOf(verdict)}`;
}

/** By how much, where that is little or may be. */
export function sizeOf({ words }: Pick<Verdict, 'words'>): string {
  if (words.endsWith('but small')) return ', but the difference is small';
  return words.endsWith('by little') ? ', perhaps by little' : '';
}

/** The second part of the answer. */
function newRowsPart({ words, newRows, newRowsInterval: interval }: Verdict, metric: MetricInfo): string {
  if (newRows === 'not asked' || interval === undefined || words === 'not judged') return '';
  if (interval.low === null) return `; for new rows like these it cannot be told${because(interval.reason)}`;
  const range = intervalWords(interval, { metric });
  if (newRows === 'the same') return `; for new rows like these as well (${range})`;
  return `; ${words === 'too noisy' ? 'nor can it be told for new rows like these' : 'for new rows like these it cannot be told'} (${range})`;
}

function medianPart({ median }: Verdict, metric: MetricInfo): string {
  if (median === undefined) return '';
  return `; a few differences lie far outside and make the mean unsure, the median of all differences is ${describeDifference(median, { metric })}`;
}

/** Nothing where the interval is missing, for which its own reason stands in the sentence. */
function whyNot({ words, reason, interval }: Verdict): string {
  return words === 'not judged' && interval.low !== null ? because(reason) : '';
}

function because(reason: string | undefined): string {
  return reason === undefined ? '' : `: ${uncapital(trimStop(reason))}`;
}

/** What the headline SD is taken over, as the subject of a sentence. */
export function sdPhrase(analysis: Analysis, { label }: MetricInfo): string {
  if (isFromFile(analysis) && (hasReruns(analysis) || analysis.unit === 'seed'))
    return `from ${repeatWord(analysis)} to ${repeatWord(analysis)}, the SD of its ${label}`;
  if (isOfPrograms(analysis) && (hasReruns(analysis) || analysis.unit === 'seed'))
    return `run again with ${analysis.unit === 'seed' ? 'other seeds' : 'other seeds on the same split'}, the run-to-run SD of its ${label}`;
  if (hasReruns(analysis)) return `trained again on the same rows, the run-to-run SD of its ${label}`;
  if (analysis.unit === 'seed') return `trained again on these same rows, the run-to-run SD of its ${label}`;
  return `from ${unitWord(analysis)} to ${unitWord(analysis)}, the SD of its ${label}`;
}

/** The caution that belongs to a ratio of total SDs. */
export function luck(analysis: Analysis): string {
  if (hasReruns(analysis)) return '';
  return analysis.unit === 'seed' ? '' : `; this includes the luck of the ${unitWord(analysis)}`;
}

function settle(analysis: Analysis, { words, further, about, newRows }: Verdict): string {
  if (words !== 'too noisy' || further === undefined) return '';
  const { toBeSure, ifAsSeen } = further;
  const it = newRows === 'not asked' ? 'it' : `it ${groundWords(about)}`;
  const unit = unitWord(analysis);
  const sure =
    toBeSure === null
      ? `no number of ${unit}s below a million is sure to settle ${it}`
      : `${soManyMore(toBeSure, unit)} would settle ${it} in at least 4 of 5 cases, whatever the truth`;
  return `; ${sure}${ifAsSeen === null ? '' : asSeen({ toBeSure, ifAsSeen, unit })}`;
}

function soManyMore(n: number, unit: string): string {
  return `${roughly(n)} more ${n === 1 ? unit : `${unit}s`}`;
}

/** What was seen may be less than what counts as small: then more splits are needed to tell it from zero than to settle the question. */
function asSeen({ toBeSure, ifAsSeen, unit }: { toBeSure: number | null; ifAsSeen: number; unit: string }): string {
  const more = soManyMore(ifAsSeen, unit);
  if (toBeSure === null || ifAsSeen <= toBeSure) return `, ${more} if it is as large as seen`;
  return ` (“no clear difference” settles it, too); if it is as small as seen, ${more} would tell it from zero`;
}

/** The line that gives scores their size: the references; without them, of a share of rows, the largest class. */
export function forScaleSentence(analysis: Analysis): string | undefined {
  const isShare = primaryMetric(analysis).role === 'shareRight';
  const said = referenceSentence(analysis) ?? (isShare ? majoritySentence(analysis) : undefined);
  return said === undefined ? undefined : `${said}${isShare ? balanced(analysis) : ''}`;
}

function majoritySentence({ reference, setup }: Analysis): string | undefined {
  if (reference.majority === null) return undefined;
  const largest = [...(tableOf(setup)?.data.classes ?? [])].sort((a, b) => b.rows - a.rows)[0]?.name ?? '';
  const majority = showPoint(
    { point: reference.majority, low: null, high: null, level: setup.level, method: 'none', n: 1 },
    { factor: 100, unit: '%', decimals: 1 },
  );
  return `For scale: always answering “${largest}”, the largest class, would be right ${majority} of the time.`;
}

function balanced(analysis: Analysis): string {
  const metric = metricOfRole(analysis, 'classesAlike');
  if (metric === undefined || hasManyBaselines(analysis)) return '';
  const names = [
    analysis.setup.baseline,
    ...(analysis.comparisons.length === 1 ? analysis.comparisons.map(({ variant }) => variant) : []),
  ];
  const means = names.map((name) => {
    const variant = variantNamed(analysis, name);
    return { name, mean: variant && variantMetric(variant, metric.name)?.mean };
  });
  const decimals = decimalsFor(present(means.map(({ mean }) => mean)), 100);
  const shown = means.flatMap(({ name, mean }) =>
    mean?.point == null
      ? []
      : [`${showPoint(mean, { factor: 100, unit: '%', decimals })} with ${placedLabel(analysis, name)}`],
  );
  return shown.length === 0
    ? ''
    : ` ${capital(metric.label)}, in which every class counts the same, is ${listed(shown)}.`;
}

export function toneOf(verdict: Pick<Verdict, 'words'>): Tone {
  const lead = leadOf(verdict);
  if (lead !== 0) return lead > 0 ? 'good' : 'bad';
  return verdict.words === 'no clear difference' ? 'flat' : 'unsure';
}
