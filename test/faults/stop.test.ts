import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BENCH, RUNS, interrupt, linesOf, note, openWorkshop, outcomeOf } from './bench-process.js';
import type { Workshop } from './bench-process.js';

let shop: Workshop;
let undisturbed: ReturnType<typeof outcomeOf>;
beforeAll(async () => {
  shop = openWorkshop({ epochs: 1000 });
  expect(await shop.call([...BENCH, '--out', 'calm'])).toMatchObject({ code: 0, err: '' });
  undisturbed = outcomeOf(join(shop.folder, 'calm'));
});
afterAll(() => shop.remove());

describe.each(['SIGINT', 'SIGTERM'] as const)('%s', (signal) => {
  it('ends the bench with code 130 and says what is kept; the same command continues to the same bytes', async () => {
    const folder = join(shop.folder, signal);
    const { code, err } = await interrupt(shop, signal, { after: 5, signals: [signal] });
    expect(code).toBe(130);
    const kept = linesOf(folder).length;
    expect(kept).toBeGreaterThanOrEqual(5);
    expect(err).toBe(`Interrupted: ${kept} of ${RUNS} runs are kept in ${signal}; the same command continues.\n`);
    expect(await shop.start([...BENCH, '--out', signal]).ended).toMatchObject({ code: 0, err: '' });
    expect(outcomeOf(folder)).toEqual(undisturbed);
    note(signal, { kept });
  });

  it('twice ends it at once with code 130, and nothing that was kept is lost', async () => {
    const name = `${signal}-twice`;
    const folder = join(shop.folder, name);
    const { code } = await interrupt(shop, name, { after: 5, signals: [signal, signal] });
    expect(code).toBe(130);
    const whole = linesOf(folder);
    expect(await shop.start([...BENCH, '--out', name]).ended).toMatchObject({ code: 0 });
    expect(linesOf(folder).slice(0, whole.length)).toEqual(whole);
    expect(outcomeOf(folder)).toEqual(undisturbed);
    note(`${signal} twice`, { kept: whole.length });
  });
});
