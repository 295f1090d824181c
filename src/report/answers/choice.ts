/** Which variant of an axis to pick, how sure the pick is, and what it is worth without the flattery of choosing. */
import type { Analysis } from '../../analysis/analysis.js';
import type { Choice } from '../../analysis/side-answers.js';
import { describeDifference } from '../changes.js';
import { listed, showPoint, valueStyle, decimalsFor } from '../format.js';
import { percent, phrase } from '../phrases.js';
import { groundWords, leadOf } from '../../stats/index.js';
import { blocks, groundOf } from './ground.js';
import { sizeOf, toneOf } from './verdict.js';
import { groundOfAnalysis, labelOf, metricNamed, placedLabel } from '../reading.js';
import type { Sentence } from '../sentence.js';
import { unitWord } from '../../question/words.js';
import { whole } from '../../base/how-many.js';

/** Best in fewer resamples than this is no sure winner. */
const SURE = 0.95;

export function choiceAnswer(analysis: Analysis): readonly Sentence[] {
  const { choice } = analysis;
  const metric = choice && metricNamed(analysis, choice.metric);
  if (choice === undefined || metric === undefined) return [];
  const name = placedLabel(analysis, choice.best);
  const share = choice.bestShare.find(({ variant }) => variant === choice.best)?.share ?? 0;
  const alike = cannotBeToldApart(analysis, choice.best);
  const isSure = share >= SURE && alike === 0;
  const style = valueStyle(metric);
  const estimates = [choice.naive, choice.fresh, ...(choice.nested === undefined ? [] : [choice.nested])];
  const naive = showPoint(choice.naive, { ...style, decimals: decimalsFor(estimates, style.factor) });
  const sure: Sentence = {
    head: `${name} has the best mean ${metric.label} ${groundWords(groundOfAnalysis(analysis))}${isSure ? '' : ', but the choice is not sure'}`,
    tail: `: ${naive}; it comes out best in ${percent(share)} of resamples${rivals(analysis, choice)}${alike === 0 ? '' : `; ${alike === 1 ? 'one other place' : `${whole(alike)} others`} cannot be told apart from it`}. Chosen on half of the ${unitWord(analysis)}s and scored on the others, it is ${phrase(choice.fresh, { style, among: estimates })}.`,
    tone: isSure ? 'good' : 'unsure',
  };
  const { nestedVerdict: verdict } = choice;
  if (choice.nested === undefined || choice.nestedDifference === undefined || verdict === undefined) return [sure];
  const than = placedLabel(analysis, analysis.setup.baseline);
  const lead = leadOf(verdict);
  const heads = {
    '1': `Choosing on the validation rows pays`,
    '-1': `Choosing on the validation rows costs`,
    '0':
      verdict.words === 'no clear difference'
        ? 'Choosing on the validation rows makes no clear difference'
        : `${verdict.words === 'too noisy' ? 'Too noisy to tell' : 'Not judged'} whether choosing on the validation rows pays`,
  };
  return [
    sure,
    {
      head: `${heads[String(lead) as keyof typeof heads]}${groundOf(verdict)}${sizeOf(verdict)}`,
      tail: `: over ${blocks(analysis, [choice.nestedDifference])}, chosen in each split and scored on its test rows, mean ${metric.label} is ${phrase(choice.nested, { style, among: estimates })}, ${describeDifference(choice.nestedDifference, { metric, than })}.`,
      tone: toneOf(verdict),
    },
  ];
}

/** How many share a letter with the best. */
function cannotBeToldApart({ ranking }: Analysis, best: string): number {
  const own = ranking?.order.find(({ variant }) => variant === best)?.letters ?? '';
  const shares = (letters: string): boolean => Array.from(own).some((letter) => letters.includes(letter));
  return (ranking?.order ?? []).filter(({ variant, letters }) => variant !== best && shares(letters)).length;
}

function rivals(analysis: Analysis, { best, bestShare }: Choice): string {
  const others = bestShare
    .filter(({ variant, share }) => variant !== best && share >= 0.05)
    .sort((a, b) => b.share - a.share)
    .slice(0, 3);
  if (others.length === 0) return '';
  return `, ${listed(others.map(({ variant, share }) => `${labelOf(analysis, variant)} in ${percent(share)}`))}`;
}
