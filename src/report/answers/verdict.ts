/**
 * The verdict in two plain sentences, the mean then steadiness. The words are decided in the analysis; here they only
 * become English. Returns plain text with its emphasis apart, so that Markdown and terminal can each escape and colour it.
 */
import { tableOf } from '../../origins/facts.js';
import type { Analysis, Comparison, MetricInfo, Verdict, Words } from '../../analysis/analysis.js';
import { describeDifference, describeSdRatio } from '../changes.js';
import { count, listed, showPoint, valueStyle, decimalsFor } from '../format.js';
import {
  hasManyBaselines,
  hasReruns,
  labelOf,
  metricOfRole,
  placedLabel,
  present,
  primaryMetric,
  variantMetric,
  variantNamed,
} from '../reading.js';
import { capital } from '../sentence.js';
import type { Sentence, Tone } from '../sentence.js';
import { describeGroups } from './verdict-groups.js';

/** Accuracy, then steadiness; a single sentence where there is nothing to compare. */
export function verdictSentences(analysis: Analysis): readonly Sentence[] {
  const { comparisons } = analysis;
  const [only] = comparisons;
  if (only === undefined) return [nothingToCompare(analysis)];
  if (comparisons.length > 1) return describeGroups(analysis);
  return [meanSentence(analysis, only), steadinessSentence(analysis, only)];
}

function nothingToCompare(analysis: Analysis): Sentence {
  const metric = primaryMetric(analysis);
  const [variant] = analysis.variants;
  const mean = variant && variantMetric(variant, metric.name)?.mean;
  if (variant === undefined || mean === undefined) return { head: 'Nothing to compare', tail: '.', tone: 'unsure' };
  const style = valueStyle(metric);
  const value = showPoint(mean, { ...style, decimals: decimalsFor([mean], style.factor) });
  return {
    head: `${capital(variant.label)}: mean ${metric.label} ${value}`,
    tail: '; there is no other variant to compare it with.',
    tone: 'flat',
  };
}

function meanSentence(analysis: Analysis, { variant, baseline, verdict: { mean } }: Comparison): Sentence {
  const metric = primaryMetric(analysis);
  const name = labelOf(analysis, variant);
  const against = labelOf(analysis, baseline);
  const change = `${metric.label} is ${describeDifference(mean.interval, { metric, than: against })}`;
  const heads: Record<Words, string> = {
    better: `${capital(name)} is better`,
    worse: `${capital(name)} is worse`,
    'better but small': `${capital(name)} is better, but only slightly`,
    'worse but small': `${capital(name)} is worse, but only slightly`,
    'no clear difference': `No clear difference in ${metric.label}`,
    'too noisy': `Too noisy to tell whether ${name} is better`,
    undecided: `Undecided whether ${name} is better`,
  };
  const decided = mean.words === 'better' || mean.words === 'worse' || mean.words.endsWith('small');
  const subject = decided ? change : `with ${name}, ${change}`;
  return {
    head: heads[mean.words],
    tail: `: ${subject}${settle(analysis, mean)}.`,
    tone: toneOf(mean.words),
  };
}

function steadinessSentence(analysis: Analysis, { verdict: { steadiness } }: Comparison): Sentence {
  const metric = primaryMetric(analysis);
  const heads: Record<Words, string> = {
    better: 'It is steadier',
    worse: 'It is less steady',
    'better but small': 'It is steadier, but only slightly',
    'worse but small': 'It is less steady, but only slightly',
    'no clear difference': 'No clear difference in steadiness',
    'too noisy': 'Too noisy to tell whether it is steadier',
    undecided: 'Undecided whether it is steadier',
  };
  const tail = `: ${sdPhrase(analysis, metric)} is ${describeSdRatio(steadiness.interval)}${luck(analysis)}${settle(analysis, steadiness)}.`;
  return { head: heads[steadiness.words], tail, tone: toneOf(steadiness.words) };
}

/** What the headline SD is taken over, as the subject of a sentence. */
export function sdPhrase(analysis: Analysis, { label }: MetricInfo): string {
  if (hasReruns(analysis)) return `trained again on the same rows, the run-to-run SD of its ${label}`;
  if (analysis.unit === 'seed') return `trained again on these same rows, the run-to-run SD of its ${label}`;
  return `from split to split, the SD of its ${label}`;
}

/** The caution that belongs to a ratio of total SDs. */
export function luck(analysis: Analysis): string {
  if (hasReruns(analysis)) return '';
  return analysis.unit === 'seed' ? '; this holds for these rows and folds' : '; this includes the luck of the split';
}

function settle({ unit }: Analysis, { words, moreBlocks }: Verdict): string {
  if (words !== 'too noisy' || moreBlocks === undefined) return '';
  return `; about ${count(moreBlocks, `more ${unit}`)} would settle it`;
}

/** The line beside a share of rows: what always saying the largest class would score, and the metric that it cannot fool. */
export function majoritySentence(analysis: Analysis): string | undefined {
  const { reference, setup } = analysis;
  if (reference.majority === null || primaryMetric(analysis).role !== 'shareRight') return undefined;
  const largest = [...(tableOf(setup)?.data.classes ?? [])].sort((a, b) => b.rows - a.rows)[0]?.name ?? '';
  const majority = showPoint(
    { point: reference.majority, low: null, high: null, level: setup.level, method: 'none', n: 1 },
    { factor: 100, unit: '%', decimals: 1 },
  );
  return `For scale: always answering “${largest}”, the largest class, would be right ${majority} of the time.${balanced(analysis)}`;
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

export function toneOf(words: Words): Tone {
  if (words.startsWith('better')) return 'good';
  if (words.startsWith('worse')) return 'bad';
  return words === 'no clear difference' ? 'flat' : 'unsure';
}
