/** The shape of a question about commands, as an experiment file or a manifest from anywhere holds it: its parts are checked elsewhere for sense. */
import * as v from 'valibot';
import { PROTOCOL_SHAPE, TABLE_CHOICE_SHAPE } from '../../experiment/experiment-shape.js';

const count = v.pipe(v.number(), v.integer('expected a whole number'), v.minValue(0), v.maxValue(2_147_483_647));
const text = v.pipe(v.string(), v.nonEmpty('expected some text'));
const texts = v.array(v.string());
const finite = v.pipe(v.number(), v.finite());
const better = v.picklist(['higher', 'lower']);

const metric = v.union(
  [
    text,
    v.looseObject({
      name: text,
      better,
      label: v.optional(v.string()),
      scale: v.optional(v.picklist(['share', 'plain'])),
      range: v.optional(v.strictObject({ least: v.optional(v.number()), most: v.optional(v.number()) })),
    }),
  ],
  "expected a metric's name, or { name, better: 'higher' or 'lower' }",
);

const given = v.looseObject({
  kind: v.literal('given'),
  splits: v.pipe(count, v.minValue(1)),
  seeds: v.pipe(count, v.minValue(1)),
});

/** Whether its command is one, `checkVariant` says. */
const variant = v.looseObject({
  shell: v.optional(v.boolean()),
  env: v.optional(v.record(v.string(), v.string())),
  timeout: v.optional(v.string()),
  values: v.optional(v.record(v.string(), v.union([v.string(), finite], 'expected a text or a number'))),
  label: v.optional(v.string()),
  at: v.optional(finite),
  axis: v.optional(v.string()),
  series: v.optional(v.string()),
  against: v.optional(v.string()),
});

const rule = v.union(
  [
    v.looseObject({
      match: v.union([v.string(), v.instance(RegExp)]),
      flags: v.optional(v.string()),
      better: v.optional(better),
    }),
    v.looseObject({ json: text, path: v.string(), better: v.optional(better) }),
  ],
  "expected { match: /…/ } or { json: 'file.json', path: 'test.accuracy' }",
);

export const COMMAND_QUESTION_SHAPE = v.looseObject({
  name: text,
  question: v.optional(text),
  background: v.optional(v.string()),
  data: v.optional(TABLE_CHOICE_SHAPE),
  protocol: v.optional(v.union([given, PROTOCOL_SHAPE], 'expected a protocol, such as holdout({ … })')),
  variants: v.record(v.string(), variant),
  baseline: v.optional(v.string()),
  seed: v.optional(count),
  level: v.optional(
    v.pipe(
      v.number(),
      v.check((x) => x > 0.5 && x < 1, 'expected a confidence level between 0.5 and 1, such as 0.95'),
    ),
  ),
  seeds: v.optional(v.union([v.number(), v.array(v.number())], 'expected a number of seeds, or a list of them')),
  splits: v.optional(v.pipe(count, v.minValue(1, 'expected at least 1'))),
  seedNumbers: v.optional(v.array(count)),
  metric: v.optional(metric),
  metrics: v.optional(v.pipe(v.array(metric), v.minLength(1, 'expected at least one metric'))),
  thresholds: v.optional(v.record(v.string(), v.union([v.number(), v.string()]))),
  intervals: v.optional(v.record(v.string(), v.unknown())),
  ensembles: v.optional(v.array(v.pipe(count, v.minValue(2)))),
  sources: v.optional(v.undefined()),
  score: v.optional(v.record(v.string(), rule)),
  classes: v.optional(texts),
  needs: v.optional(v.record(v.string(), texts)),
  identities: v.optional(v.record(v.string(), v.string())),
  disk: v.optional(v.string()),
  cleanOut: v.optional(v.boolean()),
});
