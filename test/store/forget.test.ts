import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Run } from '../../src/design/plan.js';
import { encodeLine } from '../../src/store/checked-line.js';
import { removeMisfits } from '../../src/store/fitting-records.js';
import { forgetRuns } from '../../src/store/forget.js';
import { createRecordTable } from '../../src/store/record-table.js';
import { decodeRecord } from '../../src/store/runs-file.js';
import { readRecords } from '../../src/store/store.js';
import { madeRecord } from '../made-record.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reseed-forget-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const hashOf = (i: number): string => String(i).padStart(32, '0');
const placed = (i: number) => ({ hash: hashOf(i), variant: 'a', split: i, fold: 0, seed: 0 });
const recordLine = (i: number): string => encodeLine(madeRecord(placed(i), { accuracy: i / 10 }));
const at = (name: string): string => join(folder, name);

describe('forgetting runs', () => {
  it('takes their records, their lost attempts and all that was made of their predictions, and leaves the others', () => {
    writeFileSync(at('runs.jsonl'), [1, 2, 3].map(recordLine).join(''));
    writeFileSync(at('splits.jsonl'), 'x\n');
    const lost = (hash: string): string => `{"hash":"${hash}","attempt":1,"reason":"SIGKILL"}\n`;
    const odd = ['{"hash":"short"}\n', `x${lost(hashOf(2))}`, 'not ours\n'];
    writeFileSync(at('incidents.jsonl'), [lost(hashOf(2)), lost(hashOf(3)), ...odd].join(''));
    expect(forgetRuns(folder, new Set([hashOf(2), hashOf(7)]))).toBe(1);
    expect(readFileSync(at('runs.jsonl'), 'utf8')).toBe([1, 3].map(recordLine).join(''));
    expect(readFileSync(at('splits.jsonl'), 'utf8')).toBe('');
    expect(readFileSync(at('incidents.jsonl'), 'utf8')).toBe([lost(hashOf(3)), ...odd].join(''));
  });

  it('that are not there changes nothing', () => {
    writeFileSync(at('runs.jsonl'), recordLine(1));
    writeFileSync(at('splits.jsonl'), 'x\n');
    expect(forgetRuns(folder, new Set([hashOf(2)]))).toBe(0);
    expect(readFileSync(at('splits.jsonl'), 'utf8')).toBe('x\n');
    expect(forgetRuns(folder, new Set([hashOf(1)]))).toBe(1);
    expect(existsSync(at('incidents.jsonl'))).toBe(false);
  });
});

describe('records that are not their bench’s', () => {
  const misfits = (count: number): readonly string[] => {
    const records = createRecordTable();
    const runs = Array.from({ length: count + 1 }, (_, i): Run => {
      records.add(madeRecord(placed(i), { accuracy: 0.5 }));
      return { ...placed(i), index: 10 + i, streams: { split: i, init: 0, order: 0, mask: 0 } };
    });
    const left = removeMisfits(records, {
      runs: [...runs, { ...runs[0]!, hash: 'nobody’s' }, runs[1]!],
      fitting: ({ split }, variant) => (split < count ? `score is not ${variant}’s` : undefined),
    });
    expect([...records.keys()]).toEqual([hashOf(count)]);
    return left;
  };

  it('are taken out and named, and from the sixth on, where there are more, counted', () => {
    const one = (i: number): string =>
      `the record of run ${10 + i} (a) is left out: its score is not a’s; its run will be trained again`;
    expect(misfits(1)).toEqual([one(0)]);
    expect(misfits(6)).toEqual([0, 1, 2, 3, 4, 5].map(one));
    expect(misfits(7)).toEqual([...[0, 1, 2, 3, 4].map(one), '2 more records are left out for such reasons']);
  });
});

describe('a line that cannot be trusted', () => {
  it('is named by what is wrong with it', () => {
    const decoded = (line: string): unknown => decodeRecord(Buffer.from(line.trimEnd()));
    expect(decoded('not JSON')).toEqual({ damaged: 'the line is cut short' });
    expect(decoded(recordLine(1).slice(0, -3))).toEqual({ damaged: 'the line is cut short' });
    expect(decoded(recordLine(1).replace('"a"', '"b"'))).toEqual({ damaged: 'its checksum does not match' });
    expect(decoded(`{"a":x,"crc":${crc32('{"a":x}')}}`)).toEqual({ damaged: 'it is not JSON' });
    expect(decoded(encodeLine({ mine: 1 }))).toEqual({ damaged: 'it is not a record' });
    expect(
      decoded(
        encodeLine({
          ...madeRecord(placed(1), {}),
          tally: { kind: 'classes', rows: [2, 2], hits: [3, 0], logLoss: 1, brier: 1 },
        }),
      ),
    ).toEqual({
      damaged: expect.stringMatching(/^its .+, which cannot be$/) as string,
    });
    writeFileSync(at('runs.jsonl'), `${recordLine(1)}\n\nnot a line\n${recordLine(2)}${recordLine(3).slice(0, 9)}`);
    expect(readRecords(folder)).toMatchObject({
      repairs: [
        'runs.jsonl line 4: the line is cut short, so it is left out',
        'runs.jsonl ended in a torn line, which is left out',
      ],
    });
  });
});
