// Preloaded into a bench: one of its writes stops part of the way, and the process dies there, as by kill -9. It is the
// n-th of all writes to files, or (`n,share,records`) the n-th to runs.jsonl, which is then cut within a line.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { isMainThread } from 'node:worker_threads';

const [nth, share, only] = (process.env.RESEED_TEST_TEAR ?? '').split(',');
if (isMainThread && Number(nth) > 0) {
  const { openSync, writeSync } = fs;
  const recordFiles = new Set();
  fs.openSync = (path, ...rest) => {
    const file = openSync(path, ...rest);
    if (String(path).endsWith('runs.jsonl')) recordFiles.add(file);
    else recordFiles.delete(file);
    return file;
  };
  let count = 0;
  fs.writeSync = (file, bytes, ...rest) => {
    if (only === 'records' && !recordFiles.has(file)) return writeSync(file, bytes, ...rest);
    if (++count < Number(nth) || file <= 2) return writeSync(file, bytes, ...rest);
    const whole = Buffer.from(bytes);
    let end = Math.floor(whole.length * Number(share));
    if (only === 'records' && (end === 0 || whole[end - 1] === 10)) end++;
    if (end > 0) writeSync(file, whole.subarray(0, end));
    process.kill(process.pid, 'SIGKILL');
    for (;;);
  };
  syncBuiltinESMExports();
}
