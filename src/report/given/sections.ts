/** The tables of a report on scores from a file; a section without its facts is left out. */
import type { GivenAnalysis, GivenMetricAnalysis } from '../../analysis/given/given-analysis.js';
import { fixed, levelName, NOTHING, PERCENT, whole, withUnit } from '../format.js';
import { openNotes } from '../notes.js';
import { cell, code, foldedSection, left, paragraph, right, section } from '../page.js';
import type { Cell, Part, Section } from '../page.js';
import { changeShown, pText, valueShown } from './styles.js';

export const MOST_ROWS = 300;

export function number(value: number | null | undefined, decimals: number): Cell {
  return value === null || value === undefined || !Number.isFinite(value)
    ? cell(NOTHING)
    : { is: 'number', value, text: fixed(value, decimals) };
}

/** `34 %`, as P(variant wins) is written. */
function share(value: number | undefined): Cell {
  return value === undefined
    ? cell(NOTHING)
    : { is: 'number', value, text: withUnit(fixed(value * PERCENT.factor, 0), PERCENT.unit) };
}

export function whole1(value: number): Cell {
  return { is: 'number', value, text: whole(value) };
}

/** Each comparison on each data set, with its test. */
export function contrastsSection({ given, level }: GivenAnalysis, metric: GivenMetricAnalysis): Section | undefined {
  if (metric.comparisons.length === 0) return undefined;
  const notes = openNotes();
  const several = given.dataSets.length > 1;
  // Single answers have a table of their own, with the p-value that the verdict goes by.
  const byQuestion = metric.comparisons.some(({ questions }) => questions !== undefined);
  const single = metric.comparisons.every(({ contrasts }) =>
    contrasts.every(({ difference }) => difference.method === 'none'),
  );
  if (byQuestion && (several || single)) return undefined;
  // Of one comparison there is nothing to adjust.
  const holm = !several && !byQuestion && metric.comparisons.length > 1;
  const rows = metric.comparisons
    .flatMap(({ variant, contrasts, pHolm }) => contrasts.map((contrast) => ({ variant, contrast, pHolm })))
    .slice(0, MOST_ROWS);
  const shown = changeShown(
    metric,
    rows.map(({ contrast }) => contrast.difference),
  );
  const unpaired = rows.some(({ contrast }) => contrast.unpaired !== undefined);
  const beside = given.pairing === 'seed number' && unpaired;
  return section(
    [several ? 'Data set by data set' : byQuestion ? 'Run by run' : 'The comparison'],
    [
      {
        is: 'table',
        columns: [
          left('variant'),
          ...(several ? [left('data set')] : []),
          right(`variant − ${given.baseline} (${levelName(level)})`),
          right('p'),
          ...(holm ? [right('Holm')] : []),
          ...(given.pairing === 'none' ? [right('a run is higher'), right('SD ratio')] : [right('correlation')]),
          ...(beside ? [right('unpaired'), right('p')] : []),
        ],
        rows: rows.map(({ variant, contrast, pHolm }) => [
          cell(variant),
          ...(several ? [cell(contrast.dataSet)] : []),
          notes.cell(contrast.difference, shown),
          cell(pText(contrast.p)),
          ...(holm ? [cell(pText(pHolm))] : []),
          ...(given.pairing === 'none'
            ? [share(contrast.unpaired?.above), number(contrast.unpaired?.sdRatio, 2)]
            : [number(contrast.correlation, 2)]),
          ...(beside ? [notes.cell(contrast.unpaired?.difference, shown), cell(pText(contrast.unpaired?.p))] : []),
        ]),
      },
      notes.part(),
      testWords({ given, beside }),
    ],
  );
}

function testWords({ given, beside }: { given: GivenAnalysis['given']; beside: boolean }): Part {
  if (given.testToTrain !== undefined)
    return paragraph(
      'Corrected t (Nadeau and Bengio; for repeated k-fold Bouckaert and Frank): training sets overlap, so that scores on parts of one table are not independent. It is about new rows from the same source. A plain paired t would call too much significant.',
    );
  if (given.pairing === 'none')
    return paragraph(
      'Welch’s t. “A run is higher” is the share of pairs of runs in which the variant has the higher number, ties half; the SD ratio is the baseline’s over the variant’s.',
    );
  if (beside)
    return paragraph(
      `Student’s t over ${given.repeatWord}s of equal number. If the number fixes nothing that the two share, the correlation is near 0 and both answers agree; where it is high, the paired one is the sharper.`,
    );
  return paragraph(`Student’s t over ${given.pairing === 'block' ? given.blockWord : given.repeatWord}s.`);
}

/** Every variant on every data set. */
export function cellsSection({ given, level }: GivenAnalysis, metric: GivenMetricAnalysis): Section | undefined {
  if (given.dataSets.length < 2) return undefined;
  const notes = openNotes();
  const rows = metric.variants.flatMap(({ name, cells }) =>
    Object.entries(cells).map(([dataSet, summary]) => ({ name, dataSet, summary })),
  );
  const shown = valueShown(
    metric,
    rows.map(({ summary }) => summary.mean),
  );
  return foldedSection(
    ['Means on each data set'],
    [
      {
        is: 'table',
        columns: [
          left('variant'),
          left('data set'),
          right(`${metric.name} (${levelName(level)})`),
          right('SD'),
          right('scores'),
          right('failed'),
        ],
        rows: rows
          .slice(0, MOST_ROWS)
          .map(({ name, dataSet, summary }) => [
            cell(name),
            cell(dataSet),
            notes.cell(summary.mean, shown),
            number(summary.sd === null ? null : summary.sd * shown.factor, shown.decimals + 1),
            whole1(summary.n),
            whole1(summary.failed + summary.missing),
          ]),
      },
      notes.part(),
      rows.length > MOST_ROWS
        ? paragraph(`${whole(rows.length - MOST_ROWS)} more rows stand in `, code('summary.json'), '.')
        : undefined,
    ],
  );
}
