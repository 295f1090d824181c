import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { troubleInSet } from '../../src/store/published.js';
import { streamKey, uniforms } from '../../src/base/streams.js';
import { BENCH, linesOf, note, openWorkshop, outcomeOf, times } from './bench-process.js';
import type { Ended, Workshop } from './bench-process.js';

const KILLS = times(4, 200);

let shop: Workshop;
beforeAll(async () => {
  shop = openWorkshop();
  expect(await shop.start([...BENCH, '--splits', '3', '--out', 'of-3']).ended).toMatchObject({ code: 0 });
});
afterAll(() => shop.remove());

const extend = (name: string, killAt?: number): Promise<Ended> =>
  shop.start(
    [...BENCH, '--splits', '5', '--out', name],
    killAt === undefined ? {} : { preload: 'kill-at-call.mjs', env: { RESEED_TEST_KILL_AT: String(killAt) } },
  ).ended;

/** A finished bench, to be extended. */
function begin(name: string): string {
  cpSync(join(shop.folder, 'of-3'), join(shop.folder, name), { recursive: true });
  return join(shop.folder, name);
}

describe(`kill -9 while a finished bench is extended and published anew, ${KILLS} times, at any call that changes the disk`, () => {
  it(
    'loses no record, hides no half report, and the same command ends in the bytes of an undisturbed bench',
    async () => {
      const counted = begin('counted');
      const calls = Number(/^calls: (\d+)$/m.exec((await extend('counted', 0)).err)?.[1]);
      const undisturbed = outcomeOf(counted);
      expect(calls).toBeGreaterThan(50);
      const draw = uniforms(streamKey(1, 'publish'));
      const total = { kills: 0, 'while training': 0, 'while publishing': 0, 'half published': 0 };
      for (let i = 0; i < KILLS; i++) {
        const folder = begin(`killed-${i}`);
        const before = linesOf(folder);
        const ended = await extend(`killed-${i}`, 1 + Math.floor(draw() * calls));
        const after = linesOf(folder);
        expect(after.slice(0, before.length)).toEqual(before);
        if (ended.signal === 'SIGKILL') total.kills++;
        if (ended.signal === 'SIGKILL') total[after.length < 20 ? 'while training' : 'while publishing']++;
        // Whatever of the report is of two ages, the set says so.
        const said = troubleInSet(folder);
        if (said.length > 0) total['half published']++;
        else
          expect([outcomeOf(join(shop.folder, 'of-3')), undisturbed].map(published)).toContainEqual(
            published(outcomeOf(folder)),
          );
        expect(await extend(`killed-${i}`)).toMatchObject({ code: 0 });
        expect(outcomeOf(folder)).toEqual(undisturbed);
        expect(troubleInSet(folder)).toEqual([]);
        rmSync(folder, { recursive: true });
      }
      expect(total.kills).toBeGreaterThan(KILLS / 2);
      note('kill -9 while extending and publishing, at any call that changes the disk', total);
    },
    times(60_000, 3_600_000),
  );
});

/** The files of the report alone. */
function published({ 'runs.jsonl, canonical': _records, ...files }: Readonly<Record<string, string>>): object {
  return files;
}
