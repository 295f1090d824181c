/** What undermines a reading, said in the open: each warning with its remedy. Pure. */
import type { Analysis, VariantAnalysis, Warning } from './analysis.js';
import type { GivenAnalysis } from './given/given-analysis.js';
import { scoresFactsOf } from '../origins/scores/question.js';
import { isFromFile, isOfPrograms, unitWord } from '../question/words.js';
import type { Setup } from '../design/setup.js';
import { tableOf } from '../origins/facts.js';
import { alphaOfLook, blocksCalled } from '../stats/index.js';
import { HAS, IS, outOf, WAS, whole } from '../base/how-many.js';

type Facts = Pick<Analysis, 'setup' | 'runs' | 'splits' | 'seeds' | 'unit' | 'variants' | 'stopping'> & {
  readonly looks: number;
  /** The experiment still names the design that 0.1.0 had for sources. */
  readonly oldSources?: boolean;
  readonly given?: GivenAnalysis | undefined;
};

/** Below this many blocks intervals are wide and their coverage is poorer. */
const FEW_BLOCKS = 10;
const FEW_CLASS_ROWS = 5;

export function warningsFor(facts: Facts): readonly Warning[] {
  return [
    ...incomplete(facts),
    ...unsatisfied(facts),
    ...lookedTwice(facts),
    ...oldSources(facts),
    ...flattering(facts),
    ...failures(facts),
    ...fewBlocks(facts),
    ...oneSeed(facts),
    ...heldSplit(facts),
    ...smallClasses(facts.setup),
    ...crashes(facts),
    ...epochLimit(facts.variants),
    ...checksOfTable(facts.setup),
    ...rulesOfFile(facts),
  ];
}

function checksOfTable(setup: Setup): Warning[] {
  const findings = tableOf(setup)?.reading?.findings ?? [];
  return findings.map(({ text, remedy }) => ({ text, remedy, about: 'table' }));
}

/** What of the reading weakens the answer. */
function rulesOfFile({ setup, given }: Facts): Warning[] {
  const missing = given?.given.scores.filter(({ status }) => status === 'missing').length ?? 0;
  const rules = scoresFactsOf(setup)?.reading.rules ?? [];
  const weak = rules.filter((rule) => /flattered|no pure repeats/.test(rule));
  return [
    ...(missing === 0
      ? []
      : [
          {
            text: `${missing === 1 ? '1 run is' : `${whole(missing)} runs are`} missing that other variants have.`,
            remedy: 'Means are of what is there; differences are of what both have.',
          },
        ]),
    ...(given?.given.tuning === 'grid'
      ? [
          {
            text: 'The settings are scored on the folds that were used to choose among them: the best one’s score is flattered.',
            remedy: 'Score it on rows that had no part in the choice.',
          },
        ]
      : []),
    ...weak.map((rule) => ({ text: `${rule.charAt(0).toUpperCase()}${rule.slice(1)}.`, remedy: '' })),
  ];
}

function incomplete({ runs }: Facts): Warning[] {
  if (runs.missing === 0) return [];
  return [
    {
      text: `This report is incomplete: ${outOf(runs.missing, `${whole(runs.planned)} runs`, IS)} missing.`,
      remedy: 'Run the same command again: it trains what is missing.',
    },
  ];
}

function unsatisfied({ stopping, setup, runs }: Facts): Warning[] {
  if (stopping === undefined || stopping.satisfied || runs.missing > 0) return [];
  const { rule, halfWidth } = stopping;
  const reached = halfWidth === null ? 'there is no interval' : `the half-width is ${halfWidth.toPrecision(2)}`;
  return [
    {
      text: `The rule ${rule} does not hold after the most splits allowed, ${setup.protocol.splits}: ${reached}.`,
      remedy: 'It is too noisy for that: ask for a wider interval, or start over with a larger --splits.',
    },
  ];
}

