import type { Experiment } from '../../src/experiment/experiment.js';
import { onTable } from '../made-origin.js';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Flags, Io } from '../../src/commands/io.js';
import { prepareBench } from '../../src/commands/prepare.js';
import { planRuns } from '../../src/design/plan.js';
import { readAnswers, readBatch, readNotice } from '../../src/queue/messages.js';
import { parseAddress } from '../../src/queue/connect.js';
import { note, openWorkshop, times } from '../faults/bench-process.js';
import type { Workshop } from '../faults/bench-process.js';
import { loadExperiment } from '../../src/experiment/load-experiment.js';
import { resultOrSentence, resultOrSentenceLater } from './verdict.js';

const CASES = times(500, 10_000);
const PROCESSES = times(12, 2_000);
/** So many processes at a time. */
const LANES = 2;

let shop: Workshop;
beforeAll(() => {
  shop = openWorkshop();
});
afterAll(() => shop.remove());

const value = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom('1', '5', '20', 'kind', 'x', 'x,y', 'table.csv', 'fused', 'classification', '1/3'),
  },
  fc.constantFrom(
    '',
    '0',
    '-1',
    '1e9',
    '99999999999999999999',
    'NaN',
    '../..',
    '/dev/null',
    '\u0000',
    '__proto__',
    '1/0',
    '3/2',
    'redis://',
    'nope.csv',
    './question.ts',
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
const NAMES = [
  'splits',
  'seeds',
  'seed',
  'data',
  'target',
  'drop',
  'task',
  'engine',
  'backend',
  'workers',
  'out',
  'shard',
  'queue',
  'until',
];
const SWITCHES = ['fresh', 'json', 'quiet', 'drop-missing-target', 'dry-run'];

const flags = fc
  .tuple(
    fc.constantFrom(
      './question.ts',
      './question.ts',
      'dropout-vs-none',
      'nonsense',
      './nonsense.ts',
      '__proto__',
      undefined,
    ),
    fc.dictionary(
      fc.constantFrom(...NAMES),
      fc.oneof({ weight: 5, arbitrary: value }, fc.array(value, { minLength: 2, maxLength: 3 })),
      { maxKeys: 4 },
    ),
    fc.subarray(SWITCHES),
  )
  // The bench engine is given last, so that no case waits for TensorFlow to load.
  .map(([experiment, given, on]): Flags => ({
    ...given,
    engine: given.engine === 'tfjs' ? 'fused' : given.engine,
    ...Object.fromEntries(on.map((each) => [each, true])),
    experiment,
  }));

describe(`the flags, over ${CASES} command lines`, () => {
  it(
    'make a bench that could start, or a sentence',
    async () => {
      const io: Io = {
        out: () => undefined,
        err: () => undefined,
        terminal: false,
        colour: false,
        columns: 80,
        outColumns: 100,
        cwd: shop.folder,
        signal: new AbortController().signal,
      };
      let accepted = 0;
      await fc.assert(
        fc.asyncProperty(flags, async (given) => {
          const prepared = await resultOrSentenceLater(() => prepareBench(given, io));
          if (prepared === undefined) return;
          expect(prepared.workers).toBeGreaterThan(0);
          expect(Number.isInteger(prepared.question.protocol.splits)).toBe(true);
          expect(prepared.command).not.toContain('NaN');
          accepted++;
        }),
        { numRuns: CASES, seed: 1 },
      );
      expect(accepted).toBeGreaterThan(CASES / 50);
      note('fuzz: flags, in process', { cases: CASES, accepted });
    },
    times(600_000, 3_600_000),
  );

  it(
    `also as ${PROCESSES} processes: code 0, 1 or 2, and no stack`,
    async () => {
      // No system passes a NUL on to a process.
      const argument = fc
        .oneof(value, fc.constantFrom(...NAMES.map((name) => `--${name}`)))
        .filter((text) => !text.includes('\u0000'));
      const line = fc.tuple(
        fc.constantFrom('bench', 'plan', 'report', 'merge', 'list', 'worker', 'nonsense', ''),
        fc.array(argument, { maxLength: 4 }),
      );
      const lines = fc.sample(line, { numRuns: PROCESSES, seed: 1 });
      const codes = new Map<number | null, number>();
      const work = async (): Promise<void> => {
        for (let next = lines.shift(); next !== undefined; next = lines.shift()) {
          const [command, args] = next;
          // Whatever else is asked for, nothing is trained and nobody is waited for.
          const safe =
            command === 'bench'
              ? ['--dry-run', '--splits=1']
              : command === 'worker'
                ? ['--idle=1', '--queue=nowhere']
                : [];
          const words = [command, ...args, ...safe].filter((each) => each !== '');
          const { code, err } = await shop.start(words).ended;
          expect([0, 1, 2], JSON.stringify(words)).toContain(code);
          expect(err, JSON.stringify(words)).not.toMatch(/unexpected error|\n\s+at /);
          codes.set(code, (codes.get(code) ?? 0) + 1);
        }
      };
      await Promise.all(Array.from({ length: LANES }, work));
      expect(codes.get(2)).toBeGreaterThan(0);
      const byCode = [...codes].sort(([a], [b]) => Number(a) - Number(b));
      note('fuzz: flags, as processes', {
        processes: PROCESSES,
        ...Object.fromEntries(byCode.map(([code, count]) => [`code ${String(code)}`, count])),
      });
    },
    times(600_000, 3_600_000),
  );
});

describe(`messages and addresses of a queue, over ${CASES} values`, () => {
  it(
    'are read as what they are, or not at all',
    async () => {
      const experiment = (await loadExperiment('./question.ts', shop.folder)) as Experiment;
      const plan = planRuns(experiment, onTable(experiment));
      const index = fc.oneof(
        fc.nat(130),
        fc.constantFrom<unknown>(-1, 0.5, NaN, 1e300, '0', '__proto__', 'length', null),
      );
      const record = fc.oneof(
        fc.anything(),
        fc.record({
          hash: fc.constantFrom(...plan.slice(0, 3).map(({ hash }) => hash)),
          status: fc.constantFrom('ok', 'failed'),
          reason: fc.constant('diverged'),
          epoch: fc.nat(),
          variant: fc.string(),
          split: fc.nat(),
          fold: fc.nat(),
          seed: fc.nat(),
          timing: fc.record({ durationMs: fc.double(), startedAt: fc.nat() }),
        }),
      );
      const answer = fc.record(
        {
          index,
          record,
          predictions: fc.oneof(fc.base64String(), fc.anything()),
          incident: fc.oneof(fc.string({ unit: 'binary' }), fc.anything()),
        },
        { requiredKeys: ['index'] },
      );
      let accepted = 0;
      fc.assert(
        fc.property(
          fc.oneof(fc.anything(), fc.array(answer, { maxLength: 3 })),
          fc.array(index),
          fc.string({ unit: 'binary' }),
          (answers, runs, text) => {
            const fitting = (): undefined => undefined;
            for (const read of [answers, { answers }].flatMap((each) => readAnswers(each, { plan, fitting }).answers)) {
              expect(plan).toContain(read.run);
              if ('incident' in read) expect(read.incident).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
              else expect(read.outcome.record.hash).toBe(read.run.hash);
              accepted++;
            }
            for (const run of readBatch({ runs }, plan) ?? []) expect(plan).toContain(run);
            readNotice(text);
            resultOrSentence(() => parseAddress(text));
            resultOrSentence(() => parseAddress(`redis://${text}`));
          },
        ),
        { numRuns: CASES, seed: 1 },
      );
      expect(accepted).toBeGreaterThan(0);
      note('fuzz: messages and addresses of a queue', { cases: CASES, accepted });
    },
    times(600_000, 1_800_000),
  );
});
