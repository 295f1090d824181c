import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { streamKey, uniforms } from '../../src/streams.js';
import { BENCH, note, openWorkshop, outcomeOf, times } from './bench-process.js';
import type { Workshop } from './bench-process.js';

const CASES = times(3, 30);

let shop: Workshop;
let undisturbed: ReturnType<typeof outcomeOf>;
beforeAll(async () => {
  shop = openWorkshop();
  expect(await shop.start([...BENCH, '--out', 'calm']).ended).toMatchObject({ code: 0, err: '' });
  undisturbed = outcomeOf(join(shop.folder, 'calm'));
});
afterAll(() => shop.remove());

/** Resumes a damaged copy of the finished bench and returns what was said. */
async function resumeAfter(name: string, damage: (bytes: Buffer) => Buffer): Promise<string> {
  const folder = join(shop.folder, name);
  cpSync(join(shop.folder, 'calm'), folder, { recursive: true });
  const path = join(folder, 'runs.jsonl');
  writeFileSync(path, damage(readFileSync(path)));
  const { code, err } = await shop.start(['bench', './question.ts', '--workers', '2', '--out', name]).ended;
  expect(code).toBe(0);
  expect(outcomeOf(folder)).toEqual(undisturbed);
  return err;
}

describe('a damaged runs.jsonl', () => {
  it('with a torn last line is mended, said aloud, and ends in the same bytes', async () => {
    const draw = uniforms(streamKey(1, 'torn'));
    for (let i = 0; i < CASES; i++) {
      const said = await resumeAfter(`torn-${i}`, (bytes) =>
        bytes.subarray(0, bytes.length - 1 - Math.floor(draw() * 300)),
      );
      expect(said).toContain('note: runs.jsonl ended in a torn line');
      expect(said).toContain('119 of them already there');
    }
    note('torn last line', { cases: CASES });
  });

  it('with a garbled last line is mended, said aloud, and ends in the same bytes', async () => {
    const draw = uniforms(streamKey(1, 'garbled'));
    for (let i = 0; i < CASES; i++) {
      const said = await resumeAfter(`garbled-${i}`, (bytes) => {
        for (let k = 2; k < 300; k++) bytes[bytes.length - k] = Math.floor(draw() * 256);
        return bytes;
      });
      expect(said).toContain('note: runs.jsonl');
      expect(said).toContain('will be trained again');
    }
    note('garbled last line', { cases: CASES });
  });

  it('with one bit flipped anywhere is found by its checksum, that run alone is trained again, and it ends in the same bytes', async () => {
    const draw = uniforms(streamKey(1, 'flipped'));
    for (let i = 0; i < CASES; i++) {
      const said = await resumeAfter(`flipped-${i}`, (bytes) => {
        let at = Math.floor(draw() * bytes.length);
        while (bytes[at] === 10) at = (at + 1) % bytes.length;
        bytes[at]! ^= 1 << Math.floor(draw() * 8);
        return bytes;
      });
      expect(said).toMatch(/note: runs.jsonl line \d+: .*; its run will be trained again/);
      expect(said).toMatch(/11[89] of them already there/);
    }
    note('one bit flipped', { cases: CASES });
  });
});

describe('damaged predictions', () => {
  it('that a reduction still needs are found by their checksum, and their run alone is trained again', async () => {
    const folder = join(shop.folder, 'predictions');
    cpSync(join(shop.folder, 'calm'), folder, { recursive: true });
    const path = join(folder, 'predictions.bin');
    const bytes = readFileSync(path);
    bytes[Math.floor(bytes.length / 2)]! ^= 16;
    writeFileSync(path, bytes);
    rmSync(join(folder, 'splits.jsonl'));
    const { code, err } = await shop.start(['bench', './question.ts', '--out', 'predictions']).ended;
    expect(code).toBe(0);
    expect(err).toMatch(
      /note: the predictions of run [0-9a-f]{32} do not match their checksum; it will be trained again/,
    );
    expect(err).toContain('119 of them already there');
    expect(outcomeOf(folder)).toEqual(undisturbed);
    note('one bit of the predictions flipped', { cases: 1 });
  });
});
