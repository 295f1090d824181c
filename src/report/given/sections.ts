/** The tables of a report on scores from a file; a section without its facts is left out. */
import type { GivenAnalysis, GivenMetricAnalysis } from '../../analysis/given/analyse-given.js';
import type { Estimate } from '../../base/estimate.js';
import { fixed, levelName, NBSP, NOTHING, whole } from '../format.js';
import { openNotes } from '../notes.js';
import { cell, code, foldedSection, left, paragraph, right, section, strong } from '../page.js';
import type { Cell, Part, Section } from '../page.js';
import { changeShown, pText, valueShown } from './styles.js';

const MOST_ROWS = 300;

function number(value: number | null | undefined, decimals: number): Cell {
  return value === null || value === undefined || !Number.isFinite(value)
    ? cell(NOTHING)
    : { is: 'number', value, text: fixed(value, decimals) };
}

function whole1(value: number): Cell {
  return { is: 'number', value, text: whole(value) };
}

export function acrossSection({ level, given }: GivenAnalysis, metric: GivenMetricAnalysis): Section | undefined {
  const there = metric.comparisons.filter(({ across }) => across !== undefined);
  if (there.length === 0) return undefined;
  const notes = openNotes();
  const estimates = there.flatMap(({ across }) => [across!.these, across!.likeTheseWider]);
  const shown = changeShown(metric, estimates);
  return section(
    ['These data sets, and others like them'],
    [
      paragraph(
        'Two questions, two units. About ',
        strong('these data sets'),
        `: each keeps its own spread over ${given.pairing === 'none' ? 'runs' : `${given.pairing === 'block' ? given.blockWord : given.repeatWord}s`}. About `,
        strong('data sets like these'),
        ': the data set is the block, so that more runs on the same data sets do not help. Differences are variant − baseline.',
      ),
      widerWords(Math.max(...there.map(({ across }) => across!.dataSets)), level),
      {
        is: 'table',
        columns: [
          left('variant'),
          left('baseline'),
          right(`these data sets (${levelName(level)})`),
          right(`data sets like these (${levelName(level)})`),
          right('median of such data sets'),
          right('p, like these'),
          right('Holm'),
          right('a run is better'),
        ],
        rows: there.map(({ variant, baseline, across, improvement, pHolm }) => [
          cell(variant),
          cell(baseline),
          notes.cell(across!.these, shown),
          notes.cell(across!.likeTheseWider, shown),
          notes.cell(across!.median, shown),
          cell(pText(across!.likeTheseWiderP)),
          cell(pText(pHolm)),
          improvement === undefined ? cell(NOTHING) : notes.cell(improvement, { factor: 100, unit: '%', decimals: 0 }),
        ]),
      },
      notes.part(),
    ],
  );
}

/** What the interval holds where effects are skewed: `npm run coverage`, 10,000 sets of exponential effects. */
const SKEWED_HOLDS = [
  [20, 96],
  [6, 93],
] as const;

/** Below six data sets there is no such interval; the figures are of a level of 95 %. */
function widerWords(dataSets: number, level: number): Part | undefined {
  const known = SKEWED_HOLDS.find(([fewest]) => dataSets >= fewest);
  if (known === undefined) return undefined;
  const [, holds] = known;
  const held =
    level === 0.95
      ? ` With so many strongly skewed differences it holds in about ${holds}${NBSP}% of cases, simulated.`
      : '';
  return paragraph(
    `The interval about data sets like these reaches, at each end, as far as the wider of two: Student’s t and t corrected for skewness (Hall 1992), since one data set with a large difference misleads t alone.${held} `,
    code('summary.json'),
    ' holds both.',
  );
}

export function duelsSection({ level }: GivenAnalysis, metric: GivenMetricAnalysis): Section | undefined {
  const { duels } = metric;
  if (duels === undefined || duels.length === 0) return undefined;
  const shown = changeShown(
    metric,
    duels.map(({ difference }) => exact(difference, level)),
  );
  const threshold = changeShown(metric, [], false);
  return section(
    ['Every variant against every other'],
    [
      paragraph(
        `On how many data sets the first is better, within ${fixed(metric.threshold * threshold.factor, 2)}${threshold.unit === '' ? '' : ` ${threshold.unit}`}, or worse; and on how many beyond doubt (the data set’s own test, Holm over the data sets). p is Wilcoxon’s, over the data sets’ means, with Holm over all pairs.`,
      ),
      {
        is: 'table',
        columns: [
          left('first'),
          left('second'),
          right('mean difference'),
          right('wins / ties / losses'),
          right('beyond doubt, for / against'),
          right('p'),
          right('Holm'),
        ],
        rows: duels.slice(0, MOST_ROWS).map((duel) => [
          cell(duel.first),
          cell(duel.second),
          {
            is: 'number',
            value: duel.difference,
            text: `${duel.difference > 0 ? '+' : ''}${fixed(duel.difference * shown.factor, 2)}${shown.unit === '' ? '' : ` ${shown.unit}`}`,
          },
          cell(`${duel.wins} / ${duel.ties} / ${duel.losses}`),
          cell(`${duel.surely} / ${duel.surelyNot}`),
          cell(pText(duel.p)),
          cell(pText(duel.pHolm)),
        ]),
      },
    ],
  );
}

