import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, linkSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { askForFlock, mayBeShared } from '../../src/store/flock.js';
import { describeSelf, parseHolder, stateOf } from '../../src/store/lock-holder.js';
import type { Holder } from '../../src/store/lock-holder.js';
import { lockFolder } from '../../src/store/lock.js';
import { note, openWorkshop, outcomeOf, BENCH, startHeld, linesOf, RUNS } from '../faults/bench-process.js';

const LINUX = process.platform === 'linux';
const HAS_FLOCK = LINUX && spawnSync('flock', ['--version']).error === undefined;
/** A process with numbers of its own, as in a container. */
const HAS_SPACES = LINUX && spawnSync('unshare', ['--pid', '--fork', '--mount-proc', 'true']).status === 0;
if (!HAS_SPACES) console.log('not tested across process spaces: this user may not make one (unshare --pid)');

let folder = '';
let lock = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reseed-lock-'));
  lock = join(folder, 'lock');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const self = (): Holder => ({ ...describeSelf(''), flock: false });
const leave = (holder: Partial<Holder>): void => writeFileSync(lock, JSON.stringify({ ...self(), ...holder }));

describe('the lock of a folder', () => {
  it('refuses a second bench while the first lives, and lets the next in after it', () => {
    const unlock = lockFolder(folder);
    expect(() => lockFolder(folder)).toThrow(`Another bench is at work in ${folder} (process ${process.pid} on `);
    unlock();
    lockFolder(folder)();
    expect(existsSync(lock)).toBe(false);
  });

  it('is taken from a process that is gone, even if its number is in use again', () => {
    const stale: Partial<Holder>[] = [{ pid: 2_000_000_000 }, ...(LINUX ? [{ began: '1' }] : [])];
    for (const holder of stale) {
      leave(holder);
      lockFolder(folder)();
      expect(existsSync(lock)).toBe(false);
    }
  });

  it('that a power cut left half written is taken', () => {
    for (const text of ['', '{"pid":', 'not json', '{"pid":"1"}']) {
      writeFileSync(lock, text);
      lockFolder(folder)();
      expect(existsSync(lock)).toBe(false);
    }
  });

  it('is taken at once from a process that was killed a moment ago, asked for its exit code or not', async () => {
    const holder = spawn(process.execPath, ['-e', 'console.log(1); setInterval(() => {}, 1000)']);
    await once(holder.stdout, 'data');
    leave({ pid: holder.pid!, began: '' });
    expect(() => lockFolder(folder)).toThrow(`Another bench is at work in ${folder} (process ${holder.pid}`);
    holder.kill('SIGKILL');
    // Nothing is awaited here, so this process has not yet asked for the exit code.
    lockFolder(folder)();
    expect(existsSync(lock)).toBe(false);
  });

  it('is waited for where its holder is just ending', async () => {
    const holder = spawn(process.execPath, ['-e', 'console.log(1); setTimeout(() => {}, 200)']);
    await once(holder.stdout, 'data');
    leave({ pid: holder.pid!, began: '' });
    lockFolder(folder)();
    expect(existsSync(lock)).toBe(false);
  });

  it('is never taken from another machine, nor because it is old', () => {
    leave({ host: 'elsewhere', pid: 2_000_000_000 });
    spawnSync('touch', ['-d', '2001-01-01', lock]);
    expect(() => lockFolder(folder)).toThrow(/may be at work in .* on elsewhere\); from here that cannot be told/);
  });

  it.runIf(LINUX)('of a process that counts in another space is refused: its number says nothing here', () => {
    leave({ pids: 'pid:[1]', pid: 2_000_000_000 });
    expect(() => lockFolder(folder)).toThrow('from here that cannot be told');
  });

  it('of Reseed 0.1.0 is read as it was meant', () => {
    writeFileSync(lock, JSON.stringify({ pid: 2_000_000_000, host: hostname(), began: '1', inode: '' }));
    lockFolder(folder)();
    writeFileSync(lock, JSON.stringify({ pid: process.ppid, host: hostname(), began: '', inode: '' }));
    expect(() => lockFolder(folder)).toThrow('Another bench is at work');
  });

  it('is not given back by one that lost it', () => {
    const unlock = lockFolder(folder);
    rmSync(lock);
    const other = lockFolder(folder);
    unlock();
    expect(existsSync(lock)).toBe(true);
    other();
  });
});

