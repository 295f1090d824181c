/** Reruns on held rows: how often two of them differ, and what a sample of two can say. */
import type { Analysis } from '../../analysis/analysis.js';
import type { Estimate } from '../../base/estimate.js';
import { chiSquaredQuantile, groundWords, leadOf } from '../../stats/index.js';
import { fixed, levelName, listed } from '../format.js';
import { sharePhrase } from '../phrases.js';
import { groundOfAnalysis, labelOf, noticeableGap, present, primaryMetric, variantMetric } from '../reading.js';
import type { Sentence } from '../sentence.js';
import { isFromFile, isOfPrograms } from '../../question/words.js';

/** Only where rows and folds are held and seeds alone vary. */
export function rerunsAnswer(analysis: Analysis): readonly Sentence[] {
  // With scores from a file the question is about the comparison, not about reruns.
  if (analysis.unit !== 'seed' || (isFromFile(analysis) && analysis.comparisons.length > 0)) return [];
  const metric = primaryMetric(analysis);
  const known = analysis.variants.flatMap((variant) => {
    const risk = variantMetric(variant, metric.name)?.rerunRisk;
    return risk?.point == null ? [] : [{ label: variant.label, risk }];
  });
  if (known.length === 0) return [];
  const among = present(known.map(({ risk }) => risk));
  const [first, ...others] = known.slice(0, 3);
  const usual = known.every(({ risk }) => (risk.low ?? 0) >= USUAL)
    ? ' A second run that lies so far away is nothing unusual.'
    : '';
  const tail = others.map(({ label, risk }) => sharePhrase(risk, { among, of: ` with ${label}` }));
  return [
    {
      head: `Two reruns differ by ${noticeableGap(metric)} or more in ${sharePhrase(first!.risk, { among, of: ` of cases with ${first!.label}` })}`,
      tail: `${tail.length === 0 ? '' : `, in ${listed(tail)}`}; ${isFromFile(analysis) || isOfPrograms(analysis) ? groundWords(groundOfAnalysis(analysis)) : 'for these rows and folds'}.${usual}`,
      tone: 'flat',
    },
    sampleOfTwo(analysis),
  ];
}

/** A share below this is not worth a figure. */
const RARE = 0.005;
/** One time in ten is nothing to wonder at. */
const USUAL = 0.1;

/** What two runs say of an SD and of a comparison. */
function sampleOfTwo(analysis: Analysis): Sentence {
  const { low, high } = twoRunFactors(analysis.setup.level);
  const wrong = wrongWinners(analysis);
  return {
    head: 'Two runs say next to nothing about the spread',
    tail: `: the true SD lies between ${fixed(low, 2)} and ${fixed(high, 0)} times the SD that two runs show (${levelName(analysis.setup.level)}, for normal scores)${wrong === '' ? '' : `; ${wrong}`}.`,
    tone: 'flat',
  };
}

/** The exact χ² interval of an SD from two runs, as factors of that SD. */
export function twoRunFactors(level: number): { low: number; high: number } {
  return {
    low: Math.sqrt(1 / chiSquaredQuantile((1 + level) / 2, 1)),
    high: Math.sqrt(1 / chiSquaredQuantile((1 - level) / 2, 1)),
  };
}

/** `one run each picks the wrong winner in 28 % of cases`; nothing where no winner is known, or several comparisons. */
export function wrongWinners(analysis: Analysis): string {
  const [comparison, another] = analysis.comparisons;
  const metric = primaryMetric(analysis);
  const wrong: Estimate | undefined = comparison?.metrics[metric.name]?.wrongWinner;
  if (comparison === undefined || another !== undefined || wrong?.point == null) return '';
  // Where nothing is said to lead there is no winner that a run could miss.
  if (leadOf(comparison.verdict.mean) === 0) return '';
  const ground = groundWords(groundOfAnalysis(analysis));
  const each = `one run each of ${labelOf(analysis, comparison.baseline)} and ${labelOf(analysis, comparison.variant)}`;
  if (wrong.point < RARE && (wrong.high ?? 0) < RARE) return `${each} picks the right winner all but always ${ground}`;
  return `${each} picks the wrong winner in ${sharePhrase(wrong, { of: ' of cases' })} ${ground}`;
}
