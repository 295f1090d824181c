/** What few reports have: an ordinary analysis with one thing changed, each change by a name. */
import type { Analysis, Comparison, Verdict, Words } from '../../src/analysis/analysis.js';
import type { TableDescription } from '../../src/data/description.js';
import type { Setup } from '../../src/design/setup.js';
import type { PlainFacts, TableFacts } from '../../src/origins/facts.js';
import type { Protocol } from '../../src/question/question.js';
import type { Until } from '../../src/question/until.js';
import { estimate, madeAnalysis, ratioEstimate, TWO } from './made-analysis.js';
import type { MadeVariant } from './made-analysis.js';
import { alongWidths, heldRows, withChoice, withEnsembles, withOutput, withSources } from './made-side-answers.js';

const plain = madeAnalysis();
const WHY = 'There is one score a split.';
const nothing = estimate(null, 0, { reason: WHY });
const zero = estimate(0.01, 0.05);

const withSetup = (changes: Partial<Setup>, analysis = plain): Analysis => ({
  ...analysis,
  setup: { ...analysis.setup, ...changes },
});
const onTable = (changes: Partial<TableFacts>, analysis = plain): Analysis =>
  withSetup({ origin: { ...(analysis.setup.origin as TableFacts), ...changes } }, analysis);
const withData = (changes: Partial<TableFacts['data']>, analysis = plain): Analysis =>
  onTable({ data: { ...(analysis.setup.origin as TableFacts).data, ...changes } }, analysis);
const dividedBy = (protocol: Protocol, analysis = plain): Analysis => withSetup({ protocol }, analysis);
const holdout = { kind: 'holdout', splits: 20, seeds: 5, test: 0.2, validation: 0.2, stratified: true } as const;

/** As `reseed run` makes it, or as it is read from a file. */
function fromElsewhere(facts: Partial<PlainFacts>, protocol: Partial<Protocol> = {}, analysis = plain): Analysis {
  const origin: PlainFacts = {
    kind: 'command',
    what: 'a program, started once a run',
    repeats: 'not promised',
    ...facts,
  };
  const { background: _, ...setup } = analysis.setup;
  const given = { kind: 'given', splits: 20, seeds: 5, ...protocol } as Protocol;
  const { majority: _majority, ...none } = { ...analysis.reference, majority: null };
  return { ...analysis, reference: { ...none, majority: null }, setup: { ...setup, origin, protocol: given } };
}

const comparing = (change: (comparison: Comparison, i: number) => Comparison, analysis = plain): Analysis => ({
  ...analysis,
  comparisons: analysis.comparisons.map(change),
});
/** With verdicts that are changed, of the mean and of steadiness. */
const ruled = (mean: Partial<Verdict>, steadiness: Partial<Verdict> = {}, analysis = plain): Analysis =>
  comparing(({ verdict, ...rest }) => {
    const both = { mean: { ...verdict.mean, ...mean }, steadiness: { ...verdict.steadiness, ...steadiness } };
    return { ...rest, verdict: both };
  }, analysis);
const noisy = (toBeSure: number | null, ifAsSeen: number | null): Analysis =>
  ruled(
    { words: 'too noisy', further: { toBeSure, ifAsSeen }, newRows: 'cannot be told' },
    { words: 'too noisy', further: { toBeSure: ifAsSeen, ifAsSeen: toBeSure } },
  );
const paired = (pairing: Analysis['pairing'], correlation: number | null = 0.4): Analysis => ({
  ...fromElsewhere({ pairing: pairing!.by }),
  pairing: {
    ...pairing!,
    ...(pairing!.rows === 'the same' || pairing!.by === 'rows'
      ? {}
      : { unpaired: [{ variant: 'dropout', baseline: 'none', correlation, difference: zero }] }),
  },
});

const UNTIL: Until = { metric: 'accuracy', quantity: 'difference', halfWidth: 0.005, minimum: 10, maximum: 40 };
const until = (changes: Partial<Until>, { satisfied = false, missing = 0 } = {}): Analysis => ({
  ...withSetup({ until: { ...UNTIL, ...changes } }),
  stopping: { rule: 'accuracy.difference<0.005', satisfied, halfWidth: 0.004 },
  runs: { ...plain.runs, missing },
});

/** Six variants, of which each has another verdict. */
function manyVerdicts(): Analysis {
  const names = ['none', 'a', 'b', 'c', 'd', 'e', 'f', 'g'];
  const made = madeAnalysis({ variants: names.map((name): MadeVariant => ({ ...TWO[0]!, name, label: name })) });
  const words: readonly Words[] = [
    'better',
    'better, perhaps by little',
    'better but small',
    'worse',
    'no clear difference',
    'too noisy',
    'not judged',
  ];
  return comparing(({ verdict, ...rest }, i) => {
    const about = i === 1 ? 'new rows like these' : 'this table';
    const reason = words[i] === 'not judged' ? { reason: WHY } : {};
    const one = { words: words[i]!, newRows: i === 1 ? 'the same' : 'cannot be told', about, ...reason } as const;
    return { ...rest, verdict: { mean: { ...verdict.mean, ...one }, steadiness: { ...verdict.steadiness, ...one } } };
  }, made);
}