function exact(point: number, level: number): Estimate {
  return { point, low: null, high: null, level, method: 'none', n: 1 };
}

/** Lines beside the answer, with what they hide. */
export function ranksSection({ given, level }: GivenAnalysis, metric: GivenMetricAnalysis): Section | undefined {
  const { ranks, iqm } = metric;
  if (ranks === undefined && iqm === undefined) return undefined;
  const notes = openNotes();
  const shown =
    iqm === undefined
      ? undefined
      : metric.scale === 'share'
        ? valueShown(metric, Object.values(iqm))
        : { factor: 1, unit: '', decimals: 3 };
  return foldedSection(
    ['Average ranks and interquartile means'],
    [
      paragraph(
        'For readers who know them. A rank forgets by how much: a hundredth of a point counts as much as ten, and a variant’s rank moves when another one is added. An interquartile mean forgets the worst and the best quarter of all runs, which may be whole data sets.',
      ),
      {
        is: 'table',
        columns: [
          left('variant'),
          right('average rank'),
          ...(ranks?.failuresLast === undefined ? [] : [right('failures ranked last')]),
          right(`interquartile mean (${levelName(level)})`),
        ],
        rows: given.variants.map((variant) => [
          cell(variant),
          number(ranks?.averageRanks[variant], 2),
          ...(ranks?.failuresLast === undefined ? [] : [number(ranks.failuresLast[variant], 2)]),
          iqm === undefined ? cell(NOTHING) : notes.cell(iqm[variant], shown!),
        ]),
      },
      notes.part(),
      ranks === undefined
        ? undefined
        : paragraph(
            `Ranks over the ${ranks.complete.length} data sets on which no run is missing${ranks.failuresLast === undefined ? '' : `; beside them over all ${given.dataSets.length}, whoever failed ranked last there`}. Friedman’s χ² = ${fixed(ranks.friedman.chiSquared, 2)}, p ${eq(ranks.friedman.p)}; Iman and Davenport’s F = ${fixed(ranks.friedman.f, 2)}, p ${eq(ranks.friedman.fP)}; Nemenyi’s critical difference ${fixed(ranks.criticalDifference, 2)}.`,
          ),
    ],
  );
}

function eq(p: number): string {
  return p < 0.001 ? '< 0.001' : `= ${pText(p)}`;
}

/** Each comparison on each data set, with its test. */
export function contrastsSection({ given, level }: GivenAnalysis, metric: GivenMetricAnalysis): Section | undefined {
  if (metric.comparisons.length === 0) return undefined;
  const notes = openNotes();
  const several = given.dataSets.length > 1;
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
    [several ? 'Data set by data set' : 'The comparison'],
    [
      {
        is: 'table',
        columns: [
          left('variant'),
          ...(several ? [left('data set')] : []),
          right(`variant − ${given.baseline} (${levelName(level)})`),
          right('p'),
          ...(several ? [] : [right('Holm')]),
          ...(given.pairing === 'none' ? [right('a run is higher'), right('SD ratio')] : [right('correlation')]),
          ...(beside ? [right('unpaired'), right('p')] : []),
        ],
        rows: rows.map(({ variant, contrast, pHolm }) => [
          cell(variant),
          ...(several ? [cell(contrast.dataSet)] : []),
          notes.cell(contrast.difference, shown),
          cell(pText(contrast.p)),
          ...(several ? [] : [cell(pText(pHolm))]),
          ...(given.pairing === 'none'
            ? [number(contrast.unpaired?.above, 2), number(contrast.unpaired?.sdRatio, 2)]
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
      'Corrected t (Nadeau and Bengio; for repeated k-fold Bouckaert and Frank): training sets overlap, so that scores on blocks of one table are not independent. It is about new rows from the same source. A plain paired t would call too much significant.',
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
