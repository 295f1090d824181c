/** The answer on the first screen: the experiment's own question first, where it asks more than the verdict says. */
import type { Analysis } from '../analysis.js';
import { verdictSentences } from './sentences.js';
import type { Sentence } from './sentences.js';

/** At least one sentence; the first stands for the report on the front page. */
export function answerSentences(analysis: Analysis): readonly Sentence[] {
  return verdictSentences(analysis);
}
