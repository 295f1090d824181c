import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { refuseLinkedLogs } from '../../../src/origins/command/run-log.js';
import { keepSeedCheck, keptSeedCheck } from '../../../src/origins/command/seed-check.js';

let [folder, outside] = ['', ''];
beforeEach(() => {
  [folder, outside] = ['folder', 'outside'].map((name) => mkdtempSync(join(tmpdir(), `reseed-${name}-`))) as [
    string,
    string,
  ];
  writeFileSync(join(outside, 'precious.txt'), 'mine');
});
afterEach(() => {
  for (const each of [folder, outside]) rmSync(each, { recursive: true });
});

const KEPT = { check: { variant: 'a', found: 'same bits' }, identity: 'x' } as const;

describe('the logs of a folder from elsewhere', () => {
  it.each(['logs', 'logs/rows'])('are refused where %s is a link or a file: nothing is written through it', (name) => {
    if (name.includes('/')) mkdirSync(join(folder, 'logs'));
    for (const plant of [(path: string) => symlinkSync(outside, path), (path: string) => writeFileSync(path, '')]) {
      plant(join(folder, name));
      for (const write of [() => refuseLinkedLogs(folder), () => keepSeedCheck(folder, KEPT)])
        expect(write).toThrow(`${name} is a link or a file`);
      rmSync(join(folder, name));
    }
    expect(readdirSync(outside)).toEqual(['precious.txt']);
    refuseLinkedLogs(folder);
  });

  it('hold what a seed check found, and it is written through no link in its place', () => {
    mkdirSync(join(folder, 'logs'));
    const path = join(folder, 'logs/seed-check.json');
    for (const target of ['precious.txt', 'nothing']) {
      symlinkSync(join(outside, target), path);
      keepSeedCheck(folder, KEPT);
      expect(keptSeedCheck(folder, { a: 'x' })).toEqual(KEPT.check);
      rmSync(path);
    }
    expect(readFileSync(join(outside, 'precious.txt'), 'utf8')).toBe('mine');
    expect(existsSync(join(outside, 'nothing'))).toBe(false);
  });

  it('are not waited for where a pipe lies in the place of a seed check', () => {
    mkdirSync(join(folder, 'logs'));
    execFileSync('mkfifo', [join(folder, 'logs/seed-check.json')]);
    expect(() => keptSeedCheck(folder, { a: 'x' })).toThrow('is a pipe, a socket or a device');
  });
});
