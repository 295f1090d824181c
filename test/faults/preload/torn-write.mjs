// Preloaded into a bench: its n-th write to a file stops part of the way, and the process dies there, as by kill -9.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { isMainThread } from 'node:worker_threads';

const [nth, share] = (process.env.RESEED_TEST_TEAR ?? '').split(',').map(Number);
if (isMainThread && nth > 0) {
  const { writeSync } = fs;
  let count = 0;
  fs.writeSync = (file, bytes, ...rest) => {
    if (++count < nth || file <= 2) return writeSync(file, bytes, ...rest);
    const whole = Buffer.from(bytes);
    if (share > 0) writeSync(file, whole.subarray(0, Math.floor(whole.length * share)));
    process.kill(process.pid, 'SIGKILL');
    for (;;);
  };
  syncBuiltinESMExports();
}