describe('what is known of a holder', () => {
  const local = { path: '/nowhere', flocked: false, shared: false };
  it.runIf(LINUX)('is that it is gone where the kernel gave its lock to us, unless another machine may have it', () => {
    const locked = { ...self(), flock: true };
    expect(stateOf(locked, { ...local, flocked: true })).toBe('gone');
    expect(stateOf({ ...locked, pids: 'pid:[1]' }, { ...local, flocked: true, shared: true })).toBe('gone');
    expect(stateOf({ ...locked, boot: 'other' }, { ...local, flocked: true, shared: true })).toBe('untold');
    expect(stateOf({ ...locked, boot: 'other', host: 'x' }, { ...local, flocked: true, shared: true })).toBe('untold');
  });

  it.runIf(LINUX)('is that it is gone where this machine has started anew and nobody else sees the disk', () => {
    const before = { ...self(), boot: 'the last one' };
    expect(stateOf(before, local)).toBe('gone');
    expect(stateOf(before, { ...local, shared: true })).toBe('untold');
  });

  it('is nothing where its text is no holder', () => {
    for (const text of ['[]', '{}', '{"pid":1.5,"host":"x"}', 'null']) expect(parseHolder(text)).toBeUndefined();
  });
});

describe.runIf(HAS_FLOCK)('the lock of the kernel', () => {
  it('is one for all, and goes with its descriptor', async () => {
    writeFileSync(lock, '');
    const { openSync, closeSync } = await import('node:fs');
    const [one, two] = [openSync(lock, 'r'), openSync(lock, 'r')];
    expect(askForFlock(one)).toBe('ours');
    expect(askForFlock(two)).toBe('taken');
    closeSync(one);
    expect(askForFlock(two)).toBe('ours');
    closeSync(two);
    expect(mayBeShared('/proc/no/such/place')).toBe(true);
    expect(mayBeShared(folder)).toBe(false);
  });

  it('holds although the file names a process that does not run', () => {
    const unlock = lockFolder(folder);
    const text = readFileSync(lock, 'utf8');
    writeFileSync(lock, text.replace(`"pid":${process.pid}`, '"pid":2000000000').padEnd(text.length));
    expect(() => lockFolder(folder)).toThrow('Another bench is at work');
    unlock();
  });

  it('does not go with a copy of the folder', () => {
    const unlock = lockFolder(folder);
    const copy = `${folder}-copy`;
    cpSync(folder, copy, { recursive: true });
    lockFolder(copy)();
    rmSync(copy, { recursive: true });
    unlock();
  });

  it('is not fooled by a second name of the lock', () => {
    const unlock = lockFolder(folder);
    linkSync(lock, join(folder, 'lock.1.new'));
    expect(() => lockFolder(folder)).toThrow('Another bench is at work');
    unlock();
    lockFolder(folder)();
  });
});

describe.runIf(HAS_SPACES)('benches in containers with one host name and process numbers of their own', () => {
  const shop = openWorkshop({ epochs: 150 });
  afterAll(() => shop.remove());
  const inContainer = { under: ['unshare', '--pid', '--fork', '--kill-child', '--mount-proc'] };

  it('never work in one folder at a time, and a killed one lets the next in', async () => {
    const first = startHeld(shop, BENCH, { name: 'shared', counts: [10], ...inContainer });
    await first.at(10);
    const second = await shop.start([...BENCH, '--out', 'shared'], inContainer).ended;
    expect(second).toMatchObject({ code: 2, err: expect.stringContaining('Another bench is at work in') as string });
    const outside = await shop.start([...BENCH, '--out', 'shared']).ended;
    expect(outside).toMatchObject({ code: 2, err: expect.stringContaining('Another bench is at work in') as string });
    first.child.kill('SIGKILL');
    await first.ended;
    expect(await shop.start([...BENCH, '--out', 'shared'], inContainer).ended).toMatchObject({ code: 0, err: '' });
    expect(linesOf(join(shop.folder, 'shared')).length).toBe(RUNS);
    expect(await shop.start([...BENCH, '--out', 'calm']).ended).toMatchObject({ code: 0 });
    expect(outcomeOf(join(shop.folder, 'shared'))).toEqual(outcomeOf(join(shop.folder, 'calm')));
    note('two containers with one host name in one folder', { benches: 3, 'at work at a time': 1 });
  });
});
