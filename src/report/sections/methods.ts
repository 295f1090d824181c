/** How the intervals were made, in a line of the conditions. */
import type { Analysis } from '../../analysis/analysis.js';
import type { Estimate } from '../../base/estimate.js';
import { fixed, listed, NBSP } from '../format.js';
import { strong } from '../page.js';
import type { Line } from '../page.js';
import { methodTitle } from '../../stats/interval-methods.js';
import { comparisonMetric, hasReruns, isByQuestion, primaryMetric, variantMetric } from '../reading.js';
import { isFromFile, isOfPrograms, unitWord } from '../../question/words.js';

function methodName(key: string): string {
  return methodTitle(key) ?? key;
}

/** Said once: limits end where the metric does. */
function cutWords(analysis: Analysis): string {
  const { label, scale, range } = primaryMetric(analysis);
  const [least, most] = [
    range?.least ?? (scale === 'share' ? 0 : undefined),
    range?.most ?? (scale === 'share' ? 1 : undefined),
  ];
  const show = (value: number): string => (scale === 'share' ? `${fixed(100 * value, 0)}${NBSP}%` : String(value));
  const ends = [
    ...(least === undefined || !Number.isFinite(least) ? [] : [`not below ${show(least)}`]),
    ...(most === undefined || !Number.isFinite(most) ? [] : [`not above ${show(most)}`]),
  ];
  return ends.length === 0 ? '' : ` Limits are cut where the score cannot be: ${label} is ${ends.join(' and ')}.`;
}

const PAIRED = 'Differences and ratios are paired: variants meet the same splits and seeds.';
const PAIRED_BY_SEED = 'Differences and ratios are paired: variants are given the same seeds.';
const UNPAIRED =
  'Differences and ratios are not paired: the two sides met other splits. For P(variant wins) the first split of one is set beside the first of the other, and so on, although they share nothing but their place.';

function pairingWords(analysis: Analysis): string {
  if (isOfPrograms(analysis) && analysis.unit === 'seed') return PAIRED_BY_SEED;
  if (!isFromFile(analysis)) return analysis.paired === false ? UNPAIRED : PAIRED;
  const word = unitWord(analysis);
  if (isByQuestion(analysis))
    return `Differences are paired by question${analysis.paired === false ? `; ratios are not paired: each variant has ${word}s of its own` : `, ratios by ${word}`}.`;
  return analysis.paired === false
    ? `Differences and ratios are not paired: each variant has ${word}s of its own.`
    : `Differences and ratios are paired by ${word}.`;
}

/** Which method made which intervals, what was paired, and where limits end. */
export function methodLine(analysis: Analysis): Line {
  const { name } = primaryMetric(analysis);
  const variants = analysis.variants.flatMap((variant) => variantMetric(variant, name) ?? []);
  const comparisons = analysis.comparisons.flatMap((comparison) => comparisonMetric(comparison, name) ?? []);
  const reruns = hasReruns(analysis);
  const rows: (readonly [string, readonly Estimate[]])[] = [
    ['means', variants.map(({ mean }) => mean)],
    ['SDs', variants.flatMap(({ sd, sdRerun }) => (reruns ? [sd, sdRerun] : [sd]))],
    ['differences', comparisons.map(({ difference }) => difference)],
    [
      'SD ratios',
      comparisons.flatMap(({ sdRatioRerun, sdRatioTotal }) => (reruns ? [sdRatioRerun, sdRatioTotal] : [sdRatioTotal])),
    ],
    ['P(variant wins)', comparisons.map(({ probabilityOfImprovement }) => probabilityOfImprovement)],
  ];
  const shown = rows.flatMap(([what, estimates]) => {
    const methods = [...new Set(estimates.filter(({ low }) => low !== null).map(({ method }) => methodName(method)))];
    return methods.length === 0 ? [] : [`${what}: ${listed(methods)}`];
  });
  return [
    strong('Methods.'),
    `${shown.length === 0 ? '' : ` ${shown.join('; ')}.`}${analysis.comparisons.length === 0 ? '' : ` ${pairingWords(analysis)}`}${cutWords(analysis)}`,
  ];
}
