import {
  appendFileSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockFolder } from '../../src/store/lock.js';
import { openStore } from '../../src/store/store.js';
import { appendLine, removeLeftovers, replaceFile } from '../../src/store/write-files.js';

let folder = '';
let outside = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reseed-write-'));
  outside = join(mkdtempSync(join(tmpdir(), 'reseed-outside-')), 'precious');
  writeFileSync(outside, 'precious');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  rmSync(join(outside, '..'), { recursive: true });
});

const at = (name: string): string => join(folder, name);
const PLANTS = [
  ['a symbolic link', (path: string): void => symlinkSync(outside, path)],
  ['a link to nowhere', (path: string): void => symlinkSync(`${outside}-new`, path)],
  ['a hard link', (path: string): void => linkSync(outside, path)],
] as const;

describe('replacing a file', () => {
  it.each(PLANTS)('writes to nothing through %s under the name beside it, or in its place', (_what, plant) => {
    plant(at(`report.md.${process.pid}.new`));
    plant(at('report.md'));
    replaceFile(at('report.md'), 'new');
    expect(readFileSync(at('report.md'), 'utf8')).toBe('new');
    expect(readFileSync(outside, 'utf8')).toBe('precious');
    expect(readdirSync(join(outside, '..'))).toEqual(['precious']);
    expect(readdirSync(folder).sort()).toEqual(['report.md', `report.md.${process.pid}.new`]);
  });

  it('takes names as long as the file system does', () => {
    const name = `${'ä'.repeat(125)}.md`;
    replaceFile(at(name), 'x');
    expect(readdirSync(folder)).toEqual([name]);
  });

  it('leaves no half of a file when it fails, and says why', () => {
    mkdirSync(at('report.md'));
    expect(() => replaceFile(at('report.md'), 'x')).toThrow('is a folder');
    const broken = {
      *[Symbol.iterator]() {
        yield 'half';
        throw new RangeError('a bug');
      },
    };
    expect(() => replaceFile(at('other.md'), broken)).toThrow('a bug');
    expect(readdirSync(folder)).toEqual(['report.md']);
  });
});

describe('the lock', () => {
  it.each(PLANTS)('is made without writing through %s', (_what, plant) => {
    plant(at(`lock.${process.pid}.new`));
    lockFolder(folder)();
    plant(at('lock'));
    let [refused, said] = [false, ''];
    try {
      lockFolder(folder)();
    } catch (error) {
      [refused, said] = [true, String(error)];
    }
    if (refused) expect(said).toContain('is a link');
    expect(readFileSync(outside, 'utf8')).toBe('precious');
    expect(readdirSync(join(outside, '..'))).toEqual(['precious']);
  });
});

describe('a results folder with a hard link in it', () => {
  it.each(['runs.jsonl', 'predictions.bin', 'splits.jsonl', 'incidents.jsonl', 'runs.damaged.txt'])(
    'as %s is refused before anything is written',
    (name) => {
      linkSync(outside, at(name));
      expect(() => openStore(folder)).toThrow('has a second name elsewhere');
      expect(() => appendLine(at(name), 'x\n')).toThrow('has a second name elsewhere');
      expect(readFileSync(outside, 'utf8')).toBe('precious');
    },
  );
});

describe('leftovers', () => {
  it('that are links go nowhere: they are not ours', () => {
    symlinkSync(outside, at('report.md.4194305.new'));
    writeFileSync(at('report.md.4194305-7.new'), 'half');
    removeLeftovers(folder, (name) => name === 'report.md');
    expect(readdirSync(folder)).toEqual(['report.md.4194305.new']);
    expect(readFileSync(outside, 'utf8')).toBe('precious');
  });
});

describe('a file without an end of line', () => {
  it('gets one before the next line', () => {
    appendFileSync(at('log'), 'torn');
    appendLine(at('log'), 'whole\n');
    expect(readFileSync(at('log'), 'utf8')).toBe('torn\nwhole\n');
  });
});
