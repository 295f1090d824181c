import { execFileSync } from 'node:child_process';
import { closeSync, linkSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lookAt, openFile, readTextIfThere, refuseUnusualFile } from '../../src/base/open-file.js';

let folder = '';
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'reseed-open-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const at = (name: string): string => join(folder, name);
const PURPOSES = ['read', 'append', 'change'] as const;

describe('opening a file', () => {
  it.each(PURPOSES)('to %s never waits for the other end of a pipe', (purpose) => {
    execFileSync('mkfifo', [at('pipe')]);
    // Opened for writing, a pipe without a reader is an error of the system, which callers put into words.
    expect(() => openFile(at('pipe'), purpose)).toThrow(/pipe|ENXIO/);
  });

  it.each(PURPOSES)('to %s refuses a folder, a socket and a link', async (purpose) => {
    mkdirSync(at('folder'));
    expect(() => openFile(at('folder'), purpose)).toThrow(/folder|EISDIR/);
    const server = createServer().listen(at('socket'));
    await once(server, 'listening');
    expect(() => openFile(at('socket'), purpose)).toThrow(/socket|ENXIO/);
    server.close();
    writeFileSync(at('target'), 'precious');
    symlinkSync(at('target'), at('link'));
    symlinkSync(at('made-by-a-link'), at('dangling'));
    for (const name of ['link', 'dangling']) expect(() => openFile(at(name), purpose)).toThrow('is a link');
    expect(readFileSync(at('target'), 'utf8')).toBe('precious');
    expect(lookAt(at('made-by-a-link'))).toBeUndefined();
  });

  it('to write refuses a file with a second name, which reading does not mind', () => {
    writeFileSync(at('target'), 'precious');
    linkSync(at('target'), at('twin'));
    expect(() => openFile(at('twin'), 'append')).toThrow('has a second name elsewhere (a hard link)');
    expect(() => openFile(at('twin'), 'change')).toThrow('has a second name elsewhere');
    expect(() => refuseUnusualFile(at('twin'))).toThrow('has a second name elsewhere');
    expect(readTextIfThere(at('twin'), { most: 10 })).toBe('precious');
  });

  it('as a new one takes nothing that is there, be it a link to nowhere', () => {
    writeFileSync(at('there'), 'x');
    expect(() => openFile(at('there'), 'new')).toThrow('EEXIST');
    symlinkSync(at('nowhere'), at('dangling'));
    expect(() => openFile(at('dangling'), 'new')).toThrow('is a link');
    expect(lookAt(at('nowhere'))).toBeUndefined();
  });

  it('follows a link where the user has named the file', () => {
    writeFileSync(at('target'), 'x');
    symlinkSync(at('target'), at('link'));
    closeSync(openFile(at('link'), 'read', { follow: true }));
  });
});

describe('reading a text', () => {
  it('gives undefined only where there is nothing; whatever else is in the way is a sentence', () => {
    expect(readTextIfThere(at('nothing'), { most: 10 })).toBeUndefined();
    writeFileSync(at('long'), 'x'.repeat(11));
    expect(readTextIfThere(join(at('long'), 'below'), { most: 10 })).toBeUndefined();
    expect(() => readTextIfThere(at('long'), { most: 10 })).toThrow('is too large');
    symlinkSync('loop', at('loop'));
    expect(() => readTextIfThere(join(at('loop'), 'x'), { most: 1 })).toThrow('Cannot read');
    expect(() => readTextIfThere(at('n'.repeat(300)), { most: 1 })).toThrow('the name is too long');
  });
});
