/**
 * A table in Redis under its fingerprint: sent once by the bench, fetched once by each worker, its numbers in pieces. The
 * fingerprint is computed again from what arrives, so a table is either the one asked for or none.
 */
import type { Redis } from 'ioredis';
import * as v from 'valibot';
import { makeTable, shareTable } from '../data/dataset.js';
import type { Column, Table, Target } from '../data/dataset.js';
import { UserError } from '../errors.js';
import { PREFIX } from './connect.js';

const PIECE_BYTES = 4 * 1024 * 1024;
const MOST_ROWS = 100_000_000;
/** Tables of finished benches go by themselves. */
const KEPT_SECONDS = 7 * 24 * 3600;

const text = v.pipe(v.string(), v.maxLength(100_000));
const numbers = v.strictObject({ kind: v.literal('number'), name: text });
const description = v.strictObject({
  name: text,
  made: v.boolean(),
  rows: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_ROWS)),
  features: v.array(
    v.variant('kind', [numbers, v.strictObject({ kind: v.literal('category'), name: text, levels: v.array(text) })]),
  ),
  target: v.variant('kind', [
    numbers,
    v.strictObject({ kind: v.literal('classes'), name: text, levels: v.array(text) }),
  ]),
});

const keyOf = (fingerprint: string): string => `${PREFIX}:table:${fingerprint}`;

/** Puts the table there unless it is there already. */
export async function sendTable(redis: Redis, table: Table): Promise<void> {
  const key = keyOf(table.fingerprint);
  if ((await redis.expire(key, KEPT_SECONDS)) === 1 && (await redis.hexists(key, 'description')) === 1) return;
  const { name, made, rows, features, target } = table;
  let pieces = 0;
  for (const values of [...features, target].map(valuesOf)) {
    const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
      await redis.hset(key, `piece ${pieces++}`, Buffer.from(bytes.subarray(at, at + PIECE_BYTES)));
    }
  }
  // Written last: without it the table is not there.
  const outline = { name, made, rows, features: features.map(outlineOf), target: outlineOf(target) };
  await redis.hset(key, 'description', JSON.stringify(outline));
  await redis.expire(key, KEPT_SECONDS);
}

/** @throws {UserError} if it is not there, or not what its fingerprint says */
export async function fetchTable(redis: Redis, fingerprint: string): Promise<Table> {
  const wrong = new UserError(
    'The queue does not hold the table that its bench was made with.',
    'Start the bench again.',
  );
  const key = keyOf(fingerprint);
  const parsed = v.safeParse(description, parse((await redis.hget(key, 'description')) ?? ''));
  if (!parsed.success) throw wrong;
  const { name, made, rows, features, target } = parsed.output;
  let piece = 0;
  const read = async (width: number): Promise<Buffer> => {
    const parts: Buffer[] = [];
    for (let left = rows * width; left > 0; left -= parts.at(-1)!.length) {
      const part = await redis.hgetBuffer(key, `piece ${piece++}`);
      if (part === null || part.length === 0 || part.length > left) throw wrong;
      parts.push(part);
    }
    return Buffer.concat(parts);
  };
  const columns: Column[] = [];
  for (const column of features) {
    if (column.kind === 'number') columns.push({ ...column, values: floats(await read(8)) });
    else
      columns.push({ ...column, codes: integers(await read(4), { least: -1, levels: column.levels.length, wrong }) });
  }
  const aim: Target =
    target.kind === 'number'
      ? { ...target, values: floats(await read(8)) }
      : { ...target, labels: integers(await read(4), { least: 0, levels: target.levels.length, wrong }) };
  const table = makeTable({ name, made, features: columns, target: aim });
  if (table.fingerprint !== fingerprint) throw wrong;
  return shareTable(table);
}

function valuesOf(column: Column | Target): Float64Array | Int32Array {
  if (column.kind === 'number') return column.values;
  return column.kind === 'category' ? column.codes : column.labels;
}

function outlineOf(column: Column | Target): object {
  const { kind, name } = column;
  return column.kind === 'number' ? { kind, name } : { kind, name, levels: column.levels };
}

function floats(bytes: Buffer): Float64Array {
  return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}

function integers(
  bytes: Buffer,
  { least, levels, wrong }: { least: number; levels: number; wrong: UserError },
): Int32Array {
  const codes = new Int32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  if (codes.some((code) => code < least || code >= levels)) throw wrong;
  return codes;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
