/** Disks and systems that answer otherwise than ours: the calls that they refuse are made to fail here as they do there. */
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import type * as Fs from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

/** Error codes by the name of the call that answers with them. */
const refused = vi.hoisted(() => new Map<string, string>());
vi.mock('node:fs', async (original) => {
  const real = await original<typeof Fs>();
  const failing =
    <A extends unknown[], R>(syscall: string, call: (...args: A) => R) =>
    (...args: A): R => {
      const code = refused.get(syscall);
      if (code === undefined) return call(...args);
      throw Object.assign(new Error(`${code}: ${syscall}`), { code, syscall });
    };
  return {
    ...real,
    linkSync: failing('link', real.linkSync),
    renameSync: failing('rename', real.renameSync),
    fsyncSync: failing('fsync', real.fsyncSync),
    readlinkSync: failing('readlink', real.readlinkSync),
    rmSync: failing('rm', real.rmSync),
  };
});

const { lockFolder } = await import('../../src/store/lock.js');
const { describeSelf } = await import('../../src/store/lock-holder.js');
const { replaceFile, syncFolder } = await import('../../src/store/write-files.js');

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reseed-disk-'));
});
afterEach(() => {
  refused.clear();
  rmSync(folder, { recursive: true });
});

describe('a disk without hard links', () => {
  it.each(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EINVAL'])('(%s) is locked by a file made in place', (code) => {
    refused.set('link', code);
    const unlock = lockFolder(folder);
    expect(JSON.parse(readFileSync(join(folder, 'lock'), 'utf8'))).toMatchObject({
      pid: process.pid,
      host: hostname(),
    });
    expect(readdirSync(folder)).toEqual(['lock']);
    // Who holds it is waited for: once is enough.
    if (code === 'EPERM') expect(() => lockFolder(folder)).toThrow('Another bench is at work');
    unlock();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('that fails otherwise says so, and nothing is left behind', () => {
    refused.set('link', 'EIO');
    expect(() => lockFolder(folder)).toThrow('EIO');
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('a lock that cannot be moved away', () => {
  const stale = (): void =>
    writeFileSync(join(folder, 'lock'), JSON.stringify({ ...describeSelf(''), pid: 2_000_000_000, flock: false }));

  it('is an error, and leaves no file beside it', () => {
    stale();
    refused.set('rename', 'EIO');
    expect(() => lockFolder(folder)).toThrow('EIO');
    expect(readdirSync(folder)).toEqual(['lock']);
  });

  it('since another starter was quicker, is asked for again, a few times', () => {
    stale();
    refused.set('rename', 'ENOENT');
    expect(() => lockFolder(folder)).toThrow(`Cannot lock ${folder}.`);
    expect(readdirSync(folder)).toEqual(['lock']);
  });

  it('of which nobody knows the process space is judged by its number', () => {
    refused.set('readlink', 'ENOENT');
    expect(describeSelf('').pids).toBe('');
    lockFolder(folder)();
    expect(existsSync(join(folder, 'lock'))).toBe(false);
  });
});

describe('a disk that flushes no folders', () => {
  it.each(['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EBADF', 'EROFS'])(
    '(%s) is written to all the same',
    (code) => {
      refused.set('fsync', code);
      expect(() => syncFolder(folder)).not.toThrow();
    },
  );

  it('that reports an error is one that cannot be written, and the old file stays', () => {
    replaceFile(join(folder, 'report.md'), 'old');
    refused.set('fsync', 'EIO');
    expect(() => syncFolder(folder)).toThrow('EIO');
    expect(() => replaceFile(join(folder, 'report.md'), 'new')).toThrow(
      `Cannot write to ${folder}: the disk reports an error.`,
    );
    expect(readdirSync(folder)).toEqual(['report.md']);
    expect(readFileSync(join(folder, 'report.md'), 'utf8')).toBe('old');
  });
});
