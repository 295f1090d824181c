/** What the intervals rest on and hold for, and how they were made. */
import { isTable, tableOf } from '../../origins/facts.js';
import type { Analysis } from '../../analysis/analysis.js';
import type { Estimate } from '../../base/estimate.js';
import { describeSdRatio } from '../changes.js';
import {
  breakable,
  count,
  decimalsFor,
  levelName,
  NBSP,
  PERCENT,
  showInterval,
  showPoint,
  atOnce,
  whole,
} from '../format.js';
import { phrase } from '../phrases.js';
import { foldedSection, list, strong } from '../page.js';
import type { Line, Section } from '../page.js';
import { methodLine } from './methods.js';
import { pairingLine } from './pairing.js';
import { stoppingLine } from './stopping.js';
import { blocksOfVariants, hasNewRows, isOverQuestions, judgedLevel, labelOf } from '../reading.js';
import { isFromFile, isOfPrograms, repeatWord, unitWord } from '../../question/words.js';

export function conditionsSection(analysis: Analysis): Section {
  return foldedSection(
    ['What the intervals rest on'],
    [
      list([
        unitLine(analysis),
        scopeLine(analysis),
        pairingLine(analysis),
        newRowsLine(analysis),
        levelLine(analysis),
        ...failureLines(analysis),
        binomialLine(analysis),
        logitLine(analysis),
        methodLine(analysis),
        stoppingLine(analysis),
      ]),
    ],
  );
}

function unitLine(analysis: Analysis): Line {
  const { unit, seeds } = analysis;
  const [word, repeat] = [unitWord(analysis), repeatWord(analysis)];
  if (isFromFile(analysis)) return fileUnitLine(analysis);
  if (unit === 'seed' && isOfPrograms(analysis))
    return [
      strong('Unit: the seed.'),
      ` ${count(seeds, 'run')} of each program; the intervals describe more runs like these with other seeds, on the data that the programs use, and say nothing of other data.`,
    ];
  if (unit === 'seed')
    return [
      strong('Unit: the seed.'),
      ` ${count(seeds, 'training')} on one held split; the intervals describe these rows and folds, and say nothing of other splits.`,
    ];
  const rest =
    seeds > 1
      ? `; the ${seeds} ${repeat}s of one ${word} share their rows and do not count as separate evidence.`
      : ', one seed each.';
  return [strong(`Unit: the ${word}.`), ` ${resampled(analysis)}${rest}`];
}

/** `The 20 splits are what the intervals resample`; where variants differ in their number, how. */
function resampled(analysis: Analysis): string {
  const word = unitWord(analysis);
  const [least, most] = blocksOfVariants(analysis);
  if (most === 1) return `One ${word} alone tells nothing of others`;
  if (least === most) return `The ${count(most, word)} are what the intervals resample`;
  const compared =
    analysis.paired === false
      ? `the ${word}s of each side by themselves`
      : `of a comparison those ${word}s in which both variants have a score`;
  return `The ${word}s are what the intervals resample, ${whole(least)} to ${whole(most)} of them: ${compared}`;
}

/** Whom the file lets them speak about is known to whoever made it. */
function fileUnitLine(analysis: Analysis): Line {
  const { unit, seeds } = analysis;
  const [word, repeat] = [unitWord(analysis), repeatWord(analysis)];
  if (unit === 'seed')
    return [
      strong(`Unit: the ${word}.`),
      ` Every ${word} stands for itself.${isOverQuestions(analysis) ? ' The difference in the mean rests on the questions too.' : ''}`,
    ];
  const rest = seeds > 1 ? `; ${repeat}s of one ${word} do not count as separate evidence.` : '.';
  return [strong(`Unit: the ${word}.`), ` ${resampled(analysis)}${rest}`];
}

function scopeLine({ setup, unit, otherData }: Analysis): Line {
  if (otherData === true)
    return [
      strong('Conditional on these two tables'),
      ' and on how they were split: each side’s scores are about its own, and nothing here tells what the data do from what the nets do.',
    ];
  const rest =
    unit === 'seed'
      ? ', on this split of it and on this recipe of training.'
      : ` and on this way of splitting it. For new rows from the same source the uncertainty is larger: these ${unit}s share their rows.`;
  const table = tableOf(setup);
  // Of a table that was handed to programs only its parts are kept.
  if (
    table === undefined &&
    setup.origin.kind === 'command' &&
    !isTable(setup.origin) &&
    setup.origin.rows !== undefined
  )
    return [strong('Conditional on this table'), rest];
  if (table === undefined && setup.origin.kind === 'command')
    return [strong('Conditional on what the programs use'), ': their data are known to whoever wrote them.'];
  if (table === undefined)
    return [strong('Conditional on these scores'), ': what they were made from is known to whoever made them.'];
  return [strong('Conditional on this table'), ` (${whole(table.data.rows)} rows)${rest}`];
}

