import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { linesOf } from '../../src/store/lines.js';
import { replaceFile } from '../../src/store/write-files.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reseed-lines-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function linesIn(text: string): { text: string; start: number; end: number; ended: boolean }[] {
  const path = join(folder, 'file');
  writeFileSync(path, text);
  return Array.from(linesOf(path), ({ bytes, start, end, ended }) => ({ text: bytes.toString(), start, end, ended }));
}

describe('the lines of a file', () => {
  it('come with their places, empty ones too, and the last says that it has no end', () => {
    expect(linesIn('a\n\nüb\nrest')).toEqual([
      { text: 'a', start: 0, end: 2, ended: true },
      { text: '', start: 2, end: 3, ended: true },
      { text: 'üb', start: 3, end: 7, ended: true },
      { text: 'rest', start: 7, end: 11, ended: false },
    ]);
    expect(linesIn('')).toEqual([]);
    expect(linesIn('a\n')).toEqual([{ text: 'a', start: 0, end: 2, ended: true }]);
  });

  it('are whole wherever the buffer ends, even those longer than it', () => {
    const lengths = [10, 1_048_570, 3, 0, 1_048_576, 5_000_000, 1, 2_097_151, 700_000, 700_000];
    const lines = lengths.map((length, i) => String(i).repeat(length));
    const found = linesIn(`${lines.join('\n')}\n`);
    expect(found.map(({ text }) => text.length)).toEqual(lengths);
    expect(found.every(({ text }, i) => text === lines[i])).toBe(true);
    expect(found.map(({ end, start }) => end - start)).toEqual(lengths.map((length) => length + 1));
  });
});

describe('a file written in pieces', () => {
  it('holds them all, however long they are, of words or bytes', () => {
    const pieces = ['a', Buffer.from('ü'), 'b'.repeat(65_535), '', 'c'.repeat(200_000), Buffer.from('d\n')];
    replaceFile(join(folder, 'file'), pieces);
    expect(readFileSync(join(folder, 'file'), 'utf8')).toBe(pieces.join(''));
  });

  it('takes a piece before it asks for the next', () => {
    const shared = Buffer.alloc(1);
    function* counting(): Generator<Buffer> {
      for (const digit of '0123456789') {
        shared.write(digit);
        yield shared;
      }
    }
    replaceFile(join(folder, 'file'), counting());
    expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('0123456789');
  });
});
