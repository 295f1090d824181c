/**
 * A parcel in Redis under its key: sent once by the bench, fetched once by each worker, its bytes in pieces. Knows nothing of
 * what is in it; whoever opens it checks the contents against the key.
 */
import type { Redis } from 'ioredis';
import { UserError } from '../base/errors.js';
import type { OpenedParcel, Parcel } from '../origins/origin.js';
import { PREFIX } from './connect.js';

const PIECE_BYTES = 4 * 1024 * 1024;
/** Parcels of finished benches go by themselves. */
const KEPT_SECONDS = 7 * 24 * 3600;

const placeOf = (key: string): string => `${PREFIX}:table:${key}`;

/** Puts the parcel there unless it is there already. */
export async function sendParcel(redis: Redis, { key, outline, bytes }: Parcel): Promise<void> {
  const place = placeOf(key);
  if ((await redis.expire(place, KEPT_SECONDS)) === 1 && (await redis.hexists(place, 'description')) === 1) return;
  let pieces = 0;
  for (const part of bytes) {
    const buffer = Buffer.from(part.buffer, part.byteOffset, part.byteLength);
    for (let at = 0; at < buffer.length; at += PIECE_BYTES) {
      await redis.hset(place, `piece ${pieces++}`, Buffer.from(buffer.subarray(at, at + PIECE_BYTES)));
    }
  }
  // Written last: without it the parcel is not there.
  await redis.hset(place, 'description', outline);
  await redis.expire(place, KEPT_SECONDS);
}

/** Undefined where there is none. `read` throws a UserError where pieces are missing or of other lengths than asked for. */
export async function fetchParcel(redis: Redis, key: string): Promise<OpenedParcel | undefined> {
  const outline = await redis.hget(placeOf(key), 'description');
  if (outline === null) return undefined;
  let piece = 0;
  return {
    outline,
    async read(bytes) {
      const parts: Buffer[] = [];
      for (let left = bytes; left > 0; left -= parts.at(-1)!.length) {
        const part = await redis.hgetBuffer(placeOf(key), `piece ${piece++}`);
        if (part === null || part.length === 0 || part.length > left) throw damaged();
        parts.push(part);
      }
      return Buffer.concat(parts);
    },
  };
}

function damaged(): UserError {
  return new UserError('The queue does not hold the table that its bench was made with.', 'Start the bench again.');
}
