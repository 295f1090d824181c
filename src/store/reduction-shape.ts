/**
 * Is this a line of `splits.jsonl`? A checksum says that a line is what somebody wrote, not that it is a reduction; one that is
 * none is made again from the predictions. Metrics lie within the ranges of the registry.
 */
import * as v from 'valibot';
import { outsideRange } from '../design/possible.js';
import { METRICS } from '../question/registry.js';
import type { Reduction } from './reduce.js';

const MOST = 1e15;
const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MOST));
/** Of squares, and of what is made of them. */
const number = v.pipe(v.number(), v.finite(), v.minValue(-1e150), v.maxValue(1e150));
const share = v.pipe(number, v.minValue(-1e-9), v.maxValue(1 + 1e-9));
const metrics = v.pipe(
  v.record(v.pipe(v.string(), v.regex(/^[a-zA-Z0-9]{1,40}$/)), v.nullable(number)),
  v.check((values) => Object.keys(values).length <= METRICS.length),
);
const scores = v.pipe(
  metrics,
  v.check((values) => outsideRange(values, METRICS) === undefined),
);
const parts = { loss: number, bias: number, variance: number };
const spread = v.strictObject({
  variance: v.pipe(number, v.minValue(0)),
  squaredLoss: v.strictObject(parts),
  // Of predictions without probabilities.
  votes: v.optional(v.literal(true)),
  classes: v.optional(
    v.strictObject({
      churn: share,
      zeroOneLoss: v.strictObject({ ...parts, unbiasedVariance: number, biasedVariance: number }),
    }),
  ),
});
const reduction = v.strictObject({
  key: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
  variant: v.string(),
  split: count,
  nets: v.pipe(count, v.minValue(1)),
  spread: v.optional(spread),
  ensembles: v.array(
    v.strictObject({
      size: v.pipe(count, v.minValue(1)),
      groups: v.pipe(count, v.minValue(1)),
      metrics: scores,
      rerunVariance: v.nullable(metrics),
    }),
  ),
});

/** The value as a reduction, or undefined if it is not one. */
export function reductionFrom(value: unknown): Reduction | undefined {
  return v.is(reduction, value) ? (value as Reduction) : undefined;
}
