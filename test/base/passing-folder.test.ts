import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makePassingFolder, removePassingFolder } from '../../src/base/passing-folder.js';

const listeners = (): number => process.listenerCount('exit');

describe('a folder that passes', () => {
  it('takes one listener of the process, however many there are, and gives it back with the last', () => {
    const before = listeners();
    const made = Array.from({ length: 12 }, () => makePassingFolder('reseed-passing-'));
    expect(new Set(made).size).toBe(12);
    expect(listeners()).toBe(before + 1);
    for (const folder of made) writeFileSync(join(folder, 'log'), 'x');
    made.slice(1).forEach(removePassingFolder);
    expect(made.map((folder) => existsSync(folder))).toEqual([true, ...Array<boolean>(11).fill(false)]);
    expect(listeners()).toBe(before + 1);
    removePassingFolder(made[0]!);
    removePassingFolder(made[0]!);
    expect(existsSync(made[0]!)).toBe(false);
    expect(listeners()).toBe(before);
  });

  it('is gone when the process exits, if nobody removed it', () => {
    const others = new Set(process.listeners('exit'));
    const left = [makePassingFolder('reseed-passing-'), makePassingFolder('reseed-passing-')];
    const added = process.listeners('exit').filter((listener) => !others.has(listener));
    added.forEach((listener) => listener(0));
    expect(left.map((folder) => existsSync(folder))).toEqual([false, false]);
  });

  it('is none that somebody else made', () => {
    const folder = mkdtempSync(join(tmpdir(), 'reseed-passing-'));
    removePassingFolder(folder);
    expect(existsSync(folder)).toBe(true);
    rmSync(folder, { recursive: true });
  });
});
