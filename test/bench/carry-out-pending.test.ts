/** Runs that get lost, and rules that hold, with a carrier that does as it is told: no process, no thread. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BenchEvent, BenchRequest } from '../../src/bench/bench-request.js';
import type { CarryOptions } from '../../src/bench/carry-out.js';
import { carryOutPending } from '../../src/bench/carry-out-pending.js';
import { planRuns } from '../../src/design/plan.js';
import type { Run } from '../../src/design/plan.js';
import { defineExperiment, dense, holdout, sequential, variant } from '../../src/index.js';
import { openStore } from '../../src/store/store.js';
import { onTable } from '../made-origin.js';
import { madeRecord } from '../made-record.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reseed-pending-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const question = defineExperiment({
  ...{ name: 'made', question: 'Why?', protocol: holdout({ splits: 6, seeds: 1 }) },
  variants: { a: variant(sequential([dense(2)])), b: variant(sequential([dense(3)])) },
});
const origin = onTable(question);
const runs = planRuns(question, origin);

interface Told {
  /** What happens to a run when it is tried for the n-th time, from 1; undefined where it is carried out. */
  readonly lost?: (run: Run, attempt: number) => string | undefined;
  readonly kind?: 'table' | 'command';
  readonly until?: BenchRequest['until'];
  readonly abortAfter?: number;
}

/** What was tried, pass by pass, and what was told. */
async function carry({ lost = () => undefined, kind = 'command', until, abortAfter = Infinity }: Told) {
  const events: BenchEvent[] = [];
  const passes: string[] = [];
  const attempts = new Map<string, number>();
  const stop = new AbortController();
  const store = openStore(folder);
  const { records } = store.loaded;
  const request = {
    ...{ question, folder, workers: 0, fresh: false, command: '', signal: stop.signal },
    origin: { ...origin, referencesOn: undefined, facts: { kind, what: 'x', repeats: 'not promised' } },
    onEvent: (event: BenchEvent) => events.push(event),
    ...(until === undefined ? {} : { until }),
    carryOut: async (some: readonly Run[], { onOutcome, onIncident, isEnough }: CarryOptions) => {
      const tried: string[] = [];
      for (const run of some) {
        if (isEnough?.() === true || stop.signal.aborted) break;
        tried.push(`${run.variant}${run.split}`);
        const attempt = (attempts.get(run.hash) ?? 0) + 1;
        attempts.set(run.hash, attempt);
        const reason = lost(run, attempt);
        const accuracy = 0.5 + run.split / 100 + (run.variant === 'a' ? 0 : 0.1 + ((run.split * 7) % 5) / 1000);
        if (reason === undefined) onOutcome(run, { record: madeRecord(run, { accuracy }) });
        else onIncident(run, reason);
        if (tried.length >= abortAfter) stop.abort();
      }
      passes.push(tried.join(' '));
      return Promise.resolve();
    },
  } as unknown as BenchRequest;
  const pending = runs.filter(({ hash }) => !records.has(hash));
  await carryOutPending(pending, {
    ...{ request, store, records, runs, references: new Map() },
    reducer: { onRecord: () => undefined, damaged: new Set(), reduced: 0 },
  });
  store.close();
  return { passes, events, records };
}

