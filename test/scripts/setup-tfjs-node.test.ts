import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

type Unpack = (file: string, targetOf: (name: string) => string | undefined) => Promise<number>;

const script = fileURLToPath(new URL('../../scripts/setup-tfjs-node.js', import.meta.url));
const { unpackWheel } = (await import(new URL('../../scripts/unpack-wheel.js', import.meta.url).href)) as {
  unpackWheel: Unpack;
};
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'reseed-wheel-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A zip archive by its published layout; every second entry is deflated, the others stored. Checksums are left zero. */
function zip(entries: Readonly<Record<string, string>>): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  Object.entries(entries).forEach(([name, text], i) => {
    const data = i % 2 === 0 ? Buffer.from(text) : deflateRawSync(text);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(i % 2 === 0 ? 0 : 8, 4);
    shared.writeUInt32LE(data.length, 14);
    shared.writeUInt32LE(Buffer.byteLength(text), 18);
    shared.writeUInt16LE(Buffer.byteLength(name), 22);
    const body = Buffer.concat([Buffer.from('PK\x03\x04'), shared, Buffer.from(name), data]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02'), Buffer.alloc(2), shared, rest, Buffer.from(name)]));
    bodies.push(body);
    at += body.length;
  });
  const listing = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(bodies.length, 6);
  end.writeUInt32LE(listing.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...bodies, listing, Buffer.from('PK\x05\x06'), end]);
}

describe('unpackWheel', () => {
  it('extracts the chosen files, stored or deflated, into folders that it makes, and counts them', async () => {
    const long = 'a header, '.repeat(5000);
    const wheel = join(folder, 'one.whl');
    writeFileSync(
      wheel,
      zip({ 'a/first.h': 'first', 'a/second.h': long, 'b/third.h': '', 'b/fourth.py': 'no', 'b/': '' }),
    );
    const target = (name: string): string | undefined => (name.endsWith('.py') ? undefined : join(folder, 'out', name));
    expect(await unpackWheel(wheel, target)).toBe(3);
    expect(readFileSync(join(folder, 'out/a/first.h'), 'utf8')).toBe('first');
    expect(readFileSync(join(folder, 'out/a/second.h'), 'utf8')).toBe(long);
    expect(readFileSync(join(folder, 'out/b/third.h'), 'utf8')).toBe('');
    expect(() => readFileSync(join(folder, 'out/b/fourth.py'))).toThrow('ENOENT');
  });

  it.each([
    ['text', 'this is no archive'],
    ['nothing', ''],
  ])('says so of a file that is no archive (%s)', async (name, text) => {
    const file = join(folder, `${name}.whl`);
    writeFileSync(file, text);
    await expect(unpackWheel(file, () => undefined)).rejects.toThrow('not a wheel');
  });
});

describe('setup:tfjs-node', () => {
  const run = (...args: string[]): { status: number | null; stderr: string; stdout: string } =>
    spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });

  it('prints its usage', () => {
    const { status, stdout } = run('--help');
    expect(status).toBe(0);
    expect(stdout).toContain('--libtensorflow DIR|WHEEL');
  });

  it('refuses a library that is not there, before it touches anything, in one sentence without a stack', () => {
    const missing = join(folder, 'missing');
    mkdirSync(folder, { recursive: true });
    const { status, stderr } = run('--libtensorflow', missing);
    expect(status).toBe(1);
    expect(stderr).toBe(`setup:tfjs-node: --libtensorflow ${missing}: no such file or folder\n`);
  });

  it('refuses an option that it does not know', () => {
    const { status, stderr } = run('--tensorflow');
    expect(status).toBe(1);
    expect(stderr).toMatch(/^setup:tfjs-node: Unknown option '--tensorflow'/);
  });
});
