/** How much the output of a net moves when it is trained again: the share of rows on which two reruns disagree. */
import type { Analysis, MetricInfo } from '../../analysis/analysis.js';
import type { Estimate } from '../../base/estimate.js';
import { groundWords, leadOf } from '../../stats/index.js';
import { describeDifference, trimStop } from '../changes.js';
import { capital, uncapital } from '../sentence.js';
import type { Sentence } from '../sentence.js';
import { decimalsFor, PERCENT, showPoint } from '../format.js';
import { groundOfAnalysis, labelOf, variantNamed } from '../reading.js';
import { wrongWinners } from './reruns.js';
import { blocks, groundOf } from './ground.js';
import { sizeOf, toneOf } from './verdict.js';

/** For a single comparison; where there are several, the table of predictions holds them. */
export function predictionsAnswer(analysis: Analysis): readonly Sentence[] {
  const [comparison, another] = analysis.comparisons;
  if (comparison === undefined || another !== undefined) return [];
  const before = variantNamed(analysis, comparison.baseline)?.output?.churn;
  const after = variantNamed(analysis, comparison.variant)?.output?.churn;
  const difference = comparison.churnDifference;
  if (before?.point == null || after?.point == null || difference?.point == null) return [];
  const name = labelOf(analysis, comparison.variant);
  const than = labelOf(analysis, comparison.baseline);
  const among = [before, after];
  const decimals = decimalsFor(among, 100);
  const share = (estimate: Estimate): string => showPoint(estimate, { ...PERCENT, decimals });
  const rows = `two reruns disagree on ${share(after)} of the test rows with ${name}, and on ${share(before)} with ${than}`;
  if (difference.low === null || difference.high === null)
    return [
      {
        head: `Trained again, ${name} changes its answer on ${share(after)} of the test rows`,
        tail: `, ${than} on ${share(before)}, ${groundWords(groundOfAnalysis(analysis))}; no interval, as ${analysis.unit === 'seed' ? 'these rows are held' : 'the splits are too few'}.`,
        tone: 'flat',
      },
    ];
  const { churnVerdict: verdict } = comparison;
  if (verdict === undefined) return [];
  const lead = leadOf(verdict);
  const heads = {
    '1': `Predictions are steadier with ${name}`,
    '-1': `Predictions are less steady with ${name}`,
    '0':
      verdict.words === 'no clear difference'
        ? 'No clear difference in how much the predictions move'
        : `${verdict.words === 'too noisy' ? 'Too noisy to tell' : 'Not judged'} whether the predictions move less`,
  };
  return [
    {
      head: `${heads[String(lead) as keyof typeof heads]}${groundOf(verdict)}${sizeOf(verdict)}`,
      tail: `: over ${blocks(analysis, [difference], { bare: groundOf(verdict) === ' on this table' })}, ${rows}, that is ${describeDifference(difference, { metric: CHURN })}${verdict.reason === undefined ? '' : `: ${uncapital(trimStop(verdict.reason))}`}.`,
      tone: toneOf(verdict),
    },
  ];
}

/** So that differences of churn read as those of any share do; less than a point of it counts as none. */
const CHURN: MetricInfo = {
  name: 'churn',
  label: 'churn',
  better: 'lower',
  scale: 'share',
  unit: '',
  threshold: 0.01,
};

/** `One run each … picks the wrong winner in 28 % of cases.`, where it is defined and not said already. */
export function wrongWinnerAnswer(analysis: Analysis): readonly Sentence[] {
  const said = wrongWinners(analysis);
  return said === '' || analysis.unit === 'seed' ? [] : [{ head: capital(said), tail: '.', tone: 'flat' }];
}
