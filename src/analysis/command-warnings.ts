/** What undermines a reading of scores that programs gave, each with its remedy. Pure. */
import type { Warning } from './analysis.js';
import type { PairingAnalysis } from './side-answers.js';
import { isTable } from '../origins/facts.js';
import type { OriginFacts } from '../origins/facts.js';
import { present, type Scores } from '../stats/index.js';

/** Fewest equal scores that are taken for more than chance. */
const FEWEST_ALIKE = 3;

/** Whether several runs of each split, and no fewer than three, gave the same scores by every metric. */
export function areAlike(metrics: readonly Scores[]): boolean {
  return (
    metrics.length > 0 &&
    metrics.every((scores) => {
      const splits = scores.map((split) => present(split)).filter(({ length }) => length > 1);
      const runs = splits.reduce((sum, { length }) => sum + length, 0);
      return runs >= FEWEST_ALIKE && splits.every((split) => split.every((score) => score === split[0]));
    })
  );
}

export function commandWarnings({
  origin,
  commits,
  pairing,
  alike,
}: {
  origin: OriginFacts;
  commits: readonly string[];
  pairing: PairingAnalysis | undefined;
  /** The variants whose runs are all alike. */
  alike: readonly { readonly label: string }[];
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
      : alike.map(({ label }) => ({
          text: `${label}: its runs gave the same scores whatever the seed, so they are one run many times over.`,
          remedy: 'Hand {seed} to whatever draws random numbers; --check-seed looks beforehand.',
        }))),
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