/** Two headline sentences have their level each. */
function levelLine(analysis: Analysis): Line | undefined {
  const { length } = analysis.comparisons;
  if (length === 0) return undefined;
  const level = levelName(judgedLevel(analysis)).slice(0, -`${NBSP}CI`.length);
  const family = length === 1 ? '' : ` for ${atOnce(length)}`;
  return [
    strong('What the level covers.'),
    ` The verdict on the mean is held at ${level}${family}, and the verdict on steadiness at ${level} of its own: each sentence errs about as often as its level says, either of the two up to twice as often. Nothing else is adjusted.`,
  ];
}

/** How the intervals for new rows were made, and what only more rows can do. */
function newRowsLine(analysis: Analysis): Line | undefined {
  if (!hasNewRows(analysis)) return undefined;
  const { setup } = analysis;
  const unit = unitWord(analysis);
  const method =
    setup.protocol.kind === 'kFold'
      ? 'Bouckaert and Frank’s corrected t on the scores of single folds'
      : 'Nadeau and Bengio’s corrected t';
  return [
    strong('For new rows like these'),
    ` the intervals are ${method}${analysis.comparisons.length > 1 ? ', with Bonferroni’s correction for all comparisons' : ''}. Of two recipes that are equal for all such rows it calls one better in about one case in twenty; the interval on this table alone does so in a third of all cases or more from ${setup.protocol.kind === 'kFold' ? 5 : 20} ${unit}s on, more often the more there are. More ${unit}s make it hardly narrower: more rows do. Spreads, churn and P(variant wins) are about this table only.`,
  ];
}

/** How often runs failed, arm against arm. */
function failureLines(analysis: Analysis): Line[] {
  return analysis.comparisons.flatMap(({ variant, baseline, failures }): Line[] => {
    if (failures === undefined) return [];
    const style = { ...PERCENT, decimals: 0 };
    const arms = [failures.variant, failures.baseline];
    const rate = (estimate: Estimate): string => phrase(estimate, { style, among: arms });
    const { difference } = failures;
    const range = showInterval(difference, { factor: 100, unit: 'points', decimals: 0 });
    return [
      [
        strong('Failed runs.'),
        ` ${labelOf(analysis, variant)}: ${rate(failures.variant)}, ${labelOf(analysis, baseline)}: ${rate(failures.baseline)}${range === undefined ? '' : `; the difference lies between ${range.replace(' to ', ' and ')} points`}. A failed run counts as lost in P(variant wins); means and SDs are about the others, and a lead of the side that failed more often is judged without as many of the other’s worst runs.`,
      ],
    ];
  });
}

/** An accuracy near 1 has less room to vary; on the logit scale it has as much. */
function logitLine(analysis: Analysis): Line | undefined {
  const parts = analysis.comparisons.flatMap(({ variant, sdRatioLogit }) =>
    sdRatioLogit?.point == null ? [] : [`${labelOf(analysis, variant)} ${describeSdRatio(sdRatioLogit)}`],
  );
  if (parts.length === 0) return undefined;
  return [
    strong('The same on the logit scale'),
    `, where accuracies near 1 have as much room as others: total SD ${breakable(parts.join('; '))}.`,
  ];
}

/** Belongs beside a total hold-out SD only. */
function binomialLine(analysis: Analysis): Line | undefined {
  const { reference, setup, unit } = analysis;
  const table = tableOf(setup);
  if (table === undefined || reference.binomialSd === null || setup.protocol.kind === 'kFold' || unit === 'seed')
    return undefined;
  const sd: Estimate = { point: reference.binomialSd, low: null, high: null, level: setup.level, method: 'none', n: 1 };
  const shown = showPoint(sd, { factor: 100, unit: 'points', decimals: Math.min(2, decimalsFor([sd], 100)) });
  return [
    strong('A reference for the total SD:'),
    ` drawing the ${whole(table.rows.test)} test rows from these ${whole(table.data.rows)} alone would give an SD of ${shown}. It shrinks as accuracy nears 100${NBSP}%, so a better variant looks steadier for free; it is no lower bound, and has no meaning beside a rerun SD.`,
  ];
}
