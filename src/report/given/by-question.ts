/** Differences question by question. Pure. */
import type { GivenAnalysis, GivenMetricAnalysis } from '../../analysis/given/given-analysis.js';
import type { QuestionContrast } from '../../origins/scores/scores.js';
import { levelName, whole } from '../format.js';
import { openNotes } from '../notes.js';
import { cell, left, paragraph, right, section } from '../page.js';
import type { Part, Section } from '../page.js';
import { MOST_ROWS, whole1 } from './sections.js';
import { changeShown, pText } from './styles.js';

export function questionsSection({ level, given }: GivenAnalysis, metric: GivenMetricAnalysis): Section | undefined {
  const rows = metric.comparisons.flatMap(({ variant, pHolm, questions = [] }) =>
    questions.map((question) => ({ variant, pHolm, question })),
  );
  if (rows.length === 0) return undefined;
  const notes = openNotes();
  // With several data sets the main p-value is about them.
  const several = given.dataSets.length > 1;
  const holm = !several && metric.comparisons.length > 1;
  const shown = changeShown(
    metric,
    rows.map(({ question }) => question.difference),
  );
  return section(
    ['Question by question'],
    [
      paragraph(
        [
          rows.every(({ question }) => question.shared !== false)
            ? 'Both variants answered the same questions, so that differences are taken question by question.'
            : 'Where hardly a question was answered by both, the means over all answers of each are compared.',
          rows.some(({ question: { clusters, questions } }) => clusters < questions)
            ? 'Questions of one cluster count as one piece of luck.'
            : '',
          luckWords(rows.map(({ question }) => question)),
        ]
          .filter((words) => words !== '')
          .join(' '),
      ),
      {
        is: 'table',
        columns: [
          left('variant'),
          ...(several ? [left('data set')] : []),
          right(`difference (${levelName(level)})`),
          right('p'),
          ...(holm ? [right('Holm')] : []),
          right('questions'),
          right('clusters'),
          right('runs'),
        ],
        rows: rows
          .slice(0, MOST_ROWS)
          .map(({ variant, question, pHolm }) => [
            cell(variant),
            ...(several ? [cell(question.dataSet)] : []),
            notes.cell(question.difference, shown),
            cell(pText(question.p)),
            ...(holm ? [cell(pText(pHolm))] : []),
            whole1(question.questions),
            whole1(question.clusters),
            question.ownSeeds === undefined ? whole1(question.seeds) : cell(question.ownSeeds.join(' and ')),
          ]),
      },
      notes.part(),
      leftOutPart(rows.map(({ question }) => question)),
    ],
  );
}

/** What of the runs is in the intervals. */
function luckWords(all: readonly QuestionContrast[]): string {
  const own = all.filter(({ ownSeeds }) => ownSeeds !== undefined);
  if (own.some(({ ownSeeds }) => ownSeeds!.includes(1)))
    return 'The luck of the runs is in the interval; of a single run nothing tells it, and it is taken to be that of one of the other’s.';
  if (own.length > 0)
    return 'Each variant has runs of its own, and every question counts with its mean over them; the luck of both sides’ runs is in the interval.';
  if (all.some(({ seeds }) => seeds > 1))
    return 'Runs of equal name are paired, and the luck of the runs is in the interval too.';
  return 'Each has one run: the luck of another training is not in the interval.';
}

function leftOutPart(all: readonly QuestionContrast[]): Part | undefined {
  const numbers = all.map(({ leftOut = 0 }) => leftOut).filter((n) => n > 0);
  if (numbers.length === 0) return undefined;
  const most = Math.max(...numbers);
  const upTo = new Set(numbers).size > 1 ? 'Up to ' : '';
  return paragraph(
    `${upTo}${whole(most)} ${most === 1 ? 'question that only one of the two answered is' : 'questions that only one of the two answered are'} left out.`,
  );
}
