/** The answer on the first screen: the experiment's own question first, where it asks more than the verdict says. */
import type { Analysis } from '../../analysis/analysis.js';
import { alongAxisAnswer } from './along-axis.js';
import { choiceAnswer } from './choice.js';
import { courseAnswer } from './course.js';
import { ensemblesAnswer } from './ensembles.js';
import { predictionsAnswer, wrongWinnerAnswer } from './predictions.js';
import { rankingAnswer } from './ranking.js';
import { referencesAnswer } from './references.js';
import { rerunsAnswer } from './reruns.js';
import { isOfPrograms } from '../../question/words.js';
import { sourcesAnswer } from './sources.js';
import { isOnAxis } from '../reading.js';
import { verdictSentences } from './verdict.js';
import { givenLead, theseSentences } from '../given/answer.js';
import type { Sentence } from '../sentence.js';

/** At least one sentence; the first stands for the report on the front page. */
export function answerSentences(analysis: Analysis): readonly Sentence[] {
  const along = alongAxisAnswer(analysis);
  const course = courseAnswer(analysis);
  const beside = referencesAnswer(analysis);
  if (course.length > 0) return [...course, ...beside];
  const lead = givenLead(analysis);
  if (analysis.comparisons.length === 0 && lead.length > 0) return lead;
  const reruns = rerunsAnswer(analysis);
  // Programs are given to be compared; how far apart two runs lie comes after that.
  const comparedFirst = isOfPrograms(analysis) && analysis.comparisons.length > 0;
  return [
    ...lead,
    ...(comparedFirst ? [] : reruns),
    ...sourcesAnswer(analysis),
    ...ensemblesAnswer(analysis),
    ...(isOnAxis(analysis) ? choiceAnswer(analysis) : rankingAnswer(analysis)),
    ...(along.length > 0 ? along : verdictSentences(analysis)),
    ...theseSentences(analysis),
    ...(comparedFirst ? reruns : []),
    ...predictionsAnswer(analysis),
    ...wrongWinnerAnswer(analysis),
    ...beside,
  ];
}
