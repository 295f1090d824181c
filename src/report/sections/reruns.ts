/** Held rows, other seeds: what one run, two runs and a second look can say. */
import type { Analysis } from '../../analysis/analysis.js';
import { twoRunFactors } from '../answers/reruns.js';
import { markdownText } from '../escape.js';
import { changeStyle, count, decimalsFor, fixed, levelName, PERCENT, valueStyle } from '../format.js';
import { blocks, markdownTable, term } from '../markdown.js';
import { createNotes } from '../notes.js';
import { isBaseline, noticeableGap, present, primaryMetric, scoreNoun, variantMetric } from '../reading.js';

/** Only for experiments that hold the split. */
export function rerunsSection(analysis: Analysis): string | undefined {
  if (analysis.unit !== 'seed') return undefined;
  const metric = primaryMetric(analysis);
  const notes = createNotes();
  const value = valueStyle(metric);
  const change = changeStyle(metric);
  const shown = analysis.variants.flatMap((variant) => {
    const values = variantMetric(variant, metric.name);
    return values === undefined ? [] : [{ variant, values }];
  });
  const sds = decimalsFor(present(shown.map(({ values }) => values.sd)), change.factor);
  const risks = decimalsFor(present(shown.map(({ values }) => values.rerunRisk)), 100);
  const rows = shown.map(({ variant, values }) => {
    const scores = values.scores.map((score) => score.value).sort((a, b) => a - b);
    const show = (score: number | undefined): string =>
      fixed((score ?? NaN) * value.factor, metric.scale === 'share' ? 1 : 3);
    return [
      `**${markdownText(variant.label)}**${isBaseline(analysis, variant.name) ? ' (baseline)' : ''}`,
      `${show(scores[0])} to ${show(scores.at(-1))}`,
      notes.cell(values.sd, { ...change, unit: '', decimals: sds }),
      notes.cell(values.rerunRisk, { ...PERCENT, decimals: risks }),
    ];
  });
  const { low, high } = twoRunFactors(analysis.setup.level);
  return blocks([
    '## What two runs can say',
    `The rows and folds are the same in all ${count(analysis.seeds, scoreNoun(analysis))} of a variant; only the seed changes. All of this holds for these rows and folds, and says nothing of others. In brackets: ${levelName(analysis.setup.level)}.`,
    markdownTable(
      [
        { heading: 'variant', align: 'left' },
        { heading: `lowest to highest${value.unit === '' ? '' : `, ${value.unit}`}`, align: 'right' },
        {
          heading: `${term('SD', 'sd-total')}${change.unit === '' ? '' : `, ${markdownText(change.unit)}`}`,
          align: 'right',
        },
        {
          heading: `${term('a second run', 'rerun-risk')} lies ${markdownText(noticeableGap(metric))} or more away`,
          align: 'right',
        },
      ],
      rows,
    ),
    notes.lines().join('\n'),
    [
      `- **One run** says where the scores lie, give or take twice the SD above.`,
      `- **Two runs** say hardly more. Their own SD is |a − b|/√2, and its exact ${levelName(analysis.setup.level)} reaches from ${fixed(low, 2)} to ${fixed(high, 0)} times that value (χ² with one degree of freedom, for normal scores).`,
      `- **That a second run comes out different** is no news: read the last column before making anything of it.`,
    ].join('\n'),
  ]);
}
