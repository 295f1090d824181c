import { describe, expect, it } from 'vitest';
import stringWidth from 'string-width';
import { createProgress, duration } from '../../src/bench/progress.js';
import type { Run } from '../../src/design/plan.js';
import type { RunRecord } from '../../src/design/record.js';

const failed: RunRecord = {
  hash: '0',
  variant: 'a',
  split: 0,
  fold: 0,
  seed: 0,
  status: 'failed',
  reason: 'diverged',
  epoch: 2,
  timing: { durationMs: 1, startedAt: 0 },
};

function follow(terminal: boolean): string {
  let [written, now] = ['', 0];
  const progress = createProgress({
    write: (text) => (written += text),
    terminal,
    columns: 60,
    clock: () => now,
    estimate: (records) => `estimate from ${String(records.length)}`,
  });
  progress.onEvent({ type: 'start', planned: 4, kept: 1, workers: 2 });
  for (const at of [20_000, 40_000, 60_000]) {
    now = at;
    progress.onEvent({ type: 'record', record: failed });
  }
  progress.end();
  return written;
}

describe('progress', () => {
  it('off a terminal is plain lines with done, time left, estimate and failures', () => {
    expect(follow(false)).toBe(
      '4 runs, 1 of them already there, 2 workers\n' +
        '2/4 runs · 40 s left · estimate from 1 · 1 failed\n' +
        '3/4 runs · 20 s left · estimate from 2 · 2 failed\n' +
        '4/4 runs · done in 1 min 0 s · estimate from 3 · 3 failed\n',
    );
  });

  it('says what was mended, what was lost and what becomes of it, and who does the work', () => {
    let written = '';
    const write = (text: string): void => void (written += text);
    const progress = createProgress({ write, terminal: false, columns: 60, clock: () => 0, estimate: () => '' });
    const run = { index: 7, variant: 'a' } as Run;
    progress.onEvent({ type: 'repair', text: 'a torn line was dropped' });
    progress.onEvent({ type: 'note', text: 'the queue is empty' });
    progress.onEvent({ type: 'incident', run, reason: 'its worker died', again: true });
    progress.onEvent({ type: 'incident', run, reason: 'its worker died', again: false });
    progress.onEvent({ type: 'start', planned: 4, kept: 0, workers: 0, atMost: true });
    progress.onEvent({ type: 'line', text: 'epoch 1' });
    progress.end();
    expect(written.split('\n')).toEqual([
      'note: a torn line was dropped',
      'note: the queue is empty',
      'note: run 7 (a) was lost: its worker died; it will be done again',
      'note: run 7 (a) was lost: its worker died; it is left out: lost too often',
      'at most 4 runs, workers of the queue',
      '',
    ]);
  });

  it('on a terminal rewrites one line, never longer than the terminal', () => {
    const written = follow(true);
    const lines = written.split('\r\u001b[2K').slice(1);
    expect(lines.length).toBe(2);
    for (const line of lines) expect(line.trimEnd().length).toBeLessThan(60);
    expect(written.endsWith('\n')).toBe(true);
  });

  it('shows the last line of a running program in as many columns as there are, whatever its letters', () => {
    const shown = ['赤い文字'.repeat(30), '🎉'.repeat(60), 'e\u0301'.repeat(100), 'x'.repeat(300)].map((text) => {
      let written = '';
      const write = (more: string): void => void (written += more);
      const progress = createProgress({ write, terminal: true, columns: 60, clock: () => 0, estimate: () => '' });
      progress.onEvent({ type: 'start', planned: 4, kept: 0, workers: 1 });
      progress.onEvent({ type: 'line', text });
      return written.split('\n')[1]!;
    });
    expect(shown.map((line) => stringWidth(line))).toEqual([59, 59, 59, 59]);
    for (const line of shown) expect(line).not.toMatch(/\p{Surrogate}/u);
  });

  it('tells the time that is left from the runs that have ended: while one runs it does not grow', () => {
    let [written, now] = ['', 0];
    const write = (more: string): void => void (written += more);
    const progress = createProgress({ write, terminal: true, columns: 60, clock: () => now, estimate: () => '' });
    progress.onEvent({ type: 'start', planned: 4, kept: 0, workers: 1 });
    now = 10_000;
    progress.onEvent({ type: 'record', record: failed });
    for (now of [14_000, 19_000, 60_000]) progress.onEvent({ type: 'line', text: 'at work' });
    expect(written.match(/\d+ s left/g)).toEqual(['30 s left', '26 s left', '21 s left', '20 s left']);
  });

  it.each([
    [400, '0.4 s'],
    [59_000, '59 s'],
    [130_000, '2 min 10 s'],
    [11_100_000, '3 h 5 min'],
    [Infinity, '?'],
  ])('writes %d ms as %s', (ms, expected) => {
    expect(duration(ms)).toBe(expected);
  });
});
