/** How much the output of a net moves when it is trained again: the share of rows on which two reruns disagree. */
import type { Analysis } from '../../analysis.js';
import { capital } from '../sentences.js';
import type { Sentence, Tone } from '../sentences.js';
import { fixed, levelName } from '../format.js';
import { excludes, sharePhrase } from '../phrases.js';
import { labelOf, variantNamed } from '../reading.js';
import { wrongWinners } from './reruns.js';

/** For a single comparison; where there are several, the table of predictions holds them. */
export function predictionsAnswer(analysis: Analysis): readonly Sentence[] {
  const [comparison, another] = analysis.comparisons;
  if (comparison === undefined || another !== undefined) return [];
  const before = variantNamed(analysis, comparison.baseline)?.output?.churn;
  const after = variantNamed(analysis, comparison.variant)?.output?.churn;
  const difference = comparison.churnDifference;
  if (before?.point == null || after?.point == null || difference?.point == null) return [];
  const { low, high, level } = difference;
  const less = difference.point < 0;
  const sure = excludes(difference, 0);
  const [from, to] = less ? [high, low] : [low, high];
  const range =
    from === null || to === null
      ? ''
      : sure
        ? ` (difference: ${points(Math.abs(from))} to ${points(Math.abs(to))} points, ${levelName(level)})`
        : ` (difference ${points(low ?? 0)} to ${points(high ?? 0)} points, ${levelName(level)})`;
  const name = labelOf(analysis, comparison.variant);
  const tone: Tone = sure ? (less ? 'good' : 'bad') : 'unsure';
  const among = [before, after];
  return [
    {
      head: sure
        ? `${capital(name)} makes the predictions ${less ? 'steadier' : 'less steady'}`
        : 'No clear difference in how much the predictions move',
      tail: `: two reruns disagree on ${sharePhrase(after, among)} of the test rows with ${name}, and on ${sharePhrase(before, among)} with ${labelOf(analysis, comparison.baseline)}${range}.`,
      tone,
    },
  ];
}

function points(share: number): string {
  return fixed(share * 100, 1);
}

/** `One run each … picks the wrong winner in 28 % of cases.`, where it is defined and not said already. */
export function wrongWinnerAnswer(analysis: Analysis): readonly Sentence[] {
  const said = wrongWinners(analysis);
  return said === '' || analysis.unit === 'seed' ? [] : [{ head: capital(said), tail: '.', tone: 'flat' }];
}
