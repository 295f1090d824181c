/** One source of randomness at a time: the SD that each makes alone, its share of the variance, and what is left over. */
import type { Analysis } from '../../analysis/analysis.js';
import { SOURCES } from '../../experiment/experiment.js';
import { SOURCE_NAMES } from '../answers/sources.js';
import { markdownText } from '../escape.js';
import { changeStyle, count, decimalsFor, levelName, NOTHING } from '../format.js';
import { blocks, markdownTable, term } from '../markdown.js';
import type { Column } from '../markdown.js';
import { createNotes } from '../notes.js';
import { percent } from '../phrases.js';
import { labelOf, primaryMetric } from '../reading.js';

/** @param figure  Markdown of the bars; empty where they stand elsewhere on the page */
export function sourcesSection(analysis: Analysis, figure: string): string | undefined {
  const { sources } = analysis;
  const [first] = sources ?? [];
  if (sources === undefined || first === undefined) return undefined;
  const metric = primaryMetric(analysis);
  const { factor, unit } = changeStyle(metric);
  const notes = createNotes();
  const all = sources.flatMap(({ parts, total }) => [...parts.filter(({ none }) => !none).map(({ sd }) => sd), total]);
  const shown = { factor, unit: '', decimals: decimalsFor(all, factor) };
  const columns: Column[] = [
    { heading: 'what varies', align: 'left' },
    ...sources.flatMap(({ variant }): Column[] => {
      const label = markdownText(labelOf(analysis, variant));
      return [
        {
          heading: `${label}: ${term('SD alone', 'sd-alone')}${unit === '' ? '' : `, ${markdownText(unit)}`}`,
          align: 'right',
        },
        { heading: `${label}: ${term('share of variance', 'share')}`, align: 'right' },
      ];
    }),
  ];
  const rows = SOURCES.map((source) => [
    SOURCE_NAMES[source],
    ...sources.flatMap(({ parts }) => {
      const part = parts.find((each) => each.source === source);
      if (part === undefined || part.none) return ['none by construction', NOTHING];
      return [notes.cell(part.sd, shown), percent(part.share)];
    }),
  ]);
  const rest = [
    term('interaction', 'interaction'),
    ...sources.flatMap(({ interactionShare }) => ['', percent(interactionShare)]),
  ];
  const total = ['**everything**', ...sources.flatMap((breakdown) => [notes.cell(breakdown.total, shown), percent(1)])];
  return blocks([
    '## One source at a time',
    `All is held but one: each SD rests on ${count(first.contexts, 'setting')} of everything else, with ${count(first.repetitions, 'training')} in each. In brackets: ${levelName(analysis.setup.level)}.`,
    markdownTable(columns, [...rows, rest, total]),
    notes.lines().join('\n'),
    'The parts and the whole are measured apart, so the shares need not add up to 100 %. More than 100 % means that the sources overlap (a change in any one of them is enough to send the training elsewhere), less that they work together; both include the luck of the measurements.',
    figure,
  ]);
}
