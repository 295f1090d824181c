import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeLine } from '../../src/store/checked-line.js';
import { streamKey, uniforms } from '../../src/base/streams.js';
import { BENCH, note, openWorkshop, outcomeOf, times } from './bench-process.js';
import type { Workshop } from './bench-process.js';

const CASES = times(3, 30);

let shop: Workshop;
let undisturbed: ReturnType<typeof outcomeOf>;
beforeAll(async () => {
  shop = openWorkshop();
  expect(await shop.call([...BENCH, '--out', 'calm'])).toMatchObject({ code: 0, err: '' });
  undisturbed = outcomeOf(join(shop.folder, 'calm'));
});
afterAll(() => shop.remove());

/** Resumes a damaged copy of the finished bench and returns what was said. */
async function resumeAfter(name: string, damage: (bytes: Buffer) => Buffer): Promise<string> {
  const folder = join(shop.folder, name);
  cpSync(join(shop.folder, 'calm'), folder, { recursive: true });
  const path = join(folder, 'runs.jsonl');
  writeFileSync(path, damage(readFileSync(path)));
  const { code, err } = await shop.call(['bench', './question.ts', '--workers', '2', '--out', name]);
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

/** The line of a file with one of its values put in place, and its checksum made right again. */
function forged(line: string, path: readonly string[], value: unknown): string {
  const { crc: _crc, ...whole } = JSON.parse(line) as Record<string, unknown>;
  let inner = whole;
  for (const key of path.slice(0, -1)) inner = inner[key] as Record<string, unknown>;
  inner[path.at(-1)!] = value;
  return encodeLine(whole).trimEnd();
}

const CANNOT_BE: readonly (readonly [path: readonly string[], value: unknown, why: string])[] = [
  [['metrics', 'accuracy'], 7, 'its accuracy is 7, and its own sums say'],
  [['metrics', 'logLoss'], -1e308, 'its logLoss is -1e+308, which cannot be'],
  [['metrics', 'f1'], 2, 'its f1 is 2, above 1, which cannot be'],
  [['tally', 'hits'], [60, 60], 'its sums count more right rows than there are'],
  [['tally', 'brier'], 1e9, 'its summed Brier score is 1000000000'],
  [['training', 'epochs'], 1e15, 'its number of epochs is 1000000000000000'],
  [['training', 'bestEpoch'], 9, 'its best epoch is 9 of 3'],
  [['training', 'validationLoss'], -1e308, 'its loss is too large to reckon with'],
  [['place', 'bytes'], 4, 'its predictions are of another number of rows'],
];

describe('a record that cannot be, with a right checksum', () => {
  it.each(CANNOT_BE)(
    '(%j: %j) is set aside, said aloud and trained again, to the same bytes',
    async (path, value, why) => {
      const said = await resumeAfter(`cannot-be-${path.join('-')}`, (bytes) => {
        const lines = bytes.toString().split('\n');
        lines[3] = forged(lines[3]!, path, value);
        return Buffer.from(lines.join('\n'));
      });
      expect(said).toContain(`note: runs.jsonl line 4: ${why}`);
      expect(said).toContain('119 of them already there');
    },
  );

  it('with more epochs than its variant may train is left out of a report, and trained again by its bench', async () => {
    const name = 'too-many-epochs';
    cpSync(join(shop.folder, 'calm'), join(shop.folder, name), { recursive: true });
    const path = join(shop.folder, name, 'runs.jsonl');
    const lines = readFileSync(path, 'utf8').split('\n');
    lines[3] = forged(lines[3]!, ['training', 'epochs'], 1000);
    writeFileSync(path, lines.join('\n'));
    const refused = await shop.call(['report', name]);
    expect(refused.code).toBe(2);
    expect(refused.err).toMatch(
      /note: the record of run \d+ \(\w+\) is left out: its number of epochs is 1000, above 3/,
    );
    expect(refused.err).toContain('rests on 120 runs, and the records there hold 119');
    const { code, err } = await shop.call(['bench', './question.ts', '--out', name]);
    expect({ code, again: err.includes('119 of them already there') }).toEqual({ code: 0, again: true });
    expect(outcomeOf(join(shop.folder, name))).toEqual(undisturbed);
  });
});

describe('a splits.jsonl that is torn, lost or forged', () => {
  const BROKEN: readonly (readonly [string, (text: string) => string])[] = [
    ['lost', () => ''],
    ['torn', (text) => text.slice(0, text.length - 40)],
    ['forged', (text) => text.replace(/^.*$/m, (line) => forged(line, ['spread', 'variance'], -1))],
    ['of another split', (text) => text.replace(/^.*$/m, (line) => forged(line, ['nets'], 1e9))],
  ];
  it.each(BROKEN)('(%s) is made again at every opening, and said aloud', async (how, break_) => {
    const name = `reductions-${how.replaceAll(' ', '-')}`;
    const folder = join(shop.folder, name);
    cpSync(join(shop.folder, 'calm'), folder, { recursive: true });
    const path = join(folder, 'splits.jsonl');
    writeFileSync(path, break_(readFileSync(path, 'utf8')));
    const compared = await shop.call(['compare', 'calm', name, '--json']);
    expect(compared).toMatchObject({ code: 0 });
    expect(compared.err).toMatch(/note: .*: splits\.jsonl lacked \d+ lines?, made again from the predictions/);
    expect((await shop.call(['verify', name])).out).toMatch(/splits\.jsonl lacks \d+ complete splits?/);
    const { code, err } = await shop.call(['report', name]);
    expect(code).toBe(0);
    expect(err).toMatch(/note: splits\.jsonl lacked \d+ lines?, made again from the predictions/);
    expect(outcomeOf(folder)).toEqual(undisturbed);
    expect((await shop.call(['verify', name])).code).toBe(0);
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
    const { code, err } = await shop.call(['bench', './question.ts', '--out', 'predictions']);
    expect(code).toBe(0);
    expect(err).toMatch(
      /note: the predictions of run [0-9a-f]{32} do not match their checksum; it will be trained again/,
    );
    expect(err).toContain('119 of them already there');
    expect(outcomeOf(folder)).toEqual(undisturbed);
    note('one bit of the predictions flipped', { cases: 1 });
  });
});
