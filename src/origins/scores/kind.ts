/** The kind of origin whose scores exist: records read from a file, nothing carried out. */
import * as v from 'valibot';
import { digestText } from '../../design/digest.js';
import { UserError } from '../../base/errors.js';
import { chosenMetrics } from '../../question/choose-metrics.js';
import { checkIntervals } from '../../question/intervals.js';
import type { Origin, OriginKind } from '../origin.js';
import { MOST_ROWS } from './limits.js';
import type { ScoresQuestion } from './question.js';

export const SCORES: OriginKind<ScoresQuestion> = {
  kind: 'scores',
  takes: (variants) =>
    Object.values(variants).some((each) => typeof each === 'object' && each !== null && 'scores' in each),
  check(value, { file, name }) {
    const question = { name, ...(value as object) } as ScoresQuestion;
    const result = v.safeParse(shape, question, { abortEarly: true });
    if (!result.success || !Object.hasOwn(question.variants, question.baseline)) {
      const where = result.success ? 'baseline' : (v.getDotPath(result.issues[0]) ?? 'the question');
      throw new UserError(`${file} holds no question about scores in a file: ${where} is not as it should be.`);
    }
    if (question.intervals !== undefined) checkIntervals(question.intervals, file);
    chosenMetrics(question, undefined, `${file}: metrics`);
    return question;
  },
  kept: (question) => question,
  open: () =>
    Promise.reject(new UserError('Scores that exist are not run.', 'Read their file: reseed scores results.csv.')),
  describe: (question, facts): Origin => ({
    facts,
    identity: (variant) => digestText(JSON.stringify(['scores', question.name, variant])),
    traits: () => ({ unused: [] }),
    given: true,
  }),
};

const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2_147_483_647));
/** Blocks and repeats are listed one by one, and a file has no more of them than rows. */
const listed = v.pipe(count, v.minValue(1), v.maxValue(MOST_ROWS));
const names = v.array(v.string());
const number = v.nullable(v.number());
const estimate = v.looseObject({ point: number, low: number, high: number, level: v.number(), n: count });
const contrast = v.looseObject({
  ...{ dataSet: v.string(), questions: count, clusters: count, seeds: count },
  ...{ difference: estimate, p: number, errors: v.looseObject({ questions: number, seeds: number }) },
  ...{
    ownSeeds: v.optional(v.tuple([count, count])),
    leftOut: v.optional(count),
    shared: v.optional(v.literal(false)),
  },
  ...{ se: v.optional(v.number()), df: v.optional(v.number()) },
});
const variant = v.looseObject({
  scores: v.literal(true),
  label: v.optional(v.string()),
  at: v.optional(v.pipe(v.number(), v.finite())),
  axis: v.optional(v.string()),
  series: v.optional(v.string()),
  against: v.optional(v.string()),
});
const shape = v.looseObject({
  name: v.string(),
  question: v.string(),
  baseline: v.string(),
  seed: count,
  level: v.pipe(v.number(), v.gtValue(0), v.ltValue(1)),
  vary: v.array(v.picklist(['split', 'init', 'order', 'mask'])),
  protocol: v.looseObject({
    kind: v.literal('given'),
    splits: listed,
    seeds: listed,
    folds: v.optional(listed),
    words: v.looseObject({ block: v.string(), repeat: v.string() }),
  }),
  variants: v.record(v.string(), variant),
  metrics: v.pipe(v.array(v.union([v.string(), v.looseObject({ name: v.string() })])), v.minLength(1)),
  thresholds: v.optional(v.record(v.string(), v.union([v.number(), v.string()]))),
  background: v.optional(v.string()),
  intervals: v.optional(v.record(v.string(), v.unknown())),
  compared: v.optional(v.literal(false)),
  paired: v.optional(v.literal(false)),
  scores: v.looseObject({
    dataSets: v.pipe(names, v.minLength(1)),
    pairing: v.picklist(['block', 'seed number', 'none']),
    blockWord: v.string(),
    repeatWord: v.string(),
    testToTrain: v.optional(v.pipe(v.number(), v.gtValue(0))),
    testToTrainOn: v.optional(v.array(v.tuple([v.string(), v.pipe(v.number(), v.gtValue(0))]))),
    tuning: v.optional(v.picklist(['grid', 'trials'])),
    errorsFrom: v.optional(v.literal('intervals')),
    byRow: v.optional(
      v.array(
        v.looseObject({
          ...{ metric: v.string(), variant: v.string(), baseline: v.string() },
          ...{ contrasts: v.array(contrast), simultaneous: v.array(contrast) },
        }),
      ),
    ),
  }),
});
