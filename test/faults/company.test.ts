import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BENCH, RUNS, interrupt, linesOf, note, openWorkshop, outcomeOf, startHeld, times } from './bench-process.js';
import type { Workshop } from './bench-process.js';

let shop: Workshop;
let undisturbed: ReturnType<typeof outcomeOf>;
beforeAll(async () => {
  // Slower runs than elsewhere, so that benches meet at work.
  shop = openWorkshop({ epochs: 150 });
  expect(await shop.call([...BENCH, '--out', 'calm'])).toMatchObject({ code: 0, err: '' });
  undisturbed = outcomeOf(join(shop.folder, 'calm'));
});
afterAll(() => shop.remove());

describe('several benches at once', () => {
  it('in one folder: one works, the others are refused with one sentence, and the bytes are the same', async () => {
    const rounds = times(1, 20);
    for (let round = 0; round < rounds; round++) {
      const name = `crowd-${round}`;
      const ends = await Promise.all([1, 2, 3].map(() => shop.start([...BENCH, '--out', name]).ended));
      const refused = ends.filter(({ code }) => code === 2);
      for (const { err } of refused) expect(err).toMatch(/^reseed: Another bench is at work in .*\n {2}\S.*\n$/);
      expect(ends.filter(({ code }) => code === 0).length + refused.length).toBe(3);
      expect(refused.length).toBeLessThan(3);
      expect(linesOf(join(shop.folder, name)).length).toBe(RUNS);
      expect(outcomeOf(join(shop.folder, name))).toEqual(undisturbed);
    }
    note('three benches at once in one folder', { rounds });
  });

  it('after a killed one: exactly one takes over', async () => {
    const rounds = times(1, 20);
    for (let round = 0; round < rounds; round++) {
      const name = `orphan-${round}`;
      const first = startHeld(shop, BENCH, { name, counts: [10] });
      await first.at(10);
      first.child.kill('SIGKILL');
      await first.ended;
      const ends = await Promise.all([1, 2, 3].map(() => shop.start([...BENCH, '--out', name]).ended));
      expect(ends.map(({ code }) => code).every((code) => code === 0 || code === 2)).toBe(true);
      expect(linesOf(join(shop.folder, name)).length).toBe(RUNS);
      expect(outcomeOf(join(shop.folder, name))).toEqual(undisturbed);
    }
    note('three benches at once after a killed one', { rounds });
  });
});

describe('a folder copied while its bench runs', () => {
  it('is a bench of its own: both finish, with the same bytes', async () => {
    const rounds = times(1, 20);
    for (let round = 0; round < rounds; round++) {
      const [name, copy] = [`original-${round}`, `copy-${round}`];
      const count = 10 + 5 * round;
      const started = startHeld(shop, BENCH, { name, counts: [count] });
      await started.at(count);
      // A file that is being replaced may be gone before it is copied.
      const filter = (path: string): boolean => !path.endsWith('.new');
      cpSync(join(shop.folder, name), join(shop.folder, copy), { recursive: true, filter });
      expect(linesOf(join(shop.folder, copy)).length).toBeLessThan(RUNS);
      started.letGo(count);
      const [original, resumed] = await Promise.all([started.ended, shop.start([...BENCH, '--out', copy]).ended]);
      expect([original.code, resumed.code]).toEqual([0, 0]);
      expect(outcomeOf(join(shop.folder, name))).toEqual(undisturbed);
      expect(outcomeOf(join(shop.folder, copy))).toEqual(undisturbed);
    }
    note('folder copied while its bench runs', { rounds });
  });
});

describe('a clock that jumps by up to a day, forwards and backwards', () => {
  it('changes no byte, also after an interruption', async () => {
    const options = { preload: 'jumping-clock.mjs' };
    const { code } = await interrupt(shop, 'jumps', { after: 20, signals: ['SIGTERM'], ...options });
    expect(code).toBe(130);
    expect(await shop.start([...BENCH, '--out', 'jumps'], options).ended).toMatchObject({ code: 0, err: '' });
    expect(outcomeOf(join(shop.folder, 'jumps'))).toEqual(undisturbed);
    const loud = await shop.start(['bench', './question.ts', '--out', 'loud'], options).ended;
    expect(loud.code).toBe(0);
    expect(loud.err).not.toMatch(/NaN|-\d+ (s|min|h)\b/);
    note('clock that jumps', { rounds: 2 });
  });
});
