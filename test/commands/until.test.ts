import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRecords } from '../../src/store/store.js';
import { interrupt, linesOf, openWorkshop, outcomeOf } from '../faults/bench-process.js';
import type { Ended, Workshop } from '../faults/bench-process.js';

let shop: Workshop;
const RULE = 'accuracy.difference<0.05';
const ask = (...args: string[]): string[] => ['bench', './question.ts', '--quiet', ...args];
const bench = (...args: string[]): Promise<Ended> => shop.call(ask(...args));
const place = (name: string): string => join(shop.folder, name);

beforeAll(() => {
  shop = openWorkshop();
});
afterAll(() => shop.remove());

/** What a report rests on: all files but the records, of which more may be there. */
function reportOf(name: string): Readonly<Record<string, string>> {
  const { 'runs.jsonl, canonical': _records, ...files } = outcomeOf(place(name));
  return files;
}

interface Summary {
  readonly splits: number;
  readonly runs: { readonly planned: number; readonly missing: number };
  readonly stopping: { readonly rule: string; readonly satisfied: boolean; readonly halfWidth: number };
  readonly setup: { readonly command: string };
  readonly warnings: readonly { readonly text: string }[];
  readonly comparisons: {
    readonly dropped: {
      readonly metrics: Record<string, { difference: { method: string; low: number; high: number }; pValue: number }>;
    };
  };
}

describe('bench --until', () => {
  it('stops at the first prefix that satisfies the rule, and takes its intervals from the confidence sequence', async () => {
    const { code, out } = await bench('--out', 'one', '--until', RULE, '--workers', '1', '--json');
    expect(code).toBe(0);
    const { splits, runs, stopping, setup, comparisons } = JSON.parse(out) as Summary;
    expect(stopping).toMatchObject({ rule: RULE, satisfied: true });
    expect(stopping.halfWidth).toBeLessThan(0.05);
    expect(splits).toBeGreaterThanOrEqual(10);
    expect(runs).toMatchObject({ planned: splits * 4, missing: 0 });
    expect(setup.command).toBe(`reseed bench ./question.ts --until '${RULE}'`);
    const { accuracy, logLoss } = comparisons.dropped.metrics;
    expect(accuracy).toMatchObject({ difference: { method: 'confidenceSequence' }, pValue: null });
    expect((accuracy!.difference.high - accuracy!.difference.low) / 2).toBe(stopping.halfWidth);
    expect(logLoss!.difference.method).not.toBe('confidenceSequence');
    const report = readFileSync(join(place('one'), 'report.md'), 'utf8');
    expect(report).toContain(`held first after ${splits} splits`);
    expect(report).toContain('differences: confidence sequence');
  });

  it('on SD ratios stops at a look that was planned, and leaves a folder that reports again', async () => {
    const { code, out } = await bench('--out', 'ratio', '--until', 'accuracy.sdRatio<3', '--json');
    expect(code).toBe(0);
    expect((JSON.parse(out) as Summary).stopping).toMatchObject({ rule: 'accuracy.sdRatio<3' });
    const before = reportOf('ratio');
    expect((await shop.call(['report', 'ratio'])).code).toBe(0);
    expect(reportOf('ratio')).toEqual(before);
  });

  it('gives the same bytes for four workers as for one, however many runs were finished beyond', async () => {
    expect((await bench('--out', 'four', '--until', RULE, '--workers', '4')).code).toBe(0);
    expect(reportOf('four')).toEqual(reportOf('one'));
  });

  it('gives the same bytes after a kill, and nothing is trained twice', async () => {
    const args = ask('--until', RULE, '--workers', '2');
    expect((await interrupt(shop, 'killed', { after: 13, signals: ['SIGKILL'], args })).signal).toBe('SIGKILL');
    expect(existsSync(join(place('killed'), 'report.md'))).toBe(false);
    expect((await bench('--out', 'killed', '--until', RULE, '--workers', '3')).code).toBe(0);
    expect(reportOf('killed')).toEqual(reportOf('one'));
    expect(linesOf(place('killed'))).toHaveLength(readRecords(place('killed')).records.size);
  });

  it('started again, trains nothing more; report writes the same bytes', async () => {
    const before = reportOf('one');
    const { length } = linesOf(place('one'));
    expect((await bench('--out', 'one', '--until', RULE)).code).toBe(0);
    expect(linesOf(place('one'))).toHaveLength(length);
    expect((await shop.call(['report', 'one'])).code).toBe(0);
    expect(reportOf('one')).toEqual(before);
  });

  it('a folder that already holds more gives the report of the first prefix', async () => {
    await bench('--out', 'more', '--splits', '30');
    expect((await bench('--out', 'more', '--until', RULE)).code).toBe(0);
    expect(reportOf('more')).toEqual(reportOf('one'));
  });

  it('too noisy for the rule, ends at the most splits and says so', async () => {
    const { code, out } = await bench('--out', 'noisy', '--until', 'accuracy.mean<0.01', '--splits', '12', '--json');
    expect(code).toBe(0);
    const { splits, runs, stopping, warnings } = JSON.parse(out) as Summary;
    expect(splits).toBe(12);
    expect(runs).toMatchObject({ planned: 48, missing: 0 });
    expect(stopping).toMatchObject({ satisfied: false });
    expect(stopping.halfWidth).toBeGreaterThan(0.01);
    expect(warnings[0]!.text).toContain('does not hold after the most splits allowed, 12');
    expect(readFileSync(join(place('noisy'), 'report.md'), 'utf8')).toContain('means: confidence sequence');
  });

  it('a rule that was changed after looking is told of', async () => {
    const { out } = await bench('--out', 'noisy', '--until', 'accuracy.mean<0.01', '--splits', '14', '--json');
    const { warnings } = JSON.parse(out) as Summary;
    expect(warnings.map(({ text }) => text).join()).toContain('were changed after looking 1 time');
  });

  it('without the rule, the number of splits that it chose counts as looked at', async () => {
    const { out } = await bench('--out', 'four', '--splits', '30', '--json');
    expect((JSON.parse(out) as Summary).warnings[0]!.text).toContain(
      'Second look at this folder: judged more strictly',
    );
  });

  it.each([
    [['--until', 'accuracy.difference'], 'is not a rule'],
    [['--until', 'accuracy.sdTotal<0.1'], 'there is no quantity'],
    [['--until', 'rmse.difference<0.1'], 'no metric "rmse"'],
    [['--until', RULE, '--shard', '1/2'], '--shard cannot go with --until'],
    [['--until', RULE, '--queue', 'redis://localhost:1'], '--queue cannot go with --until'],
    [['--until', RULE, '--splits', '5'], '--splits 5 is below the 10 splits'],
    [['--until', RULE, '--min-splits', '2'], '--min-splits "2"'],
    [['--min-splits', '5'], '--min-splits goes with --until'],
    [['--until', RULE, '--until', RULE], '--until was given 2 times'],
  ])('%j exits 2 with a remedy, before anything is trained', async (args, expected) => {
    const { code, out, err } = await bench('--out', 'refused', ...args);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain(expected);
    expect(err.trim().split('\n').length).toBeGreaterThanOrEqual(2);
    expect(existsSync(place('refused'))).toBe(false);
  });
});
