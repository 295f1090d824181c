// Preloaded into a bench: once it has written so many records it stands still until the file PREFIX-COUNT is there, as if
// nobody gave it time. What is done to it meanwhile comes before it can have ended. As long as the file PREFIX-stall is
// there its threads stand still too, at the next look at the clock: letting it go with that one in its place leaves it no
// run to wait for, and so it hears a signal at once.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { isMainThread } from 'node:worker_threads';

const [prefix, ...counts] = JSON.parse(process.env.RESEED_TEST_HOLD ?? '[]');
const bell = new Int32Array(new SharedArrayBuffer(4));
const { existsSync, openSync, writeFileSync, writeSync } = fs;

if (isMainThread && counts.length > 0) {
  let runs;
  let written = 0;
  fs.openSync = (path, flags, ...rest) => {
    const file = openSync(path, flags, ...rest);
    if (String(path).endsWith('runs.jsonl') && (flags & fs.constants.O_APPEND) !== 0) runs = file;
    return file;
  };
  fs.writeSync = (file, bytes, ...rest) => {
    const hold = file === runs && counts.includes(++written);
    // Before the record, since that is what the other side waits for.
    if (hold) writeFileSync(`${prefix}-stall`, '');
    const size = writeSync(file, bytes, ...rest);
    if (hold) while (!existsSync(`${prefix}-${written}`)) Atomics.wait(bell, 0, 0, 5);
    return size;
  };
  syncBuiltinESMExports();
}

if (!isMainThread && counts.length > 0) {
  const { now } = Date;
  Date.now = () => {
    while (existsSync(`${prefix}-stall`)) Atomics.wait(bell, 0, 0, 5);
    return now();
  };
}
