/** What a comparison of two folders says about sameness: a table for the report, a line each for the terminal. */
import type { Analysis, MetricInfo } from '../../analysis/analysis.js';
import type { Equivalence } from '../../analysis/equivalence.js';
import {
  digitsOf,
  breakable,
  changeStyle,
  decimalsFor,
  fixed,
  levelName,
  PLAIN,
  showEstimate,
  withUnit,
} from '../format.js';
import type { Shown } from '../format.js';
import { openNotes } from '../notes.js';
import { cell, left, paragraph, right, section, strong } from '../page.js';
import type { Line, Section } from '../page.js';
import { labelOf, present, primaryMetric } from '../reading.js';

export function equivalenceSection(analysis: Analysis, all: readonly Equivalence[]): Section | undefined {
  const [first] = all;
  if (first === undefined) return undefined;
  const notes = openNotes();
  const metric = primaryMetric(analysis);
  const { difference, ratio } = styles(all, metric);
  const rows = all.map((each) => [
    cell(strong(labelOf(analysis, each.variant)), ' and ', strong(labelOf(analysis, each.baseline))),
    notes.cell(each.difference, { ...difference, plus: true }),
    cell(yesOrNo(each.sameMean)),
    notes.cell(each.sdRatio, ratio),
    cell(yesOrNo(each.sameSpread)),
  ]);
  return section(
    ['Equivalent?'],
    [
      paragraph(
        `${breakable(rule(first, metric))} “No” is no proof of a difference: the interval may only be too wide.`,
      ),
      {
        is: 'table',
        columns: [
          left('variants'),
          right(`difference in ${metric.label} (${levelName(first.difference.level)})`),
          left('same mean'),
          right(`ratio of ${spreadName(first)}s (${levelName(first.sdRatio.level)})`),
          left('same spread'),
        ],
        rows,
      },
      notes.part(),
    ],
  );
}

/** One line for each pair, and the rule. */
export function equivalenceLines(analysis: Analysis, all: readonly Equivalence[]): readonly Line[] {
  const [first] = all;
  if (first === undefined) return [];
  const metric = primaryMetric(analysis);
  const { difference, ratio } = styles(all, metric);
  const lines = all.map((each) => {
    const [name, other] = [each.variant, each.baseline].map((one) => labelOf(analysis, one));
    const mean = `${each.sameMean ? 'same' : 'not shown to be the same'} in ${metric.label}, ${showEstimate(each.difference, { ...difference, plus: true })}`;
    const spread = `${each.sameSpread ? 'same' : 'not shown to be the same'} in spread, SD ratio ${showEstimate(each.sdRatio, ratio)}`;
    return `Equivalence, ${name!} and ${other!}: ${mean}; ${spread}.`;
  });
  return [...lines, rule(first, metric)].map((text) => [text]);
}

function rule({ bound, ratioBound, difference, ...each }: Equivalence, metric: MetricInfo): string {
  const { factor, unit } = changeStyle(metric);
  const limit = withUnit(
    fixed(bound * factor, metric.scale === 'share' ? 0 : Math.max(3, digitsOf(bound * factor))),
    unit,
  );
  return `Two variants count as equivalent where the whole ${levelName(difference.level)} of their difference lies within ± ${limit}, and that of the ratio of their ${spreadName(each)}s between 1/${ratioBound} and ${ratioBound}.`;
}

function spreadName({ of }: Pick<Equivalence, 'of'>): string {
  return of === 'rerun' ? 'rerun SD' : 'total SD';
}

function styles(all: readonly Equivalence[], metric: MetricInfo): { difference: Shown; ratio: Shown } {
  const change = changeStyle(metric);
  const differences = present(all.map(({ difference }) => difference));
  return {
    difference: { ...change, decimals: decimalsFor(differences, change.factor) },
    ratio: { ...PLAIN, decimals: 2 },
  };
}

function yesOrNo(shown: boolean): string {
  return shown ? 'yes' : 'no';
}