/** Variants along an axis that pay here and cost there. */
const along = (words: readonly Words[], newRows: Verdict['newRows'] = 'not asked'): Analysis =>
  comparing(
    ({ verdict, ...rest }, i) => {
      const one = { words: words[i]!, newRows, about: 'this table' } as const;
      return { ...rest, verdict: { mean: { ...verdict.mean, ...one }, steadiness: { ...verdict.steadiness, ...one } } };
    },
    alongWidths([0.01, 0.02, 0.03]),
  );

function referenced(gap: number, over = {}): Analysis {
  const near = (half: number) => ({ none: estimate(gap, half, over), dropout: estimate(gap + 0.01, half, over) });
  const metric = (half: number) => ({ better: 'higher', mean: estimate(0.66, 0.01), differences: near(half) }) as const;
  return {
    ...plain,
    references: [
      { name: 'constant', metrics: { accuracy: metric(0.02) } },
      { name: 'linear', metrics: { accuracy: metric(0.03) } },
    ],
  };
}

const RANGES = [
  [1990, 2010],
  [0.00001, 0.00002],
  [-1234567.5, 2e16],
  [3, 3],
  [0.125, 12.5],
] as const;

const READING = {
  ...{ file: 'cars.csv', rows: 2000, used: 1990, encoding: 'windows-1252', delimiter: ';', more: 3 },
  passedOver: ['2 empty lines'],
  columns: ['a', 'b', 'c', 'd', 'e', 'f'].map((name, i) => ({
    ...{
      name,
      kind: i === 5 ? 'category' : 'number',
      different: 3 + i,
      missing: i,
      role: 'feature',
      becomes: '1 input',
    },
    ...{ marks: ['n/a', '-', '?', 'none'].slice(0, i), how: ['with a decimal comma'], odd: oddCells(i) },
    ...(i === 5 ? {} : { range: RANGES[i]! }),
  })),
  target: { name: 'product', task: 'classification', why: 'it holds words' },
  findings: [],
} as unknown as TableDescription;

function oddCells(i: number): readonly object[] {
  const cell = (at: number): object => (at === 1 ? { line: 9 } : { line: at + 2, text: `x${at}` });
  return Array.from({ length: i === 4 ? 7 : i }, (_, at) => cell(at));
}

