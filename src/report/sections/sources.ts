/** Where the spread comes from: the share of the variance of each source, alone and with others, and what only combinations do. */
import type { Analysis } from '../../analysis/analysis.js';
import type { SourceBreakdown } from '../../analysis/side-answers.js';
import { SOURCES } from '../../question/question.js';
import type { Source } from '../../question/question.js';
import { SOURCE_NAMES } from '../answers/sources.js';
import { changeStyle, count, decimalsFor, levelName, listed, NOTHING, showPoint } from '../format.js';
import { openNotes } from '../notes.js';
import { cell, left, paragraph, right, section, term } from '../page.js';
import type { Cell, Figure, Section } from '../page.js';
import { labelOf, primaryMetric } from '../reading.js';

/** @param figures  the bars; none where they stand elsewhere on the page */
export function sourcesSection(analysis: Analysis, figures: readonly Figure[]): Section | undefined {
  const { sources } = analysis;
  const [first] = sources ?? [];
  if (sources === undefined || first === undefined) return undefined;
  const notes = openNotes();
  const shares = sources.flatMap(({ parts, interaction }) => [...parts.flatMap(both), interaction]);
  const shown = { factor: 100, unit: '', decimals: decimalsFor(shares, 100) };
  const columns = [
    left('source'),
    ...sources.flatMap(({ variant }) => {
      const label = labelOf(analysis, variant);
      return [
        right(`${label}: `, term('alone', 'alone'), ', %'),
        right(`${label}: `, term('alone and with others', 'with-others'), ', %'),
      ];
    }),
  ];
  const cellsOf = (source: Source, { parts }: SourceBreakdown): Cell[] => {
    const part = parts.find((each) => each.source === source);
    if (part === undefined) return [cell('held'), cell(NOTHING)];
    if (part.none) return [cell('none by construction'), cell(NOTHING)];
    return [notes.cell(part.alone, shown), notes.cell(part.withOthers, shown)];
  };
  const rows = SOURCES.map((source) => [
    cell(SOURCE_NAMES[source]),
    ...sources.flatMap((breakdown) => cellsOf(source, breakdown)),
  ]);
  const rest = [
    cell(term('interaction', 'interaction')),
    ...sources.flatMap(({ interaction }) => [notes.cell(interaction, shown), cell(NOTHING)]),
  ];
  return section(
    ['Where the spread comes from'],
    [
      paragraph(
        `Shares of the variance of one run, from ${count(first.samples, 'base sample')}: two trainings with every source drawn again, and for each source the two that exchange it. In brackets: ${levelName(analysis.setup.level)}. ${spreads(analysis, sources)}`,
      ),
      { is: 'table', columns, rows: [...rows, rest] },
      notes.part(),
      paragraph(`${TOGETHER}${first.samples < MANY_SAMPLES ? FEW : ''}`),
      ...figures,
    ],
  );
}

/** From this many base samples on shares of heavy-tailed scores have honest intervals, too. */
const MANY_SAMPLES = 100;
const FEW =
  ' With fewer than 100 base samples, and scores of which a few lie far out, such intervals hold less often than they say: in 86 to 95 % of simulations with 30.';

const TOGETHER =
  'What a source does together with others counts for each of them, so the second column adds up to more than 100 % where sources interact. The first column and the interaction add up to 100 %, up to rounding and to shares that came out below zero and are shown as 0.';

function both({ none, alone, withOthers }: SourceBreakdown['parts'][number]): SourceBreakdown['interaction'][] {
  return none ? [] : [alone, withOthers];
}

/** The SD that the shares are shares of. */
function spreads(analysis: Analysis, sources: readonly SourceBreakdown[]): string {
  const { factor, unit } = changeStyle(primaryMetric(analysis));
  const sds = sources.flatMap(({ variant, sd }) => (sd === null ? [] : [{ variant, sd }]));
  if (sds.length === 0) return '';
  const bare = { low: null, high: null, level: analysis.setup.level, method: 'none', n: 0 };
  const estimates = sds.map(({ sd }) => ({ ...bare, point: sd }));
  const style = { factor, unit, decimals: decimalsFor(estimates, factor) };
  const words = sds.map(({ variant }, i) => `${labelOf(analysis, variant)} ${showPoint(estimates[i]!, style)}`);
  return `The SD of one run when everything varies: ${listed(words)}.`;
}
