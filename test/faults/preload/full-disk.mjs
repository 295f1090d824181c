// Preloaded into a bench: after so many bytes, every write to a file fails as on a full disk; the last one is cut short.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { isMainThread } from 'node:worker_threads';

let left = Number(process.env.RESEED_TEST_ROOM ?? 'NaN');
if (isMainThread && Number.isFinite(left)) {
  const { writeSync } = fs;
  fs.writeSync = (file, bytes, ...rest) => {
    if (file <= 2) return writeSync(file, bytes, ...rest);
    const whole = Buffer.from(bytes);
    if (left <= 0) throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    const part = whole.subarray(rest[0] ?? 0).subarray(0, left);
    left -= part.length;
    return writeSync(file, part);
  };
  syncBuiltinESMExports();
}
