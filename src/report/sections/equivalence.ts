/** What a comparison of two folders says about sameness: a table for the report, a line each for the terminal. */
import type { Analysis, MetricInfo } from '../../analysis/analysis.js';
import type { Equivalence } from '../../analysis/equivalence.js';
import { markdownText, plainText } from '../escape.js';
import { changeStyle, decimalsFor, fixed, levelName, PLAIN, showEstimate, withUnit } from '../format.js';
import type { Shown } from '../format.js';
import { blocks, markdownTable } from '../markdown.js';
import { createNotes } from '../notes.js';
import { labelOf, present, primaryMetric } from '../reading.js';

export function equivalenceSection(analysis: Analysis, all: readonly Equivalence[]): string | undefined {
  const [first] = all;
  if (first === undefined) return undefined;
  const notes = createNotes();
  const metric = primaryMetric(analysis);
  const { difference, ratio } = styles(all, metric);
  const rows = all.map((each) => [
    `**${markdownText(labelOf(analysis, each.variant))}** and **${markdownText(labelOf(analysis, each.baseline))}**`,
    notes.cell(each.difference, { ...difference, plus: true }),
    yesOrNo(each.sameMean),
    notes.cell(each.sdRatio, ratio),
    yesOrNo(each.sameSpread),
  ]);
  return blocks([
    '## Equivalent?',
    `${markdownText(rule(first, metric))} “No” is no proof of a difference: the interval may only be too wide.`,
    markdownTable(
      [
        { heading: 'variants', align: 'left' },
        { heading: `difference in ${metric.label} (${levelName(first.difference.level)})`, align: 'right' },
        { heading: 'same mean', align: 'left' },
        { heading: `ratio of ${spreadName(first)}s (${levelName(first.sdRatio.level)})`, align: 'right' },
        { heading: 'same spread', align: 'left' },
      ],
      rows,
    ),
    notes.lines().join('\n'),
  ]);
}

/** One line for each pair, and the rule. */
export function equivalenceLines(analysis: Analysis, all: readonly Equivalence[]): readonly string[] {
  const [first] = all;
  if (first === undefined) return [];
  const metric = primaryMetric(analysis);
  const { difference, ratio } = styles(all, metric);
  const lines = all.map((each) => {
    const [name, other] = [each.variant, each.baseline].map((one) => plainText(labelOf(analysis, one)));
    const mean = `${each.sameMean ? 'same' : 'not shown to be the same'} in ${metric.label}, ${showEstimate(each.difference, { ...difference, plus: true })}`;
    const spread = `${each.sameSpread ? 'same' : 'not shown to be the same'} in spread, SD ratio ${showEstimate(each.sdRatio, ratio)}`;
    return `Equivalence, ${name ?? ''} and ${other ?? ''}: ${mean}; ${spread}.`;
  });
  return [...lines, rule(first, metric)].map((text) => text.replaceAll('\u00a0', ' '));
}

function rule({ bound, ratioBound, difference, ...each }: Equivalence, metric: MetricInfo): string {
  const { factor, unit } = changeStyle(metric);
  const limit = withUnit(fixed(bound * factor, metric.scale === 'share' ? 0 : 3), unit);
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
