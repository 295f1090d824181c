import { onTable } from '../made-origin.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkExperiment } from '../../src/experiment/check-experiment.js';
import { defineExperiment, kFold, variant } from '../../src/experiment/experiment.js';
import { dense, dropout, sequential } from '../../src/model/spec.js';
import { planRuns } from '../../src/design/plan.js';
import { note, times } from '../faults/bench-process.js';
import { resultOrSentence } from './verdict.js';

const CASES = times(500, 10_000);

const valid: unknown = JSON.parse(
  JSON.stringify({
    ...defineExperiment({
      name: 'fuzzed',
      question: 'Is it sound?',
      protocol: kFold({ folds: 3, repeats: 2, validation: 0.2 }),
      variants: {
        none: variant(sequential([dense(5)])),
        dropped: variant(sequential([dense(5), dropout(0.5)]), { label: 'Dropped', at: 0.5 }),
      },
    }),
    sources: { contexts: 2, repetitions: 2 },
    ensembles: [2, 5],
  }),
);

const odd = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    undefined,
    NaN,
    Infinity,
    -1,
    0,
    0.5,
    1e15,
    2 ** 53,
    '',
    '../x',
    '/etc/passwd',
    'a\u0000b',
    '__proto__',
    [],
    {},
    true,
  ),
  fc.constant<unknown>(JSON.parse('{"__proto__": {"polluted": true}}')),
  fc.anything({ maxDepth: 2, withBigInt: true, withDate: true, withMap: true, withSparseArray: true }),
);

/** A valid experiment with some of its places, wherever they are, replaced, removed or added to. */
const mutated = fc
  .array(fc.tuple(fc.array(fc.nat(20), { minLength: 1, maxLength: 5 }), odd, fc.constantFrom('set', 'remove', 'add')), {
    maxLength: 3,
  })
  .map((changes) =>
    changes.reduce<unknown>((value, [path, put, how]) => change(value, { path, put, how }), structuredClone(valid)),
  );

function change(value: unknown, { path, put, how }: { path: readonly number[]; put: unknown; how: string }): unknown {
  const [step, ...rest] = path;
  if (step === undefined || typeof value !== 'object' || value === null || Object.keys(value).length === 0) return put;
  const keys = Object.keys(value);
  const key = keys[step % keys.length]!;
  const object = value as Record<string, unknown>;
  if (rest.length > 0 && typeof object[key] === 'object') object[key] = change(object[key], { path: rest, put, how });
  else if (how === 'remove') Reflect.deleteProperty(object, key);
  else if (how === 'add') object[`${key}x`] = put;
  else object[key] = put;
  return value;
}

describe(`the check of an experiment, over ${CASES} objects`, () => {
  it(
    'gives an experiment that can be planned, or a sentence',
    () => {
      let accepted = 0;
      fc.assert(
        fc.property(fc.oneof({ weight: 6, arbitrary: mutated }, odd), (value) => {
          const experiment = resultOrSentence(() => checkExperiment(value, { file: 'fuzzed.ts', name: 'fuzzed' }));
          if (experiment === undefined) return;
          expect(experiment.name).toMatch(/^\w[\w.-]*$/);
          const runs = resultOrSentence(() => planRuns(experiment, onTable(experiment)));
          if (runs === undefined) return;
          expect(runs.length).toBeGreaterThan(0);
          expect(JSON.stringify(runs[0])).not.toMatch(/null|NaN/);
          accepted++;
        }),
        { numRuns: CASES, seed: 1 },
      );
      expect(accepted).toBeGreaterThan(CASES / 50);
      expect(Object.keys(Object.prototype)).toEqual([]);
      expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
      note('fuzz: experiment check', { cases: CASES, accepted });
    },
    times(600_000, 1_800_000),
  );
});
