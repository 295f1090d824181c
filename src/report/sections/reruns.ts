/** Held rows, other seeds: what one run, two runs and a second look can say. */
import type { Analysis } from '../../analysis/analysis.js';
import { twoRunFactors } from '../answers/reruns.js';
import { breakable, changeStyle, count, decimalsFor, fixed, levelName, PERCENT, valueStyle } from '../format.js';
import { openNotes } from '../notes.js';
import { cell, formula, left, list, paragraph, right, section, strong, term } from '../page.js';
import type { Cell, List, Section } from '../page.js';
import { isBaseline, noticeableGap, present, primaryMetric, scoreNoun, variantMetric } from '../reading.js';
import { isFromFile, isOfPrograms } from '../../question/words.js';

/** Only for experiments that hold the split. */
export function rerunsSection(analysis: Analysis): Section | undefined {
  // One run of each shows nothing of a second one.
  if (analysis.unit !== 'seed' || analysis.seeds < 2) return undefined;
  const metric = primaryMetric(analysis);
  const notes = openNotes();
  const value = valueStyle(metric);
  const change = changeStyle(metric);
  const shown = analysis.variants.flatMap((variant) => {
    const values = variantMetric(variant, metric.name);
    return values === undefined ? [] : [{ variant, values }];
  });
  const sds = decimalsFor(present(shown.map(({ values }) => values.sd)), change.factor);
  const risks = decimalsFor(present(shown.map(({ values }) => values.rerunRisk)), 100);
  const rows = shown.map(({ variant: { name, label }, values }): Cell[] => {
    const scores = values.scores.map((score) => score.value).sort((a, b) => a - b);
    // Three decimals of a score in thousands would be noise.
    const large = Math.abs(scores.at(-1) ?? 0) >= 1000;
    const show = (score: number | undefined): string =>
      fixed((score ?? NaN) * value.factor, metric.scale === 'share' ? 1 : large ? sds : Math.max(3, sds));
    return [
      { is: 'name', label, baseline: isBaseline(analysis, name) },
      cell(`${show(scores[0])} to ${show(scores.at(-1))}`),
      notes.cell(values.sd, { ...change, unit: '', decimals: sds }),
      notes.cell(values.rerunRisk, { ...PERCENT, decimals: risks }),
    ];
  });
  return section(
    ['What two runs can say'],
    [
      paragraph(
        isFromFile(analysis)
          ? `What one run of these, and two of them, can say. In brackets: ${levelName(analysis.setup.level)}.`
          : isOfPrograms(analysis)
            ? `Of ${count(analysis.seeds, scoreNoun(analysis))} of a variant only the seed changes. All of this holds for the data that the programs use, and says nothing of others. In brackets: ${levelName(analysis.setup.level)}.`
            : `The rows and folds are the same in all ${count(analysis.seeds, scoreNoun(analysis))} of a variant; only the seed changes. All of this holds for these rows and folds, and says nothing of others. In brackets: ${levelName(analysis.setup.level)}.`,
      ),
      {
        is: 'table',
        columns: [
          left('variant'),
          right(`lowest to highest${value.unit === '' ? '' : `, ${value.unit}`}`),
          right(term('SD', 'sd-total'), change.unit === '' ? '' : `, ${change.unit}`),
          right(term('a second run', 'rerun-risk'), ` lies ${breakable(noticeableGap(metric))} or more away`),
        ],
        rows,
      },
      notes.part(),
      whatRunsSay(analysis.setup.level),
    ],
  );
}

function whatRunsSay(level: number): List {
  const { low, high } = twoRunFactors(level);
  return list([
    [strong('One run'), ' says where the scores lie, give or take twice the SD above.'],
    [
      strong('Two runs'),
      ' say hardly more. Their own SD is ',
      formula('|a − b|/√2'),
      `, and its exact ${levelName(level)} reaches from ${fixed(low, 2)} to ${fixed(high, 0)} times that value (χ² with one degree of freedom, for normal scores).`,
    ],
    [
      strong('That a second run comes out different'),
      ' is no news: read the last column before making anything of it.',
    ],
  ]);
}
