/** The question that stands above an answer. Pure. */
import type { Analysis } from '../analysis/analysis.js';
import { isFromFile } from '../question/words.js';
import { primaryMetric } from './reading.js';

/** Questions about scores from a file end with the metric that they are about: it follows where another one is chosen. */
export function questionAsked(analysis: Analysis): string {
  const { question } = analysis.setup;
  const named = / \(([^()]*)\)\?$/.exec(question)?.[1];
  if (!isFromFile(analysis) || !analysis.metrics.some(({ name }) => name === named)) return question;
  return `${question.slice(0, question.lastIndexOf(' ('))} (${primaryMetric(analysis).name})?`;
}
