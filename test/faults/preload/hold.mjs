// Preloaded into a bench: once it has written so many records it stands still until the file PREFIX-COUNT is there, as if
// nobody gave it time. What was sent to it meanwhile (a signal, say) then comes before it can have ended.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { isMainThread } from 'node:worker_threads';

const [prefix, ...counts] = JSON.parse(process.env.RESEED_TEST_HOLD ?? '[]');
if (isMainThread && counts.length > 0) {
  const { openSync, writeSync } = fs;
  let runs;
  let written = 0;
  fs.openSync = (path, flags, ...rest) => {
    const file = openSync(path, flags, ...rest);
    if (String(path).endsWith('runs.jsonl') && flags === 'a') runs = file;
    return file;
  };
  fs.writeSync = (file, bytes, ...rest) => {
    const size = writeSync(file, bytes, ...rest);
    if (file === runs && counts.includes(++written)) {
      const clock = new Int32Array(new SharedArrayBuffer(4));
      while (!fs.existsSync(`${prefix}-${written}`)) Atomics.wait(clock, 0, 0, 5);
    }
    return size;
  };
  syncBuiltinESMExports();
}