const OF_TABLES: Readonly<Record<string, Analysis>> = {
  'one run missing': { ...plain, runs: { ...plain.runs, missing: 1 } },
  'a number target': madeAnalysis({ task: 'regression', made: false }),
  'a number target, parts by size': dividedBy(
    { ...holdout, quantiles: 5 },
    onTable(
      { encoding: { fit: 'train', zscore: ['speed', 'weight', 'size'], target: 'log' } },
      madeAnalysis({ task: 'regression' }),
    ),
  ),
  'a number target as it is': dividedBy(
    holdout,
    onTable({ encoding: { fit: 'wholeTable', zscore: [], target: 'raw' } }, madeAnalysis({ task: 'regression' })),
  ),
  'a number target by ln(1 + y)': onTable(
    { encoding: { fit: 'wholeTable', zscore: ['speed'], target: 'log1p' } },
    madeAnalysis({ task: 'regression' }),
  ),
  groups: dividedBy({ ...holdout, stratified: false, group: 'site' }),
  'times, on some of the rows': dividedBy({ ...holdout, stratified: false, time: 'when', trainRows: 1000 }),
  'k-fold by groups': dividedBy(
    { kind: 'kFold', folds: 5, splits: 20, seeds: 5, validation: 0, stratified: false, group: 'site' },
    madeAnalysis({ unit: 'repeat' }),
  ),
  'many classes': withData({
    classes: Array.from({ length: 14 }, (_, i) => ({ name: `class ${i}`, rows: 100 + i })),
  }),
  'a table that was read': onTable({ reading: READING }),
  'a table with one column': onTable({
    reading: { ...READING, delimiter: '|', encoding: 'text', used: 2000, passedOver: [], columns: [] },
  }),
  'four warnings about the table': {
    ...plain,
    warnings: [1, 2, 3, 4, 5].map((i) => ({ text: `Odd ${i}.`, remedy: 'Look.', about: 'table' })),
  },
  'a difference that is not known': comparing(
    ({ metrics, verdict, ...rest }) => ({
      ...rest,
      metrics: Object.fromEntries(
        Object.entries(metrics).map(([name, metric]) => [
          name,
          {
            ...{ ...metric, difference: nothing, sdRatioTotal: nothing, sdRatioRerun: nothing, pValue: null },
            ...{ differenceSimultaneous: nothing, sdRatioSimultaneous: nothing, wrongWinner: nothing },
          },
        ]),
      ),
      verdict: {
        mean: { ...verdict.mean, words: 'not judged', interval: nothing, newRows: 'not asked', reason: WHY },
        steadiness: { ...verdict.steadiness, words: 'not judged', interval: nothing, reason: WHY },
      },
    }),
    plain,
  ),
  'not judged, though there is an interval': ruled(
    { words: 'not judged', reason: 'The arms failed unequally.' },
    { words: 'not judged', reason: 'The arms failed unequally.' },
  ),
  'for new rows as well': ruled({ newRows: 'the same', about: 'new rows like these' }),
  'for new rows there is no interval': ruled({ newRows: 'cannot be told', newRowsInterval: nothing }),
  'outliers, and the median says the same': ruled({
    words: 'better, perhaps by little',
    median: estimate(0.018, 0.01),
  }),
  'much too noisy': noisy(null, null),
  'too noisy, and as large as seen is near': noisy(120, 34),
  'too noisy, and as small as seen is far': noisy(34, 1200),
  'too noisy, one more': noisy(1, 1),
  'slightly worse, a little steadier': ruled({ words: 'worse but small' }, { words: 'better but small' }),
  'seven verdicts': manyVerdicts(),
  'pays and costs': along(['better', 'no clear difference', 'worse']),
  'costs at the end': along(['no clear difference', 'worse', 'worse'], 'cannot be told'),
  'pays everywhere but at one place': along(['better', 'better', 'too noisy'], 'cannot be told'),
  'cannot be told along the axis': along(['too noisy', 'no clear difference', 'not judged']),
  'nothing along the axis': along(['no clear difference', 'no clear difference', 'no clear difference']),
  'without names of axis and series': {
    ...along(['better', 'worse', 'worse']),
    variants: along([]).variants.map(({ axis: _axis, series: _series, ...variant }) => variant),
  },
  'neither beats the constant': referenced(-0.03),
  'perhaps no better than the constant': referenced(0.01),
  'better than both': referenced(0.2),
  'without intervals beside the constant': referenced(0, { low: null, high: null }),
  'a linear model beside one net': { ...referenced(-0.02), comparisons: [], variants: plain.variants.slice(0, 1) },
  'a source that is not known': {
    ...withSources({ split: 0.5, init: 0.25, order: 0.1, mask: 0.05 }),
    sources: withSources({ split: 0.5, init: 0.25, order: 0.1, mask: 0.05 }).sources!.map((each, i) => ({
      ...{ ...each, sd: i === 0 ? null : each.sd, samples: i },
      parts: i === 0 ? [] : each.parts.slice(1),
    })),
  },
  'an ensemble that is worth one net': worth('no clear difference'),
  'an ensemble, too noisy': worth('too noisy'),
  'an ensemble, not judged': worth('not judged'),
  'an ensemble of an earlier release': worth(undefined),
  'a choice without validation rows': withoutNested(),
  'a choice that costs': withChoice(0.6, -0.02),
  'a choice that pays': withChoice(0.97, 0.02),
  'a choice, too noisy': judgedChoice('too noisy'),
  'a choice, not judged': judgedChoice('not judged'),
  'ranked, some not': {
    ...withChoice(0.6),
    ranking: { ...withChoice(0.6).ranking!, pairBlocks: [12, 20], unranked: ['rate 0.8'] },
  },
  'nobody told apart': {
    ...withChoice(0.6),
    ranking: {
      ...withChoice(0.6).ranking!,
      order: withChoice(0.6).ranking!.order.map((each) => ({ ...each, letters: 'a' })),
    },
  },
  'predictions that are less steady': withOutput([0.1, 0.2], 0.02),
  'predictions that are alike': withOutput([0.1, 0.1], 0.002),
  'predictions, too noisy': withOutput([0.1, 0.11], 0.2),
  'predictions without an interval': comparing(
    (each) => ({ ...each, churnDifference: estimate(0.02, 0, { low: null, high: null }) }),
    withOutput([0.1, 0.2], 0.02),
  ),
  'votes alone': {
    ...plain,
    variants: withOutput([0.1, 0.2], 0.02).variants.map((each) => ({
      ...each,
      output: { ...each.output!, votes: true },
    })),
  },
  'numbers that are predicted': {
    ...plain,
    variants: withOutput([0.1, 0.2], 0.02).variants.map(({ output, ...each }) => {
      const { churn: _churn, zeroOneLoss: _loss, ...rest } = output!;
      return { ...each, output: rest };
    }),
  },
  'reruns that hardly differ': {
    ...heldRows(),
    comparisons: heldRows().comparisons.map(({ metrics, ...rest }) => ({
      ...rest,
      metrics: { ...metrics, accuracy: { ...metrics.accuracy!, wrongWinner: estimate(0.001, 0.001) } },
    })),
  },
  'the second look': { ...plain, look: 2 },
  'runs that failed': comparing(
    (each) => ({
      ...each,
      failures: { failed: { baseline: 1, variant: 12 }, baseline: zero, variant: zero, difference: zero },
    }),
    madeAnalysis({
      variants: [
        { ...TWO[0]!, failed: 1 },
        { ...TWO[1]!, failed: 12 },
      ],
    }),
  ),
  'some that the limit ended, some far outside': {
    ...plain,
    variants: plain.variants.map((each, i) => ({
      ...each,
      training: { ...each.training!, stoppedByLimit: 3 * i },
      outliers: { count: i + 1, rate: estimate(0.02, 0.01) },
      components: { split: ratioEstimate(0.01, 0.2), seed: ratioEstimate(0.02, 0.2), splitShare: i === 0 ? null : 0.2 },
    })),
  },
  'a rule that held': until({}, { satisfied: true }),
  'a rule on means that never held': until({ quantity: 'mean', metric: 'logLoss' }),
  'a rule on spreads, interrupted': until({ quantity: 'sdRatio', metric: 'recall' }, { missing: 4 }),
};

