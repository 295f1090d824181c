/** How a file of scores was understood, for those who look it up. */
import type { Setup } from '../../design/setup.js';
import { scoresFactsOf } from '../../origins/scores/question.js';
import { cell, foldedSection, left, list, paragraph } from '../page.js';
import type { Section } from '../page.js';

export function readSection(setup: Setup): Section | undefined {
  const reading = scoresFactsOf(setup)?.reading;
  if (reading === undefined) return undefined;
  const { headline, columns, rules } = reading;
  return foldedSection(
    ['How the file was read'],
    [
      paragraph(headline),
      columns.length === 0
        ? undefined
        : {
            is: 'table',
            columns: [left('column'), left('role'), left('read as')],
            rows: columns.map(({ column, role, words }) => [cell(column), cell(role), cell(words)]),
          },
      list(rules.map((rule) => [rule])),
    ],
  );
}
