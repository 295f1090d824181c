/** Differences question by question. Pure. */
import type { GivenAnalysis, GivenMetricAnalysis } from '../../analysis/given/given-analysis.js';
import { levelName } from '../format.js';
import { openNotes } from '../notes.js';
import { cell, left, paragraph, right, section } from '../page.js';
import type { Section } from '../page.js';
import { MOST_ROWS, whole1 } from './sections.js';
import { changeShown, pText } from './styles.js';

export function questionsSection({ level }: GivenAnalysis, metric: GivenMetricAnalysis): Section | undefined {
  const rows = metric.comparisons.flatMap(({ variant, questions = [] }) =>
    questions.map((question) => ({ variant, question })),
  );
  if (rows.length === 0) return undefined;
  const notes = openNotes();
  const shown = changeShown(
    metric,
    rows.map(({ question }) => question.difference),
  );
  return section(
    ['Question by question'],
    [
      paragraph(
        'Both variants answered the same questions, so that differences are taken question by question. Questions of one cluster count as one piece of luck; where several runs answered, the luck of the runs is in the interval too.',
      ),
      {
        is: 'table',
        columns: [
          left('variant'),
          left('data set'),
          right(`difference (${levelName(level)})`),
          right('p'),
          right('questions'),
          right('clusters'),
          right('runs'),
        ],
        rows: rows
          .slice(0, MOST_ROWS)
          .map(({ variant, question }) => [
            cell(variant),
            cell(question.dataSet),
            notes.cell(question.difference, shown),
            cell(pText(question.p)),
            whole1(question.questions),
            whole1(question.clusters),
            whole1(question.seeds),
          ]),
      },
      notes.part(),
    ],
  );
}
