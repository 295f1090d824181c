/** One source of randomness at a time: the SD that each makes alone, its share of the variance, and what is left over. */
import type { Analysis } from '../../analysis/analysis.js';
import { SOURCES } from '../../question/question.js';
import { SOURCE_NAMES } from '../answers/sources.js';
import { changeStyle, count, decimalsFor, levelName, NOTHING } from '../format.js';
import { openNotes } from '../notes.js';
import { cell, EMPTY, left, paragraph, right, section, strong, term } from '../page.js';
import type { Figure, NumberCell, Section } from '../page.js';
import { percent } from '../phrases.js';
import { labelOf, primaryMetric } from '../reading.js';

/** @param figures  the bars; none where they stand elsewhere on the page */
export function sourcesSection(analysis: Analysis, figures: readonly Figure[]): Section | undefined {
  const { sources } = analysis;
  const [first] = sources ?? [];
  if (sources === undefined || first === undefined) return undefined;
  const metric = primaryMetric(analysis);
  const { factor, unit } = changeStyle(metric);
  const notes = openNotes();
  const all = sources.flatMap(({ parts, total }) => [...parts.filter(({ none }) => !none).map(({ sd }) => sd), total]);
  const shown = { factor, unit: '', decimals: decimalsFor(all, factor) };
  const columns = [
    left('what varies'),
    ...sources.flatMap(({ variant }) => {
      const label = labelOf(analysis, variant);
      return [
        right(`${label}: `, term('SD alone', 'sd-alone'), unit === '' ? '' : `, ${unit}`),
        right(`${label}: `, term('share of variance', 'share')),
      ];
    }),
  ];
  const rows = SOURCES.map((source) => [
    cell(SOURCE_NAMES[source]),
    ...sources.flatMap(({ parts }) => {
      const part = parts.find((each) => each.source === source);
      if (part === undefined || part.none) return [cell('none by construction'), cell(NOTHING)];
      return [notes.cell(part.sd, shown), shareCell(part.share)];
    }),
  ]);
  const rest = [
    cell(term('interaction', 'interaction')),
    ...sources.flatMap(({ interactionShare }) => [EMPTY, shareCell(interactionShare)]),
  ];
  const total = [
    cell(strong('everything')),
    ...sources.flatMap((breakdown) => [notes.cell(breakdown.total, shown), shareCell(1)]),
  ];
  return section(
    ['One source at a time'],
    [
      paragraph(
        `All is held but one: each SD rests on ${count(first.contexts, 'setting')} of everything else, with ${count(first.repetitions, 'training')} in each. In brackets: ${levelName(analysis.setup.level)}.`,
      ),
      { is: 'table', columns, rows: [...rows, rest, total] },
      notes.part(),
      paragraph(OVERLAP),
      ...figures,
    ],
  );
}

const OVERLAP =
  'The parts and the whole are measured apart, so the shares need not add up to 100 %. More than 100 % means that the sources overlap (a change in any one of them is enough to send the training elsewhere), less that they work together; both include the luck of the measurements.';

function shareCell(share: number | null): NumberCell {
  return { is: 'number', value: share, text: percent(share) };
}
