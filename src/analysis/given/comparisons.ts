/** Every variant against its baseline, and what the verdict is about: runs, questions, or data sets. Pure. */
import type { RowAnswers } from '../../origins/scores/scores.js';
import { FEWEST_DATA_SETS_FOR_VERDICT, FEWEST_TO_JUDGE, holm, judgeDifference } from '../../stats/index.js';
import { across } from './across.js';
import type { Across } from './across.js';
import type { Cells } from './cell.js';
import { contrast, contrastByQuestion, pairedWord } from './contrast.js';
import type { Contrast } from './contrast.js';
import type { GivenComparison, MainAnswer } from './given-analysis.js';
import type { GivenMetric, GivenOptions, GivenScores } from './given-scores.js';
import { improvementOverDataSets } from './ranks.js';

export function comparisonsOf(
  given: GivenScores,
  {
    cells,
    dataSets,
    metric,
    options,
  }: { cells: Cells; dataSets: readonly string[]; metric: GivenMetric; options: GivenOptions },
): readonly GivenComparison[] {
  const { level, seed } = options;
  const baselineOf = (variant: string): string => given.against?.[variant] ?? given.baseline;
  const others =
    given.against === undefined
      ? given.variants.filter((variant) => variant !== given.baseline)
      : Object.keys(given.against);
  const joint = 1 - (1 - level) / Math.max(1, others.length);
  const open = others.map((variant) => {
    const baseline = baselineOf(variant);
    const byRow = given.byRow?.find(
      (each) => each.metric === metric.name && each.variant === variant && each.baseline === baseline,
    );
    const at = (confidence: number, { bare = false } = {}): Sides => {
      // With several data sets every one has its own questions, and their spread is the data set's.
      const rows = dataSets.length > 1 ? (bare ? byRow?.simultaneous : byRow?.contrasts) : undefined;
      const contrasts = dataSets.map((dataSet) => {
        const row = rows?.find((each) => each.dataSet === dataSet);
        return row === undefined
          ? contrast(cells(variant, dataSet), cells(baseline, dataSet), { ...given, level: confidence, bare })
          : contrastByQuestion(row);
      });
      return {
        contrasts,
        ...(dataSets.length > 1
          ? {
              over: across(contrasts, {
                level: confidence,
                unit: byRow !== undefined ? 'question' : given.pairing === 'none' ? 'run' : pairedWord(given),
              }),
            }
          : {}),
      };
    };
    const alone = at(level);
    const main = mainOf(
      { alone, together: others.length === 1 ? alone : at(joint, { bare: true }), byRow },
      { metric, given },
    );
    return { variant, baseline, ...alone, byRow, main, p: main?.p ?? alone.contrasts[0]?.p ?? null };
  });
  const adjusted = holm(open.map(({ p }) => p ?? 1));
  return open.map(({ variant, baseline, contrasts, over, byRow, main, p }, i) => ({
    variant,
    baseline,
    contrasts,
    ...(byRow === undefined ? {} : { questions: byRow.contrasts }),
    ...(over === undefined ? {} : { across: over }),
    ...(over === undefined
      ? {}
      : {
          improvement: improvementOverDataSets(cells, {
            ...{ first: variant, second: baseline, dataSets, better: metric.better, level, seed },
          }),
        }),
    pHolm: p === null ? null : adjusted[i]!,
    ...(main === undefined ? {} : { main }),
  }));
}

interface Sides {
  readonly contrasts: readonly Contrast[];
  readonly over?: Across;
}

function mainOf(
  { alone, together, byRow }: { alone: Sides; together: Sides; byRow: RowAnswers | undefined },
  { metric, given }: { metric: GivenMetric; given: GivenScores },
): MainAnswer | undefined {
  const [over, overTogether] = [alone.over, together.over];
  if (over !== undefined && overTogether !== undefined) return overDataSets(over, overTogether, metric);
  const [row, wider] = [byRow?.contrasts[0], byRow?.simultaneous[0]];
  if (row !== undefined && wider !== undefined)
    return { difference: row.difference, simultaneous: wider.difference, p: row.p };
  const [single, joint] = [alone.contrasts[0], together.contrasts[0]];
  if (single === undefined || joint === undefined) return undefined;
  const own = { difference: single.difference, simultaneous: joint.difference, p: single.p };
  if (given.tuning !== undefined) return { ...own, withheld: CHOSEN };
  return single.difference.method === 'z' ? own : undefined;
}

const CHOSEN = 'The settings were chosen by these very scores: the best of many is flattered by the choice.';

function overDataSets(alone: Across, together: Across, { threshold, better }: GivenMetric): MainAnswer {
  const few = `${alone.dataSets} data sets are too few for a verdict on others like them, which takes ${FEWEST_DATA_SETS_FOR_VERDICT}.`;
  // The stratified interval counts data sets, yet rests on the runs within each.
  const rested = { ...together.these, n: Math.max(together.these.n, FEWEST_TO_JUDGE) };
  const these = judgeDifference(rested, { threshold, better, ground: 'these data sets' });
  return {
    difference: alone.likeTheseWider,
    simultaneous: together.likeTheseWider,
    p: alone.likeTheseWiderP ?? alone.theseP,
    ...(alone.dataSets < FEWEST_DATA_SETS_FOR_VERDICT ? { withheld: few } : {}),
    these: { ...these, interval: together.these },
  };
}