const isAt = (run: Run, place: string): boolean => `${run.variant}${run.split}` === place;
const ALL = 'a0 b0 a1 b1 a2 b2 a3 b3 a4 b4 a5 b5';
const incidents = (): readonly unknown[] =>
  readFileSync(join(folder, 'incidents.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);

describe('runs that a folder lacks', () => {
  it('are carried out in order, each stored and told of', async () => {
    const { passes, events, records } = await carry({});
    expect(passes).toEqual([ALL]);
    expect(records.size).toBe(12);
    expect(events.map(({ type }) => type)).toEqual(Array.from({ length: 12 }, () => 'record'));
  });

  it('and are lost are tried again after the others, and written down', async () => {
    const { passes, events, records } = await carry({
      lost: (run, attempt) => (isAt(run, 'b1') && attempt === 1 ? 'SIGKILL' : undefined),
    });
    expect(passes).toEqual([ALL, 'b1']);
    expect(records.size).toBe(12);
    const { hash } = runs.find((run) => isAt(run, 'b1'))!;
    expect(incidents()).toEqual([{ hash, attempt: 1, reason: 'SIGKILL' }]);
    expect(events.filter(({ type }) => type === 'incident')).toMatchObject([{ reason: 'SIGKILL', again: true }]);
  });

  it('and are lost three times over all starts count as failed where a program is at fault', async () => {
    const { hash } = runs.find((run) => isAt(run, 'b1'))!;
    const line = JSON.stringify({ hash, attempt: 1, reason: 'x' });
    writeFileSync(join(folder, 'incidents.jsonl'), `${line}\n{"hash":"short"}\nx${line}\n`);
    const reason = 'out of memory '.repeat(40);
    const { passes, events, records } = await carry({ lost: (run) => (isAt(run, 'b1') ? reason : undefined) });
    expect(passes).toEqual([ALL, 'b1']);
    const kept = records.get(hash)!;
    expect(kept).toMatchObject({
      variant: 'b',
      split: 1,
      fold: 0,
      seed: 0,
      status: 'failed',
      timing: { durationMs: 0 },
    });
    expect(kept.status === 'failed' && kept.reason).toBe(`lost 3 times: ${reason}`.slice(0, 300));
    expect(events.filter(({ type }) => type === 'incident')).toMatchObject([{ again: true }, { again: false }]);
    expect(events.filter((event) => event.type === 'record' && event.record.status === 'failed')).toHaveLength(1);
    const again = await carry({});
    expect(again.passes).toEqual([]);
  });

  it('of our own nets are left out after the third time', async () => {
    const { passes, records } = await carry({
      kind: 'table',
      lost: (run) => (isAt(run, 'a2') ? 'SIGKILL' : undefined),
    });
    expect(passes).toEqual([ALL, 'a2', 'a2']);
    expect(records.size).toBe(11);
  });

  it('are left where it is interrupted', async () => {
    const { passes, records } = await carry({ abortAfter: 3, lost: (run) => (isAt(run, 'a0') ? 'x' : undefined) });
    expect(passes).toEqual(['a0 b0 a1']);
    expect(records.size).toBe(2);
  });
});

describe('with a rule', () => {
  const until = { metric: 'accuracy', quantity: 'difference', halfWidth: 0.5, minimum: 3, maximum: 6 } as const;

  it('no more runs are made once it holds, and that is told', async () => {
    const { passes, events, records } = await carry({ until });
    expect(passes).toEqual(['a0 b0 a1 b1 a2 b2 a3 b3']);
    expect(records.size).toBe(8);
    expect(events.filter(({ type }) => type === 'note')).toEqual([
      { type: 'note', text: 'accuracy.difference<0.5 holds after 4 splits: no more are trained' },
    ]);
  });

  it('a lost run is tried again before any later one', async () => {
    const { passes } = await carry({
      until,
      lost: (run, attempt) => (isAt(run, 'b1') && attempt === 1 ? 'x' : undefined),
    });
    expect(passes).toEqual(['a0 b0 a1 b1', 'b1 a2 b2 a3 b3']);
  });

  it('that never holds all of them are made', async () => {
    const { passes, events } = await carry({ until: { ...until, halfWidth: 1e-9 } });
    expect(passes).toEqual([ALL]);
    expect(events.some(({ type }) => type === 'note')).toBe(false);
  });

  it('a run that is lost for good ends it', async () => {
    const { passes } = await carry({ until, kind: 'table', lost: (run) => (isAt(run, 'a1') ? 'x' : undefined) });
    expect(passes).toEqual(['a0 b0 a1', 'a1', 'a1']);
  });
});
