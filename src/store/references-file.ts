/**
 * `references.jsonl`: one checked line a split with the scores of its references. Whatever is missing or damaged is made
 * again by the next bench. Reads with suspicion, since a folder may come from anywhere.
 */
import { join } from 'node:path';
import * as v from 'valibot';
import { lookAt } from '../base/open-file.js';
import { outsideRange } from '../design/possible.js';
import type { ReferenceRecord } from '../design/reference.js';
import { METRICS } from '../question/registry.js';
import { decodeLine, encodeLine } from './checked-line.js';
import { linesOf } from './lines.js';
import { appendLine, replaceFile } from './write-files.js';

export const REFERENCES_FILE = 'references.jsonl';

const metrics = v.pipe(
  v.record(v.string(), v.nullable(v.pipe(v.number(), v.finite()))),
  v.check((values) => outsideRange(values, METRICS) === undefined),
);
const score = v.nullable(v.strictObject({ metrics, folds: v.optional(v.array(metrics)) }));
const row = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(4294967295));
const schema = v.strictObject({
  hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
  split: v.pipe(v.number(), v.integer(), v.minValue(0)),
  scores: v.strictObject({ constant: score, linear: score }),
  rows: v.optional(v.array(v.array(row))),
});

/** By hash; lines that cannot be trusted are left out. */
export function readReferences(folder: string): ReadonlyMap<string, ReferenceRecord> {
  return parse(folder).records;
}

/** The same, and leaves a file in which every line is sound. To be called by the holder of the folder's lock. */
export function repairReferences(folder: string): Map<string, ReferenceRecord> {
  const { records, isSound } = parse(folder);
  if (!isSound) replaceFile(join(folder, REFERENCES_FILE), [...records.values()].map(encodeLine).join(''));
  return records;
}

/** Whether every line that is there is sound. */
export function areReferencesSound(folder: string): boolean {
  return parse(folder).isSound;
}

export function appendReference(folder: string, record: ReferenceRecord): void {
  appendLine(join(folder, REFERENCES_FILE), encodeLine(record));
}

function parse(folder: string): { records: Map<string, ReferenceRecord>; isSound: boolean } {
  const path = join(folder, REFERENCES_FILE);
  const records = new Map<string, ReferenceRecord>();
  let isSound = true;
  if (lookAt(path) === undefined) return { records, isSound };
  for (const { bytes, ended } of linesOf(path)) {
    const line = decodeLine(bytes);
    const result = 'value' in line && ended ? v.safeParse(schema, line.value) : undefined;
    if (result?.success === true) records.set(result.output.hash, result.output as ReferenceRecord);
    else isSound = false;
  }
  return { records, isSound };
}
