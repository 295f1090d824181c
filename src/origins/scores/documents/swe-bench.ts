/** SWE-bench's report: a file a model, with the names of the instances that it resolved and of those that it did not. */
import { basename } from 'node:path';
import { collectRows, isList, isObject, own } from '../read-json.js';
import type { Json, JsonObject, Leaf } from '../read-json.js';
import type { Hint } from '../shapes/shape.js';
import type { DocumentKind } from './kind.js';

function namesAt(value: JsonObject, key: string): readonly string[] {
  const list = own(value, key);
  return isList(list) ? list.filter((each) => typeof each === 'string') : [];
}

export const SWE_BENCH: DocumentKind = {
  is: (value: Json) =>
    isObject(value) &&
    isList(own(value, 'resolved_ids')) &&
    isList(own(value, 'submitted_ids') ?? own(value, 'unresolved_ids')),
  shape(files, { name, levels }) {
    const collector = collectRows(name);
    for (const file of files) {
      const resolved = new Set(namesAt(file.value, 'resolved_ids'));
      const all = new Set([
        ...resolved,
        ...['submitted_ids', 'unresolved_ids', 'error_ids', 'empty_patch_ids', 'incomplete_ids'].flatMap((key) =>
          namesAt(file.value, key),
        ),
      ]);
      for (const instance of all)
        collector.add(
          new Map<string, Leaf>([
            ['model', basename(file.path).replace(/\.json$/i, '')],
            ...levels(file),
            ['instance', instance],
            ['resolved', resolved.has(instance) ? 1 : 0],
          ]),
        );
    }
    return {
      table: collector.finish(),
      shape: `SWE-bench’s reports: a file a model (${files.length}), a row an instance`,
      hints: new Map<string, Hint>([
        ['model', { role: 'variant', why: 'the file’s name' }],
        ['instance', { role: 'row', why: 'what was to be resolved' }],
        ['resolved', { role: 'metric', why: '1 where it was resolved', better: 'higher' }],
      ]),
      notes: ['instances that were submitted and failed, or came out empty, count as not resolved'],
    };
  },
};