const ORDINALS = ['First', 'Second', 'Third', 'Fourth', 'Fifth', 'Sixth', 'Seventh', 'Eighth', 'Ninth', 'Tenth'];

/** `Third`, or `21st` beyond ten. */
function ordinal(n: number): string {
  const ending = n % 100 > 10 && n % 100 < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th');
  return ORDINALS[n - 1] ?? `${n}${ending}`;
}

function lookedTwice({ looks, setup }: Facts): Warning[] {
  if (looks === 0) return [];
  const often = looks === 1 ? '1 time' : `${looks} times`;
  if (setup.until !== undefined) {
    return [
      {
        text: `The rule of --until or its bounds were changed after looking ${often}; intervals stay valid only for bounds fixed before the first run.`,
        remedy: 'Start over with --fresh to be sure.',
      },
    ];
  }
  const look = looks + 1;
  const level = 100 * (1 - alphaOfLook(look, setup));
  return [
    {
      text: `${ordinal(look)} look at this folder: judged more strictly. Verdicts and the intervals of comparisons are at ${Number(level.toFixed(level > 99.9 ? 3 : 2))} %, so that all looks together are wrong in at most about one point more than a single look would be, however often the folder is extended.`,
      remedy: 'Nothing is to be done; --until plans the looks beforehand and stops by itself.',
    },
  ];
}

function oldSources({ oldSources: old }: Facts): Warning[] {
  if (old !== true) return [];
  return [
    {
      text: 'One source at a time is no longer run or read: what it gave as shares counted every interaction several times.',
      remedy: 'Write sources: pickFreeze() in the experiment for shares alone, with others, and in combination.',
    },
  ];
}

function flattering({ setup }: Facts): Warning[] {
  if (setup.protocol.kind !== 'courseBootstrap') return [];
  return [
    {
      text: 'The course’s protocol stops the training on the rows that give the score, so its scores flatter.',
      remedy: 'Use holdout(…), whose validation rows are others than its test rows.',
    },
  ];
}

const DIVERGED = { one: 'diverged and has', many: 'diverged and have' };
const FAILED = { one: 'failed and has', many: 'failed and have' };

function failures({ setup, variants }: Facts): Warning[] {
  const trained = tableOf(setup) !== undefined;
  return variants
    .filter(({ runs }) => runs.failed > 0)
    .map(({ label, runs }) => ({
      text: `${label}: ${outOf(runs.failed, `${whole(runs.planned)} runs`, trained ? DIVERGED : FAILED)} no score; the figures are about the others only.`,
      remedy: `${trained ? 'Lower the learning rate, or scale the columns; a variant that diverges' : 'Find out why: runs.csv gives the reasons; a variant that fails'} now and then is not comparable by its survivors.`,
    }));
}

function fewBlocks(facts: Facts): Warning[] {
  if (isFromFile(facts)) return fewInFile(facts);
  const { unit, seeds, splits, variants } = facts;
  const planned = unit === 'seed' ? seeds : splits;
  const remedy =
    unit === 'seed'
      ? 'Raise --seeds.'
      : `Raise --splits: the folder is extended, nothing is ${tableOf(facts.setup) === undefined ? 'run' : 'trained'} twice.`;
  const all = planned >= FEW_BLOCKS ? [] : [fewWords(planned, unit)];
  const thin = variants.flatMap((variant) => {
    const n = blocksOf(variant);
    if (n === 0 || n >= Math.min(planned, FEW_BLOCKS)) return [];
    const wide = n === 1 ? 'it has no intervals' : 'its intervals are wide, and those of spreads are refused below 5';
    return [`${variant.label}: scores in only ${n} of ${blocksCalled(planned, { unit })}: ${wide}.`];
  });
  return [...all, ...thin].map((text) => ({ text, remedy }));
}

function fewWords(blocks: number, unit: string): string {
  return `Only ${blocksCalled(blocks, { unit })}: ${blocks === 1 ? 'there are no intervals.' : 'intervals are wide, and those of spreads are refused below 5.'}`;
}

