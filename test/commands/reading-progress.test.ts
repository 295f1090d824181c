import { rmSync } from 'node:fs';
import { afterEach, expect, it, vi } from 'vitest';
import { CLEAR_LINE } from '../../src/base/printable.js';
import { openOutput } from '../../src/commands/output.js';
import { readingProgress } from '../../src/commands/reading-progress.js';
import { commandIo } from './command-io.js';

afterEach(() => vi.useRealTimers());

it('a terminal shows the share in one line that is written anew, and Ctrl-C ends the reading at once', () => {
  vi.useFakeTimers({ toFake: ['performance', 'Date'] });
  let shown = '';
  const calls: boolean[] = [];
  const stream = { write: (text: string) => void (shown += text), on: () => undefined };
  const { write } = openOutput(() => stream as unknown as NodeJS.WriteStream);
  const { io: silent, cwd } = commandIo();
  rmSync(cwd, { recursive: true });
  const io = { ...silent, terminal: true, err: write, endAtOnce: (atOnce: boolean) => void calls.push(atOnce) };
  const progress = readingProgress(io, { quiet: false });
  expect(calls).toEqual([true]);
  progress.onProgress(0.1);
  expect(shown).toBe('');
  for (const share of [0.2, 0.4]) {
    vi.advanceTimersByTime(600);
    progress.onProgress(share);
  }
  progress.end();
  expect(shown).toBe(`${CLEAR_LINE}reading the table: 20 %${CLEAR_LINE}reading the table: 40 %${CLEAR_LINE}`);
  expect(calls).toEqual([true, false]);
});
