import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readRecords } from '../../src/store/store.js';
import { streamKey, uniforms } from '../../src/base/streams.js';
import { BENCH, linesOf, note, openWorkshop, outcomeOf, pause, times, untilRecords } from './bench-process.js';
import type { Workshop } from './bench-process.js';

const KILLS = times(5, 200);
const KILLS_A_FOLDER = 5;

interface Place {
  readonly shop: Workshop;
  readonly undisturbed: ReturnType<typeof outcomeOf>;
  readonly durationMs: number;
}

const shops: Workshop[] = [];
afterAll(() => shops.forEach((shop) => shop.remove()));

/** A workshop in which one bench has gone to its end undisturbed. */
async function openPlace(epochs: number): Promise<Place> {
  const shop = openWorkshop({ epochs });
  shops.push(shop);
  const began = performance.now();
  expect(await shop.start([...BENCH, '--out', 'calm']).ended).toMatchObject({ code: 0, err: '' });
  return { shop, durationMs: performance.now() - began, undisturbed: outcomeOf(join(shop.folder, 'calm')) };
}

/** Kills benches in one folder again and again, then lets one finish. Whole lines must stay where they are; counts torn ones. */
async function killThenFinish(
  { shop, undisturbed }: Place,
  { folder, kills }: { readonly folder: string; readonly kills: readonly (() => Promise<unknown>)[] },
): Promise<number> {
  const path = join(shop.folder, folder);
  let torn = 0;
  for (const kill of kills) {
    const before = linesOf(path);
    await kill();
    const after = linesOf(path);
    expect(after.slice(0, before.length)).toEqual(before);
    if (existsSync(path) && readRecords(path).repairs.length > 0) torn++;
  }
  const whole = linesOf(path);
  const end = await shop.start([...BENCH, '--out', folder]).ended;
  expect({ code: end.code, out: end.out !== '' }).toEqual({ code: 0, out: true });
  expect(linesOf(path).slice(0, whole.length)).toEqual(whole);
  expect(outcomeOf(path)).toEqual(undisturbed);
  rmSync(path, { recursive: true });
  return torn;
}

describe(`kill -9 of the main process (${KILLS} times at random instants, ${KILLS} times within a write)`, () => {
  it(
    'loses no finished run, and resuming gives the bytes of an undisturbed bench',
    async () => {
      // Training takes longer than the rest, so that many of the instants lie within it.
      const place = await openPlace(1000);
      const { shop, durationMs } = place;
      const instant = uniforms(streamKey(1, 'kill'));
      const total = { kills: 0, 'in mid-training': 0, 'torn lines': 0 };
      for (let folder = 0; total.kills < KILLS && folder < KILLS; folder++) {
        const name = `killed-${folder}`;
        const kills = Array.from({ length: KILLS_A_FOLDER }, (_, k) => async () => {
          const started = shop.start([...BENCH, '--out', name]);
          // Every other one is at work already; the rest are killed anywhere between their start and their end.
          const before = linesOf(join(shop.folder, name)).length;
          if (k % 2 === 0) await untilRecords(join(shop.folder, name), before + 1, started);
          await pause(instant() * durationMs * (k % 2 === 0 ? 0.1 : 1));
          started.child.kill('SIGKILL');
          if ((await started.ended).signal !== 'SIGKILL') return;
          total.kills++;
          const { length } = linesOf(join(shop.folder, name));
          if (length > before && length < 120) total['in mid-training']++;
        });
        total['torn lines'] += await killThenFinish(place, { folder: name, kills });
      }
      expect(total.kills).toBeGreaterThanOrEqual(KILLS);
      expect(total['in mid-training']).toBeGreaterThan(KILLS / 5);
      note('kill -9 of the main process at a random instant', total);
    },
    times(600_000, 3_600_000),
  );

  it(
    'does so too when the process dies with a write half done',
    async () => {
      const place = await openPlace(3);
      const { shop } = place;
      const draw = uniforms(streamKey(1, 'tear'));
      const total = { kills: 0, 'torn lines': 0 };
      for (let folder = 0; total.kills < KILLS && folder < KILLS; folder++) {
        const name = `torn-${folder}`;
        const kills = Array.from({ length: KILLS_A_FOLDER }, (_, k) => async () => {
          // Every other one tears its first line of a run, of which there is always one; the rest tear any write.
          const tear =
            k % 2 === 0 ? `1,${draw().toFixed(3)},records` : `${1 + Math.floor(draw() * 60)},${draw().toFixed(3)}`;
          const options = { preload: 'torn-write.mjs', env: { RESEED_TEST_TEAR: tear } };
          if ((await shop.start([...BENCH, '--out', name], options).ended).signal === 'SIGKILL') total.kills++;
        });
        total['torn lines'] += await killThenFinish(place, { folder: name, kills });
      }
      expect(total.kills).toBeGreaterThanOrEqual(KILLS);
      expect(total['torn lines']).toBeGreaterThanOrEqual(KILLS / 2);
      note('kill -9 of the main process within a write', total);
    },
    times(600_000, 3_600_000),
  );
});