/** In how many blocks it has a score. */
function blocksOf({ metrics }: VariantAnalysis): number {
  return Math.max(...Object.values(metrics).map(({ mean }) => mean.n));
}

/** Variants of a file may each have runs of their own, so the fewest count; and nothing of it can be run again. */
function fewInFile(facts: Facts): Warning[] {
  const { unit, splits, seeds, variants } = facts;
  const blocks = Math.min(unit === 'seed' ? seeds : splits, ...variants.map(blocksOf).filter((n) => n > 0));
  if (blocks < 2 || blocks >= FEW_BLOCKS) return [];
  return [{ text: fewWords(blocks, unitWord(facts)), remedy: 'More of them would make intervals narrower.' }];
}

function oneSeed(facts: Facts): Warning[] {
  const { unit, seeds } = facts;
  if (unit === 'seed' || seeds > 1 || isFromFile(facts)) return [];
  return [
    {
      text: `One seed a ${unit}: how much a mere rerun moves the score cannot be told from the luck of the ${unit}.`,
      remedy: 'Raise --seeds to 2 or more.',
    },
  ];
}

function heldSplit(facts: Facts): Warning[] {
  if (facts.unit !== 'seed' || isFromFile(facts)) return [];
  if (isOfPrograms(facts))
    return [
      {
        text: 'Only the seed varies: everything here is for the data that the programs use, divided as they divide it, and says nothing about other data.',
        remedy: 'Let the programs divide their data by {split}, and several splits speak about the recipe.',
      },
    ];
  return [
    {
      text: 'The split is held fixed: everything here is for these rows and folds, and says nothing about other splits (an interval of this kind covered the mean over splits in 39 % of simulations).',
      remedy: 'Let the split vary too, to speak about the recipe and not about these rows.',
    },
  ];
}

function smallClasses(setup: Setup): Warning[] {
  const classes = tableOf(setup)?.data.classes ?? [];
  const small = classes.filter(({ rows }) => rows < FEW_CLASS_ROWS);
  if (small.length === 0) return [];
  return [
    {
      text: `${outOf(small.length, `${classes.length} classes`, HAS)} fewer than ${whole(FEW_CLASS_ROWS)} rows; some splits test none of ${small.length === 1 ? 'its rows' : 'them'}.`,
      remedy: 'Merge rare classes, or read balanced accuracy with care.',
    },
  ];
}

const LIES = { one: 'lies', many: 'lie' };

function crashes(facts: Facts): Warning[] {
  const { variants } = facts;
  // Of runs that nothing pairs, a variant's own others are what is usual.
  const alone = isFromFile(facts) && facts.unit === 'seed';
  const unit = isFromFile(facts) ? unitWord(facts) : 'split';
  return variants
    .filter(({ outliers }) => outliers.count > 0)
    .map(({ label, outliers, runs }) => ({
      text: `${label}: ${outOf(outliers.count, `${runs.ok} scores`, LIES)} far outside what is usual ${alone ? 'for it' : `in ${outliers.count === 1 ? 'its' : 'their'} ${unit}`} (beyond three interquartile ranges). Nothing was dropped; with such crashes no interval of a spread covers well below about 100 runs, and that of the mean covers less often than it says.`,
      remedy:
        'Look at these runs in runs.csv; report their rate beside the mean, and read the median of the differences.',
    }));
}

function epochLimit(variants: readonly VariantAnalysis[]): Warning[] {
  return variants
    .map(({ label, training, runs }) => ({ label, runs, stopped: training?.stoppedByLimit ?? 0 }))
    .filter(({ stopped }) => stopped > 0)
    .map(({ label, stopped, runs }) => ({
      text: `${label}: ${outOf(stopped, `${whole(runs.ok)} runs`, WAS)} ended by the limit on epochs, not by early stopping.`,
      remedy: 'Raise maxEpochs.',
    }));
}
