/** The best variant, how sure it is, and its score in three ways that flatter less and less. */
import type { Analysis } from '../../analysis/analysis.js';
import { count, decimalsFor, levelName, valueStyle, whole } from '../format.js';
import { openNotes } from '../notes.js';
import { cell, left, paragraph, right, section, strong, term } from '../page.js';
import type { Figure, Part, Section } from '../page.js';
import { labelOf, metricNamed, variantMetric, variantNamed } from '../reading.js';
import { isOnTable, unitWord } from '../../question/words.js';

/** @param figures  the bars */
export function choiceSection(analysis: Analysis, figures: readonly Figure[]): Section | undefined {
  const { choice } = analysis;
  const metric = choice && metricNamed(analysis, choice.metric);
  if (choice === undefined || metric === undefined) return undefined;
  const { naive, fresh, nested, best } = choice;
  const notes = openNotes();
  const style = valueStyle(metric);
  const decimals = decimalsFor([naive, fresh, ...(nested === undefined ? [] : [nested])], style.factor);
  const unit = unitWord(analysis);
  const rows = [
    [
      cell(strong(labelOf(analysis, best)), `, on the ${unit}s that chose it`),
      notes.cell(naive, { ...style, decimals }),
      cell('flattered: the same luck chose it and scores it'),
    ],
    [
      cell(`the best of half of the ${unit}s, on the other half (mean over random halvings)`),
      notes.cell(fresh, { ...style, decimals }),
      cell(`free of the luck of ${unit} and seed${isOnTable(analysis) ? ', not of that of the table' : ''}`),
    ],
    ...(nested === undefined
      ? []
      : [
          [
            cell(`chosen on the validation rows of each ${unit}, scored on its test rows`),
            notes.cell(nested, { ...style, decimals }),
            cell('what a user gets who chooses this way; each split may choose another'),
          ],
        ]),
  ];
  return section(
    ['Choosing one'],
    [
      paragraph(
        `Whoever picks the best of ${analysis.variants.length} picks luck along with it: the winner’s score is too good, the more so the more there are to choose from. That is the `,
        term('winner’s curse', 'winners-curse'),
        `; the rows below take it away step by step. In brackets: ${levelName(analysis.setup.level)}.`,
      ),
      {
        is: 'table',
        columns: [left('chosen and scored'), right(`mean ${metric.label}`), left('what it is')],
        rows,
      },
      notes.part(),
      ...fewer(analysis, naive.n),
      ...figures,
    ],
  );
}

/** The same variant has another mean here than in the table of variants where it has scores that others lack. */
function fewer({ choice, ...analysis }: Analysis, here: number): readonly Part[] {
  const best = variantNamed(analysis, choice!.best);
  const own = best === undefined ? here : (variantMetric(best, choice!.metric)?.mean.n ?? here);
  if (own <= here) return [];
  const unit = unitWord(analysis);
  return [
    paragraph(
      `By the ${count(here, unit)} in which all variants have a score; the table of variants counts all ${whole(own)} of ${labelOf(analysis, best!.name)}, so that its mean may differ.`,
    ),
  ];
}
