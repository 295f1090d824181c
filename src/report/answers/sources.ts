/** How much of the spread each source of randomness gives, alone and in combination: a sentence a variant. */
import type { Analysis } from '../../analysis/analysis.js';
import type { SourceBreakdown } from '../../analysis/side-answers.js';
import type { Source } from '../../experiment/experiment.js';
import { count, listed } from '../format.js';
import { sharePhrase } from '../phrases.js';
import { groundOfAnalysis, labelOf, primaryMetric } from '../reading.js';
import { groundWords } from '../../stats/index.js';
import type { Sentence } from '../sentence.js';

/** What prose calls a source. */
export const SOURCE_NAMES: Readonly<Record<Source, string>> = {
  split: 'the split',
  init: 'the random weights',
  order: 'the batch order',
  mask: 'the dropout masks',
};

const MOST_VARIANTS = 3;

export function sourcesAnswer(analysis: Analysis): readonly Sentence[] {
  return (analysis.sources ?? []).slice(0, MOST_VARIANTS).map((breakdown) => sentence(analysis, breakdown));
}

/** The same shares as in the table: alone, largest first, and what only combinations do. */
function sentence(analysis: Analysis, { variant, parts, interaction, samples }: SourceBreakdown): Sentence {
  const label = labelOf(analysis, variant);
  const measured = parts.filter(({ none, alone }) => !none && alone.point !== null);
  const [largest, ...others] = measured.toSorted((a, b) => (b.alone.point ?? 0) - (a.alone.point ?? 0));
  if (largest === undefined)
    return { head: `With ${label}, nothing is known of the sources`, tail: '.', tone: 'unsure' };
  const among = [...measured.map(({ alone }) => alone), interaction];
  const share = (estimate: (typeof among)[number]): string => sharePhrase(estimate, { among });
  const shares = [
    ...others.map(({ source, alone }) => `${SOURCE_NAMES[source]} ${share(alone)}`),
    ...parts.filter(({ none }) => none).map(({ source }) => `${SOURCE_NAMES[source]} nothing, as there are none`),
  ];
  const plural = largest.source === 'init' || largest.source === 'mask';
  return {
    head: `With ${label}, ${SOURCE_NAMES[largest.source]} alone ${plural ? 'give' : 'gives'} ${share(largest.alone)} of the variance of ${primaryMetric(analysis).label}`,
    tail: `${shares.length === 0 ? '' : `, ${listed(shares)}`}; ${share(interaction)} comes only from combinations of them (interaction). From ${count(samples, 'base sample')} ${groundWords(groundOfAnalysis(analysis))}.`,
    tone: 'flat',
  };
}
