import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { streamKey, uniforms } from '../../src/base/streams.js';
import { BENCH, linesOf, note, openWorkshop, outcomeOf, times } from './bench-process.js';
import type { Workshop } from './bench-process.js';

let shop: Workshop;
let undisturbed: ReturnType<typeof outcomeOf>;
beforeAll(async () => {
  shop = openWorkshop();
  expect(await shop.call([...BENCH, '--out', 'calm'])).toMatchObject({ code: 0, err: '' });
  undisturbed = outcomeOf(join(shop.folder, 'calm'));
});
afterAll(() => shop.remove());

const mounted: string[] = [];
afterAll(() => {
  for (const folder of mounted) execFileSync('umount', [folder]);
});

/** False, with the reason on the console, where this user may not mount. */
function mount(name: string, options: string): boolean {
  const folder = join(shop.folder, name);
  mkdirSync(folder);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { stdio: 'pipe' });
  } catch {
    console.log('not tested on a real disk: this user may not mount a tmpfs');
    return false;
  }
  mounted.unshift(folder);
  return true;
}

describe('a full disk', () => {
  it('ends the bench with one sentence and code 2; with room again the same command continues to the same bytes', async () => {
    if (!mount('small', 'size=48k')) return;
    const { code, err } = await shop.start([...BENCH, '--out', 'small/bench']).ended;
    expect(code).toBe(2);
    expect(err).toMatch(/^reseed: Cannot write to .*small\/bench: the disk is full\.\n {2}\S.*\n$/);
    const whole = linesOf(join(shop.folder, 'small/bench'));
    expect(whole.length).toBeGreaterThan(0);
    execFileSync('mount', ['-o', 'remount,size=8m', join(shop.folder, 'small')]);
    expect(await shop.start([...BENCH, '--out', 'small/bench']).ended).toMatchObject({ code: 0 });
    expect(linesOf(join(shop.folder, 'small/bench')).slice(0, whole.length)).toEqual(whole);
    expect(outcomeOf(join(shop.folder, 'small/bench'))).toEqual(undisturbed);
    note('full disk (tmpfs of 48 KiB)', { kept: whole.length });
  });

  it('may come at any byte, in any write', async () => {
    const draw = uniforms(streamKey(1, 'room'));
    const cases = times(4, 40);
    for (let i = 0; i < cases; i++) {
      const name = `room-${i}`;
      const env = { RESEED_TEST_ROOM: String(Math.floor(draw() * draw() * 100_000)) };
      const { code, err } = await shop.start([...BENCH, '--out', name], { preload: 'full-disk.mjs', env }).ended;
      expect({ code, err: err.replace(/ to \S+:/, '') }).toMatchObject({
        code: 2,
        err: expect.stringMatching(/^reseed: Cannot write the disk is full/) as string,
      });
      const whole = linesOf(join(shop.folder, name));
      expect(await shop.start([...BENCH, '--out', name]).ended).toMatchObject({ code: 0 });
      expect(linesOf(join(shop.folder, name)).slice(0, whole.length)).toEqual(whole);
      expect(outcomeOf(join(shop.folder, name))).toEqual(undisturbed);
    }
    note('full disk at a random byte (writes made to fail)', { cases });
  });
});

describe('a read-only folder', () => {
  it('is refused with one sentence before anything is trained', async () => {
    if (!mount('locked', 'size=1m')) return;
    execFileSync('mount', ['-o', 'remount,ro', join(shop.folder, 'locked')]);
    const { code, err } = await shop.start([...BENCH, '--out', 'locked/bench']).ended;
    expect(code).toBe(2);
    expect(err).toMatch(/^reseed: Cannot write to .*locked\/bench: the file system is read-only\.\n {2}\S.*\n$/);
    note('read-only folder, new', { code: String(code) });
  });

  it('that holds a finished bench is refused by bench, and its records stay readable by merge', async () => {
    if (!mount('archive', 'size=2m')) return;
    cpSync(join(shop.folder, 'calm'), join(shop.folder, 'archive/bench'), { recursive: true });
    execFileSync('mount', ['-o', 'remount,ro', join(shop.folder, 'archive')]);
    const refused = await shop.start([...BENCH, '--out', 'archive/bench']).ended;
    expect(refused).toMatchObject({ code: 2 });
    expect(refused.err).toContain('the file system is read-only');
    expect(await shop.start(['merge', 'archive/bench', '--out', 'copied']).ended).toMatchObject({ code: 0 });
    expect(outcomeOf(join(shop.folder, 'copied'))).toEqual(undisturbed);
    note('read-only folder, with records', { code: 2 });
  });
});
