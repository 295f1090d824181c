/** What a bench on a table tells workers on other machines, and how they check it before they believe it. Plain data. */
import * as v from 'valibot';
import { ENGINE_NAMES } from '../../engines/engine.js';

const schema = v.strictObject({
  engine: v.picklist(ENGINE_NAMES),
  backend: v.pipe(v.string(), v.regex(/^[\w-]{1,40}$/)),
  numericsVersion: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1e6)),
  fingerprint: v.pipe(v.string(), v.length(64), v.regex(/^[0-9a-f]+$/)),
});

export type TableTicket = v.InferOutput<typeof schema>;

/** Undefined for anything else. */
export function readTicket(value: unknown): TableTicket | undefined {
  const result = v.safeParse(schema, value);
  return result.success ? result.output : undefined;
}
