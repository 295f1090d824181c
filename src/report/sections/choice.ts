/** The best variant, how sure it is, and its score in three ways that flatter less and less. */
import type { Analysis } from '../../analysis/analysis.js';
import { markdownText } from '../escape.js';
import { decimalsFor, levelName, valueStyle } from '../format.js';
import { blocks, markdownTable, term } from '../markdown.js';
import { createNotes } from '../notes.js';
import { labelOf, metricNamed } from '../reading.js';

/** @param figure  Markdown of the bars */
export function choiceSection(analysis: Analysis, figure: string): string | undefined {
  const { choice } = analysis;
  const metric = choice && metricNamed(analysis, choice.metric);
  if (choice === undefined || metric === undefined) return undefined;
  const { naive, fresh, nested, best } = choice;
  const notes = createNotes();
  const style = valueStyle(metric);
  const decimals = decimalsFor([naive, fresh, ...(nested === undefined ? [] : [nested])], style.factor);
  const label = markdownText(labelOf(analysis, best));
  const { unit } = analysis;
  const rows = [
    [
      `**${label}**, on the ${unit}s that chose it`,
      notes.cell(naive, { ...style, decimals }),
      'flattered: the same luck chose it and scores it',
    ],
    [
      `the best of half of the ${unit}s, on the other half (mean over random halvings)`,
      notes.cell(fresh, { ...style, decimals }),
      `free of the luck of ${unit} and seed, not of that of the table`,
    ],
    ...(nested === undefined
      ? []
      : [
          [
            `chosen on the validation rows of each ${unit}, scored on its test rows`,
            notes.cell(nested, { ...style, decimals }),
            'what a user gets who chooses this way; each split may choose another',
          ],
        ]),
  ];
  return blocks([
    '## Choosing one',
    `Whoever picks the best of ${analysis.variants.length} picks luck along with it: the winner’s score is too good, the more so the more there are to choose from. That is the ${term('winner’s curse', 'winners-curse')}; the rows below take it away step by step. In brackets: ${levelName(analysis.setup.level)}.`,
    markdownTable(
      [
        { heading: 'chosen and scored', align: 'left' },
        { heading: `mean ${metric.label}`, align: 'right' },
        { heading: 'what it is', align: 'left' },
      ],
      rows,
    ),
    notes.lines().join('\n'),
    figure,
  ]);
}