const FROM_ELSEWHERE: Readonly<Record<string, Analysis>> = {
  'a program, rows the same': paired({ by: 'split', rows: 'the same' }),
  'a program, rows different': paired({ by: 'split', rows: 'different' }),
  'a program, divided by Reseed': {
    ...paired({ by: 'rows' }),
    setup: { ...fromElsewhere({ pairing: 'rows', rows: { train: 100, validation: 0, test: 50 } }).setup },
  },
  'a program, paired by seed': paired({ by: 'seed' }),
  'a program, paired by seed on different rows': paired({ by: 'seed', rows: 'different' }, null),
  'a program, one split': fromElsewhere({}, { splits: 1 }, heldRows()),
  'a program that repeats to the bit': fromElsewhere({ seedCheck: { variant: 'none', found: 'same bits' } }),
  'a program that nearly repeats': fromElsewhere({
    seedCheck: { variant: 'none', found: 'not the same', apart: 0.00123, metric: 'accuracy' },
  }),
  'a program without a seed': fromElsewhere({ seedCheck: { variant: 'none', found: 'the seed changes nothing' } }),
  'made elsewhere, with folds': fromElsewhere({ kind: 'given' }, { folds: 5 }),
  'read from a file, one block': fromElsewhere(
    { kind: 'scores' },
    { words: { block: 'fold', repeat: 'run' } },
    madeAnalysis({ splits: 1, seeds: 12, unit: 'seed' }),
  ),
  'read from a file': fromElsewhere({ kind: 'scores', made: true }, { words: { block: 'fold', repeat: 'run' } }),
};

function worth(words: Words | undefined): Analysis {
  const analysis = withEnsembles([1.1, 0.9, 1.3]);
  const all = analysis.ensembles!.worth.map(({ verdict: _verdict, ...each }) => ({
    ...each,
    ...(words === undefined ? {} : { verdict: { words, about: 'this table', newRows: 'not asked' } as const }),
  }));
  return { ...analysis, ensembles: { ...analysis.ensembles!, worth: all } };
}

function withoutNested(): Analysis {
  const { choice, ...rest } = withChoice(0.6);
  const { nested: _nested, nestedDifference: _difference, nestedVerdict: _verdict, ...own } = choice!;
  return { ...rest, choice: own };
}

function judgedChoice(words: Words): Analysis {
  const { choice, ...rest } = withChoice(0.6);
  return { ...rest, choice: { ...choice!, nestedVerdict: { ...choice!.nestedVerdict!, words } } };
}

/** What the rare ones are made of. */
export const ORDINARY: readonly Analysis[] = [
  ...[plain, madeAnalysis({ task: 'regression', made: false }), madeAnalysis({ task: 'regression' }), heldRows()],
  ...[withChoice(0.6), withEnsembles([1.1, 0.9, 1.3]), withOutput([0.1, 0.2], 0.02), alongWidths([0.01, 0.02, 0.03])],
  ...[madeAnalysis({ unit: 'repeat' }), withSources({ split: 0.5, init: 0.25, order: 0.1, mask: 0.05 })],
];

/** By name; each holds one thing more, or one less, than `madeAnalysis()` or what is made of it. */
export const RARE: Readonly<Record<string, Analysis>> = { ...OF_TABLES, ...FROM_ELSEWHERE };
