/** What undermines a reading of scores that programs gave, each with its remedy. Pure. */
import type { Warning } from './analysis.js';
import type { PairingAnalysis } from './side-answers.js';
import { isTable } from '../origins/facts.js';
import type { OriginFacts } from '../origins/facts.js';

export function commandWarnings({
  origin,
  commits,
  pairing,
}: {
  origin: OriginFacts;
  commits: readonly string[];
  pairing: PairingAnalysis | undefined;
}): readonly Warning[] {
  if (isTable(origin)) return [];
  const { picked = [], seedCheck } = origin;
  return [
    ...picked.map((rule) => ({
      text: `${rule} is the best of what a run printed, chosen by the score itself: it flatters.`,
      remedy: 'Take the last value, or let the program choose on rows that are not scored.',
    })),
    ...(seedCheck?.found === 'the seed changes nothing'
      ? [
          {
            text: `${seedCheck.variant}: the seed changes nothing, so its runs are one run many times over.`,
            remedy: 'Hand {seed} to whatever draws random numbers.',
          },
        ]
      : []),
    ...(commits.length > 1
      ? [
          {
            text: `The runs were made at ${commits.length} states of the code: ${commits.join(', ')}.`,
            remedy: 'Start over with --fresh if what changed in between matters to the scores.',
          },
        ]
      : []),
    ...(pairing?.rows === 'different'
      ? [
          {
            text: 'Runs that are compared with each other were scored on different rows, as their predictions say.',
            remedy:
              'Divide the rows by {split} alone, the same for every variant; or let Reseed divide them: data and {train}.',
          },
        ]
      : []),
  ];
}
