/**
 * Reads chosen files out of a zip archive (a Python wheel), streaming, with what Node has on board: a wheel of
 * TensorFlow is larger than anyone wants in memory. Knows the zip format and nothing of what is inside.
 */
import { createReadStream, createWriteStream, mkdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;

/**
 * Extracts every entry for which `targetOf(name)` returns a path, and returns how many there were.
 *
 * @throws {Error} if the file is no zip archive, or one above 4 GiB
 */
export async function unpackWheel(file, targetOf) {
  const handle = await open(file);
  try {
    let count = 0;
    for (const entry of await listEntries(handle)) {
      const target = entry.name.endsWith('/') ? undefined : targetOf(entry.name);
      if (target === undefined) continue;
      await extract(file, { handle, entry, target });
      count++;
    }
    return count;
  } finally {
    await handle.close();
  }
}

async function listEntries(handle) {
  const { size } = await handle.stat();
  const tail = await readAt(handle, Math.max(0, size - 65_557), Math.min(size, 65_557));
  const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || tail.readUInt32LE(end) !== END_OF_DIRECTORY) throw new Error('not a wheel: no zip directory in it');
  const [length, start] = [tail.readUInt32LE(end + 12), tail.readUInt32LE(end + 16)];
  if (start === 0xffffffff) throw new Error('a zip archive above 4 GiB is not supported');
  const directory = await readAt(handle, start, length);
  const entries = [];
  for (let at = 0; at + 46 <= length && directory.readUInt32LE(at) === DIRECTORY_ENTRY;) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => directory.readUInt16LE(at + offset));
    entries.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
      method: directory.readUInt16LE(at + 10),
      compressed: directory.readUInt32LE(at + 20),
      header: directory.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + extraLength + commentLength;
  }
  return entries;
}

async function extract(file, { handle, entry, target }) {
  const local = await readAt(handle, entry.header, 30);
  const start = entry.header + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
  mkdirSync(dirname(target), { recursive: true });
  const out = createWriteStream(target);
  if (entry.compressed === 0) return pipeline([], out);
  const source = createReadStream(file, { start, end: start + entry.compressed - 1 });
  await (entry.method === 0 ? pipeline(source, out) : pipeline(source, createInflateRaw(), out));
}

async function readAt(handle, position, length) {
  const { buffer } = await handle.read(Buffer.alloc(length), 0, length, position);
  return buffer;
}
