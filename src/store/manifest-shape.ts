/** The shape of a manifest: what must be there, and of which kind. What a kind of origin keeps beside it, that kind checks. */
import * as v from 'valibot';
import { DESCRIPTION_SHAPE } from '../data/description-shape.js';
import { ENGINE_NAMES } from '../engines/engine.js';

/** No count of anything here is larger. */
const MOST = 1e12;
const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MOST));
const some = v.pipe(count, v.minValue(1));
const parts = v.strictObject({ train: some, validation: count, test: some });
const until = v.optional(
  v.pipe(
    v.strictObject({
      metric: v.string(),
      quantity: v.picklist(['difference', 'mean', 'sdRatio']),
      halfWidth: v.pipe(v.number(), v.gtValue(0)),
      minimum: v.pipe(count, v.minValue(3)),
      maximum: count,
    }),
    v.check(({ minimum, maximum }) => minimum <= maximum),
  ),
);
const asked = {
  name: v.string(),
  question: v.string(),
  background: v.optional(v.string()),
  baseline: v.string(),
  level: v.number(),
  seed: count,
  until,
  version: v.string(),
  command: v.string(),
};
const fingerprint = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const tableFacts = v.looseObject({
  ...asked,
  data: v.strictObject({
    source: v.picklist(['simple', 'csv']),
    name: v.string(),
    made: v.boolean(),
    fingerprint,
    rows: count,
    target: v.string(),
    task: v.picklist(['classification', 'regression']),
    classes: v.array(v.strictObject({ name: v.string(), rows: count })),
    numbers: count,
    categories: count,
    inputs: count,
  }),
  rows: parts,
  engine: v.picklist(ENGINE_NAMES),
  backend: v.string(),
  numericsVersion: count,
  scoring: v.optional(count),
  reading: v.optional(DESCRIPTION_SHAPE),
});
/** Parts of a whole are no larger than it. */
const onTable = v.pipe(
  tableFacts,
  v.check(({ data, rows }) => rows.train + rows.validation + rows.test <= data.rows, 'rows'),
  v.check(({ data }) => data.classes.reduce((sum, each) => sum + each.rows, 0) <= data.rows, 'classes'),
);
const SCORES_READING_SHAPE = v.looseObject({
  headline: v.string(),
  columns: v.array(v.looseObject({ column: v.string(), role: v.string(), words: v.string() })),
  rules: v.array(v.string()),
});
/** An origin may keep more than this of itself; that is then read by its own kind. */
const fromElsewhere = v.looseObject({
  ...asked,
  origin: v.looseObject({
    kind: v.pipe(v.string(), v.regex(/^[a-z]{1,20}$/), v.notValue('table')),
    what: v.string(),
    fingerprint: v.optional(fingerprint),
    testToTrain: v.optional(v.pipe(v.number(), v.finite(), v.gtValue(0))),
    pairing: v.optional(v.picklist(['rows', 'split', 'seed'])),
    rows: v.optional(parts),
    reading: v.optional(SCORES_READING_SHAPE),
    made: v.optional(v.boolean()),
    picked: v.optional(v.array(v.string())),
    seedCheck: v.optional(
      v.strictObject({
        variant: v.string(),
        found: v.picklist(['same bits', 'not the same', 'the seed changes nothing']),
        apart: v.optional(v.pipe(v.number(), v.finite())),
        metric: v.optional(v.string()),
      }),
    ),
    repeats: v.picklist(['everywhere', 'one machine', 'not promised']),
  }),
});
const setup = v.lazy((value) =>
  typeof value === 'object' && value !== null && 'origin' in value ? fromElsewhere : onTable,
);
export const MANIFEST_SHAPE: v.GenericSchema = v.looseObject({
  schema: v.literal(1),
  reseed: v.string(),
  setup,
  machine: v.looseObject({}),
  sessions: v.array(
    v.strictObject({
      startedAt: v.number(),
      wallMs: v.number(),
      workers: count,
      trained: count,
      commit: v.optional(v.pipe(v.string(), v.regex(/^[0-9a-f]{40,64}$/))),
      changed: v.optional(v.boolean()),
    }),
  ),
  shard: v.optional(v.strictObject({ number: count, of: count })),
  looks: v.optional(
    v.array(v.strictObject({ splits: count, seeds: count, seed: count, until: v.optional(v.string()) })),
  ),
});
