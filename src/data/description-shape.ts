/** The shape of a kept description: a results folder may come from anywhere, and reports read what stands in it. */
import * as v from 'valibot';

const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1e12));
const texts = v.array(v.string());
const trouble = v.object({ text: v.string(), remedy: v.string() });

const column = v.object({
  name: v.string(),
  kind: v.picklist(['number', 'category', 'date', 'identifier', 'constant', 'empty']),
  different: count,
  range: v.optional(v.tuple([v.number(), v.number()])),
  missing: count,
  marks: texts,
  how: texts,
  odd: v.array(v.object({ line: count, text: v.optional(v.string()) })),
  joined: v.optional(v.array(texts)),
  asked: v.optional(v.boolean()),
  namesRows: v.optional(v.boolean()),
  trouble: v.optional(trouble),
  role: v.picklist(['feature', 'target', 'divides the rows', 'left out']),
  becomes: v.string(),
});

export const DESCRIPTION_SHAPE = v.object({
  file: v.string(),
  encoding: v.string(),
  delimiter: v.picklist([',', ';', '\t', '|']),
  rows: count,
  used: count,
  passedOver: texts,
  columns: v.array(column),
  more: v.optional(count),
  target: v.optional(
    v.object({ name: v.string(), task: v.picklist(['classification', 'regression']), why: v.string() }),
  ),
  findings: v.array(
    v.object({ what: v.string(), column: v.optional(v.string()), text: v.string(), remedy: v.string() }),
  ),
});
